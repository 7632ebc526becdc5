"""The VC-API for conformance suites: shut unless an operator opened it for an invented issuer on this machine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from mueang.apps.credentials.actions.vc_api import issue_posted_credential
from mueang.apps.credentials.errors import CredentialRefused
from mueang.apps.credentials.queries.vc_api import (
    problem_of,
    suite_issuer,
    verify_posted_credential,
    verify_posted_presentation,
)
from mueang.standards import strict_json
from mueang.standards.envelopes import refusal_of
from mueang.standards.verdicts import MALFORMED, Check, Refused, Verdict

if TYPE_CHECKING:
    from mueang.apps.credentials.models import Issuer

Asked = Mapping[str, Any]


def for_suites(answer: Callable[[Issuer, Asked], JsonResponse]) -> Callable[[HttpRequest], JsonResponse]:
    """A door that takes one JSON object and is not there unless it was opened; what is no object is a 400."""

    @csrf_exempt  # no cookie means anything here
    @require_POST
    @wraps(answer)
    def door(request: HttpRequest) -> JsonResponse:
        issuer = suite_issuer()
        if issuer is None:
            raise Http404
        try:
            asked = strict_json.loads(request.body)
        except strict_json.MalformedJson as error:
            refusal = refusal_of(error)
            return refused([Check("request", ok=False, code=refusal.code, detail=refusal.detail)])
        if not isinstance(asked, dict):
            return refused([Check("request", ok=False, code=MALFORMED, detail="not an object")])
        return answer(issuer, asked)

    return door


@for_suites
def issue(issuer: Issuer, asked: Asked) -> JsonResponse:
    try:
        signed = issue_posted_credential(issuer=issuer, credential=asked.get("credential"), now=timezone.now())
    except Refused as refusal:
        return refused([Check("credential", ok=False, code=refusal.code, detail=refusal.detail)])
    except CredentialRefused as refusal:
        return refused([Check("issuer", ok=False, code=type(refusal).__name__, detail=refusal.sentence)])
    return JsonResponse(signed, status=201)


@for_suites
def verify_credential(issuer: Issuer, asked: Asked) -> JsonResponse:
    checks = options_of(asked).get("checks")
    return told(verify_posted_credential(asked.get("verifiableCredential"), checks=checks, now=timezone.now()))


@for_suites
def verify_presentation(issuer: Issuer, asked: Asked) -> JsonResponse:
    shown = asked.get("verifiablePresentation")
    return told(verify_posted_presentation(shown, options=options_of(asked), now=timezone.now()))


def options_of(asked: Asked) -> Asked:
    options = asked.get("options")
    return options if isinstance(options, dict) else {}


def told(verdict: Verdict) -> JsonResponse:
    failed = [check for check in verdict.checks if not check.ok]
    if failed:
        return refused(failed)
    return JsonResponse({"verified": True, "checks": [check.name for check in verdict.checks], "errors": []})


def refused(failed: list[Check]) -> JsonResponse:
    return JsonResponse({"verified": False, "errors": [problem_of(check) for check in failed]}, status=400)
