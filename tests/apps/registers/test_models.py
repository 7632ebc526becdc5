from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from factories.registers import PupilFactory, RegisterPageFactory, SchoolFactory, SchoolingFactory
from mueang.apps.registers.enums import Confidence, Grade
from mueang.apps.registers.models import Pupil, RegisterPage

pytestmark = pytest.mark.django_db

NUMBER = "1234567890121"


@pytest.mark.parametrize(
    "masks",
    [
        {"open": 0b01, "present": 0b10, "late": 0, "excused": 0},
        {"open": 0b11, "present": 0b01, "late": 0b10, "excused": 0},
        {"open": 0b01, "present": 0b01, "late": 0, "excused": 0b10},
        {"open": 0b01, "present": 0b01, "late": 0, "excused": 0b01},
        {"open": 0, "present": 0, "late": 0, "excused": 0, "month": 13},
        {"open": 0, "present": 0, "late": 0, "excused": 0, "month": 0},
    ],
    ids=[
        "present when closed",
        "late when absent",
        "excused when closed",
        "excused and present",
        "month 13",
        "month 0",
    ],
)
def test_a_page_cannot_contradict_itself(masks: dict[str, int]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        RegisterPageFactory(**masks)

    assert not RegisterPage.objects.exists()


def test_a_page_holds_the_thirty_first() -> None:
    page = RegisterPageFactory(month=5, open=1 << 30, present=1 << 30, late=0, excused=0)

    page.refresh_from_db()
    assert page.masks == (1 << 30, 1 << 30, 0, 0)


def test_one_page_a_month() -> None:
    page = RegisterPageFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        RegisterPageFactory(schooling=page.schooling)


def test_a_national_id_is_sealed_and_found_by_a_hash_of_its_own() -> None:
    from mueang.apps.people.models import national_id_hash

    pupil = PupilFactory()
    pupil.national_id = NUMBER
    pupil.save()

    row = Pupil.objects.get()
    assert row.national_id == NUMBER
    assert row.national_id_ending == "0121"
    assert NUMBER.encode() not in bytes(row.national_id_encrypted)
    assert row.national_id_hash not in {"", national_id_hash(NUMBER)}


def test_a_pupil_without_national_id_has_none() -> None:
    assert PupilFactory().national_id == ""


def test_what_prints_a_row_does_not_say_who_it_is() -> None:
    schooling = SchoolingFactory(pupil__given_name="สมมติลับ")
    page = RegisterPageFactory(schooling=schooling)

    printed = f"{schooling} {schooling.pupil} {page} {schooling!r} {schooling.pupil!r}"
    assert "สมมติลับ" not in printed
    assert schooling.number not in printed


@pytest.mark.parametrize(
    ("born", "year", "age"),
    [(date(2016, 5, 16), None, 10), (date(2016, 5, 17), None, 9), (None, 2016, 9), (None, None, None)],
)
def test_age_is_the_lower_one_where_only_the_year_is_known(
    born: date | None, year: int | None, age: int | None
) -> None:
    assert Pupil(birth_on=born, birth_year=year).age_on(date(2026, 5, 16)) == age


def test_a_link_to_a_person_says_how_sure_it_is(cast: object) -> None:
    pupil = PupilFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Pupil.objects.filter(pk=pupil.pk).update(person=cast.learner_person)  # type: ignore[attr-defined]
    Pupil.objects.filter(pk=pupil.pk).update(person=cast.learner_person, person_confidence=Confidence.STATED)  # type: ignore[attr-defined]


def test_the_same_name_may_stand_in_two_cities() -> None:
    one = SchoolFactory(code="1")

    SchoolFactory(name_th=one.name_th, code="1")
    with pytest.raises(IntegrityError), transaction.atomic():
        SchoolFactory(city=one.city, name_th=one.name_th)


def test_a_vocational_year_stands_beside_its_general_one() -> None:
    assert Grade.V1.year_of_schooling == Grade.M4.year_of_schooling == 10
    assert Grade.P1.usual_age == 6
    assert Grade.K1.usual_age == 3
