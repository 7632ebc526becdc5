"""What is held once is held still: fields keep what they know, and all words of all languages are there."""

from __future__ import annotations

import gettext
import sys

import pytest
from django.urls import get_resolver, reverse
from django.utils import translation

from mueang.apps.network.models import City
from mueang.config.held_once import merge_words, pack_fields, share_addresses


@pytest.mark.django_db
def test_packed_fields_know_what_they_knew_and_take_less_room() -> None:
    fields = City._meta.local_fields
    before = [dict(field.__dict__) for field in fields]
    room = [sys.getsizeof(field.__dict__) for field in fields]

    pack_fields()

    for field, known, bytes_before in zip(fields, before, room, strict=True):
        assert {name: getattr(field, name) for name in known} == known
        assert sys.getsizeof(field.__dict__) <= bytes_before
    assert len(vars(City._meta.get_field("slug"))) < len(before[0])
    assert City.objects.filter(slug="nowhere").count() == 0
    assert City._meta.get_field("slug").clone().max_length == City._meta.get_field("slug").max_length


def test_addresses_are_held_once_for_all_languages_and_read_as_ever() -> None:
    share_addresses()

    root = get_resolver()
    below = root.namespace_dict["public"][1]
    assert below._reverse_dict["th"] is below._reverse_dict["en"]
    for code, address in (("th", "/yala/"), ("en", "/en/yala/")):
        with translation.override(code):
            assert reverse("public:home", args=["yala"]) == address


def test_all_words_are_there_after_their_catalogues_are_let_go() -> None:
    merge_words()

    assert not gettext._translations
    for code, word in (("th", "บันทึก"), ("en", "Save")):
        with translation.override(code):
            assert translation.gettext("Save") == word
            assert translation.gettext("a word that nobody wrote") == "a word that nobody wrote"
