"""The people of an offering: their list, the numbers above it, and the offerings one may look into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from mueang.apps.accounts.rules import Viewer
from mueang.apps.catalog.models import Offering, OfferingQuerySet
from mueang.apps.enrollment.enums import EnrollmentState
from mueang.apps.enrollment.models import Assessment, Attendance, Enrollment, EnrollmentQuerySet, HoursEntry
from mueang.apps.enrollment.queries.completion import CompletionRow, completion_rows
from mueang.apps.enrollment.rules import visible_enrollments, visible_learner_lists
from mueang.apps.network.models import City
from mueang.apps.people.enums import RosterState, RowState
from mueang.apps.people.models import Roster
from mueang.apps.people.rules import visible_rosters
from mueang.lib.counting import count_of


@dataclass(frozen=True, slots=True)
class LearnerCounts:
    """How many people of an offering are in each state."""

    by_state: Mapping[str, int]

    def __getitem__(self, state: str) -> int:
        return self.by_state.get(state, 0)

    @property
    def n_in_line(self) -> int:
        """Who waits, and who was offered a seat and has not answered."""
        return self[EnrollmentState.WAITLISTED] + self[EnrollmentState.OFFERED]


def learner_lists(*, viewer: Viewer, city: City | None = None) -> OfferingQuerySet:
    """Offerings (of `city`) whose learners `viewer` may see, the latest first, each with `n_waiting`."""
    waiting = Enrollment.objects.filter(state=EnrollmentState.WAITLISTED)
    offerings = visible_learner_lists(viewer)
    if city is not None:
        offerings = offerings.filter(city=city)
    return (
        offerings.select_related("city", "program", "place")
        .annotate(n_waiting=count_of(waiting, by="offering"))
        .order_by("-starts_on", "-pk")
    )


def learners(*, offering: Offering, state: str = "") -> EnrollmentQuerySet:
    """The offering's enrollments by name; without a state all but the withdrawn."""
    found = Enrollment.objects.filter(offering=offering)
    found = found.filter(state=state) if state else found.standing()
    return found.select_related("person__merged_into", "party", "offering__program").order_by("person__sort_key", "pk")


def learner_counts(*, offering: Offering) -> LearnerCounts:
    rows = Enrollment.objects.filter(offering=offering).order_by().values_list("state").annotate(n=Count("pk"))
    return LearnerCounts(by_state=dict(rows))


@dataclass(frozen=True, slots=True)
class LearnerPage:
    """Everything the ledger says about one enrollment."""

    enrollment: Enrollment
    completion: CompletionRow
    attendances: list[Attendance]
    entries: list[HoursEntry]
    assessments: list[Assessment]


def learner_page(*, viewer: Viewer, enrollment: Enrollment) -> LearnerPage:
    """One learner's marks, ledger lines (reversals too) and assessments; at most nine SQL statements."""
    row = (
        visible_enrollments(viewer)
        .select_related("person__merged_into", "offering__program", "offering__place", "offering__city")
        .get(pk=enrollment.pk)
    )
    attendances = Attendance.objects.filter(enrollment=row).select_related("session").order_by("session__starts_at")
    entries = HoursEntry.objects.filter(enrollment=row).select_related(
        "session", "recorded_by", "reverses", "reversed_by", "recognition__approved_by"
    )
    assessments = Assessment.objects.filter(enrollment=row).select_related("assessed_by").order_by("-assessed_at")
    return LearnerPage(
        enrollment=row,
        completion=completion_rows([row])[0],
        attendances=list(attendances),
        entries=list(entries),
        assessments=list(assessments),
    )


MOST_ROSTERS = 30


@dataclass(frozen=True, slots=True)
class RosterChoice:
    """A list being checked or confirmed: how many of its people are ready, how many lines still wait for a decision."""

    roster: Roster
    n_ready: int
    n_undecided: int

    @property
    def may_be_entered(self) -> bool:
        return self.n_ready > 0 and not self.n_undecided


def rosters_to_enter(*, viewer: Viewer, city: City) -> list[RosterChoice]:
    """The lists of `city` that are being checked or confirmed, newest first; one SQL statement."""
    ready, skipped = Q(rows__state=RowState.READY), Q(rows__state=RowState.SKIPPED)
    rosters = (
        visible_rosters(viewer)
        .filter(city=city, state__in=(RosterState.PREVIEW, RosterState.CONFIRMED))
        .annotate(n_ready=Count("rows", filter=ready), n_undecided=Count("rows", filter=~(ready | skipped)))
    )
    return [_choice(row) for row in rosters.order_by("-uploaded_at", "-pk")[:MOST_ROSTERS]]


def _choice(row: Any) -> RosterChoice:  # a Roster with its annotations
    return RosterChoice(roster=row, n_ready=row.n_ready, n_undecided=row.n_undecided)
