"""Faces at the keeper's desk: on the roll, on the page of a picture, on a device without a network."""

from __future__ import annotations

import base64
import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone, translation

from cast import MEMBERS
from factories.catalog import InstructorFactory
from factories.enrollment import joined
from factories.faces import WEBP, face_of
from factories.hostile_files import a_picture
from factories.rows import EnrollmentFactory, OfferingFactory, PersonFactory, SessionFactory
from mueang.apps.enrollment.actions import show_faces
from mueang.apps.people.enums import Purpose
from mueang.apps.people.models import Consent, Face

pytestmark = pytest.mark.django_db
SEE = {"keeper", "instructor", "officer", "manager"}


@pytest.fixture
def offering(cast):
    row = OfferingFactory(program__city=cast.city, place=cast.place, seats=45)
    show_faces(offering=row, is_on=True, actor=cast.keeper)
    return row


@pytest.fixture
def session(offering):
    return SessionFactory(offering=offering, number=1, starts_at=timezone.now() - timedelta(minutes=1))


@pytest.fixture
def learner(offering):
    person = PersonFactory(city=offering.city, prefix="นาง", given_name="เกษร", family_name="ใจดี")
    return EnrollmentFactory(offering=offering, person=person)


def to(name, *rest):
    with translation.override("en"):
        return reverse(f"keeper:{name}", args=rest)


def a_file():
    return SimpleUploadedFile("face.jpg", a_picture("JPEG"), content_type="image/jpeg")


def asked(client, *faces):
    body = json.dumps({"faces": [str(one) for one in faces]})
    return client.post(reverse("keeper:faces"), body, content_type="application/json")


def test_the_roll_shows_faces_and_initials_where_there_is_none(client, cast, session, learner):
    face = face_of(learner, taken_by=cast.keeper)
    EnrollmentFactory(offering=session.offering, person__given_name="โสภา", person__family_name="แก้วใส")
    client.force_login(cast.keeper)

    page = client.get(to("roll", session.uuid)).text

    assert page.count("<img src") >= 1
    assert to("face_picture", face.uuid) in page
    assert ">สก<" in page.replace("\n", "").replace(" ", "")
    assert ">กจ<" not in page.replace("\n", "").replace(" ", "")


def test_where_faces_are_off_the_roll_shows_neither_faces_nor_initials(client, cast, session, learner):
    face = face_of(learner, taken_by=cast.keeper)
    show_faces(offering=session.offering, is_on=False, actor=cast.keeper)
    client.force_login(cast.keeper)

    page = client.get(to("roll", session.uuid)).text

    assert "roll-face" not in page
    assert client.get(to("face_picture", face.uuid)).status_code == 404
    assert client.get(to("face", session.uuid, learner.uuid)).status_code == 404


@pytest.mark.parametrize("member", [one for one in MEMBERS if one != "anonymous"])
def test_a_picture_is_there_for_those_who_take_the_roll_and_for_nobody_else(client, cast, session, learner, member):
    face = face_of(learner, taken_by=cast.keeper)
    client.force_login(getattr(cast, member))

    answer = client.get(to("face_picture", face.uuid))
    told = asked(client, face.uuid).json()["faces"]

    if member in SEE:
        assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, WEBP, "image/webp")
        assert "no-store" in answer["Cache-Control"]
        assert "private" in answer["Cache-Control"]
        assert told == {str(face.uuid): base64.b64encode(WEBP).decode()}
    else:
        assert answer.status_code == 404
        assert told == {}


def test_nobody_sees_a_picture_without_signing_in(client, cast, learner):
    face = face_of(learner, taken_by=cast.keeper)

    assert client.get(to("face_picture", face.uuid)).status_code == 302
    assert asked(client, face.uuid).status_code == 401


def test_the_learner_does_not_meet_their_own_picture_at_the_keepers_address(client, cast, offering):
    face = face_of(EnrollmentFactory(offering=offering, person=cast.learner_person), taken_by=cast.keeper)
    client.force_login(cast.learner)

    assert client.get(to("face_picture", face.uuid)).status_code == 404


def test_a_keeper_keeps_a_picture_on_the_phone_and_takes_it_away(client, cast, session, learner):
    client.force_login(cast.keeper)
    address = to("face", session.uuid, learner.uuid)
    assert "Who was asked and agreed" in client.get(address).text

    without = client.post(address, {"picture": a_file()})
    assert (without.status_code, Face.objects.count()) == (422, 0)
    answer = client.post(address, {"picture": a_file(), "agreed": str(learner.person.uuid)}, follow=True)

    assert "The picture is kept." in answer.text
    face = Face.objects.get()
    assert to("face_picture", face.uuid) in answer.text
    assert "agreed on" in client.get(address).text
    gone = client.post(to("face_away", session.uuid, learner.uuid), follow=True)
    assert "the consent is taken back" in gone.text
    assert not Face.objects.exists()
    assert Consent.objects.get(purpose=Purpose.FACE).withdrawn_at is not None


def test_what_is_no_picture_is_answered_with_a_sentence(client, cast, session, learner):
    client.force_login(cast.keeper)
    file = SimpleUploadedFile("face.jpg", b"<svg/>", content_type="image/jpeg")

    answer = client.post(to("face", session.uuid, learner.uuid), {"picture": file, "agreed": str(learner.person.uuid)})

    assert answer.status_code == 422
    assert "This is no JPEG, PNG or WebP picture." in answer.text


def test_an_instructor_sees_faces_and_takes_none(client, cast, session, learner):
    face = face_of(learner, taken_by=cast.keeper)
    InstructorFactory(offering=session.offering, person=PersonFactory(city=cast.city, user=cast.stranger))
    client.force_login(cast.stranger)

    page = client.get(to("roll", session.uuid)).text

    assert to("face_picture", face.uuid) in page
    assert to("face", session.uuid, learner.uuid) not in page
    assert client.get(to("face", session.uuid, learner.uuid)).status_code == 403
    assert client.post(to("face_away", session.uuid, learner.uuid)).status_code == 403
    assert Face.objects.count() == 1


@pytest.mark.parametrize("member", ["stranger", "learner", "unit_officer", "manager_elsewhere", "auditor"])
def test_the_page_of_a_picture_is_not_there_for_others(client, cast, session, learner, member):
    client.force_login(getattr(cast, member))

    assert client.get(to("face", session.uuid, learner.uuid)).status_code == 404
    assert client.post(to("face_away", session.uuid, learner.uuid)).status_code == 404


def test_somebody_of_another_activity_has_no_picture_on_this_roll(client, cast, session):
    other = EnrollmentFactory(offering__program__city=cast.city, offering__place=cast.place)
    client.force_login(cast.keeper)

    assert client.get(to("face", session.uuid, other.uuid)).status_code == 404


def test_the_device_is_told_names_of_pictures_and_until_when_it_may_keep_them(client, cast, session, learner):
    face = face_of(learner, taken_by=cast.keeper)
    client.force_login(cast.keeper)

    answer = client.get(reverse("keeper:rolls"))

    (sheet,) = answer.json()["sheets"]
    assert [(line["face"], line["initials"]) for line in sheet["lines"]] == [(str(face.uuid), "กจ")]
    assert sheet["faces_until"] == int((session.ends_at + timedelta(hours=1)).timestamp() * 1000)
    assert base64.b64encode(WEBP).decode() not in answer.text
    assert "no-store" in asked(client, face.uuid)["Cache-Control"]


def test_where_faces_are_off_the_device_is_told_of_none(client, cast, session, learner):
    face = face_of(learner, taken_by=cast.keeper)
    show_faces(offering=session.offering, is_on=False, actor=cast.keeper)
    client.force_login(cast.keeper)

    (sheet,) = client.get(reverse("keeper:rolls")).json()["sheets"]

    assert sheet["faces_until"] is None
    assert {"face", "initials"} & set(sheet["lines"][0]) == set()
    assert asked(client, face.uuid).json() == {"faces": {}}


@pytest.mark.parametrize("body", ["", "[]", '{"faces": 7}', '{"faces": ["x"]}', '{"faces": [null]}'])
def test_what_no_device_asks_is_not_understood(client, cast, body):
    client.force_login(cast.keeper)

    answer = client.post(reverse("keeper:faces"), body, content_type="application/json")

    assert answer.status_code == 400


def test_no_picture_is_among_what_the_service_worker_keeps(client, cast, learner):
    face_of(learner, taken_by=cast.keeper)
    client.force_login(cast.keeper)
    worker = client.get(reverse("keeper:worker")).text

    kept = json.loads(worker.split("const KEPT = ")[1].split(";\n")[0])

    assert [address for address in kept if "face" in address] == []


@pytest.mark.parametrize("n_learners", [1, 3])
def test_the_roll_asks_as_often_however_many_faces(client, cast, session, n_learners, django_assert_num_queries):
    for _ in range(n_learners):
        face_of(joined(session.offering).enrollments.get(), taken_by=cast.keeper)
    client.force_login(cast.keeper)
    client.get(to("roll", session.uuid))

    with django_assert_num_queries(13):
        client.get(to("roll", session.uuid))
    with django_assert_num_queries(14):
        client.get(reverse("keeper:rolls"))
    with django_assert_num_queries(5):
        asked(client, *Face.objects.values_list("uuid", flat=True))
