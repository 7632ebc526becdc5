"""Identifiers lead to the host they name, and an issuer's keys stay published."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from mueang.standards.did import (
    PublishedKey,
    did_document,
    did_key,
    did_key_document,
    did_web,
    did_web_url,
    key_of,
    known,
)  # fmt: skip
from standards.issued import CITY, KEY, NOW, STRANGERS_KEY

HOSTS = st.from_regex(r"[a-z]([a-z0-9-]{0,8}[a-z0-9])?(\.[a-z]{2,5}){1,2}(:[0-9]{2,4})?", fullmatch=True)
PATHS = st.lists(st.from_regex(r"[A-Za-z0-9_~-]{1,8}", fullmatch=True), max_size=3)


@given(HOSTS, PATHS)
def test_an_address_comes_back_from_its_did(host: str, path: list[str]) -> None:
    did = did_web("/".join([f"https://{host}", *path]))

    assert did_web_url(did) == "/".join([f"https://{host}", *(path or [".well-known"]), "did.json"])


@pytest.mark.parametrize(
    ("url", "did"),
    # The examples of the did:web specification, section 2.1.
    [
        ("https://w3c-ccg.github.io", "did:web:w3c-ccg.github.io"),
        ("https://w3c-ccg.github.io/user/alice/", "did:web:w3c-ccg.github.io:user:alice"),
        ("https://Example.COM:3000/user/alice", "did:web:example.com%3A3000:user:alice"),
    ],
)
def test_did_web_agrees_with_its_specification(url: str, did: str) -> None:
    assert did_web(url) == did


@pytest.mark.parametrize(
    "url",
    ["http://city.example", "https://user@city.example", "https://city.example?x", "https://city.example#x", "https://",
     "https://city.example/a b", "https://city.example/%2e%2e", "city.example", "https://[::1]"],
)  # fmt: skip
def test_an_address_that_is_no_plain_https_has_no_did(url: str) -> None:
    with pytest.raises(ValueError, match="no did:web"):
        did_web(url)


@pytest.mark.parametrize(
    "did",
    [
        "did:web:",
        "did:key:z6Mk",
        "x did:web:city.example",
        "did:web:city.example:..:secret",
        "did:web:city.example:%2Fetc",
        "did:web:user%40city.example",
        "did:web:city.example%2Fpath",
        "did:web:city.example:",
        "did:web:city.example%3A99999999",
        "did:web:city.example:a%3Fb",
        "did:web:CITY.example",
    ],
)
def test_a_did_that_could_lead_elsewhere_is_refused(did: str) -> None:
    with pytest.raises(ValueError, match="not a did:web"):
        did_web_url(did)


@pytest.mark.parametrize("public", [KEY.public_key(), ec.derive_private_key(5, ec.SECP256R1()).public_key()])
def test_a_did_key_is_its_own_document(public: object) -> None:
    did = did_key(public)  # type: ignore[arg-type]

    document = did_key_document(did)

    assert document["id"] == did
    assert document["assertionMethod"] == [key_of(did)] == [document["verificationMethod"][0]["id"]]
    assert document["verificationMethod"][0]["controller"] == did


def test_did_key_agrees_with_its_specification() -> None:
    # The did:key of the W3C test vectors (data set vc-di-eddsa).
    did = "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"

    assert did_key_document(did)["verificationMethod"][0]["publicKeyMultibase"] == did.removeprefix("did:key:")


@pytest.mark.parametrize("did", ["did:key:", "did:key:z6MkrJVn", "did:web:city.example", "did:key:u123"])
def test_what_is_no_did_key_is_refused(did: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        did_key_document(did)


def test_an_issuer_publishes_every_key_it_ever_signed_with() -> None:
    replaced = PublishedKey(STRANGERS_KEY.public_key(), stopped_at=NOW - timedelta(days=9))
    current = PublishedKey(KEY.public_key())

    document = did_document(CITY, keys=[current, replaced])

    assert [method["publicKeyMultibase"] for method in document["verificationMethod"]] == [
        current.multikey,
        replaced.multikey,
    ]
    assert [method.get("expires") for method in document["verificationMethod"]] == [None, "2026-11-13T07:30:00Z"]
    assert len(document["assertionMethod"]) == 2


def test_a_compromised_key_stays_listed_and_asserts_nothing_more() -> None:
    stolen = PublishedKey(STRANGERS_KEY.public_key(), stopped_at=NOW, compromised=True)

    document = did_document(CITY, keys=[PublishedKey(KEY.public_key()), stolen])

    assert document["verificationMethod"][1]["revoked"] == "2026-11-22T07:30:00Z"
    assert document["assertionMethod"] == [document["verificationMethod"][0]["id"]]


def test_a_compromised_key_needs_the_instant_since_when() -> None:
    with pytest.raises(ValueError, match="since when"):
        did_document(CITY, keys=[PublishedKey(KEY.public_key(), compromised=True)])


def test_a_resolver_knows_what_it_was_told_and_no_more() -> None:
    document = did_document(CITY, keys=[PublishedKey(KEY.public_key())])

    assert known(document)(CITY) == document
    assert known(document)("did:web:other.example") is None
