"""The people of an item: who holds it, and who learned it from whom."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.heritage.actions import (
    add_holder,
    add_lineage,
    change_holder,
    remove_holder,
    remove_lineage,
)
from mueang.apps.heritage.forms import HolderForm, LineageForm, WordsForm, holder_initial
from mueang.apps.heritage.queries import holders_of, public_name_consent_of
from mueang.apps.heritage.rules import (
    visible_holders,
    visible_lineage,
)
from mueang.apps.heritage.views.desk import ask, changeable, done
from mueang.apps.people.queries import find_people
from mueang.apps.people.rules import people_of


@login_required
@require_safe
def holders(request: SignedInRequest, city: str, slug: str) -> HttpResponse:
    """Look up who holds it."""
    row = changeable(request, city, slug)
    form = WordsForm(request.GET)
    words = form.typed()
    found = find_people(viewer=request.user, city=row.city, words=words) if words else []
    known = {holder.person_id for holder, _named in holders_of(viewer=request.user, item=row)}
    context = {
        "city": row.city,
        "item": row,
        "form": form,
        "words": words,
        "people": [(person, person.pk in known) for person in found],
    }
    return render(request, "heritage/holders.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def holder(request: SignedInRequest, city: str, slug: str, person: UUID) -> HttpResponse:
    """Record somebody as a holder, or change what is recorded."""
    row = changeable(request, city, slug)
    held = visible_holders(request.user).select_related("item__city", "person").filter(item=row, person__uuid=person)
    known = held.first()
    who = known.person if known else get_object_or_404(people_of(request.user, row.city), uuid=person)
    initial = holder_initial(known) if known else {}
    form = HolderForm(request.POST or None, consent=public_name_consent_of(who), initial=initial)

    def act() -> HttpResponse:
        chosen: dict[str, Any] = {**form.chosen(), "actor": request.user}
        if known:
            change_holder(holder=known, **chosen)
        else:
            add_holder(item=row, person=who, **chosen)
        return done(request, row, _("Saved."))

    context = {"city": row.city, "item": row, "title": who.full_name, "known": known}
    return ask(request, form, act, context=context)


@login_required
@require_POST
def holder_remove(request: SignedInRequest, city: str, slug: str, person: UUID) -> HttpResponse:
    row = changeable(request, city, slug)
    held = visible_holders(request.user).select_related("item", "person")
    remove_holder(holder=get_object_or_404(held, item=row, person__uuid=person), actor=request.user)
    return done(request, row, _("Taken off the list."))


@login_required
@require_http_methods(["GET", "POST"])
def lineage_add(request: SignedInRequest, city: str, slug: str) -> HttpResponse:
    """Say who learned it from whom, among the holders and the people looked up."""
    row = changeable(request, city, slug)
    search = WordsForm(request.POST or request.GET, auto_id="search_%s")
    words = search.typed()
    found = find_people(viewer=request.user, city=row.city, words=words) if words else []
    held = [holder.person for holder, _named in holders_of(viewer=request.user, item=row)]
    form = LineageForm(request.POST or None, people=[*held, *found], initial={"words": words})

    def act() -> HttpResponse:
        teacher, learner = form.pair()
        since_year = form.cleaned_data["since_year"]
        add_lineage(item=row, teacher=teacher, learner=learner, since_year=since_year, actor=request.user)
        return done(request, row, _("Saved."))

    context = {"city": row.city, "item": row, "search": search, "words": words, "n_found": len(found)}
    return ask(request, form, act, context=context, template="heritage/lineage.html")


@login_required
@require_POST
def lineage_remove(request: SignedInRequest, city: str, slug: str, teacher: UUID, learner: UUID) -> HttpResponse:
    row = changeable(request, city, slug)
    known = visible_lineage(request.user).select_related("item", "teacher", "learner")
    lineage = get_object_or_404(known, item=row, teacher__uuid=teacher, learner__uuid=learner)
    remove_lineage(lineage=lineage, actor=request.user)
    return done(request, row, _("Taken off the list."))
