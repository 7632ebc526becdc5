"""Addresses that are keys: every one of the house is known, and none reaches a log, whatever goes wrong."""

from __future__ import annotations

import io
import logging
import logging.config
import re
from collections.abc import Iterable, Iterator

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.urls import get_resolver

from mueang.config.quiet_logs import BLANK, NoSecretAddress, quiet, secret_in

KEY = "kE3yThatOpens-4Door_99"
# Parts of addresses without a sign-in that open nothing by themselves.
OPEN_PARTS = {
    *("city", "kind", "step", "slug", "issuer", "digest", "section", "province", "name", "plane", "version", "service"),
}
SIGNED_IN = ("desk/", "judging/", "audit/", "cities/", "keeper/", "unit/", "grants/", "funds/", "my/course/")
PART = re.compile(r"<(?:(?P<converter>[^>:]+):)?(?P<name>[^>]+)>|\(\?P<(?P<group>\w+)>[^)]*\)")


def routes(patterns: Iterable[object] | None = None, above: str = "") -> Iterator[str]:
    for one in get_resolver().url_patterns if patterns is None else patterns:
        route = above + str(one.pattern)
        below = getattr(one, "url_patterns", None)
        yield from [route] if below is None else routes(below, route)


def filled(route: str) -> Iterator[tuple[str, str]]:
    """The address with a key in each text part in turn, and the part's name."""
    for wanted in PART.finditer(route):
        name = wanted["name"] or wanted["group"]
        if wanted["converter"] in {"uuid", "int"} or name in OPEN_PARTS:
            continue
        address = route[: wanted.start()] + KEY + route[wanted.end() :]
        address = PART.sub("x1", address)
        yield "/" + re.sub(r"[\^$\\]", "", address), name


def test_every_address_that_opens_a_door_is_known_as_secret():
    keys = [one for route in routes() if not route.startswith(SIGNED_IN) for one in filled(route)]

    assert len(keys) > 15
    for address, name in keys:
        said = quiet(f"Not Found: https://city.example/en{address}")
        assert KEY not in said, f"{name} of {address}: put it into SECRET_ADDRESSES, or here among OPEN_PARTS"


@pytest.mark.parametrize(
    "address",
    ["/desk/yala/catalog/offerings/batik/", "/yala/learn/batik/", "/yala/places/park/", "/verify/", "/tell/yala/"],
)
def test_an_open_address_is_left_as_it_is(address):
    assert quiet(address) == address
    assert secret_in(address) == ""


@pytest.fixture
def log():
    """What the house's own handler writes, as it is set up in the settings."""
    logging.config.dictConfig(settings.LOGGING)
    stream, root = io.StringIO(), logging.getLogger()
    (handler,) = [one for one in root.handlers if any(isinstance(f, NoSecretAddress) for f in one.filters)]
    before = handler.setStream(stream)
    yield stream
    handler.setStream(before)


@pytest.mark.django_db
@pytest.mark.parametrize("address", [f"/answer/{KEY}/", f"/en/my/ticket/{KEY}/", f"/my/offer/{KEY}/"])
def test_a_page_that_breaks_logs_what_broke_and_not_the_address(client, log, address):
    def broken(_execute, sql, params, _many, _context):
        raise OperationalError(f"disk failed at {sql} with {params} for {KEY}")

    client.raise_request_exception = False
    with connection.execute_wrapper(broken):
        status = client.get(address).status_code

    assert status == 500
    assert "Internal Server Error" in log.getvalue()
    assert "OperationalError" in log.getvalue()
    assert KEY not in log.getvalue()


@pytest.mark.django_db
def test_an_address_that_is_not_there_is_logged_without_its_key(client, log):
    for address in (f"/answer/{KEY}/", f"/my/ticket/{KEY}/", f"/my/outcome/{KEY}/", f"/yala/wishes/{KEY}/"):
        client.get(address)
    client.get("/nothing-here-at-all/")

    assert KEY not in log.getvalue()
    assert "/nothing-here-at-all/" in log.getvalue()


def test_messages_arguments_tracebacks_and_stacks_are_all_blanked(log):
    logger = logging.getLogger("mueang.notices")
    try:
        raise ValueError(f"/answer/{KEY}/ failed")
    except ValueError:
        logger.exception("sending %s", f"https://city.example/my/offer/{KEY}/?x=1", stack_info=True)

    said = log.getvalue()
    assert KEY not in said
    assert said.count(BLANK) >= 2
    assert "ValueError" in said
    assert f"/my/offer/{BLANK}/?x=1" in said


def test_no_other_handler_writes_what_django_says():
    logging.config.dictConfig(settings.LOGGING)

    for name in ("django", "django.request", "django.security", "django.server"):
        logger = logging.getLogger(name)
        assert all(any(isinstance(f, NoSecretAddress) for f in handler.filters) for handler in logger.handlers)
