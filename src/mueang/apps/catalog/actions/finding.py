"""Leave word for lists and search: which offerings are shown, or found, otherwise than before."""

from __future__ import annotations

from django.db.models import QuerySet

from mueang.apps.catalog.models import Offering
from mueang.apps.network.actions import mark_public_change
from mueang.apps.network.models import City


def mark_one_changed(offering: Offering) -> None:
    """Raise the city's version and stamp the offering, whose row is locked, with it: readers take up this one again."""
    offering.changed_in = mark_public_change(offering.city, catalog=False)
    Offering.objects.filter(pk=offering.pk).order_by().update(changed_in=offering.changed_in)


def mark_found_anew(city: City, offerings: QuerySet[Offering]) -> None:
    """Raise the city's version and stamp the offerings with it. Call it within the action, the rows locked before.

    The city's row stays locked until the change is written: who reads a version has every row stamped up to it.
    """
    version = mark_public_change(city, catalog=False)
    offerings.order_by().update(changed_in=version, search_version=version)


def mark_one_found_anew(offering: Offering) -> None:
    """The same for an offering whose row is locked."""
    mark_found_anew(offering.city, Offering.objects.filter(pk=offering.pk))
