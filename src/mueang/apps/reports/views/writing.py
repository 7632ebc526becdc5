"""A section while it is written: words counted, figures attached, and what others wrote meanwhile."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.reports.actions import attach_figures, detach_figure, save_answer
from mueang.apps.reports.enums import Language, State
from mueang.apps.reports.errors import ReportRefused, WrittenMeanwhile
from mueang.apps.reports.forms import AnswerForm
from mueang.apps.reports.queries import ReportPage, Written, count_words, figures_to_attach
from mueang.apps.reports.rules import may_write
from mueang.apps.reports.views.doors import city_to_write, do, find_report


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def section(request: SignedInRequest, city: str, uuid: UUID, code: str) -> HttpResponse:
    """Write the answers of a section in one language; without script, one press saves them all."""
    found, page = find_report(request, city, uuid)
    told = page.section(code)
    language = request.GET.get("language", page.report.language)
    if told is None or language not in Language.values:
        raise Http404
    clashes: dict[str, dict[str, Any]] = {}
    if request.method == "POST":
        city_to_write(request, city)
        clashes = _save_all(request, page, told[1], language)
        if not clashes:
            return redirect(f"{request.path}?language={language}#saved")
        found, page = find_report(request, city, uuid)
        told = page.section(code)
    is_open = page.report.state == State.DRAFT and may_write(request.user, found)
    codes = [row.code for row, _rows in page.sections]
    place = codes.index(code)
    context = {
        "city": found,
        "page": page,
        "report": page.report,
        "section": told and told[0],
        "lines": [_line(row, language, clashes) for row in told[1]] if told else [],
        "language": language,
        "languages": [(word, str(label), word == language) for word, label in Language.choices],
        "is_open": is_open,
        "before": codes[place - 1] if place else "",
        "after": codes[place + 1] if place + 1 < len(codes) else "",
    }
    return render(request, "reports/section.html", context, status=409 if clashes else 200)


def _line(row: Written, language: str, clashes: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """What the page shows of a question; after a clash the reader's own text stays in the field."""
    answer, clash = row.answers.get(language), clashes.get(row.question.code)
    text = clash["typed"] if clash else answer.text if answer else ""
    return {
        "row": row,
        "question": row.question,
        "answer": answer,
        "text": text,
        "version": answer.version if answer else 0,
        "n_words": count_words(text) if clash else answer.n_words if answer else 0,
        "clash": clash,
        "other": [told for word, told in row.answers.items() if word != language and told.n_words],
    }


def _save_all(
    request: SignedInRequest, page: ReportPage, rows: list[Written], language: str
) -> dict[str, dict[str, Any]]:
    """Save every answer that was sent; those that somebody changed meanwhile come back with both texts."""
    clashes: dict[str, dict[str, Any]] = {}
    for row in rows:
        code = row.question.code
        if f"{code}-text" not in request.POST:
            continue
        form = AnswerForm({"text": request.POST[f"{code}-text"], "version": request.POST.get(f"{code}-version", "")})
        try:
            save_answer(report=page.report, question=code, language=language, actor=request.user, **form.said())
        except WrittenMeanwhile as refusal:
            clashes[code] = {"typed": form.cleaned_data["text"], "by": refusal.by, "says": refusal.sentence}
        except ReportRefused as refusal:
            messages.error(request, refusal.sentence)
            break
        except LookupError:
            clashes[code] = {"typed": request.POST[f"{code}-text"], "by": "", "says": _("This is too long to save.")}
    else:
        if not clashes:
            messages.success(request, _("Saved."))
    return clashes


@login_required
@require_POST
def answer(request: SignedInRequest, city: str, uuid: UUID, question: str, language: str) -> JsonResponse:
    """Save one answer while it is typed; says how many words it has, or what somebody else wrote meanwhile."""
    city_to_write(request, city)
    _found, page = find_report(request, city, uuid)
    if language not in Language.values:
        raise Http404
    form = AnswerForm(request.POST)
    try:
        row = save_answer(report=page.report, question=question, language=language, actor=request.user, **form.said())
    except WrittenMeanwhile as clash:
        told = {"says": clash.sentence, "text": clash.text, "version": clash.version, "by": clash.by}
        return JsonResponse(told, status=409)
    except ReportRefused as refusal:
        return JsonResponse({"says": refusal.sentence}, status=423)
    except LookupError:
        return JsonResponse({"says": _("This is too long to save.")}, status=422)
    return JsonResponse({"version": row.version if row else 0, "n_words": row.n_words if row else 0})


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def figures(request: SignedInRequest, city: str, uuid: UUID, question: str) -> HttpResponse:
    """Figures an answer can stand on, those that fit first; a press attaches what is ticked."""
    found, page = find_report(request, city, uuid)
    asked = page.outline.question(question)
    if asked is None:
        raise Http404
    code = next(section.code for section in page.outline.sections if asked in section.questions)
    words = request.GET.get("q", "")[:100]
    report = page.report
    if request.method == "POST":
        city_to_write(request, city)
        chosen = set(request.POST.getlist("figure")[:200])
        choices = figures_to_attach(viewer=request.user, city=found, report=report, question=asked)
        ticked = [row.observation for row in [*choices.fitting, *choices.others] if str(row.observation.uuid) in chosen]
        do(request, attach_figures, _("Attached."), report=report, question=question, observations=ticked)
        return redirect("reports:section", city, uuid, code)
    choices = figures_to_attach(viewer=request.user, city=found, report=report, question=asked, words=words)
    context = {"city": found, "report": report, "question": asked, "section_code": code, "choices": choices, "q": words}
    return render(request, "reports/figures.html", context)


@login_required
@require_POST
def detach(request: SignedInRequest, city: str, uuid: UUID, question: str, observation: UUID) -> HttpResponse:
    """Take a figure from an answer; what is written stays."""
    city_to_write(request, city)
    _found, page = find_report(request, city, uuid)
    row = next((one for one in page.written if one.question.code == question), None)
    told = next((one for one in row.evidence if one.observation.uuid == observation), None) if row else None
    if told is None:
        raise Http404
    do(request, detach_figure, _("Taken away. Numbers in the text such as [2] may have moved: please look."),
       report=page.report, question=question, observation=told.observation)  # fmt: skip
    section_code = next(part.code for part, rows in page.sections if row in rows)
    return redirect("reports:section", city, uuid, section_code)
