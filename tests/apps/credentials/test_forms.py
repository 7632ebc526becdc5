"""One award in every form a wallet takes, and programs that check it."""

import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from factories.credentials import make_achievement, make_issuer
from factories.rows import PersonFactory
from mueang.apps.credentials.actions import award, declare_unsafe, revoke, rotate_key
from mueang.apps.credentials.models import IssuerKey
from mueang.standards import baking, jose, strict_json


@pytest.fixture
def held(cast):
    person = PersonFactory(city=cast.city, given_name="ฟาติเมาะ", family_name="ตัวอย่าง")
    return award(
        achievement=make_achievement(make_issuer(cast.city), valid_for_days=30), person=person, actor=cast.officer
    )


def told(client, body: bytes, content_type: str = "application/octet-stream"):
    return client.post("/verify.json", body, content_type=content_type)


@pytest.mark.parametrize("form", ["award_json", "award_jwt", "award_png", "award_svg"])
def test_every_download_is_a_whole_credential_that_is_found_genuine(client, held, form):
    download = client.get(reverse(form, args=[held.uuid]))

    answer = told(client, download.content, download["Content-Type"])

    assert answer.status_code == 200, answer.text
    assert answer.json()["verified"] is True
    assert answer.json()["errors"] == []
    assert answer.json()["holder"] == held.person.full_name
    assert held.number in download["Content-Disposition"]
    assert "no-store" in download["Cache-Control"]


def test_the_picture_holds_the_very_text_that_was_signed(client, held):
    picture = client.get(reverse("award_png", args=[held.uuid])).content

    assert baking.extract(picture) == held.document
    assert len(picture) < 60_000


def test_the_token_says_what_the_award_says_and_dies_with_it(client, held, cast):
    token = client.get(reverse("award_jwt", args=[held.uuid])).text
    parsed = jose.parse(token)
    said = json.loads(held.document)
    said.pop("proof")

    assert parsed.header["typ"] == "vc+jwt"
    assert jose.credential_of(parsed) == said
    assert parsed.claims["exp"] - parsed.claims["nbf"] == 30 * 86_400

    revoke(award=held, reason="mistake", actor=cast.officer)
    after = told(client, token.encode())
    assert after.status_code == 400
    assert [one["title"] for one in after.json()["errors"]] == ["revoked"]


def test_a_token_of_a_key_in_other_hands_is_refused_and_a_new_one_is_signed_with_the_next_key(client, held):
    old = client.get(reverse("award_jwt", args=[held.uuid])).content
    declare_unsafe(key=IssuerKey.objects.get(), since=timezone.now() - timedelta(hours=1), actor=None)
    new = client.get(reverse("award_jwt", args=[held.uuid])).content

    assert told(client, old).json()["errors"][0]["title"] == "unauthorized_key"
    assert told(client, new).status_code == 200


def test_without_a_key_there_is_no_token_and_the_reason_is_said(client, held):
    rotate_key(issuer=held.achievement.issuer, actor=None)
    IssuerKey.objects.update(retired_at=timezone.now())

    answer = client.get(reverse("award_jwt", args=[held.uuid]))

    assert answer.status_code == 409
    assert "mueang credential keys" in answer.text


@pytest.mark.parametrize("form", ["award_jwt", "award_png", "award_svg", "transcript_jwt"])
def test_an_address_that_nobody_was_given_is_a_404(client, db, form):
    assert client.get(reverse(form, args=["00000000-0000-4000-8000-000000000000"])).status_code == 404


def test_a_changed_name_is_told_as_tampered_and_not_repeated(client, held):
    answer = told(client, held.document.replace("ฟาติเมาะ", "ซารีนาปลอม").encode())

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["title"] == "tampered"
    assert "ซารีนาปลอม" not in answer.text


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00\xff",
        b"[]",
        b"{}",
        b'{"a":' * 5_000,
        b"a.b.c",
        b"\x89PNG\r\n\x1a\n",
        b"<svg/>",
        b'{"url": 7}',
        b'{"url": "https://169.254.169.254/latest/meta-data"}',
        b'{"url": "file:///etc/passwd"}',
        b"x" * (strict_json.MAX_BYTES + 1),
    ],
)
def test_whatever_else_is_sent_is_a_400_with_errors(client, db, body):
    answer = told(client, body)

    assert answer.status_code == 400
    assert answer.json()["verified"] is False
    assert answer.json()["errors"][0]["title"] in {"malformed", "oversized", "too_deep", "unsigned", "unsupported"}


def test_more_than_the_limit_is_not_read(client, db, settings):
    settings.UPLOAD_LIMIT_BYTES = 10

    assert told(client, b"x" * 11).json()["errors"][0]["title"] == "oversized"


def test_a_form_with_one_file_and_the_address_of_our_own_are_looked_up(client, held):
    file = client.post("/verify.json", {"file": SimpleUploadedFile("a.json", held.document.encode())})
    nothing = client.post("/verify.json", {"word": "x"})
    broken = told(client, b"--", "multipart/form-data")
    own = told(client, json.dumps({"url": f"{settings.BASE_URL}/verify/{held.uuid}/"}).encode())
    nobody = told(client, json.dumps({"url": f"{settings.BASE_URL}/verify/{'-' * 36}/"}).encode())
    unknown = told(client, json.dumps({"url": f"{settings.BASE_URL}/verify/{held.person.uuid}/"}).encode())

    assert (file.status_code, own.status_code) == (200, 200)
    assert [one.status_code for one in (nothing, broken, nobody, unknown)] == [400] * 4


def test_pages_elsewhere_may_ask_and_reading_is_no_way_to_ask(client, db):
    before = client.options("/verify.json")

    assert (before.status_code, before["Access-Control-Allow-Origin"]) == (204, "*")
    assert client.get("/verify.json").status_code == 405


def test_a_status_list_is_sent_again_only_when_it_was_signed_again(client, held, cast):
    address = "/" + json.loads(held.document)["credentialStatus"]["statusListCredential"].split("/", 3)[3]
    first = client.get(address)
    same = client.get(address, headers={"If-None-Match": first["ETag"]})
    revoke(award=held, reason="mistake", actor=cast.officer)
    changed = client.get(address, headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, same.status_code, changed.status_code) == (200, 304, 200)
    assert first["Cache-Control"] == "public, max-age=60"
