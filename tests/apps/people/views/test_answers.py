"""Guardians, consents and data requests in pages."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from factories.people import ConsentFactory, DataRequestFactory, GuardianshipFactory, KnownPersonFactory
from mueang.apps.audit.models import Event
from mueang.apps.people.models import Consent, DataRequest, Guardianship
from mueang.lib.workbook import open_workbook


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


def test_a_request_goes_on_the_work_list_and_is_answered(cast, officer_client, mother):
    assert officer_client.get(at("add_request", mother)).status_code == 200
    form = {"kind": "access", "received_on": "1/6/2569", "note": "ขอสำเนา"}
    officer_client.post(at("add_request", mother), form)
    request = DataRequest.objects.get()
    assert request.received_on.isoformat() == "2026-06-01"
    listed = reverse("people:requests", args=[cast.city.slug])
    door = reverse("people:request", args=[cast.city.slug, request.uuid])
    assert "เกินกำหนด" in text_of(officer_client.get(listed))
    assert at("copy", mother) in text_of(officer_client.get(door))

    assert "answer" in officer_client.post(door, {"sent": "1"}).context["form"].errors
    assert "บันทึกคำตอบแล้ว" in text_of(officer_client.post(door, {"answer": "ส่งแล้ว"}, follow=True))

    assert "ตอบไปแล้ว" in text_of(officer_client.post(door, {"answer": "อีกครั้ง"}, follow=True))
    assert "ไม่มีคำขอที่ต้องตอบ" in text_of(officer_client.get(listed))
    assert str(request.uuid) in text_of(officer_client.get(listed + "?show=done"))


def test_a_request_in_the_future_or_for_somebody_gone_is_refused(cast, officer_client, mother):
    tomorrow = timezone.localdate() + timedelta(days=1)
    form = {"kind": "access", "received_on": tomorrow.isoformat()}

    assert "received_on" in officer_client.post(at("add_request", mother), form).context["form"].errors
    mother.erased_at = timezone.now()
    mother.save()
    answer = officer_client.post(at("add_request", mother), form | {"received_on": "1/6/2569"})
    assert "ถูกรวมหรือลบไปแล้ว" in text_of(answer)


@pytest.mark.parametrize("kind", ["correction", "erasure"])
def test_each_kind_of_request_leads_the_officer_on(cast, officer_client, mother, kind):
    request = DataRequestFactory(person=mother, kind=kind, due_on="2026-01-01")

    page = text_of(officer_client.get(reverse("people:request", args=[cast.city.slug, request.uuid])))

    assert "โปรดตอบภายในวันนี้" in page
    assert ("สิ่งที่ลบถาวร" in page, at("change", mother) in page) == (kind == "erasure", kind == "correction")


def test_answering_an_erasure_erases(cast, officer_client, mother):
    request = DataRequestFactory(person=mother, kind="erasure")

    officer_client.post(reverse("people:request", args=[cast.city.slug, request.uuid]), {"answer": "ลบแล้ว"})

    mother.refresh_from_db()
    assert (mother.phone, mother.erased_at is not None) == ("", True)
    assert "ลบแล้ว" in text_of(officer_client.get(reverse("people:request", args=[cast.city.slug, request.uuid])))


@pytest.mark.parametrize("n_requests", [1, 3])
def test_the_work_list_costs_the_same_however_many(cast, officer_client, n_requests, django_assert_num_queries):
    DataRequestFactory.create_batch(n_requests, person__city=cast.city)
    url = reverse("people:requests", args=[cast.city.slug])
    officer_client.get(url)

    with django_assert_num_queries(6):
        officer_client.get(url)


def test_the_work_list_is_exported(cast, officer_client, mother):
    DataRequestFactory(person=mother)

    answer = officer_client.get(reverse("people:requests", args=[cast.city.slug]) + "?format=xlsx")

    rows = open_workbook(answer.content, name="x.xlsx").sheets[0].rows
    assert rows[1][0].text == mother.full_name


def test_the_copy_is_json_or_a_workbook_and_each_download_is_on_record(cast, officer_client, mother):
    as_json = officer_client.get(at("copy", mother))
    as_xlsx = officer_client.get(at("copy", mother) + "?format=xlsx")

    assert json.loads(as_json.content)["persons"][0]["given_name"] == "มาลี"
    assert "มาลี" not in as_json["Content-Disposition"]
    assert open_workbook(as_xlsx.content, name="x.xlsx").sheets[0].rows[1][3].text == "มาลี"
    assert [event.facts["file_format"] for event in Event.objects.order_by("number")] == ["json", "xlsx"]
