"""Who lives where: the counts that planning stands on."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.planning.actions import set_residents
from mueang.apps.planning.enums import AgeGroup
from mueang.apps.planning.forms import ResidentsForm
from mueang.apps.planning.queries import residents_table
from mueang.apps.planning.views.doors import find_city, tabs_of
from mueang.lib.downloads import excel_response
from mueang.ui.templatetags.ui import name


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: SignedInRequest, city: str) -> HttpResponse:
    """Every neighbourhood with its people by age; a POST writes them down."""
    found = find_city(request, city)
    rows = residents_table(found)
    if request.GET.get("format") == "xlsx":
        headings = [_("Code"), _("Neighbourhood"), *(str(group.label) for group in AgeGroup), _("Deprived (per cent)")]
        lines = [
            [row.code, name(row), *(counted.of(group) for group in AgeGroup), counted.deprivation_percent]
            if (counted := getattr(row, "residents", None))
            else [row.code, name(row), *(None for _group in AgeGroup), None]
            for row in rows
        ]
        title = _("Who lives where")
        return excel_response(file_name=f"residents-{found.slug}", title=title, headings=headings, rows=lines)
    form = ResidentsForm(request.POST or None, neighbourhoods=rows)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        n = set_residents(
            city=found,
            lines=form.lines(),
            counted_on=typed["counted_on"],
            source=typed["source"],
            actor=request.user,
        )
        said = ngettext("%(n)s neighbourhood written down.", "%(n)s neighbourhoods written down.", n) % {"n": n}
        messages.success(request, said)
        return redirect("planning:residents", found.slug)
    context = {
        "city": found,
        "tabs": tabs_of(found.slug, "residents"),
        "form": form,
        "groups": [group.label for group in AgeGroup],
    }
    return render(request, "planning/residents.html", context, status=422 if form.errors else 200)
