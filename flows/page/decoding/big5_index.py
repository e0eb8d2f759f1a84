"""Where the Encoding Standard's Big5 index differs from Python's big5hkscs codec: 203 of 18,594 code points.

The codec is of HKSCS-2004. The standard has 192 characters more, prefers the characters of code page 950 in the
symbol rows, and so tells apart two pairs of slashes that the codec makes one.
https://encoding.spec.whatwg.org/index-big5.txt
"""

from flows.page.text.han import Characters

_ADDED = Characters("""
877A 㡵𡵓𣚞𦀡㻬𥣞㫵竼龗𤅡𨤍𣇪𠪊𣉞䌊蒄龖鐯䤰蘓墖靊鈘秐稲晠権袝瑌篅枂稬剏遆
87BE 㓦珄𥶹瓆鿇垳䤯呌䄱𣚎堘穲𧭥讏䚮𦺈䆁𥶙箮𢒼鿈𢓁𢓉𢓌鿉蔄𣖻䂴鿊䓡𪷿拁灮鿋
8E69 箸 8E6F 簆 8E7E 糎 8EAB 緒 8EB4 縝 8ECD 者 8ED0 耨 8F57 菁 8F69 蒨 8F6E 萏 8FCB 覦覩 8FFE 起
906D 都 907A 銹 90DC 靜 90F1 響 91BF 鼖 9244 蔃 92AF 兙兛兝兞 92C8 鍮 92D1 瑹 9447 浧 94CA 禛 95D9 邗
9644 靝 96ED 瀞 96FC 嬨 9B76 爁 9B78 矗 9B7B 纇 9BC6 駖 9BDE 釔 9BEC 惞 9BF6 澶 9C42 輶 9C53 侻
9C62 營 9C68 鄄 9C6B 鷰 9C77 菏 9CBC 尐秣 9CD0 婧 9D57 輋 9D5A 筑 9DC4 拐 9EA9 恢 9EEF 痹 9EFD 汊
9F60 鬮 9F66 鼗 9FCB 僭 9FD8 弌 A063 蠏 A077 拎 A0D5 瑨 A0DF 煢 A0E4 牐
A3C0 ␀␁␂␃␄␅␆␇␈␉␊␋␌␍␎␏␐␑␒␓␔␕␖␗␘␙␚␛␜␝␞␟␡€
C6CF 廴 C6D3 无 C6D5 癶 C6D7 隶 C6DE 〃仝 FA5F 倩 FA66 偽 FABD 包 FAC5 卄 FAD5 卿 FB48 嘅 FBB8 婷
FBF3 幵 FBF9 廐 FC4F 彘 FC6C 悤 FCB9 撐 FCE2 晴 FCF1 杞 FDB7 沜渝 FDBB 港 FDF1 煮 FE52 猪 FE6F 瑜
FEAA 瓩 FEDD 砉
""")
"""Runs in the order of the index: the first code point, then the characters from there on."""

BIG5_CHANGED = tuple(zip("•､‾∼♁☉¥¢£", "‧﹑¯～⊕⊙￥￠￡", strict=True))
"""(what the codec gives, what the standard has); the codec gives each of these for one code point only."""

BIG5_SLASHES = {b"\xa2\x41": "∕", b"\xa2\x42": "﹨"}
"""Code points that the codec reads as ／ and ＼, which A1FE and A240 already are."""


def _next_code(lead: int, trail: int) -> tuple[int, int]:
    if trail == 0x7E:
        return lead, 0xA1
    return (lead + 1, 0x40) if trail == 0xFE else (lead, trail + 1)


def _read_runs(runs: str) -> dict[bytes, str]:
    table = {}
    fields = runs.split()
    for first, chars in zip(fields[::2], fields[1::2], strict=True):
        lead, trail = bytes.fromhex(first)
        for char in chars:
            table[bytes((lead, trail))] = char
            lead, trail = _next_code(lead, trail)
    return table


BIG5_ADDED = _read_runs(_ADDED)
"""Two bytes → character, where the codec has none."""
