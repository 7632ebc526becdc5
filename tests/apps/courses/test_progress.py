"""Opening a course, what its meetings teach, and what a learner has read."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from factories.courses import a_learner, a_run
from factories.enrollment import past_session, take_roll
from factories.rows import CityFactory, EnrollmentFactory, OfferingFactory, RoleGrantFactory
from mueang.apps.accounts.enums import Role, ScopeKind
from mueang.apps.audit.models import Event
from mueang.apps.courses.actions import (
    Mark,
    choose_city,
    mark_progress,
    open_course,
    set_strands,
    take_back_reading,
)
from mueang.apps.courses.actions.runs import spread
from mueang.apps.courses.errors import NotOfThisCourse, NotYourCity, TaughtAlready
from mueang.apps.courses.models import ModuleProgress, TaughtSession
from mueang.apps.courses.queries import course_home, meetings_of, minutes_by_strand, own_city, seats_of
from mueang.apps.courses.rules import visible_runs

FIRST, SECOND, THIRD = "learning-city", "left-out", "local-capital"


def test_a_course_is_opened_once_by_whoever_enrols_there(cast):
    run = a_run(cast, meetings=5)

    assert [line.strand.key for line in meetings_of(run)] == ["understand", "drive", "tools", "measure", "communicate"]
    assert Event.objects.filter(verb="course.opened").count() == 1
    with pytest.raises(TaughtAlready):
        open_course(offering=run.offering, actor=cast.officer)
    other = OfferingFactory(program__city=cast.city)
    for who in (cast.stranger, cast.auditor, cast.manager_elsewhere, cast.learner):
        with pytest.raises(PermissionDenied):
            open_course(offering=other, actor=who)


def test_who_may_see_a_course(cast):
    run = a_run(cast)

    may = {"manager", "officer", "keeper", "instructor", "unit_officer"}
    for name in ("anonymous", "stranger", "learner", "auditor", "manager_elsewhere", "teacher", *may):
        seen = visible_runs(getattr(cast, name)).filter(pk=run.pk).exists()
        assert seen == (name in may), name


def test_meetings_share_the_strands_by_time():
    assert spread([60] * 4, ["a", "b"]) == ["a", "a", "b", "b"]
    assert spread([], ["a", "b"]) == []
    assert spread([600, 60], ["a", "b"]) == ["a", "b"]


def test_the_hours_of_a_meeting_count_for_the_strand_it_teaches(cast):
    run = a_run(cast, meetings=0)
    learner = EnrollmentFactory(offering=run.offering)
    counted, free = past_session(run.offering, number=1, days=2), past_session(run.offering, number=2)
    set_strands(run=run, strands={1: "drive", 2: ""}, actor=cast.officer)
    for session in (counted, free):
        take_roll(session, actor=cast.manager)

    found = minutes_by_strand([learner.pk])[learner.pk]

    assert {strand: dict(minutes) for strand, minutes in found.items()} == {"drive": {"lab": 180}, "": {"lab": 180}}
    with pytest.raises(PermissionDenied):
        set_strands(run=run, strands={1: ""}, actor=cast.stranger)
    for wrong in ({9: "drive"}, {1: "nothing"}):
        with pytest.raises(NotOfThisCourse):
            set_strands(run=run, strands=wrong, actor=cast.officer)
    assert TaughtSession.objects.count() == 1


def test_marks_that_arrive_late_and_twice_say_the_same(cast):
    learner, now = a_learner(a_run(cast)), timezone.now()
    user = learner.person.user
    early, late = now - timedelta(hours=3), now - timedelta(hours=1)
    marks = [
        Mark(FIRST, late, place="reading-4"),
        Mark(FIRST, early, is_read=True, place="reading-2"),
        Mark(SECOND, now + timedelta(days=400), is_read=True),
    ]
    mark_progress(enrollment=learner, marks=marks, actor=user, now=now)
    before = list(ModuleProgress.objects.values())

    for _again in range(2):
        mark_progress(enrollment=learner, marks=marks[::-1], actor=user, now=now)

    assert list(ModuleProgress.objects.values()) == before
    first, second = ModuleProgress.objects.order_by("pk")
    assert (first.opened_at, first.read_at, first.place) == (early, early, "reading-4")
    assert second.read_at == now
    take_back_reading(enrollment=learner, module=FIRST, actor=user)
    assert not ModuleProgress.objects.get(module=FIRST).read_at


def test_nobody_marks_what_another_has_read(cast):
    run = a_run(cast)
    learner, other = a_learner(run), a_learner(run)
    mark = Mark(FIRST, timezone.now(), is_read=True)
    mark_progress(enrollment=learner, marks=[mark], actor=learner.person.user)

    for who in (other.person.user, cast.manager, cast.stranger):
        with pytest.raises(PermissionDenied):
            mark_progress(enrollment=learner, marks=[mark], actor=who)
        with pytest.raises(PermissionDenied):
            take_back_reading(enrollment=learner, module=FIRST, actor=who)
        assert learner not in seats_of(who)
    with pytest.raises(NotOfThisCourse):
        mark_progress(enrollment=learner, marks=[Mark("nothing", timezone.now())], actor=learner.person.user)
    assert course_home(other, language="en").n_read == 0


def test_a_learner_goes_on_where_they_were(cast, django_assert_num_queries):
    learner, now = a_learner(a_run(cast)), timezone.now()
    user = learner.person.user
    assert course_home(learner, language="en").following.module.key == FIRST
    mark_progress(enrollment=learner, marks=[Mark(FIRST, now - timedelta(hours=1), is_read=True)], actor=user)
    assert course_home(learner, language="en").following.module.key == SECOND
    mark_progress(enrollment=learner, marks=[Mark(THIRD, now, place="reading-1")], actor=user)

    with django_assert_num_queries(2):
        home = course_home(learner, language="en")

    assert (home.following.module.key, home.following.progress.place) == (THIRD, "reading-1")
    assert (home.n_read, home.strands[0].n_read, home.total_minutes) == (1, 1, 0)
    modules = [Mark(one.module.key, now, is_read=True) for one in home.modules]
    mark_progress(enrollment=learner, marks=modules, actor=user)
    assert course_home(learner, language="th").following is None


def test_the_activities_are_done_on_a_city_whose_desk_one_may_enter(cast):
    learner = a_learner(a_run(cast))
    user, theirs = learner.person.user, CityFactory()
    assert own_city(user, learner) is None
    RoleGrantFactory(user=user, role=Role.CITY_OFFICER, scope_kind=ScopeKind.CITY, scope=theirs.uuid, city=None)
    user.__dict__.pop("_current_grants", None)

    assert own_city(user, learner) == theirs
    with pytest.raises(NotYourCity):
        choose_city(enrollment=learner, city=cast.elsewhere, actor=user)
    choose_city(enrollment=learner, city=theirs, actor=user)
    assert own_city(user, learner) == theirs
