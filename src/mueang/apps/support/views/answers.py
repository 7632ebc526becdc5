"""An agency's door: a secret link, no account, only what may be told."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from mueang.apps.support.actions.referrals import answer_by_key, open_by_key
from mueang.apps.support.errors.cases import CaseRefused
from mueang.apps.support.forms.working import AnswerForm
from mueang.lib.pace import may_again

TOO_MANY, GONE, REFUSED = 429, 404, 422


@csrf_exempt  # the key is the whole authority, and a refusal would write the address into a log
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def referral(request: HttpRequest, key: str) -> HttpResponse:
    """Read what is asked and answer it. Reading answers nothing: messengers open links before people do."""
    if not _may_go_on(request):
        return _quiet(render(request, "support/answer_over.html", {"is_rush": True}, status=TOO_MANY))
    form = AnswerForm(request.POST or None)
    said = False
    if request.method == "POST" and form.is_valid():
        try:
            answer_by_key(key=key, **form.cleaned_data)
        except CaseRefused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            said, form = True, AnswerForm()
    seen = open_by_key(key=key)
    if seen is None:
        # After an answer that ends it the link is over: say thank you, not "no such page".
        return _quiet(render(request, "support/answer_over.html", {"said": said}, status=200 if said else GONE))
    context = {"seen": seen, "city": seen.city, "form": form, "said": said}
    return _quiet(render(request, "support/answer.html", context, status=REFUSED if form.is_bound else 200))


def _may_go_on(request: HttpRequest) -> bool:
    """Reading is limited as well as answering: nobody tries keys in peace."""
    return may_again(request, "answer_referral" if request.method == "POST" else "read_referral")


def _quiet(response: HttpResponse) -> HttpResponse:
    """The address is the key: it goes into no log and to no other site, and no search engine keeps the page."""
    response._has_been_logged = True  # type: ignore[attr-defined]  # what Django itself sets on answers it has logged
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
