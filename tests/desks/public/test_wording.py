"""Words that are remembered: by language, and never one kind of choice for another."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils import translation

from mueang.desks.public.wording import address, label, seats


class Way(TextChoices):
    LINE = "line", "By LINE"


class Shape(TextChoices):
    LINE = "line", "A line"


def test_two_choices_written_alike_keep_their_own_names():
    assert Way.LINE == Shape.LINE

    assert [label(choice, "en") for choice in (Way.LINE, Shape.LINE, Way.LINE)] == ["By LINE", "A line", "By LINE"]


def test_words_and_addresses_follow_the_language():
    found = []
    for language in ("th", "en", "th"):
        with translation.override(language):
            there = address("public:offering", "nakhon", "dyeing", language=language)
            found.append((there, seats(0, is_open=True, language=language)[0]))

    assert found[1] == ("/en/nakhon/learn/dyeing/", "Full: waiting list")
    assert found[0] == found[2]
    assert found[0][0] == "/nakhon/learn/dyeing/"
