"""The part of LINE's Messaging API that we speak: messages to people, and what its webhook tells us."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

# Where messages go, by the published description (github.com/line/line-openapi, messaging-api.yml).
PUSH = "/v2/bot/message/push"
MULTICAST = "/v2/bot/message/multicast"
QUOTA = "/v2/bot/message/quota"
CONSUMPTION = "/v2/bot/message/quota/consumption"
RETRY_KEY = "X-Line-Retry-Key"
SIGNATURE = "X-Line-Signature"
LONGEST_TEXT = 5_000  # UTF-16 units
MOST_RECEIVERS = 500
# "The retry key is valid for 24 hours after attempting the first request" (developers.line.biz, Retry failed API
# requests): after that the same request would be delivered a second time.
KEY_STANDS = timedelta(hours=24)
USER_ID = re.compile(r"U[0-9a-f]{32}")


class NotFromLine(ValueError):
    """The call was not signed with our channel's secret, or holds no events."""


@dataclass(frozen=True, slots=True)
class LineEvent:
    """One event of a webhook call, as far as we listen: kind ("follow", "unfollow", "message"), who, which words."""

    event_id: str
    kind: str
    line_user: str
    text: str
    at_milliseconds: int


def text_length(text: str) -> int:
    """Length as LINE counts it, in UTF-16 units.

    Source
    ------
    developers.line.biz, "Character counting in a text".

    Examples
    --------
    >>> text_length("กา"), text_length("🙂")
    (2, 2)
    """
    return len(text.encode("utf-16-le")) // 2


def message_body(receivers: Sequence[str], text: str) -> bytes:
    """The JSON of a push (one receiver) or a multicast (several).

    Parameters
    ----------
    receivers : sequence of LINE user ids, 1 to 500
    text : str, 1 to 5,000 UTF-16 units

    Returns
    -------
    bytes, UTF-8

    Raises
    ------
    ValueError
        If there are too few or too many receivers, or the text is empty or too long.

    Source
    ------
    PushMessageRequest, MulticastRequest and TextMessage of LINE's messaging-api.yml.

    Examples
    --------
    >>> message_body(["U1"], "hi")
    b'{"to":"U1","messages":[{"type":"text","text":"hi"}]}'
    """
    if not 1 <= len(receivers) <= MOST_RECEIVERS:
        raise ValueError(f"{len(receivers)} receivers; LINE takes 1 to {MOST_RECEIVERS}")
    if not 1 <= text_length(text) <= LONGEST_TEXT:
        raise ValueError(f"{text_length(text)} letters; LINE takes 1 to {LONGEST_TEXT}")
    to = receivers[0] if len(receivers) == 1 else list(receivers)
    body = {"to": to, "messages": [{"type": "text", "text": text}]}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def is_signed(body: bytes, signature: str, *, secret: str) -> bool:
    """Whether `signature` is the HMAC-SHA256 of the very bytes of `body` under the channel's secret, in Base64.

    Source
    ------
    developers.line.biz, "Verify webhook signature". An empty secret signs nothing.

    Examples
    --------
    >>> is_signed(b"{}", "FDyo1Re6GxgQJdcysc8nXZAQT8pXuwKlZVQpeKoYxLY=", secret="s"), is_signed(b"{}", "", secret="")
    (True, False)
    """
    if not secret:
        return False
    expected = base64.b64encode(hmac.digest(secret.encode(), body, hashlib.sha256))
    return hmac.compare_digest(expected, signature.encode())


def events_of(body: bytes) -> list[LineEvent]:
    """Follows, unfollows and texts of single people in a webhook call; other events are left out.

    Parameters
    ----------
    body : bytes, CallbackRequest of LINE's webhook.yml, its signature checked before

    Returns
    -------
    list of LineEvent, in the order of the call

    Raises
    ------
    NotFromLine
        If it is no such JSON.

    Source
    ------
    CallbackRequest, FollowEvent, UnfollowEvent, MessageEvent of LINE's webhook.yml. While a channel is in standby,
    another module answers its users: those events are left out.
    """
    try:
        events = json.loads(body)["events"]
        return list(_heard(events))
    except (ValueError, TypeError, KeyError, AttributeError):
        raise NotFromLine from None


def _heard(events: Sequence[dict[str, object]]) -> Iterator[LineEvent]:
    for event in events:
        source, message = event.get("source") or {}, event.get("message") or {}
        if not isinstance(source, dict) or not isinstance(message, dict):
            raise TypeError
        who, kind = str(source.get("userId", "")), str(event["type"])
        is_text = kind == "message" and message.get("type") == "text"
        is_ours = source.get("type") == "user" and event.get("mode") == "active" and USER_ID.fullmatch(who)
        if is_ours and (is_text or kind in {"follow", "unfollow"}):
            text = str(message.get("text", "")) if is_text else ""
            yield LineEvent(str(event["webhookEventId"]), kind, who, text, int(str(event["timestamp"])))
