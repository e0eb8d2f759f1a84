"""The data dictionary (schemas/README.md) and datapackage.json, both out of schemas/*.yaml."""

import json
from collections.abc import Mapping
from typing import Any

from flows.dataset.schema import Contract, Field, Table, load_contract
from flows.dataset.state import FileRecord
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


_RIGHTS = "The rights in the texts are those of the sites they were taken from; their licences are not known."


def data_package(contract: Contract, files: Mapping[str, FileRecord]) -> dict[str, Any]:
    """The contents of datapackage.json: the tables that have files, as the files hold them.

    files: the data files by their place relative to it. A file lacks the column that its path tells; that column stands
    in `partitionBy`. Types are those that validators find in Parquet through pandas, where a list is no JSON array and
    a null makes an integer a number; `arrayItem` and the description say what it is.
    """
    resources = [_resource(table, files) for table in contract.tables.values()]
    return {
        "name": contract.name,
        "title": contract.title,
        "description": f"{contract.description.strip()} {_RIGHTS}",
        "version": contract.version,
        "profile": "data-package",
        "resources": [resource for resource in resources if resource["path"]],
    }


def _resource(table: Table, files: Mapping[str, FileRecord]) -> dict[str, Any]:
    places = sorted(place for place in files if place.startswith(f"{table.name}/"))
    if table.partition_by is None:
        places = [f"{table.name}/part-00000.parquet"]
    stored = [field for field in table.fields if field.name != table.partition_by]
    nullable = {field.name for field in stored if not field.is_required}
    described: dict[str, Any] = {
        "name": table.name,
        "title": table.title,
        "description": table.description.strip(),
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "path": places,
        "schema": {
            "fields": [_stored(field) for field in stored],
            "primaryKey": [name for name in table.primary_key if name != table.partition_by],
            "foreignKeys": [
                {"fields": list(columns), "reference": {"resource": resource, "fields": list(targets)}}
                for columns, resource, targets in table.foreign_keys
                if not nullable & set(columns)
            ],
        },
    }
    if table.partition_by:
        described["partitionBy"] = table.partition_by
        described["parts"] = [
            {"path": place, "bytes": files[place]["byte_count"], "hash": f"sha256:{files[place]['sha256']}"}
            for place in places
        ]
    return described


def _stored(field: Field) -> dict[str, Any]:
    described = _descriptor(field)
    if field.item or field.members:
        described["type"] = "any"
    elif field.type in ("integer", "number") and not field.is_required:
        # What reads Parquet by way of pandas takes a null for a number that is none, and that is in no range.
        described["type"] = "number"
        described["constraints"] = {"required": False}
    return described


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
