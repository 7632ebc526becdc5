"""The sheet as a keeper fills it in."""

import pytest

from factories.enrollment import seated
from factories.rows import SessionFactory
from mueang.apps.enrollment.actions import RollMark
from mueang.apps.enrollment.queries import roll_sheet
from mueang.desks.keeper.forms import RollEntry, WalkInForm

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet():
    session = SessionFactory()
    seated(session.offering, 2)
    return roll_sheet(session=session)


def typed(sheet, *marks, **more):
    """What a browser sends: one dict a person, then the rest."""
    data = {"request_key": "k" * 30, "seen": "0", **more}
    for line, mark in zip(sheet.lines, marks, strict=False):
        data |= {f"{line.enrollment.uuid}-{name}": value for name, value in mark.items()}
    return data


def test_marks_minutes_missed_and_reasons_become_roll_marks(sheet):
    entry = RollEntry(
        typed(sheet, {"mark": "late", "late": "20", "why": "รถติด"}, {"mark": "present", "why": "ลืมลบ"}), sheet=sheet
    )

    assert entry.is_valid()
    assert list(entry.chosen_marks().values()) == [RollMark("late", 160, "รถติด"), RollMark("present")]


def test_without_minutes_the_late_are_left_to_the_clock_and_no_mark_is_no_mark(sheet):
    entry = RollEntry(typed(sheet, {"mark": "late"}, {"mark": ""}), sheet=sheet)

    assert entry.is_valid()
    assert list(entry.chosen_marks().values()) == [RollMark("late")]


@pytest.mark.parametrize(
    "wrong",
    [
        {"mark": "asleep"},
        {"mark": "late", "late": "181"},
        {"mark": "late", "late": "-1"},
        {"mark": "late", "late": "x"},
    ],
)
def test_a_mark_that_cannot_be_is_refused_at_its_line(sheet, wrong):
    entry = RollEntry(typed(sheet, wrong, {"mark": "present"}), sheet=sheet)

    assert not entry.is_valid()
    assert [bool(form.errors) for form in entry.marks] == [True, False]


def test_an_empty_sheet_begins_with_everybody_present_and_a_fresh_key(sheet):
    first, second = RollEntry(None, sheet=sheet), RollEntry(None, sheet=sheet)

    assert [form["mark"].value() for form in first.marks] == ["present", "present"]
    assert first.saving["request_key"].value() != second.saving["request_key"].value()
    assert not first.has_walk_ins


def test_walk_ins_are_people_with_a_name(sheet):
    lines = {"walkin0-name": "ด.ญ. นูร์ ทดสอบ", "walkin0-birth": "1/2/2560", "walkin1-name": "  ", "adds_seat": "on"}
    entry = RollEntry(typed(sheet, {"mark": "present"}, {"mark": "present"}, **lines), sheet=sheet)

    assert entry.is_valid()
    assert entry.has_walk_ins
    (walk_in,) = entry.people_at_the_door()
    assert (walk_in.member.given_name, walk_in.member.birth_on.year, walk_in.adds_seat) == ("นูร์", 2017, True)


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ({"phone": "0812345678"}, "name"),
        ({"birth": "1/2/2560"}, "name"),
        ({"name": "มาลี", "phone": "12"}, "phone"),
        ({"name": "มาลี", "birth": "เมื่อวาน"}, "birth"),
        ({"name": "ก" * 201}, "name"),
    ],
)
def test_a_walk_in_that_cannot_be_is_refused_at_the_field(line, field):
    form = WalkInForm(line)

    assert not form.is_valid()
    assert field in form.errors
