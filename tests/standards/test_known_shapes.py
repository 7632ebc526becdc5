"""The short way and the long way say the same, byte for byte, or the short way says nothing."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from hypothesis import given, settings
from hypothesis import strategies as st

from mueang.standards import data_integrity, jsonld, known_shapes, open_badges, status_list
from mueang.standards.award_shape import require_award
from mueang.standards.bitstring import MINIMUM_BITS
from mueang.standards.issued_shapes import AWARD_CONTEXTS
from mueang.standards.strict_json import MalformedJson, checked
from mueang.standards.timestamps import to_instant
from mueang.standards.vc import require_credential
from mueang.standards.verdicts import Refused
from standards.issued import KEY, METHOD, NOW, RESOLVER, award, full_award, sign, signed_list, verify

# Thai with marks, quotes, backslashes, every control character, emoji, separators that look like line ends.
HARD = st.sampled_from(
    [
        '"',
        "\\",
        "\\u0000",
        "\n",
        "\r\n",
        "\t",
        "\x00",
        "\x1f",
        "\x7f",
        "\u2028",
        "\x85",
        "😀",
        "กำ",
        "ปี่",
        "<",
        ">",
        "_:c14n0",
        "%s",
    ]
)
TEXTS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | HARD, max_size=5).map("".join)
NAMES = TEXTS.filter(bool)
IDS = st.from_regex(
    r"(https://[a-z]{1,5}\.example/[!#-;=?-Z_a-z~]{0,12}|urn:uuid:[0-9a-f]{8}|did:web:[a-z]{1,6})", fullmatch=True
)
CREDITS = st.none() | st.integers(0, 9999) | st.floats(0, 9999) | st.sampled_from([1e-7, 0.1, 1.5, 1e20 / 3e9])
IMAGES = st.none() | st.builds(open_badges.Image, IDS, TEXTS)
ISSUERS = st.builds(open_badges.Issuer, IDS, NAMES, IDS | st.just(""), TEXTS, IMAGES)
ALIGNMENTS = st.builds(open_badges.Alignment, NAMES, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS)
ACHIEVEMENTS = st.builds(
    open_badges.Achievement, IDS, NAMES, NAMES, TEXTS, IDS | st.just(""), NAMES, TEXTS, CREDITS, IMAGES,
    st.lists(ALIGNMENTS, max_size=4).map(tuple),
)  # fmt: skip
LEARNERS = st.builds(open_badges.Learner, IDS, NAMES, TEXTS)
STATUSES = st.none() | st.builds(
    lambda url, index, purpose: status_list.entry(url, index=index, purpose=purpose),
    IDS, st.integers(0, MINIMUM_BITS - 1), st.sampled_from(["revocation", "suspension"]),
)  # fmt: skip
INSTANTS = st.sampled_from([NOW, NOW.replace(year=999), NOW.replace(year=9998)])
AWARDS = st.builds(
    open_badges.build,
    IDS, issuer=ISSUERS, achievement=ACHIEVEMENTS, learner=LEARNERS, valid_from=INSTANTS,
    valid_until=st.none() | INSTANTS, credits_earned=CREDITS, status=STATUSES,
)  # fmt: skip


def long_way(document: dict[str, Any]) -> bytes:
    return jsonld.canonical_quads(checked(document)).encode()


@settings(max_examples=80, deadline=None)
@given(AWARDS)
def test_both_ways_agree_on_every_award_we_can_build(document: dict[str, Any]) -> None:
    short = known_shapes.canonical_quads(document)

    # Only a name used twice, or two alignments alike, send an award of ours the long way.
    if short is not None:
        assert short == long_way(document)


@pytest.mark.parametrize("document", [award(), full_award(), award(status=None, valid_until=None)])
def test_our_awards_go_the_short_way(document: dict[str, Any]) -> None:
    assert known_shapes.canonical_quads(document) == long_way(document)


@pytest.mark.parametrize("valid_until", [None, NOW])
def test_our_status_lists_go_the_short_way(valid_until: Any) -> None:
    document = signed_list(valid_until=valid_until)
    del document["proof"]

    assert known_shapes.canonical_quads(document) == long_way(document)


@settings(max_examples=50, deadline=None)
@given(NAMES, IDS)
def test_both_ways_agree_on_proof_options(created: str, method: str) -> None:
    options = {
        "@context": list(AWARD_CONTEXTS),
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": created,
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }

    short = known_shapes.proof_quads(options)

    assert (short is None) == (not created.isascii())
    assert short is None or short == long_way(options)


@pytest.mark.parametrize(
    "change",
    [
        {"expires": "2030-01-01T00:00:00Z"},
        {"verificationMethod": "key-1"},
        {"verificationMethod": 7},
        {"verificationMethod": "urn:uuid:1 urn:uuid:2"},
        {"proofPurpose": "authentication"},
        {"created": "2" * 2000},
    ],
)
def test_other_proof_options_go_the_long_way(change: dict[str, Any]) -> None:
    options = {name: value for name, value in sign(award())["proof"][0].items() if name != "proofValue"}

    assert known_shapes.proof_quads(options | {"@context": list(AWARD_CONTEXTS)} | change) is None


def paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, item in inner for found in paths(item, (*path, key)))]


PATHS = paths(full_award())[1:]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats(allow_nan=False) | IDS | TEXTS | st.just("\ud800"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "type", "name", "@context", "x", "proof"]), inner, max_size=3)
    ),
    max_leaves=6,
)


def mutated(document: dict[str, Any], path: tuple[Any, ...], *, how: str, value: Any) -> dict[str, Any]:
    document = copy.deepcopy(document)
    holder: Any = document
    for key in path[:-1]:
        holder = holder[key]
    if how == "replace":
        holder[path[-1]] = value
    elif how == "remove":
        del holder[path[-1]]
    elif how == "wrap":
        holder[path[-1]] = [holder[path[-1]]]
    elif isinstance(holder, dict):
        holder["id" if how == "name" else "x"] = value
    return document


MUTATIONS = {
    "path": st.sampled_from(PATHS),
    "how": st.sampled_from(["replace", "remove", "wrap", "name", "add"]),
    "value": JSON,
}


@settings(max_examples=200, deadline=None)
@given(**MUTATIONS)
def test_the_short_way_never_says_more_than_the_long_way(path: tuple[Any, ...], how: str, value: Any) -> None:
    document = mutated(full_award(), path, how=how, value=value)

    short = known_shapes.canonical_quads(document)

    if short is not None:
        assert short == long_way(document)
        require_credential(document)
        if document["type"] == ["VerifiableCredential", "OpenBadgeCredential"]:
            require_award(document)


def verdict_of_the_long_way(document: dict[str, Any]) -> bool:
    """What a verifier without a short way would say of the signature and the shape."""
    try:
        bare = checked({name: value for name, value in document.items() if name != "proof"})
        require_credential(bare)
        require_award(bare)
        for name in {"validFrom", "validUntil"} & bare.keys():
            to_instant(bare[name])
        proof = document["proof"][0]
        options = {name: value for name, value in proof.items() if name != "proofValue"}
        config = long_way(options | {"@context": bare["@context"]})
        signed = data_integrity.hash_data(bare, options=options, quads=long_way(bare))
        assert signed[:32] == data_integrity._sha256(config)
        KEY.public_key().verify(data_integrity.from_base58(proof["proofValue"]), signed)
    except (Refused, MalformedJson, InvalidSignature, ValueError, TypeError, KeyError):
        return False
    return True


@settings(max_examples=100, deadline=None)
@given(**MUTATIONS)
def test_verdicts_of_both_ways_agree_on_altered_awards(path: tuple[Any, ...], how: str, value: Any) -> None:
    altered = mutated(full_award(), path, how=how, value=value) | {"proof": sign(full_award())["proof"]}

    assert verify(altered).authentic == verdict_of_the_long_way(altered)


def test_verdicts_of_both_ways_agree_on_an_unaltered_award() -> None:
    signed = sign(full_award())

    assert (verify(signed).authentic, verdict_of_the_long_way(signed)) == (True, True)


def test_the_same_issuer_in_other_words_is_not_remembered() -> None:
    first, second = award(), award()
    second["issuer"]["name"] = "เมืองอื่น"

    assert known_shapes.canonical_quads(first) == long_way(first)
    assert known_shapes.canonical_quads(second) == long_way(second)


def test_a_long_description_is_not_kept() -> None:
    document = award()
    document["credentialSubject"]["achievement"]["description"] = "ย" * known_shapes.MAX_REMEMBERED

    assert known_shapes.canonical_quads(document) == long_way(document)


@pytest.mark.parametrize("value", [3.0, float("nan"), float("inf"), 2**53, True, "3"])
def test_numbers_readers_disagree_about_go_the_long_way(value: Any) -> None:
    document = award()
    document["credentialSubject"]["creditsEarned"] = value

    assert known_shapes.canonical_quads(document) is None


@pytest.mark.parametrize("times", [2, 20])
def test_alignments_alike_or_too_many_go_the_long_way(times: int) -> None:
    document = full_award()
    document["credentialSubject"]["achievement"]["alignment"] *= times

    assert known_shapes.canonical_quads(document) is None


@pytest.mark.parametrize("part", [object(), {"id": "urn:uuid:1", "type": ["Profile"], "name": {1, 2}.union}])
def test_what_is_no_json_is_not_ours(part: Any) -> None:
    assert known_shapes.canonical_quads(award() | {"issuer": part}) is None


def test_signing_the_short_way_is_what_a_wallet_checks_the_long_way() -> None:
    signed = sign(full_award())
    text = json.loads(json.dumps(signed))

    assert verify(text, resolver=RESOLVER).ok
    assert text["proof"][0]["verificationMethod"] == METHOD
