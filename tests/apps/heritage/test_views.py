"""The heritage desk, door by door."""

from __future__ import annotations

import io
from uuid import uuid4

import openpyxl
import pytest
from django.urls import reverse
from django.utils import translation

from factories.heritage import HolderFactory, LineageFactory, NameConsentFactory, NamedHolderFactory
from factories.rows import HeritageItemFactory, PersonFactory
from mueang.apps.heritage.models import HeritageItem, Holder, Lineage

NEW = {"category": "food", "name_th": "ข้าวยำ", "name_en": "Rice salad", "risk": "few"}


@pytest.fixture
def desk(cast, client):
    """The officer's browser, and addresses of the desk in English."""
    client.force_login(cast.officer)

    class Desk:
        def to(self, name: str, *rest: object) -> str:
            with translation.override("en"):
                return reverse(f"heritage:{name}", args=[cast.city.slug, *rest])

        def get(self, name: str, *rest: object, **query: str):
            return client.get(self.to(name, *rest), query)

        def post(self, name: str, *rest: object, **typed: object):
            return client.post(self.to(name, *rest), typed)

    return Desk()


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_list_shows_items_of_this_city_only(cast, client, language):
    ours, theirs = HeritageItemFactory(city=cast.city), HeritageItemFactory(city=cast.elsewhere)
    client.force_login(cast.officer)
    with translation.override(language):
        address = reverse("heritage:items", args=[cast.city.slug])

    page = text(client.get(address))

    assert getattr(ours, f"name_{language}") in page
    assert getattr(theirs, f"name_{language}") not in page


@pytest.mark.parametrize(
    ("member", "status"),
    [("anonymous", 302), ("stranger", 404), ("keeper", 404), ("manager_elsewhere", 404), ("auditor", 200)],
)
def test_the_desk_opens_to_those_who_keep_or_read_it(cast, client, member, status):
    if member != "anonymous":
        client.force_login(getattr(cast, member))

    assert client.get(reverse("heritage:items", args=[cast.city.slug])).status_code == status


def test_an_empty_inventory_teaches_the_officer_and_offers_the_auditor_nothing_to_press(desk, cast, client):
    assert desk.to("item_add") in text(desk.get("items"))

    client.force_login(cast.auditor)

    assert desk.to("item_add") not in text(desk.get("items"))
    assert desk.get("item_add").status_code == 403


def test_filters_that_find_nothing_say_so(desk, cast):
    HeritageItemFactory(city=cast.city)

    assert "Nothing fits these filters" in text(desk.get("items", words="ไม่มีคำนี้"))


@pytest.mark.parametrize("n_items", [1, 3])
def test_the_list_is_a_fixed_number_of_queries(desk, cast, n_items, django_assert_num_queries):
    for _ in range(n_items):
        HolderFactory(item__city=cast.city)

    with django_assert_num_queries(6):  # session, account, grants, city, number of items, items
        desk.get("items")


@pytest.mark.parametrize("n_people", [1, 3])
def test_an_item_page_is_a_fixed_number_of_queries(desk, cast, n_people, django_assert_num_queries):
    item = HeritageItemFactory(city=cast.city)
    NamedHolderFactory.create_batch(n_people, item=item)
    LineageFactory.create_batch(n_people, item=item)

    with django_assert_num_queries(8):  # session, account, grants, item, the named, holders, lineage
        desk.get("item", item.slug)


def test_the_list_is_handed_out_as_excel_without_the_names_of_holders(desk, cast):
    holder = NamedHolderFactory(item__city=cast.city, person__given_name="ไม่อยู่ในไฟล์")

    response = desk.get("items", format="xlsx")

    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    cells = [cell for row in sheet.values for cell in row]
    assert holder.item.name_th in cells
    assert not [cell for cell in cells if "ไม่อยู่ในไฟล์" in str(cell)]
    assert "nakhon-heritage.xlsx" in response["Content-Disposition"]


def test_an_item_is_added_by_its_form(desk):
    response = desk.post("item_add", **NEW)

    assert response.status_code == 302
    assert HeritageItem.objects.get().slug == "rice-salad"


def test_a_form_without_a_name_writes_nothing_and_says_where(desk):
    page = text(desk.post("item_add", **{**NEW, "name_th": ""}))

    assert "id_name_th" in page
    assert not HeritageItem.objects.exists()


def test_an_item_is_changed_by_its_form(desk, cast):
    item = HeritageItemFactory(city=cast.city)
    assert item.name_th in text(desk.get("item_change", item.slug))

    desk.post("item_change", item.slug, **NEW, is_sacred="on")

    item.refresh_from_db()
    assert (item.name_th, item.is_sacred, item.is_published) == ("ข้าวยำ", True, False)


def test_an_item_is_shown_and_withdrawn_by_one_press(desk, cast):
    item = HeritageItemFactory(city=cast.city, is_published=False)

    desk.post("item_step", item.slug, "publish")
    item.refresh_from_db()
    assert item.is_published
    assert desk.to("item_step", item.slug, "withdraw") in text(desk.get("item", item.slug))

    desk.post("item_step", item.slug, "withdraw")
    item.refresh_from_db()
    assert not item.is_published
    assert desk.post("item_step", item.slug, "burn").status_code == 404


def test_a_sacred_item_is_not_published_by_a_forged_press(desk, cast):
    item = HeritageItemFactory(city=cast.city, is_published=False, is_sacred=True)
    assert desk.to("item_step", item.slug, "publish") not in text(desk.get("item", item.slug))

    desk.post("item_step", item.slug, "publish")

    item.refresh_from_db()
    assert not item.is_published
    assert "do not permit that it is shown in public" in text(desk.get("item", item.slug))


def test_an_item_page_shows_holders_and_lineage_to_officers_and_not_to_auditors(desk, cast, client):
    lineage = LineageFactory(item__city=cast.city)
    holder = NamedHolderFactory(item=lineage.item)
    names = [holder.person.given_name, lineage.teacher.given_name, lineage.learner.given_name]

    assert all(name in text(desk.get("item", lineage.item.slug)) for name in names)

    client.force_login(cast.auditor)
    page = text(desk.get("item", lineage.item.slug))
    assert not [name for name in names if name in page]
    assert desk.get("item_change", lineage.item.slug).status_code == 403
    assert desk.get("holders", lineage.item.slug).status_code == 403


def test_an_auditor_meets_no_sacred_item(desk, cast, client):
    item = HeritageItemFactory(city=cast.city, is_published=False, is_sacred=True)
    client.force_login(cast.auditor)

    assert desk.get("item", item.slug).status_code == 404


def test_people_are_looked_up_and_those_recorded_already_marked(desk, cast):
    holder = HolderFactory(item__city=cast.city, person__given_name="จำปา", person__match_key="จำปาตัวอยาง")
    other = PersonFactory(city=cast.city, given_name="จำปี", match_key="จำปตัวอยาง")
    foreign = PersonFactory(city=cast.elsewhere, given_name="จำปูน", match_key="จำปาตัวอยาง")

    page = text(desk.get("holders", holder.item.slug, words="จำปา"))

    assert "จำปา" in page
    assert "Recorded already" in page
    assert foreign.given_name not in page
    assert other.given_name not in page
    assert "Nobody found" in text(desk.get("holders", holder.item.slug, words="ไม่มีใคร"))


def test_a_holder_is_added_changed_and_taken_off_by_forms(desk, cast):
    item, consent = HeritageItemFactory(city=cast.city), NameConsentFactory(person__city=cast.city)
    person = consent.person
    assert "Consent given on" in text(desk.get("holder", item.slug, person.uuid))

    desk.post("holder", item.slug, person.uuid, willingness="willing", is_named="on")
    assert Holder.objects.get().consent == consent
    assert "Named in public" in text(desk.get("item", item.slug))

    desk.post("holder", item.slug, person.uuid, willingness="not_now")
    assert Holder.objects.get().consent is None

    desk.post("holder_remove", item.slug, person.uuid)
    assert not Holder.objects.exists()


def test_strangers_to_the_city_cannot_be_made_holders_by_a_forged_address(desk, cast):
    item, foreign = HeritageItemFactory(city=cast.city), PersonFactory(city=cast.elsewhere)

    assert desk.post("holder", item.slug, foreign.uuid, willingness="willing").status_code == 404
    assert desk.post("holder", item.slug, uuid4(), willingness="willing").status_code == 404
    assert desk.post("holder_remove", item.slug, foreign.uuid).status_code == 404


def test_lineage_is_recorded_between_a_holder_and_somebody_looked_up(desk, cast):
    holder = HolderFactory(item__city=cast.city)
    learner = PersonFactory(city=cast.city, given_name="ผู้สืบทอด", match_key="ผูสืบทอดตัวอยาง")
    assert "1 person found" in text(desk.get("lineage_add", holder.item.slug, words="ผู้สืบทอด"))

    typed = {"words": "ผู้สืบทอด", "teacher": holder.person.uuid, "learner": learner.uuid, "since_year": "2562"}
    desk.post("lineage_add", holder.item.slug, **typed)

    lineage = Lineage.objects.get()
    assert (lineage.teacher, lineage.learner, lineage.since_year) == (holder.person, learner, 2019)

    again = text(desk.post("lineage_add", holder.item.slug, **typed))
    assert "recorded already" in again

    desk.post("lineage_remove", holder.item.slug, holder.person.uuid, learner.uuid)
    assert not Lineage.objects.exists()


def test_lineage_with_nobody_looked_up_offers_the_holders(desk, cast):
    holder = HolderFactory(item__city=cast.city)

    assert str(holder.person.uuid) in text(desk.get("lineage_add", holder.item.slug))
