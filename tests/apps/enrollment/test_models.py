"""The ledger only grows, and a mark is never erased."""

import pytest
from django.db import IntegrityError, transaction

from factories.enrollment import seated, take_roll
from factories.rows import EnrollmentFactory, OfferingFactory, SessionFactory
from mueang.apps.enrollment.enums import EnrollmentState
from mueang.apps.enrollment.errors import AttendanceIsNeverErased, HoursAreOnlyAdded
from mueang.apps.enrollment.models import Assessment, Attendance, Enrollment, HoursEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(cast):
    offering = OfferingFactory(program__city=cast.city, place=cast.place)
    seated(offering)
    take_roll(SessionFactory(offering=offering), actor=cast.keeper)
    return HoursEntry.objects.get()


def test_an_entry_of_the_ledger_is_neither_changed_nor_deleted(entry):
    entry.minutes = 999

    for change in (
        entry.save,
        entry.delete,
        HoursEntry.objects.all().delete,
        lambda: HoursEntry.objects.update(minutes=999),
        lambda: HoursEntry.objects.bulk_update([entry], ["minutes"]),
    ):
        with pytest.raises(HoursAreOnlyAdded):
            change()

    entry.refresh_from_db()
    assert entry.minutes == 180


def test_an_entry_is_reversed_once_and_only_a_reversal_is_negative(entry):
    reversal = {"enrollment": entry.enrollment, "mode": entry.mode, "recorded_by": entry.recorded_by}
    reversal |= {"recorded_at": entry.recorded_at}

    HoursEntry.objects.create(minutes=-180, reverses=entry, **reversal)

    for wrong in ({"minutes": -180, "reverses": entry}, {"minutes": -1}, {"minutes": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            HoursEntry.objects.create(**wrong, **reversal)
    assert not HoursEntry.objects.standing().exists()


def test_a_mark_is_never_erased(entry):
    with pytest.raises(AttendanceIsNeverErased):
        Attendance.objects.get().delete()
    with pytest.raises(AttendanceIsNeverErased):
        Attendance.objects.all().delete()

    assert Attendance.objects.count() == 1


def test_the_absent_have_no_minutes(entry):
    attendance = Attendance.objects.get()
    attendance.mark = "absent"

    with pytest.raises(IntegrityError), transaction.atomic():
        attendance.save()


def test_a_person_has_one_standing_enrollment_and_may_come_back_after_withdrawing():
    enrollment = EnrollmentFactory(state=EnrollmentState.WITHDRAWN)

    again = EnrollmentFactory(offering=enrollment.offering, person=enrollment.person)

    with pytest.raises(IntegrityError), transaction.atomic():
        EnrollmentFactory(offering=enrollment.offering, person=enrollment.person)
    assert list(Enrollment.objects.standing()) == [again]


def test_rows_tell_themselves_apart_in_words(entry):
    enrollment, attendance = entry.enrollment, Attendance.objects.get()

    assert str(enrollment) == str(enrollment.uuid)
    assert str(enrollment.party) == str(enrollment.party.uuid)
    assert str(entry).endswith("lab 180")
    assert str(Assessment(enrollment=enrollment, result="passed")).endswith("passed")
    assert str(attendance).endswith("present")
    assert str(attendance.roll_call).startswith(str(entry.session_id))
