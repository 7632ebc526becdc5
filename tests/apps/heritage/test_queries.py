"""What pages say of heritage, and what they keep to themselves."""

import re

import pytest
from django.utils import timezone

from factories.heritage import HolderFactory, LineageFactory, NamedHolderFactory
from factories.rows import HeritageItemFactory, PersonFactory, PlaceFactory
from mueang.apps.heritage.actions import record_item
from mueang.apps.heritage.enums import Category, Willingness
from mueang.apps.heritage.models import HeritageItem
from mueang.apps.heritage.queries import (
    CARDS_A_PAGE,
    NamedHolder,
    free_slug,
    holders_of,
    inventory,
    item_page,
    items_to_keep,
    lineage_of,
    public_name_consent_of,
)


@pytest.mark.parametrize("n_items", [1, 3])
def test_inventory_is_three_queries_however_many_items(cast, n_items, django_assert_num_queries):
    for _ in range(n_items):
        HeritageItemFactory(city=cast.city, place=PlaceFactory(city=cast.city))

    with django_assert_num_queries(3):
        found = inventory(city=cast.city)

    assert len(found.cards) == found.total == n_items
    assert all(card.place for card in found.cards)


@pytest.mark.parametrize("n_holders", [1, 3])
def test_item_page_is_three_queries_however_many_holders(cast, n_holders, django_assert_num_queries):
    item = HeritageItemFactory(city=cast.city)
    NamedHolderFactory.create_batch(n_holders, item=item)

    with django_assert_num_queries(3):
        page = item_page(city=cast.city, slug=item.slug)

    assert page is not None
    assert len(page.holders) == n_holders


def test_inventory_counts_every_category_and_shows_the_chosen_one(cast):
    HeritageItemFactory(city=cast.city, category=Category.FOOD, name_th="ข้าวยำสมมติ")
    craft = HeritageItemFactory(city=cast.city, category=Category.CRAFT)

    found = inventory(city=cast.city, category=Category.CRAFT)

    assert [card.slug for card in found.cards] == [craft.slug]
    assert {row.category: row.n_items for row in found.counts} == {Category.FOOD: 1, Category.CRAFT: 1}
    assert inventory(city=cast.city, category=Category.GAMES).total == 0


def test_inventory_finds_by_every_word_in_thai_and_english(cast):
    found = HeritageItemFactory(city=cast.city, name_th="ข้าวยำ", name_en="Rice salad", story_th="ใส่น้ำบูดู")
    HeritageItemFactory(city=cast.city, name_th="ผ้าบาติก", name_en="Batik")

    for words in ("ข้าวยำ น้ำบูดู", "RICE", "ข้าวยำ  salad"):
        assert [card.slug for card in inventory(city=cast.city, words=words).cards] == [found.slug]
    assert inventory(city=cast.city, words="ข้าวยำ batik").cards == ()


def test_inventory_turns_its_pages(cast):
    HeritageItemFactory.create_batch(CARDS_A_PAGE + 1, city=cast.city)

    assert len(inventory(city=cast.city, page=2).cards) == 1
    assert inventory(city=cast.city, page=99).page == 2
    assert inventory(city=cast.city, page=-1).page == 1


@pytest.mark.parametrize(
    "hidden",
    [
        {"is_published": False},
        {"is_published": False, "is_sacred": True},
        {"is_published": False, "is_family_secret": True},
    ],
)
def test_no_public_answer_holds_what_its_people_keep_to_themselves(cast, hidden):
    item = HeritageItemFactory(city=cast.city, name_th="พิธีลับสมมติ", story_th="สูตรลับ", **hidden)
    NamedHolderFactory(item=item)

    assert item_page(city=cast.city, slug=item.slug) is None
    assert inventory(city=cast.city).total == 0
    assert inventory(city=cast.city, words="สูตรลับ").counts == ()


def test_another_citys_item_has_no_page_here(cast):
    item = HeritageItemFactory(city=cast.elsewhere)

    assert item_page(city=cast.city, slug=item.slug) is None


def test_item_page_names_those_who_agreed_and_only_counts_the_others(cast):
    item = HeritageItemFactory(city=cast.city)
    named = NamedHolderFactory(item=item, willingness=Willingness.TEACHES)
    silent = HolderFactory(item=item, willingness=Willingness.NOT_NOW)

    page = item_page(city=cast.city, slug=item.slug)

    assert page is not None
    assert page.holders == (NamedHolder(named.person.full_name, named.person.full_name, Willingness.TEACHES),)
    assert (page.n_holders, page.n_willing_to_teach) == (2, 1)
    assert silent.person.given_name not in repr(page)


def test_a_withdrawn_consent_takes_the_name_off_the_page(cast):
    holder = NamedHolderFactory(item__city=cast.city)
    holder.consent.withdrawn_at = timezone.now()
    holder.consent.save()

    page = item_page(city=cast.city, slug=holder.item.slug)

    assert page is not None
    assert page.holders == ()
    assert holder.person.given_name not in repr(page)


def test_a_merged_holder_is_named_as_the_kept_row(cast):
    holder = NamedHolderFactory(item__city=cast.city)
    kept = PersonFactory(city=cast.city, given_name="คงไว้", name_en="Khongwai Tuayang")
    holder.person.merged_into = kept
    holder.person.save()
    holder.consent.person = kept
    holder.consent.save()

    page = item_page(city=cast.city, slug=holder.item.slug)

    assert page is not None
    assert page.holders[0].name_th == kept.full_name
    assert page.holders[0].name_en == "Khongwai Tuayang"


def test_item_page_counts_learners_and_says_since_when(cast):
    item = HeritageItemFactory(city=cast.city)
    first = LineageFactory(item=item, since_year=1999)
    LineageFactory(item=item, since_year=2015)
    LineageFactory(item=item, learner=first.learner, since_year=2020)

    page = item_page(city=cast.city, slug=item.slug)

    assert page is not None
    assert (page.n_passed_on, page.passed_on_since_year) == (2, 1999)


@pytest.mark.parametrize("n_items", [1, 3])
def test_the_keepers_list_is_a_fixed_number_of_queries(cast, n_items, django_assert_num_queries):
    for _ in range(n_items):
        HolderFactory.create_batch(2, item__city=cast.city)

    with django_assert_num_queries(2):  # the viewer's grants, the items
        rows = list(items_to_keep(viewer=cast.officer, city=cast.city))

    assert [row.n_holders for row in rows] == [1] * (2 * n_items)


def test_the_keepers_list_narrows_by_category_words_and_whether_it_is_shown(cast):
    shown = HeritageItemFactory(city=cast.city, category=Category.FOOD, name_en="Rice salad")
    hidden = HeritageItemFactory(city=cast.city, category=Category.FOOD, is_published=False)
    HeritageItemFactory(city=cast.city, category=Category.CRAFT)

    def found(**chosen: str) -> set[HeritageItem]:
        return set(items_to_keep(viewer=cast.officer, city=cast.city, **chosen))

    assert found(category="food") == {shown, hidden}
    assert found(category="food", shown="public") == {shown}
    assert found(category="food", shown="hidden") == {hidden}
    assert found(words="salad") == {shown}


def test_holders_and_lineage_are_listed_for_their_keepers_only(cast):
    holder = HolderFactory(item__city=cast.city)
    named = NamedHolderFactory(item=holder.item)
    lineage = LineageFactory(item=holder.item)

    assert holders_of(viewer=cast.officer, item=holder.item) == [(holder, False), (named, True)]
    assert lineage_of(viewer=cast.officer, item=holder.item) == [lineage]
    assert holders_of(viewer=cast.auditor, item=holder.item) == []
    assert lineage_of(viewer=cast.auditor, item=holder.item) == []


def test_the_consent_to_be_named_is_found_while_it_stands(db):
    holder = NamedHolderFactory()

    assert public_name_consent_of(holder.person) == holder.consent
    assert public_name_consent_of(PersonFactory()) is None


def test_a_slug_comes_from_the_name_and_is_numbered_when_taken(cast):
    HeritageItemFactory(city=cast.city, slug="rice-salad")
    rows = HeritageItem.objects.filter(city=cast.city)

    assert free_slug(rows, "Rice salad", kind="heritage") == "rice-salad-2"
    assert free_slug(rows, "Batik", kind="heritage") == "batik"
    assert re.fullmatch(r"heritage-[0-9a-f]{6}", free_slug(rows, "ข้าวยำ", kind="heritage"))
    assert len(free_slug(rows, "a" * 200, kind="heritage")) <= 70


def test_lists_stand_in_thai_dictionary_order(cast):
    for name in ("เต้าส้อ", "ขนมจีน", "ตูปะซูตง", "แกงมัสมั่น"):
        record_item(city=cast.city, category=Category.FOOD, name_th=name, actor=cast.officer)
    HeritageItem.objects.update(is_published=True)

    names = [card.name_th for card in inventory(city=cast.city).cards]

    assert names == ["แกงมัสมั่น", "ขนมจีน", "ตูปะซูตง", "เต้าส้อ"]
