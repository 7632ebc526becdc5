"""Instants carry a zone, or they are not instants."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mueang.standards.timestamps import to_instant, to_text

ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
INSTANTS = st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=ZONES)  # noqa: DTZ001 - bounds only


@given(INSTANTS)
def test_writing_and_reading_come_back_to_the_second(instant: datetime) -> None:
    assert to_instant(to_text(instant)) == instant.replace(microsecond=0)


def test_a_fraction_and_an_offset_are_read() -> None:
    assert to_instant("2026-11-22T14:30:00.250+07:00") == datetime(2026, 11, 22, 7, 30, 0, 250_000, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["2026-11-22", "2026-11-22T00:00:00", "2026-02-30T00:00:00Z", "2026-11-22T24:00:00Z", "2026-11-22 00:00:00Z",
     "20261122T000000Z", "2026-W47-7T00:00:00Z", "๒๐๒๖-11-22T00:00:00Z", "2026-11-22T00:00:00Z\n", "", None, 0, []],
)  # fmt: skip
def test_what_is_no_instant_is_refused(text: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        to_instant(text)


def test_an_instant_without_zone_is_not_written() -> None:
    with pytest.raises(ValueError, match="zone"):
        to_text(datetime(2026, 11, 22))  # noqa: DTZ001 - the fault under test
