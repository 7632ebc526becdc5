"""Find, read, add, change and merge persons."""

from __future__ import annotations

import re
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.people.actions import add_person, change_person, merge_persons, note_export
from mueang.apps.people.errors import PeopleRefused
from mueang.apps.people.forms import PersonForm, SearchForm
from mueang.apps.people.queries import (
    find_by_national_id,
    find_people,
    merge_preview,
    namesakes,
    people_matching,
    people_table,
    person_page,
    possible_duplicates,
)
from mueang.apps.people.rules import may_change_people
from mueang.apps.people.views.doors import as_workbook, city_to_read, city_to_write, page_of, person_in
from mueang.methods.thai import ThaiTextError, arabic_digits

_ID_DIGITS = 13


@login_required
@require_GET
def persons(request: SignedInRequest, city: str) -> HttpResponse:
    """The city's persons, or those matching the words searched for last; as a file with ?format=xlsx."""
    found = city_to_read(request, city)
    words = request.session.get(_words_key(city), "")
    people = people_matching(viewer=request.user, city=found, words=words)
    if request.GET.get("format") == "xlsx":
        table = people_table(people)
        note_export(city=found, n_persons=len(table.rows), actor=request.user)
        return as_workbook([table], file_name=f"people-{found.slug}")
    context = {
        "city": found,
        "words": words,
        "form": SearchForm(initial={"words": words}),
        "page_obj": page_of(request, people),
        "today": timezone.localdate(),
        "may_change": may_change_people(request.user, found),
    }
    return render(request, "people/persons.html", context)


@login_required
@require_POST
def search(request: SignedInRequest, city: str) -> HttpResponse:
    """Keep the words in the session and show the list; a national ID number leads straight to its person."""
    found = city_to_read(request, city)
    form = SearchForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    if not _is_national_id(words):
        request.session[_words_key(city)] = words
        return redirect("people:persons", city=city)
    try:
        person = find_by_national_id(viewer=request.user, city=found, number=words)
    except ThaiTextError:
        messages.warning(request, _("This is no national ID number: its last digit does not fit. Please check it."))
        return redirect("people:persons", city=city)
    if person is None:
        messages.info(request, _("Nobody in this city has this national ID number."))
        return redirect("people:persons", city=city)
    return redirect("people:person", city=city, uuid=person.uuid)


@login_required
@require_GET
def person(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Everything about one person; a merged row leads to the one that was kept."""
    found = city_to_read(request, city)
    row = person_in(request, found, uuid)
    if row.merged_into:
        return redirect("people:person", city=city, uuid=row.merged_into.uuid)
    page = person_page(person=row, today=timezone.localdate())
    context = {"city": found, "page": page, "person": row, "may_change": may_change_people(request.user, found)}
    return render(request, "people/person.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest, city: str) -> HttpResponse:
    """Ask for a person; somebody of the same name is shown first."""
    found = city_to_write(request, city)
    form = PersonForm(request.POST or None)
    same = []
    if request.method == "POST" and form.is_valid():
        changes = form.changes()
        same = namesakes(city=found, name=f"{changes['given_name']} {changes.get('family_name', '')}")
        if not same or form.cleaned_data["is_another"]:
            try:
                row = add_person(city=found, actor=request.user, **(changes | {"is_invented": found.is_invented}))
            except (PeopleRefused, ValidationError) as refusal:
                _refuse(form, refusal)
            else:
                messages.success(request, _("%(name)s was added.") % {"name": row.full_name})
                return redirect("people:person", city=city, uuid=row.uuid)
    return render(request, "people/person_form.html", {"city": found, "form": form, "same": same})


@login_required
@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Correct what is known of a person."""
    found = city_to_write(request, city)
    row = person_in(request, found, uuid)
    form = PersonForm(request.POST or None, person=row)
    if request.method == "POST" and form.is_valid():
        try:
            change_person(person=row, actor=request.user, **form.changes())
        except (PeopleRefused, ValidationError) as refusal:
            _refuse(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("people:person", city=city, uuid=uuid)
    return render(request, "people/person_form.html", {"city": found, "form": form, "person": row})


@login_required
@require_http_methods(["GET", "POST"])
def merge(request: SignedInRequest, city: str, uuid: UUID) -> HttpResponse:
    """Choose the duplicate, see what merging does, confirm."""
    found = city_to_write(request, city)
    keep = person_in(request, found, uuid)
    chosen = request.GET.get("with", "")
    if not _is_uuid(chosen):
        form = SearchForm(request.POST or None)
        searched = form.is_bound and form.is_valid() and bool(form.cleaned_data["words"])
        words = form.cleaned_data["words"] if searched else ""
        others = find_people(viewer=request.user, city=found, words=words) if searched else possible_duplicates(keep)
        context = {"city": found, "keep": keep, "form": form, "others": [o for o in others if o.pk != keep.pk]}
        return render(request, "people/merge_choose.html", context | {"searched": searched})
    other = person_in(request, found, UUID(chosen))
    preview = merge_preview(keep=keep, merge=other)
    if request.method == "POST":
        try:
            merge_persons(keep=keep, merge=other, actor=request.user)
        except PeopleRefused as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, _("The two are one person now."))
        return redirect("people:person", city=city, uuid=uuid)
    swap = f"{reverse('people:merge', args=[city, other.uuid])}?with={keep.uuid}"
    return render(request, "people/merge.html", {"city": found, "preview": preview, "keep": keep, "swap": swap})


def _words_key(city: str) -> str:
    return f"people.words.{city}"


def _is_national_id(words: str) -> bool:
    """Thirteen digits and nothing else but spaces and dashes."""
    digits = re.sub(r"[\s-]", "", arabic_digits(words))
    return digits.isdecimal() and len(digits) == _ID_DIGITS


def _is_uuid(text: str) -> bool:
    return bool(re.fullmatch(r"[0-9a-f-]{36}", text))


def _refuse(form: PersonForm, refusal: PeopleRefused | ValidationError) -> None:
    form.add_error(None, refusal.sentence if isinstance(refusal, PeopleRefused) else refusal)
