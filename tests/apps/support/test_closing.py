"""From a seat in a real class to a durable closure that is checked again."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from factories.cases import colleague, opened, planted
from factories.casework import found, sent
from factories.enrollment import past_session, take_roll
from factories.rows import OfferingFactory
from mueang.apps.audit.models import Event
from mueang.apps.enrollment.actions import hold_for_token, release_token
from mueang.apps.enrollment.errors import OfferingFull
from mueang.apps.enrollment.models import Enrollment, SeatHold
from mueang.apps.enrollment.queries import standing_holds
from mueang.apps.support.actions.endings import Ending, close_case, months_after, recheck, reopen_case
from mueang.apps.support.actions.placements import Carer, end_placement, place_child, take_seat
from mueang.apps.support.actions.planning import (
    assess_case,
)
from mueang.apps.support.actions.reading import read_case, read_caseload
from mueang.apps.support.errors.cases import (
    CaseClosed,
    CaseNotClosed,
    CaseStands,
    EvidenceMissing,
    PlacedAlready,
    PlacementOver,
    ReasonMissing,
    ReCheckDone,
    WorkStillRuns,
)
from mueang.apps.support.models.endings import ReCheck

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering(cast):
    return OfferingFactory(program__city=cast.city, place=cast.place, seats=2)


def test_the_open_city_sees_an_ordinary_seat_and_the_attendance_flows_back(cast, case, offering):
    placement = place_child(case=case, offering=offering, actor=cast.case_worker)

    hold = standing_holds(offering).get()
    assert (hold.held_by, hold.token) == (None, placement.token)
    offering.refresh_from_db()
    assert offering.seats_taken == 1
    take_seat(placement=placement, carer=Carer("แม่", "ตัวอย่าง", "นาง", "0812345678", "mother"), actor=cast.case_worker)
    enrollment = Enrollment.objects.get(offering=offering)
    assert (enrollment.via, enrollment.enrolled_by) == ("carer", None)
    take_roll(past_session(offering), actor=cast.manager)

    page = read_case(viewer=cast.case_worker, city=cast.city.slug, uuid=case.uuid)

    assert (page.placements[0].seat.state, page.placements[0].seat.n_attended) == ("taken", 1)
    in_city = Event.objects.filter(book__name=cast.city.slug)
    assert not in_city.filter(actor=cast.case_worker).exists()
    assert not any(str(case.uuid) in f"{event.target}{event.facts}" for event in in_city)


def test_a_seat_is_held_once_and_given_back_when_nobody_takes_it(cast, case, offering):
    placement = place_child(case=case, offering=offering, actor=cast.case_worker)
    with pytest.raises(PlacedAlready):
        place_child(case=case, offering=offering, actor=cast.case_worker)
    offering.refresh_from_db()
    assert offering.seats_taken == 1

    end_placement(placement=placement, words="ย้ายบ้าน", actor=cast.case_worker)

    offering.refresh_from_db()
    assert offering.seats_taken == 0
    assert SeatHold.objects.get().state == "released"
    with pytest.raises(PlacementOver):
        end_placement(placement=placement, actor=cast.case_worker)
    elsewhere = OfferingFactory(program__city=cast.elsewhere)
    with pytest.raises(PermissionDenied):
        place_child(case=case, offering=elsewhere, actor=cast.case_worker)
    with pytest.raises(PermissionDenied):
        place_child(case=case, offering=offering, actor=colleague(cast))
    offering.refresh_from_db()
    assert offering.seats_taken == 0


def test_a_token_nobody_holds_releases_nothing_and_one_token_holds_one_seat(offering):
    assert not release_token(token="unknown")
    first = hold_for_token(offering=offering, token="t" * 43)
    assert hold_for_token(offering=offering, token="t" * 43) == first
    assert release_token(token=first.token)
    assert not release_token(token=first.token)


def test_a_full_activity_refuses_the_child_like_anybody_else(cast, case, offering):
    for other in ("อื่นสมมติ", "อีกสมมติ"):
        place_child(case=opened(cast, child=planted(nickname=other)), offering=offering, actor=cast.case_worker)

    with pytest.raises(OfferingFull):
        place_child(case=case, offering=offering, actor=cast.case_worker)


def test_a_case_is_closed_with_evidence_and_checked_again_three_times(cast, case):
    team = colleague(cast)
    with pytest.raises(EvidenceMissing):
        close_case(case=case, ending=Ending("durable", " ", outcome="school"), actor=cast.case_worker)
    with pytest.raises(PermissionDenied):
        close_case(case=case, ending=Ending("durable", "ครู", outcome="school"), actor=team)

    closure = close_case(case=case, ending=Ending("durable", "ครูประจำชั้นยืนยัน", outcome="school"), actor=cast.case_worker)

    assert list(closure.rechecks.values_list("months", flat=True)) == [3, 6, 12]
    assert [item.kind for item in read_caseload(viewer=cast.case_worker, city=cast.city).later] == ["recheck"] * 3
    with pytest.raises(CaseClosed):
        assess_case(case=case, found=found(), actor=cast.case_worker)
    first, second, _third = closure.rechecks.all()
    with pytest.raises(EvidenceMissing):
        recheck(check=first, holds="yes", words=" ", actor=cast.case_worker)
    recheck(check=first, holds="yes", words="ยังมาเรียน", actor=cast.case_worker)
    with pytest.raises(ReCheckDone):
        recheck(check=first, holds="yes", words="ซ้ำ", actor=cast.case_worker)

    recheck(check=second, holds="no", words="ออกอีกแล้ว", actor=cast.case_worker)

    case.refresh_from_db()
    assert (case.state, case.closed_at) == ("reopened", None)
    assert ReCheck.objects.exclude(dropped_at=None).count() == 1
    page = read_case(viewer=cast.case_worker, city=cast.city.slug, uuid=case.uuid)
    assert {"ออกอีกแล้ว", "ยังมาเรียน"} <= {entry.words for entry in page.timeline}


@pytest.mark.parametrize(
    "ending", [Ending("unreachable", "ไปสามครั้ง"), Ending("record_error", "เรียนอยู่ที่อื่น", record_error="elsewhere")]
)
def test_no_outcome_is_checked_where_none_was_reached(cast, case, ending):
    close_case(case=case, ending=ending, actor=cast.case_supervisor)

    assert not ReCheck.objects.exists()
    with pytest.raises(ReasonMissing):
        reopen_case(case=case, reason=" ", actor=cast.case_worker)
    reopen_case(case=case, reason="กลับมาแล้ว", actor=cast.case_worker)
    with pytest.raises(CaseNotClosed):
        reopen_case(case=case, reason="อีก", actor=cast.case_worker)


def test_a_case_is_not_opened_again_beside_a_new_one(cast, case):
    close_case(case=case, ending=Ending("unreachable", "ไปสามครั้ง"), actor=cast.case_worker)
    opened(cast, child=case.child)

    with pytest.raises(CaseStands):
        reopen_case(case=case, reason="กลับมา", actor=cast.case_worker)


def test_a_case_is_not_closed_while_an_agency_is_at_work(cast, case, office):
    sent(case, office)

    with pytest.raises(WorkStillRuns):
        close_case(case=case, ending=Ending("unreachable", "ไปสามครั้ง"), actor=cast.case_worker)


def test_the_day_months_later_is_the_same_or_the_months_last():
    assert months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_after(date(2026, 12, 15), 12) == date(2027, 12, 15)
