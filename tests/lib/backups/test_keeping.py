"""Which backups are kept."""

from datetime import UTC, datetime, timedelta

from mueang.lib.backups.keeping import kept_of

NOW = datetime(2026, 11, 23, 19, 30, tzinfo=UTC)


def test_three_years_of_nights_leave_days_then_weeks_then_months():
    nights = [NOW - timedelta(days=n) for n in range(3 * 365)]
    kept = sorted(kept_of(nights), reverse=True)

    assert kept[:14] == nights[:14]
    assert len(kept) < 14 + 8 + 24
    assert NOW - kept[-1] > timedelta(days=680)
    # The last of its month, in local time.
    assert kept[-1].astimezone(UTC).day in {28, 29, 30, 31, 1}


def test_all_of_the_last_two_days_are_kept_and_of_an_older_day_the_last():
    hours = [NOW - timedelta(hours=n) for n in range(24 * 6)]
    kept = kept_of(hours)

    assert set(hours[:49]) <= kept
    assert len(kept) == 49 + 4


def test_where_backups_stopped_long_ago_none_is_let_go_for_its_age():
    old = [datetime(2024, 1, day, tzinfo=UTC) for day in range(1, 8)]

    assert kept_of(old) == set(old)
    assert kept_of([]) == set()
