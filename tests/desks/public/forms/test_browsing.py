"""Filters understand what is typed and shrug at the rest."""

import pytest

from mueang.desks.public.forms import BrowseForm, HeritageForm


def test_every_filter_reaches_the_catalog():
    form = BrowseForm({"words": "ผ้า", "interest": "craft", "when": "week", "age": "12", "free": "on", "open": "on"})

    assert form.wanted() == {
        "words": "ผ้า",
        "interest": "craft",
        "when": "week",
        "age": 12,
        "cost": "free",
        "seats": 1,
    }


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"age": "abc"},
        {"age": "-1"},
        {"when": "yesterday"},
        {"interest": "'; drop table"},
        {"words": "\x00"},
        {"words": "ก" * 101},
    ],
)
def test_what_is_not_understood_filters_nothing(typed):
    assert BrowseForm(typed).wanted() == {}


@pytest.mark.parametrize(
    ("typed", "starts_open"),
    [({"words": "ผ้า", "interest": "craft"}, False), ({"age": "9"}, True), ({"age": "x"}, True)],
)
def test_the_fold_starts_open_where_something_in_it_is_set(typed, starts_open):
    assert BrowseForm(typed).is_fine_grained is starts_open


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ({"words": "ข้าวยำ", "category": "food"}, {"words": "ข้าวยำ", "category": "food"}),
        ({"category": "secret"}, {}),
        ({"words": "\x00"}, {}),
    ],
)
def test_heritage_is_found_by_words_and_category(typed, wanted):
    assert HeritageForm(typed).wanted() == wanted
