"""The schools of a city, one school, its open days and its teachers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.errors import OwnRole, RoleAlreadyEnded, RoleAlreadyHeld, UsernameTaken
from mueang.apps.accounts.queries import account_by_name
from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.registers.actions import (
    add_school,
    add_section,
    appoint_teacher,
    change_school,
    dismiss_teacher,
    invite_teacher,
    set_calendar,
)
from mueang.apps.registers.errors import RegisterRefused
from mueang.apps.registers.forms import CalendarForm, InviteTeacherForm, SchoolForm, SectionForm, TeacherForm
from mueang.apps.registers.queries import calendar_of, months_of, school_page, schools_of
from mueang.apps.registers.rules import (
    may_add_school,
    may_appoint_teachers,
    may_keep_register,
    readable_schools,
    schools_where,
    teachers_of,
)
from mueang.apps.registers.views.doors import city_in, kept_school, school_in, year_in
from mueang.lib.downloads import excel_response

if TYPE_CHECKING:
    from mueang.apps.registers.models import School


@login_required
@never_cache
@require_safe
def schools(request: SignedInRequest, city: str) -> HttpResponse:
    """Every school the viewer may open."""
    found, year = city_in(request, city), year_in(request)
    rows = schools_of(viewer=request.user, city=found, school_year=year)
    if request.GET.get("format") == "xlsx":
        headings = [_("Name"), _("Official code"), _("Run by"), _("Classes"), _("Pupils")]
        lines = [
            [r.school.name_th, r.school.code, r.school.get_affiliation_display(), r.n_sections, r.n_pupils]
            for r in rows
        ]
        return excel_response(file_name=f"schools-{found.slug}", title=_("Schools"), headings=headings, rows=lines)
    context = {
        "city": found,
        "rows": rows,
        "school_year": year,
        "may_add": may_add_school(request.user, found),
        "may_import": schools_where(request.user, Permission.REGISTERS_WRITE).filter(city=found).exists(),
    }
    return render(request, "registers/schools.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest, city: str) -> HttpResponse:
    found = city_in(request, city)
    if not may_add_school(request.user, found):
        raise Http404
    form = SchoolForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            school = add_school(city=found, actor=request.user, **form.cleaned_data)
        except RegisterRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("registers:school", city, school.uuid)
    context = {"city": found, "form": form, "title": _("Add a school")}
    return render(request, "registers/school_form.html", context, status=400 if form.errors else 200)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    row = school_in(request, city, uuid)
    if not may_add_school(request.user, row.city):
        raise Http404
    initial = {name: getattr(row, name) for name in ("name_th", "name_en", "affiliation", "code")}
    form = SchoolForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_school(school=row, actor=request.user, **form.cleaned_data)
        except RegisterRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("registers:school", city, uuid)
    context = {"city": row.city, "school": row, "form": form, "title": _("Change the school")}
    return render(request, "registers/school_form.html", context, status=400 if form.errors else 200)


@login_required
@never_cache
@require_safe
def school(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Classes with what is missing in the register, and the teachers for who appoints them."""
    row, today = school_in(request, city, uuid), timezone.localdate()
    may_read = readable_schools(request.user).filter(pk=row.pk).exists()
    page = school_page(row, school_year=year_in(request), today=today) if may_read else None
    if page and request.GET.get("format") == "xlsx":
        headings = [_("Class"), _("Pupils"), _("Not recorded this month")]
        lines = [[str(line.section), line.n_pupils, ", ".join(map(str, line.missing))] for line in page.lines]
        return excel_response(file_name=f"classes-{row.uuid}", title=_("Classes"), headings=headings, rows=lines)
    context = {
        "city": row.city,
        "school": row,
        "page": page,
        "may_keep": may_keep_register(request.user, row),
        "may_change": may_add_school(request.user, row.city),
        "may_appoint": may_appoint_teachers(request.user, row.city),
        "teachers": teachers_of(request.user, row),
        "teacher_form": TeacherForm(),
        "section_form": SectionForm(),
    }
    return render(request, "registers/school.html", context)


@login_required
@require_POST
def section_add(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Open a class of the school year that runs, or lead to the one that is there."""
    row, form = kept_school(request, city, uuid), SectionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a grade, and type the room if there are several."))
        return redirect("registers:school", city, uuid)
    opened = add_section(school=row, school_year=year_in(request), actor=request.user, **form.cleaned_data)
    messages.success(request, _("The class is there. Add its pupils, or bring them from a class sheet."))
    return redirect("registers:month", city, opened.uuid, timezone.localdate().month)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def calendar(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """The days the school is open, month by month."""
    row, year = kept_school(request, city, uuid), year_in(request)
    masks = calendar_of(row, school_year=year)
    form = CalendarForm(request.POST or None, school_year=year, masks=masks)
    if request.method == "POST" and form.is_valid():
        set_calendar(school=row, school_year=year, open_masks=form.masks(), actor=request.user)
        messages.success(request, _("The open days are saved. Marks taken so far stay as they are."))
        return redirect("registers:school", city, uuid)
    months = [(form[f"m{month}"], date(in_year, month, 1)) for in_year, month in months_of(year)]
    context = {
        "city": row.city,
        "school": row,
        "form": form,
        "months": months,
        "school_year": year,
        "n_days": sum(mask.bit_count() for mask in masks),
    }
    return render(request, "registers/calendar.html", context)


@login_required
@require_POST
def teacher_give(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Give the teacher's role at this school to somebody who signs in already."""
    row, form = _appointing(request, city, uuid), TeacherForm(request.POST)
    user = account_by_name(form.cleaned_data["username"]) if form.is_valid() else None
    try:
        if user is None:
            messages.error(request, _("No account signs in by this name. Invite the person instead."))
        else:
            appoint_teacher(school=row, user=user, actor=request.user)
            messages.success(request, _("The role is given; it holds at once."))
    except RoleAlreadyHeld:
        messages.info(request, _("This person holds this role there already."))
    except OwnRole:
        messages.error(request, _("Nobody gives themselves this role. A colleague who gives roles must do it."))
    return redirect("registers:school", city, uuid)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def teacher_invite(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Open an account for a teacher; the answer shows the one-time link, once."""
    row, form = _appointing(request, city, uuid), InviteTeacherForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invitation = invite_teacher(school=row, actor=request.user, **form.cleaned_data)
        except UsernameTaken:
            form.add_error("username", _("This sign-in name is taken. Choose another, or give that account a role."))
        else:
            context = {"city": row.city, "school": row, "invitation": invitation}
            return render(request, "registers/invited.html", context)
    context = {"city": row.city, "school": row, "form": form, "title": _("Invite a teacher")}
    return render(request, "registers/school_form.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def teacher_end(request: SignedInRequest, city: str, uuid: UUID, grant: int) -> HttpResponse:
    row = _appointing(request, city, uuid)
    try:
        dismiss_teacher(
            school=row, grant=get_object_or_404(teachers_of(request.user, row), pk=grant), actor=request.user
        )
        messages.success(request, _("The role has ended."))
    except RoleAlreadyEnded:
        messages.info(request, _("Somebody else ended it first."))
    return redirect("registers:school", city, uuid)


def _appointing(request: SignedInRequest, city: str, uuid: UUID) -> School:
    row = school_in(request, city, uuid)
    if not may_appoint_teachers(request.user, row.city):
        raise Http404
    return row
