"""What a learner may hand in, how often, and what is refused."""

import io
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from PIL import Image

from factories.assessments import assessor_of, assignment_of, handed_in, judged
from factories.plans import ActivityFactory, WorkPlanFactory
from factories.rows import EnrollmentFactory, RoleGrantFactory
from mueang.apps.accounts.enums import Role
from mueang.apps.assessments import actions
from mueang.apps.assessments.enums import HandInState
from mueang.apps.assessments.errors import (
    FileRefused,
    HandedInAlready,
    LevelsMissing,
    NoSeat,
    NothingHandedIn,
    NotOpen,
    NoTriesLeft,
    PassedAlready,
    PlanNeeded,
    RowsRefused,
    StillBeingJudged,
)
from mueang.apps.assessments.models import HandIn
from mueang.apps.assessments.rules import visible_files
from mueang.apps.plans.enums import EvidenceKind
from mueang.methods.thai import Period

NOW = timezone.now()
YEAR = Period(NOW.date() - timedelta(days=365), NOW.date())
PDF = b"%PDF-1.7 invented"


@pytest.fixture
def draft(assignment, seat):
    return begin(assignment, seat)


@pytest.fixture
def officer(cast, seat):
    """The learner works for another city than the one that gives the course."""
    RoleGrantFactory(user=cast.learner, role=Role.CITY_MANAGER, city=cast.elsewhere)
    cast.learner.__dict__.pop("_current_grants", None)
    return cast.learner


def begin(assignment, seat, actor=None, now=NOW):
    return actions.begin_hand_in(assignment=assignment, enrollment=seat, actor=actor, now=now)


def settle(hand_in, *levels):
    for _ in range(2):
        judged(hand_in, assessor_of(hand_in.assignment.offering), *levels)


def test_a_draft_is_gone_on_with_and_handed_in_once(assignment, seat, draft):
    assert begin(assignment, seat) == draft
    with pytest.raises(NothingHandedIn):
        actions.hand_in_work(hand_in=draft, actor=None, now=NOW)
    actions.write_hand_in(hand_in=draft, text=" หน้าเดียว ", actor=None)

    first = actions.hand_in_work(hand_in=draft, actor=None, now=NOW)
    replayed = actions.hand_in_work(hand_in=draft, actor=None, now=NOW + timedelta(days=9))

    assert (first.state, first.text, replayed.handed_in_at) == (HandInState.WAITING, "หน้าเดียว", NOW)
    with pytest.raises(HandedInAlready):
        actions.write_hand_in(hand_in=draft, text="อีกแบบ", actor=None)
    with pytest.raises(StillBeingJudged):
        begin(assignment, seat)


def test_failed_work_is_handed_in_anew_until_the_tries_are_used_up(cast, assignment, seat):
    actions.change_assignment(assignment=assignment, actor=cast.manager, n_tries=2)
    settle(handed_in(assignment, seat), "developing")
    again = handed_in(assignment, seat)
    assert again.number == 2
    settle(again, "not_yet")

    with pytest.raises(NoTriesLeft):
        begin(assignment, seat)


def test_passed_work_is_not_handed_in_anew_nor_while_an_appeal_is_open(assignment, seat):
    work = handed_in(assignment, seat)
    settle(work, "adequate")
    with pytest.raises(PassedAlready):
        begin(assignment, seat)
    actions.lodge_appeal(hand_in=work, reason="สูงกว่านี้", actor=None, now=NOW)
    with pytest.raises(StillBeingJudged):
        begin(assignment, seat)


def test_what_is_closed_late_or_anothers_takes_no_work(cast, assignment, seat, draft):
    with pytest.raises(NoSeat):
        begin(assignment, EnrollmentFactory())
    actions.write_hand_in(hand_in=draft, text="ทันไหม", actor=None)
    actions.change_assignment(assignment=assignment, actor=cast.manager, due_at=NOW)
    with pytest.raises(NotOpen):
        actions.hand_in_work(hand_in=draft, actor=None, now=NOW)
    with pytest.raises(NotOpen):
        begin(assignment, EnrollmentFactory(offering=seat.offering))


def test_files_are_taken_for_what_they_are_not_what_they_are_called(draft):
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(picture, "JPEG")

    pdf = actions.add_file(hand_in=draft, data=PDF, name="แผน.exe")
    photo = actions.add_file(hand_in=draft, data=picture.getvalue(), name=" ")
    again = actions.add_file(hand_in=draft, data=PDF, name="again.pdf")

    assert (pdf.media_type, photo.media_type, again) == ("application/pdf", "image/webp", pdf)
    assert photo.name == photo.digest[:8]
    for data in (b"", b"MZ\x90\x00 program", b"<svg onload=alert(1)>", b"%PDF-" + bytes(10 * 1024 * 1024)):
        with pytest.raises(FileRefused):
            actions.add_file(hand_in=draft, data=data, name="x.pdf")
    assert actions.take_off(hand_in=draft, part=photo.uuid) == 1
    for n in range(4):
        actions.add_file(hand_in=draft, data=PDF + bytes([n]), name=f"{n}.pdf")
    with pytest.raises(FileRefused):
        actions.add_file(hand_in=draft, data=PDF + b"sixth", name="6.pdf")


def test_a_file_is_seen_by_the_learner_and_who_judges(cast, assignment, seat, draft):
    file = actions.add_file(hand_in=draft, data=PDF, name="งาน.pdf")
    actions.hand_in_work(hand_in=draft, actor=None, now=NOW)
    taken, other = assessor_of(seat.offering), assessor_of(seat.offering)
    actions.take_hand_in(hand_in=draft, actor=taken, now=NOW)

    assert visible_files(cast.learner).get() == file
    assert visible_files(taken).get() == file
    assert not any(visible_files(who).exists() for who in (other, cast.manager, cast.stranger, cast.anonymous))


def test_rows_of_ones_own_city_show_the_work(cast, assignment, seat, officer):
    row = begin(assignment, seat, actor=officer)
    assert row.city == cast.elsewhere

    def point(kind=EvidenceKind.SESSIONS, actor=officer):
        return actions.point_at_rows(hand_in=row, kind=kind, rows_of=None, period=YEAR, actor=actor)

    assert point().n == 0
    for refused in ({"kind": "moon"}, {"kind": EvidenceKind.FIGURE}, {"actor": cast.manager}, {"actor": None}):
        with pytest.raises(RowsRefused):
            point(**refused)
    assert actions.take_off(hand_in=row, part=row.rows.get().uuid) == 1


def test_a_capstone_is_a_real_plan_of_ones_own_city_judged_by_a_panel(cast, seat, officer):
    capstone = assignment_of(
        seat.offering, actor=cast.manager, kind="plan", n_assessors=3, is_capstone=True, spares_own_city=True
    )
    row = begin(capstone, seat, actor=officer)
    theirs, ours = WorkPlanFactory(city=cast.city), WorkPlanFactory(city=cast.elsewhere, title_th="แผนของเรา")
    ActivityFactory(plan=ours, title_th="เปิดห้องเรียนเย็น")
    with pytest.raises(RowsRefused):
        actions.write_hand_in(hand_in=row, text="", plan=theirs.uuid, actor=officer)
    with pytest.raises(PlanNeeded):
        actions.hand_in_work(hand_in=row, actor=officer, now=NOW)
    actions.write_hand_in(hand_in=row, text="", plan=ours.uuid, actor=officer)
    done = actions.hand_in_work(hand_in=row, actor=officer, now=NOW)

    assert done.plan_copy["title_th"] == "แผนของเรา"
    assert [one["title_th"] for one in done.plan_copy["activities"]] == ["เปิดห้องเรียนเย็น"]
    for level in ("adequate", "not_yet", "exemplary"):
        judged(done, assessor_of(seat.offering), level)
    done.refresh_from_db()
    assert (done.state, done.verdicts.get().levels["loop"]) == (HandInState.SETTLED, "adequate")


def test_an_assignment_that_cannot_be_judged_is_refused(cast, seat):
    with pytest.raises(ValidationError):
        assignment_of(seat.offering, actor=cast.manager, n_assessors=4)
    with pytest.raises(ValidationError):
        assignment_of(seat.offering, actor=cast.manager, kind="work", is_capstone=True, n_assessors=3)
    with pytest.raises(LevelsMissing):
        actions.open_assignment(offering=seat.offering, title_th="x", criteria=[], actor=cast.manager)
    with pytest.raises(PermissionDenied):
        assignment_of(seat.offering, actor=cast.stranger)


def test_at_once_two_phones_begin_one_hand_in(assignment, seat, at_once):
    results = at_once([lambda: begin(assignment, seat)] * 3)

    assert len({one.pk for one in results}) == 1
    assert HandIn.objects.count() == 1
