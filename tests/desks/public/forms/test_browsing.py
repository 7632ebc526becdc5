"""What is typed into the inventory's filters; whatever is not understood filters nothing."""

import pytest

from mueang.desks.public.forms import HeritageForm


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
