"""Numbers that do not lie: who is still out, who is coming back, who came back to stay; the few withheld."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mueang.apps.network.models import City
from mueang.apps.support.enums.cases import CaseState
from mueang.apps.support.enums.concerns import Channel, ConcernState, RecordFault
from mueang.apps.support.models.cases import Case
from mueang.apps.support.models.concerns import Concern
from mueang.apps.support.models.endings import Closure, Reopening
from mueang.lib.reach import within_reach
from mueang.methods.school_terms import SchoolTerm, last_terms
from mueang.methods.small_cells import withhold, withhold_table

N_TERMS = 4
BANDS = ((0, 5), (6, 11), (12, 14), (15, 17), (18, 25))
KNOWN_HEADS = (_("Still out"), _("Coming back"), _("Back to stay"))
FLOW_HEADS = (_("Came in"), _("Opened again"), _("Back to stay"), _("Could not be reached"), _("The record was wrong"))
# A plan that was opened is no child back in learning: all of these are still out.
_STILL_OUT = (CaseState.OPEN, CaseState.ASSESSED, CaseState.PLANNED, CaseState.REOPENED)
_COLUMN = dict.fromkeys(_STILL_OUT, 0) | {CaseState.RE_ENGAGING: 1, CaseState.DURABLE: 2}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table; None is withheld."""

    label: str
    cells: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """One term: what came in and what went out."""

    term: SchoolTerm
    cells: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class SupportCounts:
    """`known` = still out + coming back + back to stay; what was no child out of learning is in `apart`."""

    known: Line
    by_age: tuple[Line, ...]
    apart: tuple[Line, ...]
    flows: tuple[Flow, ...]
    channels: tuple[Line, ...]
    n_waiting: int | None


def support_counts(*, city: City, today: date) -> SupportCounts:
    """All numbers of a city's page, each child once, by their latest case. The caller asked who may count.

    Seven SQL statements, however many children there are.
    """
    table = _by_age(city, today=today)
    bands = [*(_band(low, high) for low, high in BANDS), str(_("Age not known"))]
    return SupportCounts(
        known=Line(str(_("Known children")), table[-1]),
        by_age=tuple(Line(label, cells) for label, cells in zip(bands, table, strict=False)),
        apart=_apart(city),
        flows=_flows(city, today=today),
        channels=_channels(city),
        n_waiting=_few_hidden(Concern.objects.filter(city=city).open().count()),
    )


def n_back_to_stay(*, city: City, since: date, until: date) -> int | None:
    """Children back in learning to stay, of the terms that begin between two days; None where one of them is withheld.

    The caller asked who may count. One SQL statement.
    """
    shown = [n for term, n in back_to_stay(city=city, until=until) if since <= term.starts_on <= until]
    told = [n for n in shown if n is not None]
    return sum(told) if told and len(told) == len(shown) else None


def back_to_stay(*, city: City, until: date) -> list[tuple[SchoolTerm, int | None]]:
    """Children who came back to stay in each of the last terms and are back still: each once, by their latest case.

    Terms are withheld together, so that no span of days tells what another keeps. The caller asked who may count. One
    SQL statement.
    """
    terms = last_terms(until, n=N_TERMS)
    latest = Case.objects.filter(child=OuterRef("child")).order_by("-opened_at", "-pk").values("pk")[:1]
    standing = Case.objects.filter(city=city, pk=Subquery(latest), state=CaseState.DURABLE)
    with within_reach(city.pk):
        closed = [at for at in standing.order_by().values_list("closed_at", flat=True) if at]
    return list(zip(terms, withhold(_per_term(closed, terms=terms)), strict=True))


def _by_age(city: City, *, today: date) -> list[tuple[int | None, ...]]:
    latest = Case.objects.filter(child=OuterRef("child")).order_by("-opened_at", "-pk").values("pk")[:1]
    rows = Case.objects.filter(city=city, pk=Subquery(latest), state__in=_COLUMN).select_related("child").order_by()
    counts = [[0] * len(KNOWN_HEADS) for _band in range(len(BANDS) + 1)]
    for case in rows.only("state", "child__birth_on", "child__birth_year"):
        age = case.child.age_on(today)
        place = next((n for n, (low, high) in enumerate(BANDS) if age is not None and low <= age <= high), len(BANDS))
        counts[place][_COLUMN[CaseState(case.state)]] += 1
    return [tuple(row) for row in withhold_table(counts)]


def _apart(city: City) -> tuple[Line, ...]:
    """Those who could not be reached and records that were wrong: counted, and no part of the known."""
    settled = Concern.objects.filter(city=city).order_by()
    faults = Counter(dict(settled.exclude(record_fault="").values_list("record_fault").annotate(n=Count("pk"))))
    closed = Closure.objects.filter(case__city=city).order_by()
    for fault, n in closed.exclude(record_error="").values_list("record_error").annotate(n=Count("pk")):
        faults[fault] += n
    shown = withhold([faults[error] for error in RecordFault])
    lines = [Line(str(error.label), (n,)) for error, n in zip(RecordFault, shown, strict=True)]
    out = Counter(dict(settled.values_list("state").annotate(n=Count("pk"))))
    n_unreachable = out[ConcernState.UNREACHABLE] + closed.filter(state=CaseState.UNREACHABLE).count()
    return (Line(str(_("Could not be reached")), (_few_hidden(n_unreachable),)), *lines)


def _flows(city: City, *, today: date) -> tuple[Flow, ...]:
    terms = last_terms(today, n=N_TERMS)
    since = timezone.make_aware(datetime.combine(terms[0].starts_on, time.min))
    closed = Closure.objects.filter(case__city=city, closed_at__gte=since).values_list("state", "closed_at")
    ended: dict[str, list[datetime]] = {}
    for state, at in closed:
        ended.setdefault(state, []).append(at)
    moments: list[Iterable[datetime]] = [
        Case.objects.filter(city=city, opened_at__gte=since).values_list("opened_at", flat=True),
        Reopening.objects.filter(case__city=city, reopened_at__gte=since).values_list("reopened_at", flat=True),
        *(ended.get(state, []) for state in (CaseState.DURABLE, CaseState.UNREACHABLE, CaseState.RECORD_ERROR)),
    ]
    columns = [withhold(_per_term(one, terms=terms)) for one in moments]
    return tuple(Flow(term, cells) for term, cells in zip(terms, zip(*columns, strict=True), strict=True))


def _per_term(moments: Iterable[datetime], *, terms: list[SchoolTerm]) -> list[int]:
    days = [timezone.localdate(moment) for moment in moments]
    return [sum(term.starts_on <= day <= term.ends_on for day in days) for term in terms]


def _channels(city: City) -> tuple[Line, ...]:
    rows = Concern.objects.filter(city=city).order_by().values_list("channel").annotate(n=Count("pk"))
    counted = Counter(dict(rows))
    shown = withhold([counted[channel] for channel in Channel])
    return tuple(Line(str(channel.label), (n,)) for channel, n in zip(Channel, shown, strict=True))


def _band(low: int, high: int) -> str:
    return str(_("%(low)s-%(high)s years")) % {"low": low, "high": high}


def _few_hidden(n: int) -> int | None:
    return withhold([n])[0]
