"""The officer's pages: cohorts to award, runs with their progress, awards and their revocation."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.catalog.rules import visible_offerings
from mueang.apps.credentials.actions import award_again, define_achievement, open_issuer, revoke, start_award_run
from mueang.apps.credentials.enums import RevocationReason
from mueang.apps.credentials.errors import CredentialRefused
from mueang.apps.credentials.forms import AchievementForm, AwardCohortForm, IssuerForm, RevokeForm
from mueang.apps.credentials.queries import (
    achievements_for,
    award_headings,
    award_rows,
    awards_in,
    certificates_of,
    check_award,
    claims_of,
    cohorts,
    enrollments_to_award,
    progress_of,
    runs_of,
    to_award,
)
from mueang.apps.credentials.rules import may_award, visible_achievements, visible_awards, visible_issuers, visible_runs
from mueang.apps.network.queries import city_by_slug
from mueang.lib.downloads import excel_response

if TYPE_CHECKING:
    from mueang.apps.network.models import City

PER_PAGE = 50


def city_to_award(request: SignedInRequest, slug: str) -> City:
    """The city, where the signed-in officer may award in it; a stranger meets a 404."""
    city = city_by_slug(slug)
    if city is None or not may_award(request.user, city):
        raise Http404
    return city


@login_required
@require_safe
def home(request: SignedInRequest, city: str) -> HttpResponse:
    """Cohorts with somebody who completed, the issuers, and the latest runs."""
    found = city_to_award(request, city)
    context = {
        "city": found,
        "cohorts": cohorts(offerings=visible_offerings(request.user).filter(city=found)),
        "issuers": visible_issuers(request.user).filter(city=found),
        "achievements": visible_achievements(request.user).filter(issuer__city=found).select_related("program"),
        "runs": runs_of(viewer=request.user, city=found)[:10],
    }
    return render(request, "credentials/home.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def cohort(request: SignedInRequest, city: str, offering: UUID) -> HttpResponse:
    """Everyone who completed, and the one press that awards them all."""
    found = city_to_award(request, city)
    row = get_object_or_404(
        visible_offerings(request.user).filter(city=found).select_related("program", "place"), uuid=offering
    )
    achievements = achievements_for(viewer=request.user, offering=row)
    form = AwardCohortForm(request.POST or None, achievements=achievements)
    if request.method == "POST" and form.is_valid():
        try:
            run = start_award_run(achievement=form.cleaned_data["achievement"], offering=row, actor=request.user)
        except CredentialRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("credentials:run", city=found.slug, uuid=run.uuid)
    lines = to_award(achievements=achievements, offering=row)
    first = lines[0].achievement if lines else None
    waiting = enrollments_to_award(achievement=first, offering=row) if first else None
    context = {
        "city": found,
        "offering": row,
        "form": form,
        "lines": lines,
        "n_waiting": sum(one.n_waiting for one in lines),
        "waiting": waiting.select_related("person") if waiting is not None else [],
        "runs": runs_of(viewer=request.user, city=found).filter(offering=row),
    }
    return render(request, "credentials/cohort.html", context)


@login_required
@require_safe
def run_page(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """How far the run is. The page asks again by itself; it can be left at any time."""
    found = city_to_award(request, city)
    run = get_object_or_404(
        visible_runs(request.user)
        .filter(offering__city=found)
        .select_related("achievement__issuer", "offering__program"),
        uuid=uuid,
    )
    progress = progress_of(run)
    response = render(request, "credentials/run.html", {"city": found, "run": run, "progress": progress})
    if not progress.is_over:
        response["Refresh"] = "2"
    return response


@login_required
@require_safe
def run_certificates(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Every certificate of a run in one archive, named by number and holder."""
    found = city_to_award(request, city)
    run = get_object_or_404(visible_runs(request.user).filter(offering__city=found), uuid=uuid)
    archive = io.BytesIO()
    # PDFs are compressed already.
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as files:
        for award in certificates_of(run).iterator(chunk_size=200):
            if award.certificate is not None:
                files.writestr(f"{award.number} {award.person.full_name}.pdf", bytes(award.certificate))
    response = HttpResponse(archive.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="certificates-{run.uuid}.zip"'
    return response


@login_required
@require_safe
def awards(request: SignedInRequest, city: str) -> HttpResponse:
    found = city_to_award(request, city)
    words = request.GET.get("words", "")
    rows = awards_in(viewer=request.user, city=found, words=words)
    if request.GET.get("format") == "xlsx":
        return excel_response(
            file_name=f"awards-{found.slug}", title=_("Awards"), headings=award_headings(), rows=award_rows(rows)
        )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "credentials/awards.html", {"city": found, "page": page, "words": words})


@login_required
@require_http_methods(["GET", "POST"])
def award_page(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """One award as a verifier sees it now, and its revocation."""
    found = city_to_award(request, city)
    rows = visible_awards(request.user).select_related("replaces", "replaced_by", "person__merged_into")
    award = get_object_or_404(rows.filter(achievement__issuer__city=found), uuid=uuid)
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = RevocationReason(form.cleaned_data["reason"])
        try:
            if "again" in request.POST:
                award = award_again(award=award, reason=reason, actor=request.user)
                messages.success(request, _("The award is put right. Give the holder the new certificate."))
                return redirect("credentials:award", city=found.slug, uuid=award.uuid)
            revoke(award=award, reason=reason, actor=request.user)
        except CredentialRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The award is revoked. Whoever checks it is told so from now on."))
            return redirect("credentials:award", city=found.slug, uuid=award.uuid)
    context = {
        "city": found,
        "award": award,
        "replaced_by": getattr(award, "replaced_by", None),
        "holder": (award.person.merged_into or award.person).full_name,
        "found": check_award(award.uuid),
        "form": form,
        "claims": claims_of(viewer=request.user, award=award),
        "now": timezone.now(),
    }
    return render(request, "credentials/award.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new_issuer(request: SignedInRequest, city: str) -> HttpResponse:
    found = city_to_award(request, city)
    form = IssuerForm(request.POST or None, initial={"name_th": found.name_th, "name_en": found.name_en})
    if request.method == "POST" and form.is_valid():
        try:
            issuer = open_issuer(city=found, actor=request.user, **form.cleaned_data)
        except CredentialRefused as refusal:
            form.add_error("slug", refusal.sentence)
        else:
            messages.success(request, _("%(name)s can sign awards now.") % {"name": issuer.name_th})
            return redirect("credentials:home", city=found.slug)
    return render(request, "credentials/issuer_form.html", {"city": found, "form": form})


@login_required
@require_http_methods(["GET", "POST"])
def new_achievement(request: SignedInRequest, city: str, offering: UUID) -> HttpResponse:
    """Say what completing this program earns."""
    found = city_to_award(request, city)
    row = get_object_or_404(visible_offerings(request.user).filter(city=found).select_related("program"), uuid=offering)
    program = row.program
    form = AchievementForm(
        request.POST or None,
        issuers=visible_issuers(request.user).filter(city=found),
        initial={
            "name_th": program.name_th,
            "name_en": program.name_en,
            "description_th": program.summary_th,
            "description_en": program.summary_en,
        },
    )
    if request.method == "POST" and form.is_valid():
        words = {name: value for name, value in form.cleaned_data.items() if name != "issuer"}
        try:
            define_achievement(issuer=form.cleaned_data["issuer"], program=program, actor=request.user, **words)
        except (CredentialRefused, PermissionDenied):
            raise Http404 from None
        return redirect("credentials:cohort", city=found.slug, offering=row.uuid)
    return render(request, "credentials/achievement_form.html", {"city": found, "offering": row, "form": form})
