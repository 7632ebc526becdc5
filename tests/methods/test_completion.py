"""Completion is decided by the ledger and the assessments alone."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mueang.methods.completion import CompletionRule, LedgerEntry, decide

COURSE = CompletionRule(
    total_minutes=45 * 60,
    minutes_by_mode={"lecture": 15 * 60, "practice": 20 * 60},
    attendance_share=Fraction(4, 5),
    assessments=frozenset({"portfolio", "project"}),
)
OFFERED = 50 * 60
ENOUGH = (LedgerEntry("lecture", 20 * 60), LedgerEntry("practice", 25 * 60))
ENTRIES = st.lists(st.builds(LedgerEntry, st.sampled_from(["lecture", "lab", "practice"]), st.integers(0, 3000)))


def reasons(decision):
    return [(reason.code, reason.subject, reason.missing) for reason in decision.reasons]


def test_all_that_is_asked_for_completes():
    decision = decide(ENOUGH, {"portfolio", "project", "another"}, COURSE, offered_minutes=OFFERED)

    assert decision.completed
    assert decision.reasons == ()
    assert decision.total_minutes == 45 * 60
    assert decision.minutes_by_mode == {"lecture": 1200, "practice": 1500}


def test_everything_missing_is_named_with_its_number():
    decision = decide([LedgerEntry("lecture", 14 * 60)], {"project"}, COURSE, offered_minutes=OFFERED)

    assert not decision.completed
    assert reasons(decision) == [
        ("total_short", "", 31 * 60),
        ("mode_short", "lecture", 60),
        ("mode_short", "practice", 20 * 60),
        ("attendance_short", "", 26 * 60),
        ("assessment_not_passed", "portfolio", 1),
    ]


def test_one_minute_short_is_short():
    entries = [*ENOUGH, LedgerEntry("practice", -1)]

    assert reasons(decide(entries, COURSE.assessments, COURSE, offered_minutes=OFFERED)) == [("total_short", "", 1)]


def test_a_share_of_minutes_is_rounded_up():
    rule = CompletionRule(attendance_share=Fraction(4, 5))

    assert decide([LedgerEntry("lab", 81)], (), rule, offered_minutes=101).completed
    assert not decide([LedgerEntry("lab", 80)], (), rule, offered_minutes=101).completed


def test_a_rule_that_asks_nothing_is_met_by_nothing():
    assert decide([], (), CompletionRule()).completed


def test_a_ledger_below_nothing_is_refused():
    with pytest.raises(ValueError, match="less than nothing"):
        decide([LedgerEntry("lab", -1)], (), CompletionRule())


@pytest.mark.parametrize(("share", "offered"), [(Fraction(-1), 1), (Fraction(2), 1), (Fraction(1, 2), 0)])
def test_a_share_that_means_nothing_is_refused(share, offered):
    with pytest.raises(ValueError, match="share"):
        decide([], (), CompletionRule(attendance_share=share), offered_minutes=offered)


@given(ENTRIES, st.randoms())
def test_the_order_of_entries_does_not_matter(entries, rng):
    shuffled = rng.sample(entries, len(entries))

    assert decide(entries, (), COURSE, offered_minutes=OFFERED) == decide(shuffled, (), COURSE, offered_minutes=OFFERED)


@given(ENTRIES, ENTRIES)
def test_more_learning_never_undoes_a_completion(entries, more):
    rule = CompletionRule(total_minutes=2700, minutes_by_mode={"practice": 600}, attendance_share=Fraction(1, 2))

    before = decide(entries, (), rule, offered_minutes=OFFERED)
    after = decide([*entries, *more], (), rule, offered_minutes=OFFERED)

    assert after.completed or not before.completed
