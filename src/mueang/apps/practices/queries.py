"""Practices as pages show them: cards, one with its figures before and since, who took it up and what came of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from mueang.apps.accounts.rules import Viewer
from mueang.apps.catalog.enums import OfferingState
from mueang.apps.catalog.models import Offering
from mueang.apps.heritage.models import HeritageItem
from mueang.apps.heritage.rules import public_items
from mueang.apps.indicators.enums import Level, Unit
from mueang.apps.indicators.models import Indicator, Observation
from mueang.apps.indicators.rules import indicators_of
from mueang.apps.network.models import City
from mueang.apps.practices.enums import PracticeState
from mueang.apps.practices.models import Adoption, Practice, Question, Twin
from mueang.apps.practices.rules import public_practices, visible_practices, visible_twins
from mueang.methods.thai import clean
from mueang.ui.trends import Measure, TrendChart, trend_chart
from mueang.ui.words import shown_year

_LONGEST_SEARCH = 100
FEWEST = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator of the practice's city, before it began and since; none of it says that one caused the other."""

    indicator: Indicator
    rows: tuple[Observation, ...]
    before: Observation | None
    since: Observation | None
    chart: TrendChart | None

    @property
    def change(self) -> float | None:
        if self.before is None or self.since is None:
            return None
        return float(self.since.value - self.before.value)


@dataclass(frozen=True, slots=True)
class PracticePage:
    practice: Practice
    heritage: tuple[HeritageItem, ...]
    figures: tuple[Figure, ...]
    questions: tuple[Question, ...]
    adoptions: tuple[Adoption, ...]

    @property
    def cost_per_person(self) -> int | None:
        """Satang a person, rounded to the nearest; None where either is not said."""
        practice = self.practice
        if practice.cost_satang is None or not practice.n_people:
            return None
        return round(practice.cost_satang / practice.n_people)


def published(*, city: City | None = None, words: str = "") -> QuerySet[Practice]:
    """Published practices of one city or of all, newest first, with how many cities took each up. One statement."""
    rows = with_words(public_practices(), words)
    if city is not None:
        rows = rows.filter(city=city)
    return rows.select_related("city").annotate(n_adoptions=Count("adoptions")).order_by("-published_at", "-pk")


def practices_to_keep(*, viewer: Viewer, city: City) -> QuerySet[Practice]:
    """A city's own, drafts too."""
    rows = visible_practices(viewer).filter(city=city).select_related("city").order_by("-changed_at", "-pk")
    return rows.annotate(
        n_adoptions=Count("adoptions", distinct=True),
        n_open=Count("questions", filter=Q(questions__answered_at=None), distinct=True),
    )


def practices_to_check(*, viewer: Viewer) -> QuerySet[Practice]:
    """What waits for the City Unit, the longest waiting first."""
    return visible_practices(viewer).filter(state=PracticeState.SENT).select_related("city").order_by("changed_at")


def practice_page(practice: Practice, *, is_public: bool) -> PracticePage:
    """All there is to say. In public: answered questions only, and of heritage what may be shown. Six statements."""
    city = practice.city
    shown = public_items(city) if is_public else HeritageItem.objects.filter(city=city)
    questions = practice.questions.select_related("city")
    return PracticePage(
        practice=practice,
        heritage=tuple(shown.filter(practices=practice)),
        figures=figures_of(practice, is_public=is_public),
        questions=tuple(questions.exclude(answered_at=None) if is_public else questions),
        adoptions=tuple(practice.adoptions.select_related("city")),
    )


def figures_of(practice: Practice, *, is_public: bool) -> tuple[Figure, ...]:
    """Each linked indicator with the city's own standing figures, drawn with a mark where the practice began.

    In public without those in which so few are counted that they could point at somebody.
    """
    indicators = list(practice.indicators.all())
    told: defaultdict[int, list[Observation]] = defaultdict(list)
    rows = Observation.objects.standing().filter(city=practice.city, level=Level.CITY, indicator__in=indicators)
    for row in rows.select_related("indicator").order_by("period_to", "pk"):
        if not (is_public and _counts_few(row)):
            told[row.indicator_id].append(row)
    return tuple(_figure(indicator, told[indicator.pk], began=practice.started_on) for indicator in indicators)


def _counts_few(row: Observation) -> bool:
    """Whether a number behind the figure is of fewer people than may be shown."""
    counted = [row.numerator, row.denominator, row.value if row.indicator.unit == Unit.COUNT else None]
    return not row.indicator.counts_things and any(n is not None and 0 < n < FEWEST for n in counted)


def _figure(indicator: Indicator, rows: list[Observation], *, began: date) -> Figure:
    measures = [
        Measure(
            on=row.period_to,
            label=str(shown_year(row.period_to.year)),
            value=float(row.value),
            lower=None if row.lower is None else float(row.lower),
            upper=None if row.upper is None else float(row.upper),
        )
        for row in rows
    ]
    before = [row for row in rows if row.period_to < began]
    since = [row for row in rows if row.period_to >= began]
    return Figure(
        indicator=indicator,
        rows=tuple(rows),
        before=before[-1] if before else None,
        since=since[-1] if since else None,
        chart=trend_chart([("city", "", measures)], mark=began) if rows else None,
    )


def choices_of(city: City) -> tuple[QuerySet[HeritageItem], QuerySet[Indicator]]:
    """What a practice of this city may point at."""
    items = HeritageItem.objects.filter(city=city, is_sacred=False, is_family_secret=False, is_city_only=False)
    return items, indicators_of(city).filter(observations__city=city).distinct()


def adoptions_of(city: City) -> QuerySet[Adoption]:
    """What a city took up from others."""
    return Adoption.objects.filter(city=city).select_related("practice__city", "city")


def twins_of(*, viewer: Viewer, city: City) -> QuerySet[Twin]:
    rows = visible_twins(viewer).filter(Q(city=city) | Q(other=city))
    return rows.select_related("city", "other").prefetch_related("visits__program", "visits__city")


def public_twins(city: City) -> list[City]:
    """Cities that agreed to be this one's twins."""
    rows = Twin.objects.filter(Q(city=city) | Q(other=city)).exclude(agreed_at=None).select_related("city", "other")
    return [row.other if row.city_id == city.pk else row.city for row in rows]


def visit_offerings(city: City) -> QuerySet[Offering]:
    """Published activities of the city that could be an exchange visit, newest first."""
    rows = Offering.objects.filter(city=city, state=OfferingState.PUBLISHED).select_related("program", "city")
    return rows.order_by("-starts_on", "-pk")


def with_words(rows: QuerySet[Practice], words: str) -> QuerySet[Practice]:
    """Practices whose title or text holds every one of the words."""
    for word in clean(words[:_LONGEST_SEARCH]).split():
        fields = (f"{stem}_{end}__icontains" for stem in ("title", "why", "what", "result") for end in ("th", "en"))
        found = Q()
        for field in fields:
            found |= Q(**{field: word})
        rows = rows.filter(found)
    return rows


def adoption_by(*, city: City, uuid: UUID) -> Any:
    return adoptions_of(city).filter(uuid=uuid).first()
