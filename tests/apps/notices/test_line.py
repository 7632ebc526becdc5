"""LINE calls us: only LINE is heard, each event once, and a code joins one account to one LINE user."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from jsonschema import Draft202012Validator

from mueang.apps.notices.actions import CODE_STANDS, ask_line_code
from mueang.apps.notices.models import LineCall, LineLink, LinkCode, Notice
from mueang.standards.line_messaging import NotFromLine, events_of

API = json.loads((Path(__file__).parents[2] / "fakes" / "line_api.json").read_text(encoding="utf-8"))
ADA, BEN = "U" + "a" * 32, "U" + "b" * 32


@pytest.fixture(autouse=True)
def secret(settings):
    settings.LINE_SECRET, settings.LINE_TOKEN = "secret", "token"


def event(kind: str, who: str, number: int, *, text: str = "") -> dict:
    common = {
        "type": kind,
        "mode": "active",
        "timestamp": 1_700_000_000_000,
        "source": {"type": "user", "userId": who},
        "webhookEventId": f"01HEVENT{number:018d}",
        "deliveryContext": {"isRedelivery": False},
    }
    if kind == "message":
        words = {"type": "text", "id": "1", "text": text, "quoteToken": "q"}
        return common | {"replyToken": "r", "message": words}
    return common | ({"replyToken": "r", "follow": {"isUnblocked": False}} if kind == "follow" else {})


def call(client, events: list, *, signature: str | None = None, body: bytes | None = None) -> int:
    body = json.dumps({"destination": BEN, "events": events}).encode() if body is None else body
    signed = base64.b64encode(hmac.digest(b"secret", body, hashlib.sha256)).decode()
    headers = {"X-Line-Signature": signed if signature is None else signature}
    return client.post(reverse("line_call"), body, content_type="application/json", headers=headers).status_code


def test_our_examples_are_what_the_description_says():
    schemas = {"components": {"schemas": API["webhook"]["schemas"]}}
    for kind, name in (("follow", "FollowEvent"), ("unfollow", "UnfollowEvent"), ("message", "MessageEvent")):
        Draft202012Validator({"$ref": f"#/components/schemas/{name}", **schemas}).validate(
            event(kind, ADA, 1, text="x")
        )


def test_only_line_is_heard(cast, client, settings):
    code = ask_line_code(user=cast.learner, city=cast.city, now=timezone.now())
    said = [event("message", ADA, 1, text=code)]

    assert call(client, said, signature="") == 403
    assert call(client, said, signature="A" * 44) == 403
    assert call(client, [], body=b"no json") == 400
    assert call(client, [], body=b" " * 200_001) == 400
    settings.LINE_SECRET = ""
    assert call(client, said) == 403
    assert client.get(reverse("line_call")).status_code == 405
    assert not LineLink.objects.exists()


def test_a_code_joins_once_and_the_event_is_heard_once(cast, client):
    code = ask_line_code(user=cast.learner, city=cast.city, now=timezone.now())
    said = [event("message", ADA, 1, text=f" {code[:4].lower()}-{code[4:]} ")]

    assert [call(client, said), call(client, said)] == [200, 200]
    assert call(client, [event("message", BEN, 2, text=code)]) == 200

    assert LineLink.objects.values_list("user", "line_user").get() == (cast.learner.pk, ADA)
    assert (LinkCode.objects.count(), LineCall.objects.count()) == (0, 2)
    assert Notice.objects.filter(channel="line", user=cast.learner).count() == 1


def test_an_old_or_wrong_code_joins_nobody(cast, client):
    ask_line_code(user=cast.learner, city=cast.city, now=timezone.now())
    old = ask_line_code(user=cast.learner, city=cast.city, now=timezone.now() - CODE_STANDS - timedelta(seconds=1))

    for number, text in enumerate((old, "ABCDEFGH", "สวัสดี", "")):
        call(client, [event("message", ADA, number, text=text)])

    assert not LineLink.objects.exists()


def test_whoever_blocks_us_is_left_alone_until_they_come_back(cast, client):
    LineLink.objects.create(user=cast.learner, line_user=ADA, joined_at=timezone.now())

    call(client, [event("unfollow", ADA, 1)])
    assert not LineLink.objects.standing().exists()
    call(client, [event("follow", ADA, 2)])
    assert LineLink.objects.standing().exists()


def test_a_line_user_who_joins_another_account_leaves_the_first(cast, client):
    LineLink.objects.create(user=cast.stranger, line_user=ADA, joined_at=timezone.now())
    code = ask_line_code(user=cast.learner, city=cast.city, now=timezone.now())

    call(client, [event("message", ADA, 1, text=code)])

    assert LineLink.objects.get().user == cast.learner


def test_the_page_gives_a_code_once_and_parts_again(cast, client):
    client.force_login(cast.learner)
    page, line = (reverse(f"campaigns:{name}", args=[cast.city.slug]) for name in ("wishes", "line"))

    shown = client.post(line, follow=True).content.decode()
    assert "ภายในสิบห้านาที" in shown
    assert "ภายในสิบห้านาที" not in client.get(page).content.decode()
    LineLink.objects.create(user=cast.learner, line_user=ADA, joined_at=timezone.now())
    client.post(line, {"leave": "1"})
    assert not LineLink.objects.exists()


@pytest.mark.parametrize("body", [b"[]", b'{"events": 1}', b'{"events": ["x"]}', b"{}"])
def test_what_is_no_call_of_line_is_refused(body):
    with pytest.raises(NotFromLine):
        events_of(body)
