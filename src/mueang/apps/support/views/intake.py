"""From a concern to a case: a new one, or one that stands, looked at side by side."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.support.actions.deciding import join_case, open_case_from, set_apart
from mueang.apps.support.enums.concerns import Channel
from mueang.apps.support.errors.cases import CaseRefused
from mueang.apps.support.errors.concerns import ConcernRefused
from mueang.apps.support.forms.intake import OpenFromForm
from mueang.apps.support.rules.cases import workers_of
from mueang.apps.support.views.concerns import REFUSED, find, read
from mueang.apps.support.views.doors import door, find_case


@door("GET", "HEAD", "POST")
def open_from(request: SignedInRequest, city: str, concern: UUID) -> HttpResponse:
    """Open a case for the child of a concern."""
    row = read(request, city, concern)[0]
    where = "school" if row.channel == Channel.REGISTER_FLAG else "address"
    start = {"name": row.about, where: row.area, "birth": row.birth_on, "main_worker": row.assigned_to}
    data = request.POST if request.method == "POST" else None
    form = OpenFromForm(data, workers=workers_of(row.city), initial=start)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            case = open_case_from(
                concern=row,
                child=form.child(),
                severity=typed["severity"],
                main_worker=typed["main_worker"],
                reason=typed["reason"],
                actor=request.user,
            )
        except (CaseRefused, ConcernRefused) as refusal:
            form.add_error(None, refusal.sentence)
        except PermissionDenied:
            raise Http404 from None
        else:
            messages.success(request, _("The case is open."))
            is_theirs = case.main_worker == request.user
            return redirect("support:case", city, case.uuid) if is_theirs else redirect("support:concerns", city)
    status = REFUSED if form.is_bound else 200
    return render(request, "support/open_from.html", {"city": row.city, "concern": row, "form": form}, status=status)


@door("GET", "HEAD", "POST")
def beside_case(request: SignedInRequest, city: str, concern: UUID, case: UUID) -> HttpResponse:
    """A concern and a case beside each other; a person says whether they are about one child."""
    is_post = request.method == "POST"
    row = find(request, city, concern) if is_post else read(request, city, concern)[0]
    page = find_case(request, city, case, page="beside")
    if is_post:
        try:
            if request.POST.get("is_same") == "yes":
                join_case(concern=row, case=page.case, reason=request.POST.get("reason", ""), actor=request.user)
            else:
                set_apart(concern=row, other=case, actor=request.user)
        except (CaseRefused, ConcernRefused) as refusal:
            messages.error(request, refusal.sentence)
        except PermissionDenied:
            raise Http404 from None
        else:
            messages.success(request, _("Written down."))
        return redirect("support:concern", city, concern)
    today = timezone.localdate()
    context = {"city": row.city, "told": row, "told_age": row.age_on(today)}
    context |= {"page": page, "case": page.case, "age": page.case.child.age_on(today)}
    return render(request, "support/beside_case.html", context)
