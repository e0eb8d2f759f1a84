"""A bound on the pages that a run puts into the quarantine: a site's new layout spoils many at once."""

from flows.corpus.inputs import InputError
from flows.corpus.settings import Settings


def find_excess(quarantined: int, cleaned: int, settings: Settings) -> str:
    """What is over `settings.max_quarantined` or `strict`, in a line; "" for nothing.

    Counted are the pages that this run cleaned; what was in the quarantine before does not matter. Raises InputError
    instead where nothing is to be changed then.
    """
    most = 0.0 if settings.strict else settings.max_quarantined
    if not quarantined or quarantined <= most * cleaned:
        return ""
    bound = "strict allows none" if settings.strict else f"a greater share than max_quarantined={most:g}"
    found = f"{quarantined:,} of {cleaned:,} pages of this run are in the quarantine, {bound}"
    if settings.refuse_quarantined:
        raise InputError(f"{found}; nothing was changed")
    return f"{found}; the dataset is written"
