"""My own data: agreeing and taking back with one press, for oneself and a child, and asking the city."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from factories.people import ConsentFactory, DataRequestFactory, GuardianshipFactory, KnownPersonFactory
from mueang.apps.people.models import Consent, DataRequest, Face
from mueang.apps.privacy.actions.notices import publish_text

HOME = "/my/data/"


def text_of(answer):
    return answer.content.decode()


@pytest.fixture
def text(cast):
    said = {"purpose": "contact", "version": "2026-01", "text_th": "ข้อความหนึ่ง", "text_en": "Text one"}
    return publish_text(city=cast.city, actor=cast.manager, **said)


@pytest.fixture
def child(cast):
    child = KnownPersonFactory(city=cast.city, given_name="ต้นกล้า", birth_on="2020-01-01")
    GuardianshipFactory(child=child, guardian=cast.learner_person, has_legal_authority=True)
    return child


@pytest.fixture
def learner_client(cast, client):
    client.force_login(cast.learner)
    return client


def agree(person, text):
    return reverse("my_data:agree", args=[person.uuid, text.uuid])


def test_agreeing_and_taking_back_are_one_press_each(cast, learner_client, text):
    learner_client.post(agree(cast.learner_person, text))
    consent = Consent.objects.get()
    page = text_of(learner_client.get(HOME))
    back = reverse("my_data:withdraw", args=[cast.learner_person.uuid, consent.uuid])
    learner_client.post(back)
    again = text_of(learner_client.post(back, follow=True))

    consent.refresh_from_db()
    assert (consent.text_version, consent.purpose, consent.withdrawn_at is not None) == ("2026-01", "contact", True)
    assert back in page
    assert "ถอนไปแล้ว" in again


def test_the_picture_on_rolls_is_seen_by_the_person_and_their_carer_and_goes_with_the_consent(
    cast, learner_client, child
):
    rows = [cast.learner_person, child, KnownPersonFactory(city=cast.city)]
    for person in rows:
        ConsentFactory(person=person, given_by=cast.learner_person, relation="mother", purpose="face")
        face = Face(person=person, taken_by=cast.keeper, taken_at=timezone.now())
        face.picture = b"an invented face"
        face.save()
    own, childs, strangers = (reverse("my_data:face", args=[person.uuid]) for person in rows)

    page = text_of(learner_client.get(HOME))

    assert (own in page, childs in page, strangers in page) == (True, True, False)
    for address in (own, childs):
        answer = learner_client.get(address)
        assert (answer.content, "no-store" in answer["Cache-Control"]) == (b"an invented face", True)
    assert learner_client.get(strangers).status_code == 404
    learner_client.post(reverse("my_data:withdraw", args=[child.uuid, child.consents.get().uuid]))
    assert learner_client.get(childs).status_code == 404
    assert childs not in text_of(learner_client.get(HOME))


def test_a_parent_agrees_for_a_child_but_not_for_a_strangers(cast, learner_client, text, child):
    other = KnownPersonFactory(city=cast.city, given_name="ลูกคนอื่น")
    theirs = ConsentFactory(person=other)

    learner_client.post(agree(child, text))

    assert Consent.objects.get(person=child).given_by == cast.learner_person
    assert "ต้นกล้า" in text_of(learner_client.get(HOME))
    assert "ลูกคนอื่น" not in text_of(learner_client.get(HOME))
    assert learner_client.post(agree(other, text)).status_code == 404
    taken = reverse("my_data:withdraw", args=[other.uuid, theirs.uuid])
    assert learner_client.post(taken).status_code == 404


def test_a_changed_text_asks_again_and_an_old_one_cannot_be_agreed_to(cast, learner_client, text):
    ConsentFactory(
        person=cast.learner_person,
        purpose="contact",
        given_at=timezone.now() - timedelta(days=1),
        text_version="2026-01",
    )
    new = publish_text(
        city=cast.city, purpose="contact", version="2026-02", text_th="ใหม่", asks_again=True, actor=cast.manager
    )

    asked = text_of(learner_client.get(HOME))
    old = text_of(learner_client.post(agree(cast.learner_person, text), follow=True))
    learner_client.post(agree(cast.learner_person, new))

    assert "ข้อความเปลี่ยนไปหลังจากที่ท่านยินยอม" in asked
    assert "โปรดอ่านฉบับใหม่ก่อนยินยอม" in old
    assert Consent.objects.get(withdrawn_at=None).text_version == "2026-02"
    assert "ข้อความเปลี่ยนไปหลังจากที่ท่านยินยอม" not in text_of(learner_client.get(HOME))


def test_texts_of_ones_own_city_stay_readable(cast, learner_client, text):
    other = publish_text(city=cast.elsewhere, purpose="photo", version="1", text_th="ของเมืองอื่น", actor=None)

    assert "ข้อความหนึ่ง" in text_of(learner_client.get(reverse("my_data:text", args=[text.uuid])))
    assert learner_client.get(reverse("my_data:text", args=[other.uuid])).status_code == 404


def test_a_request_for_a_child_lands_on_the_citys_list(cast, learner_client, child):
    door = reverse("my_data:ask")
    stranger = KnownPersonFactory(city=cast.city)

    assert learner_client.get(door).status_code == 200
    wrong = learner_client.post(door, {"person": str(stranger.uuid), "kind": "access"})
    learner_client.post(door, {"person": str(child.uuid), "kind": "erasure", "note": "ขอลบ"})

    request = DataRequest.objects.get()
    assert wrong.status_code == 422
    assert (request.person, request.asked_by, request.kind) == (child, cast.learner_person, "erasure")
    assert (request.due_on - timezone.localdate()).days == 30


def test_answers_are_shown_and_those_of_others_are_not(cast, learner_client):
    DataRequestFactory(person=cast.learner_person, done_at=timezone.now(), outcome="granted", answer="มอบสำเนาแล้ว")
    DataRequestFactory(person__city=cast.city, done_at=timezone.now(), answer="ของคนอื่น")

    page = text_of(learner_client.get(HOME))

    assert "มอบสำเนาแล้ว" in page
    assert "ของคนอื่น" not in page


def test_an_account_without_a_person_is_told_where_to_ask(cast, client):
    client.force_login(cast.stranger)

    assert client.get(HOME).status_code == 200
    assert client.get(reverse("my_data:ask")).status_code == 404
    client.logout()
    assert client.get(HOME).status_code == 302
