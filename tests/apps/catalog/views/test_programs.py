"""Programs at the desk, and lessons made from heritage."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from cast import MEMBERS
from factories.heritage import HolderFactory
from factories.rows import (
    HeritageItemFactory,
    InterestFactory,
    ProgramFactory,
)
from mueang.apps.catalog.actions import Lesson, draft_lesson, load_interests
from mueang.apps.catalog.errors import HolderNotWilling
from mueang.apps.catalog.models import Offering, Program


def test_programs_are_added_shown_and_changed(officer, cast):
    officer.see("program_add")
    answers = {"name_th": "ทำขนม", "name_en": "Sweets", "lab_minutes": "3", "required_share_percent": "80"}

    officer.post("program_add", **answers, outcomes_th="ทำขนมได้", about_th="เรื่องยาว")

    assert "ทำขนมได้" in officer.see("program", "sweets")
    assert "Not offered yet" in officer.see("program", "sweets")
    officer.see("program_change", "sweets")
    officer.post("program_change", "sweets", **{**answers, "name_th": "ทำขนมไทย", "required_minutes": "2"})
    program = Program.objects.get()
    assert (program.name_th, program.required_minutes) == ("ทำขนมไทย", 120)
    assert "No program here" in officer.see("programs", words="ไม่มี")


def test_a_programs_page_lists_its_offerings(officer, cast, offering):
    offering.program.interests.set([InterestFactory(name_en="Food")])
    offering.program.required_minutes, offering.program.needs_assessment = 60, True
    offering.program.heritage_item = HeritageItemFactory(city=cast.city, name_en="Rice salad")
    offering.program.save()

    page = officer.see("program", offering.program.slug)

    assert all(words in page for words in (offering.slug, "Food", "Rice salad", "a passed assessment"))
    assert officer.get("program", ProgramFactory(city=cast.elsewhere).slug).status_code == 404


def test_a_lesson_is_made_from_heritage_by_one_press(officer, cast):
    item = HeritageItemFactory(city=cast.city, name_th="ข้าวยำ", name_en="Rice salad")
    assert "Rice salad" in officer.see("lessons")

    response = officer.post("lesson_from_heritage", item.uuid)

    program = Program.objects.get()
    assert program.heritage_item == item
    assert response["Location"] == officer.to("program_change", program.slug)
    assert "1 program" in officer.see("lessons")


def test_sacred_heritage_is_neither_listed_nor_made_into_a_lesson(officer, cast):
    item = HeritageItemFactory(city=cast.city, name_en="Hidden rite", is_published=False, is_sacred=True)
    assert "Hidden rite" not in officer.see("lessons")

    officer.post("lesson_from_heritage", item.uuid)

    assert not Program.objects.exists()
    assert "No open lesson" in officer.see("lessons")
    assert officer.post("lesson_from_heritage", uuid4()).status_code == 404


def lesson_form(holder, place, **values):
    typed = {"teacher": holder.person.uuid, "place": place.slug, "first_on": f"{timezone.localdate():%d/%m/%Y}"}
    typed |= {"from_time": "09:00", "to_time": "12.00", "times": "3", "seats": "15", "interests": ["food"]}
    return typed | values


def test_an_item_with_a_willing_holder_becomes_a_drafted_activity_in_three_steps(officer, cast):
    load_interests()
    item = HeritageItemFactory(city=cast.city, name_en="Rice salad", place=cast.place, category="food")
    holder, other = HolderFactory(item=item), HolderFactory(item=item, willingness="not_now")
    assert officer.to("lesson_draft", item.uuid) in officer.see("lessons")
    page = officer.see("lesson_draft", item.uuid)
    assert holder.person.full_name in page
    assert other.person.full_name not in page

    answer = officer.post("lesson_draft", item.uuid, **lesson_form(holder, cast.place))

    offering = Offering.objects.get()
    assert answer["Location"] == officer.to("offering", offering.slug)
    assert (offering.state, offering.seats, offering.place) == ("draft", 15, cast.place)
    assert [row.person for row in offering.instructors.all()] == [holder.person]
    assert [row.code for row in offering.program.interests.all()] == ["food"]
    assert (offering.program.heritage_item, offering.program.lab_minutes) == (item, 540)
    assert offering.sessions.count() == 3


def test_the_second_class_is_of_the_same_program(officer, cast):
    load_interests()
    item = HeritageItemFactory(city=cast.city, place=cast.place, category="food")
    holder = HolderFactory(item=item)
    for day in (0, 40):
        on = timezone.localdate() + timedelta(days=day)
        officer.post("lesson_draft", item.uuid, **lesson_form(holder, cast.place, first_on=f"{on:%d/%m/%Y}"))

    assert Program.objects.get().offerings.count() == 2


def test_whoever_is_not_willing_or_holds_something_else_is_no_teacher(officer, cast):
    load_interests()
    item = HeritageItemFactory(city=cast.city, place=cast.place, category="food")
    assert "Nobody is recorded as willing" in officer.see("lesson_draft", item.uuid)
    holder, unwilling = HolderFactory(item=item), HolderFactory(item=item, willingness="not_now")

    for wrong in (unwilling, HolderFactory()):
        assert officer.post("lesson_draft", item.uuid, **lesson_form(wrong, cast.place)).status_code == 200
    backwards = officer.post("lesson_draft", item.uuid, **lesson_form(holder, cast.place, to_time="08:00"))

    assert backwards.status_code == 200
    assert not Offering.objects.exists()
    with pytest.raises(HolderNotWilling):
        draft_lesson(
            item=item,
            lesson=Lesson(teacher=unwilling.person, place=cast.place, seats=1, sessions=(), interests=()),
            actor=cast.officer,
        )


def test_what_its_people_keep_to_themselves_is_drafted_by_nobody(officer, cast):
    load_interests()
    secret = HeritageItemFactory(city=cast.city, is_published=False, is_family_secret=True, place=cast.place)
    holder = HolderFactory(item=secret)

    officer.post("lesson_draft", secret.uuid, **lesson_form(holder, cast.place))

    assert not Program.objects.exists()
    assert "No open lesson" in officer.see("lesson_draft", secret.uuid)
    assert officer.get("lesson_draft", uuid4()).status_code == 404


@pytest.mark.parametrize("member", MEMBERS)
def test_a_lesson_is_drafted_by_those_who_open_programs(cast, client, member):
    item = HeritageItemFactory(city=cast.city)
    holder = HolderFactory(item=item)
    if member != "anonymous":
        client.force_login(getattr(cast, member))

    answer = client.get(reverse("catalog:lesson_draft", args=[cast.city.slug, item.uuid]))

    may = member in {"officer", "manager", "unit_officer"}
    assert (answer.status_code == 200) == may
    assert (holder.person.full_name in answer.content.decode()) == may
