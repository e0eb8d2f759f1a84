"""Claims from the head of a post on a bulletin board: 作者 …, 看板 …, 標題 …, 時間 …, a line each."""

from flows.page.bylines.people import Person
from flows.page.lines import Line
from flows.page.metadata.claims import Claim, LineClaims
from flows.page.text.folding import fold_in_place
from flows.page.text.patterns import phrase
from flows.page.text.words import words

_FIRST_LINES = 12
_HEAD_LINES = 4
_FEWEST = 3
_AUTHOR = r"^{author_before_name}[\s:]*(?P<who>[a-z\d][\w.-]{1,24})(?:[\s(]|$)"
_BOARD = r"^{board_labels}[\s:]*(?P<board>[\w.-]{2,30})$"


def read_board_head(claims: LineClaims, lines: list[Line]) -> None:
    """The author and board of the first post, where at least three of the four lines stand together."""
    if not any("板" in line.text or "信" in line.text for line in lines[:_FIRST_LINES]):
        return
    folded = [fold_in_place(line.text.strip()) for line in lines[:_FIRST_LINES]]
    if not any(phrase(r"{board_marks}").search(text) for text in folded):
        return
    heads = [text.startswith(words("board_heads")) for text in folded]
    for start in range(len(folded)):
        if heads[start] and sum(heads[start : start + _HEAD_LINES]) >= _FEWEST:
            for line in lines[start : start + _HEAD_LINES]:
                _read_head_line(claims, line)
            return


def _read_head_line(claims: LineClaims, line: Line) -> None:
    shown = line.text.strip()
    folded = fold_in_place(shown)
    if author := phrase(_AUTHOR).match(folded):
        who = Person(shown[slice(*author.span("who"))])
        claims.authors.append(Claim([who], 0.9, "line:board", line.index, shown))
    if board := phrase(_BOARD).match(folded):
        claims.boards.append(Claim(shown[slice(*board.span("board"))], 1.0, "line:board", line.index, shown))
