"""Who may see and change the heritage inventory, and who of its people may be named in public."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.rules import Viewer, holds, scopes_where
from mueang.apps.heritage.models import (
    Finding,
    HeritageItem,
    HeritageItemQuerySet,
    Holder,
    Lineage,
    MappingDay,
    Product,
)
from mueang.apps.network.models import City
from mueang.apps.people.enums import LawfulBasis, Purpose
from mueang.apps.people.models import Consent, Person


def public_items(city: City) -> HeritageItemQuerySet:
    """What any page may show: published, and permitted by its people."""
    return HeritageItem.objects.filter(city=city).public()


def visible_items(viewer: Viewer) -> HeritageItemQuerySet:
    """The whole inventory for those who keep it; without sacred and secret items for those who only read the desk."""
    keeps, reads = scopes_where(viewer, Permission.HERITAGE_WRITE), scopes_where(viewer, Permission.CITY_READ)
    if keeps.everywhere:
        return HeritageItem.objects.all()
    read = Q() if reads.everywhere else Q(city__uuid__in=reads.ids)
    return HeritageItem.objects.filter(
        Q(city__uuid__in=keeps.ids) | (read & Q(is_sacred=False, is_family_secret=False))
    )


def visible_holders(viewer: Viewer) -> QuerySet[Holder]:
    """Who holds what is personal: only those who keep the inventory see names."""
    return Holder.objects.filter(item__in=_kept_items(viewer))


def visible_lineage(viewer: Viewer) -> QuerySet[Lineage]:
    return Lineage.objects.filter(item__in=_kept_items(viewer))


def visible_products(viewer: Viewer) -> QuerySet[Product]:
    """Who sells what and earns how much: for those who keep the inventory alone."""
    return Product.objects.filter(item__in=_kept_items(viewer))


def public_products() -> QuerySet[Product]:
    """What any page may show: its seller agreed, and the item's people permit that it is shown and sold."""
    return Product.objects.filter(item__in=HeritageItem.objects.public(), item__may_be_sold=True, is_shown=True)


def visible_days(viewer: Viewer) -> QuerySet[MappingDay]:
    """Mapping days of the cities whose inventory the viewer keeps."""
    keeps = scopes_where(viewer, Permission.HERITAGE_WRITE)
    return MappingDay.objects.all() if keeps.everywhere else MappingDay.objects.filter(city__uuid__in=keeps.ids)


def visible_findings(viewer: Viewer) -> QuerySet[Finding]:
    """What was found: it names people, so only those who keep the inventory see it."""
    return Finding.objects.filter(day__in=visible_days(viewer))


def heritage_cities(viewer: Viewer) -> QuerySet[City]:
    """Cities whose heritage desk the viewer may enter."""
    keeps, reads = scopes_where(viewer, Permission.HERITAGE_WRITE), scopes_where(viewer, Permission.CITY_READ)
    if keeps.everywhere or reads.everywhere:
        return City.objects.all()
    return City.objects.filter(uuid__in=keeps.ids | reads.ids)


def may_record_item(actor: Viewer, city: City) -> bool:
    return holds(actor, Permission.HERITAGE_WRITE, at=[city.uuid])


def may_change_item(actor: Viewer, item: HeritageItem) -> bool:
    return holds(actor, Permission.HERITAGE_WRITE, at=[item.city.uuid])


def public_name_consents() -> QuerySet[Consent]:
    """Standing consents to be named in public, of people whose row still stands for them."""
    return Consent.objects.filter(
        purpose=Purpose.PUBLIC_NAME,
        lawful_basis=LawfulBasis.CONSENT,
        withdrawn_at=None,
        person__merged_into=None,
        person__erased_at=None,
    )


def named_holders() -> QuerySet[Holder]:
    """Holders whom a public page may name: under the very consent they gave for it, still standing.

    Where two rows of one human being were merged, the consent stands on the kept row.
    """
    own = Q(consent__person=F("person")) | Q(consent__person=F("person__merged_into"))
    return Holder.objects.filter(own, consent__in=public_name_consents(), person__erased_at=None)


def nameable_persons() -> QuerySet[Person]:
    """Persons whom a public page may name."""
    own = Q(person=OuterRef("pk")) | Q(person=OuterRef("merged_into"))
    return Person.objects.filter(Exists(public_name_consents().filter(own)), erased_at=None)


def _kept_items(viewer: Viewer) -> HeritageItemQuerySet:
    keeps = scopes_where(viewer, Permission.HERITAGE_WRITE)
    return HeritageItem.objects.all() if keeps.everywhere else HeritageItem.objects.filter(city__uuid__in=keeps.ids)
