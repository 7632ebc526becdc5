"""Invented committees and what they decided: the smallest rows that are true."""

from __future__ import annotations

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from factories.rows import CityFactory, UserFactory
from mueang.apps.committees.enums import Section
from mueang.apps.committees.models import AgendaPoint, Committee, CommitteeMeeting, Decision


class CommitteeFactory(DjangoModelFactory):
    class Meta:
        model = Committee

    city = factory.SubFactory(CityFactory)
    name_th = factory.Sequence(lambda n: f"คณะกรรมการสมมติ {n + 1:05}")


class CommitteeMeetingFactory(DjangoModelFactory):
    """Two hours of yesterday."""

    class Meta:
        model = CommitteeMeeting

    committee = factory.SubFactory(CommitteeFactory)
    number = factory.Sequence(lambda n: n + 1)
    starts_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1, hours=2))
    ends_at = factory.LazyAttribute(lambda o: o.starts_at + timedelta(hours=2))
    where = "ห้องประชุมสมมติ"


class AgendaPointFactory(DjangoModelFactory):
    class Meta:
        model = AgendaPoint

    meeting = factory.SubFactory(CommitteeMeetingFactory)
    section = Section.values[0]
    title = "เรื่องสมมติ"


class DecisionFactory(DjangoModelFactory):
    """Open, due in five days; pass `point__meeting__committee__city` and `owner`."""

    class Meta:
        model = Decision

    point = factory.SubFactory(AgendaPointFactory)
    what = "จัดวันสำรวจสมมติ"
    owner = factory.SubFactory(UserFactory)
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=5))
