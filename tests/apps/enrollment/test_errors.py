"""Every refusal has a sentence in both languages, and none of it in what a log would print."""

import pytest
from django.utils import timezone, translation

from mueang.apps.enrollment import errors
from mueang.apps.enrollment.errors import (
    AgeNotAllowed,
    AgeUncertain,
    AgeUnknown,
    AlreadyEnrolled,
    AlreadyWished,
    CarerNeeded,
    DetailsRefused,
    EnrollmentRefused,
    FaceRefused,
    HoursOutOfRange,
    MinutesOutOfRange,
    MoodleSheetRefused,
    NamedTwice,
    OfferingFull,
    OfferOver,
    PageRefused,
    PartyTooLarge,
    PerhapsOnTheRoll,
    RollChanged,
    RoomFull,
    RoundRefused,
    SeatAtThatTime,
)
from mueang.apps.enrollment.errors.moodle import WHY

REFUSALS = [
    OfferingFull(wanted=2, seats_left=0),
    OfferingFull(wanted=2, seats_left=1),
    OfferingFull(wanted=9, seats_left=1, seats=8),
    OfferOver(state="accepted"),
    OfferOver(state="declined"),
    OfferOver(state="expired"),
    AgeNotAllowed(name="มาลี", age=5, age_min=7, age_max=None),
    AgeNotAllowed(name="มาลี", age=5, age_min=None, age_max=4),
    AgeNotAllowed(name="มาลี", age=5, age_min=7, age_max=12),
    AgeUncertain(name="มาลี", age=6, age_min=7, age_max=12),
    SeatAtThatTime(name="มาลี", starts_at=timezone.now(), ends_at=timezone.now()),
    AgeUnknown(name="มาลี", age=None, age_min=7, age_max=12),
    CarerNeeded(name="มาลี"),
    AlreadyEnrolled(names=["มาลี"]),
    AlreadyWished(names=["มาลี"]),
    NamedTwice(name="มาลี"),
    DetailsRefused(name="มาลี", words=["ยาวเกินไป"]),
    PartyTooLarge(most=12),
    MinutesOutOfRange(name="มาลี", session_minutes=180),
    HoursOutOfRange(most_minutes=90),
    PerhapsOnTheRoll(name="มาลี", enrollments=[]),
    RollChanged(saved_by="มาลี", saved_at=timezone.now()),
    RoomFull(room="ห้องมาลี", seats=20),
    *(MoodleSheetRefused(why) for why in WHY),
    *(FaceRefused(code) for code in ("too_large", "not_a_photo", "too_many_pixels", "damaged")),
    *(PageRefused(code, number=2) for code in ("empty", "too_large", "not_a_photo", "too_many_pixels", "damaged")),
]
PLAIN = [
    kind()
    for kind in vars(errors).values()
    if isinstance(kind, type)
    and issubclass(kind, EnrollmentRefused)
    and kind not in (EnrollmentRefused, RoundRefused)
    and kind not in {type(refusal) for refusal in REFUSALS}
]


@pytest.mark.parametrize("refusal", [*REFUSALS, *PLAIN], ids=lambda refusal: type(refusal).__name__)
def test_a_refusal_speaks_to_the_reader_and_not_to_the_log(refusal):
    with translation.override("en"):
        english = refusal.sentence
    with translation.override("th"):
        thai = refusal.sentence

    assert english
    assert any("ก" <= letter <= "๛" for letter in thai)
    assert "มาลี" not in str(refusal)
