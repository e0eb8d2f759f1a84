"""CNS 11643, the Taiwanese standard behind EUC-TW and ISO-2022-CN, which Python has no codec for.

Planes 1 and 2 are Big5 in a slightly other order, so they are runs over the Big5 index: measured against glibc's
EUC-TW, equal at every one of their 13,517 code points. Characters of the rarer planes become U+FFFD.
ISO-2022-CN is RFC 1922. EUC-TW puts plane 1 in two bytes, any plane in four (0x8E, 0xA0 + plane, row, cell).
"""

import re
from functools import cache

from flows.page.decoding.big5_index import BIG5_ADDED, BIG5_CHANGED

_PLANE_1 = """
A1A1-A140-5 A1A7-A146-15 A1B6-A157-2 A1B9-A156-1 A1BE-A15D-44 A1EA-A1AC-1 A1EB-A1AB-1 A1EC-A1AD-21 A2A5-A1C4-1
A2A7-A1C6-27 A2C2-A1E2-1 A2C3-A1E1-1 A2C5-A1E4-14 A2D5-A1F4-2 A2D7-A1F7-1 A2D8-A1F6-1 A2D9-A1F8-4 A2DE-A155-1
A2DF-A1FE-78 A4A1-A2AF-29 A4BF-A2CD-1 A4C1-A2CF-142 A6A1-C6A1-30 A7A8-C6C2-1 A7AF-C6C5-1 A7B4-C6C6-1 C2A1-A3C0-33
C4A1-A440-17 C4B2-A2CC-1 C4B3-A452-86 C5AB-A2CE-1 C5AC-A4CB-1307 D3A3-AD40-424 D7D3-ACFE-1 D7D4-AFD0-1876
EBD0-BE52-1 EBD1-BBC8-387 EFDC-BE53-525 F5B5-C2CB-1 F5B6-C1AB-105 F6C2-C256-83 F7B7-C2CC-84 F8AD-C456-1
F8AE-C361-54 F8E4-C3BA-1 F8E5-C3B9-1 F8E6-C3BB-90 F9E2-C457-354
"""
_PLANE_2 = """
A1A1-C940-10 A1AB-C94B-30 A1C9-C6DF-1 A1CA-C96A-2 A1CC-C9BE-1 A1CD-C96C-48 A1FD-C9BF-46 A2CD-CAF7-1 A2CE-C9ED-167
A4B9-CAF8-1840 B7EF-DADF-1 B7F0-D6CD-108 B8FE-D77B-537 BEE3-D6CC-1 BEE4-DAE0-100 BFEA-D77A-1 BFEB-DBA7-399
C4A4-DDFD-1637 D5CB-EBF1-1 D5CC-E8A3-146 D7A2-ECDE-1 D7A3-E976-287 DAA8-F0CB-1 DAA9-EB5B-116 DBBF-EBF2-137
DCEA-ECDF-104 DDF4-F056-1 DDF5-EDAA-222 E0B9-EEEC-198 E2C3-F057-82 E3B7-F0CC-86 E4AF-EEEB-1 E4B0-F163-8
E4B8-F16C-153 E5F3-F269-56 E6CD-F4B5-1 E6CE-F2C3-113 E7E1-F16B-1 E7E2-F375-142 E9B4-F268-1 E9B5-F466-45
E9E2-F4B6-71 EACB-F663-1 EACC-F4FD-194 ECD2-F664-490 F1E6-F9C4-1 F1E7-F977-43 F2B4-F9C5-1 F2B5-F9C7-11
F2C0-F9C6-1 F2C1-F9D2-4
"""
"""Runs: first CNS code (in EUC, high bits set), first Big5 code, length."""

_PLANE_1_OWN = {
    "A1A6": "・",
    "A1B8": "︲",
    "A2A3": "‾",
    "A2C4": "∼",
    "A2D3": "♁",
    "A2D4": "☉",
    "A2DD": "‖",
    "A2E1": "∕",
    "A2E2": "﹨",
    "F6C1": "彞",
}
"""What Big5 does not have, or has where the codec errs."""

_CODEC_TO_INDEX = str.maketrans(dict(BIG5_CHANGED))

_EUC_TW = re.compile(rb"([\xa1-\xfe][\xa1-\xfe])|\x8e([\xa1-\xb0][\xa1-\xfe][\xa1-\xfe])|([\x00-\x7f]+)|[\s\S]")

_ISO_2022 = re.compile(
    rb"\x1b\$(\)[AGE]|\*H)"  # a designation: SO set or SS2 set
    rb"|(\x0e|\x0f)"  # shift out, shift in
    rb"|\x1bN([\x21-\x7e]{2})"  # single shift: one character of the SS2 set
    rb"|([\x20-\x7e]+)|(\n)|[\s\S]"
)


def _read_plane(runs: str, own: dict[str, str]) -> dict[bytes, str]:
    table = {}
    for run in runs.split():
        cns, big5, length = run.split("-")
        row, cell = bytes.fromhex(cns)
        lead, trail = bytes.fromhex(big5)
        row_cell = (row - 0xA1) * 94 + cell - 0xA1
        index = (lead - 0xA1) * 157 + trail - (0x40 if trail < 0x7F else 0x62)
        for step in range(int(length)):
            row, cell = divmod(row_cell + step, 94)
            lead, trail = divmod(index + step, 157)
            pair = bytes((lead + 0xA1, trail + (0x40 if trail < 0x3F else 0x62)))
            char = BIG5_ADDED.get(pair) or pair.decode("big5hkscs").translate(_CODEC_TO_INDEX)
            table[bytes((row + 0xA1, cell + 0xA1))] = char
    return table | {bytes.fromhex(code): char for code, char in own.items()}


@cache
def cns_planes() -> dict[int, dict[bytes, str]]:
    """Return plane → (row and cell as in EUC → character)."""
    return {1: _read_plane(_PLANE_1, _PLANE_1_OWN), 2: _read_plane(_PLANE_2, {})}


def _fail(charset: str, raw: bytes, start: int, errors: str) -> str:
    if errors == "strict":
        raise UnicodeDecodeError(charset, raw, start, start + 1, "no such character")
    return "\ufffd"


def decode_euc_tw(raw: bytes, errors: str = "strict") -> str:
    """Decode EUC-TW. `errors`: "strict" (UnicodeDecodeError) or "replace" (U+FFFD)."""
    planes = cns_planes()
    out = []
    for token in _EUC_TW.finditer(raw):
        pair, quad, ascii_run = token.groups()
        if ascii_run:
            out.append(ascii_run.decode("ascii"))
            continue
        char = planes[1].get(pair) if pair else planes.get(quad[0] - 0xA0, {}).get(quad[1:]) if quad else None
        out.append(char or _fail("euc-tw", raw, token.start(), errors))
    return "".join(out)


def decode_iso_2022_cn(raw: bytes, errors: str = "strict") -> str:
    """Decode ISO-2022-CN (GB 2312, CNS planes 1 and 2). Designations end with their line, as RFC 1922 says."""
    out: list[str] = []
    shifted, so_set, ss2_set = False, b"", b""
    for token in _ISO_2022.finditer(raw):
        designation, shift, single, printable, newline = token.groups()
        if designation == b"*H":
            ss2_set = b"H"
        elif designation:
            so_set = designation[1:]
        elif shift:
            shifted = shift == b"\x0e"
        elif single:
            out.append(_shifted(single, ss2_set, token, errors))
        elif printable:
            out.append(_shifted(printable, so_set, token, errors) if shifted else printable.decode())
        elif newline:
            shifted, so_set, ss2_set = False, b"", b""
            out.append("\n")
        elif token[0][0] < 0x80 and token[0] != b"\x1b":
            out.append(token[0].decode())
        else:
            out.append(_fail("iso-2022-cn", raw, token.start(), errors))
    return "".join(out)


def _shifted(printable: bytes, designated: bytes, token: re.Match[bytes], errors: str) -> str:
    """Decode a run of seven-bit pairs of one designated set: A (GB 2312), E (ISO-IR-165), G or H (CNS 1, 2)."""
    high = bytes(byte | 0x80 for byte in printable if byte != 0x20)
    if designated in (b"A", b"E"):
        return high.decode("gb18030", errors)
    plane = cns_planes().get({b"G": 1, b"H": 2}.get(designated, 0), {})
    pairs = (high[at : at + 2] for at in range(0, len(high), 2))
    return "".join(plane.get(pair) or _fail("iso-2022-cn", token.string, token.start(), errors) for pair in pairs)
