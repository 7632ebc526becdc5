"""JSON-LD in safe mode: whatever a reader can see is signed, or the document is refused."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from mueang.standards import jsonld
from mueang.standards.bundled_contexts import CREDENTIALS_V1, CREDENTIALS_V2, OPEN_BADGES
from mueang.standards.jsonld import MAX_ITEMS, MAX_NODES, canonical_quads
from mueang.standards.strict_json import checked
from mueang.standards.verdicts import Refused
from shared_data import shared_data
from standards.issued import award, full_award

Change = Callable[[dict[str, Any]], Any]


def changed(change: Change) -> dict[str, Any]:
    document = copy.deepcopy(full_award())
    change(document)
    return document


def refusal(document: dict[str, Any]) -> str:
    with pytest.raises(Refused) as caught:
        canonical_quads(document)
    return caught.value.code


@pytest.mark.parametrize("name", ["full_ex.json", "minimal_valid_obv3.json"])
def test_the_official_examples_are_read_whole(name: str) -> None:
    text = (shared_data("openbadges3") / "examples" / name).read_text(encoding="utf-8")

    assert "urn:undefined" not in canonical_quads(checked(json.loads(text)))


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.update(hidden="unsigned words"),
        lambda d: d["credentialSubject"].update(grade="A"),
        lambda d: d["credentialSubject"]["achievement"].update(type=["Acheivement"]),
        lambda d: d["credentialSubject"]["identifier"][0].update(nickname={"deep": "x"}),
        lambda d: d["credentialSubject"].update({"https://schema.org/name": "a second name"}),
        lambda d: d.update({"https://www.w3.org/2018/credentials#validUntil": d.pop("validUntil")}),
        lambda d: d.update({"@type": d["type"]}),
        lambda d: d["issuer"].update({"@id": "did:web:thief.example"}),
        lambda d: d.update({"@included": [{"id": "urn:x:1", "type": "Profile"}]}),
        lambda d: d.update({"@graph": []}),
        lambda d: d["credentialSubject"].update(narrative={"@value": "x", "@type": "urn:x:y"}),
        lambda d: d.update({"": "no name at all"}),
        lambda d: d.update({"_:blank": "predicate"}),
        lambda d: d.update(id="relative"),
        lambda d: d.update(id="urn:with space"),
        lambda d: d.update(id="urn:x:a>b"),
        lambda d: d.update(id=""),
        lambda d: d.update(id="_:root"),
        lambda d: d["issuer"]["image"].update(id="//evil.example/logo.png"),
        lambda d: d["issuer"]["image"].update(id="logo.png"),
        lambda d: d["issuer"]["image"].update(id="?x"),
        lambda d: d["credentialStatus"].update(statusListCredential="../other"),
        lambda d: d.update(proof={"id": "urn:x:1"}),
        lambda d: d["credentialSubject"].update(
            source={"type": "VerifiablePresentation", "verifiableCredential": {"type": "Profile", "lost": "x"}}
        ),
    ],
)
def test_what_would_stay_unsigned_is_tampering(change: Change) -> None:
    assert refusal(changed(change)) == "tampered"


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.update(evidence={"id": d["id"], "type": ["Evidence"], "validUntil": d.pop("validUntil")}),
        lambda d: d.update(evidence={"id": d["credentialStatus"]["id"], "type": ["Evidence"], "statusSize": 2}),
        lambda d: d["credentialStatus"].update(id=d["id"]),
        lambda d: d.update(
            credentialStatus=[d["credentialStatus"], d["credentialStatus"] | {"statusPurpose": "suspension"}]
        ),
    ],
)
def test_what_is_judged_by_must_stand_where_it_is_read(change: Change) -> None:
    assert refusal(changed(change)) == "tampered"


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.pop("@context"),
        lambda d: d.update({"@context": []}),
        lambda d: d.update({"@context": [CREDENTIALS_V2] * 2}),
        lambda d: d.update({"@context": [CREDENTIALS_V2] + [f"https://x.example/{n}" for n in range(9)]}),
        lambda d: d.update(description=None),
        lambda d: d.update(id=["urn:x:1"]),
        lambda d: d.update(evidence=[None]),
        lambda d: d["issuer"].update(type=["Profile"] * 17),
        lambda d: d.update(credentialStatus=[[d["credentialStatus"]]]),
        lambda d: d["credentialSubject"]["achievement"].update(tag=["x"] * (MAX_ITEMS + 1)),
        lambda d: d.update(
            evidence=[{"id": f"urn:x:{n}", "type": ["Evidence"]} for n in range(499)] + [{"a": [{}] * 499}]
        ),
        lambda d: d["credentialSubject"].update(narrative={"@value": "x", "@language": "no language"}),
        lambda d: d["credentialSubject"].update(narrative={"@value": {"x": 1}}),
    ],
)
def test_what_is_not_the_plain_form_or_too_much_is_malformed(change: Change) -> None:
    assert refusal(changed(change)) == "malformed"


def test_a_thousand_objects_are_too_many() -> None:
    document = award() | {
        "evidence": [{"type": ["Evidence"]}] * 400 + [{"type": ["Evidence"], "genre": [{}] * 500}] * 2
    }

    assert MAX_NODES == 1_000
    assert refusal(document) == "malformed"


def test_the_direction_of_a_text_is_signed_with_it() -> None:
    def said(**more: str) -> str:
        document = award()
        document["credentialSubject"]["narrative"] = {"@value": "x", "@language": "ms", **more}
        return canonical_quads(document)

    assert len({said(), said(**{"@direction": "rtl"}), said(**{"@direction": "ltr"})}) == 3


@pytest.mark.parametrize(
    "contexts",
    [
        [CREDENTIALS_V2, "https://evil.example/context"],
        [CREDENTIALS_V2, {"@vocab": "urn:anything:"}],
        [CREDENTIALS_V2, OPEN_BADGES, {"hidden": None}],
        [CREDENTIALS_V2, None],
        {"name": "https://schema.org/name"},
    ],
)
def test_only_pinned_contexts_give_meaning(contexts: Any) -> None:
    assert refusal(award() | {"@context": contexts}) == "unsupported"


def test_a_nested_context_must_be_pinned_too() -> None:
    inside = {"@context": {"hidden": None}, "id": "urn:x:1", "type": ["EndorsementCredential"]}

    assert refusal(award() | {"endorsement": [inside]}) == "unsupported"


def test_a_poisoned_document_is_refused_and_not_waited_for() -> None:
    alike = [{"type": ["Alignment"], "targetName": "x"} for _ in range(9)]
    document = changed(lambda d: d["credentialSubject"].update(result=[{"type": ["Result"], "alignment": alike}] * 2))

    assert refusal(document) == "malformed"


def test_children_alike_are_no_poison() -> None:
    document = changed(lambda d: d.update(evidence=[{"type": ["Evidence"], "narrative": "same"}] * 18))

    assert canonical_quads(document).count('"same"') == 18


def test_a_value_in_a_language_is_signed_with_it() -> None:
    document = changed(lambda d: d["credentialSubject"].update(narrative={"@value": "Krua", "@language": "en"}))

    assert '"Krua"@en' in canonical_quads(document)


def test_a_described_refresh_service_may_carry_the_credentials_own_name() -> None:
    # As in 1EdTech's complete example.
    extra = {"refreshService": {"id": award()["id"], "type": "1EdTechCredentialRefresh"}}

    assert "1EdTechCredentialRefresh" in canonical_quads(award() | extra)


def test_credentials_of_the_first_data_model_are_read() -> None:
    document = award() | {"@context": [CREDENTIALS_V1, OPEN_BADGES], "issuanceDate": "2020-01-01T00:00:00Z"}
    del document["credentialStatus"], document["credentialSchema"]

    assert "credentials#issuanceDate" in canonical_quads(document)


def test_strangers_caches_are_not_shared() -> None:
    poisoned = {"@context": {"name": "urn:poisoned"}}

    with pytest.raises(Refused):
        canonical_quads(award(), contexts=lambda url: poisoned)

    assert "urn:poisoned" not in canonical_quads(award())
    assert jsonld.canonical_quads(award()) == canonical_quads(award())
