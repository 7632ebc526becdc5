"""Close, check again, reopen, hand over, and who works on a case."""

from __future__ import annotations

from datetime import datetime, time
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.support.actions.cases import end_trust, hand_over, trust_worker
from mueang.apps.support.actions.endings import close_case, recheck, reopen_case
from mueang.apps.support.forms.cases import HandOverForm, TrustForm
from mueang.apps.support.forms.working import CloseForm, ReasonForm, ReCheckForm
from mueang.apps.support.queries.supervising import looks
from mueang.apps.support.rules.cases import workers_of
from mueang.apps.support.views.doors import attempt, door, find_case, form_page, one_of, writable

FOUND = 302


@door("GET", "HEAD", "POST")
def close(request: SignedInRequest, city: str, case: UUID) -> HttpResponse:
    """How it ends, and how that is known."""
    page = writable(find_case(request, city, case, page="close"))
    form = CloseForm(request.POST or None, initial={"version": page.case.version})
    words = {
        "title": _("Close the case"),
        "lead": _("A plan is no outcome. A durable outcome is checked again after 3, 6 and 12 months."),
        "press": _("Close the case"),
        "done": _("The case is closed."),
    }

    def deed() -> object:
        version = form.cleaned_data["version"]
        return close_case(case=page.case, ending=form.ending(), version=version, actor=request.user)

    return form_page(request, page, form, deed, words=words)


@door("GET", "HEAD", "POST")
def check(request: SignedInRequest, city: str, case: UUID, check: UUID) -> HttpResponse:
    """Whether the outcome holds."""
    page = writable(find_case(request, city, case, page="recheck"))
    row = one_of(page.rechecks, check)
    form = ReCheckForm(request.POST or None)
    words = {
        "title": _("Check whether it holds"),
        "lead": _("If it holds no longer, the case opens again at once."),
        "press": _("Save"),
        "done": _("Saved."),
    }
    return form_page(
        request, page, form, lambda: recheck(check=row, actor=request.user, **form.cleaned_data), words=words
    )


@door("GET", "HEAD", "POST")
def reopen(request: SignedInRequest, city: str, case: UUID) -> HttpResponse:
    """Open a closed case again."""
    page = writable(find_case(request, city, case, page="reopen"))
    form = ReasonForm(request.POST or None)
    words = {"title": _("Reopen the case"), "press": _("Reopen the case"), "done": _("The case is open again.")}
    return form_page(
        request, page, form, lambda: reopen_case(case=page.case, actor=request.user, **form.cleaned_data), words=words
    )


@door("GET", "HEAD", "POST")
def give(request: SignedInRequest, city: str, case: UUID) -> HttpResponse:
    """Hand the case to another worker; whoever gives it away goes back to their list."""
    page = writable(find_case(request, city, case, page="hand over"))
    if not page.may_decide:
        raise Http404
    form = HandOverForm(
        request.POST or None, workers=workers_of(page.case.city), initial={"version": page.case.version}
    )
    words = {
        "title": _("Hand the case over"),
        "lead": _("From then on the next worker answers for the child. You will no longer see the case."),
        "press": _("Hand over"),
        "done": _("The case is handed over."),
    }
    response = form_page(
        request,
        page,
        form,
        lambda: hand_over(case=page.case, actor=request.user, **form.cleaned_data),
        words=words,
    )
    went = response.status_code == FOUND and not page.may_supervise
    return redirect("support:caseload", city) if went else response


@door("GET", "HEAD", "POST")
def access(request: SignedInRequest, city: str, case: UUID) -> HttpResponse:
    """Who works on the case, who may see what, and who looked."""
    page = writable(find_case(request, city, case, page="access"))
    form = TrustForm(request.POST or None, workers=workers_of(page.case.city).exclude(pk=page.case.main_worker.pk))

    def deed() -> object:
        typed = form.cleaned_data
        until = typed["until"]
        until_at = timezone.make_aware(datetime.combine(until, time.max)) if until else None
        return trust_worker(
            case=page.case,
            worker=typed["worker"],
            reason=typed["reason"],
            withheld=typed["withheld"],
            until_at=until_at,
            actor=request.user,
        )

    words = {
        "done": _("Your colleague now works on the case."),
        "now": timezone.now(),
        "looks": looks(viewer=request.user, city=page.case.city, case=page.case) if page.may_decide else (),
    }
    return form_page(request, page, form, deed, template="support/access.html", words=words)


@door("POST")
def end_access(request: SignedInRequest, city: str, case: UUID, access: UUID) -> HttpResponse:
    """A colleague works on it no longer."""
    page = find_case(request, city, case, page="access")
    row = one_of(page.accesses, access)
    return attempt(
        request,
        page,
        lambda: end_trust(case=page.case, worker=row.user, actor=request.user),
        done=_("Your colleague no longer sees the case."),
    )
