"""The dataset's card."""

from pathlib import Path

import yaml

from flows.dataset import load
from flows.dataset.card import write_card
from flows.dataset.schema import load_contract


def test_the_card_names_a_configuration_for_each_table_and_its_files_are_there(dataset: Path) -> None:
    card = (dataset / "README.md").read_text("utf-8")
    head = yaml.safe_load(card.split("---\n")[1])
    assert [each["config_name"] for each in head["configs"] if each.get("default")] == ["documents"]
    for each in head["configs"]:
        files = list(dataset.glob(each["data_files"]))
        assert files and {path.relative_to(dataset).parts[0] for path in files} == {each["config_name"]}
    for source in load("documents", out=dataset)["source"].unique():
        assert f"| {source} |" in card


def test_the_card_of_an_empty_dataset_has_no_configurations() -> None:
    assert "configs" not in write_card(load_contract(), {}, set())
