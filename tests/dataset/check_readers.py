"""Run in an environment of its own by .ci/run: what frictionless and datasets make of the dataset named as argument."""

import sys
from pathlib import Path

from datasets import load_dataset
from frictionless import Package, validate


def main(out: str) -> None:
    """Exit with what is wrong."""
    report = validate(str(Path(out) / "datapackage.json"))
    if not report.valid:
        raise SystemExit("\n".join(f"{row}" for row in report.flatten(["type", "message"])))
    for name in Package(str(Path(out) / "datapackage.json")).resource_names:
        rows = load_dataset(out, name, split="train").num_rows
        print(f"{name}: valid, {rows} rows")
        if not rows:
            raise SystemExit(f"{name}: no rows")


if __name__ == "__main__":
    main(sys.argv[1])
