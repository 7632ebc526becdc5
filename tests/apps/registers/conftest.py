"""The cast's own school beside another of the same city, and one elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from cast import Cast
from factories.registers import SchoolFactory, SchoolingFactory, SectionFactory
from mueang.apps.registers.models import School, Schooling, Section


@dataclass(frozen=True, slots=True)
class Schools:
    own: School
    other: School
    elsewhere: School
    section: Section
    pupil: Schooling


@pytest.fixture
def schools(cast: Cast) -> Schools:
    own = SchoolFactory(uuid=cast.school_uuid, city=cast.city)
    section = SectionFactory(school=own, room="9")
    return Schools(
        own=own,
        other=SchoolFactory(city=cast.city),
        elsewhere=SchoolFactory(city=cast.elsewhere),
        section=section,
        pupil=SchoolingFactory(section=section),
    )
