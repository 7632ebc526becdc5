"""Carriers that speak HTTP: LINE, and an SMS gateway of whatever make."""

from __future__ import annotations

import json

from django.conf import settings

from mueang.apps.notices.actions.carriers.parcels import Outcome, Parcel, Verdict
from mueang.apps.notices.enums import Reason
from mueang.lib.outgoing import Answer, NoAnswer, NotSent, Provider
from mueang.standards import line_messaging

AT_ONCE = 8
# Of what a provider without keys holds when the worker dies, nobody knows whether it arrived: few at a time.
UNKEYED_WAVE = 16
KEYED_WAVE = 500
_MONTH_IS_OVER = "monthly limit"


def outcome_of(answer: Answer) -> Outcome:
    """What a status says about a request that is safe to read so for LINE and for gateways alike."""
    says = f"HTTP {answer.status}"
    if answer.status < 300 or answer.status == 409:
        # 409: a request under this key was accepted before.
        return Outcome(Verdict.ACCEPTED, says)
    if answer.status == 429:
        return Outcome(Verdict.LATER, says, pause_seconds=answer.pause_seconds)
    if answer.status in {401, 403}:
        # Our own key is wrong, not the receiver: nothing is lost, and everything waits.
        return Outcome(Verdict.LATER, says, pause_seconds=600)
    if 300 <= answer.status < 400:
        # Another address is the operator's to write down, not the provider's.
        return Outcome(Verdict.NOT_SENT, says, Reason.REFUSED)
    if answer.status >= 500 or answer.status == 408:
        return Outcome(Verdict.UNKNOWN, says, Reason.NO_ANSWER, pause_seconds=answer.pause_seconds)
    return Outcome(Verdict.REFUSED, says, Reason.REFUSED)


class ByHttp:
    """One request a parcel."""

    takes_many = 1
    at_once = AT_ONCE

    def __init__(self, *, is_keyed: bool, n_hosts: int = 1) -> None:
        self.is_keyed = is_keyed
        self.wave = KEYED_WAVE if is_keyed else UNKEYED_WAVE
        self._provider = Provider(n_connections=AT_ONCE, n_hosts=n_hosts)

    def close(self) -> None:
        self._provider.close()

    def _ask(self, url: str, *, headers: dict[str, str], body: bytes) -> Answer | Outcome:
        try:
            return self._provider.ask("POST", url, headers={"Content-Type": "application/json", **headers}, body=body)
        except NotSent as fault:
            return Outcome(Verdict.NOT_SENT, str(fault), Reason.UNREACHABLE)
        except NoAnswer as fault:
            return Outcome(Verdict.UNKNOWN, str(fault), Reason.NO_ANSWER)


class ByLine(ByHttp):
    """LINE Messaging API: a push to one, a multicast to several; the retry key makes a repeated request harmless."""

    takes_many = line_messaging.MOST_RECEIVERS

    def __init__(self) -> None:
        super().__init__(is_keyed=True)

    def carry(self, parcel: Parcel) -> Outcome:
        """Hand it over, once."""
        path = line_messaging.PUSH if len(parcel.addresses) == 1 else line_messaging.MULTICAST
        try:
            body = line_messaging.message_body(parcel.addresses, parcel.body)
        except ValueError:
            return Outcome(Verdict.REFUSED, "length", Reason.REFUSED)
        headers = self._headers() | {line_messaging.RETRY_KEY: str(parcel.key)}
        answer = self._ask(settings.LINE_URL + path, headers=headers, body=body)
        if isinstance(answer, Outcome):
            return answer
        said = answer.json() if answer.status == 429 else None
        if isinstance(said, dict) and _MONTH_IS_OVER in str(said.get("message", "")):
            return Outcome(Verdict.REFUSED, "HTTP 429 quota", Reason.QUOTA)
        return outcome_of(answer)

    def month(self) -> tuple[int | None, int] | None:
        """How many messages the month has (None: any number) and how many are used; None where LINE does not say."""
        found = []
        for path in (line_messaging.QUOTA, line_messaging.CONSUMPTION):
            try:
                answer = self._provider.ask("GET", settings.LINE_URL + path, headers=self._headers())
            except (NotSent, NoAnswer):
                return None
            said = answer.json() if answer.status == 200 else None
            if not isinstance(said, dict):
                return None
            found.append(said)
        limited, used = found
        if not isinstance(used.get("totalUsage"), int):
            return None
        limit = limited.get("value") if limited.get("type") == "limited" else None
        return (limit if isinstance(limit, int) else None), used["totalUsage"]

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {settings.LINE_TOKEN}"}


class BySms(ByHttp):
    """A gateway that takes JSON in a form the operator wrote down."""

    def __init__(self) -> None:
        super().__init__(is_keyed=bool(settings.SMS_KEY_HEADER))

    def carry(self, parcel: Parcel) -> Outcome:
        """Hand it over, once."""
        headers = {"Authorization": f"Bearer {settings.SMS_TOKEN}"} if settings.SMS_TOKEN else {}
        if settings.SMS_KEY_HEADER:
            headers[settings.SMS_KEY_HEADER] = str(parcel.key)
        answer = self._ask(settings.SMS_URL, headers=headers, body=sms_json(parcel))
        return answer if isinstance(answer, Outcome) else outcome_of(answer)


def sms_json(parcel: Parcel) -> bytes:
    """The operator's form with its slots filled in; whatever stands in a text, it stays one text of the JSON."""
    slots = {
        "{to}": parcel.addresses[0],
        "{text}": parcel.body,
        "{sender}": settings.SMS_SENDER,
        "{key}": str(parcel.key),
    }
    form = _filled(json.loads(settings.SMS_BODY), slots)
    return json.dumps(form, ensure_ascii=False).encode()


def _filled(part: object, slots: dict[str, str]) -> object:
    if isinstance(part, dict):
        return {name: _filled(value, slots) for name, value in part.items()}
    if isinstance(part, list):
        return [_filled(value, slots) for value in part]
    return slots.get(part, part) if isinstance(part, str) else part
