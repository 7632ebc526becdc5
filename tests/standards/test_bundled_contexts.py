"""The contexts are the pinned ones, whole, and nothing else is ever loaded."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mueang.standards import bundled_contexts
from mueang.standards.bundled_contexts import FOLDER, PINS, AlteredContext, UnknownContext, load
from shared_data import shared_data

CREDENTIALS = "https://www.w3.org/2018/credentials#"
STATUS = "https://www.w3.org/ns/credentials/status#"
# What a verdict is read from, and the one name each may go by.
POLICY = {
    CREDENTIALS + "issuer": "issuer",
    CREDENTIALS + "validFrom": "validFrom",
    CREDENTIALS + "validUntil": "validUntil",
    CREDENTIALS + "issuanceDate": "issuanceDate",
    CREDENTIALS + "expirationDate": "expirationDate",
    CREDENTIALS + "credentialStatus": "credentialStatus",
    CREDENTIALS + "credentialSubject": "credentialSubject",
    STATUS + "statusListIndex": "statusListIndex",
    STATUS + "statusListCredential": "statusListCredential",
    STATUS + "statusPurpose": "statusPurpose",
    STATUS + "statusSize": "statusSize",
    STATUS + "BitstringStatusListEntry": "BitstringStatusListEntry",
    CREDENTIALS + "VerifiableCredential": "VerifiableCredential",
}


@pytest.mark.parametrize("url", PINS)
def test_every_pinned_context_is_there_and_unaltered(url: str) -> None:
    assert "@context" in load(url)


def test_no_file_lies_unpinned_and_each_is_told_of() -> None:
    files = {path.name for path in FOLDER.iterdir()} - {"README.md"}

    assert files == {name for name, _ in PINS.values()}
    assert all(name in (FOLDER / "README.md").read_text(encoding="utf-8") for name in files)


def test_the_open_badges_files_are_the_public_ones() -> None:
    published = shared_data("openbadges3") / "contexts"

    for path in published.iterdir():
        assert (FOLDER / path.name).read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    "url", ["https://evil.example/context", "https://www.w3.org/ns/credentials/v2/", "", "file:///etc"]
)
def test_any_other_context_is_refused(url: str) -> None:
    with pytest.raises(UnknownContext):
        load(url)


def test_an_altered_file_stops_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name, _ = PINS[bundled_contexts.CREDENTIALS_V2]
    (tmp_path / name).write_bytes((FOLDER / name).read_bytes() + b" ")
    monkeypatch.setattr(bundled_contexts, "FOLDER", tmp_path)

    with pytest.raises(AlteredContext):
        load.__wrapped__(bundled_contexts.CREDENTIALS_V2)


def terms(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, definition in value.items():
            yield from terms(definition)
            meaning = definition.get("@id") if isinstance(definition, dict) else definition
            if isinstance(meaning, str) and not name.startswith("@"):
                yield name, meaning


@pytest.mark.parametrize("url", PINS)
def test_no_context_gives_what_we_judge_by_a_second_name(url: str) -> None:
    context = json.loads(json.dumps(load(url)))["@context"]
    prefixes = {name: value for name, value in context.items() if isinstance(value, str) and value[-1:] in "#/"}

    def whole(iri: str) -> str:
        prefix, _, rest = iri.partition(":")
        return prefixes[prefix] + rest if prefix in prefixes else iri

    second = {(name, iri) for name, iri in terms(context) if POLICY.get(whole(iri), name) != name}
    # A prefix is a term too, but no member may hold a colon (see jsonld).
    assert {pair for pair in second if pair[0] not in prefixes} == set()
