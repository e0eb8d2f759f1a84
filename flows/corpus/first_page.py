"""Cleans pages when it is imported: the process that workers are forked from loads rules and libraries once for all."""

from flows.dataset.staging import SIGNATURES, to_batch
from flows.page import clean_page
from flows.page.likeness.signature import sign

_TEXT = "關於做好春耕工作的通知\n各單位要認真落實，按時報告進展情況。\n"

for _name, _page in (("1.txt", _TEXT), ("1.html", f"<!DOCTYPE html><html><body><p>{_TEXT}</p></body></html>")):
    _cleaned = clean_page(_page.encode(), name=_name)
    to_batch("documents", [_cleaned.document])
    to_batch(SIGNATURES, [sign(_cleaned.document)])
    to_batch("sections", _cleaned.sections)
