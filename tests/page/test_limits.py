import pytest

from flows.page.limits import DEFAULT_LIMITS, choose_limits


def test_limits_keep_their_types_and_the_others_their_values() -> None:
    limits = choose_limits({"max_bytes": 5e7, "seconds": 2})
    assert (limits.max_bytes, limits.seconds, limits.max_depth) == (50_000_000, 2.0, DEFAULT_LIMITS.max_depth)
    assert isinstance(limits.max_bytes, int) and isinstance(limits.seconds, float)


@pytest.mark.parametrize(
    "changes",
    [{"max_pages": 1}, {"seconds": 0}, {"max_bytes": -1}, {"seconds": float("nan")}, {"max_bytes": float("inf")}],
)
def test_what_is_no_limit_is_refused(changes: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="limit"):
        choose_limits(changes)
