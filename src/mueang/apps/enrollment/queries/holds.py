"""What may be known of held seats: by their token, by the link of the invited, and by those who hold them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject
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
    """The hold of a token, without a name; one SQL statement."""
    return seat_of(hold_of(Value(token)).first()) if token else None


def hold_of(token: Any) -> QuerySet[Any, Any]:
    """The hold of the token that stands in another query's row (`OuterRef`), as one value for `seat_of`."""
    seats = Enrollment.objects.filter(party=OuterRef("party"), state__in=HOLDS_A_SEAT).order_by().values("party")
    of_party = {"enrollment__party": OuterRef("party"), "enrollment__state__in": HOLDS_A_SEAT}
    marks = Attendance.objects.filter(**of_party).order_by().values("enrollment__party")
    here = Count("pk", filter=Q(mark__in=(Mark.PRESENT, Mark.LATE)))
    facts = JSONObject(
        state="state",
        n_seats="n_seats",
        release_on="release_on",
        n_taken=Coalesce(Subquery(seats.annotate(n=Count("pk")).values("n")), 0),
        n_marks=Coalesce(Subquery(marks.annotate(n=Count("pk")).values("n")), 0),
        n_attended=Coalesce(Subquery(marks.annotate(n=here).values("n")), 0),
    )
    return SeatHold.objects.exclude(token="").filter(token=token).values_list(facts, flat=True)


def seat_of(facts: Mapping[str, Any] | None) -> HeldSeat | None:
    return HeldSeat(**{**facts, "release_on": date.fromisoformat(facts["release_on"])}) if facts else None


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
