"""The stand-in takes and answers what LINE's published description says, and so does our client."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from fakes.line_standin import TOKEN, StandIn
from mueang.apps.notices.actions.carriers.by_http import ByLine
from mueang.apps.notices.actions.carriers.parcels import Parcel, Verdict
from mueang.standards.line_messaging import MULTICAST, PUSH, RETRY_KEY, message_body

API = json.loads(Path(__file__).with_name("line_api.json").read_text(encoding="utf-8"))
ADA, BEN = "U" + "a" * 32, "U" + "b" * 32


def fits(value: Any, schema: dict[str, Any], *, of: str = "messaging") -> None:
    """Check against a schema of the description, whose own schemas it refers to."""
    root = {**schema, "components": {"schemas": API[of]["schemas"]}}
    Draft202012Validator(root).validate(value)


def asked(standin: StandIn, path: str, body: bytes, **headers: str) -> tuple[int, dict[str, str], Any]:
    answered = standin.answer("POST", path, {"authorization": f"Bearer {TOKEN}", **headers}, body)
    assert answered is not None
    head, _, content = answered[0].partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    return int(first.split(" ")[1]), dict(line.lower().split(": ", 1) for line in lines), json.loads(content)


def schema_of_answer(path: str, status: int, method: str = "post") -> dict[str, Any]:
    answers = API["messaging"]["paths"][path][method]["responses"]
    return answers[str(status)]["content"]["application/json"]["schema"]


@pytest.mark.parametrize(("path", "receivers"), [(PUSH, [ADA]), (MULTICAST, [ADA, BEN])])
def test_what_we_send_is_what_the_description_asks_for(path, receivers):
    form = json.loads(message_body(receivers, "สวัสดี"))
    operation = API["messaging"]["paths"][path]["post"]

    fits(form, operation["requestBody"]["content"]["application/json"]["schema"])
    fits(form["messages"][0], {"$ref": "#/components/schemas/TextMessage"})
    assert [one["name"] for one in operation["parameters"]] == [RETRY_KEY]


@pytest.mark.parametrize(("path", "receivers"), [(PUSH, [ADA]), (MULTICAST, [ADA, BEN])])
def test_the_stand_in_answers_as_the_description_says(path, receivers):
    standin, key = StandIn(script=["", "", "limits"]), str(uuid.uuid4())
    body = message_body(receivers, "hi")

    answers = [asked(standin, path, body, **{"x-line-retry-key": key}) for _time in range(2)]
    answers.append(asked(standin, path, body, **{"x-line-retry-key": str(uuid.uuid4())}))
    answers.append(asked(standin, path, b'{"to": "somebody", "messages": []}', **{"x-line-retry-key": key}))

    assert [status for status, _headers, _said in answers] == [200, 409, 429, 400]
    for status, _headers, said in answers:
        fits(said, schema_of_answer(path, status))
    assert answers[1][1]["x-line-accepted-request-id"]
    assert standin.taken == dict.fromkeys(receivers, 1)


def test_the_stand_in_refuses_what_the_description_does_not_allow():
    schema = API["messaging"]["paths"][MULTICAST]["post"]["requestBody"]["content"]["application/json"]["schema"]
    good = json.loads(message_body([ADA, BEN], "hi"))
    standin, wrong = (
        StandIn(),
        [
            good | {"to": []},
            good | {"to": [f"U{n:032x}" for n in range(501)]},
            good | {"messages": []},
            good | {"messages": good["messages"] * 6},
        ],
    )

    for form in wrong:
        assert not Draft202012Validator({**schema, "components": {"schemas": API["messaging"]["schemas"]}}).is_valid(
            form
        )
        said = asked(standin, MULTICAST, json.dumps(form).encode(), **{"x-line-retry-key": str(uuid.uuid4())})
        assert said[0] == 400
    assert asked(standin, MULTICAST, json.dumps(good).encode(), **{"x-line-retry-key": "no uuid"})[0] == 400
    assert not standin.taken


@pytest.mark.parametrize("path", ["/v2/bot/message/quota", "/v2/bot/message/quota/consumption"])
def test_the_month_is_told_as_the_description_says(path):
    answered = StandIn().answer("GET", path, {"authorization": f"Bearer {TOKEN}"}, b"")

    fits(json.loads(answered[0].partition(b"\r\n\r\n")[2]), schema_of_answer(path, 200, "get"))


def test_a_stranger_is_shown_the_door(settings, line):
    settings.LINE_TOKEN = "another"

    outcome = ByLine().carry(Parcel(uuid.uuid4(), (ADA,), "", "hi"))

    assert (outcome.verdict, outcome.says) == (Verdict.LATER, "HTTP 401")
    assert not line.taken


@pytest.mark.parametrize(
    ("trouble", "verdict", "n_taken"),
    [
        ("", Verdict.ACCEPTED, 1),
        ("fails", Verdict.UNKNOWN, 0),
        ("fails_after", Verdict.UNKNOWN, 1),
        ("hangs_up", Verdict.UNKNOWN, 1),
        ("limits", Verdict.LATER, 0),
        ("answers_twice", Verdict.ACCEPTED, 1),
        ("redirects", Verdict.NOT_SENT, 0),
    ],
)
def test_each_trouble_is_read_as_what_it_is_and_the_key_makes_the_second_try_harmless(line, trouble, verdict, n_taken):
    line.script, parcel, carrier = [trouble], Parcel(uuid.uuid4(), (ADA,), "", "hi"), ByLine()

    first = carrier.carry(parcel)

    assert (first.verdict, line.taken[ADA]) == (verdict, n_taken)
    assert carrier.carry(parcel).verdict == Verdict.ACCEPTED
    assert line.taken[ADA] == 1
    carrier.close()


def test_two_answers_to_one_request_are_not_taken_for_the_answer_to_the_next(line):
    line.script = ["answers_twice", "fails", "answers_twice", "fails"]
    carrier = ByLine()

    verdicts = [carrier.carry(Parcel(uuid.uuid4(), (ADA,), "", "hi")).verdict for _time in range(4)]

    # What is in doubt may be asked again; what failed must not pass for delivered.
    assert verdicts[1] == verdicts[3] == Verdict.UNKNOWN
    carrier.close()


def test_a_month_used_up_is_told_from_a_limit_of_the_moment(line):
    line.quota = 1
    carrier = ByLine()

    said = [carrier.carry(Parcel(uuid.uuid4(), (one,), "", "hi")) for one in (ADA, BEN)]

    assert [(one.verdict, str(one.reason)) for one in said] == [(Verdict.ACCEPTED, ""), (Verdict.REFUSED, "quota")]
    assert carrier.month() == (1, 1)
    carrier.close()


def test_what_is_too_long_never_leaves_the_house(line):
    assert ByLine().carry(Parcel(uuid.uuid4(), (ADA,), "", "ก" * 5_001)).verdict == Verdict.REFUSED
    assert not line.seen
