"""Documents at the addresses that signed credentials name."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from mueang.apps.credentials.queries import (
    achievement_document,
    award_by_link,
    baked_picture,
    issuer_document,
    status_list_text,
    transcript_by_link,
)
from mueang.apps.credentials.rules import published_achievements, published_issuers

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
def status_list(request: HttpRequest, uuid: UUID) -> HttpResponse:
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
@cache_control(private=True, no_store=True)
def award_json(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The credential itself, for whoever holds its link."""
    award = award_by_link(uuid)
    if award is None:
        raise Http404
    response = document(award.document, media_type="application/vc+ld+json")
    response["Content-Disposition"] = f'attachment; filename="{award.number}.json"'
    return response


@require_safe
@cache_control(private=True, no_store=True)
def award_svg(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A badge picture with the credential baked in."""
    award = award_by_link(uuid)
    if award is None:
        raise Http404
    response = HttpResponse(baked_picture(award), content_type="image/svg+xml")
    response["Content-Disposition"] = f'attachment; filename="{award.number}.svg"'
    return response


@require_safe
@cache_control(private=True, no_store=True)
def award_pdf(request: HttpRequest, uuid: UUID) -> HttpResponse:
    award = award_by_link(uuid)
    if award is None or award.certificate is None:
        raise Http404
    response = HttpResponse(bytes(award.certificate), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{award.number}.pdf"'
    return response


@require_safe
@cache_control(private=True, no_store=True)
def transcript_json(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The signed transcript itself, for whoever holds its link."""
    row = transcript_by_link(uuid)
    if row is None:
        raise Http404
    response = document(row.document, media_type="application/vc+ld+json")
    response["Content-Disposition"] = f'attachment; filename="{row.number}.json"'
    return response


@require_safe
@cache_control(private=True, no_store=True)
def transcript_pdf(request: HttpRequest, uuid: UUID) -> HttpResponse:
    row = transcript_by_link(uuid)
    if row is None or row.sheet is None:
        raise Http404
    response = HttpResponse(bytes(row.sheet), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{row.number}.pdf"'
    return response
