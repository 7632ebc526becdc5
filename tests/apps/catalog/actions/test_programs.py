"""Programs: opened, changed, made from heritage."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from factories.rows import HeritageItemFactory, InterestFactory, OfferingFactory, ProgramFactory
from mueang.apps.audit.models import Event
from mueang.apps.catalog.actions import change_program, load_interests, open_program, program_from_heritage
from mueang.apps.catalog.errors import CatalogRefused, NotForLessons, RoomTaken
from mueang.apps.catalog.models import Program
from mueang.apps.catalog.queries import programs_to_keep
from mueang.apps.heritage.enums import Category

EVERY_REFUSAL = CatalogRefused.__subclasses__()


def verbs() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("verb", flat=True))


@pytest.mark.parametrize("refusal", EVERY_REFUSAL)
def test_every_refusal_says_a_sentence(refusal):
    said = {"room": "ห้องประชุม 1", "starts_at": timezone.now()} if refusal is RoomTaken else {}

    assert refusal(**said).sentence


def test_open_program_takes_interests_as_rows_or_codes(cast):
    food, craft = InterestFactory(code="food"), InterestFactory(code="craft")

    program = open_program(
        city=cast.city,
        name_th="ทำขนม",
        name_en="Making sweets",
        summary_th="ทำกินเองได้",
        summary_en="To eat at home",
        interests=["food", craft, "unknown"],
        actor=cast.keeper,
        lab_minutes=180,
        required_minutes=120,
        outcomes_th=["ทำขนมได้"],
    )

    assert program.slug == "making-sweets"
    assert set(program.interests.all()) == {food, craft}
    assert program.total_minutes == 180
    assert verbs() == ["program.opened"]


def test_a_program_may_have_only_a_thai_name(cast):
    program = open_program(city=cast.city, name_th="ทำขนม", actor=cast.officer)

    assert program.slug.startswith("program-")
    assert program.name_en == ""


def test_two_programs_of_one_name_get_two_addresses(cast):
    slugs = [open_program(city=cast.city, name_th="x", name_en="Sweets", actor=cast.officer).slug for _ in range(2)]

    assert slugs == ["sweets", "sweets-2"]


def test_programs_stand_in_thai_dictionary_order(cast):
    for name in ("เย็บผ้า", "ปักผ้า", "ย้อมผ้า", "แกะสลัก"):
        open_program(city=cast.city, name_th=name, actor=cast.officer)

    names = [row.name_th for row in programs_to_keep(viewer=cast.officer, city=cast.city)]

    assert names == ["แกะสลัก", "ปักผ้า", "ย้อมผ้า", "เย็บผ้า"]


@pytest.mark.parametrize("member", ["stranger", "learner", "instructor", "auditor", "manager_elsewhere"])
def test_open_program_refuses_who_publishes_nothing_in_this_city(cast, member):
    with pytest.raises(PermissionDenied):
        open_program(city=cast.city, name_th="ทำขนม", actor=getattr(cast, member))

    assert not Program.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"name_th": ""}, {"required_minutes": 1}, {"required_share_percent": 101}, {"name_th": "ก" * 201}]
)
def test_open_program_refuses_what_cannot_be_true(cast, wrong):
    with pytest.raises(ValidationError):
        open_program(**{"city": cast.city, "name_th": "ทำขนม", "actor": cast.officer, **wrong})

    assert verbs() == []


def test_change_program_changes_what_its_offerings_are_found_by(cast):
    offering, before = OfferingFactory(program__city=cast.city, search_text="old"), cast.city.version
    food = InterestFactory(code="food", name_th="อาหาร")

    change_program(
        program=offering.program, interests=["food"], name_th="ข้าวยำ", outcomes_th=["หุงข้าว"], actor=cast.officer
    )

    offering.refresh_from_db()
    cast.city.refresh_from_db()
    for word in ("ข้าวยำ", "อาหาร", "หุงข้าว"):
        assert word in offering.search_text
    assert list(offering.program.interests.all()) == [food]
    assert cast.city.version == before + 1
    assert Event.objects.get().facts == {"changed": ["interests", "name_th", "outcomes_th"]}


def test_change_program_leaves_interests_alone_unless_told(cast):
    program = ProgramFactory(city=cast.city)
    program.interests.set([InterestFactory()])

    change_program(program=program, summary_th="ใหม่", actor=cast.officer)

    assert program.interests.count() == 1


def test_change_program_refuses_a_keeper_of_another_place(cast):
    program = OfferingFactory(program__city=cast.city).program

    with pytest.raises(PermissionDenied):
        change_program(program=program, name_th="ของฉัน", actor=cast.keeper)


def test_a_lesson_is_made_from_heritage_and_linked_to_it(cast):
    load_interests()
    item = HeritageItemFactory(
        city=cast.city, category=Category.FOOD, name_th="ข้าวยำ", name_en="Rice salad", story_th="เรื่อง" * 200
    )

    program = program_from_heritage(item=item, actor=cast.officer)

    assert (program.heritage_item, program.name_th, program.slug) == (item, "ข้าวยำ", "rice-salad")
    assert [row.code for row in program.interests.all()] == ["food"]
    assert 0 < len(program.summary_th) <= 300


@pytest.mark.parametrize("category", Category)
def test_a_lesson_can_be_made_from_every_category(cast, category):
    load_interests()

    program = program_from_heritage(item=HeritageItemFactory(city=cast.city, category=category), actor=cast.officer)

    assert program.interests.count() == 1


def test_pressing_twice_makes_one_lesson_until_it_is_offered(cast):
    item = HeritageItemFactory(city=cast.city)

    first = program_from_heritage(item=item, actor=cast.officer)
    assert program_from_heritage(item=item, actor=cast.officer) == first

    OfferingFactory(program=first)
    assert program_from_heritage(item=item, actor=cast.officer) != first


@pytest.mark.parametrize("flag", ["is_sacred", "is_family_secret"])
def test_no_open_lesson_is_made_from_what_its_people_keep_to_themselves(cast, flag):
    item = HeritageItemFactory(city=cast.city, is_published=False, **{flag: True})

    with pytest.raises(NotForLessons):
        program_from_heritage(item=item, actor=cast.unit_officer)

    assert not Program.objects.exists()


def test_a_stranger_makes_no_lesson(cast):
    with pytest.raises(PermissionDenied):
        program_from_heritage(item=HeritageItemFactory(city=cast.city), actor=cast.manager_elsewhere)
