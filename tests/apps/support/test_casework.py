"""From assessment to a referral answered: what is refused, what is recorded, what stops what."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from factories.cases import CHILD_NAME, agency, colleague, opened, planted
from factories.casework import drafted, found, given, sent
from factories.rows import OrganizationFactory
from mueang.apps.audit.models import Event
from mueang.apps.notices.models import Notice
from mueang.apps.support import tasks
from mueang.apps.support.actions.agencies import save_agency, set_service_levels
from mueang.apps.support.actions.cases import add_note, trust_worker
from mueang.apps.support.actions.planning import (
    Agreed,
    NewStep,
    add_step,
    agree_plan,
    assess_case,
    make_plan,
    note_return,
    record_consent,
    set_step,
    withdraw_consent,
)
from mueang.apps.support.actions.reading import read_case, read_caseload
from mueang.apps.support.actions.referrals import (
    Override,
    answer_by_key,
    draft_referral,
    note_answer_by_hand,
    open_by_key,
    renew_link,
    revoke_referral,
    send_referral,
)
from mueang.apps.support.enums.cases import Part
from mueang.apps.support.errors.cases import (
    AnswerOutOfOrder,
    AnswerTooLate,
    AuthorityMissing,
    ChangedMeanwhile,
    ConsentMissing,
    ConsentOver,
    NotAssessed,
    NotToBeSent,
    ReasonMissing,
)
from mueang.apps.support.models.referrals import Referral

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def test_an_assessment_sets_the_next_look_and_the_urgency(cast, case):
    assess_case(case=case, found=found(), actor=cast.case_worker, version=case.version)

    case.refresh_from_db()
    assert (case.state, case.severity) == ("assessed", 3)
    assert case.review_on == timezone.localdate() + 7 * DAY
    page = read_case(viewer=cast.case_worker, city=cast.city.slug, uuid=case.uuid)
    assert [need.need for need in page.latest.needs] == ["money", "health"]
    with pytest.raises(ChangedMeanwhile):
        assess_case(case=case, found=found(), actor=cast.case_worker, version=1)


@pytest.mark.parametrize(
    ("age", "details", "may"),
    [
        (9, {"relation": "mother"}, True),
        (9, {"relation": "grandparent"}, False),
        (9, {"relation": "grandparent", "has_legal_authority": True}, True),
        (9, {"relation": "self", "has_legal_authority": True}, False),
        (15, {"relation": "self"}, True),
        (None, {"relation": "self"}, False),
        (15, {"relation": "mother", "medium": ""}, False),
        (15, {"relation": "mother", "given_by_name": " "}, False),
        (15, {"relation": ""}, False),
    ],
)
def test_who_consents_must_have_the_authority(cast, office, age, details, may):
    year = timezone.localdate().year - age - 1 if age else None
    case = opened(cast, child=planted(birth_year=year))

    if may:
        assert record_consent(case=case, given=given(office, **details), actor=cast.case_worker).text_version
    else:
        with pytest.raises(AuthorityMissing):
            record_consent(case=case, given=given(office, **details), actor=cast.case_worker)


def test_another_right_and_what_is_withheld_need_their_reason(cast, case, office):
    for wrong in (
        given(office, basis="public_task"),
        given(office, withheld=[Part.HEALTH]),
        given(),
    ):
        with pytest.raises(ReasonMissing):
            record_consent(case=case, given=wrong, actor=cast.case_worker)
    stranger = agency(type("There", (), {"city": cast.elsewhere}))
    with pytest.raises(PermissionDenied):
        record_consent(case=case, given=given(stranger), actor=cast.case_worker)

    right = given(office, basis="public_task", basis_reason="หน้าที่ของเทศบาล", medium="")
    assert record_consent(case=case, given=right, actor=cast.case_worker).medium == ""


def test_a_plan_needs_an_assessment_a_goal_and_a_step(cast, case, office):
    step = NewStep("ไปสมัคร สกร.", timezone.localdate() + DAY, agency=office)
    with pytest.raises(NotAssessed):
        make_plan(case=case, goal="กลับไปเรียน", steps=[step], actor=cast.case_worker)
    with pytest.raises(NotAssessed):
        note_return(case=case, actor=cast.case_worker)
    assess_case(case=case, found=found(), actor=cast.case_worker)
    for goal, steps in ((" ", [step]), ("กลับไปเรียน", [])):
        with pytest.raises(ReasonMissing):
            make_plan(case=case, goal=goal, steps=steps, actor=cast.case_worker)

    first = make_plan(case=case, goal="กลับไปเรียน", steps=[step], actor=cast.case_worker)
    case.refresh_from_db()
    assert case.state == "assessed"
    with pytest.raises(ReasonMissing):
        agree_plan(plan=first, agreed=Agreed(timezone.localdate(), " "), actor=cast.case_worker)
    agree_plan(plan=first, agreed=Agreed(timezone.localdate(), "แม่สมมติ", "mother"), actor=cast.case_worker)
    case.refresh_from_db()
    assert case.state == "planned"

    agreed = Agreed(timezone.localdate(), "แม่สมมติ")
    second = make_plan(case=case, goal="ฝึกงาน", steps=[step], agreed=agreed, actor=cast.case_worker)
    for late in (
        lambda: agree_plan(plan=first, agreed=agreed, actor=cast.case_worker),
        lambda: add_step(plan=first, step=step, actor=cast.case_worker),
    ):
        with pytest.raises(ChangedMeanwhile):
            late()
    assert add_step(plan=second, step=step, actor=cast.case_worker).plan == second
    assert note_return(case=case, actor=cast.case_worker).state == "re_engaging"
    stranger = agency(type("There", (), {"city": cast.elsewhere}))
    with pytest.raises(PermissionDenied):
        add_step(plan=second, step=NewStep("x", timezone.localdate(), agency=stranger), actor=cast.case_worker)


def test_a_step_is_done_held_up_and_taken_up_again(cast, case):
    assess_case(case=case, found=found(), actor=cast.case_worker)
    step = NewStep("ทำบัตร", timezone.localdate() - DAY)
    row = make_plan(case=case, goal="มีบัตร", steps=[step], actor=cast.case_worker).steps.get()

    assert [item.kind for item in read_caseload(viewer=cast.case_worker, city=cast.city).overdue] == ["step"]
    with pytest.raises(ReasonMissing):
        set_step(step=row, state="blocked", actor=cast.case_worker)
    assert set_step(step=row, state="blocked", words="ไม่มีสูติบัตร", actor=cast.case_worker).ended_at is None
    assert set_step(step=row, state="done", actor=cast.case_worker).ended_by == cast.case_worker
    assert not read_caseload(viewer=cast.case_worker, city=cast.city).overdue
    assert set_step(step=row, state="todo", actor=cast.case_worker).ended_at is None


def test_nothing_is_sent_without_a_consent_that_covers_agency_and_parts(cast, case, office):
    other = agency(cast)
    referral = drafted(case, office)
    for consent in (
        given(other),
        given(office, parts=[Part.NAME]),
        given(office, withheld=[Part.NEEDS], withheld_reason="แม่ขอ"),
        given(office, until_on=timezone.localdate() - DAY),
    ):
        record_consent(case=case, given=consent, actor=cast.case_worker)
        with pytest.raises(ConsentMissing):
            send_referral(referral=referral, actor=cast.case_worker)

    record_consent(case=case, given=given(office), actor=cast.case_worker)
    row = send_referral(referral=referral, actor=cast.case_worker)

    assert row.state == "sent"
    assert row.due_on == timezone.localdate() + 14 * DAY
    assert row.key not in str(row.key_hash)
    with pytest.raises(NotToBeSent):
        send_referral(referral=referral, actor=cast.case_worker)


def test_an_override_is_a_supervisors_and_named(cast, case, office):
    referral = drafted(case, office)
    right = Override("child_protection", "ถูกทำร้ายที่บ้าน ต้องแจ้งคืนนี้")
    with pytest.raises(PermissionDenied):
        send_referral(referral=referral, override=right, actor=cast.case_worker)
    for wrong in (Override("consent", right.reason), Override("child_protection", "ด่วน"), Override("x", right.reason)):
        with pytest.raises(ReasonMissing):
            send_referral(referral=referral, override=wrong, actor=cast.case_supervisor)

    row = send_referral(referral=referral, override=right, actor=cast.case_supervisor)

    assert (row.override_by, row.override_basis) == (cast.case_supervisor, "child_protection")
    assert Event.objects.get(verb="case.referral_sent").facts["basis"] == "child_protection"
    assert open_by_key(key=row.key).child.name


def test_an_agency_sees_what_may_be_told_and_no_more(cast, case, office):
    assess_case(case=case, found=found(risk_words="ความลับเรื่องอันตราย"), actor=cast.case_worker)
    row = sent(case, office)

    seen = open_by_key(key=row.key)

    assert CHILD_NAME in seen.child.name
    assert (seen.child.address, seen.child.school, seen.goal, seen.found.risk_words) == (None, None, None, None)
    assert [need.need for need in seen.found.needs] == ["money"]
    assert seen.found.health_words is None
    assert not any(text in repr(seen) for text in ("ซอยสมมติ", "ยายสมมติ", "หอบหืด", "ความลับ", case.number))
    assert Event.objects.filter(verb="case.referral_opened", actor=None).count() == 1


def test_a_consent_withdrawn_stops_the_referral_and_its_link(cast, case, office):
    row = sent(case, office)
    key = row.key

    withdraw_consent(consent=row.consent, words="เปลี่ยนใจ", actor=cast.case_worker)

    row.refresh_from_db()
    assert (row.state, row.key) == ("revoked", "")
    assert open_by_key(key=key) is None
    with pytest.raises(AnswerTooLate):
        answer_by_key(key=key, answer="accepted")
    with pytest.raises(ConsentOver):
        withdraw_consent(consent=row.consent, words="", actor=cast.case_worker)
    with pytest.raises(ConsentMissing):
        send_referral(referral=drafted(case, office), actor=cast.case_worker)


def test_a_consent_that_ran_out_shows_the_agency_nothing(cast, case, office):
    record_consent(case=case, given=given(office, until_on=timezone.localdate() + DAY), actor=cast.case_worker)
    row = send_referral(referral=drafted(case, office), actor=cast.case_worker)

    seen = open_by_key(key=row.key, now=timezone.now() + 3 * DAY)

    assert seen.child.name is None
    assert seen.found is None


def test_an_agency_answers_step_by_step(cast, case, office):
    row = sent(case, office)
    with pytest.raises(ReasonMissing):
        answer_by_key(key=row.key, answer="declined")
    with pytest.raises(ReasonMissing):
        answer_by_key(key=row.key, answer="ask", words=" ")

    answer_by_key(key=row.key, answer="ask", words="เด็กอยู่ชั้นไหน")
    answer_by_key(key=row.key, answer="accepted", words="นัดวันพุธ")
    answer_by_key(key=row.key, answer="accepted")
    answer_by_key(key=row.key, answer="done")

    row.refresh_from_db()
    assert (row.state, row.answer_words) == ("done", "นัดวันพุธ")
    assert row.done_at
    assert row.answered_at
    assert "เด็กอยู่ชั้นไหน" in case.notes.get().words
    assert Notice.objects.filter(user=cast.case_worker).count() == 4
    assert not any(CHILD_NAME in notice.body for notice in Notice.objects.all())
    with pytest.raises(AnswerTooLate):
        answer_by_key(key=row.key, answer="done")
    with pytest.raises(AnswerOutOfOrder):
        note_answer_by_hand(referral=row, answer="accepted", actor=cast.case_worker)


def test_a_link_is_renewed_taken_back_and_expires(cast, case, office):
    row = sent(case, office)
    old = row.key
    row = renew_link(referral=row, actor=cast.case_worker)

    assert open_by_key(key=old) is None
    assert open_by_key(key="") is None
    assert open_by_key(key=row.key)
    assert open_by_key(key=row.key, now=timezone.now() + 60 * DAY) is None
    revoke_referral(referral=row, actor=cast.case_worker)
    assert open_by_key(key=row.key) is None
    for late in (renew_link, revoke_referral):
        with pytest.raises((AnswerTooLate, NotToBeSent)):
            late(referral=row, actor=cast.case_worker)
    draft = drafted(case, office)
    revoke_referral(referral=draft, actor=cast.case_worker)
    assert not Referral.objects.filter(pk=draft.pk).exists()


def test_a_draft_goes_to_an_active_agency_of_the_city_with_words(cast, case, office):
    with pytest.raises(ReasonMissing):
        draft_referral(case=case, agency=office, need="money", words=" ", parts=[], actor=cast.case_worker)
    for stranger in (agency(cast, is_active=False), agency(type("There", (), {"city": cast.elsewhere}))):
        with pytest.raises(PermissionDenied):
            drafted(case, stranger)


def test_what_takes_too_long_goes_up_once(cast, case, office):
    set_service_levels(city=cast.city, days={"money": 2}, actor=cast.case_supervisor)
    row = sent(case, office)
    assert row.due_on == timezone.localdate() + 2 * DAY
    Notice.objects.all().delete()
    noon = timezone.localtime().replace(hour=12)

    for day in (1, 3, 3, 4):
        tasks.run(noon + day * DAY)

    row.refresh_from_db()
    assert row.escalated_at
    assert Notice.objects.filter(user=cast.case_supervisor).count() == 1
    # The worker is told once a day, from the third on: before that nothing was due.
    assert Notice.objects.filter(user=cast.case_worker).count() == 2
    assert not any(case.number in notice.body for notice in Notice.objects.all())


def test_at_night_nobody_is_told_that_something_is_due(cast):
    case = opened(cast, now=timezone.now() - 30 * DAY)
    night = timezone.localtime().replace(hour=5)

    assert tasks.run(night) == 0
    assert tasks.run(night.replace(hour=8)) == 1
    assert "1 รายการ" in Notice.objects.get().subject
    assert case.is_standing


def test_agencies_and_service_levels_are_the_supervisors(cast):
    partner = OrganizationFactory(city=cast.city)
    with pytest.raises(PermissionDenied):
        save_agency(city=cast.city, organization=partner, needs=[], actor=cast.case_worker)
    with pytest.raises(PermissionDenied):
        save_agency(
            city=cast.city, organization=OrganizationFactory(city=cast.elsewhere), needs=[], actor=cast.case_supervisor
        )
    with pytest.raises(PermissionDenied):
        set_service_levels(city=cast.city, days={"money": 2}, actor=cast.manager)

    for needs in (["money"], ["money", "health"]):
        row = save_agency(city=cast.city, organization=partner, needs=needs, actor=cast.case_supervisor)
    assert row.needs == ["money", "health"]
    assert set_service_levels(city=cast.city, days={"money": 2, "work": 9}, actor=cast.case_supervisor) == 2
    assert set_service_levels(city=cast.city, days={"money": 3, "work": 9}, actor=cast.case_supervisor) == 1


@pytest.mark.parametrize("n", [1, 3])
def test_a_case_takes_the_same_statements_however_much_is_in_it(cast, case, office, n, django_assert_num_queries):
    for number in range(n):
        add_note(case=case, words=f"บันทึก {number}", actor=cast.case_worker)
        record_consent(case=case, given=given(office), actor=cast.case_worker)
        drafted(case, office)
    worker = type(cast.case_worker).objects.get(pk=cast.case_worker.pk)

    with django_assert_num_queries(7):
        page = read_case(viewer=worker, city=cast.city.slug, uuid=case.uuid)
    with django_assert_num_queries(7):
        assert page.timeline

    assert len(page.notes) == len(page.referrals) == n


def test_health_withheld_takes_the_needs_that_tell_of_it_too(cast, case, office):
    assess_case(case=case, found=found(), actor=cast.case_worker)
    record_consent(case=case, given=given(office, parts=[Part.HEALTH]), actor=cast.case_worker)
    send_referral(referral=drafted(case, office, parts=[Part.HEALTH], need="mind"), actor=cast.case_worker)
    team = colleague(cast)
    trust_worker(case=case, worker=team, reason="ช่วย", withheld=[Part.HEALTH], actor=cast.case_worker)

    page = read_case(viewer=team, city=cast.city.slug, uuid=case.uuid)

    assert [need.need for need in page.latest.needs] == ["money"]
    assert page.referrals == ()
    assert "หอบหืด" not in repr([page, page.assessments, page.notes, page.timeline])
