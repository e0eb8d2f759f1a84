"""EUC-JP as the Encoding Standard reads it: its index is that of Shift_JIS (code page 932), not that of Python's codec.

The two differ in marks such as ～ and － and in the rows that makers of systems filled (①, ㈱, 髙).
https://encoding.spec.whatwg.org/#euc-jp-decoder
"""

import re

_EUC_JP = re.compile(
    rb"((?:[\xa1-\xfe][\xa1-\xfe])+)"  # JIS X 0208
    rb"|\x8e([\xa1-\xdf])"  # half-width katakana
    rb"|(\x8f[\xa1-\xfe][\xa1-\xfe])"  # JIS X 0212
    rb"|([\x00-\x7f]+)|[\s\S]"
)


def decode_euc_jp(raw: bytes, errors: str = "strict") -> str:
    """Decode EUC-JP. `errors`: "strict" (UnicodeDecodeError) or "replace" (U+FFFD)."""
    out = []
    for token in _EUC_JP.finditer(raw):
        pairs, katakana, supplement, ascii_run = token.groups()
        if ascii_run:
            out.append(ascii_run.decode("ascii"))
        elif pairs:
            out.append(_as_shift_jis(pairs).decode("cp932", errors))
        elif katakana:
            out.append(katakana.decode("cp932", errors))
        elif supplement:
            out.append(supplement.decode("euc_jp", errors))
        elif errors == "strict":
            raise UnicodeDecodeError("euc-jp", raw, token.start(), token.end(), "no such character")
        else:
            out.append("\ufffd")
    return "".join(out)


def _as_shift_jis(pairs: bytes) -> bytes:
    """The pairs of row and cell of EUC as those of Shift_JIS."""
    out = bytearray()
    for row, cell in zip(pairs[::2], pairs[1::2], strict=True):
        lead, is_second = divmod(row - 0xA1, 2)
        trail = cell - 0xA1 + (0x9F if is_second else 0x40)
        out += bytes((lead + (0x81 if lead < 0x1F else 0xC1), trail + (not is_second and trail >= 0x7F)))
    return bytes(out)
