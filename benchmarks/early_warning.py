"""The whole early-warning run on a million invented children: cohorts, labels, features, fits, precision at the visits.

Usage: python -m benchmarks.early_warning [--children 1000000]

Two school years. Of each year cohorts as of five days; what is foretold is that a child stops coming before the year
ends; features are read from the register up to that day only, with what the school knew before. Each day's model is
learned on the first year and judged on the second, beside the best single rule and the school alone. Processor seconds
of everything after the marks are packed. The peer is named by its own measured line: `triage` needs about 55 minutes
for as much, which is not run here.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from datetime import date, timedelta

import numpy as np

from mueang.methods.register import SchoolYear, features, mark_day
from mueang.methods.risk import GlassBox, Judged, fit, judge, score
from mueang.methods.risk.baselines import best_rule, place_shares

AS_OF = ((7, 15), (8, 31), (9, 30), (11, 30), (1, 15))
N_DAYS, N_SCHOOLS, WINDOW, LEAVE_AFTER = 200, 1_000, 20, 30
TARGET_SECONDS = 30.0
TAKEN = (
    *("absence_rate", "unexcused_rate", "window_rate", "late_rate", "trend", "ends_of_week_excess"),
    *("longest_run", "current_run"),
)


def school_days(year: int) -> list[date]:
    day, days = date(year, 5, 18), []
    while len(days) < N_DAYS:
        if day.weekday() < 5 and day.month != 10:
            days.append(day)
        day += timedelta(days=1)
    return days


class Cohort:
    """One invented school year: who stops coming, and how attendance, grades and home foretell it in part."""

    def __init__(self, n: int, *, starts_in: int, seed: int) -> None:
        rng = np.random.default_rng(seed)
        self.year = SchoolYear(starts_in)
        self.school = np.arange(n) // max(1, n // N_SCHOOLS)
        trouble = rng.normal(size=n).astype(np.float32)
        trouble += np.random.default_rng(99).normal(0, 0.5, self.school.max() + 1).astype(np.float32)[self.school]
        self.known = {
            "grade": (2.6 - 0.35 * trouble + rng.normal(0, 0.6, n)).astype(np.float32),
            "over_age": rng.poisson(np.exp(-1.8 + 0.5 * trouble)).astype(np.uint8),
            "distance_km": rng.gamma(1.5, 2.5, n).astype(np.float32),
            "care_burden": (rng.random(n) < 0.1 + 0.05 * (trouble > 1)).astype(np.uint8),
        }
        self.known["distance_km"][rng.random(n) < 0.05] = np.nan
        chance = 1 / (1 + np.exp(4.4 - 0.9 * trouble - 0.5 * self.known["over_age"]))
        leaves = rng.random(n) < chance
        self.last_day = np.where(leaves, rng.integers(LEAVE_AFTER, N_DAYS, n), N_DAYS)
        self.days = school_days(starts_in)
        self.packed = np.zeros((n, 12, 4), np.uint32)
        usual = (1 / (1 + np.exp(3.3 - 0.6 * trouble))).astype(np.float32)
        for place, day in enumerate(self.days):
            drawn = rng.random(n, dtype=np.float32)
            slipping = np.where(self.last_day - place < 25, usual * 2.5, usual)
            codes = np.where(
                drawn < 0.4 * slipping, 3, np.where(drawn < slipping, 4, np.where(drawn < slipping + 0.02, 2, 1))
            )
            codes = np.where(place >= self.last_day, 0, codes).astype(np.uint8)
            mark_day(self.packed, day=day, year=self.year, codes=codes)

    def as_of(self, month: int, day: int) -> tuple[dict[str, np.ndarray], np.ndarray, np.ndarray]:
        """Who is still there, what is known of them that day, and whether they stop coming before the year ends."""
        until = date(self.year.starts_in + (month < 5), month, day)
        passed = sum(one <= until for one in self.days)
        there = self.last_day > passed
        found = features(self.packed, window_days=WINDOW, as_of=until)
        columns = {name: getattr(found, name)[there] for name in TAKEN}
        columns |= {name: values[there] for name, values in self.known.items()}
        return columns, (self.last_day < N_DAYS)[there], self.school[there]


def judged(past: Cohort, later: Cohort, month: int, day: int) -> tuple[dict[str, Judged], GlassBox, int]:
    """One day's model, learned on one year and judged on the next."""
    known, left, school = past.as_of(month, day)
    box = fit(known, label=left)
    thinned = slice(None, None, 10)
    rule = best_rule({name: values[thinned] for name, values in known.items()}, label=left[thinned])
    shares = place_shares(school, label=left)
    known, left, school = later.as_of(month, day)
    chances = {
        "glass box": box.probability(score(box, known).points).astype(np.float64),
        "best single rule": rule.chance(known),
        "school only": shares.chance(school),
    }
    return {name: judge(label=left, chance=chance) for name, chance in chances.items()}, box, len(left)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=1_000_000)
    chosen = parser.parse_args()
    past = Cohort(chosen.children, starts_in=2024, seed=1)
    later = Cohort(chosen.children, starts_in=2025, seed=2)
    began = time.process_time()
    for month, day in AS_OF:
        since = time.process_time()
        table, box, n = judged(past, later, month, day)
        print(f"as of {day:02}/{month:02}: {n:,} judged, {len(box.terms)} terms, {time.process_time() - since:.1f} s")
        for name, found in table.items():
            at = ", ".join(f"{share:.3f} at {percent} %" for percent, share in found.precision.items())
            print(
                f"  {name:<18} AUC {found.auc:.4f}  calibration {found.calibration_error:.4f}  precision {at}",
                flush=True,
            )
    spent = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{chosen.children:,} children, two years, five days: {spent:.1f} processor seconds, {peak:.2f} GB")
    print("peer: triage, about 55 minutes by its measured line (not run here)")
    if spent > TARGET_SECONDS:
        sys.exit(f"more than {TARGET_SECONDS} processor seconds")


if __name__ == "__main__":
    main()
