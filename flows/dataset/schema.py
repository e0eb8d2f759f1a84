"""The tables as schemas/*.yaml describe them, and their Arrow schemas.

The files use the terms of Frictionless Table Schema. Two properties are ours: `partitionBy` names the column that is
kept in the path of the files (`source=<slug>`) rather than in them, and a field of type object lists its own `fields`.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import yaml

from flows.schemas_directory import schemas_directory

_LOADER: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The same in C, ten times faster, where PyYAML was built with it."""
_TYPES: dict[str, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "datetime": pa.timestamp("us", tz="UTC"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One column, or one member of an object."""

    name: str
    type: str
    description: str
    is_required: bool
    constraints: dict[str, Any]
    example: Any
    values: dict[str, str]
    """Values that are explained one by one: value → what it says."""
    item: "Field | None"
    """Of arrays: what they hold."""
    members: tuple["Field", ...]
    """Of objects: their fields."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the dataset."""

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...]
    """(columns here, other table, columns there)."""
    partition_by: str | None

    @property
    def column_names(self) -> list[str]:
        """All columns in order, the partition's included."""
        return [field.name for field in self.fields]

    def field(self, name: str) -> Field:
        """The column called `name`; KeyError where there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Contract:
    """All tables, and the version of their description."""

    name: str
    title: str
    description: str
    version: str
    tables: dict[str, Table]


@cache
def load_contract(directory: Path | None = None) -> Contract:
    """Read the descriptions in `directory` (default: our own)."""
    directory = directory or schemas_directory()
    head = _read_yaml(directory / "dataset.yaml")
    tables = {name: _table(_read_yaml(directory / f"{name}.yaml")) for name in head["tables"]}
    return Contract(head["name"], head["title"], head["description"], head["version"], tables)


def table(name: str) -> Table:
    """The description of one table."""
    return load_contract().tables[name]


@cache
def arrow_schema(name: str, *, with_partition: bool = False) -> pa.Schema:
    """The Arrow schema of a table's files; with the partition column where `with_partition`."""
    described = table(name)
    fields = [
        _arrow_field(field) for field in described.fields if with_partition or field.name != described.partition_by
    ]
    return pa.schema(fields, metadata={"table": name, "schema_version": load_contract().version})


def _read_yaml(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
    return content


def _table(raw: dict[str, Any]) -> Table:
    keys = tuple(
        (tuple(key["fields"]), key["reference"]["resource"], tuple(key["reference"]["fields"]))
        for key in raw["foreignKeys"]
    )
    return Table(
        name=raw["name"],
        title=raw["title"],
        description=raw["description"],
        fields=tuple(_field(field) for field in raw["fields"]),
        primary_key=tuple(raw["primaryKey"]),
        foreign_keys=keys,
        partition_by=raw.get("partitionBy"),
    )


def _field(raw: dict[str, Any]) -> Field:
    constraints = dict(raw.get("constraints", {}))
    values = raw.get("values", {})
    if constraints.get("enum") == "values":
        constraints["enum"] = list(values)
    item = raw.get("arrayItem")
    return Field(
        name=raw.get("name", "item"),
        type=raw["type"],
        description=raw.get("description", ""),
        is_required=bool(constraints.pop("required", item is None and "name" not in raw)),
        constraints=constraints,
        example=raw.get("example"),
        values=values,
        item=_field(item) if item else None,
        members=tuple(_field(member) for member in raw.get("fields", ())),
    )


def _arrow_field(field: Field) -> pa.Field:
    metadata = {"description": field.description} if field.description else None
    return pa.field(field.name, arrow_type(field), nullable=not field.is_required, metadata=metadata)


def arrow_type(field: Field) -> pa.DataType:
    """The Arrow type of a column."""
    if field.type == "array":
        assert field.item is not None
        return pa.list_(pa.field("element", arrow_type(field.item), nullable=not field.item.is_required))
    if field.type == "object":
        return pa.struct([_arrow_field(member) for member in field.members])
    return _TYPES[field.type]
