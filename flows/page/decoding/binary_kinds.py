"""Names for binary files, by what they begin with."""

import re

_KINDS = (
    ("PDF document", rb"%PDF-"),
    ("gzip archive", rb"\x1f\x8b\x08"),
    ("zip archive, or a document of an office suite", rb"PK\x03\x04"),
    ("7z archive", rb"7z\xbc\xaf\x27\x1c"),
    ("RAR archive", rb"Rar!\x1a\x07"),
    ("bzip2 archive", rb"BZh[1-9]1AY"),
    ("xz archive", rb"\xfd7zXZ"),
    ("zstd archive", rb"\x28\xb5\x2f\xfd"),
    ("tar archive", rb"[\s\S]{257}ustar"),
    ("document of an old office suite", rb"\xd0\xcf\x11\xe0\xa1\xb1"),
    ("GIF image", rb"GIF8[79]a"),
    ("PNG image", rb"\x89PNG"),
    ("JPEG image", rb"\xff\xd8\xff"),
    ("WebP image", rb"RIFF[\s\S]{4}WEBP"),
    ("sound or film", rb"RIFF[\s\S]{4}(?:WAVE|AVI )|OggS|fLaC|ID3[\x02-\x04]|[\s\S]{4}ftyp|FLV\x01"),
    ("Flash film", rb"[CF]WS[\x01-\x20]"),
    ("font", rb"wOF[F2]|OTTO\x00|\x00\x01\x00\x00\x00"),
    ("program", rb"\x7fELF|\x00asm|\xca\xfe\xba\xbe\x00|MZ[\s\S]{56}"),
    ("SQLite database", rb"SQLite format 3\x00"),
    ("Parquet file", rb"PAR1"),
)
_ANY = re.compile(b"|".join(b"(" + pattern + b")" for _, pattern in _KINDS))


def name_kind(raw: bytes) -> str:
    """What kind of binary file `raw` is; "" where its beginning does not tell."""
    found = _ANY.match(raw)
    return _KINDS[found.lastindex - 1][0] if found and found.lastindex else ""
