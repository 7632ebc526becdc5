"""Faces on the roll: kept with consent, seen by those who take the roll, gone when no roll needs them."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from PIL import Image

from cast import MEMBERS
from factories.catalog import InstructorFactory
from factories.faces import WEBP, face_of
from factories.hostile_files import PLACE, a_picture
from factories.people import ConsentFactory, GuardianshipFactory
from factories.rows import EnrollmentFactory, OfferingFactory, PersonFactory, PlaceFactory, SessionFactory
from mueang.apps.audit.models import Event
from mueang.apps.enrollment import tasks
from mueang.apps.enrollment.actions import (
    forget_faces,
    keep_face,
    show_faces,
    show_faces_by_default,
    take_face_away,
)
from mueang.apps.enrollment.errors import FaceNeedsConsent, FaceRefused, NoFacesHere
from mueang.apps.enrollment.queries import offerings_with_faces
from mueang.apps.enrollment.rules import visible_faces
from mueang.apps.people.actions import merge_persons, withdraw_consent
from mueang.apps.people.actions.data_requests import erase_person
from mueang.apps.people.enums import LawfulBasis, Purpose
from mueang.apps.people.errors import ConsentRefused
from mueang.apps.people.models import Consent, Face
from mueang.apps.people.queries import givers_of

pytestmark = pytest.mark.django_db
SEE = {"keeper", "instructor", "officer", "manager"}


@pytest.fixture
def offering(cast):
    row = OfferingFactory(program__city=cast.city, place=cast.place)
    show_faces(offering=row, is_on=True, actor=cast.keeper)
    return row


@pytest.fixture
def learner(offering):
    return EnrollmentFactory(offering=offering)


def agreed(learner):
    return givers_of(learner.person)[0]


def seen_by(user):
    return list(visible_faces(user))


def verbs():
    return list(Event.objects.filter(verb__startswith="face").order_by("pk").values_list("verb", flat=True))


def test_a_kept_picture_is_a_small_square_without_where_it_was_taken(cast, learner):
    sent = a_picture("JPEG")
    assert PLACE in sent

    face = keep_face(enrollment=learner, picture=sent, agreed=agreed(learner), actor=cast.keeper)

    face.refresh_from_db()
    assert Image.open(io.BytesIO(face.picture)).size == (160, 160)
    assert PLACE not in face.picture
    assert face.picture[:4] not in bytes(face.sealed)
    consent = Consent.objects.get(person=learner.person, purpose=Purpose.FACE)
    assert (consent.lawful_basis, consent.given_by, consent.withdrawn_at) == ("consent", learner.person, None)
    assert verbs() == ["faces.switched_on", "face.kept"]


def test_agreeing_to_public_pictures_is_not_agreeing_to_a_face_on_the_roll(cast, learner):
    ConsentFactory(person=learner.person, purpose=Purpose.PHOTO)
    ConsentFactory(person=learner.person, purpose=Purpose.FACE, lawful_basis=LawfulBasis.PUBLIC_TASK)

    with pytest.raises(FaceNeedsConsent):
        keep_face(enrollment=learner, picture=a_picture(), agreed=None, actor=cast.keeper)

    assert not Face.objects.exists()


def test_a_standing_consent_is_not_asked_for_again_and_a_new_picture_takes_the_place_of_the_old(cast, learner):
    first = keep_face(enrollment=learner, picture=a_picture(), agreed=agreed(learner), actor=cast.keeper)

    second = keep_face(enrollment=learner, picture=a_picture("JPEG"), agreed=None, actor=cast.officer)

    assert list(Face.objects.values_list("uuid", flat=True)) == [second.uuid]
    assert first.uuid != second.uuid


def test_a_child_under_ten_needs_a_guardian_with_authority(cast, offering):
    child = EnrollmentFactory(offering=offering, person__birth_on=timezone.localdate() - timedelta(days=7 * 365))
    GuardianshipFactory(child=child.person, has_legal_authority=False)
    GuardianshipFactory(child=child.person)
    themself, without, mother = givers_of(child.person)

    for giver in (themself, without):
        with pytest.raises(ConsentRefused):
            keep_face(enrollment=child, picture=a_picture(), agreed=giver, actor=cast.keeper)
    assert not Face.objects.exists()
    keep_face(enrollment=child, picture=a_picture(), agreed=mother, actor=cast.keeper)

    assert Consent.objects.get(person=child.person).given_by == mother.person


def test_nothing_is_kept_where_faces_are_off_the_seat_is_gone_or_the_activity_is_over(cast, offering, learner):
    without = EnrollmentFactory(offering__program__city=cast.city, offering__place=cast.place)
    gone = EnrollmentFactory(offering=offering, state="withdrawn")
    waits = EnrollmentFactory(offering=offering, state="waitlisted", waitlist_number=1)
    for row in (without, gone, waits):
        with pytest.raises(NoFacesHere):
            keep_face(enrollment=row, picture=a_picture(), agreed=agreed(row), actor=cast.keeper)
    type(offering).objects.update(
        starts_on=timezone.localdate() - timedelta(days=9), ends_on=timezone.localdate() - timedelta(days=1)
    )

    with pytest.raises(NoFacesHere):
        keep_face(enrollment=learner, picture=a_picture(), agreed=agreed(learner), actor=cast.keeper)

    assert not Face.objects.exists()
    assert not Consent.objects.exists()


@pytest.mark.parametrize(("data", "code"), [(b"", "empty"), (b"<svg/>", "not_a_photo"), (b"\xff\xd8\xffx", "damaged")])
def test_what_is_no_picture_is_refused_with_a_sentence(cast, learner, data, code):
    with pytest.raises(FaceRefused) as refused:
        keep_face(enrollment=learner, picture=data, agreed=agreed(learner), actor=cast.keeper)

    assert refused.value.code == code
    assert refused.value.sentence
    assert not Consent.objects.exists()


@pytest.mark.parametrize("member", [one for one in MEMBERS if one != "anonymous"])
def test_only_who_may_enrol_takes_pictures_and_sets_the_activity(cast, offering, learner, member):
    actor = getattr(cast, member)
    if member in {"keeper", "officer", "manager"}:
        show_faces(offering=offering, is_on=True, actor=actor)
        assert keep_face(enrollment=learner, picture=a_picture(), agreed=agreed(learner), actor=actor).pk
        return

    calls = (
        lambda: show_faces(offering=offering, is_on=False, actor=actor),
        lambda: keep_face(enrollment=learner, picture=a_picture(), agreed=agreed(learner), actor=actor),
        lambda: take_face_away(enrollment=learner, actor=actor),
    )
    for call in calls:
        with pytest.raises(PermissionDenied):
            call()
    assert offerings_with_faces([offering.pk])


@pytest.mark.parametrize("member", [one for one in MEMBERS if one not in {"anonymous", "officer", "manager"}])
def test_only_the_citys_officers_say_what_holds_for_all_activities(cast, member):
    with pytest.raises(PermissionDenied):
        show_faces_by_default(city=cast.city, is_on=True, actor=getattr(cast, member))


def test_an_activity_that_says_nothing_follows_its_city_and_nobody_elses(cast, offering):
    silent = OfferingFactory(program__city=cast.city, place=cast.place)
    theirs = OfferingFactory(program__city=cast.elsewhere)
    keys = [offering.pk, silent.pk, theirs.pk]
    assert offerings_with_faces(keys) == {offering.pk}

    show_faces_by_default(city=cast.city, is_on=True, actor=cast.officer)
    assert offerings_with_faces(keys) == {offering.pk, silent.pk}
    show_faces(offering=offering, is_on=False, actor=cast.keeper)
    assert offerings_with_faces(keys) == {silent.pk}
    show_faces(offering=offering, is_on=None, actor=cast.keeper)

    assert offerings_with_faces(keys) == {offering.pk, silent.pk}
    assert verbs()[1:] == ["faces.switched_on", "faces.switched_off", "faces.left_to_city"]


@pytest.mark.parametrize("member", MEMBERS)
def test_a_face_is_seen_by_those_who_take_the_roll_and_by_nobody_else(cast, offering, learner, member):
    face = face_of(learner, taken_by=cast.keeper)
    own = EnrollmentFactory(offering=offering, person=cast.learner_person)
    theirs = OfferingFactory(program__city=cast.elsewhere)
    show_faces(offering=theirs, is_on=True, actor=cast.manager_elsewhere)
    elsewhere = face_of(EnrollmentFactory(offering=theirs), taken_by=cast.manager_elsewhere)
    mine = face_of(own, taken_by=cast.keeper)

    seen = set(seen_by(getattr(cast, member)))

    assert seen == ({face, mine} if member in SEE else {elsewhere} if member == "manager_elsewhere" else set())


def test_a_keeper_of_another_place_sees_a_face_only_while_the_person_has_a_seat_there(cast, learner):
    face = face_of(learner, taken_by=cast.keeper)
    place = PlaceFactory(city=cast.city)
    there = OfferingFactory(program__city=cast.city, place=place)
    show_faces(offering=there, is_on=True, actor=cast.officer)
    teacher = PersonFactory(city=cast.city, user=cast.stranger)
    InstructorFactory(offering=there, person=teacher)
    assert seen_by(cast.stranger) == []

    seat = EnrollmentFactory(offering=there, person=learner.person)
    assert seen_by(cast.stranger) == [face]
    type(seat).objects.filter(pk=seat.pk).update(state="withdrawn")

    assert seen_by(cast.stranger) == []


def test_a_withdrawn_consent_takes_the_picture_with_it_at_once(cast, learner):
    learner.person.user = cast.stranger
    learner.person.save()
    face_of(learner, taken_by=cast.keeper)
    other = face_of(EnrollmentFactory(offering=learner.offering), taken_by=cast.keeper)
    public = ConsentFactory(person=other.person, purpose=Purpose.PHOTO)

    withdraw_consent(consent=learner.person.consents.get(), actor=cast.stranger)
    withdraw_consent(consent=public, actor=cast.officer)

    assert list(Face.objects.all()) == [other]


def test_a_picture_is_taken_away_with_its_consent_at_the_door(cast, learner):
    face_of(learner, taken_by=cast.keeper)

    take_face_away(enrollment=learner, actor=cast.keeper)

    assert not Face.objects.exists()
    assert Consent.objects.get().withdrawn_at is not None
    assert verbs()[-1] == "face.taken_away"


def test_an_erased_person_has_no_face(cast, learner):
    face_of(learner, taken_by=cast.keeper)
    other = face_of(EnrollmentFactory(offering=learner.offering), taken_by=cast.keeper)

    erase_person(learner.person)

    assert list(Face.objects.all()) == [other]


@pytest.mark.parametrize("n_faces", [1, 2])
def test_a_merged_person_has_one_face_and_is_seen_by_it(cast, learner, n_faces):
    keep = PersonFactory(city=cast.city)
    face = face_of(learner, taken_by=cast.keeper)
    if n_faces == 2:
        seat = EnrollmentFactory(offering=learner.offering, person=keep)
        face = face_of(seat, taken_by=cast.keeper)

    merge_persons(keep=keep, merge=learner.person, actor=cast.officer)

    (seen,) = seen_by(cast.keeper)
    assert (seen.pk, seen.person, seen.picture) == (face.pk, keep, WEBP)
    assert Face.objects.count() == 1


def test_a_picture_that_no_roll_needs_is_forgotten_and_the_others_stay(cast, offering, learner):
    stays = face_of(learner, taken_by=cast.keeper)
    gone = EnrollmentFactory(offering=offering, state="withdrawn")
    face_of(gone, taken_by=cast.keeper)
    face_of(EnrollmentFactory(offering=offering), taken_by=cast.keeper, agrees=False)
    off = EnrollmentFactory(offering__program__city=cast.city, offering__place=cast.place)
    face_of(off, taken_by=cast.keeper)

    assert (forget_faces(), forget_faces()) == (3, 0)

    assert list(Face.objects.all()) == [stays]
    event = Event.objects.get(verb="faces.forgotten")
    assert (str(event.book), event.facts) == (cast.city.slug, {"n_persons": 3})


def test_the_worker_forgets_the_faces_of_an_activity_that_is_over(cast, offering, learner):
    face_of(learner, taken_by=cast.keeper)
    SessionFactory(offering=offering)
    assert tasks.run(timezone.now()) == 0
    type(offering).objects.update(
        starts_on=timezone.localdate() - timedelta(days=9), ends_on=timezone.localdate() - timedelta(days=1)
    )

    assert seen_by(cast.keeper) == []
    assert tasks.run(timezone.now()) == 1
    assert not Face.objects.exists()


def test_no_table_of_the_zone_that_protects_children_can_hold_a_face():
    holders = {relation.related_model._meta.app_label for relation in Face._meta.related_objects}

    assert {field.related_model._meta.label for field in Face._meta.fields if field.is_relation} == {
        "people.Person",
        "accounts.User",
    }
    assert holders == set()
