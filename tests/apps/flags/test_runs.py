"""The nightly run: what it raises, brings up to date, ends and leaves alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cast import Cast
from factories.flags import TODAY, class_of, flagged, live_rules, marked, schooled
from factories.registers import SchoolingFactory, SectionFactory
from mueang.apps.audit.models import Event
from mueang.apps.flags import tasks
from mueang.apps.flags.actions import ask_for_run, change_draft, decide, draft_rules, put_live, run_flags
from mueang.apps.flags.actions.rule_sets import Levels
from mueang.apps.flags.enums import DEFAULT_RULES, DecisionKind, Ending, FlagState, Level, RunState
from mueang.apps.flags.errors import NoLiveRules
from mueang.apps.flags.models import Flag, FlagRun, PupilFact
from mueang.apps.registers.models import PupilYear, Schooling
from mueang.apps.registers.queries import pack_year

pytestmark = pytest.mark.django_db


def again(cast: Cast, *, days: int = 0) -> FlagRun:
    return run_flags(city=cast.city, as_of=TODAY + timedelta(days=days))


def say(flag: Flag, **register: object) -> None:
    """The register says something else by now."""
    packed = pack_year(marked(**register).items())
    PupilYear.objects.filter(pupil=flag.pupil).update(packed=packed)


def test_a_flag_says_its_reasons_in_keys_and_numbers(cast: Cast) -> None:
    flag = flagged(cast.city)
    assert flag.reasons == [
        {"rule": "absence-10", "points": 2, "value": 30.0, "days": 6, "of": 20},
        {"rule": "absence-20", "points": 2, "value": 30.0, "days": 6, "of": 20},
        {"rule": "row-3", "points": 3, "value": 6.0},
        {"rule": "no-household-form", "points": 1},
    ]
    assert (flag.points, flag.visit_points, flag.level) == (7, 1, Level.URGENT)
    assert (flag.raised_on, flag.expires_on) == (TODAY, TODAY + timedelta(days=14))
    assert flag.pupil.given_name not in str(flag.reasons) + str(flag)


def test_a_child_who_comes_to_school_has_no_flag(cast: Cast) -> None:
    live_rules(cast.city)
    schooled(class_of(cast.city), absent=[7])
    run = again(cast)
    assert (run.n_pupils, run.n_raised, Flag.objects.count()) == (1, 0, 0)


def test_exactly_two_days_of_twenty_are_ten_percent(cast: Cast) -> None:
    live_rules(cast.city, "absence-10", look_from=2)
    section = class_of(cast.city)
    schooled(section, absent=[5])
    reached = schooled(section, absent=[5, 9])
    again(cast)
    assert [flag.pupil for flag in Flag.objects.all()] == [reached]


def test_the_same_night_again_changes_nothing(cast: Cast) -> None:
    flagged(cast.city)
    before = list(Flag.objects.values())
    run = again(cast)
    assert list(Flag.objects.values()) == before
    assert (run.n_raised, run.n_changed, run.n_ended, run.n_open) == (0, 0, 0, 1)


def test_a_flag_that_still_holds_stands_longer(cast: Cast) -> None:
    flag = flagged(cast.city)
    run = again(cast, days=1)
    flag.refresh_from_db()
    assert (flag.raised_on, flag.seen_on) == (TODAY, TODAY + timedelta(days=1))
    assert flag.expires_on == TODAY + timedelta(days=15)
    assert run.n_changed == 0


def test_reasons_follow_the_register(cast: Cast) -> None:
    flag = flagged(cast.city)
    say(flag, absent=range(11))
    assert again(cast).n_changed == 1
    flag.refresh_from_db()
    assert "row-10" in flag.rule_keys
    assert flag.points == 10
    assert flag.rank == 3011
    assert flag.expires_on == TODAY + timedelta(days=14)


def test_a_flag_that_no_longer_holds_ends_and_says_so(cast: Cast) -> None:
    flag = flagged(cast.city)
    say(flag, absent=[])
    assert again(cast).n_ended == 1
    flag.refresh_from_db()
    assert (flag.state, flag.ending, flag.ended_on) == (FlagState.ENDED, Ending.HOLDS_NO_MORE, TODAY)
    say(flag, absent=range(6))
    again(cast)
    assert Flag.objects.open().count() == 1


def test_silence_is_no_improvement(cast: Cast) -> None:
    """The school stops recording: the flag waits, and expires by itself."""
    flag = flagged(cast.city)
    again(cast, days=40)
    flag.refresh_from_db()
    assert (flag.state, flag.ending) == (FlagState.ENDED, Ending.NOTHING_NEW)


def test_until_it_expires_a_flag_of_which_nothing_new_is_known_stands(cast: Cast) -> None:
    live_rules(cast.city, life_days=60)
    flag = flagged(cast.city)
    again(cast, days=40)
    flag.refresh_from_db()
    assert flag.state == FlagState.OPEN
    assert flag.seen_on == TODAY


def test_who_left_the_school_has_no_flag(cast: Cast) -> None:
    flag = flagged(cast.city)
    Schooling.objects.update(left_on=TODAY)
    again(cast)
    flag.refresh_from_db()
    assert flag.ending == Ending.LEFT


def test_missing_data_asks_for_a_visit_and_is_not_low_risk(cast: Cast) -> None:
    live_rules(cast.city)
    section = class_of(cast.city)
    schooled(section)
    missing = schooled(section, n_days=0)
    again(cast)
    flag = Flag.objects.get()
    assert (flag.pupil, flag.level, flag.points, flag.visit_points) == (missing, Level.VISIT, 0, 3)
    assert [reason["rule"] for reason in flag.reasons] == ["no-register", "no-household-form"]


def test_a_school_that_records_nothing_is_not_forty_visits(cast: Cast) -> None:
    live_rules(cast.city)
    section = class_of(cast.city)
    for _ in range(3):
        schooled(section, n_days=0)
    assert again(cast).n_raised == 0


def test_in_the_first_days_of_a_term_nobody_is_unknown(cast: Cast) -> None:
    live_rules(cast.city)
    section = class_of(cast.city)
    schooled(section, n_days=4)
    schooled(section, n_days=2)
    assert again(cast).n_raised == 0


def test_class_age_and_last_year_are_read_from_schoolings(cast: Cast) -> None:
    live_rules(cast.city, "over-age", "repeated", "moved-school", "transition", look_from=1)
    section = class_of(cast.city, grade=6)
    older = schooled(section, birth_on=date(2012, 5, 17))
    old_section = SectionFactory(school__city=cast.city, school_year=2025, grade=6)
    SchoolingFactory(section=old_section, pupil=older)
    fine = schooled(section, birth_on=date(2014, 6, 1))
    again(cast)
    values = {reason["rule"]: reason["value"] for reason in Flag.objects.get(pupil=older).reasons}
    # Born on 17 May 2012: thirteen on 16 May 2026, where eleven is usual in Primary 6; P6 again, which ends a level.
    assert values == {"over-age": 2.0, "repeated": 1.0, "transition": 1.0}
    assert Flag.objects.get(pupil=fine).rule_keys == {"transition"}


def test_changing_school_within_the_year_counts(cast: Cast) -> None:
    live_rules(cast.city, "moved-school", look_from=1)
    here = schooled(class_of(cast.city))
    first = Schooling.objects.get(pupil=here)
    SchoolingFactory(section=class_of(cast.city), pupil=here, entered_on=date(2026, 7, 1))
    Schooling.objects.filter(pk=first.pk).update(left_on=date(2026, 7, 1))
    again(cast)
    assert Flag.objects.get().reasons == [{"rule": "moved-school", "points": 1, "value": 1.0}]


@pytest.mark.parametrize(
    ("birth", "years"), [({"birth_on": None, "birth_year": 2013}, 3.0), ({"birth_on": None}, None)]
)
def test_of_a_birth_year_alone_the_lower_age_counts(cast: Cast, birth: dict, years: float | None) -> None:
    live_rules(cast.city, "over-age", look_from=1)
    schooled(class_of(cast.city), **birth)
    again(cast)
    assert [reason["value"] for flag in Flag.objects.all() for reason in flag.reasons] == ([years] if years else [])


def test_facts_count_from_their_day_on(cast: Cast) -> None:
    live_rules(cast.city, "failing-3", "low-income", look_from=1)
    pupil = schooled(class_of(cast.city))
    facts = {"city": cast.city, "pupil": pupil, "source": "school", "said_at": timezone.now()}
    PupilFact.objects.create(kind="failing_subjects", value=1, as_of=TODAY - timedelta(days=30), **facts)
    PupilFact.objects.create(kind="failing_subjects", value=4, as_of=TODAY, **facts)
    PupilFact.objects.create(kind="income_per_head", value=900, as_of=TODAY, withdrawn_at=timezone.now(), **facts)
    run_flags(city=cast.city, as_of=TODAY - timedelta(days=1))
    assert not Flag.objects.exists()
    again(cast)
    assert Flag.objects.get().reasons == [{"rule": "failing-3", "points": 1, "value": 4.0}]


def test_nothing_later_than_the_day_is_looked_at(cast: Cast) -> None:
    flag = flagged(cast.city)
    flag.delete()
    run_flags(city=cast.city, as_of=TODAY - timedelta(days=14))
    assert not Flag.objects.exists()


def test_new_rules_take_flags_over_or_end_them(cast: Cast) -> None:
    flag = flagged(cast.city)
    other = flagged(cast.city, absent=[4, 6, 8, 10])
    draft = draft_rules(city=cast.city, actor=None)
    levels = Levels(look_from=3, urgent_from=3, visit_from=9, life_days=7)
    change_draft(draft=draft, levels=levels, rules=[DEFAULT_RULES[2]], actor=None)
    put_live(draft=draft, actor=None)
    again(cast)
    flag.refresh_from_db()
    other.refresh_from_db()
    assert (flag.rule_set, flag.rule_keys, flag.points) == (draft, {"row-3"}, 3)
    assert (other.state, other.ending) == (FlagState.ENDED, Ending.RULES_CHANGED)


def test_what_was_answered_stays_quiet_until_a_new_reason_appears(cast: Cast) -> None:
    flag = flagged(cast.city)
    decide(flag=flag, kind=DecisionKind.KNOWN, actor=cast.case_worker, now=_at(TODAY))
    run = again(cast)
    assert (run.n_quiet, run.n_raised, Flag.objects.open().count()) == (1, 0, 0)
    say(flag, absent=range(12))
    assert again(cast).n_raised == 1
    assert Flag.objects.open().get().rule_keys - flag.rule_keys == {"row-10"}


def test_after_the_quiet_days_the_same_reasons_raise_a_flag_again(cast: Cast) -> None:
    flag = flagged(cast.city)
    until = TODAY + timedelta(days=3)
    decide(flag=flag, kind=DecisionKind.NOT_NOW, reason="exams", until=until, actor=cast.case_worker, now=_at(TODAY))
    assert again(cast, days=2).n_raised == 0
    assert again(cast, days=3).n_raised == 1


def test_another_citys_children_are_left_alone(cast: Cast) -> None:
    theirs = flagged(cast.elsewhere)
    flagged(cast.city)
    again(cast, days=1)
    theirs.refresh_from_db()
    assert theirs.seen_on == TODAY


def test_without_live_rules_there_is_no_run(cast: Cast) -> None:
    with pytest.raises(NoLiveRules):
        again(cast)
    with pytest.raises(NoLiveRules):
        ask_for_run(city=cast.city, actor=cast.case_worker)
    assert tasks.run(_at(TODAY)) == 0


def test_a_city_without_pupils_has_an_empty_run(cast: Cast) -> None:
    live_rules(cast.city)
    assert (again(cast).n_pupils, Flag.objects.count()) == (0, 0)


def test_the_worker_looks_once_a_night(cast: Cast) -> None:
    live_rules(cast.city)
    night = timezone.make_aware(timezone.datetime(2026, 9, 1, 1, 30))
    assert tasks.run(night) == 0
    assert tasks.run(night + timedelta(hours=1)) == 1
    assert tasks.run(night + timedelta(hours=9)) == 0
    assert tasks.run(night + timedelta(hours=25)) == 1


def test_somebody_asks_and_need_not_wait_for_the_night(cast: Cast) -> None:
    live_rules(cast.city)
    now = timezone.now()
    asked = ask_for_run(city=cast.city, actor=cast.case_worker, now=now)
    assert ask_for_run(city=cast.city, actor=cast.case_supervisor, now=now) == asked
    assert tasks.run(now) == 1
    asked.refresh_from_db()
    assert (asked.state, asked.asked_by) == (RunState.DONE, cast.case_worker)
    for stranger in (cast.manager, cast.teacher, cast.stranger):
        with pytest.raises(PermissionDenied):
            ask_for_run(city=cast.city, actor=stranger)


def test_a_run_is_in_the_book_as_counts_alone(cast: Cast) -> None:
    flag = flagged(cast.city)
    event = Event.objects.filter(verb="flags.run").get()
    assert event.facts == {"n_pupils": 1, "n_raised": 1, "n_ended": 0, "rules": 1}
    assert str(flag.pupil.uuid) not in str(event.facts) + event.target


@pytest.mark.parametrize("n_pupils", [1, 3])
def test_a_run_takes_as_many_statements_for_three_as_for_one(
    cast: Cast, n_pupils: int, django_assert_num_queries: object
) -> None:
    live_rules(cast.city)
    section = class_of(cast.city)
    for _ in range(n_pupils):
        schooled(section, absent=range(6))
    with django_assert_num_queries(18):
        again(cast)


def _at(day: date) -> object:
    return timezone.make_aware(timezone.datetime(day.year, day.month, day.day, 9))
