"""The data dictionary (schemas/README.md) and datapackage.json, both out of schemas/*.yaml."""

import json
from typing import Any

from flows.dataset.schema import Contract, Field, Table, load_contract
from flows.schemas_directory import schemas_directory


def write_dictionary(contract: Contract) -> str:
    """The data dictionary as Markdown."""
    parts = [
        "# Data dictionary",
        "",
        "Made from the files in this directory by `python -m flows.dataset.dictionary`; edit those, not this page.",
        "",
        f"{contract.description} Version {contract.version}.",
    ]
    for table in contract.tables.values():
        parts += ["", *_table_lines(table)]
    return "\n".join(parts) + "\n"


def _table_lines(table: Table) -> list[str]:
    lines = [f"## {table.name}", "", table.description.strip(), "", f"Primary key: {_names(table.primary_key)}."]
    for columns, resource, targets in table.foreign_keys:
        lines.append(f"Foreign key: {_names(columns)} → {resource} {_names(targets)}.")
    lines += ["", "| column | type | null | what it is | example |", "| --- | --- | --- | --- | --- |"]
    for field in table.fields:
        null = "no" if field.is_required else "yes"
        lines.append(f"| {field.name} | {_type(field)} | {null} | {_description(field)} | {_example(field)} |")
    for field in table.fields:
        if field.values:
            lines += ["", f"Values of `{field.name}`:", ""]
            lines += [f"- `{value}`: {meaning}" for value, meaning in field.values.items()]
        if members := _members(field):
            lines += ["", f"Each of `{field.name}` has:", ""]
            lines += [f"- `{member.name}` ({_type(member)}): {member.description}" for member in members]
    return lines


def _names(columns: tuple[str, ...]) -> str:
    return ", ".join(f"`{column}`" for column in columns)


def _members(field: Field) -> tuple[Field, ...]:
    return field.item.members if field.item else field.members


def _type(field: Field) -> str:
    return f"list of {_type(field.item)}" if field.item else "struct" if field.type == "object" else field.type


def _description(field: Field) -> str:
    text = " ".join(field.description.split())
    if (enum := field.constraints.get("enum")) and not field.values:
        text += " One of " + ", ".join(f"`{value}`" for value in enum) + "."
    if "minimum" in field.constraints and "maximum" in field.constraints:
        text += f" From {field.constraints['minimum']} to {field.constraints['maximum']}."
    return _cell(text)


def _example(field: Field) -> str:
    example = field.example
    shown = example if isinstance(example, str) else json.dumps(example, ensure_ascii=False)
    return f"`{_cell(shown)}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def data_package(contract: Contract, places: list[str]) -> dict[str, Any]:
    """The contents of datapackage.json for the files at `places` (relative to it)."""
    return {
        "name": contract.name,
        "title": contract.title,
        "description": contract.description.strip(),
        "version": contract.version,
        "profile": "data-package",
        "resources": [_resource(table, places) for table in contract.tables.values()],
    }


def _resource(table: Table, places: list[str]) -> dict[str, Any]:
    return {
        "name": table.name,
        "title": table.title,
        "description": table.description.strip(),
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "path": sorted(place for place in places if place.startswith(f"{table.name}/")),
        "schema": {
            "fields": [_descriptor(field) for field in table.fields],
            "primaryKey": list(table.primary_key),
            "foreignKeys": [
                {"fields": list(columns), "reference": {"resource": resource, "fields": list(targets)}}
                for columns, resource, targets in table.foreign_keys
            ],
        },
    }


def _descriptor(field: Field) -> dict[str, Any]:
    described: dict[str, Any] = {"name": field.name, "type": field.type}
    if field.description:
        described["description"] = " ".join(field.description.split())
    if field.item:
        described["arrayItem"] = _descriptor(field.item)
    if field.members:
        described["fields"] = [_descriptor(member) for member in field.members]
    if field.example is not None:
        described["example"] = field.example
    if field.values:
        described["values"] = field.values
    described["constraints"] = {"required": field.is_required, **field.constraints}
    return described


def main() -> None:
    """Write schemas/README.md anew."""
    (schemas_directory() / "README.md").write_text(write_dictionary(load_contract()), encoding="utf-8")


if __name__ == "__main__":
    main()
