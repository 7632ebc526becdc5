"""The waiting line of an offering as its keepers see it, and a single offer for whoever holds its address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils.translation import gettext as _

from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.enums import ANSWER_HOURS, EnrollmentState, OfferState
from mueang.apps.enrollment.models import Enrollment, Party, SeatOffer, WaitingLine
from mueang.apps.people.models import Person
from mueang.lib.workbook import Column, Table


@dataclass(frozen=True, slots=True)
class LineParty:
    """One party in the line; `offer` is the open one, `n_missed` how many it let pass."""

    position: int
    party: Party
    persons: list[Person]
    since: datetime
    offer: SeatOffer | None
    n_missed: int

    @property
    def size(self) -> int:
        return len(self.persons)


@dataclass(frozen=True, slots=True)
class Line:
    """Everybody who waits or was offered a seat, in order, and how long an offer stands."""

    parties: list[LineParty]
    answer_hours: int
    n_kept: int

    @property
    def n_people(self) -> int:
        return sum(one.size for one in self.parties)

    @property
    def n_offered(self) -> int:
        return sum(one.size for one in self.parties if one.offer)


def waiting_line(*, offering: Offering) -> Line:
    """The line of an offering, those with an offer first; three SQL statements, however long."""
    rows = (
        Enrollment.objects.filter(
            offering=offering, state__in=(EnrollmentState.WAITLISTED, EnrollmentState.OFFERED), party__isnull=False
        )
        .select_related("person__merged_into", "party__lead")
        .order_by("waitlist_number", "party", "pk")
    )
    groups = [(party, list(group)) for party, group in groupby(rows, key=lambda row: row.party) if party]
    offers = SeatOffer.objects.filter(party__in=[party.pk for party, _group in groups])
    standing = {offer.party_id: offer for offer in offers if offer.state == OfferState.OPEN}
    missed = [offer.party_id for offer in offers if offer.state == OfferState.EXPIRED]
    ordered = sorted(groups, key=lambda pair: pair[0].pk not in standing)
    rule = WaitingLine.objects.filter(offering=offering).first()
    return Line(
        parties=[
            LineParty(
                position=place,
                party=party,
                persons=[row.person.merged_into or row.person for row in group],
                since=min(row.requested_at for row in group),
                offer=standing.get(party.pk),
                n_missed=missed.count(party.pk),
            )
            for place, (party, group) in enumerate(ordered, start=1)
        ],
        answer_hours=rule.answer_hours if rule else ANSWER_HOURS,
        n_kept=sum(party.seats_kept for party, _group in groups),
    )


def line_table(line: Line) -> Table:
    """The line as a sheet, one row a person."""
    headings = [
        _("Place in line"),
        _("Name"),
        _("Phone"),
        _("Group of"),
        _("Waiting since"),
        _("State"),
        _("Answer by"),
    ]
    rows = [
        (
            one.position,
            person.full_name,
            one.party.lead.phone,
            one.size,
            one.since,
            str(OfferState.OPEN.label if one.offer else EnrollmentState.WAITLISTED.label),
            one.offer.answer_by if one.offer else None,
        )
        for one in line.parties
        for person in one.persons
    ]
    return Table(_("Waiting list"), [Column(heading) for heading in headings], rows)


def offer_by_token(token: str) -> SeatOffer | None:
    """The offer whose address this is, with its party and activity; one SQL statement."""
    along = ("party__lead", "party__offering__program", "party__offering__place", "party__offering__city")
    return SeatOffer.objects.filter(token=token).select_related(*along).first() if token else None


def people_of_offer(offer: SeatOffer) -> list[Person]:
    """Whom the offer seats, or seated."""
    wanted = (EnrollmentState.OFFERED, EnrollmentState.ENROLLED)
    rows = Enrollment.objects.filter(party=offer.party_id, state__in=wanted).select_related("person__merged_into")
    return [row.person.merged_into or row.person for row in rows.order_by("pk")]


def open_offer(party: Party) -> SeatOffer | None:
    """The offer the party has not answered yet."""
    return SeatOffer.objects.filter(party=party, state=OfferState.OPEN).first()
