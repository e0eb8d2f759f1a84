"""Blocks of code: not weighed, as they are no prose; each is what the text around it is."""

from collections.abc import Mapping
from itertools import groupby

from flows.page.lines import Label, Line

CODE = Label("body", "", "code.block")
OUTSIDE = Label("removed", "residue", "code.outside", 0.9)


def find_code_lines(lines: list[Line]) -> dict[int, Label]:
    """The lines of code that a page shows, by index, as body until `settle_code` has seen what is around them."""
    return {line.index: CODE for line in lines if line.is_code and not line.is_hidden}


def settle_code(lines: list[Line], labels: Mapping[int, Label]) -> dict[int, Label]:
    """Labels of the blocks of code that are no part of the body, by index. `labels`: of every line.

    A block stands in the body where the line above it or below it does, or the title; so does one between two lines
    of the body. A page that keeps nothing else keeps its code.
    """
    if not any(label is CODE for label in labels.values()):
        return {}
    others = [line.index for line in lines if labels[line.index] is not CODE and not line.is_hidden]
    body = [index for index in others if labels[index].kind == "body"]
    outside: dict[int, Label] = {}
    if not body:
        return outside
    shown = [line.index for line in lines if not line.is_hidden]
    above = ""
    runs = [(is_code, list(run)) for is_code, run in groupby(shown, key=lambda index: labels[index] is CODE)]
    for place, (is_code, run) in enumerate(runs):
        if is_code:
            below = labels[runs[place + 1][1][0]].kind if place + 1 < len(runs) else ""
            is_inside = body[0] < run[0] < body[-1]
            if not is_inside and "body" not in (above, below) and above != "metadata":
                outside.update(dict.fromkeys(run, OUTSIDE))
        above = labels[run[-1]].kind
    return outside
