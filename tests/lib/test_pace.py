"""How often one address may do a thing."""

from __future__ import annotations

from typing import Literal

import pytest
from django.core.cache import cache
from django.test import RequestFactory
from pytest_django import Settings

from mueang.lib.pace import may_again


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    cache.clear()


@pytest.mark.parametrize("method", ["get", "post"])
def test_reading_is_counted_like_sending(
    rf: RequestFactory, settings: Settings, method: Literal["get", "post"]
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"try_a_key": "2/h/ip"}
    request = getattr(rf, method)("/")

    assert [may_again(request, "try_a_key") for _ in range(3)] == [True, True, False]


def test_another_address_and_another_thing_are_counted_for_themselves(rf: RequestFactory, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"try_a_key": "1/h/ip", "tell": "1/h/ip"}
    here, elsewhere = rf.get("/", REMOTE_ADDR="192.0.2.1"), rf.get("/", REMOTE_ADDR="192.0.2.2")

    assert may_again(here, "try_a_key")
    assert not may_again(here, "try_a_key")
    assert may_again(here, "tell")
    assert may_again(elsewhere, "try_a_key")
