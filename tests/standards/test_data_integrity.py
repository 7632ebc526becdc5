"""The W3C test vectors to the byte, and proofs that cover exactly what they were made over."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from mueang.standards import bundled_contexts, data_integrity
from mueang.standards.multibase import from_base58, to_base58
from mueang.standards.verdicts import Refused
from mueang.standards.verification_keys import VerificationKey, from_multikey
from shared_data import shared_data
from standards.issued import KEY, METHOD, NOW, award, sign

EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"
KEY_OF_CITY = VerificationKey("Ed25519", KEY.public_key())


def contexts(url: str) -> Mapping[str, Any]:
    """The pinned contexts, and the one W3C's vectors use besides."""
    if url == EXAMPLES:
        return {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}
    return bundled_contexts.load(url)


@pytest.fixture
def vectors() -> Path:
    return shared_data("vc-di-eddsa")


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def private_key(pair: Mapping[str, str]) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(from_base58(pair["privateKeyMultibase"])[2:])


def test_eddsa_rdfc_2022_is_reproduced_to_the_byte(vectors: Path) -> None:
    folder = vectors / "eddsa-rdfc-2022"
    document, options = read(vectors / "unsigned.json"), read(folder / "proofConfigDataInt.json")

    canonical = data_integrity.canonical_rdf(document, contexts=contexts)
    hashed = data_integrity.hash_data(document, options=options, contexts=contexts)
    signature = private_key(read(vectors / "keyPair.json")).sign(hashed)

    assert canonical == (folder / "canonDocDataInt.txt").read_bytes()
    assert data_integrity.canonical_rdf(options, contexts=contexts) == (folder / "proofCanonDataInt.txt").read_bytes()
    assert hashed[32:].hex() == (folder / "docHashDataInt.txt").read_text().strip()
    assert hashed[:32].hex() == (folder / "proofHashDataInt.txt").read_text().strip()
    assert hashed.hex() == (folder / "combinedHashDataInt.txt").read_text().strip()
    assert signature.hex() == (folder / "sigHexDataInt.txt").read_text().strip()
    assert to_base58(signature) == (folder / "sigBTC58DataInt.txt").read_text().strip()


def test_the_w3c_document_signed_by_us_is_the_w3c_signed_document(vectors: Path) -> None:
    published = read(vectors / "eddsa-rdfc-2022" / "signedDataInt.json")

    signed = data_integrity.sign(
        read(vectors / "unsigned.json"),
        key=private_key(read(vectors / "keyPair.json")),
        verification_method=published["proof"]["verificationMethod"],
        created=NOW.replace(2023, 2, 24, 23, 36, 38),
        contexts=contexts,
    )

    assert signed == published | {"proof": [published["proof"]]}


def test_eddsa_jcs_2022_is_reproduced_to_the_byte(vectors: Path) -> None:
    folder = vectors / "eddsa-jcs-2022"
    document, options = read(vectors / "unsigned.json"), read(folder / "proofConfigJCS.json")

    hashed = data_integrity.hash_data(document, options=options)
    signature = private_key(read(vectors / "keyPair.json")).sign(hashed)

    assert data_integrity.canonical_json(document) == (folder / "canonDocJCS.txt").read_bytes().strip()
    assert data_integrity.canonical_json(options) == (folder / "proofCanonJCS.txt").read_bytes().strip()
    assert hashed[32:].hex() == (folder / "docHashJCS.txt").read_text().strip()
    assert hashed[:32].hex() == (folder / "proofHashJCS.txt").read_text().strip()
    assert hashed.hex() == (folder / "combinedHashJCS.txt").read_text().strip()
    assert signature.hex() == (folder / "sigHexJCS.txt").read_text().strip()
    assert to_base58(signature) == (folder / "sigBTC58JCS.txt").read_text().strip()
    proof = options | {"proofValue": to_base58(signature)}
    assert document | {"proof": proof} == read(folder / "signedJCS.json")


def test_the_employment_vector_is_signed_alike(vectors: Path) -> None:
    # Its context is not among the pinned ones, so the canonical forms are taken as published.
    folder = vectors / "eddsa-rdfc-2022" / "employ"
    texts = [(folder / name).read_bytes() for name in ("proofCanonDataInt.txt", "canonDocDataInt.txt")]

    hashed = b"".join(data_integrity._sha256(text) for text in texts)

    assert hashed.hex() == (folder / "combinedHashDataInt.txt").read_text().strip()
    signature = from_base58((folder / "sigBTC58DataInt.txt").read_text().strip())
    method = read(folder / "proofConfigDataInt.json")["verificationMethod"]
    assert from_multikey(method.rpartition("#")[2]).signed(hashed, signature=signature)


@pytest.mark.parametrize(
    "name", ["signedProofSet1.json", "signedProofSet2.json", "signedProofChain1.json", "signedProofChain2.json"]
)
def test_proof_sets_and_chains_of_w3c_hold(vectors: Path, name: str) -> None:
    document = read(vectors / "proof-set-chain" / name)

    for proof in data_integrity.proofs_of(document):
        key = from_multikey(proof["verificationMethod"].rpartition("#")[2])
        data_integrity.verify(document, proof=proof, key=key, contexts=contexts)


def test_a_chain_that_lost_a_link_does_not_hold(vectors: Path) -> None:
    document = read(vectors / "proof-set-chain" / "signedProofChain1.json")
    proof = document["proof"][-1]
    document["proof"] = document["proof"][1:]

    with pytest.raises(Refused, match="tampered"):
        data_integrity.verify(
            document, proof=proof, key=from_multikey(proof["verificationMethod"][8:56]), contexts=contexts
        )


def test_a_second_proof_joins_the_first() -> None:
    twice = sign(sign(award()))

    assert len(twice["proof"]) == 2
    for proof in twice["proof"]:
        data_integrity.verify(twice, proof=proof, key=KEY_OF_CITY)


def test_signing_leaves_the_document_as_it_was() -> None:
    document = award()

    sign(document)

    assert document == award()


def test_signing_refuses_what_would_stay_unsigned() -> None:
    with pytest.raises(Refused, match="tampered"):
        sign(award() | {"hidden": "words"})


def test_signing_needs_a_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        sign(award(), created=NOW.replace(tzinfo=None))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"proofValue": None}, "tampered"),
        ({"proofValue": 7}, "tampered"),
        ({"proofValue": "u" + "A" * 86}, "tampered"),
        ({"proofValue": "z111"}, "tampered"),
        ({"created": "2026-11-20T00:00:00Z"}, "tampered"),
        ({"expires": "2030-01-01T00:00:00Z"}, "tampered"),
        ({"hidden": "words"}, "tampered"),
        ({"type": "Ed25519Signature2020"}, "unsupported"),
        ({"cryptosuite": "ecdsa-sd-2023"}, "unsupported"),
        ({"cryptosuite": ["eddsa-rdfc-2022"]}, "unsupported"),
        ({"cryptosuite": "eddsa-jcs-2022"}, "tampered"),
        ({"@context": ["https://www.w3.org/ns/credentials/v2"]}, "tampered"),
        ({"previousProof": "urn:uuid:nowhere"}, "tampered"),
        ({"previousProof": [["urn:x:y"]]}, "tampered"),
    ],
)
def test_a_proof_altered_in_any_member_fails(change: dict[str, Any], code: str) -> None:
    signed = sign(award())

    with pytest.raises(Refused) as caught:
        data_integrity.verify(signed, proof=signed["proof"][0] | change, key=KEY_OF_CITY)

    assert caught.value.code == code


def test_a_proof_may_repeat_the_context_of_its_document() -> None:
    signed = sign(award())
    proof = signed["proof"][0] | {"@context": signed["@context"]}

    data_integrity.verify(signed, proof=proof, key=KEY_OF_CITY)


def jcs_signed(document: dict[str, Any]) -> dict[str, Any]:
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-jcs-2022",
        "created": "2026-11-21T00:00:00Z",
        "verificationMethod": METHOD,
        "proofPurpose": "assertionMethod",
        "@context": document["@context"],
    }
    signature = KEY.sign(data_integrity.hash_data(document, options=options))
    return document | {"proof": options | {"proofValue": to_base58(signature)}}


def test_a_jcs_proof_covers_the_json_itself() -> None:
    signed = jcs_signed(award() | {"extension": {"never": ["heard", 1.5, None]}})

    data_integrity.verify(signed, proof=signed["proof"], key=KEY_OF_CITY)

    signed["extension"]["never"][1] = 2
    with pytest.raises(Refused, match="tampered"):
        data_integrity.verify(signed, proof=signed["proof"], key=KEY_OF_CITY)


def test_json_that_readers_disagree_about_cannot_be_signed_over() -> None:
    with pytest.raises(Refused, match="malformed"):
        data_integrity.canonical_json({"number": 2**60})
    with pytest.raises(Refused, match="malformed"):
        data_integrity.canonical_rdf({"number": 2**60})
