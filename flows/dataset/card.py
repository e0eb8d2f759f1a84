"""The dataset's card: README.md in processed/, for those who meet the dataset without its project."""

import json
from collections.abc import Mapping

from flows.dataset.schema import Contract
from flows.dataset.state import SOURCE_COUNTS


def write_card(contract: Contract, sources: Mapping[str, Mapping[str, int]], tables: set[str]) -> str:
    """The card as Markdown, with the configurations that `datasets.load_dataset` reads in its head.

    sources: their counts. tables: those that have rows; the others have no configuration, for `datasets` cannot load
    them.
    """
    configurations = [
        line
        for table in contract.tables.values()
        if table.name in tables
        for line in (
            f"- config_name: {table.name}",
            f"  data_files: {table.name}/{'*/' if table.partition_by else ''}*.parquet",
            *(("  default: true",) if table.name == "documents" else ()),
        )
    ]
    rows = [
        f"| {name} | " + " | ".join(f"{counts.get(count, 0):,}" for count in SOURCE_COUNTS) + " |"
        for name, counts in sources.items()
    ]
    heads = ["source", *SOURCE_COUNTS.values()]
    described = [f"- `{table.name}`: {table.description.strip()}" for table in contract.tables.values()]
    parts = [
        "---",
        f"pretty_name: {json.dumps(contract.title)}",
        "language: [zh]",
        "license: unknown",
        *(["configs:", *configurations] if configurations else []),
        "---",
        "",
        f"# {contract.title}",
        "",
        f"{contract.description.strip()} Made by zhpages; version {contract.version} of the tables.",
        "",
        "The rights in the texts are those of the sites that they were taken from; their licences are not known here. "
        "Texts may hold personal data, as the pages did.",
        "",
        "## Tables",
        "",
        *described,
        "",
        "Every column is described in the files' own schemas and in `datapackage.json`. `_state/` is not data.",
        "",
        "```python",
        "import pandas as pd",
        "",
        'documents = pd.read_parquet("documents")        # the source becomes a column',
        "",
        "from datasets import load_dataset",
        "",
        'documents = load_dataset(".", "documents")      # the source is in the path alone',
        "```",
        "",
        "## Sources",
        "",
        f"| {' | '.join(heads)} |",
        "| --- |" + " ---: |" * len(SOURCE_COUNTS),
        *rows,
    ]
    return "\n".join(parts) + "\n"
