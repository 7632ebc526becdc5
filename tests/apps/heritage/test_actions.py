"""Changes of the inventory: who may, what is refused, and what the record and the page cache learn."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from factories.heritage import HolderFactory, LineageFactory, NameConsentFactory, NamedHolderFactory
from factories.rows import HeritageItemFactory, PersonFactory, PlaceFactory
from mueang.apps.audit.models import Event
from mueang.apps.heritage.actions import (
    add_holder,
    add_lineage,
    change_holder,
    change_item,
    publish_item,
    record_item,
    remove_holder,
    remove_lineage,
    withdraw_item,
)
from mueang.apps.heritage.enums import Category, Risk, Willingness
from mueang.apps.heritage.errors import (
    AlreadyAHolder,
    ConsentDoesNotFit,
    HeritageRefused,
    LineageKnown,
    NotForThePublic,
    PersonElsewhere,
    PlaceElsewhere,
    TaughtByThemself,
)
from mueang.apps.heritage.models import Holder, Lineage

EVERY_REFUSAL = HeritageRefused.__subclasses__()


def verbs() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("verb", flat=True))


def version_of(city) -> int:
    city.refresh_from_db()
    return city.version


@pytest.mark.parametrize("refusal", EVERY_REFUSAL)
def test_every_refusal_says_a_sentence(refusal):
    assert refusal().sentence


def test_record_item_writes_it_unpublished_and_leaves_a_record(cast):
    item = record_item(
        city=cast.city, category=Category.FOOD, name_th="ข้าวยำ", name_en="Rice salad", risk=Risk.FEW, actor=cast.officer
    )

    assert (item.slug, item.is_published) == ("rice-salad", False)
    assert verbs() == ["heritage.recorded"]
    assert Event.objects.get().facts == {"category": "food"}


def test_two_items_of_one_name_get_two_addresses(cast):
    slugs = [
        record_item(
            city=cast.city, category=Category.FOOD, name_th="ข้าวยำ", name_en="Rice salad", actor=cast.officer
        ).slug
        for _ in range(2)
    ]

    assert slugs == ["rice-salad", "rice-salad-2"]


@pytest.mark.parametrize("member", ["stranger", "keeper", "instructor", "auditor", "manager_elsewhere"])
def test_record_item_refuses_who_does_not_keep_the_inventory(cast, member):
    with pytest.raises(PermissionDenied):
        record_item(city=cast.city, category=Category.FOOD, name_th="ข้าวยำ", actor=getattr(cast, member))


def test_record_item_refuses_a_place_of_another_city_and_a_missing_name(cast):
    with pytest.raises(PlaceElsewhere):
        record_item(
            city=cast.city,
            category=Category.FOOD,
            name_th="ข้าวยำ",
            place=PlaceFactory(city=cast.elsewhere),
            actor=cast.officer,
        )
    with pytest.raises(ValidationError):
        record_item(city=cast.city, category=Category.FOOD, name_th="", actor=cast.officer)
    assert verbs() == []


def test_change_item_changes_and_tells_the_page_cache(cast):
    item, before = HeritageItemFactory(city=cast.city), version_of(cast.city)

    changed = change_item(item=item, season="มีนาคมถึงพฤษภาคม", actor=cast.officer)

    assert changed.season == "มีนาคมถึงพฤษภาคม"
    assert version_of(cast.city) == before + 1
    assert Event.objects.get().facts == {"changed": ["season"], "is_published": True}


@pytest.mark.parametrize("flag", ["is_sacred", "is_family_secret"])
def test_what_turns_out_sacred_or_secret_leaves_the_public_pages_at_once(cast, flag):
    item = HeritageItemFactory(city=cast.city, is_published=True)

    changed = change_item(item=item, actor=cast.officer, **{flag: True})

    assert changed.is_published is False


def test_change_item_refuses_a_stranger_and_a_foreign_place(cast):
    item = HeritageItemFactory(city=cast.city)

    with pytest.raises(PermissionDenied):
        change_item(item=item, season="x", actor=cast.manager_elsewhere)
    with pytest.raises(PlaceElsewhere):
        change_item(item=item, place=PlaceFactory(city=cast.elsewhere), actor=cast.officer)


def test_publish_and_withdraw_turn_the_public_page_on_and_off(cast):
    item, before = HeritageItemFactory(city=cast.city, is_published=False), version_of(cast.city)

    assert publish_item(item=item, actor=cast.officer).is_published
    assert not withdraw_item(item=item, actor=cast.officer).is_published

    assert version_of(cast.city) == before + 2
    assert verbs() == ["heritage.published", "heritage.withdrawn"]


@pytest.mark.parametrize("flag", ["is_sacred", "is_family_secret"])
def test_publish_item_refuses_what_its_people_keep_to_themselves(cast, flag):
    item = HeritageItemFactory(city=cast.city, is_published=False, **{flag: True})

    with pytest.raises(NotForThePublic):
        publish_item(item=item, actor=cast.unit_officer)

    item.refresh_from_db()
    assert not item.is_published


def test_publish_and_withdraw_refuse_a_stranger(cast):
    item = HeritageItemFactory(city=cast.city)

    for act in (publish_item, withdraw_item):
        with pytest.raises(PermissionDenied):
            act(item=item, actor=cast.keeper)


def test_add_holder_keeps_names_out_of_the_record(cast):
    item, person = HeritageItemFactory(city=cast.city), PersonFactory(city=cast.city, given_name="เปิดเผยไม่ได้")

    holder = add_holder(item=item, person=person, willingness=Willingness.WILLING, actor=cast.officer)

    assert holder.consent is None
    event = Event.objects.get()
    assert event.facts == {"person": str(person.uuid), "willingness": "willing", "is_named": False}
    assert "เปิดเผยไม่ได้" not in str(event.facts)


def test_add_holder_takes_the_persons_own_standing_consent(cast):
    consent = NameConsentFactory(person__city=cast.city)
    item = HeritageItemFactory(city=cast.city)

    holder = add_holder(
        item=item, person=consent.person, willingness=Willingness.TEACHES, consent=consent, actor=cast.officer
    )

    assert holder.consent == consent


def test_add_holder_refuses_anothers_or_a_withdrawn_consent(cast):
    item, person = HeritageItemFactory(city=cast.city), PersonFactory(city=cast.city)
    anothers = NameConsentFactory(person__city=cast.city)
    withdrawn = NameConsentFactory(person=person, withdrawn_at=timezone.now())

    for consent in (anothers, withdrawn):
        with pytest.raises(ConsentDoesNotFit):
            add_holder(item=item, person=person, willingness=Willingness.WILLING, consent=consent, actor=cast.officer)

    assert not Holder.objects.exists()


def test_add_holder_refuses_people_who_are_not_in_this_citys_list(cast):
    item = HeritageItemFactory(city=cast.city)
    foreign = PersonFactory(city=cast.elsewhere)
    merged = PersonFactory(city=cast.city, merged_into=PersonFactory(city=cast.city))
    erased = PersonFactory(city=cast.city, erased_at=timezone.now())

    for person in (foreign, merged, erased):
        with pytest.raises(PersonElsewhere):
            add_holder(item=item, person=person, willingness=Willingness.WILLING, actor=cast.officer)


def test_add_holder_refuses_a_second_row_and_a_stranger(cast):
    holder = HolderFactory(item__city=cast.city)

    with pytest.raises(AlreadyAHolder):
        add_holder(item=holder.item, person=holder.person, willingness=Willingness.TEACHES, actor=cast.officer)
    with pytest.raises(PermissionDenied):
        add_holder(
            item=holder.item, person=PersonFactory(city=cast.city), willingness=Willingness.TEACHES, actor=cast.keeper
        )


def test_change_holder_takes_the_name_back(cast):
    holder = NamedHolderFactory(item__city=cast.city)

    changed = change_holder(holder=holder, willingness=Willingness.NOT_NOW, consent=None, actor=cast.officer)

    assert (changed.willingness, changed.consent) == (Willingness.NOT_NOW, None)
    assert verbs() == ["heritage.holder_changed"]


def test_change_holder_refuses_a_consent_that_does_not_fit_and_a_stranger(cast):
    holder = HolderFactory(item__city=cast.city)

    with pytest.raises(ConsentDoesNotFit):
        change_holder(holder=holder, willingness=Willingness.WILLING, consent=NameConsentFactory(), actor=cast.officer)
    with pytest.raises(PermissionDenied):
        change_holder(holder=holder, willingness=Willingness.WILLING, consent=None, actor=cast.stranger)


def test_remove_holder_takes_the_row_away_and_records_it(cast):
    holder = HolderFactory(item__city=cast.city)

    with pytest.raises(PermissionDenied):
        remove_holder(holder=holder, actor=cast.keeper)
    remove_holder(holder=holder, actor=cast.officer)

    assert not Holder.objects.exists()
    assert verbs() == ["heritage.holder_removed"]


def test_add_lineage_says_who_learned_from_whom(cast):
    item = HeritageItemFactory(city=cast.city)
    teacher, learner = PersonFactory(city=cast.city), PersonFactory(city=cast.city)

    lineage = add_lineage(item=item, teacher=teacher, learner=learner, since_year=2019, actor=cast.officer)

    assert (lineage.teacher, lineage.learner, lineage.since_year) == (teacher, learner, 2019)
    assert verbs() == ["heritage.lineage_added"]


def test_add_lineage_refuses_a_circle_a_repeat_a_foreigner_and_a_stranger(cast):
    known = LineageFactory(item__city=cast.city)
    item, teacher, learner = known.item, known.teacher, known.learner
    foreign = PersonFactory(city=cast.elsewhere)

    for wrong, refusal, actor in [
        ((teacher, teacher), TaughtByThemself, cast.officer),
        ((teacher, learner), LineageKnown, cast.officer),
        ((teacher, foreign), PersonElsewhere, cast.officer),
        ((foreign, learner), PersonElsewhere, cast.officer),
        ((learner, teacher), PermissionDenied, cast.keeper),
    ]:
        with pytest.raises(refusal):
            add_lineage(item=item, teacher=wrong[0], learner=wrong[1], since_year=2020, actor=actor)

    assert Lineage.objects.count() == 1


def test_remove_lineage_takes_the_row_away_and_records_it(cast):
    lineage = LineageFactory(item__city=cast.city)

    with pytest.raises(PermissionDenied):
        remove_lineage(lineage=lineage, actor=cast.auditor)
    remove_lineage(lineage=lineage, actor=cast.officer)

    assert not Lineage.objects.exists()
    assert verbs() == ["heritage.lineage_removed"]
