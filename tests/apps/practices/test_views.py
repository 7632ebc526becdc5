"""The practices desk and its public pages, door by door."""

from __future__ import annotations

import io
from datetime import date
from uuid import uuid4

import openpyxl
import pytest
from django.urls import reverse
from django.utils import translation

from factories.indicators import indicator
from factories.practices import a_draft, a_figure, a_practice
from factories.rows import HeritageItemFactory, OfferingFactory
from mueang.apps.practices.models import Adoption, Practice, Question, Twin

TYPED = {"title_th": "บทเรียนสมมติ", "title_en": "Invented practice", "started_on": "1/10/2567", "cost": "1,500.50"}


@pytest.fixture
def desk(cast, client):
    class Desk:
        def sit(self, who, city=None):
            client.force_login(who)
            self.city = city or cast.city
            return self

        def to(self, name, *rest):
            with translation.override("en"):
                return reverse(f"practices:{name}", args=[self.city.slug, *rest])

        def text(self, name, *rest, **query):
            response = client.get(self.to(name, *rest), query)
            assert response.status_code == 200
            return response.content.decode()

        def post(self, name, *rest, **typed):
            return client.post(self.to(name, *rest), typed)

    return Desk().sit(cast.manager)


def test_an_officer_writes_changes_and_sends_and_the_unit_checks(desk, cast, client):
    assert "Nothing written down yet" in desk.text("home")
    item, counted = HeritageItemFactory(city=cast.city), indicator()
    a_figure(cast.city, counted)
    desk.text("write")
    assert desk.post("write", **TYPED, ended_on="1/1/2560").status_code == 200
    assert desk.post("write", **TYPED, heritage=[item.slug], indicators=[str(counted.uuid)]).status_code == 302
    row = Practice.objects.get()
    assert (row.cost_satang, row.heritage.get(), row.indicators.get()) == (150_050, item, counted)
    assert "1,500.5" in desk.text("change", row.uuid) or "1500.5" in desk.text("change", row.uuid)
    assert "before it is sent" in client.post(desk.to("step", row.uuid, "send"), follow=True).content.decode()
    more = {"what_th": "ทำ", "for_whom_th": "ทุกคน", "result_th": "ดี", "heritage": [item.slug]}
    desk.post("change", row.uuid, **TYPED, **more)
    desk.post("step", row.uuid, "send")
    assert desk.post("step", row.uuid, "jump").status_code == 404
    desk.sit(cast.unit_officer)
    assert "Invented practice" in desk.text("home")
    desk.post("give_back", row.uuid)
    desk.post("give_back", row.uuid, note="ขอรายละเอียด")
    desk.sit(cast.manager)
    assert "ขอรายละเอียด" in desk.text("practice", row.uuid)
    desk.post("step", row.uuid, "send")
    desk.sit(cast.unit_officer).post("step", row.uuid, "publish")
    row.refresh_from_db()
    assert row.state == "published"
    cells = openpyxl.load_workbook(io.BytesIO(client.get(desk.to("home"), {"format": "xlsx"}).content)).active
    assert "บทเรียนสมมติ" in str([list(one) for one in cells.iter_rows(values_only=True)])


def test_another_city_asks_takes_it_up_and_says_what_came_of_it(desk, cast, client):
    row = a_practice(cast)
    desk.sit(cast.manager_elsewhere, cast.elsewhere)
    assert "Nothing taken up yet" in desk.text("home")
    assert "Invented market" in desk.text("others", words="ตลาดนัด")
    assert "No practice found" in desk.text("others", words="zzz")
    desk.post("question", row.uuid)
    desk.post("question", row.uuid, words="ใครทำ")
    desk.text("adopt", row.uuid)
    assert desk.post("adopt", row.uuid, starts_on="1/11/2568", ends_on="1/1/2560").status_code == 200
    assert desk.post("adopt", row.uuid, starts_on="1/11/2568", ends_on="31/8/2569").status_code == 302
    assert (
        "taken this up already"
        in desk.post("adopt", row.uuid, starts_on="1/11/2568", ends_on="31/8/2569").content.decode()
    )
    adoption = Adoption.objects.get()
    desk.text("came", adoption.uuid)
    desk.post("came", adoption.uuid, came="helped", report="ได้ผล")
    assert client.get(desk.to("came", uuid4())).status_code == 404
    desk.sit(cast.manager)
    question = Question.objects.get()
    assert "Question waiting" in desk.text("home")
    desk.post("answer", row.uuid, question.uuid)
    desk.post("answer", row.uuid, question.uuid, answer="เทศบาล")
    page = client.get(f"/{cast.city.slug}/practices/{row.slug}/").content.decode()
    for words in ("ใครทำ", "เทศบาล", "ได้ผล", cast.elsewhere.name_th):
        assert words in page


def test_twins_are_asked_agreed_and_visited(desk, cast, client):
    visit = OfferingFactory(city=cast.elsewhere)
    assert "No twin city yet" in desk.text("twins")
    desk.post("twins", other=cast.elsewhere.slug, about="ผ้า")
    assert desk.post("twins", other=cast.elsewhere.slug).status_code == 200
    twin = Twin.objects.get()
    assert desk.post("twin_step", twin.uuid).status_code == 403
    desk.sit(cast.manager_elsewhere, cast.elsewhere)
    desk.post("twin_step", twin.uuid)
    assert desk.post("twin_step", twin.uuid, offering="x").status_code == 404
    desk.post("twin_step", twin.uuid, offering=str(visit.uuid))
    assert visit.program.name_en in desk.text("twins")
    assert cast.elsewhere.name_th in client.get(f"/{cast.city.slug}/practices/").content.decode()


def test_strangers_and_readers_have_no_way_in_or_nothing_to_press(desk, cast, client):
    row = a_draft(cast)
    for who, status in ((cast.stranger, 404), (cast.keeper, 404), (cast.manager_elsewhere, 404)):
        desk.sit(who)
        assert client.get(desk.to("home")).status_code == status
        assert client.post(desk.to("step", row.uuid, "send")).status_code == 404
    desk.sit(cast.auditor)
    assert desk.to("write") not in desk.text("home")
    assert client.get(desk.to("write")).status_code == 403
    assert client.get(f"/{cast.city.slug}/practices/{row.slug}/").status_code == 404
    assert row.title_th not in client.get(f"/{cast.city.slug}/practices/").content.decode()


@pytest.mark.parametrize("n_rows", [1, 3])
def test_public_pages_ask_a_fixed_number_of_statements(cast, client, n_rows, django_assert_num_queries):
    rows = [a_practice(cast, started_on=date(2024, 1, n + 1)) for n in range(n_rows)]
    with django_assert_num_queries(4):
        client.get(f"/{cast.city.slug}/practices/")
    with django_assert_num_queries(6):
        client.get(f"/{cast.city.slug}/practices/{rows[0].slug}/")
