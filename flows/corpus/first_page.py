"""Cleans pages when it is imported: the process that workers are forked from loads rules and libraries once for all."""

from flows.dataset.staging import SIGNATURES, to_batch
from flows.page import clean_page
from flows.page.bylines.labels import label_rules
from flows.page.likeness.signature import sign

_TEXT = "".join(f"{example}\n" for rule in label_rules() for example in (*rule.match, *rule.no_match))
"""Lines in both scripts."""

for _name, _page in (("1.txt", _TEXT), ("1.html", f"<!DOCTYPE html><html><body><p>{_TEXT}</p></body></html>")):
    _cleaned = clean_page(_page.encode(), name=_name)
    to_batch("documents", [_cleaned.document])
    to_batch(SIGNATURES, [sign(_cleaned.document)])
    to_batch("sections", _cleaned.sections)
