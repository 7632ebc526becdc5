from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factories.registers import YEAR, PupilYearFactory, SchoolFactory, SchoolingFactory
from mueang.apps.registers.queries import PackedYears, packed_years, pupil_facts, school_year_of
from mueang.apps.registers.queries.months import BLOB_BYTES, months_of, place_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("n_rows", [1, 3])
def test_packed_years_of_a_city_take_one_statement(n_rows: int) -> None:
    school = SchoolFactory()
    years = [
        PupilYearFactory(pupil__city=school.city, school=school, pages={6: (n + 1, n, 0, 0), 4: (8, 8, 8, 0)})
        for n in range(n_rows)
    ]
    PupilYearFactory(pages={6: (99, 0, 0, 0)})

    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = packed_years(school_year=YEAR, city=school.city)

    assert len(asked) == 1
    assert found.pupil_ids.tolist() == [one.pupil_id for one in years]
    assert found.school_ids.tolist() == [school.pk] * n_rows
    assert found.masks.dtype == np.uint32
    assert found.masks[:, 1, 0].tolist() == [n + 1 for n in range(n_rows)]
    assert found.masks[0, 11].tolist() == [8, 8, 8, 0]


def test_packed_years_of_one_school_hold_no_other() -> None:
    own = PupilYearFactory()
    PupilYearFactory(city=own.city, pupil__city=own.city)
    PupilYearFactory(pupil=own.pupil, school=own.school, school_year=YEAR - 1)

    found = packed_years(school_year=YEAR, school=own.school)

    assert found.pupil_ids.tolist() == [own.pupil_id]


def test_packed_years_of_nobody_are_empty() -> None:
    found = packed_years(school_year=YEAR)

    assert isinstance(found, PackedYears)
    assert len(found) == 0
    assert found.masks.shape == (0, 12, 4)


def test_a_school_year_runs_from_may_to_april() -> None:
    assert school_year_of(date(2026, 4, 30)) == 2025
    assert school_year_of(date(2026, 5, 1)) == 2026
    assert months_of(2025)[0] == (2025, 5)
    assert months_of(2025)[-1] == (2026, 4)
    assert [place_of(month) for _year, month in months_of(2025)] == list(range(12))
    assert BLOB_BYTES == 192


def test_facts_say_over_age_repeating_and_a_change_of_school() -> None:
    now = SchoolingFactory(pupil__birth_on=date(2014, 1, 1), failing_subjects=2, section__grade=4)
    SchoolingFactory(
        pupil=now.pupil, section__school=SchoolFactory(city=now.city), section__school_year=YEAR - 1, section__grade=4
    )

    facts = pupil_facts(now.city, school_year=YEAR)[now.pupil_id]

    assert facts.years_over_age == 3
    assert facts.is_repeating
    assert facts.changed_school
    assert facts.failing_subjects == 2


def test_facts_that_nobody_said_are_none() -> None:
    now = SchoolingFactory(section=None, school=SchoolFactory())

    facts = pupil_facts(now.city, school_year=YEAR)[now.pupil_id]

    assert (facts.grade, facts.years_over_age, facts.failing_subjects) == (None, None, None)
    assert not facts.is_repeating
    assert not facts.changed_school
