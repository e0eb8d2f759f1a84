"""Find which lines of a text are one paragraph that a scrape broke apart."""


def join_broken_lines(lines: list[str]) -> list[list[int]]:
    """Groups of indexes of `lines`, in order, each group one paragraph. Every index is in exactly one group."""
    groups: list[list[int]] = []
    for index, line in enumerate(lines):
        previous = lines[index - 1].rstrip() if index else ""
        if groups and previous.endswith(("；", ";")) and line.strip():
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups
