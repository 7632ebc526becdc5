"""Conferences: which are to come, one with its agenda and minutes, and which cases ask for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from mueang.apps.accounts.rules import Viewer
from mueang.apps.network.models import City
from mueang.apps.support.enums.cases import Part, Severity
from mueang.apps.support.models.cases import Case
from mueang.apps.support.models.conferences import AgendaItem, Attendee, Conference, Resolution
from mueang.apps.support.models.planning import Plan
from mueang.apps.support.rules.cases import sights_of, visible_cases
from mueang.apps.support.rules.conferences import visible_conferences, visible_items


@dataclass(frozen=True, slots=True)
class ItemSeen:
    """One case of the agenda as far as the viewer may see it."""

    item: AgendaItem
    name: str | None
    age: int | None
    goal: str
    resolutions: Sequence[Resolution]


@dataclass(frozen=True, slots=True)
class ConferencePage:
    """One conference; `n_hidden` cases are on it that the viewer may not see."""

    conference: Conference
    items: Sequence[ItemSeen]
    attendees: Sequence[Attendee]
    n_hidden: int


def conferences_of(*, viewer: Viewer, city: City) -> QuerySet[Conference]:
    """The conferences of a city that the viewer may see, the latest first, each with how many cases."""
    rows: QuerySet[Conference] = visible_conferences(viewer).filter(city=city).annotate(n_items=Count("items"))
    return rows.order_by("-held_on", "-pk")


def conference_page(*, viewer: Viewer, conference: Conference, today: date) -> ConferencePage:
    """Names that are withheld from the viewer are None. A fixed number of statements."""
    items = list(
        visible_items(viewer)
        .filter(conference=conference)
        .select_related("case__child", "case__city", "case__main_worker")
        .prefetch_related("resolutions")
    )
    cases = [item.case for item in items]
    sights = sights_of(viewer, cases)
    goals = dict(Plan.objects.filter(case__in=cases, replaced_at=None).values_list("case", "goal"))
    seen = []
    for item in items:
        sight, child = sights.get(item.case_id), item.case.child
        shows_name = sight is not None and sight.shows(Part.NAME)
        shows_plan = sight is not None and sight.shows(Part.PLAN)
        seen.append(
            ItemSeen(
                item=item,
                name=child.full_name if shows_name else None,
                age=child.age_on(today) if shows_name else None,
                goal=goals.get(item.case_id, "") if shows_plan else "",
                resolutions=list(item.resolutions.all()) if shows_plan else [],
            )
        )
    n_hidden = conference.items.count() - len(items)
    return ConferencePage(conference, seen, list(conference.attendees.all()), n_hidden)


def cases_for_agenda(*, viewer: Viewer, conference: Conference, today: date) -> QuerySet[Case]:
    """Cases the viewer may put on the agenda; those in danger and those overdue first."""
    rows = visible_cases(viewer).standing().filter(city=conference.city).exclude(conferences__conference=conference)
    urgent = Count("pk", filter=Q(severity=Severity.RED) | Q(review_on__lt=today))
    rows = rows.annotate(is_urgent=urgent).select_related("child").order_by("-is_urgent", "review_on", "pk")
    return rows.only("uuid", "number", "child__prefix", "child__given_name", "child__family_name")
