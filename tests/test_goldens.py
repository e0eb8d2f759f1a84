import goldens
import pytest

from flows.corpus.inputs import Capture


@pytest.mark.parametrize("capture", goldens.captures(), ids=lambda capture: f"{capture.source}/{capture.raw_path}")
def test_sample_page_is_what_was_reviewed(capture: Capture) -> None:
    found = goldens.difference(capture)
    assert not found, f"python tests/goldens.py --write rewrites it\n{found}"


def test_every_golden_output_has_its_page() -> None:
    assert not goldens.strays()
