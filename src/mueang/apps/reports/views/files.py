"""A report as a file: the draft as it stands, or a signed copy."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.reports.enums import Language
from mueang.apps.reports.queries import content_of, docx_of, pdf_of, signed_content
from mueang.apps.reports.views.doors import find_report
from mueang.methods.thai import format_date

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_KINDS = {"pdf": (pdf_of, "application/pdf"), "docx": (docx_of, DOCX)}


@login_required
@never_cache
@require_http_methods(["GET"])
def draft(request: SignedInRequest, city: str, uuid: UUID, form: str) -> HttpResponse:
    """The report as it stands today; says that it is not signed."""
    _found, page = find_report(request, city, uuid)
    language, kind = _asked(form)
    with translation.override(language):
        day = format_date(timezone.localdate(), language="th" if language == "th" else "en", style="long")
        seal = _("Draft of %(day)s, not signed") % {"day": day}
    return _file(content_of(page), language=language, kind=kind, seal=seal, name=f"{page.report.kind}-draft-{language}")


@login_required
@never_cache
@require_http_methods(["GET"])
def copy(request: SignedInRequest, city: str, uuid: UUID, number: int, form: str) -> HttpResponse:
    """A signed copy: what it says is what was signed."""
    _found, page = find_report(request, city, uuid)
    language, kind = _asked(form)
    row = signed_content(page.report, number=number)
    if row is None:
        raise Http404
    with translation.override(language):
        day = format_date(timezone.localdate(row.signed_at), language="th" if language == "th" else "en", style="long")
        told = {"n": row.number, "name": row.signed_by, "day": day, "digest": row.digest}
        seal = _("Copy %(n)s, signed by %(name)s on %(day)s. Fingerprint (SHA-256): %(digest)s") % told
    name = f"{page.report.kind}-{row.number}-{language}"
    return _file(row.content, language=language, kind=kind, seal=seal, name=name, made_at=row.signed_at)


def _asked(form: str) -> tuple[str, str]:
    """Language and kind of file, as in th.docx."""
    language, _point, kind = form.partition(".")
    if kind not in _KINDS or language not in Language.values:
        raise Http404
    return language, kind


def _file(content: Any, *, language: str, kind: str, seal: str, name: str, made_at: Any = None) -> HttpResponse:
    draw, media_type = _KINDS[kind]
    body = draw(content, language=language, seal=seal, made_at=made_at or timezone.now())
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    return HttpResponse(body, content_type=media_type, headers=headers)
