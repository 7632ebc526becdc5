"""Documents at the addresses that signed credentials name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import etag, require_safe

from mueang.apps.credentials.actions import credential_token
from mueang.apps.credentials.errors import CredentialRefused
from mueang.apps.credentials.queries import (
    achievement_document,
    award_by_link,
    baked_png,
    baked_svg,
    endorsement_text,
    issuer_document,
    status_list_signed_at,
    status_list_text,
    transcript_by_link,
)
from mueang.apps.credentials.rules import published_achievements, published_issuers

if TYPE_CHECKING:
    from mueang.apps.credentials.models import Award, Transcript

# Wallets in browsers read these from other sites; they are public and carry no cookie.
OPEN_TO_ALL = {"Access-Control-Allow-Origin": "*", "X-Content-Type-Options": "nosniff"}


def document(content: dict[str, Any] | str, *, media_type: str) -> HttpResponse:
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    return HttpResponse(text, content_type=media_type, headers=OPEN_TO_ALL)


@require_safe
@cache_control(public=True, max_age=300)
def did_document(request: HttpRequest, issuer: str) -> HttpResponse:
    """The issuer's keys, old ones too."""
    row = get_object_or_404(published_issuers().prefetch_related("keys"), slug=issuer)
    return document(issuer_document(row), media_type="application/did+json")


@require_safe
@cache_control(public=True, max_age=60)
@etag(lambda _request, uuid: f'"{status_list_signed_at(uuid)}"')
def status_list(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Which awards are revoked. Whoever asks again is told within a minute, and sent nothing where nothing changed."""
    text = status_list_text(uuid)
    if text is None:
        raise Http404
    return document(text, media_type="application/vc+ld+json")


@require_safe
@cache_control(public=True, max_age=300)
def achievement_json(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = get_object_or_404(published_achievements().select_related("issuer"), uuid=uuid)
    return document(achievement_document(row), media_type="application/ld+json")


@require_safe
@cache_control(public=True, max_age=300)
def endorsement_json(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Who stands behind an achievement, as they signed it."""
    text = endorsement_text(uuid)
    if text is None:
        raise Http404
    return document(text, media_type="application/vc+ld+json")


@require_safe
@cache_control(private=True, no_store=True)
def award_json(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The credential itself, for whoever holds its link."""
    return _credential(award_by_link(uuid))


@require_safe
@cache_control(private=True, no_store=True)
def award_svg(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A badge picture with the credential baked in."""
    award = award_by_link(uuid)
    if award is None:
        raise Http404
    return _named(HttpResponse(baked_svg(award), content_type="image/svg+xml"), f"{award.number}.svg")


@require_safe
@cache_control(private=True, no_store=True)
def award_png(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The same in pixels."""
    award = award_by_link(uuid)
    if award is None:
        raise Http404
    return _named(HttpResponse(baked_png(award), content_type="image/png"), f"{award.number}.png")


@require_safe
@cache_control(private=True, no_store=True)
def award_jwt(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The credential as a token, for whoever holds its link."""
    return _token(award_by_link(uuid))


@require_safe
@cache_control(private=True, no_store=True)
def award_pdf(request: HttpRequest, uuid: UUID) -> HttpResponse:
    award = award_by_link(uuid)
    return _sheet(award.certificate if award else None, award)


@require_safe
@cache_control(private=True, no_store=True)
def transcript_json(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The signed transcript itself, for whoever holds its link."""
    return _credential(transcript_by_link(uuid))


@require_safe
@cache_control(private=True, no_store=True)
def transcript_jwt(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return _token(transcript_by_link(uuid))


@require_safe
@cache_control(private=True, no_store=True)
def transcript_pdf(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = transcript_by_link(uuid)
    return _sheet(row.sheet if row else None, row)


def _credential(row: Award | Transcript | None) -> HttpResponse:
    """The signed text, to be kept as a file."""
    if row is None:
        raise Http404
    return _named(document(row.document, media_type="application/vc+ld+json"), f"{row.number}.json")


def _token(row: Award | Transcript | None) -> HttpResponse:
    if row is None or not row.document:
        raise Http404
    try:
        token = credential_token(row, now=timezone.now())
    except CredentialRefused as refusal:
        return HttpResponse(refusal.sentence, status=409, content_type="text/plain; charset=utf-8")
    return _named(document(token, media_type="application/vc+jwt"), f"{row.number}.jwt")


def _sheet(pdf: bytes | memoryview | None, row: Award | Transcript | None) -> HttpResponse:
    """The paper, to be looked at; a 404 where none was made."""
    if row is None or pdf is None:
        raise Http404
    return _named(HttpResponse(bytes(pdf), content_type="application/pdf"), f"{row.number}.pdf", shown="inline")


def _named(response: HttpResponse, name: str, *, shown: str = "attachment") -> HttpResponse:
    response["Content-Disposition"] = f'{shown}; filename="{name}"'
    return response
