"""What the data model requires of a credential's parts."""

from __future__ import annotations

from typing import Any

import pytest

from mueang.standards.bundled_contexts import CREDENTIALS_V1, CREDENTIALS_V2
from mueang.standards.credential_shape import require_credential
from mueang.standards.verdicts import Refused

PLAIN: dict[str, Any] = {
    "@context": [CREDENTIALS_V2],
    "type": ["VerifiableCredential"],
    "issuer": "did:web:city.example",
    "credentialSubject": {"id": "did:example:subject"},
}
RELATED = {"id": "https://city.example/a", "digestSRI": "sha384-x"}


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"id": "urn:uuid:1", "validFrom": "2026-01-01T00:00:00Z", "validUntil": "2026-01-01T00:00:00Z"},
        {"name": "ครัว", "description": [{"@value": "x", "@language": "th"}, {"@value": "y", "@direction": "ltr"}]},
        {"issuer": {"id": "did:web:city.example", "name": {"@value": "City"}}},
        {"credentialSubject": [{"id": "urn:a:1"}, {"name": "b"}]},
        {"evidence": [{"type": "Evidence"}], "termsOfUse": {"type": ["A", "B"]}},
        {"credentialSchema": {"id": "urn:schema:1", "type": "JsonSchema"}},
        {"relatedResource": [RELATED, {**RELATED, "id": "https://city.example/b"}]},
        {"@context": [CREDENTIALS_V1], "issuanceDate": "2020-01-01T00:00:00Z", "name": {"th": "a language map"}},
    ],
)
def test_what_the_data_model_allows_is_allowed(change: dict[str, Any]) -> None:
    require_credential(PLAIN | change)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"id": ["urn:a:1"]}, "id"),
        ({"id": "https ://not-an-address"}, "id"),
        ({"name": {"@value": "x", "url": "https://city.example"}}, "name"),
        ({"issuer": {"id": "did:web:city.example", "description": 7}}, "description"),
        ({"credentialSubject": {}}, "claims nothing"),
        ({"credentialSubject": [{"id": "urn:a:1"}, {}]}, "claims nothing"),
        ({"evidence": [{"id": "urn:a:1"}]}, "type"),
        ({"refreshService": "https://city.example"}, "no object"),
        ({"credentialStatus": {"type": "X", "id": ["urn:a:1", "urn:a:2"]}}, "credentialStatus"),
        ({"credentialSchema": {"type": "JsonSchema"}}, "credentialSchema"),
        ({"validUntil": "tomorrow"}, "validUntil"),
        ({"validFrom": "2026-01-02T00:00:00Z", "validUntil": "2026-01-01T00:00:00Z"}, "before"),
        ({"relatedResource": [{"id": "https://city.example/a"}]}, "digest"),
        ({"relatedResource": [RELATED, RELATED]}, "twice"),
    ],
)
def test_what_it_does_not_allow_is_named(change: dict[str, Any], says: str) -> None:
    with pytest.raises(Refused, match=says) as caught:
        require_credential(PLAIN | change)

    assert caught.value.code == "malformed"
