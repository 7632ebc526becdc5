"""The VC-API for conformance suites: the code of real awards, behind a door that is shut."""

import json
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factories.credentials import make_issuer
from mueang.apps.audit.models import Event
from mueang.apps.credentials.actions.issuers import signing_key
from mueang.apps.credentials.models import Issuer, IssuerKey, StatusList
from mueang.apps.credentials.queries import check_upload
from mueang.apps.credentials.queries.addresses import did_of
from mueang.apps.credentials.queries.vc_api import suite_contexts, suite_issuer
from mueang.standards import data_integrity, did
from mueang.standards.bundled_contexts import CREDENTIALS_V1, CREDENTIALS_V2, DATA_INTEGRITY

ISSUE, VERIFY, SHOW = "/credentials/issue", "/credentials/verify", "/presentations/verify"
PLAIN = {
    "@context": [CREDENTIALS_V2],
    "type": ["VerifiableCredential"],
    "credentialSubject": {"id": "did:example:subject"},
}
HOLDER = Ed25519PrivateKey.from_private_bytes(b"invented holder, invented key ..")
WHO = did.did_key(HOLDER.public_key())


@pytest.fixture
def issuer(cast, settings):
    row = make_issuer(cast.city, slug="suite")
    Issuer.objects.update(is_invented=True)
    settings.OPTIONS = {**settings.OPTIONS, "VC_API_ISSUER": "suite"}
    settings.BASE_URL = "https://127.0.0.1:8443"
    row.refresh_from_db()
    return row


def post(client, address, **body):
    return client.post(address, json.dumps(body), content_type="application/json")


def problems(response) -> set[str]:
    assert response.status_code == 400, response.content
    assert response.json()["verified"] is False
    return {problem["title"] for problem in response.json()["errors"]}


@pytest.mark.parametrize("address", [ISSUE, VERIFY, SHOW])
@pytest.mark.parametrize("case", ["not asked for", "a real issuer", "open to others", "no such issuer"])
def test_the_door_is_not_there_unless_it_was_opened_for_an_invented_issuer_on_this_machine(
    client, issuer, settings, case, address
):
    match case:
        case "not asked for":
            settings.OPTIONS = {**settings.OPTIONS, "VC_API_ISSUER": ""}
        case "a real issuer":
            Issuer.objects.update(is_invented=False)
        case "open to others":
            settings.BASE_URL = "https://learn.example.go.th"
        case _:
            settings.OPTIONS = {**settings.OPTIONS, "VC_API_ISSUER": "nobody"}

    response = post(client, address, credential=PLAIN)

    assert response.status_code == 404
    assert not StatusList.objects.exists()
    assert "proof" not in response.text


def test_a_developer_may_open_it_under_another_address(issuer, settings):
    settings.BASE_URL, settings.DEBUG = "https://learn.example.go.th", True

    assert suite_issuer() == issuer


def test_what_is_issued_bears_a_bit_of_the_list_and_is_accepted(client, issuer):
    response = post(client, ISSUE, credential=PLAIN)

    issued = response.json()
    assert response.status_code == 201
    assert issued["issuer"] == did_of(issuer)
    assert issued["proof"]["cryptosuite"] == "eddsa-rdfc-2022"
    assert issued["credentialStatus"]["statusListCredential"].startswith("https://127.0.0.1:8443/credentials/status/")
    said = post(client, VERIFY, verifiableCredential=issued)
    assert (said.status_code, said.json()["verified"], said.json()["errors"]) == (200, True, [])
    listed = client.get(issued["credentialStatus"]["statusListCredential"].removeprefix("https://127.0.0.1:8443"))
    assert post(client, VERIFY, verifiableCredential=listed.json()).status_code == 200
    assert Event.objects.filter(verb="credentials.suite_signed").count() == 1


def test_the_older_model_and_the_keys_own_name_are_served_too(client, issuer):
    name = did.did_key(signing_key(issuer)[1].public_key())
    older = {**PLAIN, "@context": [CREDENTIALS_V1], "issuanceDate": "2020-03-16T22:37:26.544Z", "issuer": {"id": name}}

    issued = post(client, ISSUE, credential=older).json()

    assert issued["@context"] == [CREDENTIALS_V1, DATA_INTEGRITY]
    assert issued["proof"]["verificationMethod"] == did.key_of(name)
    assert "credentialStatus" not in issued
    assert post(client, VERIFY, verifiableCredential=issued).status_code == 200


def test_terms_of_examples_and_contexts_inside_are_read_here_and_nowhere_else(client, issuer):
    inside = {**PLAIN, "@context": [CREDENTIALS_V2, "https://www.w3.org/ns/credentials/examples/v2", {"wish": "urn:w"}]}
    inside["credentialSubject"] = {"id": "did:example:a", "wish": "tea", "anything": "goes"}

    issued = post(client, ISSUE, credential=inside)

    assert issued.status_code == 201
    assert post(client, VERIFY, verifiableCredential=issued.json()).status_code == 200
    changed = issued.json()
    changed["credentialSubject"]["wish"] = "coffee"
    assert problems(post(client, VERIFY, verifiableCredential=changed)) == {"tampered"}
    assert check_upload(issued.content).code == "malformed"  # no award
    with pytest.raises(LookupError):
        suite_contexts("https://elsewhere.example/context")


@pytest.mark.parametrize(
    ("credential", "code"),
    [
        (None, "malformed"),
        ([], "malformed"),
        ({"hours": float("inf")}, "malformed"),
        ({}, "malformed"),
        ({**PLAIN, "issuer": None}, "malformed"),
        ({**PLAIN, "issuer": "did:web:elsewhere.example"}, "unauthorized_key"),
        ({**PLAIN, "nobody": "defined this"}, "tampered"),
        ({**PLAIN, "@context": [CREDENTIALS_V2, "https://elsewhere.example/context"]}, "unsupported"),
    ],
)
def test_what_cannot_be_issued_is_a_400_with_its_reason(client, issuer, credential, code):
    assert problems(post(client, ISSUE, credential=credential)) == {code}


def test_an_issuer_without_a_key_says_so(client, issuer):
    IssuerKey.objects.all().delete()

    assert problems(post(client, ISSUE, credential=PLAIN)) == {"NoSigningKey"}


def test_only_the_checks_that_were_asked_for_are_made(client, issuer):
    elsewhere = {"type": "BitstringStatusListEntry", "statusPurpose": "revocation", "statusListIndex": "1"}
    elsewhere["statusListCredential"] = "https://elsewhere.example/list"
    issued = post(client, ISSUE, credential={**PLAIN, "credentialStatus": elsewhere}).json()

    assert problems(post(client, VERIFY, verifiableCredential=issued)) == {"status_unknown"}
    assert post(client, VERIFY, verifiableCredential=issued, options={"checks": ["proof"]}).status_code == 200
    asked = {"checks": ["proof", "credentialStatus"]}
    assert problems(post(client, VERIFY, verifiableCredential=issued, options=asked)) == {"status_unknown"}


def test_a_wrapped_token_is_opened_and_a_text_of_json_is_not(client, issuer):
    issued = post(client, ISSUE, credential=PLAIN).json()
    wrapped = {"@context": [CREDENTIALS_V2], "type": "EnvelopedVerifiableCredential"}

    assert problems(post(client, VERIFY, verifiableCredential=json.dumps(issued))) == {"malformed"}
    token = {**wrapped, "id": "data:application/vc+jwt,e30.e30.AAAA"}
    assert problems(post(client, VERIFY, verifiableCredential=token)) == {"unsupported"}  # alg is missing
    assert problems(post(client, VERIFY, verifiableCredential={**wrapped, "id": "e30.e30.AAAA"})) == {"unsupported"}


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"text"', b"\xff\xfe", b'{"a":' * 3000, b'{"a":1,"a":2}'])
@pytest.mark.parametrize("address", [ISSUE, VERIFY, SHOW])
def test_what_is_no_object_is_a_400(client, issuer, address, body):
    response = client.post(address, body, content_type="application/json")

    assert problems(response) == {"too_deep" if len(body) > 100 else "malformed"}


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(member=st.sampled_from(sorted({*PLAIN, "issuer", "proof", "credentialStatus", "holder"})), value=JSON_VALUES)
def test_no_value_of_any_member_breaks_a_door(client, issuer, member, value):
    body = {"credential": PLAIN | {member: value}, "verifiableCredential": PLAIN | {member: value}}
    body["verifiablePresentation"] = PLAIN | {"type": ["VerifiablePresentation"], member: value}

    for address in (ISSUE, VERIFY, SHOW):
        assert post(client, address, **body).status_code in {201, 400}


def test_a_presentation_of_another_purpose_or_without_proof_is_refused(client, issuer):
    credential = post(client, ISSUE, credential=PLAIN).json()
    unsigned = {"@context": [CREDENTIALS_V2], "type": ["VerifiablePresentation"], "verifiableCredential": [credential]}
    # A proof as an issuer makes it is no proof of who presents.
    made = data_integrity.sign(unsigned, key=HOLDER, verification_method=did.key_of(WHO), created=datetime.now(UTC))
    asked = {"challenge": "once", "domain": "school.example"}

    assert problems(post(client, SHOW, verifiablePresentation=made, options=asked)) == {"unauthorized_key"}
    assert problems(post(client, SHOW, verifiablePresentation=unsigned, options="no object")) == {"unsigned"}
    assert problems(post(client, SHOW, verifiablePresentation=credential)) == {"malformed"}
