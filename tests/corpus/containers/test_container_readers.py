"""Lists of containers, and their records read again; damage to them."""

import gzip
import io
import random
import struct
import time
import zlib

import pytest
import sample_containers as made
from spoilt_containers import spoil_and_read

from flows.corpus.containers import limits, streams
from flows.corpus.containers.members import Names
from flows.corpus.containers.opening import make_reader
from flows.corpus.containers.records import DamagedError, PassedOver, Record

LINES = b'{"text": "a"}\n\n{"text": "b"}'


def listed(raw: bytes, kind: str) -> tuple[list[str], list[str]]:
    """Keys of the records that can be read, each of which is read again, and the problems of the others."""
    reader = make_reader(io.BytesIO(raw), len(raw), kind)
    records = [each for each in reader.list_records() if not isinstance(each, PassedOver)]
    sound = [each for each in records if each.problem is None]
    for each in [*sound, *sound[9::-1]]:
        assert len(reader.read_record(each)) == each.size
    return [each.key for each in sound], [f"{each.key} {each.problem.message}" for each in records if each.problem]


WARC_KEYS = [f"{number:06d}" for number in range(3, 11)]


@pytest.mark.parametrize("raw", [made.warc(), made.warc_gz(), gzip.compress(made.warc()), made.zstd(made.warc())])
def test_warc(raw: bytes) -> None:
    assert listed(raw, "warc") == (WARC_KEYS, [])


def test_the_same_record_has_the_same_digest_however_it_is_packed() -> None:
    digests = []
    for raw in (made.warc(), made.warc_gz(), gzip.compress(made.warc())):
        found = make_reader(io.BytesIO(raw), len(raw), "warc").list_records()
        digests.append([each.digest for each in found if isinstance(each, Record)])
    assert digests[0] == digests[1] == digests[2] and len(set(digests[0])) == len(WARC_KEYS)


def test_a_bad_record_is_alone() -> None:
    records = made.warc_records()
    spoilt = [*records[:3], records[3].replace(b"WARC/1.1", b"XXXX/1.1", 1), *records[4:]]
    keys, problems = listed(b"".join(spoilt), "warc")
    assert keys == [key for key in WARC_KEYS if key != "000004"]
    assert problems == [f"000004 at byte {len(b''.join(records[:3])) - 4:,}: OSError: Invalid WARC header"]
    packed = [gzip.compress(record, mtime=0) for record in records]
    packed[4] = packed[4][:60] + b"\xff" * 20 + packed[4][80:]
    keys, problems = listed(b"".join(packed), "warc")
    assert keys == [key for key in WARC_KEYS if key != "000005"] and len(problems) == 1


def test_a_length_that_is_too_great_costs_one_record() -> None:
    records = made.warc_records()
    records[3] = records[3].replace(b"Content-Length: ", b"Content-Length: 99", 1)
    keys, problems = listed(b"".join(records), "warc")
    assert keys == [key for key in WARC_KEYS if key != "000004"]
    assert len(problems) == 1 and "ends within a record" in problems[0]


@pytest.mark.parametrize(("raw", "kind"), [(made.warc_gz(), "warc"), (made.warc(), "warc")])
def test_an_archive_that_ends_early_gives_what_it_has(raw: bytes, kind: str) -> None:
    keys, problems = listed(raw[:-250], kind)
    assert keys == WARC_KEYS[:-1] and len(problems) == 1 and problems[0].startswith("000010 at byte ")


@pytest.mark.parametrize("pack", [bytes, gzip.compress, made.zstd])
def test_lines(pack: type[bytes]) -> None:
    assert listed(pack(LINES), "jsonl") == (["000001", "000003"], [])


def test_lines_of_a_packing_that_ends_early() -> None:
    keys, problems = listed(gzip.compress(made.json_lines(), mtime=0)[:-12], "jsonl")
    assert keys[:3] == ["000001", "000002", "000003"]
    assert len(problems) == 1 and "ends within its gzip" in problems[0]


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (made.zip_archive(), "zip"),
        (made.tar_archive(), "tar"),
        (gzip.compress(made.tar_archive()), "tar"),
        (made.zstd(made.tar_archive()), "tar"),
    ],
)
def test_members(raw: bytes, kind: str) -> None:
    keys, problems = listed(raw, kind)
    assert keys == ["2024/灯塔.html", "2024/海塘.html", "logo.png"]
    archive = "inner.zip an archive within an archive; take it out"
    assert problems == ["2024/style.css a file of type .css", archive]


def test_names_that_stand_twice_and_names_in_gbk() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        assert listed(_zip_twice(), "zip")[0] == ["a.html", "a.html~2"]
    name = "灯塔页.html"
    raw = made.zip_archive({"??????.html": b"x"}).replace(b"??????.html", name.encode("gbk"))
    assert listed(raw, "zip")[0] == [name]


def _zip_twice() -> bytes:
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo("a.html"), b"1")
        archive.writestr(zipfile.ZipInfo("a.html"), b"2")
    return out.getvalue()


def test_very_many_names_that_stand_twice_take_linear_time() -> None:
    names = Names()
    start = time.process_time()
    given = [names.name(name)[0] for name in ("a.html~3", *["a.html"] * 30_000, *["x" * 1_001] * 30_000)]
    assert given[:4] == ["a.html~3", "a.html", "a.html~2", "a.html~4"]
    assert len(set(given)) == 60_001
    assert time.process_time() - start < 5


def test_a_zip_without_its_directory_gives_what_it_has() -> None:
    raw = made.zip_archive()
    keys, problems = listed(raw[: raw.index(b"PK\x01\x02") - 10], "zip")
    assert keys == ["2024/灯塔.html", "2024/海塘.html"]
    assert any("directory cannot be read" in each for each in problems)


def test_a_tar_that_ends_early_or_breaks_off() -> None:
    raw = made.tar_archive()
    second = raw.index(made.page("海塘", "gbk"))
    keys, problems = listed(raw[: second + 99], "tar")
    assert keys == ["2024/灯塔.html"] and "bytes are not there" in problems[0]
    start = raw.index(made.page("灯塔")) // 512 * 512 + 1536
    keys, problems = listed(raw[:start] + b"?" * 2048, "tar")
    assert keys == ["2024/灯塔.html"] and "invalid header" in problems[0]


def test_wacz() -> None:
    assert listed(made.wacz(), "wacz") == ([f"data.warc.gz#{key}" for key in WARC_KEYS], [])


def test_a_wacz_that_ends_early_gives_what_it_has() -> None:
    raw = made.wacz()
    keys, problems = listed(raw[: raw.index(b"PK\x03\x04", 99) - 100], "wacz")
    assert keys == [f"data.warc.gz#{key}" for key in WARC_KEYS[:-1]]
    assert len(problems) == 2 and "directory cannot be read" in problems[1]


def test_what_is_no_container_at_all() -> None:
    for kind in ("warc", "wacz", "zip", "tar"):
        for raw in (b"", b"hello\n" * 99):
            with pytest.raises(DamagedError):
                list(make_reader(io.BytesIO(raw), len(raw), kind).list_records())
    assert listed(b"", "jsonl") == ([], [])


def test_bombs_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "RATIO_FREE_BYTES", 1_000_000)
    lines = b'{"text": "a"}\n' + b" " * 9_000_000
    keys, problems = listed(gzip.compress(lines), "jsonl")
    assert "over 500 times its size" in problems[0]
    monkeypatch.setattr("flows.corpus.containers.zip_archive.RATIO_FREE_BYTES", 1_000_000)
    keys, problems = listed(made.zip_archive({"a.html": b"a", "b.html": b" " * 9_000_000}), "zip")
    assert keys == ["a.html"] and "500 times its size" in problems[0]


def test_what_is_packed_as_a_whole_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "MAX_SEQUENTIAL_BYTES", 300_000)
    rows = b"".join(b'{"text": "%d"}\n' % random.Random(number).getrandbits(200) for number in range(9_000))
    keys, problems = listed(gzip.compress(rows), "jsonl")
    assert len(keys) > 100 and "unpacks to over 300,000 bytes" in problems[0]


def test_a_zip_that_lies_about_a_member() -> None:
    raw = bytearray(made.zip_archive({"a.html": b"abc", "b.html": b"def"}))
    at = raw.index(b"PK\x01\x02") + 16
    raw[at : at + 4] = struct.pack("<I", zlib.crc32(b"xyz"))
    keys, problems = listed(bytes(raw), "zip")
    assert keys == ["b.html"] and "checksum" in problems[0]


def test_too_many_damages_end_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.corpus.containers.warc.MAX_DAMAGES", 3)
    bad = b"WARC/1.1\r\nno header\r\n\r\n"
    _, problems = listed((bad * 2 + made.warc_records()[2]) * 9, "warc")
    assert 3 <= len(problems) <= 5
    assert limits.MAX_DAMAGES > 3


def test_damaged_containers_of_all_kinds_are_handled() -> None:
    assert sum(spoil_and_read(200, seed=1).values()) == 200
