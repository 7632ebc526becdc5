"""Ask, show what those who have a seat will read, then act: the keeper sees every word before it leaves."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mueang.apps.catalog.enums import OfferingState
from mueang.apps.catalog.errors import CatalogRefused
from mueang.apps.catalog.queries.wording import Words

_LONGEST_MESSAGE = 4_000


def ask_and_tell(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[Words | None], HttpResponse],
    *,
    draft: Callable[[], Words | None],
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    """Like `desk.ask`, with a step between: the drafted words, to be mended or left out.

    Where `draft` gives none, nobody is to be told, and the form acts at once.
    """
    if request.method == "POST" and form.is_valid():
        try:
            words = typed_words(request) if "message_th" in request.POST else draft()
            if words is None or "message_th" in request.POST:
                return act(words)
            context = {**context, "words": words, "request_key": uuid.uuid4().hex}
        except CatalogRefused as refusal:
            form.add_error(None, refusal.sentence)
    return render(request, template, {**context, "form": form})


def typed_words(request: HttpRequest) -> Words | None:
    """The words as the keeper sent them; None where they are not to be sent."""
    if "tell" not in request.POST:
        return None
    sent = {name: request.POST.get(name, "").strip()[:_LONGEST_MESSAGE] for name in ("message_th", "message_en")}
    return Words(sent["message_th"], sent["message_en"], request.POST.get("request_key", "")[:64])


def has_readers(offering: Any) -> bool:
    """Whether a change of this offering is news to anybody."""
    return bool(offering.state == OfferingState.PUBLISHED and offering.seats_taken)
