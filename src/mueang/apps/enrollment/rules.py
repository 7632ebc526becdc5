"""Who may see and change who learns what, and who may take a roll."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.models import User
from mueang.apps.accounts.rules import Scopes, Viewer, holds, scopes_where
from mueang.apps.catalog.models import Instructor, Offering, OfferingQuerySet, Session, SessionQuerySet
from mueang.apps.enrollment.enums import HOLDS_A_SEAT, RoundState
from mueang.apps.enrollment.models import (
    AbsenceAlert,
    AbsenceAlertQuerySet,
    AllocationRound,
    Enrollment,
    EnrollmentQuerySet,
    FaceSetting,
    Party,
    RoundQuerySet,
)
from mueang.apps.network.models import City
from mueang.apps.people.enums import LawfulBasis, Purpose
from mueang.apps.people.models import Consent, Face, Guardianship, Person
from mueang.apps.places.models import Place
from mueang.lib.ready import Slot


def learner_cities(viewer: Viewer) -> QuerySet[City]:
    """Cities in which `viewer` may see learners: in all of it, at a partner's places or at one place."""
    scopes = scopes_where(viewer, Permission.ENROLLMENT_READ)
    if scopes.everywhere:
        return City.objects.all()
    at_places = Place.objects.filter(Q(uuid__in=scopes.ids) | Q(organization__uuid__in=scopes.ids)).values("city")
    return City.objects.filter(Q(uuid__in=scopes.ids) | Q(pk__in=at_places))


def visible_learner_lists(viewer: Viewer) -> OfferingQuerySet:
    """Offerings whose learners `viewer` may see by name."""
    return Offering.objects.filter(_within(scopes_where(viewer, Permission.ENROLLMENT_READ)))


def visible_rolls(viewer: Viewer) -> SessionQuerySet:
    """Sessions whose roll `viewer` may see and take: `may_take_roll` of the catalog, as rows."""
    return Session.objects.filter(_rolls_of(viewer))


def _rolls_of(viewer: Viewer) -> Q:
    """Rows of offerings whose roll `viewer` may take: by a role there, or by teaching them."""
    taught = Instructor.objects.filter(person__user=viewer) if isinstance(viewer, User) else Instructor.objects.none()
    return _within(scopes_where(viewer, Permission.ROLL_CALL), path="offering__", more=taught.values("offering"))


def with_faces(offerings: OfferingQuerySet, *, today: date | Slot) -> OfferingQuerySet:
    """Those of them whose rolls show faces: they say so, or say nothing in a city that does, and are not over."""
    own = FaceSetting.objects.filter(offering=OuterRef("pk"))
    citys = FaceSetting.objects.filter(city=OuterRef("city"), offering=None, is_on=True)
    says = Exists(own.filter(is_on=True)) | (~Exists(own) & Exists(citys))
    return offerings.published().filter(says, ends_on__gte=today)


def visible_faces(viewer: Viewer) -> QuerySet[Face]:
    """Pictures that `viewer` needs for a roll: of people who hold a seat there and still agree. The only door to one.

    Nobody else has a reason to look: not the learner's other cities, not who counts, audits or coaches.
    """
    return _faces_of(Enrollment.objects.filter(_rolls_of(viewer)))


def needed_faces() -> QuerySet[Face]:
    """Pictures that some roll needs; every other one is to go."""
    return _faces_of(Enrollment.objects.all())


def _faces_of(seats: EnrollmentQuerySet) -> QuerySet[Face]:
    theirs = Q(person=OuterRef("person")) | Q(person__merged_into=OuterRef("person"))
    shown = with_faces(Offering.objects.all(), today=timezone.localdate()).values("pk")
    seated = seats.filter(theirs, state__in=HOLDS_A_SEAT, offering__in=shown)
    agreed = Consent.objects.filter(
        person=OuterRef("person"), purpose=Purpose.FACE, lawful_basis=LawfulBasis.CONSENT, withdrawn_at=None
    )
    return Face.objects.filter(Exists(seated), Exists(agreed))


def visible_enrollments(viewer: Viewer) -> EnrollmentQuerySet:
    """Enrollments of offerings the viewer's role covers, the viewer's own, and those of children they answer for.

    The only door to an enrollment for somebody who signed in; a party's ticket is the door for everybody else.
    """
    if not isinstance(viewer, User):
        return Enrollment.objects.none()
    wards = Guardianship.objects.filter(guardian__user=viewer, until_on=None).values("child")
    covered = _within(scopes_where(viewer, Permission.ENROLLMENT_READ), path="offering__")
    return Enrollment.objects.filter(covered | Q(person__user=viewer) | Q(person__in=wards))


def visible_parties(viewer: Viewer) -> QuerySet[Party]:
    """Parties of the offerings whose learners `viewer` may see by name."""
    return Party.objects.filter(offering__in=visible_learner_lists(viewer))


def visible_alerts(viewer: Viewer) -> AbsenceAlertQuerySet:
    """Alerts about absences in offerings whose learners `viewer` may see, or that they teach."""
    covered, taught = _alerts_seen_by(viewer)
    return AbsenceAlert.objects.filter(covered | taught)


def open_alert_keys(viewer: Viewer, **only: object) -> set[int]:
    """Keys of the open ones of `visible_alerts` for which `only` holds: one statement for each right to see them.

    Two plain questions: over both rights at once and everything that a list shows, a database that has not counted
    its rows yet reads the city's whole attendance for a handful of alerts.
    """
    # The few that are open first: else everybody who ever enrolled is asked for an alert.
    few = AbsenceAlert.objects.open().order_by().values("pk")
    rows = AbsenceAlert.objects.filter(pk__in=few, **only).order_by().values_list("pk", flat=True)
    return {pk for right in _alerts_seen_by(viewer) for pk in rows.filter(right)}


def _alerts_seen_by(viewer: Viewer) -> tuple[Q, Q]:
    """By a role that sees the learners, and by teaching them."""
    if not isinstance(viewer, User):
        return Q(pk__in=()), Q(pk__in=())
    covered = _within(scopes_where(viewer, Permission.ENROLLMENT_READ), path="enrollment__offering__")
    taught = Q(enrollment__offering__in=Instructor.objects.filter(person__user=viewer).values("offering"))
    return covered, taught


def _within(scopes: Scopes, *, path: str = "", more: QuerySet[Any, Any] | None = None) -> Q:
    """Rows whose offering (at `path`) is given at a place, by a partner or in a city of `scopes`, or is of `more`.

    One question for each way, put together: with an OR over three tables a server of thousands of cities looks
    through every city's rows of the day for a keeper's three.
    """
    if scopes.everywhere:
        return Q(pk__isnull=False)
    names = ("place__uuid", "place__organization__uuid", "city__uuid") if scopes.ids else ()
    ways = [Offering.objects.filter(**{f"{name}__in": scopes.ids}).order_by().values("pk") for name in names]
    ways += [] if more is None else [more.order_by()]
    if not ways:
        return Q(pk__in=())
    return Q((f"{path}pk__in", ways[0].union(*ways[1:], all=True)))


def may_see_roll(viewer: Viewer, session: Session) -> bool:
    return visible_rolls(viewer).filter(pk=session.pk).exists()


def may_enrol(actor: Viewer, offering: Offering) -> bool:
    """Whether `actor` may enter, withdraw and assess learners of this offering."""
    place = offering.place
    organization = place.organization.uuid if place.organization else None
    return holds(actor, Permission.ENROLLMENT_WRITE, at=[place.uuid, organization, offering.city.uuid])


def may_hold_seats(actor: Viewer, offering: Offering) -> bool:
    """The city's own officers: a keeper must not see which seats wait for somebody invited."""
    return holds(actor, Permission.ENROLLMENT_WRITE, at=[offering.city.uuid])


def may_withdraw(actor: Viewer, enrollment: Enrollment) -> bool:
    return may_enrol(actor, enrollment.offering) or _is_theirs(actor, enrollment.person)


def _is_theirs(actor: Viewer, person: Person) -> bool:
    if not isinstance(actor, User):
        return False
    return (
        person.user_id == actor.pk
        or Guardianship.objects.filter(guardian__user=actor, child=person, until_on=None).exists()
    )


def may_keep_ledger(actor: Viewer, city: City) -> bool:
    """Whether `actor` may correct hours, approve hours from elsewhere and agree credit rules: the city's officers."""
    return holds(actor, Permission.ENROLLMENT_WRITE, at=[city.uuid])


def is_own_learning(actor: Viewer, enrollment: Enrollment) -> bool:
    """Whether the learner is `actor`, or a child `actor` answers for."""
    return _is_theirs(actor, enrollment.person)


def may_run_rounds(actor: Viewer, city: City) -> bool:
    """Whether `actor` may share seats in a round: the city's officers; a keeper sees results like everybody else."""
    return holds(actor, Permission.ENROLLMENT_WRITE, at=[city.uuid])


def round_cities(viewer: Viewer) -> QuerySet[City]:
    """Cities whose rounds `viewer` may run."""
    scopes = scopes_where(viewer, Permission.ENROLLMENT_WRITE)
    return City.objects.all() if scopes.everywhere else City.objects.filter(uuid__in=scopes.ids)


def visible_rounds(viewer: Viewer) -> RoundQuerySet:
    """Rounds whose inside `viewer` may see: of the cities they enrol people for."""
    scopes = scopes_where(viewer, Permission.ENROLLMENT_WRITE)
    rows = AllocationRound.objects.all()
    return rows if scopes.everywhere else rows.filter(city__uuid__in=scopes.ids)


def public_rounds(city: City) -> RoundQuerySet:
    """Rounds that anybody may see: all but those called off."""
    return AllocationRound.objects.filter(city=city).exclude(state=RoundState.CALLED_OFF)
