from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cast import MEMBERS, Cast
from factories.class_sheets import class_sheets
from factories.registers import PupilFactory
from mueang.apps.registers import tasks
from mueang.apps.registers.actions import runs
from mueang.apps.registers.models import ImportRun, RegisterPage, Schooling, SignTable
from mueang.apps.registers.queries import run_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 12, 1))


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def send(client: Client, school, data: bytes, *, kind: str = "class_sheet", year: str = "2569", name: str = "ปพ5.xlsx"):
    form = {"kind": kind, "school_year": year, "file": SimpleUploadedFile(name, data)}
    return client.post(reverse("registers:upload", args=["nakhon"]), form | ({"school": school.pk} if school else {}))


def test_a_teacher_sends_a_sheet_and_takes_it_in(cast: Cast, schools) -> None:
    client = signed_in(cast.teacher)
    assert client.get(reverse("registers:upload", args=["nakhon"])).status_code == 200

    response = send(client, schools.own, class_sheets(wrong_total=True))
    page = client.get(response["Location"]).content.decode()
    assert not RegisterPage.objects.exists()
    run = ImportRun.objects.get()
    assert run_page(run).notes[0].where in page
    client.post(reverse("registers:confirm", args=["nakhon", run.uuid]))
    client.post(reverse("registers:confirm", args=["nakhon", run.uuid]))

    assert RegisterPage.objects.count() == 3
    assert client.get(response["Location"]).status_code == 200
    report = client.get(response["Location"], {"format": "xlsx"})
    assert report.content.startswith(b"PK")
    for parameters in ({}, {"format": "xlsx"}):
        assert client.get(reverse("registers:runs", args=["nakhon"]), parameters).status_code == 200


def test_a_large_file_shows_how_far_it_is_until_it_can_be_checked(cast: Cast, schools, monkeypatch) -> None:
    monkeypatch.setattr(runs, "READ_AT_ONCE", 10)
    client = signed_in(cast.teacher)
    address = send(client, schools.own, class_sheets())["Location"]

    turn = client.get(address).text
    ImportRun.objects.update(n_done=1, n_steps=3)
    half = client.get(address).text
    ImportRun.objects.update(n_done=2)
    last = client.get(address).text
    tasks.run(timezone.now())
    done = client.get(address).text

    for page in (turn, half, last):
        assert 'id="how-far" data-watch' in page
        assert reverse("registers:confirm", args=["nakhon", ImportRun.objects.get().uuid]) not in page
    assert "<progress" not in turn
    assert 'value="1" max="3"' in " ".join(half.split())
    assert "เทียบนักเรียน" in last
    assert "data-watch" not in done
    assert reverse("registers:confirm", args=["nakhon", ImportRun.objects.get().uuid]) in done


def test_a_large_file_that_was_refused_says_why_on_its_page(cast: Cast, schools, monkeypatch) -> None:
    monkeypatch.setattr(runs, "READ_AT_ONCE", 3)
    client = signed_in(cast.teacher)
    address = send(client, schools.own, b"nonsense", kind="marks", name="a.csv")["Location"]
    tasks.run(timezone.now())

    page = client.get(address).text

    assert "ไม่พบคอลัมน์" in page
    assert "data-watch" not in page


def test_what_cannot_be_read_is_said_at_the_field(cast: Cast, schools) -> None:
    client = signed_in(cast.teacher)

    for data in (b"", b"nonsense"):
        assert send(client, schools.own, data).status_code == 400
    for year in ("25", "9999", "abcd"):
        assert send(client, schools.own, class_sheets(), year=year).status_code == 400
    assert send(client, schools.other, class_sheets()).status_code == 400
    assert send(client, None, class_sheets()).status_code == 400
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize("member", MEMBERS)
def test_who_may_look_at_a_file(cast: Cast, schools, member: str) -> None:
    run = ImportRun.objects.get(
        uuid=send(signed_in(cast.teacher), schools.own, class_sheets())["Location"].split("/")[-2]
    )
    client = Client() if member == "anonymous" else signed_in(getattr(cast, member))
    expected = 302 if member == "anonymous" else 200 if member in {"teacher", "case_supervisor"} else 404

    for name in ("run", "questions"):
        assert client.get(reverse(f"registers:{name}", args=["nakhon", run.uuid])).status_code == expected
    assert client.get(reverse("registers:upload", args=["nakhon"])).status_code == expected


def test_pupils_are_told_apart_side_by_side(cast: Cast, schools) -> None:
    known = PupilFactory(city=cast.city, given_name="มาลีสมมติ", family_name="ตัวอย่าง", birth_year=2016)
    Schooling.objects.create(
        city=cast.city, pupil=known, school=schools.own, school_year=2025, number="7", section=schools.section
    )
    client = signed_in(cast.teacher)
    send(client, schools.own, class_sheets())
    run = ImportRun.objects.get()
    url = reverse("registers:questions", args=["nakhon", run.uuid])
    assert known.full_name in client.get(url).content.decode()
    assert known.full_name not in client.get(reverse("registers:run", args=["nakhon", run.uuid])).content.decode()

    question = run.questions.get()
    for who in ("new", "", str(known.uuid)):
        client.post(reverse("registers:answer", args=["nakhon", run.uuid, question.uuid]), {"who": who})
        assert client.get(url).status_code == 200
    client.post(reverse("registers:confirm", args=["nakhon", run.uuid]))
    client.post(reverse("registers:answer", args=["nakhon", run.uuid, question.uuid]), {"who": "new"})

    assert known.schoolings.filter(school_year=2026).exists()


def test_a_file_is_thrown_away_once(cast: Cast, schools) -> None:
    client = signed_in(cast.teacher)
    send(client, schools.own, class_sheets())
    run = ImportRun.objects.get()

    for _again in range(2):
        assert client.post(reverse("registers:discard", args=["nakhon", run.uuid])).status_code == 302
    page = client.get(reverse("registers:run", args=["nakhon", run.uuid]))
    assert page.status_code == 200
    assert ImportRun.objects.get().file_sealed is None


def test_signs_are_set_by_who_keeps_the_city(cast: Cast, schools) -> None:
    url = reverse("registers:signs", args=["nakhon"])
    form = {"present": "/ มา", "absent": "ข", "late": "ส"}

    assert signed_in(cast.teacher).get(url).status_code == 404
    client = signed_in(cast.case_supervisor)
    assert client.get(url).status_code == 200
    assert client.post(url, form | {"late": "ข"}).status_code == 400
    assert client.post(url, form).status_code == 302
    assert SignTable.objects.get().signs == {"/": "present", "มา": "present", "ข": "absent", "ส": "late"}
