"""The relations of a city as its rows are now: queries for what is many, plain rows for what is few or protected."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db.models import Case, Exists, ExpressionWrapper, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, ExtractYear
from django.utils import timezone

from mueang.apps.catalog.enums import OfferingState, SessionState
from mueang.apps.catalog.models import Instructor, Session
from mueang.apps.enrollment.enums import HOLDS_A_SEAT, EnrollmentState
from mueang.apps.enrollment.models import Attendance, Enrollment, RollCall
from mueang.apps.enrollment.queries.kept_seats import kept_seats
from mueang.apps.network.models import City, Contribution
from mueang.apps.places.enums import PlaceKind
from mueang.apps.places.models import FRESH_FOR, Neighbourhood, Place
from mueang.apps.planning.models import Residents
from mueang.apps.support.queries.returns import returned
from mueang.lib.days import ThaiDay
from mueang.methods.derived import AGE_BANDS, NEVER

Row = dict[str, Any]
_HELD = (OfferingState.DRAFT, OfferingState.CANCELLED)


def queries_of(city: City, *, now: datetime) -> dict[str, QuerySet[Any, Any]]:
    """By relation, the columns in the order of `methods.derived.RELATIONS`."""
    return {name: build(city, now).order_by() for name, build in _QUERIES.items()}


def rows_of(city: City) -> dict[str, Callable[[], Iterable[Row]]]:
    """By relation, what gives its rows; asked only if something is counted in it."""
    return {
        "neighbourhoods": lambda: _neighbourhoods(city),
        "residents": lambda: _residents(city),
        "reserved_seats": lambda: [
            {"city": city.slug, "offering": one.offering, "reserved": one.kept, "used": one.used}
            | {"day": one.published_on.isoformat()}
            for one in kept_seats(city)
        ],
        "returns": lambda: [
            {"city": city.slug, "back": one.n_back, "still_there": one.n_still_there, "asked": one.n_asked}
            | {"day": one.closed_on.isoformat()}
            for one in returned(city)
        ],
    }


def _neighbourhoods(city: City) -> list[Row]:
    rows = Neighbourhood.objects.filter(city=city).values_list("code", "residents__pk")
    return [{"city": city.slug, "neighbourhood": code, "is_counted": int(pk is not None)} for code, pk in rows]


def _residents(city: City) -> list[Row]:
    rows = Residents.objects.filter(neighbourhood__city=city).select_related("neighbourhood").order_by()
    return [
        {"city": city.slug, "neighbourhood": row.neighbourhood.code, "age_band": band, "people": row.of(band)}
        for row in rows
        for band, _first, _last in AGE_BANDS
    ]


def _places(city: City, now: datetime) -> QuerySet[Any, Any]:
    fresh = Q(verified_on__gte=timezone.localdate(now) - FRESH_FOR)
    rows = Place.objects.filter(city=city).exclude(kind=PlaceKind.ONLINE)
    closed = Coalesce("closed_on", Value(datetime.fromisoformat(NEVER).date()))
    return rows.values_list("city__slug", _code("neighbourhood"), "pk", _one_if(fresh), closed)


def _sessions(city: City, now: datetime) -> QuerySet[Any, Any]:
    rolled = Exists(RollCall.objects.filter(session=OuterRef("pk")))
    rows = Session.objects.filter(offering__city=city, state=SessionState.PLANNED, ends_at__lte=now)
    return rows.exclude(offering__state__in=_HELD).values_list(
        "offering__city__slug",
        _code("offering__place__neighbourhood"),
        "offering",
        ThaiDay("starts_at"),
        _one_if(rolled),
    )


def _attendance(city: City, _now: datetime) -> QuerySet[Any, Any]:
    rows = Attendance.objects.filter(session__offering__city=city, minutes_present__gt=0)
    return rows.values_list(
        "session__offering__city__slug",
        _code("session__offering__place__neighbourhood"),
        "session__offering",
        "enrollment",
        _root("enrollment__person"),
        _birth_year("enrollment__person"),
        "session__mode",
        "minutes_present",
        ThaiDay("session__starts_at"),
    )


def _enrollments(city: City, _now: datetime) -> QuerySet[Any, Any]:
    """Whoever gave the seat up before the first day never was a learner of it."""
    began = Q(state__in=HOLDS_A_SEAT) | Q(
        state=EnrollmentState.WITHDRAWN, enrolled_at__isnull=False, ended_at__date__gte=F("offering__starts_on")
    )
    rows = Enrollment.objects.filter(began, offering__city=city).exclude(offering__state__in=_HELD)
    return rows.values_list(
        "offering__city__slug",
        _code("offering__place__neighbourhood"),
        "offering",
        _root("person"),
        _birth_year("person"),
        "state",
        "offering__ends_on",
    )


def _teachers(city: City, _now: datetime) -> QuerySet[Any, Any]:
    completed = Enrollment.objects.filter(
        Q(person=OuterRef("root")) | Q(person__merged_into=OuterRef("root")),
        offering__city=city,
        state=EnrollmentState.COMPLETED,
        ended_at__date__lt=OuterRef("offering__starts_on"),
    )
    rows = Instructor.objects.filter(offering__city=city).exclude(offering__state__in=_HELD)
    return rows.annotate(root=_root("person")).values_list(
        "offering__city__slug",
        _code("offering__place__neighbourhood"),
        "offering",
        "root",
        _one_if(Exists(completed)),
        "offering__starts_on",
    )


def _promises(city: City, _now: datetime) -> QuerySet[Any, Any]:
    rows = Contribution.objects.filter(agreement__city=city, due_on__isnull=False)
    return rows.values_list("agreement__city__slug", "pk", _one_if(Q(given__gte=F("promised"))), "due_on")


_QUERIES: dict[str, Callable[[City, datetime], QuerySet[Any, Any]]] = {
    "places": _places,
    "sessions": _sessions,
    "attendance": _attendance,
    "enrollments": _enrollments,
    "teachers": _teachers,
    "promises": _promises,
}


def _code(neighbourhood: str) -> Combinable:
    return Coalesce(f"{neighbourhood}__code", Value(""))


def _root(person: str) -> Combinable:
    """The person their doubles were merged into: people are counted, not rows."""
    return Coalesce(f"{person}__merged_into", f"{person}__pk")


def _birth_year(person: str) -> Combinable:
    """Of the same person as `_root`, so that doubles are of one age."""

    def known(of: str) -> Combinable:
        return Coalesce(f"{of}__birth_year", ExtractYear(f"{of}__birth_on"), Value(0), output_field=IntegerField())

    own = When(**{f"{person}__merged_into": None}, then=known(person))
    return Case(own, default=known(f"{person}__merged_into"), output_field=IntegerField())


def _one_if(condition: Q | Exists) -> Combinable:
    is_so = Case(When(condition, then=Value(1)), default=Value(0))
    return ExpressionWrapper(is_so, output_field=IntegerField())
