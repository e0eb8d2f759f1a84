"""Texts of documents on the disk, and the few of them that are held."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from sites import Site, notice

from flows.corpus.duplicates import texts
from flows.dataset.errors import DatasetError

pytest_plugins = ["site_fixtures"]


@pytest.fixture
def documents(site: Site) -> Path:
    for number in range(6):
        site.write(f"yunhe/{number}.txt", notice(f"第{number}次春耕"))
    site.run()
    return site.out / "documents/source=yunhe/part-00000.parquet"


def test_any_order_and_little_held(documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    doc_ids = pq.ParquetFile(documents).read()["doc_id"].to_pylist()
    with texts.open_texts(tmp_path / "texts") as all_held:
        all_held.copy(documents, set(doc_ids))
        wanted = {doc_id: all_held.read(doc_id).figures for doc_id in doc_ids}
    monkeypatch.setattr(texts, "MAX_HELD_BYTES", 0)
    with texts.open_texts(tmp_path / "texts") as few_held:
        few_held.copy(documents, set(doc_ids[1:]))
        assert doc_ids[0] not in few_held
        for doc_id in (*reversed(doc_ids[1:]), *doc_ids[1:]):
            assert few_held.read(doc_id).figures == wanted[doc_id]
    assert not (tmp_path / "texts").exists()


def test_damage_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "bad").write_bytes(b"PAR1")
    with texts.open_texts(tmp_path / "texts") as none:
        for name in ("bad", "nowhere"):
            with pytest.raises(DatasetError):
                none.copy(tmp_path / name, {"x"})
