"""Rights under the PDPA, answered within thirty days."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from factories.people import NUMBERS, ConsentFactory, DataRequestFactory, GuardianshipFactory, KnownPersonFactory
from mueang.apps.audit.models import Event
from mueang.apps.people.actions import answer_data_request, merge_persons, open_data_request
from mueang.apps.people.enums import ERASED_NAME, RequestKind
from mueang.apps.people.errors import DataRequestDone, RequestRefused
from mueang.apps.people.models import DataRequest, Person
from mueang.apps.people.queries import find_people


def test_a_request_is_due_thirty_days_after_it_was_received(cast):
    request = open_data_request(
        person=cast.learner_person, kind=RequestKind.ACCESS, received_on=date(2026, 6, 1), actor=cast.officer
    )

    assert request.due_on == date(2026, 7, 1)
    assert Event.objects.get().facts == {"kind": "access"}


def test_a_learner_asks_for_themself_from_today_on(cast):
    request = open_data_request(person=cast.learner_person, kind=RequestKind.ACCESS, actor=cast.learner)

    assert request.due_on - timezone.localdate() == timedelta(days=30)


def test_a_stranger_neither_asks_nor_answers(cast):
    with pytest.raises(PermissionDenied):
        open_data_request(person=cast.learner_person, kind=RequestKind.ERASURE, actor=cast.stranger)
    with pytest.raises(PermissionDenied):
        answer_data_request(request=DataRequestFactory(person__city=cast.city), answer="-", actor=cast.learner)

    assert DataRequest.objects.get().done_at is None


def test_a_request_is_answered_once(cast):
    request = DataRequestFactory(person__city=cast.city)

    answer_data_request(request=request, answer="ส่งสำเนาแล้ว", actor=cast.officer)

    request.refresh_from_db()
    assert (request.answer, request.done_at is not None) == ("ส่งสำเนาแล้ว", True)
    with pytest.raises(DataRequestDone) as refusal:
        answer_data_request(request=request, answer="อีกครั้ง", actor=cast.manager)
    assert refusal.value.sentence


def test_erasing_clears_who_it_was_in_every_row_and_keeps_the_rows(cast):
    person = KnownPersonFactory(city=cast.city, given_name="ลับเฉพาะ", email="lap@example.org", birth_on="1977-07-09")
    person.national_id = NUMBERS[0]
    person.save()
    twin = KnownPersonFactory(city=cast.city, given_name="ลับเฉพาะ")
    merge_persons(keep=person, merge=twin, actor=cast.officer)
    consent, link = ConsentFactory(person=person), GuardianshipFactory(child=person)
    request = DataRequestFactory(person=person, kind=RequestKind.ERASURE, note="ชื่อลับเฉพาะ")

    answer_data_request(request=request, answer="ลบแล้ว", actor=cast.officer)

    rows = Person.objects.filter(pk__in=[person.pk, twin.pk]).values()
    said = str(list(rows))
    for secret in ("ลับเฉพาะ", "lap@", "812345678", "1977"):
        assert secret not in said
    assert [row["given_name"] for row in rows] == [ERASED_NAME] * 2
    assert [row["national_id_hash"] for row in rows] == [""] * 2
    consent.refresh_from_db(), link.refresh_from_db(), request.refresh_from_db()
    assert (consent.withdrawn_at is not None, link.until_on is not None, request.note) == (True, True, "")
    assert find_people(viewer=cast.officer, city=cast.city, words="ลับ") == []


def test_a_refused_erasure_erases_nothing_and_names_its_ground(cast):
    request = DataRequestFactory(person=KnownPersonFactory(city=cast.city), kind=RequestKind.ERASURE)

    with pytest.raises(RequestRefused) as refusal:
        answer_data_request(request=request, answer="ไม่ได้", outcome="refused", actor=cast.officer)
    answer_data_request(request=request, answer="ไม่ได้", outcome="refused", refusal="law", actor=cast.officer)

    request.refresh_from_db()
    assert refusal.value.sentence
    assert (request.outcome, request.refusal, request.person.erased_at) == ("refused", "law", None)


def test_only_who_answers_for_a_child_asks_for_it(cast):
    link = GuardianshipFactory(child=KnownPersonFactory(city=cast.city))
    other = KnownPersonFactory(city=cast.city)
    asked = {"person": link.child, "kind": RequestKind.ACCESS, "actor": cast.officer}

    assert open_data_request(**asked, asked_by=link.guardian).asked_by == link.guardian
    assert open_data_request(**asked, asked_by=link.child).asked_by is None
    with pytest.raises(RequestRefused) as refusal:
        open_data_request(**asked, asked_by=other)
    assert refusal.value.sentence
