"""schemas/ is the one description of the tables: nothing drifts from it."""

import contextlib
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import jsonschema_rs
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml

from flows.dataset import dictionary, load
from flows.dataset.schema import Field, arrow_schema, arrow_type, load_contract, table
from flows.page import PageError, clean_page, versions
from flows.page.decoding.decode import FLAGS, METHODS
from flows.page.errors import CODES
from flows.page.lines import CATEGORIES
from flows.page.sections.styles import Style
from flows.schemas_directory import schemas_directory

pytest_plugins = ["dataset_fixtures"]

CONTRACT = load_contract()
TABLES = sorted(CONTRACT.tables)


def test_dictionary_is_up_to_date() -> None:
    written = (schemas_directory() / "README.md").read_text(encoding="utf-8")
    assert written == dictionary.write_dictionary(CONTRACT), "run python -m flows.dataset.dictionary"


def test_version_of_the_rows() -> None:
    assert CONTRACT.version == versions.SCHEMA_VERSION


def test_categories_of_removed_lines() -> None:
    category = table("removed").field("category")
    assert tuple(category.constraints["enum"]) == CATEGORIES
    assert tuple(category.values) == CATEGORIES


@pytest.mark.parametrize(
    ("name", "column", "explained"),
    [
        ("documents", "charset_flags", FLAGS),
        ("documents", "charset_method", METHODS),
        ("sections", "style", {style.value: "" for style in Style}),
    ],
)
def test_values_that_the_page_path_gives(name: str, column: str, explained: dict[str, str]) -> None:
    values = table(name).field(column).values
    assert list(values) == list(explained)
    assert not any(explained.values()) or values == explained


def test_quality_flags_of_the_samples_are_explained() -> None:
    explained = set(table("documents").field("quality_flags").values)
    pages = [path for path in (schemas_directory().parent / "raw").rglob("*") if path.suffix in (".html", ".txt")]
    assert pages
    for path in pages:
        with contextlib.suppress(PageError):
            assert set(clean_page(path.read_bytes(), name=path.name).document["quality_flags"]) <= explained


def test_stages_of_the_quarantine() -> None:
    assert {stage for stage, _ in CODES.values()} <= set(table("quarantine").field("stage").constraints["enum"])


def all_fields(fields: tuple[Field, ...]) -> list[Field]:
    return [each for field in fields for each in (field, *all_fields(field.item.members if field.item else ()))]


@pytest.mark.parametrize("name", TABLES)
def test_every_field_is_described(name: str) -> None:
    described = table(name)
    assert described.title and described.description
    for field in all_fields(described.fields):
        assert field.description.strip().endswith((".", ":")), field.name
        assert field.name.islower()
    for field in described.fields:
        assert field.example is not None, field.name
        assert field.type != "boolean" or field.name.startswith(("is_", "has_"))
        assert field.type != "array" or field.is_required


@pytest.mark.parametrize("name", TABLES)
def test_only_known_terms(name: str) -> None:
    raw = yaml.safe_load((schemas_directory() / f"{name}.yaml").read_text(encoding="utf-8"))
    terms = {"name", "type", "description", "example", "constraints", "arrayItem", "values"}
    constraints = {"required", "unique", "enum", "pattern", "minimum", "maximum"}
    for field in raw["fields"]:
        assert field.keys() <= terms, field["name"]
        assert field["constraints"].keys() <= constraints, field["name"]


@pytest.mark.parametrize("name", TABLES)
def test_examples_fit_their_fields(name: str) -> None:
    described = table(name)
    for field in described.fields:
        kind = arrow_type(field)
        if pa.types.is_temporal(kind):
            assert isinstance(field.example, str)
            continue
        assert pa.array([field.example], kind).to_pylist() == [_filled(field, field.example)], field.name


def _filled(field: Field, value: Any) -> Any:
    if field.item and field.item.members:
        return [{member.name: each.get(member.name) for member in field.item.members} for each in value]
    return value


@pytest.mark.parametrize("name", ["documents", "sections", "removed", "quarantine"])
def test_files_hold_the_schema_with_descriptions(name: str, dataset: Path) -> None:
    for path in (dataset / name).rglob("*.parquet"):
        stored = pq.read_schema(path)
        assert stored.equals(arrow_schema(name), check_metadata=True)
        assert stored.field(0).metadata[b"description"]


def test_data_package_lists_every_file(dataset: Path) -> None:
    package = json.loads((dataset / "datapackage.json").read_text(encoding="utf-8"))
    listed = {path for resource in package["resources"] for path in resource["path"]}
    present = {path.relative_to(dataset).as_posix() for path in dataset.glob("[!_]*/**/*.parquet")}
    assert listed == present
    fields = {
        resource["name"]: [field["name"] for field in resource["schema"]["fields"]] for resource in package["resources"]
    }
    assert fields == {
        name: [column for column in described.column_names if column != described.partition_by]
        for name, described in CONTRACT.tables.items()
    }


def test_data_package_holds_size_and_digest_of_every_part(dataset: Path) -> None:
    package = json.loads((dataset / "datapackage.json").read_text(encoding="utf-8"))
    for part in (part for resource in package["resources"] for part in resource.get("parts", ())):
        content = (dataset / part["path"]).read_bytes()
        assert part == {"path": part["path"], "bytes": len(content), "hash": f"sha256:{sha256(content).hexdigest()}"}


@pytest.mark.parametrize("name", TABLES)
def test_loaded_columns_are_those_described(name: str, dataset: Path) -> None:
    assert list(load(name, out=dataset).columns) == table(name).column_names


@pytest.mark.parametrize("name", ["source", "sidecar"])
def test_json_schemas_are_schemas(name: str) -> None:
    raw = json.loads((schemas_directory() / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema_rs.meta.validate(raw)
