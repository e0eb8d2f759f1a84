"""The images of a page's body and their captions."""

import re
from dataclasses import dataclass

from flows.page.lines import Image, Label, Line, Reading
from flows.page.text.folding import fold_in_place
from flows.page.text.patterns import phrase
from flows.page.title.text import title_key

MAX_IMAGES = 60
_SCAN_IMAGES = 2000
_URL_CHARS = 500
_MAX_CAPTION_CHARS = 160
_FILE_LINE = re.compile(r"\S{1,120}\.(?:png|jpe?g|gif|webp|bmp)", re.IGNORECASE)
_DECORATION = re.compile(
    r"/(?:icons?|logos?|share|blank|spacer|pixel|loading|grey|transparent|default|ewm|qrcode|avatar|emoji|face|smil\w+|ad[sv]?|banner|btn|button|arrow|bg|printer|print|email|weibo\w*|wechat|sina|tsmall|line|dot|nw\w*)[/_.\-\d]|logo\w*\.|icon\w*\.|qrcode|erweima|1x1|stat\.|share\w*btn|/emot"
)
"""In an address in lower case."""
_BUTTONS = frozenset(("byline", "editor", "nav", "share", "breadcrumb", "comment", "login"))
_CAPTION_TAG = "figcaption"
_CAPTION_NAMES = re.compile(r"(?:^|[\s_-])(?:fig)?caption|(?:img|image|pic|photo)[_-]?(?:desc|text|txt|info|note)")
_CAPTION = (
    r"^[▲△▼▽◎●■☝↑\s]|^图[片为一二三四五六七八九十\d:]|^{picture_credits}|[摄图][)。]?$|(?:{picture_labels}|摄)[:/]"
)


@dataclass(frozen=True, slots=True)
class BodyImage:
    """An image that belongs to the text."""

    url: str
    caption: str | None
    line_index: int | None
    """The line its caption or, in plain text, its file name was read from."""


def find_images(reading: Reading, labels: list[Label], title: str | None, first: int, last: int) -> list[BodyImage]:
    """Images between the lines `first` (the title) and `last` (the end of the body); decorations are left out."""
    lines = reading.lines
    images: dict[str, BodyImage] = {}
    for image in reading.images[:_SCAN_IMAGES]:
        if not first <= image.before_line <= last + 1 or not image.url or image.url in images:
            continue
        is_icon = _is_decoration(image.url) or _is_sign_of_button(labels, image)
        if _is_beside_body(labels, image.before_line) and not is_icon:
            caption, index = _caption(reading, labels, image.before_line, image.alt, title)
            images[image.url] = BodyImage(image.url, caption, index)
    if reading.media_type == "text/plain":
        for line in lines[first : last + 2]:
            text = line.text.strip()
            if len(text) < 130 and "." in text and _FILE_LINE.fullmatch(text):
                images.setdefault(text, BodyImage(text, None, line.index))
    return list(images.values())[:MAX_IMAGES]


def _is_decoration(url: str) -> bool:
    url = url[:_URL_CHARS].lower()
    return url.startswith("data:") or _DECORATION.search(url) is not None


def _is_sign_of_button(labels: list[Label], image: Image) -> bool:
    """Whether a drawing without a word of its own stands behind a byline, a tool or a menu."""
    path = image.url[:_URL_CHARS].lower().partition("?")[0]
    before = labels[image.before_line - 1] if image.before_line else None
    is_behind = before is not None and before.kind == "removed" and before.category in _BUTTONS
    return is_behind and not image.alt and path.endswith((".gif", ".svg", ".ico"))


def _is_beside_body(labels: list[Label], position: int) -> bool:
    """Whether a line next to the image belongs to the text."""
    for label in labels[max(0, position - 1) : position + 1]:
        if label.kind != "removed" or label.category == "image":
            return True
    return False


def _caption(
    reading: Reading, labels: list[Label], position: int, alt: str, title: str | None
) -> tuple[str | None, int | None]:
    """The line under the image that is a caption, otherwise its alternative text where that says something."""
    if position < len(reading.lines):
        line = reading.lines[position]
        text = line.text.strip()
        is_caption = 4 <= len(text) <= _MAX_CAPTION_CHARS and (
            labels[position].category == "image" or _is_caption(text[-60:]) or _is_marked_caption(reading, line)
        )
        if is_caption and not _FILE_LINE.fullmatch(text):
            return " ".join(text.split()), position
    if len(alt) < 4:
        return None, None
    alt = " ".join(alt.split())
    if (
        len(alt) >= 4
        and not _FILE_LINE.fullmatch(alt)
        and not alt.isascii()
        and title_key(alt) != title_key(title or "")
    ):
        return alt[:_MAX_CAPTION_CHARS], None
    return None, None


def _is_marked_caption(reading: Reading, line: Line) -> bool:
    """Whether the markup calls a line a caption."""
    return line.tag == _CAPTION_TAG or _CAPTION_NAMES.search(reading.elements[line.element].tokens) is not None


def _is_caption(text: str) -> bool:
    return phrase(_CAPTION).search(fold_in_place(text)) is not None
