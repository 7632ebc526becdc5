"""Pupils of a school, one pupil's year, and who is added or leaves."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.audit.actions import record, record_read
from mueang.apps.registers.actions import NewPupil, add_pupil, leave_school
from mueang.apps.registers.errors import RegisterRefused
from mueang.apps.registers.forms import PupilForm
from mueang.apps.registers.queries import pupil_page, pupils_at
from mueang.apps.registers.rules import (
    may_keep_register,
    may_merge_pupils,
    visible_merges,
    visible_schoolings,
    visible_sections,
)
from mueang.apps.registers.views.doors import kept_school, page_of, pupil_in, read_school, year_in
from mueang.lib.downloads import excel_response
from mueang.lib.fields import Birth


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
@transaction.atomic
def pupils(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Pupils of one school; what is looked for travels in the body, never in the address."""
    row, year = read_school(request, city, uuid), year_in(request)
    words = request.POST.get("words", "").strip()[:80]
    found = pupils_at(row, school_year=year, words=words)
    if request.GET.get("format") == "xlsx":
        record(actor=request.user, verb="register.exported", target=row, book=row.city.slug)
        headings = [_("Class"), _("Number in class"), _("Pupil number"), _("Name"), _("Sex"), _("Birth date")]
        lines = [
            [str(r.section or ""), r.seat, r.number, r.pupil.full_name, r.pupil.get_sex_display(), r.pupil.birth_on]
            for r in found
        ]
        return excel_response(file_name=f"pupils-{row.uuid}", title=_("Pupils"), headings=headings, rows=lines)
    record_read(actor=request.user, target=row, book=row.city.slug, facts={"page": "pupils"})
    context = {
        "city": row.city,
        "school": row,
        "school_year": year,
        "words": words,
        "page_obj": page_of(request, found),
        "may_keep": may_keep_register(request.user, row),
    }
    return render(request, "registers/pupils.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    row, year = kept_school(request, city, uuid), year_in(request)
    sections = visible_sections(request.user).filter(school=row, school_year=year)
    form = PupilForm(request.POST or None, sections=sections, initial={"section": request.GET.get("class")})
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        born, title = typed.pop("born") or Birth(), typed.pop("title")
        try:
            new = NewPupil(**typed, prefix=title, birth_on=born.on, birth_year=born.year)
            schooling = add_pupil(school=row, school_year=year, pupil=new, actor=request.user)
        except RegisterRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The pupil is added."))
            return redirect("registers:pupil", city, schooling.pupil.uuid)
    context = {"city": row.city, "school": row, "form": form, "title": _("Add a pupil")}
    return render(request, "registers/school_form.html", context, status=400 if form.errors else 200)


@login_required
@never_cache
@require_safe
@transaction.atomic
def pupil(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """The pupil's year, month by month. Who looked is in the audit book."""
    row = pupil_in(request, city, uuid)
    record_read(actor=request.user, target=row, book=row.city.slug)
    page = pupil_page(row, viewer=request.user, today=timezone.localdate())
    if request.GET.get("format") == "xlsx":
        headings = [_("School"), _("Month"), *(str(day) for day in range(1, 32))]
        lines = [
            [str(year.schooling.school), month.first_on, *(day.sign for day in month.days)]
            + [""] * (31 - len(month.days))
            for year in page.years
            for month in year.months
        ]
        return excel_response(file_name=f"pupil-{row.uuid}", title=_("Register"), headings=headings, rows=lines)
    keeps = {one.schooling.pk for one in page.years if may_keep_register(request.user, one.schooling.school)}
    context = {
        "city": row.city,
        "page": page,
        "pupil": row,
        "keeps": keeps,
        "may_merge": may_merge_pupils(request.user, row, row),
        "merges": visible_merges(request.user).filter(keep=row),
    }
    return render(request, "registers/pupil.html", context)


@login_required
@require_POST
def leave(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Say that the pupil left today, or take that back."""
    schoolings = visible_schoolings(request.user).select_related("school__city", "pupil")
    row = get_object_or_404(schoolings, school__city__slug=city, uuid=uuid)
    if not may_keep_register(request.user, row.school):
        raise Http404
    leave_school(schooling=row, left_on=None if row.left_on else timezone.localdate(), actor=request.user)
    messages.success(request, _("Saved. The register takes no marks after the day of leaving."))
    return redirect("registers:pupil", city, row.pupil.uuid)
