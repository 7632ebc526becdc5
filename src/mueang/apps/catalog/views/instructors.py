"""Who teaches an offering: look a person up, add them, take them off."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mueang.apps.accounts.rules import SignedInRequest
from mueang.apps.catalog.actions import add_instructor, remove_instructor
from mueang.apps.catalog.enums import TeachingRole
from mueang.apps.catalog.forms import WordsForm
from mueang.apps.catalog.queries import instructors_of
from mueang.apps.catalog.rules import may_change_offering
from mueang.apps.catalog.views.desk import act_and_return, allow, offering_or_404
from mueang.apps.people.queries import find_people
from mueang.apps.people.rules import people_of


@login_required
@require_safe
def instructors(request: SignedInRequest, city: str, slug: str) -> HttpResponse:
    row = offering_or_404(request, city, slug)
    allow(answer=may_change_offering(request.user, row))
    form = WordsForm(request.GET)
    words = form.typed()
    teaching = instructors_of(row)
    found = find_people(viewer=request.user, city=row.city, words=words) if words else []
    known = {instructor.person_id for instructor in teaching}
    context = {
        "city": row.city,
        "offering": row,
        "form": form,
        "words": words,
        "instructors": teaching,
        "people": [person for person in found if person.pk not in known],
        "roles": TeachingRole.choices,
        "may_look_up": people_of(request.user, row.city).exists(),
    }
    return render(request, "catalog/instructors.html", context)


@login_required
@require_POST
def instructor_add(request: SignedInRequest, city: str, slug: str, person: UUID) -> HttpResponse:
    row = offering_or_404(request, city, slug)
    allow(answer=may_change_offering(request.user, row))
    # Who teaches here already need not be in the list of persons that the keeper may search.
    teaching = row.instructors.select_related("person").filter(person__uuid=person).first()
    found = teaching.person if teaching else get_object_or_404(people_of(request.user, row.city), uuid=person)
    sent = request.POST.get("role", "")
    role = sent if sent in TeachingRole.values else TeachingRole.LEAD
    return act_and_return(
        request,
        lambda: add_instructor(offering=row, person=found, role=role, actor=request.user),
        done=_("Saved."),
        to=("catalog:instructors", city, slug),
    )


@login_required
@require_POST
def instructor_remove(request: SignedInRequest, city: str, slug: str, person: UUID) -> HttpResponse:
    row = offering_or_404(request, city, slug)
    allow(answer=may_change_offering(request.user, row))
    instructor = get_object_or_404(row.instructors.select_related("offering", "person"), person__uuid=person)
    return act_and_return(
        request,
        lambda: remove_instructor(instructor=instructor, actor=request.user),
        done=_("Taken off the list."),
        to=("catalog:instructors", city, slug),
    )
