"""Why a page could not be processed: the stable codes of the quarantine."""

CODES: dict[str, tuple[str, str]] = {
    "bad_name": ("discover", "Move the file into raw/<source>/, or rename the directory as the message says."),
    "symlink": ("discover", "Links are not followed: put the file or directory itself under raw/."),
    "not_a_file": ("discover", "A device, pipe or socket. Take it out of raw/."),
    "orphan_sidecar": ("discover", "PAGE.meta.json without PAGE beside it. Restore the page or delete the sidecar."),
    "not_a_page": ("discover", "By name, type or state no page: a feed, picture, archive, error. Take it out of raw/."),
    "bad_source": ("read", "The source's source.toml cannot be used; the message names the key. Correct it."),
    "bad_sidecar": (
        "read",
        "The page's PAGE.meta.json cannot be used; the message names the key. Correct or delete it.",
    ),
    "unreadable": (
        "read",
        "The system does not let the file be read. Put its permissions right; it is tried every run.",
    ),
    "damaged": ("read", "The archive, record or packing is broken where the message says. Fetch it again."),
    "empty_file": ("read", "The file has no bytes, or only white space. Delete it or scrape the page again."),
    "not_text": ("decode", "The file is binary (image, archive, PDF, …). Move it out of raw/."),
    "too_large": ("read", "The file is over max_bytes. Split it, or raise the limit."),
    "too_deep": ("read", "Elements are nested over max_depth. The page is broken or hostile."),
    "too_many_nodes": ("read", "More nodes than max_nodes, or too many siblings for a selector of source.toml."),
    "too_many_lines": ("read", "The page has more lines than max_lines."),
    "no_text": ("read", "The page shows no text at all: a script-rendered shell or a frameset. Scrape it rendered."),
    "timeout": (
        "clean",
        "The page took longer than the limit of seconds. Two more runs try it; then report it.",
    ),
    "worker_died": (
        "clean",
        "The process cleaning this page died. Two more runs try it; then report it.",
    ),
    "internal": (
        "clean",
        "A defect of zhpages; the message names it. Two more runs try it; then report it.",
    ),
}
"""code → (stage, what to do)."""

TRANSIENT = frozenset({"timeout", "worker_died", "internal"})
"""Codes that may have had a passing reason: a busy machine, one short of memory, a defect that comes and goes."""


class PageError(Exception):
    """A page that goes to the quarantine."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.stage = CODES[code][0]
        self.message = message

    def __reduce__(self) -> tuple[type["PageError"], tuple[str, str]]:
        return PageError, (self.code, self.message)
