"""The register read day by day, as a clerk would: the judge of the packed method."""

from __future__ import annotations

from datetime import date, timedelta

from mueang.methods.register import Mark, SchoolYear

AWAY = {Mark.ABSENT, Mark.EXCUSED}


def measured(
    marks: dict[date, Mark], *, as_of: date, window_days: int, window: str, year: SchoolYear, term: date
) -> dict[str, int]:
    """What `features` must say of one child."""
    days = sorted(day for day in marks if year.first_day <= day <= as_of)
    if window == "open_days":
        inside = days[-window_days:]
    else:
        inside = [day for day in days if day > as_of - timedelta(days=window_days)]
    four_weeks = timedelta(days=28)
    stretches = {
        "n": days,
        "window": inside,
        "month": [day for day in days if (day.year, day.month) == (as_of.year, as_of.month)],
        "term": [day for day in days if day >= term],
        "recent": [day for day in days if day > as_of - four_weeks],
        "earlier": [day for day in days if as_of - 2 * four_weeks < day <= as_of - four_weeks],
        "ends_of_week": [day for day in days if day.weekday() in (0, 4)],
    }
    found = {}
    for name, stretch in stretches.items():
        found[f"{name}_days"] = len(stretch)
        found[f"{name}_absent"] = sum(marks[day] in AWAY for day in stretch)
    longest = run = 0
    for day in days:
        run = run + 1 if marks[day] in AWAY else 0
        longest = max(longest, run)
    excused = sum(marks[day] is Mark.EXCUSED for day in days)
    late = sum(marks[day] is Mark.LATE for day in days)
    return found | {"longest_run": longest, "current_run": run, "n_excused": excused, "n_late": late}
