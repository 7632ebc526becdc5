"""Concerns: who sees them, who decides, what is taken back, and that the teller stays apart."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cast import MEMBERS
from factories.concerns import CHILD, TELLER, ConcernFactory, teller_of
from mueang.apps.audit.models import Event
from mueang.apps.notices.models import Notice
from mueang.apps.support.actions.concerns import TellerWords, Told, assign_concern, raise_concern, record_try
from mueang.apps.support.actions.deciding import set_apart, settle_concern, undo_decision
from mueang.apps.support.enums.concerns import Channel, ConcernState, Confidence, RecordFault, TryHow, Urgency
from mueang.apps.support.errors.concerns import (
    AlreadySettled,
    NotAnother,
    ReasonMissing,
    TooFewTries,
    TooLateToUndo,
)
from mueang.apps.support.models.concerns import Concern, Decision, Teller
from mueang.apps.support.queries.concerns import concern_cards, concern_page
from mueang.apps.support.queries.likeness import Described, likeness
from mueang.apps.support.rules.concerns import may_raise, may_see_teller, own_concerns, visible_concerns

pytestmark = pytest.mark.django_db
WRONG = {"state": ConcernState.RECORD_WRONG, "record_fault": RecordFault.ELSEWHERE}


@pytest.fixture
def concern(cast):
    return ConcernFactory(city=cast.city)


def test_only_the_supervisor_and_whoever_was_asked_sees_a_concern(cast, concern):
    ConcernFactory(city=cast.elsewhere)

    see = {name for name in MEMBERS if concern in visible_concerns(getattr(cast, name))}

    assert see == {"case_supervisor"}
    assign_concern(concern=concern, to=cast.case_worker, actor=cast.case_supervisor)
    see = {name for name in MEMBERS if concern in visible_concerns(getattr(cast, name))}
    assert see == {"case_supervisor", "case_worker"}
    assert list(visible_concerns(cast.case_worker)) == [concern]


def test_who_was_asked_and_lost_the_role_sees_nothing(cast, concern):
    from mueang.apps.accounts.models import RoleGrant

    assign_concern(concern=concern, to=cast.case_worker, actor=cast.case_supervisor)
    RoleGrant.objects.filter(user=cast.case_worker).update(ended_at=timezone.now())
    cast.case_worker.__dict__.pop("_current_grants", None)

    assert not visible_concerns(cast.case_worker).exists()


def test_who_may_raise_a_concern(cast):
    may = {name for name in MEMBERS if may_raise(getattr(cast, name), cast.city)}

    assert may == {"officer", "manager", "unit_officer", "case_worker", "case_supervisor"}


@pytest.mark.parametrize("channel", Channel.values)
def test_every_channel_is_taken_in_and_says_no_more_than_that_work_waits(cast, channel):
    told = Told(said="อยู่บ้านคนเดียว", about=CHILD, age_years=9, area="ซอย 3", urgency=Urgency.NOW)

    row = raise_concern(city=cast.city, channel=channel, told=told, actor=cast.officer)

    assert (row.channel, row.state, row.confidence) == (channel, ConcernState.NEW, Confidence.NONE)
    assert list(own_concerns(cast.officer)) == [row]
    notice = Notice.objects.get()
    assert notice.user == cast.case_supervisor
    for secret in (CHILD, "ลับสุดยอด", str(row.uuid), "support", "concern"):
        assert secret not in f"{notice.subject} {notice.body} {notice.about} {notice.key}"


def test_a_stranger_raises_nothing(cast):
    for name in ("stranger", "keeper", "auditor", "manager_elsewhere"):
        with pytest.raises(PermissionDenied):
            raise_concern(city=cast.city, channel="school", told=Told(said="x"), actor=getattr(cast, name))

    assert not Concern.objects.exists()


def test_audit_facts_hold_no_name(cast):
    teller = TellerWords(name=TELLER, phone="+66811111111")
    row = raise_concern(
        city=cast.city, channel="citizen", told=Told("x", about=CHILD), teller=teller, actor=cast.officer
    )
    settle_concern(concern=row, reason=f"{CHILD} ย้าย", actor=cast.case_supervisor, **WRONG)

    said = " ".join(f"{event.target} {event.facts}" for event in Event.objects.all())

    assert Event.objects.filter(verb="concern.decided").exists()
    assert not any(secret in said for secret in ("ลับสุดยอด", "ผู้แจ้ง", "811111111"))


def test_the_teller_is_sealed_and_kept_from_the_team(cast, concern):
    teller = teller_of(concern)
    assign_concern(concern=concern, to=cast.case_worker, actor=cast.case_supervisor)

    sealed = bytes(Teller.objects.get().sealed)

    assert TELLER.encode() not in sealed
    concern.refresh_from_db()
    assert {name for name in MEMBERS if may_see_teller(getattr(cast, name), concern)} == {"case_supervisor"}
    page = concern_page(viewer=cast.case_worker, concern=concern, now=timezone.now())
    assert (page.has_teller, page.teller) == (True, None)
    page = concern_page(viewer=cast.case_supervisor, concern=concern, now=timezone.now())
    assert page.teller["name"] == TELLER
    teller.may_team_know = True
    teller.save()
    concern.refresh_from_db()
    page = concern_page(viewer=cast.case_worker, concern=concern, now=timezone.now())
    assert page.teller["name"] == TELLER


def test_a_sealed_teller_opens_at_its_own_concern_only(concern):
    from mueang.lib.sealed import SealBroken

    other, sealed = ConcernFactory(city=concern.city), teller_of(concern).sealed

    with pytest.raises(SealBroken):
        _ = Teller(concern=other, sealed=sealed).words


def test_only_workers_of_the_city_are_asked_to_look(cast, concern):
    for name in ("stranger", "manager", "teacher"):
        with pytest.raises(PermissionDenied):
            assign_concern(concern=concern, to=getattr(cast, name), actor=cast.case_supervisor)
    with pytest.raises(PermissionDenied):
        assign_concern(concern=concern, to=cast.case_worker, actor=cast.manager)


@pytest.mark.parametrize(
    ("state", "extra"),
    [
        (ConcernState.RECORD_WRONG, {"record_fault": RecordFault.DIED}),
        (ConcernState.UNFOUNDED, {}),
    ],
)
def test_a_decision_has_its_reason_and_is_taken_back_within_a_day(cast, concern, state, extra):
    with pytest.raises(ReasonMissing):
        settle_concern(concern=concern, state=state, reason="  ", actor=cast.case_supervisor, **extra)
    settle_concern(concern=concern, state=state, reason="โรงเรียนยืนยัน", actor=cast.case_supervisor, **extra)
    concern.refresh_from_db()
    assert (concern.state, concern.record_fault) == (state, extra.get("record_fault", ""))

    undo_decision(concern=concern, actor=cast.case_supervisor)

    concern.refresh_from_db()
    assert (concern.state, concern.record_fault, concern.settled_at) == (ConcernState.NEW, "", None)
    assert Decision.objects.get().undone_by == cast.case_supervisor
    with pytest.raises(AlreadySettled):
        undo_decision(concern=concern, actor=cast.case_supervisor)


def test_after_a_day_a_decision_stands(cast, concern):
    settle_concern(concern=concern, reason="ยืนยัน", actor=cast.case_supervisor, **WRONG)
    Decision.objects.update(at=timezone.now() - timedelta(days=1, minutes=1))

    with pytest.raises(TooLateToUndo):
        undo_decision(concern=concern, actor=cast.case_supervisor)


def test_two_who_decide_at_once_decide_once(cast, concern):
    stale = Concern.objects.get(pk=concern.pk)
    settle_concern(concern=concern, reason="ยืนยัน", actor=cast.case_supervisor, **WRONG)

    with pytest.raises(AlreadySettled):
        settle_concern(concern=stale, state=ConcernState.UNFOUNDED, reason="x", actor=cast.case_supervisor)
    assert Decision.objects.count() == 1


def test_strangers_decide_and_undo_nothing(cast, concern):
    for name in ("stranger", "manager", "unit_officer", "auditor", "case_worker", "teacher"):
        with pytest.raises(PermissionDenied):
            settle_concern(concern=concern, reason="x", actor=getattr(cast, name), **WRONG)
        with pytest.raises(PermissionDenied):
            set_apart(concern=concern, other=concern.uuid, actor=getattr(cast, name))
    settle_concern(concern=concern, reason="x", actor=cast.case_supervisor, **WRONG)
    with pytest.raises(PermissionDenied):
        undo_decision(concern=concern, actor=cast.manager)


def test_a_case_is_not_opened_by_a_word(cast, concern):
    with pytest.raises(ValueError, match="case"):
        settle_concern(concern=concern, state=ConcernState.CASE, reason="x", actor=cast.case_supervisor)


def test_nobody_is_unreachable_who_was_hardly_looked_for(cast, concern):
    def unreachable():
        return settle_concern(
            concern=concern, state=ConcernState.UNREACHABLE, reason="ไม่มีใครอยู่", actor=cast.case_supervisor
        )

    today = timezone.localdate()
    with pytest.raises(TooFewTries):
        unreachable()
    for _again in range(2):
        record_try(concern=concern, on=today, how=TryHow.PHONE, note="ไม่รับสาย", actor=cast.case_supervisor)
    with pytest.raises(TooFewTries):
        unreachable()
    record_try(concern=concern, on=today, how=TryHow.HOME, note="", actor=cast.case_supervisor)

    assert unreachable().state == ConcernState.UNREACHABLE
    with pytest.raises(AlreadySettled):
        record_try(concern=concern, on=today, how=TryHow.HOME, note="", actor=cast.case_supervisor)


def test_a_stranger_notes_no_try(cast, concern):
    with pytest.raises(PermissionDenied):
        record_try(concern=concern, on=timezone.localdate(), how=TryHow.PHONE, note="", actor=cast.manager)


def test_a_duplicate_points_at_another_of_the_city_that_is_none_itself(cast, concern):
    other, third = ConcernFactory(city=cast.city), ConcernFactory(city=cast.city)
    settle_concern(concern=third, state="duplicate", reason="ชื่อเดียวกัน", duplicate_of=other, actor=cast.case_supervisor)
    for wrong in (None, concern, third, ConcernFactory(city=cast.elsewhere)):
        with pytest.raises(NotAnother):
            settle_concern(
                concern=concern, state="duplicate", reason="x", duplicate_of=wrong, actor=cast.case_supervisor
            )

    settle_concern(concern=concern, state="duplicate", reason="x", duplicate_of=other, actor=cast.case_supervisor)

    page = concern_page(viewer=cast.case_supervisor, concern=other, now=timezone.now())
    assert {one.pk for one in page.duplicates} == {concern.pk, third.pk}


def test_candidates_are_proposed_with_reasons_until_somebody_sets_them_apart(cast, concern):
    same = ConcernFactory(city=cast.city, about="ลับสุดยอด  สมมติชื่อ", age_years=12)
    alike = ConcernFactory(city=cast.city, about="ลับสุดยอด สมมติชื่อง", age_years=None)
    ConcernFactory(city=cast.city, about="คนละคน อื่นไกล")
    ConcernFactory(city=cast.elsewhere)

    def found():
        page = concern_page(viewer=cast.case_supervisor, concern=concern, now=timezone.now())
        return [(one.concern, one.likeness.confidence) for one in page.candidates]

    assert found() == [(same, Confidence.LIKELY), (alike, Confidence.POSSIBLE)]
    set_apart(concern=concern, other=same.uuid, actor=cast.case_supervisor)
    set_apart(concern=concern, other=same.uuid, actor=cast.case_supervisor)
    assert found() == [(alike, Confidence.POSSIBLE)]


def test_two_birthdays_are_two_children_and_far_ages_need_the_very_name():
    from datetime import date

    one = Described("สมมติ ใจดี", birth_on=date(2015, 3, 1), age=11)
    twin = Described("สมมติ ใจดี", birth_on=date(2015, 3, 2), age=11)
    assert likeness(one, twin).confidence == Confidence.NONE
    assert likeness(one, one).reasons == ("name", "birth")
    assert likeness(Described("", age=3), one).confidence == Confidence.NONE
    assert likeness(Described("สมมติ ใจด", age=3), one).confidence == Confidence.NONE
    assert likeness(Described("สมมติ ใจดี", age=3), one).confidence == Confidence.POSSIBLE
    near = likeness(Described("สมมติ ใจดี", age=11, area="ซอย 3"), Described("สมมติ ใจดี", age=12, area="ซอย3"))
    assert near.reasons == ("name", "age", "area")


@pytest.mark.parametrize("n_rows", [1, 3])
def test_the_list_takes_one_statement_and_puts_the_urgent_first(cast, n_rows, django_assert_num_queries):
    now = timezone.now()
    ConcernFactory.create_batch(n_rows, city=cast.city)
    urgent = ConcernFactory(city=cast.city, urgency=Urgency.NOW, received_at=now - timedelta(days=2))
    ConcernFactory(city=cast.elsewhere, urgency=Urgency.NOW)
    cast.case_supervisor.__dict__.pop("_current_grants", None)
    visible_concerns(cast.case_supervisor).exists()

    with django_assert_num_queries(1):
        cards = concern_cards(viewer=cast.case_supervisor, city=cast.city, now=now)

    assert (cards[0].concern, cards[0].is_overdue, len(cards)) == (urgent, True, n_rows + 1)


def test_the_list_narrows_by_channel_and_by_what_was_found(cast, concern):
    ConcernFactory(city=cast.city, channel=Channel.PARTNER)
    settle_concern(concern=concern, reason="x", actor=cast.case_supervisor, **WRONG)
    now, viewer = timezone.now(), cast.case_supervisor

    assert len(concern_cards(viewer=viewer, city=cast.city, now=now, channel="school")) == 0
    assert len(concern_cards(viewer=viewer, city=cast.city, now=now, channel="partner")) == 1
    found = concern_cards(viewer=viewer, city=cast.city, now=now, is_open=False, state="record_wrong")
    assert [card.concern for card in found] == [concern]
    assert not concern_cards(viewer=viewer, city=cast.city, now=now, is_open=False, state="unfounded")
    assert str(concern) == str(concern.uuid)
