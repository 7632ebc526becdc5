"""Addresses of a city are tried first, and never take a word of the house."""

from __future__ import annotations

import pytest
from django.urls import Resolver404, resolve
from django.utils.translation import override

from mueang.config.urls import InACity


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/", "public:cities"),
        ("/privacy/", "public:privacy"),
        ("/nakhon/", "public:home"),
        ("/nakhon/learn/weaving/join/", "public:join"),
        ("/en/nakhon/learn/", "public:learn"),
        ("/go/", "after_sign_in"),
        ("/healthz", "alive"),
    ],
)
def test_an_address_leads_to_its_page(path, name):
    with override("en" if path.startswith("/en/") else "th"):
        assert resolve(path).view_name == name


@pytest.mark.parametrize("word", sorted(InACity.house_words))
def test_no_word_of_the_house_is_taken_for_a_city(word):
    try:
        found = resolve(f"/{word}/")
    except Resolver404:
        return
    assert found.namespace != "public"


def test_a_page_that_no_city_has_is_not_found():
    with pytest.raises(Resolver404):
        resolve("/nakhon/no/such/page/")
