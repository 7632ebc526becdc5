"""Templates: words to begin a campaign with."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.campaigns.actions import write_template
from mueang.apps.campaigns.errors import CampaignRefused
from mueang.apps.campaigns.forms import TemplateForm
from mueang.apps.campaigns.queries import templates_of
from mueang.apps.campaigns.rules import may_send
from mueang.apps.campaigns.views.doors import find_city
from mueang.lib.downloads import excel_response


@login_required
@require_safe
def home(request: SignedInRequest, city: str) -> HttpResponse:
    """Templates by name."""
    found = find_city(request, city)
    rows = templates_of(viewer=request.user, city=found)
    if request.GET.get("format") == "xlsx":
        headings = [_("Name of the template"), _("Subject in Thai"), _("Text in Thai"), _("Text in English")]
        lines = [(row.name, row.subject_th, row.body_th, row.body_en) for row in rows]
        title = _("Templates of messages")
        return excel_response(file_name=f"templates-{found.slug}", title=title, headings=headings, rows=lines)
    context = {"city": found, "templates": rows, "may_send": may_send(request.user, found)}
    return render(request, "campaigns/templates.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def write(request: SignedInRequest, city: str, uuid: UUID | None = None) -> HttpResponse:
    """A template written new, or anew."""
    found = find_city(request, city)
    if not may_send(request.user, found):
        raise Http404
    template = get_object_or_404(templates_of(viewer=request.user, city=found), uuid=uuid) if uuid else None
    form = TemplateForm(request.POST) if request.method == "POST" else TemplateForm.showing(template)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        try:
            write_template(city=found, name=name, words=form.words, actor=request.user, template=template)
        except CampaignRefused as refusal:
            form.add_error(None, refusal.sentence)
        except ValidationError:
            form.add_error("name", _("There is a template of this name already."))
        else:
            messages.success(request, _("Saved."))
            return redirect("campaigns:templates", city=city)
    return render(request, "campaigns/template.html", {"city": found, "form": form, "template": template})
