"""Factories for agreements and contributions of invented partners."""

from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from factories.rows import OrganizationFactory
from mueang.apps.network.enums import ContributionKind
from mueang.apps.network.models import Agreement, Contribution


class AgreementFactory(DjangoModelFactory):
    """An agreement of a partner of the same city."""

    class Meta:
        model = Agreement

    organization = factory.SubFactory(OrganizationFactory)
    city = factory.SelfAttribute("organization.city")
    title = factory.Sequence(lambda n: f"บันทึกความร่วมมือสมมติ {n:05}")
    signed_on = date(2026, 1, 15)


class ContributionFactory(DjangoModelFactory):
    """Forty hours promised, ten given."""

    class Meta:
        model = Contribution

    agreement = factory.SubFactory(AgreementFactory)
    kind = ContributionKind.HOURS
    what = "ครูพี่เลี้ยง"
    promised = 40
    given = 10
