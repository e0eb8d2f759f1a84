"""The title that was chosen, with the lines that print it and those that repeat it."""

from dataclasses import dataclass

from flows.page.lines import Line
from flows.page.text.blanks import collapse
from flows.page.title.text import (
    drop_full_text,
    split_subtitle,
    title_key,
    unwrap,
)

MAX_TITLE_CHARS = 200
SHORTEST_BARE = 8
"""Letters that must be left of a title when its year is taken off: 2022年第4期 is not 第4期."""


@dataclass(frozen=True, slots=True)
class TitleChoice:
    """The title of a page and the lines that print it."""

    title: str | None
    subtitle: str | None
    line_indexes: tuple[int, ...]
    """Lines whose whole content is title or subtitle, a byline glued to its end included."""
    echo_indexes: tuple[int, ...]
    """Further lines that only repeat the title."""
    method: str
    """What decided: "mark", "head+line", "head+lines", "layout", "layout:kept" (the line stays in the text too),
    "head:<which>" or "" without a title."""
    snippet: str
    """The text it was read from."""


NO_TITLE = TitleChoice(None, None, (), (), "", "")


def finish_choice(lines: list[Line], text: str, indexes: tuple[int, ...], method: str, snippet: str) -> TitleChoice:
    """Split off the subtitle, find the lines that belong to it and those that repeat the title."""
    text = collapse(text)
    title, subtitle = split_subtitle(drop_full_text(text))
    if subtitle is None and indexes and indexes[-1] + 1 < len(lines):
        following = collapse(lines[indexes[-1] + 1].text[:MAX_TITLE_CHARS])
        if (
            following.startswith(("——", "--", "──", "――"))
            and 4 <= len(following) <= 80
            and following[-1] not in "。；;，"
        ):
            subtitle = following.lstrip("—-─― ")
            indexes = (*indexes, indexes[-1] + 1)
    echoes = _echoes(lines, title, text, indexes)
    return TitleChoice(title or None, subtitle, indexes, echoes, method, collapse(snippet[:400])[:200])


def _echoes(lines: list[Line], title: str, text: str, indexes: tuple[int, ...]) -> tuple[int, ...]:
    """Lines other than `indexes` that say the title and nothing more, model-essay wrappers aside."""
    keys = {title_key(stated) for stated in {title, text}} - {""}
    bare = unwrap(title)
    if len(bare_key := title_key(bare)) >= SHORTEST_BARE:
        keys.add(bare_key)
    else:
        bare = title
    probe, longest = bare[:2], len(text) + 24
    near = [line for line in lines if probe in line.text and len(line.text) <= longest and line.index not in indexes]
    return tuple(line.index for line in near if _says(line.text, keys))


def _says(text: str, keys: set[str]) -> bool:
    """Whether `text`, or what is wrapped in it, has one of `keys`."""
    if title_key(text) in keys:
        return True
    bare = unwrap(text)
    return bare != text and len(key := title_key(bare)) >= SHORTEST_BARE and key in keys
