"""Courses taught in a city, and which meeting teaches which strand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from mueang.apps.accounts.models import RoleGrant
from mueang.apps.accounts.rules import Viewer
from mueang.apps.catalog.enums import OfferingState
from mueang.apps.catalog.models import Offering, Session
from mueang.apps.courses.models import CourseRun, TaughtSession
from mueang.apps.courses.rules import may_run, visible_runs
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.network.models import City
from mueang.curriculum.course import Strand
from mueang.curriculum.reading import packaged_course


@dataclass(frozen=True, slots=True)
class RunLine:
    """One meeting and the strand it teaches, or None."""

    session: Session
    strand: Strand | None


def runs_in(*, viewer: Viewer, city: City) -> list[CourseRun]:
    """Courses of the city's offerings that the viewer may see, the latest first; one SQL statement."""
    rows = visible_runs(viewer).filter(offering__city=city).select_related("offering__program", "offering__place")
    return list(rows.order_by("-offering__starts_on", "-pk"))


def offerings_to_teach(*, viewer: Viewer, city: City) -> list[Offering]:
    """Offerings of the city that may still become a course run, the next to begin first."""
    rows = (
        Offering.objects.filter(city=city, course_run=None, state__in=[OfferingState.DRAFT, OfferingState.PUBLISHED])
        .select_related("program", "place__organization", "city")
        .order_by("-starts_on", "pk")
    )
    return [row for row in rows[:200] if may_run(viewer, row)]


def meetings_of(run: CourseRun) -> list[RunLine]:
    """Every meeting that was not called off, with its strand; two SQL statements."""
    strands = {strand.key: strand for strand in packaged_course().strands}
    taught = dict(TaughtSession.objects.filter(session__offering=run.offering_id).values_list("session", "strand"))
    meetings = Session.objects.filter(offering=run.offering_id).planned().select_related("place")
    return [RunLine(one, strands.get(taught.get(one.pk, ""))) for one in meetings]


def strands_of() -> Sequence[Strand]:
    return packaged_course().strands


def learner_of(run: CourseRun, uuid: UUID) -> Enrollment | None:
    """One learner with a seat in the course."""
    rows = Enrollment.objects.seated().filter(offering=run.offering_id)
    along = ("person__user", "person__merged_into__user", "offering__program", "offering__course_run", "offering__city")
    return rows.select_related(*along).filter(uuid=uuid).first()


def staff_of(run: CourseRun) -> list[RoleGrant]:
    """Who teaches and judges this course by a role over it alone; one SQL statement."""
    rows = RoleGrant.objects.current().filter(scope=run.offering.uuid)
    return list(rows.select_related("user").order_by("role", "pk"))
