"""An award has the parts the 1EdTech schema requires, and the first one missing is named."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from mueang.standards.award_shape import require_award
from mueang.standards.vc import require_credential
from mueang.standards.verdicts import Refused
from shared_data import shared_data
from standards.issued import award, full_award

Change = Callable[[dict[str, Any]], Any]


@pytest.mark.parametrize("name", ["full_ex.json", "minimal_valid_obv3.json"])
def test_the_official_examples_have_the_shape(name: str) -> None:
    example = json.loads((shared_data("openbadges3") / "examples" / name).read_text(encoding="utf-8"))

    require_credential(example)
    require_award(example)


@pytest.mark.parametrize("document", [award(), full_award()])
def test_our_awards_have_the_shape(document: dict[str, Any]) -> None:
    require_credential(document)
    require_award(document)


def test_an_issuer_may_be_an_address_alone() -> None:
    require_award(award() | {"issuer": "did:web:city.example"})


def nested(depth: int) -> dict[str, Any]:
    profile: dict[str, Any] = {"id": "urn:x:1", "type": ["Profile"]}
    for _ in range(depth):
        profile = {"id": "urn:x:1", "type": ["Profile"], "parentOrg": profile}
    return profile


@pytest.mark.parametrize(
    ("change", "part"),
    [
        (lambda d: d.pop("id"), "id"),
        (lambda d: d.update(type=["VerifiableCredential"]), "OpenBadgeCredential"),
        (lambda d: d.pop("validFrom"), "validFrom"),
        (lambda d: d.update(name=["two", "names"]), "name"),
        (lambda d: d["issuer"].update(type=["Organization"]), "Profile"),
        (lambda d: d["issuer"].update(name=7), "name"),
        (lambda d: d["issuer"].update(type=[]), "type"),
        (lambda d: d["issuer"].update(type=["Profile", 7]), "type"),
        (lambda d: d["issuer"].update(parentOrg={"id": "urn:x:1", "type": ["Place"]}), "parentOrg"),
        (lambda d: d["issuer"].update(otherIdentifier=[{"type": "Identifier"}]), "otherIdentifier"),
        (lambda d: d.update(issuer=nested(12)), "deeper"),
        (lambda d: d.update(credentialSubject=[d["credentialSubject"]]), "AchievementSubject"),
        (lambda d: d["credentialSubject"].update(type=["Person"]), "AchievementSubject"),
        (lambda d: (d["credentialSubject"].pop("id"), d["credentialSubject"].pop("identifier")), "identifier"),
        (lambda d: d["credentialSubject"].pop("achievement"), "Achievement"),
        (lambda d: d["credentialSubject"].update(identifier=[7]), "identifier"),
        (lambda d: d["credentialSubject"].update(identifier=[{"type": "IdentifierEntry"}]), "identifier"),
        (lambda d: d["credentialSubject"]["identifier"][0].update(identityHash=[]), "identityHash"),
        (lambda d: d["credentialSubject"].update(result=[{"type": ["Grade"]}]), "result"),
        (lambda d: d["credentialSubject"].update(source={"type": ["Place"]}), "source"),
        (lambda d: d["credentialSubject"]["achievement"].pop("id"), "id"),
        (lambda d: d["credentialSubject"]["achievement"].pop("name"), "name"),
        (lambda d: d["credentialSubject"]["achievement"].update(description=7), "description"),
        (lambda d: d["credentialSubject"]["achievement"].update(criteria="narrative"), "criteria"),
        (lambda d: d["credentialSubject"]["achievement"].update(alignment=[{"type": ["Target"]}]), "alignment"),
        (lambda d: d.update(evidence=[{"type": ["Photo"]}]), "evidence"),
    ],
)
def test_the_part_that_is_wrong_is_named(change: Change, part: str) -> None:
    document = copy.deepcopy(award())
    change(document)

    with pytest.raises(Refused, match=f"malformed: .*{part}"):
        require_award(document)


@pytest.mark.parametrize("identity", [{"identifier": []}, {"id": None}])
def test_one_of_id_and_identifier_is_enough(identity: dict[str, Any]) -> None:
    document = award()
    document["credentialSubject"] |= identity

    require_award(document)


def test_an_identifier_entry_holds_a_plain_identifier() -> None:
    document = award()
    document["issuer"]["otherIdentifier"] = [
        {"type": "IdentifierEntry", "identifier": "TH-95", "identifierType": "ext:code"}
    ]
    document["issuer"] |= {"image": "https://city.example/logo.png", "parentOrg": nested(3)}
    document["evidence"] = [{"type": ["Evidence"]}]

    require_award(document)
