"""Programs at the desk, and lessons made from heritage."""

from __future__ import annotations

from uuid import uuid4

from factories.rows import (
    HeritageItemFactory,
    InterestFactory,
    ProgramFactory,
)
from mueang.apps.catalog.models import Program


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
