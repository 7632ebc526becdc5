"""The ledger is corrected by reversal, by an officer, with a reason; hours from elsewhere need an approver."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from cast import MEMBERS
from factories.enrollment import past_session, seated, take_roll
from factories.rows import OfferingFactory
from mueang.apps.audit.models import Event
from mueang.apps.enrollment.actions import (
    Elsewhere,
    agree_credit_rule,
    correct_hours,
    recognise_hours,
    settle_completions,
    withdraw,
)
from mueang.apps.enrollment.errors import (
    CorrectionNeedsReason,
    EnrollmentEnded,
    EntryReversed,
    HoursOutOfRange,
    NoHoursGiven,
    NothingCorrected,
    OwnHours,
    RuleAgreedAlready,
)
from mueang.apps.enrollment.models import CreditAgreement, HoursEntry, Recognition
from mueang.apps.enrollment.queries import completion_rows, completion_table, minutes_by_enrollment
from mueang.apps.people.models import Person

pytestmark = pytest.mark.django_db

ELSEWHERE = Elsewhere("วิทยาลัยชุมชนสมมติ", "ทอผ้าเบื้องต้น", "CN", "ใบรับรองเลขที่ 12/2568 เห็นตัวจริง")


@pytest.fixture
def offering(cast):
    return OfferingFactory(program__city=cast.city, place=cast.place, program__practice_minutes=120)


@pytest.fixture
def entry(cast, offering):
    seated(offering)
    take_roll(past_session(offering), actor=cast.manager)
    return HoursEntry.objects.get()


def test_a_correction_reverses_and_enters_anew_and_both_stay(cast, entry):
    right = correct_hours(entry=entry, mode="practice", minutes=90, reason="กลับก่อน", actor=cast.officer)

    lines = HoursEntry.objects.order_by("pk").values_list("mode", "minutes", "reason", "recorded_by__username")
    assert list(lines) == [
        ("lab", 180, "", "manager"),
        ("lab", -180, "กลับก่อน", "officer"),
        ("practice", 90, "กลับก่อน", "officer"),
    ]
    assert right is not None
    assert right.session == entry.session
    assert minutes_by_enrollment([entry.enrollment_id]) == {entry.enrollment_id: {"practice": 90}}
    event = Event.objects.get(verb="hours.corrected")
    assert event.facts == {"entry": str(entry.uuid), "before": ["lab", 180], "after": ["practice", 90]}
    assert "กลับก่อน" not in str(event.facts)


def test_nought_minutes_only_take_back(cast, entry):
    assert correct_hours(entry=entry, mode="lab", minutes=0, reason="ผิดคน", actor=cast.officer) is None
    assert minutes_by_enrollment([entry.enrollment_id]) == {}


def test_an_entry_is_corrected_once_and_a_reversal_never(cast, entry):
    correct_hours(entry=entry, mode="lab", minutes=60, reason="ก", actor=cast.officer)

    for spent in (entry, HoursEntry.objects.get(minutes=-180)):
        with pytest.raises(EntryReversed):
            correct_hours(entry=spent, mode="lab", minutes=30, reason="ข", actor=cast.officer)
    assert HoursEntry.objects.count() == 3


@pytest.mark.parametrize(
    ("minutes", "reason", "refusal"),
    [
        (60, "  ", CorrectionNeedsReason),
        (180, "ก", NothingCorrected),
        (181, "ก", HoursOutOfRange),
        (-1, "ก", HoursOutOfRange),
    ],
)
def test_a_correction_is_refused_whole(cast, entry, minutes, reason, refusal):
    with pytest.raises(refusal):
        correct_hours(entry=entry, mode="lab", minutes=minutes, reason=reason, actor=cast.officer)

    assert HoursEntry.objects.get() == entry


@pytest.mark.parametrize("member", [member for member in MEMBERS if member != "anonymous"])
def test_only_the_citys_officers_keep_the_ledger(cast, entry, member):
    actor, may = getattr(cast, member), member in {"officer", "manager"}

    def keep():
        correct_hours(entry=entry, mode="lab", minutes=60, reason="ก", actor=actor)
        recognise_hours(enrollment=entry.enrollment, elsewhere=ELSEWHERE, minutes_by_mode={"lab": 60}, actor=actor)
        agree_credit_rule(
            program=entry.enrollment.offering.program,
            scheme="thai-bachelor-2558",
            since_on=date(2026, 1, 1),
            document="ที่ 1/2569",
            actor=actor,
        )

    if may:
        keep()
        assert HoursEntry.objects.count() == 4
    else:
        with pytest.raises(PermissionDenied):
            keep()
        with pytest.raises(PermissionDenied):
            recognise_hours(enrollment=entry.enrollment, elsewhere=ELSEWHERE, minutes_by_mode={"lab": 60}, actor=actor)
        with pytest.raises(PermissionDenied):
            agree_credit_rule(
                program=entry.enrollment.offering.program,
                scheme="thai-bachelor-2558",
                since_on=date(2026, 1, 1),
                document="ที่ 1/2569",
                actor=actor,
            )
        assert (HoursEntry.objects.count(), Recognition.objects.count(), CreditAgreement.objects.count()) == (1, 0, 0)


def test_nobody_corrects_or_approves_their_own_hours(cast, entry):
    Person.objects.filter(pk=entry.enrollment.person_id).update(user=cast.officer)

    with pytest.raises(OwnHours):
        correct_hours(entry=entry, mode="lab", minutes=60, reason="ก", actor=cast.officer)
    with pytest.raises(OwnHours):
        recognise_hours(
            enrollment=entry.enrollment, elsewhere=ELSEWHERE, minutes_by_mode={"lab": 60}, actor=cast.officer
        )


def test_hours_from_elsewhere_count_and_say_who_approved_what(cast, entry):
    row = recognise_hours(
        enrollment=entry.enrollment,
        elsewhere=ELSEWHERE,
        minutes_by_mode={"lab": 120, "practice": 90, "lecture": 0},
        actor=cast.officer,
    )

    assert minutes_by_enrollment([entry.enrollment_id])[entry.enrollment_id] == {"lab": 300, "practice": 90}
    assert (row.approved_by, row.institution, row.hours_entries.count()) == (cast.officer, ELSEWHERE.institution, 2)
    assert Event.objects.get(verb="hours.recognised").facts == {"route": "CN", "minutes": {"lab": 120, "practice": 90}}
    lab = row.hours_entries.get(mode="lab")
    correct_hours(entry=lab, mode="lab", minutes=60, reason="นับซ้ำ", actor=cast.officer)
    assert minutes_by_enrollment([entry.enrollment_id])[entry.enrollment_id] == {"lab": 240, "practice": 90}


@pytest.mark.parametrize(
    ("minutes", "refusal"),
    [
        ({}, NoHoursGiven),
        ({"lab": 0}, NoHoursGiven),
        ({"lecture": 60}, HoursOutOfRange),
        ({"lab": 361}, HoursOutOfRange),
    ],
)
def test_no_mode_gets_more_from_elsewhere_than_the_program_plans(cast, entry, minutes, refusal):
    with pytest.raises(refusal):
        recognise_hours(enrollment=entry.enrollment, elsewhere=ELSEWHERE, minutes_by_mode=minutes, actor=cast.officer)

    assert Recognition.objects.count() == 0


def test_an_approval_names_institution_title_and_document(cast, entry):
    with pytest.raises(ValidationError):
        recognise_hours(
            enrollment=entry.enrollment,
            elsewhere=Elsewhere(" ", "ทอผ้า", "CN", "เห็นตัวจริง"),
            minutes_by_mode={"lab": 60},
            actor=cast.officer,
        )


def test_who_withdrew_gets_no_hours_from_elsewhere(cast, offering):
    enrollment = seated(offering)[0]
    withdraw(enrollment=enrollment, actor=cast.officer)

    with pytest.raises(EnrollmentEnded):
        recognise_hours(enrollment=enrollment, elsewhere=ELSEWHERE, minutes_by_mode={"lab": 60}, actor=cast.officer)


def test_credit_is_counted_by_the_rule_of_the_day_of_completion(cast, offering, entry):
    recognise_hours(enrollment=entry.enrollment, elsewhere=ELSEWHERE, minutes_by_mode={"lab": 360}, actor=cast.officer)
    before = timezone.now() - timedelta(days=30)
    settle_completions(offering=offering, actor=cast.manager, now=before)
    done = completion_rows([_again(entry.enrollment)])[0]
    assert (done.earns_credit, done.credit_words) == (True, "0.20–0.30")

    agree_credit_rule(
        program=offering.program,
        scheme="thai-university-lab-45",
        since_on=timezone.localdate(),
        document="มติสภาวิชาการ 3/2569",
        actor=cast.officer,
    )

    later = seated(offering)[0]
    recognise_hours(enrollment=later, elsewhere=ELSEWHERE, minutes_by_mode={"lab": 360}, actor=cast.officer)
    by_rule = {
        row.enrollment.pk: (row.credits.rule.name, row.credit_words) for row in completion_table(offering=offering)
    }
    assert by_rule[entry.enrollment_id] == ("thai-university", "0.20–0.30")
    assert by_rule[later.pk] == ("thai-university-lab-45", "0.13")


def test_one_rule_from_one_day(cast, offering):
    words = {"scheme": "thai-bachelor-2558", "since_on": date(2026, 1, 1), "document": "ที่ 1", "actor": cast.officer}
    agree_credit_rule(program=offering.program, **words)

    with pytest.raises(RuleAgreedAlready):
        agree_credit_rule(program=offering.program, **words)


def _again(enrollment):
    return type(enrollment).objects.select_related("offering__program", "person").get(pk=enrollment.pk)
