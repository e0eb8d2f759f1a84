"""The dataset's card."""

from pathlib import Path

import yaml

from flows.dataset import load
from flows.dataset.card import write_card
from flows.dataset.schema import load_contract
from flows.pipeline import Settings, run

pytest_plugins = ["dataset_fixtures"]


def test_the_card_names_a_configuration_for_each_table_and_its_files_are_there(dataset: Path) -> None:
    card = (dataset / "README.md").read_text("utf-8")
    head = yaml.safe_load(card.split("---\n")[1])
    assert [each["config_name"] for each in head["configs"] if each.get("default")] == ["documents"]
    for each in head["configs"]:
        files = list(dataset.glob(each["data_files"]))
        assert files and {path.relative_to(dataset).parts[0] for path in files} == {each["config_name"]}
    for source in load("documents", out=dataset)["source"].unique():
        assert f"| {source} |" in card


def test_a_table_without_a_row_has_no_configuration(tmp_path: Path) -> None:
    page = tmp_path / "raw" / "yunhe" / "1.txt"
    page.parent.mkdir(parents=True)
    page.write_text("云河县今年计划改造老旧小区五十六个，惠及居民一万二千户。\n", "utf-8")
    run(Settings(tmp_path / "raw", tmp_path / "processed", workers=1))
    head = yaml.safe_load((tmp_path / "processed" / "README.md").read_text("utf-8").split("---\n")[1])
    assert "quarantine" not in {each["config_name"] for each in head["configs"]}
    assert list(tmp_path.glob("processed/quarantine/*/*.parquet"))


def test_the_card_of_an_empty_dataset_has_no_configurations() -> None:
    assert "configs" not in write_card(load_contract(), {}, set())
