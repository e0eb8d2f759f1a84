"""The contract as it was last released. On a release: python tests/dataset/released.py"""

import json
from pathlib import Path
from typing import Any

from flows.dataset.schema import Contract, arrow_type, load_contract

RELEASED = Path(__file__).with_name("released_contract.json")


def summarise(contract: Contract) -> dict[str, Any]:
    """What readers of the tables rely on."""
    return {
        "version": contract.version,
        "tables": {
            name: {
                "primary_key": list(table.primary_key),
                "fields": {
                    field.name: {
                        "type": str(arrow_type(field)),
                        "is_required": field.is_required,
                        "enum": field.constraints.get("enum"),
                    }
                    for field in table.fields
                },
            }
            for name, table in contract.tables.items()
        },
    }


def find_breaks(released: dict[str, Any], present: dict[str, Any]) -> list[str]:
    """What a reader of the released tables would trip over in the present ones."""
    breaks = []
    for name, table in released["tables"].items():
        now = present["tables"].get(name)
        if now is None or now["primary_key"] != table["primary_key"]:
            breaks.append(f"{name}: gone, or another primary key")
            continue
        for column, field in table["fields"].items():
            is_kept = column in now["fields"]
            if not is_kept or now["fields"][column]["type"] != field["type"]:
                breaks.append(f"{name}.{column}: gone, or of another type")
            elif field["is_required"] and not now["fields"][column]["is_required"]:
                breaks.append(f"{name}.{column}: may be null now")
    return breaks


if __name__ == "__main__":
    RELEASED.write_text(json.dumps(summarise(load_contract()), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
