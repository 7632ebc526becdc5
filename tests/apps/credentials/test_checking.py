"""Anyone checks a certificate; what is wrong with it is said."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from factories.credentials import make_achievement, make_issuer
from factories.rows import PersonFactory
from mueang.apps.credentials.actions import award, revoke
from mueang.apps.credentials.queries import check_upload, own_status_list, resolve_issuer


@pytest.fixture
def held(cast):
    person = PersonFactory(city=cast.city, given_name="ฟาติเมาะ", family_name="ตัวอย่าง")
    return award(achievement=make_achievement(make_issuer(cast.city)), person=person, actor=cast.officer)


def upload(client, content: bytes, name: str = "award.json"):
    return client.post(reverse("verify:home"), {"file": SimpleUploadedFile(name, content)})


def test_the_link_on_the_paper_shows_a_genuine_award_to_a_stranger(client, held):
    response = client.get(reverse("verify:checked", args=[held.uuid]))

    assert response.status_code == 200
    assert "ใบรับรองนี้เป็นของจริงและใช้ได้" in response.text
    assert held.person.full_name in response.text


def test_an_uploaded_credential_is_checked_and_not_kept(client, held):
    response = upload(client, held.document.encode())

    assert "ใบรับรองนี้เป็นของจริงและใช้ได้" in response.text


def test_a_badge_picture_with_the_credential_inside_is_checked(client, held):
    picture = client.get(reverse("award_svg", args=[held.uuid])).content

    response = upload(client, picture, name="badge.svg")

    assert "ใบรับรองนี้เป็นของจริงและใช้ได้" in response.text


@pytest.mark.parametrize("language", ["", "/en"])
def test_a_changed_name_is_found_and_the_false_name_is_not_repeated(client, held, language):
    forged = held.document.replace("ฟาติเมาะ", "ซารีนาปลอม")

    response = client.post(f"{language}/verify/", {"file": SimpleUploadedFile("a.json", forged.encode())})

    assert ("changed after it was signed" if language else "ถูกแก้ไขหลังลงนาม") in response.text
    assert "ซารีนาปลอม" not in response.text


def test_a_revoked_award_says_so_with_its_reason(client, held, cast):
    revoke(award=held, reason="mistake", actor=cast.officer)

    by_link = client.get(reverse("verify:checked", args=[held.uuid])).text
    by_file = upload(client, held.document.encode()).text

    assert "เพิกถอน" in by_link
    assert "ออกให้โดยผิดพลาด" in by_link
    assert "ผู้ออกใบรับรองได้เพิกถอนใบรับรองนี้แล้ว" in by_file


@pytest.mark.parametrize(
    "content", [b"", b"\x00\xff", b"{}", b"[]", b'{"a":' * 5000, "ไม่ใช่ไฟล์".encode(), b"%PDF-1.7", b"\x89PNG\r\n\x1a\n"]
)
def test_anything_else_is_answered_politely(client, db, content):
    response = upload(client, content or b" ")

    assert response.status_code == 200
    assert "ใบรับรองนี้เป็นของจริง" not in response.text


def test_no_file_and_a_huge_file_are_refused_with_a_sentence(client, db, settings):
    settings.UPLOAD_LIMIT_BYTES = 10

    nothing = client.post(reverse("verify:home"), {})
    huge = upload(client, b"x" * 11)

    assert (nothing.status_code, huge.status_code) == (400, 400)
    assert "10 MB" in huge.text


def test_the_number_on_the_paper_leads_to_the_award(client, held):
    found = client.post(reverse("verify:find"), {"number": f" {held.number.lower()} "})
    unknown = client.post(reverse("verify:find"), {"number": "NOBODY-2566-0000-0000"})
    empty = client.post(reverse("verify:find"), {"number": ""})

    assert found.url == reverse("verify:checked", args=[held.uuid])
    assert (unknown.status_code, empty.status_code) == (404, 404)


def test_an_address_without_an_award_is_a_404_that_explains(client, db):
    response = client.get(reverse("verify:checked", args=["00000000-0000-4000-8000-000000000000"]))

    assert response.status_code == 404
    assert "ไม่มีใบรับรอง" in response.text


def test_machine_addresses_serve_what_the_credential_names(client, held):
    document = json.loads(held.document)
    issuer, status = document["issuer"]["id"], document["credentialStatus"]["statusListCredential"]

    did = client.get("/the-university/did.json")
    listed = client.get("/" + status.split("/", 3)[3])
    achievement = client.get("/" + document["credentialSubject"]["achievement"]["id"].split("/", 3)[3])
    credential = client.get(reverse("award_json", args=[held.uuid]))

    assert did.json()["id"] == issuer
    assert did["Access-Control-Allow-Origin"] == "*"
    assert listed.json()["id"] == status
    assert achievement.json()["name"]
    assert credential.content.decode() == held.document
    assert not any(response.cookies for response in (did, listed, achievement, credential))


@pytest.mark.parametrize("name", ["award_json", "award_svg", "award_pdf", "status_list", "achievement_json"])
def test_unknown_machine_addresses_are_404(client, db, name):
    assert client.get(reverse(name, args=["00000000-0000-4000-8000-000000000000"])).status_code == 404


def test_the_certificate_opens_as_a_pdf_by_its_link(client, held):
    response = client.get(reverse("award_pdf", args=[held.uuid]))

    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    assert held.number in response["Content-Disposition"]


def test_only_our_own_issuers_and_lists_are_known(held):
    issuer = json.loads(held.document)["issuer"]["id"]
    status = json.loads(held.document)["credentialStatus"]["statusListCredential"]

    assert resolve_issuer(issuer)["id"] == issuer
    assert resolve_issuer("did:web:elsewhere.example:the-university") is None
    assert resolve_issuer("did:web:elsewhere.example:nobody") is None
    assert own_status_list(status) is not None
    assert own_status_list("https://elsewhere.example/" + status.rsplit("/", 1)[1]) is None
    assert own_status_list("https://elsewhere.example/list") is None


def test_a_strangers_genuine_badge_is_not_called_ours(db):
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from django.utils import timezone

    from mueang.standards import did, open_badges

    key = Ed25519PrivateKey.generate()
    name = did.did_key(key.public_key())
    document = open_badges.build(
        "urn:uuid:6a0f2a5e-6a2c-4c1e-9d52-0c2c1a8a9a11",
        issuer=open_badges.Issuer(id=name, name="Somebody"),
        achievement=open_badges.Achievement(id="urn:x", name="A", description="B", criteria="C"),
        learner=open_badges.Learner(id="urn:y", name="Z"),
        valid_from=timezone.now().replace(microsecond=0),
    )
    signed = open_badges.sign(document, key=key, verification_method=did.key_of(name), created=timezone.now())

    found = check_upload(json.dumps(signed).encode())

    assert (found.ok, found.uuid, found.issuer) == (True, None, "Somebody")
