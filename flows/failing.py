"""How the command line says what the user has to put right."""

import sys
from typing import NoReturn

WRONG_USE = 2
"""Exit code for wrong use and for what the user has to put right; 1 says that the data is not as it should be."""


def fail(message: str, code: int = WRONG_USE) -> NoReturn:
    """End the process: one line on stderr, and an exit code."""
    from flows.report.escaping import printable

    print("zhpages: " + printable(" ".join(message.split())), file=sys.stderr)
    raise SystemExit(code)
