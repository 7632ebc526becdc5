"""A fund's desk: its portfolio, its calls, and the samples it looks at."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.grants.actions import look_at, open_call, sign_sample
from mueang.apps.grants.enums import Verdict
from mueang.apps.grants.forms import CallForm
from mueang.apps.grants.queries import (
    applications_of,
    call_lines,
    grants_of,
    portfolio,
    ranked,
    sample_lines,
    totals,
)
from mueang.apps.grants.rules import visible_calls, visible_samples
from mueang.apps.grants.views.doors import do, framed, own_funds
from mueang.apps.grants.views.files import portfolio_excel


@login_required
@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """Every grant of one's funds, those with most risks first."""
    lines = portfolio(grants_of(request.user, funds=own_funds(request)), today=timezone.localdate())
    if request.GET.get("format") == "xlsx":
        return portfolio_excel(lines, file_name="portfolio")
    return render(request, "grants/portfolio.html", {"lines": lines, "totals": totals(lines)})


@login_required
@require_safe
def calls(request: SignedInRequest) -> HttpResponse:
    """Calls of one's funds."""
    rows = call_lines(visible_calls(request.user).filter(fund__in=own_funds(request)))
    return render(request, "grants/calls.html", {"calls": rows, "today": timezone.localdate()})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def call_add(request: SignedInRequest) -> HttpResponse:
    """Ask cities for applications."""
    fund = own_funds(request).select_related("organization").first()
    form = CallForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = do(request, open_call, _("Cities see the call from its first day on."), fund=fund, **form.cleaned_data)
        if made:
            return redirect("funds:call", made.uuid)
    context = {"form": form, "fund": fund}
    return render(request, "grants/call_add.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def call(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """A call with its applications, the best scored first."""
    row = get_object_or_404(call_lines(visible_calls(request.user).filter(fund__in=own_funds(request))), uuid=uuid)
    lines = ranked(applications_of(request.user, call=row))
    return render(request, "grants/call.html", {"call": row, "lines": lines})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sample(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Rows drawn at random: what each says, and what was found."""
    rows = visible_samples(request.user).select_related(
        "grant__city", "grant__fund__organization", "grant__source", "drawn_by", "signed_by"
    )
    row = get_object_or_404(rows, uuid=uuid)
    lines = sample_lines(row)
    if request.method == "POST":
        said = [_said(request, number=line.item.number) for line in lines]
        kept = do(request, look_at, _("What you found is kept."), sample=row, said=said)
        if kept and "sign" in request.POST:
            do(request, sign_sample, _("The sample is signed."), sample=row)
        return redirect("grants:sample", uuid)
    context = framed(request, row.grant, grant=row.grant, row=row, lines=lines, verdicts=Verdict.choices)
    return render(request, "grants/sample.html", context)


def _said(request: SignedInRequest, *, number: int) -> tuple[int, str, str]:
    """What was found of one row; what is no verdict is none."""
    verdict = request.POST.get(f"verdict_{number}", "")
    return number, verdict if verdict in Verdict.values else "", request.POST.get(f"note_{number}", "")
