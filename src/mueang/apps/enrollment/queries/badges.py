"""Name badges: who somebody is, and what a camera at the door reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.enums import HOLDS_A_SEAT
from mueang.apps.enrollment.models import Enrollment
from mueang.lib.qr import qr_svg


@dataclass(frozen=True, slots=True)
class Badge:
    """One badge; its code leads a stranger to the public page, and says to the roll call page who this is."""

    name: str
    from_where: str
    address: str
    qr: str


def badges(*, offering: Offering, since: date | None = None) -> list[Badge]:
    """A badge for everybody with a seat, by name; of those who joined on `since` or later. One SQL statement."""
    rows = Enrollment.objects.filter(offering=offering, state__in=HOLDS_A_SEAT)
    if since is not None:
        rows = rows.filter(enrolled_at__date__gte=since)
    page = settings.BASE_URL + reverse("public:offering", args=[offering.city.slug, offering.slug])
    return [
        _badge(row, address=f"{page}#{row.uuid}")
        for row in rows.select_related("person__merged_into").order_by("person__sort_key", "pk")
    ]


def _badge(row: Enrollment, *, address: str) -> Badge:
    person = row.person.merged_into or row.person
    from_where = " · ".join(filter(None, [person.position, person.organization_name]))
    return Badge(person.full_name, from_where, address, qr_svg(address, title=_("Code of this badge")))
