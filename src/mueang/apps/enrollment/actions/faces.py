"""Faces on the roll: switched on, taken with consent, taken away, forgotten when no roll needs them."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.errors import FaceNeedsConsent, FaceRefused, NoFacesHere
from mueang.apps.enrollment.models import Enrollment, FaceSetting
from mueang.apps.enrollment.queries.faces import offerings_with_faces
from mueang.apps.enrollment.rules import may_enrol, may_keep_ledger, needed_faces
from mueang.apps.network.models import City
from mueang.apps.people.actions import give_consent, withdraw_consent
from mueang.apps.people.actions.persons import lock_person
from mueang.apps.people.enums import LawfulBasis, Purpose
from mueang.apps.people.models import Face, Person
from mueang.apps.people.queries import Giver, standing_consent
from mueang.lib.photographs import PhotoError, Prepared, prepare

# Drawn at 48 points: sharp on a phone that has three dots to a point, and some 4 kB.
SIDE = 160
# Which words they agreed to: those of the page the picture is taken on.
CONSENT_TEXT = "face-2569-1"
_SAID = {True: "faces.switched_on", False: "faces.switched_off", None: "faces.left_to_city"}


@transaction.atomic
def show_faces(*, offering: Offering, is_on: bool | None, actor: User) -> None:
    """Let the offering's rolls show faces or not; None: as the city says. Raises PermissionDenied."""
    if not may_enrol(actor, offering):
        raise PermissionDenied
    if is_on is None:
        FaceSetting.objects.filter(offering=offering).delete()
    else:
        said = {"is_on": is_on, "city": offering.city}
        FaceSetting.objects.update_or_create(offering=offering, defaults=said)
    record(actor=actor, verb=_SAID[is_on], target=offering, book=offering.city.slug)


@transaction.atomic
def show_faces_by_default(*, city: City, is_on: bool, actor: User) -> None:
    """What holds for the city's offerings that say nothing themselves. Raises PermissionDenied."""
    if not may_keep_ledger(actor, city):
        raise PermissionDenied
    FaceSetting.objects.update_or_create(city=city, offering=None, defaults={"is_on": is_on})
    record(actor=actor, verb=_SAID[is_on], target=city, book=city.slug)


def keep_face(*, enrollment: Enrollment, picture: bytes, agreed: Giver | None, actor: User) -> Face:
    """Keep the middle of a picture for the rolls of somebody who holds a seat, in place of the one before.

    `agreed` says who consents now; without them a consent must stand. Where and with what the picture was taken is not
    kept. Raises PermissionDenied, FaceRefused, NoFacesHere, FaceNeedsConsent, PersonGone, and ConsentRefused as
    `give_consent` does.
    """
    if not may_enrol(actor, enrollment.offering):
        raise PermissionDenied
    return _keep(enrollment, _prepared(picture), agreed=agreed, actor=actor, now=timezone.now())


@transaction.atomic
def _keep(enrollment: Enrollment, prepared: Prepared, *, agreed: Giver | None, actor: User, now: datetime) -> Face:
    enrollment.refresh_from_db(fields=["state"])
    if not enrollment.holds_a_seat or not offerings_with_faces([enrollment.offering_id]):
        raise NoFacesHere
    person = lock_person(enrollment.person.merged_into or enrollment.person)
    if agreed is not None:
        give_consent(
            person=person,
            given_by=agreed.person,
            relation=agreed.relation,
            has_legal_authority=agreed.has_legal_authority,
            purpose=Purpose.FACE,
            lawful_basis=LawfulBasis.CONSENT,
            text_version=CONSENT_TEXT,
            actor=actor,
        )
    elif not _stands(person):
        raise FaceNeedsConsent
    Face.objects.filter(person=person).delete()
    face = Face(person=person, taken_by=actor, taken_at=now)
    face.picture = prepared.files[SIDE]
    face.save(force_insert=True)
    facts = {"offering": str(enrollment.offering.uuid)}
    record(actor=actor, verb="face.kept", target=person, book=person.city.slug, facts=facts)
    return face


def _stands(person: Person) -> bool:
    consent = standing_consent(person, Purpose.FACE)
    return consent is not None and consent.lawful_basis == LawfulBasis.CONSENT


def _prepared(picture: bytes) -> Prepared:
    try:
        return prepare(picture, side=SIDE)
    except PhotoError as error:
        raise FaceRefused(error.code) from None


@transaction.atomic
def take_face_away(*, enrollment: Enrollment, actor: User) -> None:
    """Take the picture away for good, and the consent back with it: it allowed nothing else.

    Raises PermissionDenied.
    """
    if not may_enrol(actor, enrollment.offering):
        raise PermissionDenied
    person = enrollment.person.merged_into or enrollment.person
    if consent := standing_consent(person, Purpose.FACE):
        withdraw_consent(consent=consent, actor=actor)
    Face.objects.filter(person=person).delete()
    record(actor=actor, verb="face.taken_away", target=person, book=person.city.slug)


@transaction.atomic
def forget_faces() -> int:
    """Delete the pictures that no roll needs any more: the activity is over, the seat given up, faces switched off.

    Returns how many. The consent stands: it is taken back by who gave it.
    """
    idle = Face.objects.exclude(pk__in=needed_faces().order_by().values("pk"))
    gone = dict(idle.order_by().values_list("pk", "person__city"))
    if not gone:
        return 0
    Face.objects.filter(pk__in=gone).delete()
    n_of = Counter(gone.values())
    for city in City.objects.filter(pk__in=n_of).order_by("pk"):
        record(actor=None, verb="faces.forgotten", target=city, book=city.slug, facts={"n_persons": n_of[city.pk]})
    return len(gone)
