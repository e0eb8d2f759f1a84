"""A dataset on disk that is not what it should be."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.dataset import DatasetError, check_dataset, files, load

pytest_plugins = ["dataset_fixtures"]


@pytest.fixture
def copy(dataset: Path, tmp_path: Path) -> Path:
    """A dataset to be spoilt."""
    shutil.copytree(dataset, tmp_path / "processed")
    return tmp_path / "processed"


def first(out: Path, table: str) -> Path:
    return sorted(out.glob(f"{table}/source=*/part-*.parquet"))[0]


def rewrite(path: Path, change: Callable[[pa.Table], pa.Table]) -> None:
    """Change a file, and the record of it, as a defect of ours would."""
    out = path.parents[2]
    pq.write_table(change(pq.ParquetFile(path).read()), path)
    state_path = out / "_state/dataset.json"
    state = json.loads(state_path.read_text())
    state["files"][path.relative_to(out).as_posix()]["sha256"] = files.digest(path)
    state_path.write_text(json.dumps(state))


def test_a_good_one(dataset: Path) -> None:
    assert list(check_dataset(dataset)) == []


def test_none(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="no dataset there"):
        list(check_dataset(tmp_path))


@pytest.mark.parametrize(
    ("place", "content", "says"),
    [
        ("runs/part-00000.parquet", None, "runs/part-00000.parquet is missing"),
        ("runs/part-00000.parquet", b"PAR1", "runs cannot be read"),
        ("datapackage.json", None, "datapackage.json is missing"),
        ("datapackage.json", b"{}", "datapackage.json is missing or not"),
        ("documents/source=51news/part-x.parquet", b"PAR1", "documents/source=51news/part-x.parquet is no file of"),
        ("sections/copy.parquet", b"PAR1", "sections/copy.parquet is no file of"),
    ],
)
def test_files_beside_the_rows(copy: Path, place: str, content: bytes | None, says: str) -> None:
    if content is None:
        (copy / place).unlink()
    else:
        (copy / place).write_bytes(content)
    (line,) = check_dataset(copy)
    assert line.startswith(says)


@pytest.mark.parametrize("place", ["dataset.json", "journal.json"])
@pytest.mark.parametrize("content", ["{", "[]", "{}", "3"])
def test_state_that_is_none(copy: Path, place: str, content: str) -> None:
    (copy / "_state" / place).write_text(content)
    with pytest.raises(DatasetError, match=place):
        list(check_dataset(copy))


def test_a_damaged_file_is_a_clear_error_to_readers(copy: Path) -> None:
    first(copy, "documents").write_bytes(b"PAR1")
    with pytest.raises(DatasetError, match="documents cannot be read"):
        load("documents", out=copy)


def test_files_that_are_not_as_they_were(copy: Path) -> None:
    first(copy, "documents").unlink()
    first(copy, "sections").write_bytes(b"PAR1")
    shutil.copy(first(copy, "removed"), copy / "removed/source=51news/part-00777.parquet")
    found = "\n".join(check_dataset(copy))
    assert "is missing" in found
    assert "is not as it was written" in found
    assert "part-00777.parquet was not written by a run" in found
    assert "sections cannot be read" in found


def replace_column(name: str, value: object) -> Callable[[pa.Table], pa.Table]:
    def change(table: pa.Table) -> pa.Table:
        place = table.schema.get_field_index(name)
        return table.set_column(
            place, table.schema.field(name), pa.array([value] * table.num_rows, table.schema.types[place])
        )

    return change


@pytest.mark.parametrize(
    ("table", "change", "message"),
    [
        ("documents", replace_column("char_count", -5), "documents.char_count breaks minimum"),
        ("documents", replace_column("text", "x"), "sections.text breaks conservation"),
        ("documents", lambda table: table.drop_columns(["title"]), "documents has other columns or types"),
        ("documents", replace_column("doc_id", "0" * 23 + "1"), "sections.doc_id breaks foreign_key"),
        ("sections", lambda table: table.take(list(reversed(range(table.num_rows)))), "sections is not sorted"),
        ("removed", lambda table: pa.concat_tables([table, table]), "removed.doc_id, line_index breaks unique"),
    ],
)
def test_rows_that_are_not_as_they_should_be(
    copy: Path, table: str, change: Callable[[pa.Table], pa.Table], message: str
) -> None:
    rewrite(first(copy, table), change)
    assert message in "\n".join(check_dataset(copy))


def test_a_document_in_the_wrong_part(copy: Path) -> None:
    path = first(copy, "documents")
    other = path.with_name("part-00006.parquet" if path.name == "part-00007.parquet" else "part-00007.parquet")
    for table in ("documents", "sections", "removed"):
        part = copy / table / path.parent.name / path.name
        part.rename(part.with_name(other.name))
    assert "belongs to another part" in "\n".join(check_dataset(copy))
