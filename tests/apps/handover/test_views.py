"""The pages of a handover: who may open them, what they say, and the book."""

from __future__ import annotations

import io
from datetime import date
from uuid import uuid4

import openpyxl
import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cast import MEMBERS
from factories.cases import CHILD_NAME, opened
from factories.network import AgreementFactory, ContributionFactory
from factories.rows import OfferingFactory, OrganizationFactory, PlaceFactory
from mueang.apps.handover.actions.leaving import hand_over
from mueang.apps.handover.models import Handover
from mueang.apps.support.models.cases import Case

OPENS_HOME = {"manager", "unit_officer", "case_supervisor"}
OPENS_BOOK = {"manager", "unit_officer", "keeper"}


def address(cast, name, *rest):
    return reverse(f"handover:{name}", args=[cast.city.slug, *rest])


def cells(response):
    return list(openpyxl.load_workbook(io.BytesIO(response.content)).active.values)


@pytest.fixture
def held(cast):
    PlaceFactory(city=cast.city, name_th="โรงทอสมมติ", owner=cast.officer)
    return OfferingFactory(city=cast.city, place=cast.place, owner=cast.officer, program__name_th="ทอผ้าสมมติ")


@pytest.fixture
def handover(cast, held):
    return hand_over(
        city=cast.city, leaver=cast.officer, successor=cast.keeper, actor=cast.manager, note="กุญแจอยู่ที่ธุรการ\nสองดอก"
    )


@pytest.mark.parametrize("member", MEMBERS)
def test_who_gives_roles_or_supervises_opens_the_list_and_the_successor_the_book(client, cast, handover, member):
    if member != "anonymous":
        client.force_login(getattr(cast, member))
    otherwise = 302 if member == "anonymous" else 404
    if member == "officer":
        otherwise = 302  # the leaver: signed out

    home, page = client.get(address(cast, "home")), client.get(address(cast, "page", handover.uuid))

    assert home.status_code == (200 if member in OPENS_HOME else otherwise)
    assert page.status_code == (200 if member in OPENS_BOOK else otherwise)


def test_everything_is_listed_before_it_is_passed_on_and_as_excel(client, cast, held):
    client.force_login(cast.manager)
    opened(cast)

    assert client.get(address(cast, "leaver", uuid4())).status_code == 404
    page = client.get(address(cast, "leaver", cast.officer.uuid)).content.decode()
    file = client.get(address(cast, "leaver", cast.officer.uuid), {"format": "xlsx"})
    worker = client.get(address(cast, "leaver", cast.case_worker.uuid)).content.decode()

    assert "ทอผ้าสมมติ" in page
    assert "โรงทอสมมติ" in page
    assert [row[1] for row in cells(file)][-2:] == ["ทอผ้าสมมติ", "โรงทอสมมติ"]
    assert Case.objects.get().number not in worker
    assert CHILD_NAME not in worker


def test_a_press_hands_over_and_leads_to_the_handover(client, cast, held):
    client.force_login(cast.manager)
    typed = {"successor": str(cast.keeper.uuid), "takes_roles": "on", "note": "กุญแจอยู่ที่ธุรการ"}

    answer = client.post(address(cast, "leaver", cast.officer.uuid), typed, follow=True)

    held.refresh_from_db()
    assert held.owner == cast.keeper
    assert "กุญแจอยู่ที่ธุรการ" in answer.content.decode()
    assert [row[0] for row in cells(client.get(address(cast, "home"), {"format": "xlsx"}))][-1] == str(cast.officer)


def test_a_refusal_is_said_above_the_form_and_nothing_has_changed(client, cast, held):
    client.force_login(cast.manager)
    typed = {"successor": str(cast.auditor.uuid)}

    refused = client.post(address(cast, "leaver", cast.officer.uuid), typed)
    stranger = client.post(address(cast, "leaver", cast.officer.uuid), {"successor": str(cast.stranger.uuid)})

    assert (refused.status_code, stranger.status_code) == (422, 422)
    assert "ทอผ้าสมมติ" in refused.content.decode()
    assert not Handover.objects.exists()


def test_who_hands_over_their_own_post_is_thanked_and_signed_out(client, cast):
    client.force_login(cast.manager)
    typed = {"successor": str(cast.officer.uuid), "takes_roles": "on"}

    answer = client.post(address(cast, "leaver", cast.manager.uuid), typed)

    assert str(cast.officer) in answer.content.decode()
    assert client.get(address(cast, "home")).status_code == 302


def test_a_supervisor_passes_cases_on_and_a_manager_cannot(client, cast):
    case = opened(cast)
    where = address(cast, "cases", cast.case_worker.uuid)
    typed = {"cases-to": str(cast.case_supervisor.uuid), "cases-note": "โทรก่อนไป"}

    client.force_login(cast.manager)
    assert client.post(where, typed).status_code == 404
    client.force_login(cast.case_supervisor)
    assert case.number in client.get(address(cast, "leaver", cast.case_worker.uuid)).content.decode()
    assert client.post(where, typed | {"cases-note": ""}).status_code == 422
    assert client.post(where, typed | {"cases-note": "  .  "} | {"cases-to": str(cast.manager.uuid)}).status_code == 422
    assert client.post(where, typed).status_code == 302

    case.refresh_from_db()
    assert case.main_worker == cast.case_supervisor


def test_the_book_names_what_went_over_and_what_is_promised_in_both_languages(client, cast, handover):
    partner = OrganizationFactory(city=cast.city, name_th="ชมรมทอผ้าสมมติ")
    agreement = AgreementFactory(organization=partner)
    ContributionFactory(agreement=agreement, what="ครูพี่เลี้ยงสมมติ", due_on=date(2099, 1, 2))
    ContributionFactory(agreement=agreement, what="ให้ครบแล้ว", given=40)
    client.force_login(cast.keeper)

    Handover.objects.update(roles=[*handover.roles, handover.roles[0] | {"is_taken_over": False, "is_held": True}])

    thai, english = (client.get(address(cast, "book", handover.uuid, one)) for one in ("th", "en"))

    text = "".join("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(thai.content)).pages).split())
    for words in ("สมุดส่งมอบงาน", "ทอผ้าสมมติ", "โรงทอสมมติ", "กุญแจอยู่ที่ธุรการ", "ครูพี่เลี้ยงสมมติ", "2642", "มีบทบาทนี้อยู่แล้ว"):
        assert words in text
    assert "ให้ครบแล้ว" not in text
    assert "Handover book" in pypdf.PdfReader(io.BytesIO(english.content)).pages[0].extract_text()
    assert client.get(address(cast, "book", handover.uuid, "fr")).status_code == 404


@pytest.mark.parametrize("n", [1, 3])
def test_the_pages_take_as_many_statements_however_many_rows(client, cast, n):
    OfferingFactory.create_batch(n, city=cast.city, place=cast.place, owner=cast.officer)
    PlaceFactory.create_batch(n, city=cast.city, owner=cast.officer)
    client.force_login(cast.manager)
    client.get(address(cast, "home"))

    with CaptureQueriesContext(connection) as before:
        client.get(address(cast, "leaver", cast.officer.uuid))
    handover = hand_over(city=cast.city, leaver=cast.officer, successor=cast.keeper, actor=cast.manager)
    with CaptureQueriesContext(connection) as home:
        client.get(address(cast, "home"))
    with CaptureQueriesContext(connection) as page:
        client.get(address(cast, "page", handover.uuid))

    assert (len(before), len(home), len(page)) == (14, 7, 6)
