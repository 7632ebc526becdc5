"""Cohorts and their awards, as the officer's pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from mueang.apps.accounts.rules import Viewer
from mueang.apps.catalog.models import Offering, OfferingQuerySet
from mueang.apps.credentials.enums import RevocationReason
from mueang.apps.credentials.models import Achievement, Award, AwardRun, EarnedPart
from mueang.apps.credentials.rules import visible_achievements, visible_awards, visible_runs
from mueang.apps.enrollment.enums import HOLDS_A_SEAT, EnrollmentState
from mueang.apps.enrollment.models import Enrollment, EnrollmentQuerySet
from mueang.apps.network.models import City
from mueang.apps.people.models import Person
from mueang.apps.people.queries import same_person
from mueang.lib.counting import count_of
from mueang.methods.thai import normalise

MOST_COHORTS = 50
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


@dataclass(frozen=True, slots=True)
class ToAward:
    """Something this cohort can earn, and how many have earned it without holding it."""

    achievement: Achievement
    n_waiting: int


def enrollments_to_award(*, achievement: Achievement, offering: Offering) -> EnrollmentQuerySet:
    """Everyone who completed `offering`, or the part of it, and whose award of `achievement` is not settled.

    A mistake or a wrong name is put right by a new award; misconduct, or the holder's own wish, settles it.
    """
    return Enrollment.objects.filter(_waits(achievement), offering=offering).order_by("pk")


def who_earned(*, achievement: Achievement, offering: Offering) -> EnrollmentQuerySet:
    """The learners of `offering` who have what the achievement asks for."""
    return Enrollment.objects.filter(_earned(achievement), offering=offering)


def to_award(*, achievements: Iterable[Achievement], offering: Offering) -> list[ToAward]:
    """Of each achievement how many wait for it; one SQL statement, however many achievements."""
    found = list(achievements)
    counts = {f"of_{one.pk}": Count("pk", filter=_waits(one)) for one in found}
    n_waiting = Enrollment.objects.filter(offering=offering).aggregate(**counts) if counts else {}
    return [ToAward(one, n_waiting[f"of_{one.pk}"]) for one in found]


def _earned(achievement: Achievement) -> Q:
    if not achievement.condition:
        return Q(state=EnrollmentState.COMPLETED)
    earned = EarnedPart.objects.filter(enrollment=OuterRef("pk"), condition=achievement.condition)
    return Q(Exists(earned), state__in=HOLDS_A_SEAT)


def _waits(achievement: Achievement) -> Q:
    standing = Award.objects.filter(SETTLED, achievement=achievement, enrollment=OuterRef("pk"))
    return _earned(achievement) & ~Q(Exists(standing))


def cohorts(*, offerings: OfferingQuerySet) -> list[Cohort]:
    """Offerings with somebody who completed, the latest first; three SQL statements."""
    seated, latest = Enrollment.objects.filter(state__in=HOLDS_A_SEAT), _latest(offerings)
    rows = list(
        Offering.objects.filter(pk__in=latest)
        .select_related("program", "place")
        .annotate(n_learners=count_of(seated, by="offering"), n_completed=count_of(_completed(), by="offering"))
        .order_by("-ends_on", "-pk")
    )
    awarded = dict(_awarded(latest).values_list("enrollment__offering").annotate(n=Count("enrollment", distinct=True)))
    return [Cohort(row, vars(row)["n_learners"], vars(row)["n_completed"], awarded.get(row.pk, 0)) for row in rows]


def n_to_award(*, offerings: OfferingQuerySet) -> int:
    """Completers of those cohorts who hold no award; three SQL statements."""
    latest = _latest(offerings)
    n_awarded = _awarded(latest).values("enrollment").distinct().count()
    return _completed().filter(offering__in=latest).count() - n_awarded


def _completed() -> EnrollmentQuerySet:
    return Enrollment.objects.filter(state=EnrollmentState.COMPLETED)


def _latest(offerings: OfferingQuerySet) -> list[int]:
    """Found first and counted then: counting all that ever was takes longer with every year."""
    ended = offerings.filter(Exists(_completed().filter(offering=OuterRef("pk")))).order_by("-ends_on", "-pk")
    return list(ended.values_list("pk", flat=True)[:MOST_COHORTS])


def _awarded(offerings: list[int]) -> QuerySet[Award]:
    whole = Award.objects.filter(SETTLED, achievement__condition="", enrollment__offering__in=offerings)
    return whole.filter(enrollment__state=EnrollmentState.COMPLETED).order_by()


def achievements_for(*, viewer: Viewer, offering: Offering) -> QuerySet[Achievement]:
    """What this cohort may be awarded."""
    return (
        visible_achievements(viewer)
        .filter(issuer__city=offering.city)
        .filter(Q(program=offering.program) | Q(program=None))
        .select_related("issuer")
        .order_by("condition", "name_th", "pk")
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
        Award.objects.filter(person__in=same_person(person))
        .select_related("achievement__issuer")
        .defer("certificate", "document")
    )
