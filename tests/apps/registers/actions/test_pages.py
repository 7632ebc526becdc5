from __future__ import annotations

import pytest

from factories.registers import YEAR, SchoolFactory, SchoolingFactory
from mueang.apps.registers.actions import PageMarks, lay_pages
from mueang.apps.registers.models import PageCorrection, PupilYear, RegisterPage, Schooling
from mueang.apps.registers.queries import unpack_year

pytestmark = pytest.mark.django_db

JUNE = (0b111, 0b011, 0b010, 0b100)


def lay(schooling: Schooling, month: int, touched: int, masks: tuple[int, int, int, int], actor=None):
    return lay_pages(city=schooling.city, said=[PageMarks(schooling.pk, month, touched, masks)], actor=actor)


def test_pages_and_the_packed_year_are_written_together() -> None:
    one = SchoolingFactory()

    laid = lay(one, 6, 0b111, JUNE)

    assert laid == (1, 0, 0)
    assert RegisterPage.objects.get().masks == JUNE
    assert unpack_year(PupilYear.objects.get().packed)[6] == JUNE


def test_saying_the_same_again_changes_nothing() -> None:
    one = SchoolingFactory()
    lay(one, 6, 0b111, JUNE)
    before = RegisterPage.objects.values().get()

    assert lay(one, 6, 0b111, JUNE) == (0, 0, 1)
    assert RegisterPage.objects.values().get() == before
    assert not PageCorrection.objects.exists()


def test_a_correction_replaces_its_days_only_and_keeps_what_stood_there(cast) -> None:
    one = SchoolingFactory()
    lay(one, 6, 0b111, JUNE)

    assert lay(one, 6, 0b100, (0b100, 0b100, 0, 0), actor=cast.teacher) == (0, 1, 0)

    assert RegisterPage.objects.get().masks == (0b111, 0b111, 0b010, 0)
    kept = PageCorrection.objects.get()
    assert (kept.open, kept.present, kept.late, kept.excused) == JUNE
    assert kept.replaced_by == cast.teacher
    assert unpack_year(PupilYear.objects.get().packed)[6] == (0b111, 0b111, 0b010, 0)


def test_days_taken_back_are_not_recorded_again() -> None:
    one = SchoolingFactory()
    lay(one, 6, 0b111, JUNE)

    lay(one, 6, 0b111, (0, 0, 0, 0))

    assert RegisterPage.objects.get().masks == (0, 0, 0, 0)


def test_nothing_said_of_nothing_makes_no_page() -> None:
    assert lay(SchoolingFactory(), 6, 0, (0, 0, 0, 0)) == (0, 0, 1)
    assert not RegisterPage.objects.exists()
    assert not PupilYear.objects.exists()


def test_a_child_of_two_schools_has_one_year_of_both() -> None:
    first = SchoolingFactory()
    second = SchoolingFactory(pupil=first.pupil, section__school=SchoolFactory(city=first.city))

    lay(first, 6, 0b0011, (0b0011, 0b0001, 0, 0b0010))
    lay(second, 6, 0b1110, (0b1110, 0b1110, 0, 0))

    year = PupilYear.objects.get()
    assert year.school == second.school
    assert unpack_year(year.packed)[6] == (0b1111, 0b1111, 0, 0)


def test_the_year_agrees_with_the_method_that_reads_it() -> None:
    register = pytest.importorskip("mueang.methods.register", reason="the method has not landed yet")
    one = SchoolingFactory()
    lay(one, 6, 0b111, JUNE)
    lay(one, 4, 0b1, (1, 1, 0, 0))

    packed = register.from_bytes(bytes(PupilYear.objects.get().packed))

    expected = register.child_year({(YEAR, 6): JUNE, (YEAR + 1, 4): (1, 1, 0, 0)}, year=register.SchoolYear(YEAR))
    assert (packed[0] == expected).all()
