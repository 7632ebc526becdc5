"""A forgotten ticket, asked for again by telephone number; a party that grows."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mueang.apps.enrollment.actions import NewMember, add_to_party, remind_of_tickets
from mueang.apps.enrollment.errors import EnrollmentRefused
from mueang.apps.enrollment.queries import party_by_ticket
from mueang.apps.network.queries import open_cities
from mueang.apps.people.enums import Relation
from mueang.apps.people.errors import PeopleRefused
from mueang.lib.fields import BirthField, NameField, PhoneField
from mueang.lib.pace import may_again

TOO_MANY = 429


class ForgottenForm(forms.Form):
    """Where, and which number."""

    city = forms.ChoiceField(label=gettext_lazy("City"))
    phone = PhoneField(
        label=gettext_lazy("The telephone number you gave"),
        max_length=30,
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
    )


class CompanionForm(forms.Form):
    """One more person of the party."""

    use_required_attribute = False

    name = NameField(label=gettext_lazy("Name and family name"))
    birth = BirthField(label=gettext_lazy("Birth date or year"), required=False)
    relation = forms.ChoiceField(
        label=gettext_lazy("What are you to this person?"),
        required=False,
        choices=[
            ("", gettext_lazy("A grown-up companion")),
            *((value, label) for value, label in Relation.choices if value not in ("self", "institution")),
        ],
    )

    def member(self) -> NewMember:
        typed = self.cleaned_data
        name, born = typed["name"], typed["birth"]
        return NewMember(
            name.given,
            name.family,
            name.prefix,
            birth_on=born.on if born else None,
            birth_year=born.year if born else None,
            relation=typed["relation"],
        )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """The answer is the same whether the number is known or not."""
    cities = {city.slug: city for city in open_cities()}
    form = ForgottenForm(request.POST or None)
    field = form.fields["city"]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
    field.choices = [(slug, str(city)) for slug, city in cities.items()]
    asked, status = False, 200
    if request.method == "POST" and form.is_valid():
        if may_again(request, "forgotten_ticket"):
            remind_of_tickets(city=cities[form.cleaned_data["city"]], phone=form.cleaned_data["phone"])
            asked = True
        else:
            form.add_error(None, _("You asked several times. Please wait an hour, or call the organiser."))
            status = TOO_MANY
    return render(request, "learner/forgotten.html", {"form": form, "asked": asked, "city": None}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, ticket: str) -> HttpResponse:
    """One more person for the party that holds this ticket."""
    party = party_by_ticket(ticket)
    if party is None:
        raise Http404
    form = CompanionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_to_party(party=party, members=[form.member()])
        except (EnrollmentRefused, PeopleRefused) as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Added. You come together."))
            return redirect("learner:ticket", ticket)
    return render(request, "learner/add.html", {"form": form, "party": party, "city": party.offering.city})
