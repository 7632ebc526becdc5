"""Questions about partners: what they agreed, promised and gave."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet, Subquery

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.rules import Viewer
from mueang.apps.network.enums import ContributionKind, Verdict
from mueang.apps.network.models import (
    Agreement,
    AgreementDocument,
    City,
    Contribution,
    Gift,
    Organization,
    PartnerLink,
    hash_of_key,
)
from mueang.apps.network.rules import cities_where, visible_agreements, visible_contributions
from mueang.lib.sealed import unseal

DUE_WITHIN = timedelta(days=14)
ENDS_WITHIN = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Balance:
    """What partners promised and gave of one kind."""

    kind: ContributionKind
    promised: int
    given: int


@dataclass(frozen=True, slots=True)
class AgreementLine:
    agreement: Agreement
    contributions: list[Contribution]


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """One partner and what it agreed with the city."""

    organization: Organization
    agreements: list[AgreementLine]


@dataclass(frozen=True, slots=True)
class PartnerPage:
    """The partners of a city with their agreements and contributions, and what it all adds up to.

    `across` are organizations that act across cities and have no agreement with this one.
    """

    partners: list[PartnerLine]
    across: list[Organization]
    balances: list[Balance]


@dataclass(frozen=True, slots=True)
class OwnPage:
    """One partner in one city: agreements newest first with promises, gifts and papers; links to it, newest first."""

    organization: Organization
    agreements: list[Agreement]
    balances: list[Balance]
    links: list[PartnerLink]

    @property
    def unsettled(self) -> list[PartnerLink]:
        """Answers that something is not right, which nobody has looked into yet."""
        return [link for link in self.links if link.verdict == Verdict.DIFFERS and link.settled_at is None]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a partner reads by its link."""

    link: PartnerLink
    agreements: list[Agreement]


@dataclass(frozen=True, slots=True)
class PartnersWaiting:
    """Promises overdue and due within a fortnight, agreements that end soon, objections not looked into."""

    n_late: int
    n_due: int
    n_ending: int
    n_objections: int


def partner_page(city: City) -> PartnerPage:
    """Three SQL statements, however many partners, agreements and contributions."""
    agreements: dict[int, list[AgreementLine]] = {}
    for agreement in city.agreements.prefetch_related("contributions"):
        line = AgreementLine(agreement, list(agreement.contributions.all()))
        agreements.setdefault(agreement.organization_id, []).append(line)
    known = list(Organization.objects.filter(Q(city=city) | Q(city=None)))
    promised = [contribution for lines in agreements.values() for line in lines for contribution in line.contributions]
    return PartnerPage(
        partners=[PartnerLine(o, agreements.get(o.pk, [])) for o in known if o.city_id or o.pk in agreements],
        across=[o for o in known if not o.city_id and o.pk not in agreements],
        balances=balances(promised),
    )


def balances(contributions: Iterable[Contribution]) -> list[Balance]:
    """Promised and given by kind, in the order of the words; kinds nobody promised are left out."""
    totals: dict[str, tuple[int, int]] = {}
    for contribution in contributions:
        promised, given = totals.get(contribution.kind, (0, 0))
        totals[contribution.kind] = promised + contribution.promised, given + contribution.given
    return [Balance(kind, *totals[kind]) for kind in ContributionKind if kind in totals]


def late_contributions(*, viewer: Viewer, city: City, today: date) -> QuerySet[Contribution]:
    """Promises to `city` whose day has passed and of which something is still owed."""
    return visible_contributions(viewer).filter(agreement__city=city, due_on__lt=today, given__lt=F("promised"))


def contributions_due(*, viewer: Viewer, city: City, today: date) -> QuerySet[Contribution]:
    """Promises to `city` that fall due within a fortnight and of which something is still owed."""
    soon = visible_contributions(viewer).filter(agreement__city=city, due_on__range=(today, today + DUE_WITHIN))
    return soon.filter(given__lt=F("promised"))


def agreements_ending(*, viewer: Viewer, city: City, today: date) -> QuerySet[Agreement]:
    """Standing agreements that end within two months and are not renewed yet."""
    return visible_agreements(viewer).filter(city=city, renewed_by=None, ends_on__range=(today, today + ENDS_WITHIN))


def partners_waiting(*, viewer: Viewer, city: City, today: date) -> PartnersWaiting:
    """Counted in one SQL statement."""
    objections = PartnerLink.objects.filter(
        city__in=cities_where(viewer, Permission.CITY_READ), city=city, verdict=Verdict.DIFFERS, settled_at=None
    )
    rows = City.objects.filter(pk=city.pk).values_list(
        _count(late_contributions(viewer=viewer, city=city, today=today), of="agreement__city"),
        _count(contributions_due(viewer=viewer, city=city, today=today), of="agreement__city"),
        _count(agreements_ending(viewer=viewer, city=city, today=today), of="city"),
        _count(objections, of="city"),
    )
    return PartnersWaiting(*(n or 0 for n in rows[0]))


def _count(rows: QuerySet[Any], *, of: str) -> Subquery:
    return Subquery(rows.order_by().values(of).annotate(n=Count("pk")).values("n"))


def own_page(*, viewer: Viewer, city: City, organization: Organization) -> OwnPage:
    """Five SQL statements, however much was agreed, promised and given."""
    rows = (
        visible_agreements(viewer).filter(city=city, organization=organization).select_related("renews", "renewed_by")
    )
    agreements = list(_with_gifts(rows))
    promised = [contribution for row in agreements for contribution in row.contributions.all()]
    links = PartnerLink.objects.filter(city=city, organization=organization).select_related("made_by")
    return OwnPage(organization, agreements, balances(promised), list(links.annotate(n_gifts=Count("gifts"))))


def asked_by_key(key: str, *, now: datetime) -> Asked | None:
    """What stands behind a partner's link that may still be answered; None for any other key."""
    links = PartnerLink.objects.filter(answered_at=None, ends_at__gt=now).select_related("city", "organization")
    link = links.filter(key_hash=hash_of_key(key)).first()
    if link is None:
        return None
    held = Agreement.objects.standing(now.date()).filter(city=link.city, organization=link.organization)
    return Asked(link, list(_with_gifts(held)))


def document_bytes(document: AgreementDocument) -> bytes:
    return unseal(document.sealed, purpose="agreement document", bound_to=str(document.uuid))


def public_partners(city: City, *, today: date) -> list[PartnerLine]:
    """Partners that agreed to be shown, with what they give under standing agreements. Three SQL statements."""
    standing = Prefetch("agreements", Agreement.objects.standing(today).filter(city=city))
    rows = Organization.objects.filter(city=city, shown_since__isnull=False)
    found = rows.prefetch_related(standing, "agreements__contributions")
    return [
        PartnerLine(row, [AgreementLine(held, list(held.contributions.all())) for held in row.agreements.all()])
        for row in found
    ]


def _with_gifts(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    gifts = Gift.objects.select_related("recorded_by")
    papers = AgreementDocument.objects.defer("sealed")
    return agreements.prefetch_related(
        "contributions", Prefetch("contributions__gifts", gifts), Prefetch("documents", papers)
    )
