"""Few people are withheld, and cannot be worked out from the rest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mueang.methods.small_cells import withhold

COUNTS = st.lists(st.integers(0, 40), max_size=8)


@given(COUNTS, st.integers(1, 12))
def test_no_small_count_is_shown_and_none_can_be_subtracted(counts, least):
    shown = withhold(counts, least=least)

    assert len(shown) == len(counts)
    assert all(seen in (None, count) for seen, count in zip(shown, counts, strict=True))
    assert not [seen for seen in shown if seen is not None and 0 < seen < least]
    hidden = [count for seen, count in zip(shown, counts, strict=True) if seen is None]
    assert len(hidden) != 1 or len(counts) == 1
    assert hidden == counts or not 0 < sum(counts) < least


@given(COUNTS)
def test_large_counts_are_shown_as_they_are(counts):
    assert withhold([count + 5 for count in counts]) == [count + 5 for count in counts]


@pytest.mark.parametrize(("counts", "least"), [([-1], 5), ([1], 0)])
def test_what_cannot_be_is_refused(counts, least):
    with pytest.raises(ValueError, match="must"):
        withhold(counts, least=least)
