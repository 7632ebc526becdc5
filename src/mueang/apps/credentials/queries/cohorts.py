"""Cohorts and their awards, as the officer's pages show them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from mueang.apps.accounts.rules import Viewer
from mueang.apps.catalog.models import Offering, OfferingQuerySet
from mueang.apps.credentials.enums import RevocationReason
from mueang.apps.credentials.models import Achievement, Award, AwardRun
from mueang.apps.credentials.rules import visible_achievements, visible_awards, visible_runs
from mueang.apps.enrollment.enums import HOLDS_A_SEAT, EnrollmentState
from mueang.apps.enrollment.models import Enrollment, EnrollmentQuerySet
from mueang.apps.network.models import City
from mueang.apps.people.models import Person
from mueang.methods.thai import normalise

SETTLED = Q(revoked_at=None) | Q(revocation_reason__in=(RevocationReason.MISCONDUCT, RevocationReason.REQUEST))


@dataclass(frozen=True, slots=True)
class Cohort:
    """An offering with how many completed it and how many hold the achievement."""

    offering: Offering
    n_learners: int
    n_completed: int
    n_awarded: int

    @property
    def n_to_award(self) -> int:
        return self.n_completed - self.n_awarded


def enrollments_to_award(*, achievement: Achievement, offering: Offering) -> EnrollmentQuerySet:
    """Everyone who completed `offering` and whose award of `achievement` is not settled.

    A mistake or a wrong name is put right by a new award; misconduct, or the holder's own wish, settles it.
    """
    standing = Award.objects.filter(SETTLED, achievement=achievement, enrollment=OuterRef("pk"))
    return (
        Enrollment.objects.filter(offering=offering, state=EnrollmentState.COMPLETED)
        .filter(~Exists(standing))
        .order_by("pk")
    )


def cohorts(*, offerings: OfferingQuerySet) -> list[Cohort]:
    """Offerings with somebody who completed, the latest first; two SQL statements."""
    seated = Q(enrollments__state__in=HOLDS_A_SEAT)
    rows = list(
        offerings.select_related("program", "place")
        .annotate(
            n_learners=Count("enrollments", filter=seated),
            n_completed=Count("enrollments", filter=Q(enrollments__state=EnrollmentState.COMPLETED)),
        )
        .filter(n_completed__gt=0)
        .order_by("-ends_on", "-pk")[:50]
    )
    awarded = dict(
        Award.objects.filter(SETTLED, enrollment__offering__in=rows, enrollment__state=EnrollmentState.COMPLETED)
        .order_by()
        .values_list("enrollment__offering")
        .annotate(n=Count("enrollment", distinct=True))
    )
    return [Cohort(row, vars(row)["n_learners"], vars(row)["n_completed"], awarded.get(row.pk, 0)) for row in rows]


def achievements_for(*, viewer: Viewer, offering: Offering) -> QuerySet[Achievement]:
    """What this cohort may be awarded."""
    return (
        visible_achievements(viewer)
        .filter(issuer__city=offering.city)
        .filter(Q(program=offering.program) | Q(program=None))
        .select_related("issuer")
    )


def runs_of(*, viewer: Viewer, city: City) -> QuerySet[AwardRun]:
    return (
        visible_runs(viewer)
        .filter(offering__city=city)
        .select_related("achievement__issuer", "offering__program", "requested_by")
    )


def awards_in(*, viewer: Viewer, city: City, words: str = "") -> QuerySet[Award]:
    """Awards of `city` that `viewer` may see, newest first, by holder's name or number."""
    found = visible_awards(viewer).filter(achievement__issuer__city=city)
    for word in normalise(words[:100]).split():
        found = found.filter(
            Q(number__icontains=word) | Q(person__given_name__icontains=word) | Q(person__family_name__icontains=word)
        )
    return found.select_related("achievement__issuer", "person__merged_into").defer("certificate", "document")


def awards_of(person: Person) -> QuerySet[Award]:
    """The person's own awards, those of rows merged into them too."""
    return (
        Award.objects.filter(Q(person=person) | Q(person__merged_into=person))
        .select_related("achievement__issuer")
        .defer("certificate", "document")
    )
