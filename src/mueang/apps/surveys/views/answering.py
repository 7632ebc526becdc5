"""What a link opens: who asks and what for, the questions, thanks. No account, no script, no name."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from mueang.apps.surveys.actions import answer_by_key
from mueang.apps.surveys.errors import AlreadyAnswered, NotOpen, SurveyRefusal
from mueang.apps.surveys.forms import AnswerForm
from mueang.apps.surveys.queries import Asked, asked_by_key
from mueang.lib.pace import may_again

GONE, REFUSED, TOO_MANY = 404, 422, 429
# That this telephone answered an open survey: a reminder, no lock.
_DAYS_REMEMBERED = 30


@csrf_exempt  # nobody is signed in here, and whoever has no cookies answers too
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """Reading answers nothing: messengers open links before people do."""
    asked = asked_by_key(key) if _may_go_on(request) else None
    if asked is None:
        return _quiet(render(request, "surveys/answer_over.html", {"why": "gone"}, status=GONE))
    if asked.is_answered or not asked.survey.is_open:
        return _over(request, asked, "answered" if asked.is_answered else "closed")
    if request.method == "POST":
        return _take(request, key, asked)
    cookie = _cookie_of(asked)
    if not asked.is_own_link and cookie in request.COOKIES and "again" not in request.GET:
        return _over(request, asked, "again")
    return _page(request, asked, _form(asked))


def _take(request: HttpRequest, key: str, asked: Asked) -> HttpResponse:
    form = _form(asked, request.POST)
    if not form.is_valid():
        return _page(request, asked, form, status=REFUSED)
    if not may_again(request, "answer_survey"):
        form.add_error(None, _("Very many answers came from here within an hour. Please send again later."))
        return _page(request, asked, form, status=TOO_MANY)
    try:
        answer_by_key(key=key, said=form.said())
    except (NotOpen, AlreadyAnswered) as refusal:
        return _over(request, asked, "answered" if isinstance(refusal, AlreadyAnswered) else "closed")
    except SurveyRefusal as refusal:
        form.add_error(None, refusal.sentence)
        return _page(request, asked, form, status=REFUSED)
    response = _over(request, asked, "thanks")
    if not asked.is_own_link:
        response.set_cookie(
            _cookie_of(asked),
            "1",
            max_age=_DAYS_REMEMBERED * 86_400,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )
    return response


def _form(asked: Asked, typed: Any = None) -> AnswerForm:
    return AnswerForm(typed, survey=asked.survey, questions=asked.questions, places=asked.neighbourhoods)


def _page(request: HttpRequest, asked: Asked, form: AnswerForm, *, status: int = 200) -> HttpResponse:
    context = {"asked": asked, "survey": asked.survey, "city": asked.survey.city, "form": form}
    return _quiet(render(request, "surveys/answer.html", context, status=status))


def _over(request: HttpRequest, asked: Asked, why: str) -> HttpResponse:
    context = {"why": why, "asked": asked, "survey": asked.survey, "city": asked.survey.city}
    return _quiet(render(request, "surveys/answer_over.html", context))


def _cookie_of(asked: Asked) -> str:
    return f"answered-{asked.survey.uuid.hex[:12]}"


def _may_go_on(request: HttpRequest) -> bool:
    """Reading is limited too: nobody tries keys in peace."""
    return may_again(request, "read_survey")


def _quiet(response: HttpResponse) -> HttpResponse:
    """The address is a key: it goes into no log and to no other site, and no search engine keeps the page."""
    response._has_been_logged = True  # type: ignore[attr-defined]  # what Django itself sets on answers it has logged
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
