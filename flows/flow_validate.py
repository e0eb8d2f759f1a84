"""The Prefect flow `zhpages-validate`: a scheduled check of the dataset that fails with what breaks it."""

from pathlib import Path

from prefect import flow
from prefect.artifacts import create_markdown_artifact

from flows.dataset.checking import check_dataset
from flows.dataset.errors import DatasetError
from flows.report.escaping import markdown

_MAX_SHOWN = 200


@flow(name="zhpages-validate")
def validate(processed: Path = Path("processed")) -> str:
    """Check the dataset against its contract and invariants. Raises DatasetError with the first of what breaks it."""
    findings = list(check_dataset(processed))
    shown = "\n".join(f"- {markdown(each)}" for each in findings[:_MAX_SHOWN]) or "Sound."
    create_markdown_artifact(shown, key="zhpages-validate", description="What breaks the dataset.")
    if findings:
        raise DatasetError(f"{processed}: {len(findings)} findings: {findings[0]}")
    return f"{processed}: sound"
