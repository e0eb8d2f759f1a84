"""Plain text whose lines a scrape or a hard line width broke: its paragraphs are weighed, not its lines."""

from dataclasses import dataclass, replace

from flows.page.lines import Label, Reading
from flows.page.sections.paragraphs import join_broken_lines
from flows.page.title.choice import TitleChoice


@dataclass(slots=True, frozen=True)
class JoinedReading:
    """A reading with its broken lines joined."""

    reading: Reading
    title: TitleChoice
    groups: list[list[int]]
    """For each line of `reading`, the lines it was joined from."""

    def carry(self, said: dict[int, str]) -> dict[int, str]:
        """What is known of lines by their index, for the joined reading; it is dropped for lines that were joined."""
        return {n: said[group[0]] for n, group in enumerate(self.groups) if len(group) == 1 and group[0] in said}

    def spread(self, labels: list[Label]) -> list[Label]:
        """The labels of the joined lines, one for each line they were joined from."""
        return [label for label, group in zip(labels, self.groups, strict=True) for _ in group]


def join_reading(reading: Reading, title: TitleChoice) -> JoinedReading | None:
    """Join the broken lines of plain text; None where there are none. A line of the title is never joined."""
    lines = reading.lines
    apart = {*title.line_indexes, *title.echo_indexes}
    groups: list[list[int]] = []
    for group in join_broken_lines(["" if line.is_code or line.tag == "tr" else line.text for line in lines]):
        for index in group:
            is_joined = index != group[0] and not lines[index].blank_before and not apart & {index, index - 1}
            if is_joined:
                groups[-1].append(index)
            else:
                groups.append([index])
    if len(groups) == len(lines):
        return None
    place = {index: n for n, group in enumerate(groups) for index in group}
    joined = [
        replace(lines[group[0]], index=n, text="".join(lines[index].text for index in group))
        for n, group in enumerate(groups)
    ]
    return JoinedReading(
        replace(reading, lines=joined),
        replace(
            title,
            line_indexes=tuple(place[index] for index in title.line_indexes),
            echo_indexes=tuple(place[index] for index in title.echo_indexes),
        ),
        groups,
    )
