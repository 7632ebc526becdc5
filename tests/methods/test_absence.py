"""Runs of absences: a golden case by hand, and the laws they keep."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mueang.methods.absence import AbsenceRule, Run, SessionMark, is_away, open_run, usual_in_a_row

MARKS = st.lists(st.sampled_from(["present", "late", "absent", "excused"]), max_size=12)
RULES = st.builds(AbsenceRule, in_a_row=st.integers(1, 4), least_share=st.sampled_from([Fraction(0), Fraction(1, 2)]))
MINUTES = {"present": 180, "late": 60, "absent": 0, "excused": 0}


def marks_of(words):
    return [SessionMark(n, word, MINUTES[word], 180) for n, word in enumerate(words)]


@pytest.mark.parametrize(
    ("words", "run"),
    [
        ("", None),
        ("A", None),
        ("AA", Run(0, 2)),
        ("PAAA", Run(1, 3)),
        ("AAP", None),
        ("APA", None),
        ("AEA", Run(0, 2)),
        ("PAEEAE", Run(1, 2)),
        ("EE", None),
        ("AALAA", Run(3, 2)),
    ],
)
def test_the_golden_cases_by_hand(words, run):
    spelled = {"A": "absent", "P": "present", "L": "late", "E": "excused"}

    assert open_run(marks_of([spelled[letter] for letter in words]), AbsenceRule(in_a_row=2)) == run


def test_whoever_left_early_is_away_or_not_as_the_rule_says():
    left_early = [SessionMark(n, "left_early", 60, 180) for n in range(2)]

    assert open_run(left_early, AbsenceRule()) is None
    assert open_run(left_early, AbsenceRule(least_share=Fraction(1, 2))) == Run(0, 2)
    assert open_run(left_early, AbsenceRule(least_share=Fraction(1, 3))) is None


@given(MARKS, RULES)
def test_excused_sessions_change_nothing_wherever_they_stand(words, rule):
    without = [word for word in words if word != "excused"]
    kept = [n for n, word in enumerate(words) if word != "excused"]

    run, plain = open_run(marks_of(words), rule), open_run(marks_of(without), rule)

    assert run == (plain and Run(kept[plain.first_session], plain.n_sessions))


@given(MARKS, RULES)
def test_coming_once_ends_every_run(words, rule):
    assert open_run(marks_of([*words, "present"]), rule) is None


@given(MARKS, RULES)
def test_one_more_absence_makes_the_run_longer_by_one_and_never_another(words, rule):
    run, longer = open_run(marks_of(words), rule), open_run(marks_of([*words, "absent"]), rule)

    if run is not None:
        assert longer == Run(run.first_session, run.n_sessions + 1)


@given(MARKS, RULES)
def test_a_stricter_rule_tells_less_and_never_otherwise(words, rule):
    stricter = AbsenceRule(rule.in_a_row + 1, least_share=rule.least_share)
    told = open_run(marks_of(words), stricter)

    assert told is None or told == open_run(marks_of(words), rule)


@given(MARKS, RULES)
def test_a_run_is_all_absences_up_to_the_end(words, rule):
    marks = marks_of(words)
    run = open_run(marks, rule)

    if run is not None:
        since = [is_away(mark, rule) for mark in marks[run.first_session :]]
        assert (since[0], False in since, since.count(True)) == (True, False, run.n_sessions)


@pytest.mark.parametrize(
    "wrong",
    [
        {"in_a_row": 0},
        {"least_share": Fraction(3, 2)},
        {"away": frozenset({"excused"})},
    ],
)
def test_a_rule_that_contradicts_itself_is_refused(wrong):
    with pytest.raises(ValueError, match=r"must|cannot"):
        AbsenceRule(**wrong)


def test_a_session_without_minutes_is_refused():
    with pytest.raises(ValueError, match="minutes"):
        is_away(SessionMark(1, "present", 0, 0), AbsenceRule())


@pytest.mark.parametrize(("gap_days", "usual"), [(1, 3), (2, 3), (3, 2), (7, 2)])
def test_daily_sessions_are_asked_about_later_than_weekly_ones(gap_days, usual):
    first = datetime(2026, 6, 1, 9, tzinfo=UTC)

    assert usual_in_a_row([first + timedelta(days=gap_days * n) for n in range(5)]) == usual


def test_two_sessions_of_one_day_are_one_day():
    first = datetime(2026, 6, 1, 9, tzinfo=UTC)

    assert usual_in_a_row([first + timedelta(days=7 * n, hours=h) for n in range(3) for h in (0, 4)]) == 2
