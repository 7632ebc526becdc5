"""Work with children passes by the protected zone's own door, and leaves no trace outside of it."""

from __future__ import annotations

import json

import pytest
from django.core import serializers
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cast import MEMBERS
from factories.cases import CHILD_NAME, FAMILY_NAME, opened
from factories.concerns import ConcernFactory
from factories.rows import RoleGrantFactory
from mueang.apps.accounts.enums import Role, ScopeKind
from mueang.apps.audit.enums import protected_book
from mueang.apps.audit.models import Event
from mueang.apps.handover.actions.leaving import hand_over
from mueang.apps.handover.models import HandedThing, Handover
from mueang.apps.handover.queries.book import book_of
from mueang.apps.handover.queries.pages import home, leaver_page
from mueang.apps.notices.models import Notice
from mueang.apps.support.actions.passing import pass_on_cases
from mueang.apps.support.actions.visits import plan_visit
from mueang.apps.support.errors.cases import HandOverNeedsNote, NotAWorker, SameWorker
from mueang.apps.support.models.cases import HandOver

NOTE = "ยายฟังไม่ชัด ให้โทรก่อนไปทุกครั้ง"
MAY_PASS = {"case_worker", "case_supervisor"}


@pytest.fixture
def colleague(cast):
    grant = RoleGrantFactory(role=Role.CASE_WORKER, scope_kind=ScopeKind.CITY, scope=cast.city.uuid, city=None)
    return grant.user


@pytest.fixture
def case(cast):
    """A case, a visit to it, and a concern, all of one worker."""
    case = opened(cast)
    plan_visit(about=case, to=cast.case_worker, on=timezone.localdate(), purpose="", actor=cast.case_worker)
    ConcernFactory(city=cast.city, assigned_to=cast.case_worker)
    return case


def held(cast, viewer, who):
    page = leaver_page(viewer, cast.city, who.uuid)
    return None if page is None or page.cases is None else (page.cases.n, len(page.seen), page.may_pass_cases)


@pytest.mark.parametrize("member", [member for member in MEMBERS if member != "anonymous"])
def test_only_the_worker_and_supervisors_pass_work_with_children_on(cast, case, colleague, member):
    actor, parties = getattr(cast, member), {"city": cast.city, "holder": cast.case_worker, "to": colleague}

    if member in MAY_PASS:
        assert pass_on_cases(**parties, note=NOTE, actor=actor) == 3
        case.refresh_from_db()
        over = HandOver.objects.get()
        assert (case.main_worker, over.note, over.from_worker) == (colleague, NOTE, cast.case_worker)
        assert case.visits.get().assigned_to == colleague
        assert held(cast, cast.case_supervisor, cast.case_worker) is None
    else:
        with pytest.raises(PermissionDenied):
            pass_on_cases(**parties, note=NOTE, actor=actor)
        assert not HandOver.objects.exists()


def test_cases_go_to_a_worker_with_a_note_and_to_nobody_else(cast, case, colleague):
    parties = {"city": cast.city, "holder": cast.case_worker, "actor": cast.case_supervisor}

    for refusal, to, note in (
        (SameWorker, cast.case_worker, NOTE),
        (NotAWorker, cast.manager, NOTE),
        (HandOverNeedsNote, colleague, "  "),
    ):
        with pytest.raises(refusal):
            pass_on_cases(**parties, to=to, note=note)

    case.refresh_from_db()
    assert case.main_worker == cast.case_worker


def test_a_visit_to_somebody_elses_case_goes_to_who_answers_for_it(cast, colleague):
    theirs = opened(cast, actor=cast.case_supervisor)
    visit = plan_visit(
        about=theirs, to=cast.case_supervisor, on=timezone.localdate(), purpose="", actor=cast.case_supervisor
    )
    type(visit).objects.filter(pk=visit.pk).update(assigned_to=cast.case_worker)

    pass_on_cases(city=cast.city, holder=cast.case_worker, to=colleague, note=NOTE, actor=cast.case_supervisor)

    visit.refresh_from_db()
    assert (visit.assigned_to, visit.handed_from) == (cast.case_supervisor, cast.case_worker)


def test_a_manager_counts_and_does_not_see_the_supervisor_sees(cast, case):
    assert held(cast, cast.manager, cast.case_worker) == (3, 0, False)
    assert held(cast, cast.case_supervisor, cast.case_worker) == (3, 1, True)
    assert held(cast, cast.case_worker, cast.case_worker) == (3, 1, True)
    for member in ("stranger", "officer", "keeper", "teacher", "auditor", "manager_elsewhere"):
        assert leaver_page(getattr(cast, member), cast.city, cast.case_worker.uuid) is None


def test_a_case_worker_leaves_and_the_supervisor_finds_what_they_left(cast, case, colleague):
    handover = hand_over(city=cast.city, leaver=cast.case_worker, successor=cast.officer, actor=cast.manager)

    cast.case_worker.refresh_from_db()
    assert not cast.case_worker.is_active
    case.refresh_from_db()
    assert case.main_worker == cast.case_worker
    told = Notice.objects.get(user=cast.case_supervisor)
    assert "3" in told.body
    [(who, waiting)] = home(cast.case_supervisor, cast.city).left_behind
    assert (who, waiting.n) == (cast.case_worker, 3)
    assert held(cast, cast.case_supervisor, cast.case_worker) == (3, 1, True)
    assert home(cast.manager, cast.city).left_behind == []

    pass_on_cases(city=cast.city, holder=cast.case_worker, to=colleague, note=NOTE, actor=cast.case_supervisor)

    assert home(cast.case_supervisor, cast.city).left_behind == []
    assert "1" in book_of(handover, viewer=cast.manager, language="en")["cases"]
    assert book_of(handover, viewer=cast.officer, language="en")["cases"] == ""


def test_nothing_of_a_child_or_a_case_stands_outside_the_protected_zone(cast, case, colleague):
    handover = hand_over(city=cast.city, leaver=cast.case_worker, successor=cast.officer, actor=cast.manager)
    pass_on_cases(city=cast.city, holder=cast.case_worker, to=colleague, note=NOTE, actor=cast.case_supervisor)

    rows = [*Handover.objects.all(), *HandedThing.objects.all(), *Notice.objects.all()]
    open_events = Event.objects.exclude(book__name=protected_book(cast.city.slug))
    said = serializers.serialize("json", [*rows, *open_events])
    said += json.dumps(book_of(handover, viewer=cast.case_supervisor, language="th"), ensure_ascii=False)
    for secret in (CHILD_NAME, FAMILY_NAME, case.number, str(case.uuid), NOTE):
        assert secret not in said
