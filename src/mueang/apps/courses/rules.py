"""Who teaches a course, who learns in it, and on which city's desk a learner works."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.models import User
from mueang.apps.accounts.rules import Viewer, holds, scopes_where
from mueang.apps.catalog.models import Instructor, Offering
from mueang.apps.courses.models import CourseRun
from mueang.apps.enrollment.models import Enrollment, EnrollmentQuerySet
from mueang.apps.enrollment.rules import learner_cities, may_enrol, visible_learner_lists
from mueang.apps.network.models import City
from mueang.apps.network.rules import cities_where


def visible_runs(viewer: Viewer) -> QuerySet[CourseRun]:
    """Courses whose learners the viewer may see by name, and those they teach."""
    if not isinstance(viewer, User):
        return CourseRun.objects.none()
    return CourseRun.objects.filter(Q(offering__in=visible_learner_lists(viewer).values("pk")) | _taught_by(viewer))


def taught_cities(viewer: Viewer) -> QuerySet[City]:
    """Cities in which the viewer may see or open courses."""
    if not isinstance(viewer, User):
        return City.objects.none()
    runs = CourseRun.objects.filter(_taught_by(viewer)).values("offering__city")
    return City.objects.filter(Q(pk__in=learner_cities(viewer).values("pk")) | Q(pk__in=runs))


def may_teach(actor: Viewer, run: CourseRun) -> bool:
    """The city's officers, facilitators appointed for this offering, and the instructors of the catalog."""
    return isinstance(actor, User) and CourseRun.objects.filter(_taught_by(actor), pk=run.pk).exists()


def may_appoint(actor: Viewer, run: CourseRun) -> bool:
    """Who gives roles in the city that gives the course."""
    return may_enrol(actor, run.offering) and holds(actor, Permission.ROLES_GRANT, at=[run.offering.city.uuid])


def _taught_by(viewer: User) -> Q:
    taught = Instructor.objects.filter(Q(person__user=viewer) | Q(person__merged_into__user=viewer))
    scopes = scopes_where(viewer, Permission.COURSES_TEACH)
    if scopes.everywhere:
        return Q(pk__isnull=False)
    by_role = Q(offering__uuid__in=scopes.ids) | Q(offering__city__uuid__in=scopes.ids)
    return by_role | Q(offering__in=taught.values("offering"))


def own_seats(viewer: Viewer) -> EnrollmentQuerySet:
    """The viewer's own seats in courses: the only door to what a learner reads and has read."""
    if not isinstance(viewer, User):
        return Enrollment.objects.none()
    mine = Q(person__user=viewer) | Q(person__merged_into__user=viewer)
    return Enrollment.objects.seated().filter(mine, offering__course_run__isnull=False)


def desk_cities(viewer: Viewer) -> QuerySet[City]:
    """Cities on which a learner may do the activities: whose desk they may enter."""
    return cities_where(viewer, Permission.CITY_READ)


def practice_city() -> City | None:
    """The city to practise on: the first that is invented, with everybody in it."""
    return City.objects.filter(is_invented=True).order_by("pk").first()


def may_run(actor: Viewer, offering: Offering) -> bool:
    """Whether `actor` may open the course in this offering and say what its meetings teach."""
    return may_enrol(actor, offering)
