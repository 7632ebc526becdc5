"""Two rows that may be one child: side by side, decided by a person, undone with a reason."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.audit.actions import record_read
from mueang.apps.registers.actions import merge_pupils, undo_merge
from mueang.apps.registers.errors import RegisterRefused
from mueang.apps.registers.queries.merging import alike_pupils, merge_preview
from mueang.apps.registers.rules import may_merge_pupils, visible_merges
from mueang.apps.registers.views.doors import pupil_in


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
@transaction.atomic
def choose(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Who else could be this child; what is looked for travels in the body, never in the address."""
    row = pupil_in(request, city, uuid)
    if not may_merge_pupils(request.user, row, row):
        raise Http404
    words = request.POST.get("words", "").strip()[:80]
    record_read(actor=request.user, target=row, book=row.city.slug, facts={"page": "same"})
    others = alike_pupils(row, viewer=request.user, words=words)
    context = {"city": row.city, "pupil": row, "words": words, "others": others}
    return render(request, "registers/merge_choose.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def beside(request: SignedInRequest, city: str, uuid: UUID, other: UUID) -> HttpResponse:
    """Both rows, and each day on which their marks differ; a POST makes them one."""
    keep, merge = pupil_in(request, city, uuid), pupil_in(request, city, other)
    if keep.pk == merge.pk or not may_merge_pupils(request.user, keep, merge):
        raise Http404
    chosen = {key.removeprefix("day-"): str(said) for key, said in request.POST.items() if key.startswith("day-")}
    reason, refused = request.POST.get("reason", ""), ""
    if request.method == "POST":
        try:
            merge_pupils(keep=keep, merge=merge, reason=reason, chosen=chosen, actor=request.user)
        except RegisterRefused as refusal:
            refused = refusal.sentence
        else:
            messages.success(request, _("The two are one pupil now. It can be undone on this page."))
            return redirect("registers:pupil", city, keep.uuid)
    with transaction.atomic():
        for row in (keep, merge):
            record_read(actor=request.user, target=row, book=row.city.slug, facts={"page": "beside"})
        preview = merge_preview(keep=keep, merge=merge)
    days = [(one, chosen.get(one.key, "")) for one in preview.differing]
    context = {"city": keep.city, "pupil": keep, "preview": preview, "days": days, "reason": reason, "refused": refused}
    return render(request, "registers/merge.html", context, status=422 if refused else 200)


@login_required
@require_POST
def undo(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Two pupils again, with a reason."""
    row = get_object_or_404(visible_merges(request.user), keep__city__slug=city, uuid=uuid)
    if not may_merge_pupils(request.user, row.keep, row.keep):
        raise Http404
    try:
        undo_merge(row=row, reason=request.POST.get("reason", ""), actor=request.user)
        messages.success(request, _("They are two pupils again."))
    except RegisterRefused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("registers:pupil", city, row.keep.uuid)
