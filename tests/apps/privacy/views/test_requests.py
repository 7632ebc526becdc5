"""Requests about data in pages: the list, one of them, its answer, the copy."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from factories.people import DataRequestFactory, KnownPersonFactory
from factories.privacy import known_everywhere
from mueang.apps.audit.models import Event
from mueang.lib.workbook import open_workbook


def listed(cast):
    return reverse("privacy:requests", args=[cast.city.slug])


def door(request, name="request", *more):
    return reverse(f"privacy:{name}", args=[request.person.city.slug, request.uuid, *more])


def text_of(answer):
    return answer.content.decode()


@pytest.fixture
def officer_client(cast):
    client = Client()
    client.force_login(cast.officer)
    return client


@pytest.fixture
def mother(cast):
    return KnownPersonFactory(city=cast.city)


def test_a_request_is_listed_late_answered_once_and_then_among_the_answered(cast, officer_client, mother):
    request = DataRequestFactory(person=mother, received_on=timezone.localdate() - timedelta(days=40), note="ขอสำเนา")
    said = {"outcome": "granted", "answer": "ส่งแล้ว"}

    assert "เกินกำหนด" in text_of(officer_client.get(listed(cast)))
    assert "โปรดตอบภายในวันนี้" in text_of(officer_client.get(door(request)))
    assert officer_client.post(door(request), {"answer": "-"}).status_code == 422
    assert "บันทึกคำตอบแล้ว" in text_of(officer_client.post(door(request), said, follow=True))
    assert "ตอบไปแล้ว" in text_of(officer_client.post(door(request), said))
    assert str(request.uuid) not in text_of(officer_client.get(listed(cast)))
    assert str(request.uuid) in text_of(officer_client.get(listed(cast) + "?show=done"))


def test_each_kind_leads_on(cast, officer_client, mother):
    shown = {
        kind: text_of(officer_client.get(door(DataRequestFactory(person=mother, kind=kind))))
        for kind in ("access", "correction", "erasure", "portability", "objection")
    }

    assert ["/copy/pdf/" in shown[kind] for kind in shown] == [True, False, False, False, False]
    assert ["/copy/json/" in shown[kind] for kind in shown] == [True, False, False, True, False]
    assert reverse("people:change", args=[cast.city.slug, mother.uuid]) in shown["correction"]
    assert "data-confirm" in shown["erasure"]


def test_a_refusal_needs_its_ground_and_erases_nothing(cast, officer_client, mother):
    request = DataRequestFactory(person=mother, kind="erasure")

    wrong = officer_client.post(door(request), {"outcome": "refused", "answer": "ไม่ได้"})
    officer_client.post(door(request), {"outcome": "refused", "refusal": "law", "answer": "ไม่ได้"})

    mother.refresh_from_db()
    request.refresh_from_db()
    assert "refusal" in wrong.context["form"].errors
    assert (mother.erased_at, request.refusal) == (None, "law")


def test_granting_an_erasure_erases_after_showing_what_goes_and_what_stays(cast, officer_client):
    person = known_everywhere(cast)
    request = DataRequestFactory(person=person, kind="erasure")

    page = text_of(officer_client.get(door(request)))
    officer_client.post(door(request), {"outcome": "granted", "answer": "ลบแล้ว"})

    person.refresh_from_db()
    assert "เก็บไว้: กฎหมายหรือการพิสูจน์กำหนด" in page
    assert person.erased_at is not None
    assert officer_client.get(door(request)).status_code == 200
    assert officer_client.get(door(request, "copy", "json")).status_code == 404


def test_the_copy_comes_in_three_forms_named_after_nobody_and_each_is_on_record(cast, officer_client, mother):
    request = DataRequestFactory(person=mother)

    answers = {form: officer_client.get(door(request, "copy", form)) for form in ("json", "xlsx", "pdf")}

    assert "มาลี" in json.dumps(json.loads(answers["json"].content), ensure_ascii=False)
    assert len(open_workbook(answers["xlsx"].content, name="x.xlsx").sheets) >= 3
    assert answers["pdf"].content.startswith(b"%PDF")
    assert all(str(mother.uuid) not in answer["Content-Disposition"] for answer in answers.values())
    assert all("no-store" in answer["Cache-Control"] for answer in answers.values())
    told = Event.objects.filter(verb="person.copied").order_by("number")
    assert [event.facts["file_format"] for event in told] == ["json", "xlsx", "pdf"]
    assert officer_client.get(door(request, "copy", "csv")).status_code == 404


@pytest.mark.parametrize("n_requests", [1, 3])
def test_the_list_costs_the_same_however_many(cast, officer_client, n_requests, django_assert_num_queries):
    DataRequestFactory.create_batch(n_requests, person__city=cast.city)
    officer_client.get(listed(cast))

    with django_assert_num_queries(6):
        officer_client.get(listed(cast))


def test_the_list_is_exported(cast, officer_client, mother):
    DataRequestFactory(person=mother)

    answer = officer_client.get(listed(cast) + "?format=xlsx")

    assert open_workbook(answer.content, name="x.xlsx").sheets[0].rows[1][0].text == mother.full_name


def test_a_guardian_follows_a_childs_request_but_does_not_answer_it(cast, client):
    request = DataRequestFactory(person=cast.learner_person)
    client.force_login(cast.learner)

    assert client.get(door(request)).status_code == 404
    assert client.post(door(request), {"outcome": "granted", "answer": "-"}).status_code == 404
