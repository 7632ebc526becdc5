"""Asking without a network: a page kept on the device, surveys to take along encrypted, and answers sent once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.support.queries.visits import device_key
from mueang.apps.support.views.field import FONTS, MOST_ITEMS, MOST_KEYS, key_of_session, milliseconds, moment_of
from mueang.apps.support.views.field import sign_in_first as sign_in
from mueang.apps.surveys.actions import Kept, enter_replies
from mueang.apps.surveys.enums import AgeBand, Outcome, Sex, Way
from mueang.apps.surveys.errors import NotAskedHere
from mueang.apps.surveys.queries import Said, device_kit, said_name
from mueang.apps.surveys.rules import entered_surveys, entering_cities
from mueang.apps.surveys.views.doors import find_city
from mueang.methods.questionnaires import Question

STYLES = ("ui/mueang.css", "ui/desk.css", "ui/field.css")
SCRIPTS = ("ui/field/safe.js", "ui/field/send.js", "surveys/field.js")


@login_required
@require_safe
@cache_control(no_cache=True, private=True)
def page(request: SignedInRequest, city: str) -> HttpResponse:
    """The page as the device keeps it: no survey in it yet."""
    context = {
        "field_city": _entered(request, city),
        "scripts": SCRIPTS,
        "outcomes": Outcome.choices,
        "ages": AgeBand.choices,
        "sexes": Sex.choices,
    }
    return render(request, "surveys/field.html", context)


@login_required
@require_safe
@cache_control(no_cache=True, private=True)
def worker(request: SignedInRequest, city: str) -> HttpResponse:
    """The service worker of this page; it changes whenever a file it keeps does."""
    _entered(request, city)
    here = reverse("surveys:field", args=[city])
    context = {"kept": json.dumps([here, *map(static, (*STYLES, *SCRIPTS, *FONTS))]), "here": json.dumps(here)}
    return render(request, "ui/field_worker.js", context, content_type="text/javascript; charset=utf-8")


@never_cache
@require_safe
def taken(request: SignedInRequest, city: str) -> HttpResponse:
    """Open surveys to take along, and the key to keep them under."""
    if not request.user.is_authenticated:
        return sign_in()
    found = _entered(request, city)
    number, until = key_of_session(request)
    return JsonResponse(
        {
            "owner": str(request.user.uuid),
            "token": get_token(request),
            "now": milliseconds(timezone.now()),
            "key": {"number": str(number), "hex": device_key(request.user, number), "until": milliseconds(until)},
            "visits": [_say(kit) for kit in device_kit(viewer=request.user, city=found)],
        }
    )


@never_cache
@require_POST
def keys(request: SignedInRequest, city: str) -> HttpResponse:
    """Keys of what this account wrote on the device before it signed out."""
    if not request.user.is_authenticated:
        return sign_in()
    _entered(request, city)
    try:
        numbers = [UUID(str(one)) for one in json.loads(request.body)["numbers"]][:MOST_KEYS]
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"error": "not understood"}, status=400)
    return JsonResponse({"keys": {str(one): device_key(request.user, one) for one in numbers}})


@never_cache
@require_POST
def sync(request: SignedInRequest, city: str) -> HttpResponse:
    """Take answers. 401: sign in first. 409: made under another account. 400: nothing that a device sends."""
    if not request.user.is_authenticated:
        return sign_in()
    found = _entered(request, city)
    try:
        sent = json.loads(request.body)
        device, sent_at, owner = UUID(str(sent["device"])), moment_of(sent["sent_at"]), str(sent["owner"])
        items = [(UUID(str(item["visit"])), _said(item)) for item in list(sent["items"])]
    except (ValueError, KeyError, TypeError, AttributeError):
        return JsonResponse({"error": "not understood"}, status=400)
    if len(items) > MOST_ITEMS:
        return JsonResponse({"error": "not understood"}, status=400)
    if owner != str(request.user.uuid):
        return JsonResponse({"error": "another account"}, status=409)
    surveys = {row.uuid: row for row in entered_surveys(request.user).filter(city=found)}
    answers: list[Kept] = []
    for uuid, said in items:
        if uuid not in surveys:
            answers.append(Kept(said.uuid, NotAskedHere()))
            continue
        answers += enter_replies(
            survey=surveys[uuid],
            replies=[said],
            device=device,
            sent_at=sent_at,
            actor=request.user,
            way=Way.ENUMERATOR,
        )
    return JsonResponse({"answers": [_answer(one) for one in answers]})


def _entered(request: SignedInRequest, slug: str) -> Any:
    city = find_city(request, slug)
    if not entering_cities(request.user).filter(pk=city.pk).exists():
        raise Http404
    return city


def _said(item: Mapping[str, Any]) -> Said:
    answers = item.get("answers") or {}
    if not isinstance(answers, dict):
        raise TypeError("answers")
    ages, sexes = {"", *AgeBand.values}, {"", *Sex.values}
    age, sex = str(item.get("age_band") or ""), str(item.get("sex") or "")
    if age not in ages or sex not in sexes:
        raise ValueError("who")
    return Said(
        uuid=UUID(str(item["uuid"])),
        outcome=Outcome(item["outcome"]).value,
        answers=answers,
        invite=UUID(str(item["invite"])) if item.get("invite") else None,
        neighbourhood=str(item.get("neighbourhood") or "")[:12],
        age_band=age,
        sex=sex,
        has_guardian=item.get("has_guardian") is True,
        made_at=moment_of(item["made_at"]),
    )


def _answer(kept: Kept) -> dict[str, Any]:
    said: dict[str, Any] = {"uuid": str(kept.uuid), "is_kept": kept.refusal is None}
    return said | ({"sentence": kept.refusal.sentence} if kept.refusal else {})


def _say(kit: Mapping[str, Any]) -> dict[str, Any]:
    survey = kit["survey"]
    return {
        "uuid": str(survey.uuid),
        "name": said_name(survey),
        "purpose": said_name(_Words(survey.purpose_th, survey.purpose_en)),
        "contact": survey.contact,
        "asks_background": survey.asks_background,
        "asks_minors": survey.asks_minors,
        "questions": [_say_question(one) for one in kit["questions"]],
        "areas": [
            {"code": line.neighbourhood.code, "name": said_name(line.neighbourhood), "left": line.left}
            for line in kit["areas"]
        ],
        "lines": [
            {
                "uuid": str(row.uuid),
                "words": f"{row.number} · {row.where} · {said_name(row.neighbourhood)}",
                "outcome": str(Outcome(row.outcome).label) if row.outcome else "",
            }
            for row in kit["invites"]
        ],
    }


def _say_question(question: Question) -> dict[str, Any]:
    ends = {"low": (question.low_th, question.low_en), "high": (question.high_th, question.high_en)}
    return {
        "code": question.code,
        "kind": question.kind,
        "name": said_name(question),
        "is_required": question.is_required,
        "choices": [{"code": choice.code, "name": said_name(choice)} for choice in question.choices],
        "steps": list(question.steps) if question.kind == "scale" else [],
        **{end: said_name(_Words(*words)) for end, words in ends.items()},
        "only_if": {"code": question.only_if[0], "choices": sorted(question.only_if[1])} if question.only_if else None,
    }


class _Words:
    """A Thai and an English text, to be said in the reader's language."""

    def __init__(self, thai: str, english: str) -> None:
        self.name_th, self.name_en = thai, english
