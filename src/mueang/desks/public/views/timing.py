"""Activities whose times are still open: anybody says when they could come."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mueang.apps.planning.actions import answer_times
from mueang.apps.planning.enums import DayPart
from mueang.apps.planning.errors import PlanningRefused
from mueang.apps.planning.queries import time_question_of
from mueang.desks.public.forms import TimingForm
from mueang.desks.public.found import city_or_404
from mueang.lib.pace import may_again

REFUSED, TOO_MANY = 422, 429


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def times(request: HttpRequest, city: str, uuid: UUID) -> HttpResponse:
    """Tick when one could come; no name, no account."""
    question = time_question_of(city=city_or_404(city), uuid=uuid)
    if question is None:
        raise Http404
    is_sent, status = request.method == "POST", 200
    form = TimingForm(request.POST if is_sent else None, initial={"request_key": get_random_string(40)})
    takes_answers = question.takes_answers(timezone.localdate())
    if is_sent:
        status = REFUSED
        if form.is_valid() and not may_again(request, "answer_times"):
            form.add_error(None, _("Very many answers came from here within an hour. Please send again later."))
            status = TOO_MANY
        elif form.is_valid():
            typed = form.cleaned_data
            key = typed.pop("request_key")
            try:
                answer_times(question=question, key=key, now=timezone.now(), **typed)
            except PlanningRefused as refusal:
                form.add_error(None, refusal.sentence)
            else:
                messages.success(request, _("Thank you. The city looks for times at which most can come."))
                return redirect("public:scenarios", city)
    context = {
        "city": question.city,
        "question": question,
        "form": form,
        "takes_answers": takes_answers,
        "columns": [part.label for part in DayPart],
    }
    return render(request, "public/scenarios/times.html", context, status=status)
