"""Guardians, consents and data requests in pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from factories.people import ConsentFactory, GuardianshipFactory, KnownPersonFactory
from mueang.apps.people.models import Consent, DataRequest, Guardianship


def at(name, person, *more):
    return reverse(f"people:{name}", args=[person.city.slug, person.uuid, *more])


def text_of(answer):
    return answer.content.decode()


@pytest.fixture
def child(cast):
    return KnownPersonFactory(
        city=cast.city, given_name="ต้นกล้า", birth_on=timezone.localdate() - timedelta(days=7 * 365)
    )


@pytest.fixture
def mother(cast):
    return KnownPersonFactory(city=cast.city)


def test_a_guardian_is_found_and_recorded(cast, officer_client, child, mother):
    assert officer_client.get(at("add_guardian", child)).status_code == 200
    page = text_of(officer_client.post(at("add_guardian", child), {"words": "มาลี"}))
    assert str(mother.uuid) in page
    door = at("add_guardian", child) + f"?guardian={mother.uuid}"
    assert officer_client.get(door).status_code == 200

    officer_client.post(door, {"relation": "mother", "has_legal_authority": "on"})

    link = Guardianship.objects.get()
    assert (link.guardian, link.child, link.has_legal_authority) == (mother, child, True)
    answer = officer_client.post(door, {"relation": "carer"})
    assert "มีข้อมูลผู้ปกครองคนนี้แล้ว" in text_of(answer)
    assert "relation" in officer_client.post(door, {"sent": "1"}).context["form"].errors


def test_a_guardianship_is_ended_once(cast, officer_client, child):
    link = GuardianshipFactory(child=child)
    door = at("end_guardian", child, link.pk)

    assert "สิ้นสุดแล้ว" in text_of(officer_client.post(door, follow=True))
    assert "สิ้นสุดไปแล้ว" in text_of(officer_client.post(door, follow=True))


def test_a_consent_is_given_by_the_guardian_of_a_small_child(cast, officer_client, child, mother):
    GuardianshipFactory(child=child, guardian=mother)
    form = {"purpose": "learning", "lawful_basis": "consent", "text_version": "2026-01"}
    assert "มารดา" in text_of(officer_client.get(at("add_consent", child)))

    answer = officer_client.post(at("add_consent", child), {**form, "given_by": str(child.uuid)})
    assert "อายุต่ำกว่าสิบปี" in str(answer.context["form"].non_field_errors())
    answer = officer_client.post(at("add_consent", child), {**form, "given_by": str(mother.uuid)}, follow=True)

    consent = Consent.objects.get()
    assert (consent.given_by, consent.relation, consent.has_legal_authority) == (mother, "mother", True)
    assert "มีผลอยู่" in text_of(answer)


def test_somebody_who_does_not_answer_for_the_person_cannot_be_chosen(cast, officer_client, child, mother):
    form = {"purpose": "learning", "lawful_basis": "consent", "text_version": "1", "given_by": str(mother.uuid)}

    answer = officer_client.post(at("add_consent", child), form)

    assert "given_by" in answer.context["form"].errors


def test_a_consent_is_withdrawn_once(cast, officer_client, mother):
    consent = ConsentFactory(person=mother)
    door = at("end_consent", mother, consent.uuid)

    assert "ถอนความยินยอมแล้ว" in text_of(officer_client.post(door, follow=True))
    assert "ถอนไปแล้ว" in text_of(officer_client.post(door, follow=True))
    assert "ถอนแล้ว" in text_of(officer_client.get(at("person", mother)))


def test_a_mother_asks_for_her_child_and_nobody_else_can_be_chosen(cast, officer_client, child, mother):
    GuardianshipFactory(child=child, guardian=mother)
    stranger = KnownPersonFactory(city=cast.city, given_name="คนอื่น")
    form = {"kind": "access", "received_on": "1/6/2569", "note": "ขอสำเนา", "known_by": "เห็นบัตร"}

    wrong = officer_client.post(at("add_request", child), form | {"asked_by": str(stranger.uuid)})
    officer_client.post(at("add_request", child), form | {"asked_by": str(mother.uuid)})

    assert "asked_by" in wrong.context["form"].errors
    request = DataRequest.objects.get()
    assert (request.asked_by, request.received_on.isoformat(), request.known_by) == (mother, "2026-06-01", "เห็นบัตร")


def test_a_request_in_the_future_or_for_somebody_gone_is_refused(cast, officer_client, mother):
    tomorrow = timezone.localdate() + timedelta(days=1)
    form = {"kind": "access", "received_on": tomorrow.isoformat(), "asked_by": str(mother.uuid), "known_by": "เห็นบัตร"}

    assert "received_on" in officer_client.post(at("add_request", mother), form).context["form"].errors
    mother.erased_at = timezone.now()
    mother.save()
    answer = officer_client.post(at("add_request", mother), form | {"received_on": "1/6/2569"})
    assert "ถูกรวมหรือลบไปแล้ว" in text_of(answer)
