"""Files of the dataset that are damaged: named, made anew from raw/, never carried over, and no traceback."""

import json
import os
import random
import shutil
from collections.abc import Callable
from contextlib import suppress
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from sites import LONG_AGO, Site, notice, snapshot

from flows.dataset import DatasetError, check_dataset, load, read_arrow

pytest_plugins = ["site_fixtures"]

TABLES = ("documents", "sections", "removed", "duplicates", "quarantine")
SIGNATURES = "_state/signatures/yunhe.parquet"


@pytest.fixture
def whole(site: Site) -> Site:
    """A dataset in one bucket, and a page more in raw/ than in it."""
    site.write("yunhe/source.toml", "buckets = 1")
    for number in range(9):
        site.write(f"yunhe/{number}.txt", notice(f"春耕{number}", 3) + "\n版权所有：云河新闻网")
    site.write("yunhe/empty.txt", "")
    site.run()
    shutil.copytree(site.out, site.root / "kept")
    site.write("yunhe/new.txt", notice("秋收"))
    return site


def restore(site: Site) -> None:
    shutil.rmtree(site.out)
    shutil.copytree(site.root / "kept", site.out)


def flip(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content))
    return content[:at] + bytes([content[at] ^ 1 << chance.randrange(8)]) + content[at + 1 :]


def blank(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content))
    return content[:at] + bytes(len(content[at : at + 64])) + content[at + 64 :]


def cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("harm", [flip, blank, cut])
def test_a_damaged_data_file_is_made_anew(
    whole: Site, table: str, harm: Callable[[bytes, random.Random], bytes]
) -> None:
    wanted = whole.rebuilt()
    chance = random.Random(f"{table} {harm.__name__}")
    for _ in range(4):
        restore(whole)
        path = whole.out / table / "source=yunhe/part-00000.parquet"
        good = path.read_bytes()
        while (bad := harm(good, chance)) == good:
            pass
        path.write_bytes(bad)
        assert any(table in line for line in check_dataset(whole.out))
        report = whole.run()
        place = path.relative_to(whole.out).as_posix()
        assert report.problems == [f"{place} is not as it was written; that part of yunhe is made anew"]
        assert snapshot(whole.out) == wanted
        assert list(check_dataset(whole.out)) == []


def test_only_the_damaged_part_is_made_anew(site: Site) -> None:
    site.write("yunhe/source.toml", "buckets = 8")
    for number in range(40):
        site.write(f"yunhe/{number}.txt", notice(f"春耕{number}"))
    site.run()
    wanted = snapshot(site.out)
    next(iter(sorted((site.out / "documents/source=yunhe").iterdir()))).unlink()
    report = site.run()
    assert 0 < report.run["changed_count"] < 20
    assert snapshot(site.out) == wanted


@pytest.mark.parametrize("harm", [flip, blank, cut])
@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize(
    "place", ["_state/manifest/yunhe.parquet", "_state/signatures/yunhe.parquet", "runs/part-00000.parquet"]
)
def test_a_damaged_record_is_made_anew(
    whole: Site, place: str, full: bool, harm: Callable[[bytes, random.Random], bytes]
) -> None:
    wanted = whole.rebuilt()
    chance = random.Random(f"{place} {harm.__name__}")
    for _ in range(4):
        restore(whole)
        path = whole.out / place
        good = path.read_bytes()
        while (bad := harm(good, chance)) == good:
            pass
        path.write_bytes(bad)
        assert any(path.parent.name in line for line in check_dataset(whole.out))
        report = whole.run(full=full)
        assert any(place in line for line in report.problems) or full
        assert snapshot(whole.out) == wanted
        assert list(check_dataset(whole.out)) == []
        assert len(load("runs", out=whole.out)) == 2


def test_a_lost_table_of_runs_is_made_of_what_each_run_left(whole: Site) -> None:
    (before,) = read_arrow("runs", out=whole.out).to_pylist()
    (whole.out / "runs/part-00000.parquet").unlink()
    (whole.out / "_state/runs/x.json").write_text('{"run_id": 3}')
    (whole.out / "_state/runs/y.json").write_bytes(b"\xff")
    assert whole.run().problems == ["runs/part-00000.parquet: missing; it is made anew"]
    assert before in read_arrow("runs", out=whole.out).to_pylist()


WRONG: list[Any] = [None, 3, "x", [], [[]], {}, {"a": {}}, {"../x": 1}, -1, True, 1e300, [{"from": "x", "to": "../y"}]]


def spoil_each_value(raw: Any) -> list[Any]:
    """`raw` with each of its parts in turn replaced by each of what does not belong there."""
    made = [*WRONG]
    if isinstance(raw, dict):
        for key in raw:
            made += [{**raw, key: spoilt} for spoilt in spoil_each_value(raw[key])]
            made.append({name: value for name, value in raw.items() if name != key})
        made.append({**raw, "more": 1})
    elif isinstance(raw, list) and raw:
        made += [[spoilt, *raw[1:]] for spoilt in spoil_each_value(raw[0])]
    return made


JOURNAL = {
    "version": 1,
    "run_id": "x",
    "replace": [{"from": "_state/staging/x/out/datapackage.json", "to": "datapackage.json"}],
    "delete": ["documents/source=yunhe/part-00099.parquet"],
}


@pytest.mark.parametrize("place", ["_state/dataset.json", "_state/journal.json"])
def test_a_state_of_another_shape(whole: Site, place: str) -> None:
    """Each is refused in one line, or harmless."""
    wanted = whole.rebuilt()
    path = whole.out / place
    good: dict[str, Any] = json.loads(path.read_bytes()) if path.exists() else dict(JOURNAL)
    good |= {name: dict(list(good[name].items())[:1]) for name in ("sources", "files", "records") if name in good}
    shapes = [json.dumps(spoilt).encode() for spoilt in spoil_each_value(good)]
    refused = 0
    for content in (*shapes, b"", b"{", b"\xff", b"[" * 100_000, b'{"a":' * 100_000):
        path.write_bytes(content)
        for read in (lambda: load("documents", out=whole.out), lambda: list(check_dataset(whole.out))):
            try:
                read()
            except DatasetError as error:
                assert "\n" not in str(error) and ("json" in str(error) or "schema version" in str(error))
                refused += 1
    assert refused > len(shapes)
    for content in (b"[]", b"{", json.dumps(dict.fromkeys(good, 3)).encode()):
        path.write_bytes(content)
        with pytest.raises(DatasetError, match=rf"{Path(place).name}.*--full"):
            whole.run()
        whole.run(full=True)
        assert snapshot(whole.out) == wanted
        assert list(check_dataset(whole.out)) == []


OTHERS = {
    "directory": lambda path: (path / "within").mkdir(parents=True),
    "pipe": os.mkfifo,
}
FILES = [
    "_state/dataset.json",
    "_state/journal.json",
    "_state/journal.json.new",
    "_state/lock",
    "_state/manifest/yunhe.parquet",
    "_state/templates/yunhe.json",
    "_state/containers/yunhe/0.json",
    "runs/part-00000.parquet",
    "sections/source=yunhe/part-00000.parquet",
    "datapackage.json",
    "README.md",
]
DIRECTORIES = ["_state/staging", "_state/manifest", "_state/runs", "documents", "documents/source=yunhe"]


def clear(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)


@pytest.mark.parametrize(("place", "kind"), list(zip(FILES, cycle(OTHERS), strict=False)))
def test_what_stands_in_the_place_of_a_file(whole: Site, place: str, kind: str) -> None:
    """It is named before anything waits for it or is written, and nobody who reads the dataset waits for it either."""
    clear(whole.out / place)
    OTHERS[kind](whole.out / place)
    for full in (False, True):
        with pytest.raises(DatasetError, match=rf"{place}: a {kind}.*move it away"):
            whole.run(full=full)
    for read in (lambda: load("documents", out=whole.out), lambda: list(check_dataset(whole.out))):
        with suppress(DatasetError):
            read()


@pytest.mark.parametrize("place", DIRECTORIES)
def test_what_stands_in_the_place_of_a_directory(whole: Site, place: str) -> None:
    clear(whole.out / place)
    (whole.out / place).touch()
    for full in (False, True):
        with pytest.raises(DatasetError, match=rf"{place}: a .*where the dataset has a directory"):
            whole.run(full=full)


def test_files_lost_together_with_their_record(whole: Site) -> None:
    wanted = whole.rebuilt()
    state = json.loads((whole.out / "_state/dataset.json").read_bytes())
    (whole.out / "_state/dataset.json").write_text(json.dumps({**state, "files": {}}))
    shutil.rmtree(whole.out / "documents")
    whole.run()
    assert snapshot(whole.out) == wanted


def test_damage_while_the_run_is_at_work(whole: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = whole.rebuilt()
    monkeypatch.setattr("flows.corpus.planning.find_altered", lambda *_: {})
    path = whole.out / "sections/source=yunhe/part-00000.parquet"
    path.write_bytes(flip(path.read_bytes(), random.Random(1)))
    with pytest.raises(DatasetError, match="damaged while this run was at work; run again"):
        whole.run()
    monkeypatch.undo()
    whole.run()
    assert snapshot(whole.out) == wanted


def test_pages_of_a_damaged_part_that_are_gone_as_well(whole: Site) -> None:
    (whole.raw / "yunhe/3.txt").unlink()
    path = whole.out / "removed/source=yunhe/part-00000.parquet"
    path.write_bytes(flip(path.read_bytes(), random.Random(2)))
    assert whole.run().run["deleted_count"] == 1
    assert snapshot(whole.out) == whole.rebuilt()
    whole.write("yunhe/4.txt", notice("冬储"), LONG_AGO + 1)
    assert whole.run().run["changed_count"] == 1
