"""Instances made without `Model.__init__`: the same as with it."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.apps import apps
from django.db.models import Model

from mueang.apps.audit.models import Book, Event
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.people.models import Person
from mueang.lib.new_rows import new_row

# What is drawn anew or read off the clock for each row.
_KINDS_OF_ITS_OWN = (UUID, datetime)


def test_every_model_begins_as_it_would_by_itself() -> None:
    unlike = {}
    for model in apps.get_models():
        if model._meta.app_label == "support":
            continue  # its cases draw their numbers
        made, usual = held(new_row(model)), held(model())
        if made.keys() != usual.keys() or any(differ(made[name], usual[name]) for name in usual):
            unlike[model] = made
    assert unlike == {}


def test_values_and_related_rows_are_held_as_ever() -> None:
    book, at = Book(pk=7, name="yala"), datetime(2023, 11, 4, tzinfo=UTC)
    event = new_row(Event, book=book, verb="read", at=at, actor=None)
    usual = Event(book=book, verb="read", at=at, actor=None)
    assert held(event) == held(usual)
    assert event.book is book
    assert (event.book_id, event.actor) == (7, None)
    assert event._state.adding
    assert event._state.db is None


def test_rows_share_no_default_that_can_change() -> None:
    new_row(Event).facts["seats"] = 3
    assert new_row(Event).facts == {}


def test_a_key_can_be_given_in_place_of_the_row() -> None:
    assert new_row(Enrollment, person_id=5).person_id == 5


def test_a_name_that_is_no_field_is_refused() -> None:
    with pytest.raises(TypeError, match="Person has no field 'shoe_size'"):
        new_row(Person, shoe_size=44)


def held(row: Model) -> dict[str, object]:
    return {name: value for name, value in vars(row).items() if name != "_state"}


def differ(one: object, other: object) -> bool:
    return one != other and not (type(one) is type(other) and isinstance(one, _KINDS_OF_ITS_OWN))
