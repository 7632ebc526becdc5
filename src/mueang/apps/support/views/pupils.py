"""A teacher tells of a pupil of their school: picks the class, then the child, and says what makes them worry."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.audit.actions import record_read
from mueang.apps.registers.queries import school_year_of
from mueang.apps.registers.rules import visible_pupils, visible_sections
from mueang.apps.support.actions.concerns import raise_about_pupil
from mueang.apps.support.forms.concerns import AboutPupilForm
from mueang.apps.support.queries.told_pupils import classes_to_pick, pupils_to_pick, school_and_class
from mueang.apps.support.rules.concerns import may_raise, may_raise_about, raising_schools
from mueang.apps.support.views.concerns import REFUSED, entered
from mueang.apps.support.views.doors import door


@door("GET", "HEAD")
def classes(request: SignedInRequest, city: str) -> HttpResponse:
    """Classes of the schools of whose pupils one may tell."""
    found = entered(request, city, may=may_raise)
    year = school_year_of(timezone.localdate())
    schools = classes_to_pick(viewer=request.user, city=found, school_year=year)
    return render(request, "support/pick.html", {"city": found, "schools": schools})


@door("GET", "HEAD")
@transaction.atomic
def pupils(request: SignedInRequest, city: str, section: UUID) -> HttpResponse:
    """Who goes to the class; that the list was looked at is written down."""
    found = entered(request, city, may=may_raise)
    rows = visible_sections(request.user).filter(school__in=raising_schools(request.user, found))
    row = get_object_or_404(rows.select_related("school"), uuid=section)
    record_read(actor=request.user, target=row, book=found.slug, facts={"page": "pick"})
    return render(request, "support/pick.html", {"city": found, "section": row, "pupils": pupils_to_pick(row)})


@door("GET", "HEAD", "POST")
@transaction.atomic
def about(request: SignedInRequest, city: str, pupil: UUID) -> HttpResponse:
    """What makes somebody worry about this pupil. What comes of it is not shown here."""
    found = entered(request, city, may=may_raise)
    row = get_object_or_404(visible_pupils(request.user).select_related("city"), city=found, uuid=pupil)
    if not may_raise_about(request.user, row):
        raise Http404
    form = AboutPupilForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        raise_about_pupil(pupil=row, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Received. The supervisor sees it at once."))
        return redirect("support:raise", city)
    record_read(actor=request.user, target=row, book=found.slug, facts={"page": "raise"})
    context = {"city": found, "pupil": row, "where": school_and_class(row), "form": form}
    return render(request, "support/raise_pupil.html", context, status=REFUSED if form.errors else 200)
