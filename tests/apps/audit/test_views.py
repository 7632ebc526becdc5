"""Pages of the record, at the city's desk and over all books."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from openpyxl import load_workbook

from cast import MEMBERS
from mueang.apps.audit.actions import record
from mueang.apps.audit.models import Event
from mueang.lib.backups.state import note

READS_THE_RECORD = {"manager", "auditor", "unit_officer"}


@pytest.fixture(autouse=True)
def in_thai():
    with translation.override("th"):
        yield


def sign_in(client, member):
    if not member.is_anonymous:
        client.force_login(member)
    return client


@pytest.mark.parametrize("member", MEMBERS)
def test_a_city_shows_its_record_to_its_manager_and_auditors(cast, client, member):
    record(actor=cast.officer, verb="place.added", target=cast.place, book=cast.city.slug)
    record(actor=None, verb="secret.elsewhere", target=cast.elsewhere, book=cast.elsewhere.slug)
    sign_in(client, getattr(cast, member))

    answer = client.get(reverse("city_record:events", args=[cast.city.slug]))

    assert answer.status_code == (200 if member in READS_THE_RECORD else 302 if member == "anonymous" else 404)
    assert ("place.added" in answer.content.decode()) == (member in READS_THE_RECORD)
    assert "secret.elsewhere" not in answer.content.decode()


@pytest.mark.parametrize("member", MEMBERS)
def test_all_books_are_shown_to_the_city_unit_only(cast, client, member):
    record(actor=None, verb="x", target=cast.city, book=cast.city.slug)
    sign_in(client, getattr(cast, member))

    codes = [
        client.get(reverse(*address)).status_code for address in (["record:books"], ["record:book", None, ["nakhon"]])
    ]

    assert codes == [200 if member == "unit_officer" else 302 if member == "anonymous" else 404] * 2


@pytest.mark.parametrize("n_events", [1, 3])
def test_the_page_costs_the_same_however_long_the_record(cast, client, n_events, django_assert_num_queries):
    for _ in range(n_events):
        record(actor=cast.officer, verb="x", target=cast.city, book="nakhon")
    client.force_login(cast.unit_officer)

    with django_assert_num_queries(6):
        client.get(reverse("record:book", args=["nakhon"]))


def test_the_record_pages_at_fifty_and_filters(cast, client):
    for number in range(51):
        record(actor=None, verb=f"verb.{number}", target=cast.city, book="nakhon")
    client.force_login(cast.manager)
    address = reverse("city_record:events", args=["nakhon"])

    assert "verb.50<" in client.get(address).content.decode()
    assert "verb.0<" not in client.get(address).content.decode()
    assert "verb.0<" in client.get(address, {"page": 2}).content.decode()
    assert "verb.50<" not in client.get(address, {"words": "verb.49"}).content.decode()


@pytest.mark.parametrize("day", ["32/13/9999", "' OR 1=1 --", "๓๑"])
def test_a_day_that_is_none_is_said_and_filters_nothing(cast, client, day):
    record(actor=None, verb="place.added", target=cast.city, book="nakhon")
    client.force_login(cast.manager)

    answer = client.get(reverse("city_record:events", args=["nakhon"]), {"day": day}).content.decode()

    assert "place.added" in answer
    assert "has-error" in answer


def test_an_empty_record_and_an_empty_search_say_so(cast, client):
    client.force_login(cast.manager)
    address = reverse("city_record:events", args=["nakhon"])

    assert "ยังไม่มีรายการ" in client.get(address).content.decode()
    assert "ไม่พบรายการ" in client.get(address, {"words": "nothing like it"}).content.decode()


def test_the_excel_file_holds_what_is_filtered_and_is_recorded_itself(cast, client):
    record(actor=cast.officer, verb="place.added", target=cast.place, book="nakhon", facts={"kind": "park"})
    record(actor=None, verb="=HYPERLINK(1)", target=cast.place, book="nakhon")
    client.force_login(cast.auditor)

    answer = client.get(reverse("city_record:events", args=["nakhon"]), {"format": "xlsx", "words": "place.added"})

    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert answer["Content-Disposition"] == 'attachment; filename="audit-nakhon.xlsx"'
    assert [row[4:7] for row in rows[1:]] == [("เพิ่มแหล่งเรียนรู้", "สถานที่", "place.added")]
    assert rows[1][8] == "ประเภท: park"
    assert Event.objects.filter(verb="read", actor=cast.auditor, facts__n_rows=1).count() == 1


def test_backups_are_told_to_whoever_reads_all_books_as_they_are(cast, client, settings, tmp_path):
    record(actor=None, verb="x", target=cast.city, book=cast.city.slug)
    client.force_login(cast.unit_officer)
    settings.DATA_DIR = tmp_path

    off = client.get(reverse("record:books")).content.decode()
    settings.OPTIONS = {**settings.OPTIONS, "BACKUP_DIR": "/mnt/backups"}
    now = timezone.now().isoformat()
    note(made_at=now, rehearsed_at=now, n_rows=44_575)
    well = client.get(reverse("record:books")).content.decode()

    assert "ระบบนี้ยังไม่มีการสำรองข้อมูล" in off
    assert "44,575" in well
    assert "ได้ซ้อมกู้คืนแล้ว" in well
