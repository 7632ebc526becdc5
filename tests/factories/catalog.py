"""Factories of the catalog beyond the smallest rows: instructors, and offerings with planned sessions; all invented."""

from __future__ import annotations

from datetime import datetime, timedelta

import factory
from factory.django import DjangoModelFactory

from factories.rows import OfferingFactory, PersonFactory, SessionFactory
from mueang.apps.catalog.enums import OfferingState
from mueang.apps.catalog.models import Instructor, Offering


class DraftFactory(OfferingFactory):
    """An offering nobody sees yet."""

    state = OfferingState.DRAFT
    verified_on = None


class InstructorFactory(DjangoModelFactory):
    class Meta:
        model = Instructor

    offering = factory.SubFactory(OfferingFactory)
    person = factory.SubFactory(PersonFactory, city=factory.SelfAttribute("..offering.city"))


def weekly_sessions(offering: Offering, *, starts_at: datetime, times: int) -> None:
    """`times` three-hour sessions, a week apart, numbered from 1."""
    for week in range(times):
        SessionFactory(offering=offering, number=week + 1, starts_at=starts_at + timedelta(weeks=week))
