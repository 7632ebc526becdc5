"""Pages of triage: a stranger meets a 404 at each, reads are written down, files say who took them."""

import pytest
from django.urls import reverse

from cast import MEMBERS
from factories.concerns import CHILD, TELLER, ConcernFactory, teller_of
from mueang.apps.audit.models import Event
from mueang.apps.support.actions.concerns import assign_concern
from mueang.apps.support.models.concerns import Addition, Concern, Decision, SetApart, Try
from mueang.lib.workbook import open_workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def concern(cast):
    row = ConcernFactory(city=cast.city)
    teller_of(row)
    return row


def url(name, cast, *more):
    return reverse(f"support:{name}", args=[cast.city.slug, *(one.uuid for one in more)])


def sign_in(client, user):
    client.logout()
    if user.is_authenticated:
        client.force_login(user)


def test_each_page_opens_only_for_those_who_may(client, cast, concern):
    other = ConcernFactory(city=cast.city)
    pages = {
        url("concerns", cast): {"case_supervisor", "case_worker"},
        url("raise", cast): {"officer", "manager", "unit_officer", "case_worker", "case_supervisor"},
        url("concern", cast, concern): {"case_supervisor"},
        url("beside", cast, concern, other): {"case_supervisor"},
    }
    for page, may in pages.items():
        for name in MEMBERS:
            sign_in(client, getattr(cast, name))
            answer = client.get(page)
            expected = 200 if name in may else 302 if name == "anonymous" else 404
            assert (name, page, answer.status_code) == (name, page, expected)
            assert name in {"case_supervisor"} or "ลับสุดยอด" not in answer.content.decode()


def test_each_deed_is_for_those_who_may(client, cast, concern):
    other = ConcernFactory(city=cast.city)
    deeds = {
        url("concern_assign", cast, concern): {"to": cast.case_worker.uuid},
        url("concern_try", cast, concern): {"on": "1/6/2569", "how": "phone"},
        url("concern_settle", cast, concern): {"state": "unfounded", "reason": "x"},
        url("concern_undo", cast, concern): {},
        url("beside", cast, concern, other): {"is_same": "yes", "reason": "x"},
    }
    for page, typed in deeds.items():
        for name in set(MEMBERS) - {"case_supervisor"}:
            sign_in(client, getattr(cast, name))
            assert (name, client.post(page, typed).status_code) == (name, 302 if name == "anonymous" else 404)
    assert not Decision.objects.exists()
    assert not Try.objects.exists()


def test_a_read_is_written_down_before_it_is_answered(client, cast, concern):
    sign_in(client, cast.case_supervisor)

    page = client.get(url("concern", cast, concern))

    event = Event.objects.get(verb="read")
    assert (event.actor, event.target, event.facts) == (
        cast.case_supervisor,
        f"support.concern:{concern.uuid}",
        {"teller": True},
    )
    assert TELLER in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    title = page.content.decode().partition("<title>")[2].partition("</title>")[0]
    assert "ลับสุดยอด" not in title


def test_whoever_looks_into_it_reads_the_concern_without_the_teller(client, cast, concern):
    assign_concern(concern=concern, to=cast.case_worker, actor=cast.case_supervisor)
    sign_in(client, cast.case_worker)

    text = client.get(url("concern", cast, concern)).content.decode()

    assert CHILD in text
    assert "ป้าผู้แจ้ง" not in text
    assert "811111111" not in text
    assert Event.objects.filter(verb="read", facts={"teller": False}).exists()
    assert client.post(url("concern_assign", cast, concern), {"to": cast.case_worker.uuid}).status_code == 404


def test_a_concern_goes_its_way_by_the_page(client, cast, concern):
    sign_in(client, cast.case_supervisor)

    client.post(url("concern_assign", cast, concern), {"to": cast.case_worker.uuid})
    client.post(url("concern_try", cast, concern), {"on": "1/6/2569", "how": "phone", "note": "ไม่รับ"})
    few = client.post(url("concern_settle", cast, concern), {"state": "unreachable", "reason": "ไม่มี"}, follow=True)
    assert "อย่างน้อยสองครั้ง" in few.content.decode()
    client.post(url("concern_settle", cast, concern), {"state": "record_wrong", "record_fault": "died", "reason": "x"})
    concern.refresh_from_db()
    assert (concern.state, concern.record_fault, concern.assigned_to) == ("record_wrong", "died", cast.case_worker)
    client.post(url("concern_undo", cast, concern))
    concern.refresh_from_db()
    assert concern.state == "new"


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("concern_assign", {"to": "00000000-0000-4000-8000-000000000000"}),
        ("concern_try", {"on": "ไม่ใช่วัน", "how": "phone"}),
        ("concern_settle", {"state": "record_wrong", "reason": "x"}),
        ("concern_settle", {"state": "case", "reason": "x"}),
    ],
)
def test_what_cannot_be_understood_is_asked_again(client, cast, concern, name, typed):
    sign_in(client, cast.case_supervisor)

    assert client.post(url(name, cast, concern), typed).status_code == 422
    concern.refresh_from_db()
    assert concern.is_open


def test_side_by_side_a_person_decides(client, cast, concern):
    sign_in(client, cast.case_supervisor)
    twin, other = ConcernFactory(city=cast.city), ConcernFactory(city=cast.city)

    client.post(url("beside", cast, concern, other), {"is_same": "no"})
    client.post(url("beside", cast, concern, twin), {"is_same": "yes", "reason": "บ้านเดียวกัน"})

    concern.refresh_from_db()
    assert concern.duplicate_of == twin
    assert SetApart.objects.get().other == other.uuid


def test_staff_write_down_what_they_were_told(client, cast):
    sign_in(client, cast.officer)
    typed = {"channel": "community", "said": "ไม่เห็นมาหลายวัน", "about": CHILD, "urgency": "soon", "name": TELLER}

    answer = client.post(url("raise", cast), typed, follow=True)

    assert Concern.objects.get().channel == "community"
    assert "ลับสุดยอด" not in answer.content.decode()
    assert client.post(url("raise", cast), {}).status_code == 422


def test_a_file_says_who_took_it_away_and_the_book_too(client, cast, concern):
    sign_in(client, cast.case_supervisor)

    answer = client.get(url("concerns", cast), {"format": "xlsx"})

    cells = [cell.text for row in open_workbook(answer.content, name="x.xlsx").sheets[0].rows for cell in row]
    assert CHILD in cells
    assert any(str(cast.case_supervisor) in cell for cell in cells)
    assert "ลับ" not in answer["Content-Disposition"]
    assert Event.objects.get(facts__as_file=True).facts["n"] == 1


@pytest.mark.parametrize("show", ["", "settled"])
def test_the_list_shows_what_waits_and_what_was_decided(client, cast, concern, show):
    sign_in(client, cast.case_supervisor)
    Addition.objects.create(city=cast.city, code_hash="x", said="รหัสไม่ตรง", at=concern.received_at)

    text = client.get(url("concerns", cast), {"show": show}).content.decode()

    assert ("ลับสุดยอด" in text) == (show == "")
    assert ("รหัสไม่ตรง" in text) == (show == "")


def test_a_long_list_comes_in_pages_and_each_read_says_how_many_it_named(client, cast, monkeypatch):
    monkeypatch.setattr("mueang.apps.support.views.concerns.ROWS_A_PAGE", 2)
    ConcernFactory.create_batch(3, city=cast.city)
    sign_in(client, cast.case_supervisor)

    first, second = client.get(url("concerns", cast)), client.get(url("concerns", cast), {"page": "2"})
    book = client.get(url("concerns", cast), {"page": "2", "format": "xlsx"})

    assert [len(page.context["page"]) for page in (first, second)] == [2, 1]
    cells = [cell.text for row in open_workbook(book.content, name="x.xlsx").sheets[0].rows for cell in row]
    assert cells.count(CHILD) == 3
    facts = Event.objects.filter(verb="read").order_by("pk").values_list("facts", flat=True)
    assert [(one["n"], one["as_file"]) for one in facts] == [(2, False), (1, False), (3, True)]
