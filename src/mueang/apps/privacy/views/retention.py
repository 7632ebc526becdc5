"""How long tables are kept: the rules, a dry run before one is switched on, what the runs did."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.privacy.actions.retention import set_rule
from mueang.apps.privacy.enums.keeping import keeping_of
from mueang.apps.privacy.errors import PrivacyRefused
from mueang.apps.privacy.forms import RuleForm
from mueang.apps.privacy.queries.retention import N_RUNS_SHOWN, dry_run, retention_tables, rule_lines, runs_of
from mueang.apps.privacy.views.doors import as_workbook, city_to_keep


@login_required
@never_cache
@require_safe
def rules(request: SignedInRequest, city: str) -> HttpResponse:
    """Everything that can be let go, and what the latest runs did; as a file with ?format=xlsx."""
    found = city_to_keep(request, city)
    if request.GET.get("format") == "xlsx":
        return as_workbook(retention_tables(found), file_name=f"retention-{found.slug}")
    runs = runs_of(found).filter(n_rows__gt=0)[:N_RUNS_SHOWN]
    return render(request, "privacy/retention.html", {"city": found, "lines": rule_lines(found), "runs": runs})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: SignedInRequest, city: str, table: str) -> HttpResponse:
    """A dry run of one rule with ?days=; a POST switches on what was just looked at, or off."""
    found, keeping = city_to_keep(request, city), keeping_of(table)
    if keeping is None:
        raise Http404
    line = next(one for one in rule_lines(found) if one.keeping is keeping)
    form = RuleForm(request.POST or request.GET or None, initial={"days": line.days})
    days = form.cleaned_data["days"] if form.is_bound and form.is_valid() else line.days
    if request.method == "POST" and form.is_valid() and _press(request, form, found=found, keeping=keeping, days=days):
        return redirect("privacy:retention", city)
    context = {
        "city": found,
        "line": line,
        "form": form,
        "days": days,
        "is_too_short": days < keeping.least_days,
        "dry": dry_run(keeping, found, days=days, today=timezone.localdate()),
        "runs": runs_of(found, table=table)[:N_RUNS_SHOWN],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "privacy/rule.html", context, status=status)


def _press(request: SignedInRequest, form: RuleForm, *, found: Any, keeping: Any, days: int) -> bool:
    is_on = "off" not in request.POST
    seen = request.POST.get("seen_days", "")
    try:
        set_rule(
            city=found,
            keeping=keeping,
            days=days,
            is_on=is_on,
            seen_days=int(seen) if seen.isdecimal() else None,
            actor=request.user,
        )
    except PrivacyRefused as refusal:
        form.add_error("days", refusal.sentence)
        return False
    messages.success(request, _("Switched on. It runs every day.") if is_on else _("Switched off."))
    return True
