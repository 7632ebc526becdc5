"""A class brought by its teacher, and the page of a personal link."""

import io

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from cast import make_cast
from factories.desks import offering_in, request_of
from factories.enrollment import seated, states
from mueang.apps.enrollment.actions import hold_seats
from mueang.apps.enrollment.models import Party
from mueang.desks.public.forms.groups import read_pupils

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering(db):
    cast = make_cast()
    found = offering_in(cast.city, seats=4)
    found.officer = cast.officer
    return found


def address(offering, tail="class/"):
    return f"/{offering.city.slug}/learn/{offering.slug}/join/{tail}"


def typed(**more):
    least = {"request_key": "k" * 40, "group": "ป.5/1", "teacher": "ครูสมมติ ทดสอบ", "phone": "0812345678", "agree": "on"}
    return least | more


def sheet(*rows):
    output = io.BytesIO()
    book = xlsxwriter.Workbook(output, {"in_memory": True})
    page = book.add_worksheet()
    for number, row in enumerate([("ที่", "ชื่อ-สกุล", "ปีเกิด"), *rows]):
        page.write_row(number, 0, row)
    book.close()
    return SimpleUploadedFile("ชั้น.xlsx", output.getvalue())


def test_a_pasted_list_becomes_one_party_with_one_page(client, offering):
    pupils = "1. ด.ช.ต้นกล้า สมมติ 2560\n2\tด.ญ.ใบบัว สมมติ\t๒๕๖๑\n\n3) เด็กหญิงน้ำฝน สมมติ, 4/11/2560\n"

    answer = client.post(address(offering), typed(pupils=pupils))

    party = Party.objects.get()
    assert answer["Location"] == f"/my/ticket/{party.ticket}/"
    births = [(row.person.birth_year, row.person.birth_on) for row in party.enrollments.order_by("pk")]
    assert births[:2] == [(2017, None), (2018, None)]
    assert births[2][1].isoformat() == "2017-11-04"
    assert "ป.5/1" in client.get(answer["Location"]).content.decode()


def test_a_small_sheet_is_read_as_well(client, offering):
    rows = [(1, "ด.ช.ต้นกล้า สมมติ", 2560), (2, "ด.ญ.ใบบัว สมมติ", 2561)]

    client.post(address(offering), typed(sheet=sheet(*rows)))

    assert Party.objects.get().enrollments.count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"pupils": ""},
        {"pupils": "ด.ช.ต้นกล้า สมมติ 9999"},
        {"pupils": "12345"},
        {"pupils": "ด.ช.ต้นกล้า สมมติ 2560", "agree": ""},
        {"pupils": "ด.ช.ต้นกล้า สมมติ 2560", "phone": "12"},
        {"sheet": SimpleUploadedFile("x.xlsx", b"not a workbook at all")},
        {"sheet": SimpleUploadedFile("x.xlsx", b"x" * 300_001)},
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(client, offering, wrong):
    page = client.post(address(offering), typed(**wrong)).content.decode()

    assert "errorlist" in page
    assert not Party.objects.exists()


def test_a_mistake_names_its_line():
    members, faults = read_pupils(["ด.ช.ต้นกล้า สมมติ 2560", "ด.ญ.ใบบัว สมมติ 31/2/2560"])

    assert len(members) == 1
    assert "2" in faults[0]


def test_a_class_too_large_may_wait_together(client, offering):
    pupils = "\n".join(f"ด.ช.นักเรียน{letter} สมมติ 2560" for letter in "กขคง")
    seated(offering, 1)

    refused = client.post(address(offering), typed(pupils=pupils))
    client.post(address(offering), typed(pupils=pupils, waitlist="1"))

    assert refused.status_code == 409
    assert 'name="waitlist"' in refused.content.decode()
    assert states(Party.objects.latest("pk")) == {"waitlisted"}


def test_lists_without_end_are_stopped(client, offering):
    answers = [client.post(address(offering), typed(pupils="")).status_code for _ in range(21)]

    assert answers == [200] * 20 + [429]


def test_a_personal_link_opens_the_usual_page_and_gives_the_held_seat(client, offering):
    hold = hold_seats(offering=offering, n_seats=1, actor=offering.officer)
    seated(offering, 3)

    usual = client.get(address(offering, "")).content.decode()
    page = client.get(address(offering, f"{hold.link}/")).content.decode()
    answer = client.post(address(offering, f"{hold.link}/"), request_of())
    again = client.post(address(offering, f"{hold.link}/"), request_of(name="นางคนอื่น ทดสอบ", phone="0899999999"))

    assert 'name="waitlist"' in usual
    assert 'name="waitlist"' not in page
    assert hold.token not in page
    assert answer["Location"].startswith("/my/ticket/")
    assert again.status_code == 409
    offering.refresh_from_db()
    assert offering.seats_taken == 4


def test_a_guessed_link_is_nothing(client, offering):
    assert client.get(address(offering, "guess/")).status_code == 404
    assert client.get("/nakhon/learn/none/join/class/").status_code == 404
