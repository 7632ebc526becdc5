"""Who may see and change the inventory, and who of its people may be named."""

import pytest
from django.utils import timezone

from cast import MEMBERS
from factories.heritage import HolderFactory, LineageFactory, NameConsentFactory, NamedHolderFactory
from factories.rows import HeritageItemFactory, PersonFactory
from mueang.apps.heritage.rules import (
    heritage_cities,
    may_change_item,
    may_record_item,
    nameable_persons,
    named_holders,
    public_items,
    visible_holders,
    visible_items,
    visible_lineage,
)
from mueang.apps.people.enums import LawfulBasis, Purpose

KEEP_THE_INVENTORY = {"officer", "manager", "unit_officer"}
READ_THE_DESK = {"auditor"}


@pytest.mark.parametrize("member", MEMBERS)
def test_only_the_citys_officers_keep_the_inventory(cast, member):
    viewer, item = getattr(cast, member), HeritageItemFactory(city=cast.city)

    assert may_change_item(viewer, item) == (member in KEEP_THE_INVENTORY)
    assert may_record_item(viewer, cast.city) == (member in KEEP_THE_INVENTORY)


@pytest.mark.parametrize("member", MEMBERS)
def test_sacred_and_secret_items_are_seen_by_their_keepers_alone(cast, member):
    viewer = getattr(cast, member)
    plain = HeritageItemFactory(city=cast.city)
    sacred = HeritageItemFactory(city=cast.city, is_published=False, is_sacred=True)
    secret = HeritageItemFactory(city=cast.city, is_published=False, is_family_secret=True)

    seen = set(visible_items(viewer).filter(city=cast.city))

    expected = (
        {plain, sacred, secret} if member in KEEP_THE_INVENTORY else {plain} if member in READ_THE_DESK else set()
    )
    assert seen == expected


@pytest.mark.parametrize("member", MEMBERS)
def test_holders_and_lineage_are_seen_by_the_keepers_of_the_inventory_alone(cast, member):
    viewer = getattr(cast, member)
    holder = HolderFactory(item__city=cast.city)
    lineage = LineageFactory(item=holder.item)

    assert visible_holders(viewer).filter(pk=holder.pk).exists() == (member in KEEP_THE_INVENTORY)
    assert visible_lineage(viewer).filter(pk=lineage.pk).exists() == (member in KEEP_THE_INVENTORY)


@pytest.mark.parametrize("member", MEMBERS)
def test_the_heritage_desk_opens_to_those_who_keep_or_read_it(cast, member):
    entered = heritage_cities(getattr(cast, member)).filter(pk=cast.city.pk).exists()

    assert entered == (member in KEEP_THE_INVENTORY | READ_THE_DESK)


def test_officers_see_no_other_citys_inventory(cast):
    HeritageItemFactory(city=cast.elsewhere)

    assert list(visible_items(cast.officer)) == []
    assert list(heritage_cities(cast.officer)) == [cast.city]


def test_the_public_sees_what_is_published_neither_sacred_nor_secret_nor_elsewhere(cast):
    shown = HeritageItemFactory(city=cast.city)
    HeritageItemFactory(city=cast.city, is_published=False)
    HeritageItemFactory(city=cast.city, is_published=False, is_sacred=True)
    HeritageItemFactory(city=cast.city, is_published=False, is_family_secret=True)
    HeritageItemFactory(city=cast.elsewhere)

    assert list(public_items(cast.city)) == [shown]


def test_a_holder_is_named_under_their_own_standing_consent(db):
    named = NamedHolderFactory()
    HolderFactory(item=named.item)

    assert list(named_holders()) == [named]


@pytest.mark.parametrize(
    "change",
    [
        {"withdrawn_at": timezone.now()},
        {"purpose": Purpose.PHOTO},
        {"lawful_basis": LawfulBasis.PUBLIC_TASK},
    ],
)
def test_a_consent_that_was_withdrawn_or_means_something_else_names_nobody(db, change):
    holder = NamedHolderFactory()
    for column, value in change.items():
        setattr(holder.consent, column, value)
    holder.consent.save()

    assert not named_holders().exists()
    assert not nameable_persons().exists()


def test_somebody_elses_consent_names_nobody(db):
    holder = HolderFactory()
    holder.consent = NameConsentFactory(person__city=holder.item.city)
    holder.save()

    assert not named_holders().exists()


def test_an_erased_person_is_not_named(db):
    holder = NamedHolderFactory()
    holder.person.erased_at = timezone.now()
    holder.person.save()

    assert not named_holders().exists()
    assert not nameable_persons().exists()


def test_a_person_merged_into_another_row_is_named_under_the_kept_rows_consent(db):
    holder = HolderFactory()
    kept = PersonFactory(city=holder.item.city)
    holder.person.merged_into = kept
    holder.person.save()
    holder.consent = NameConsentFactory(person=kept)
    holder.save()

    assert list(named_holders()) == [holder]
    assert set(nameable_persons()) == {kept, holder.person}
