"""What may be known of held seats: by their token, by the link of the invited, and by those who hold them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.enums import HOLDS_A_SEAT, HoldState, Mark
from mueang.apps.enrollment.models import Attendance, Enrollment, SeatHold


@dataclass(frozen=True, slots=True)
class HeldSeat:
    """All that crosses to whoever holds the token: whether the seat is held or taken, and how often it was used."""

    state: str
    n_seats: int
    n_taken: int
    release_on: date
    n_marks: int
    n_attended: int

    @property
    def state_words(self) -> str:
        return str(HoldState(self.state).label)


def held_seat(token: str) -> HeldSeat | None:
    """The hold of a token, without a name; three SQL statements."""
    hold = SeatHold.objects.filter(token=token).first() if token else None
    if hold is None:
        return None
    seats = Enrollment.objects.filter(party=hold.party_id, state__in=HOLDS_A_SEAT) if hold.party_id else None
    marks = {"n": 0, "here": 0}
    if seats is not None:
        here = Count("pk", filter=Q(mark__in=(Mark.PRESENT, Mark.LATE)))
        marks = Attendance.objects.filter(enrollment__in=seats).aggregate(n=Count("pk"), here=here)
    return HeldSeat(
        state=hold.state,
        n_seats=hold.n_seats,
        n_taken=seats.count() if seats is not None else 0,
        release_on=hold.release_on,
        n_marks=marks["n"],
        n_attended=marks["here"],
    )


def hold_by_link(offering: Offering, link: str) -> SeatHold | None:
    """The hold that this personal link opens."""
    return SeatHold.objects.filter(offering=offering, link=link).select_related("offering__city").first()


def standing_holds(offering: Offering) -> QuerySet[SeatHold]:
    """Seats held and not yet taken: those taken are seats like any other and are listed nowhere."""
    return SeatHold.objects.filter(offering=offering, state=HoldState.HELD).order_by("release_on", "pk")


def holds_due(*, now: datetime) -> QuerySet[SeatHold]:
    """Held seats whose stated day has come."""
    due = SeatHold.objects.filter(state=HoldState.HELD, release_on__lte=timezone.localdate(now))
    return due.select_related("offering__city").order_by("release_on", "pk")
