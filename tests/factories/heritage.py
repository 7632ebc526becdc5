"""Factories of heritage: holders, their consent to be named, and lineage; all of it invented."""

from __future__ import annotations

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from factories.rows import HeritageItemFactory, PersonFactory
from mueang.apps.heritage.enums import Willingness
from mueang.apps.heritage.models import Holder, Lineage
from mueang.apps.people.enums import LawfulBasis, Purpose, Relation
from mueang.apps.people.models import Consent


class NameConsentFactory(DjangoModelFactory):
    """A standing consent of `person` to be named in public."""

    class Meta:
        model = Consent

    person = factory.SubFactory(PersonFactory)
    given_by = factory.SelfAttribute("person")
    relation = Relation.SELF
    has_legal_authority = True
    purpose = Purpose.PUBLIC_NAME
    lawful_basis = LawfulBasis.CONSENT
    text_version = "2026-01"
    given_at = factory.LazyFunction(timezone.now)


class HolderFactory(DjangoModelFactory):
    """A holder who has not agreed to be named."""

    class Meta:
        model = Holder

    item = factory.SubFactory(HeritageItemFactory)
    person = factory.SubFactory(PersonFactory, city=factory.SelfAttribute("..item.city"))
    willingness = Willingness.WILLING


class NamedHolderFactory(HolderFactory):
    """A holder with a standing consent to be named."""

    consent = factory.SubFactory(NameConsentFactory, person=factory.SelfAttribute("..person"))


class LineageFactory(DjangoModelFactory):
    class Meta:
        model = Lineage

    item = factory.SubFactory(HeritageItemFactory)
    teacher = factory.SubFactory(PersonFactory, city=factory.SelfAttribute("..item.city"))
    learner = factory.SubFactory(PersonFactory, city=factory.SelfAttribute("..item.city"))
    since_year = 2019
