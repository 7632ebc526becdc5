"""What may be typed about a partner's calendar: the file, and what is to become of what is new in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mueang.apps.accounts.models import User
from mueang.apps.catalog.enums import Mode
from mueang.apps.catalog.forms.fields import NamedChoice, NearDayField
from mueang.apps.catalog.forms.offerings import MOST_SEATS
from mueang.apps.catalog.models import PartnerCalendar
from mueang.apps.catalog.queries.freshness import possible_owners
from mueang.apps.catalog.queries.partners import USUAL_SEATS
from mueang.apps.catalog.rules import teaching_places, visible_programs
from mueang.apps.network.models import City
from mueang.lib.fields import CountField
from mueang.ui.templatetags.ui import name

_HALF_A_YEAR = timedelta(days=182)
_LONGEST = timedelta(days=366)
LARGEST_FILE = 5_000_000


class ChoicesForm(forms.Form):
    """What holds for everything new in the file that says nothing else."""

    place = NamedChoice(
        label=_("Place, where the file names none of yours"), queryset=None, required=False, to_field_name="uuid"
    )
    seats = CountField(label=_("Seats"), min_value=1, max_value=MOST_SEATS, initial=USUAL_SEATS)
    mode = forms.ChoiceField(label=_("Kind of learning"), choices=Mode, initial=Mode.LAB)
    owner = forms.ChoiceField(label=_("Who keeps it"))

    def __init__(
        self, *args: Any, city: City, actor: User, owners: Iterable[User] | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.city = city
        self.fields["place"].queryset = teaching_places(actor, city).order_by("name_th")  # type: ignore[attr-defined]
        known = possible_owners(city) if owners is None else owners
        named = {str(user.uuid): str(user) for user in [actor, *known]}
        self.fields["owner"].choices = list(named.items())  # type: ignore[attr-defined]
        self.fields["owner"].initial = str(actor.uuid)

    def choices(self) -> dict[str, Any]:
        typed = self.cleaned_data
        place = typed["place"]
        said = {"place": str(place.uuid) if place else "", "seats": typed["seats"]}
        return said | {"mode": typed["mode"], "owner": typed["owner"]}


class CalendarForm(ChoicesForm):
    """The file itself, and by which name its partner is known."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A calendar (.ics), or Excel, OpenDocument or CSV with one session a row."),
        widget=forms.FileInput(attrs={"accept": ".ics,.ical,.xlsx,.xls,.ods,.csv"}),
    )
    name = forms.CharField(
        label=_("Whose calendar"),
        max_length=120,
        required=False,
        help_text=_("For example the partner's name. Under the same name the next file updates this one."),
    )
    until = NearDayField(label=_("Take over until"))
    field_order = ("file", "name", "until", "place", "seats", "mode", "owner")

    def __init__(self, *args: Any, known: PartnerCalendar | None = None, **options: Any) -> None:
        initial: dict[str, Any] = {"until": timezone.localdate() + _HALF_A_YEAR}
        initial |= {"name": known.name, **known.choices} if known else {}
        super().__init__(*args, initial=initial, **options)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is too large. Please split it."))
        return file

    def clean_until(self) -> Any:
        until, today = self.cleaned_data["until"], timezone.localdate()
        if not today <= until <= today + _LONGEST:
            raise forms.ValidationError(_("Please choose a day within a year from today."))
        return until


class ActivityForm(ChoicesForm):
    """What one activity of the file becomes."""

    program = forms.ChoiceField(label=_("Program"))
    field_order = ("program", "place", "seats", "mode", "owner")

    def __init__(self, *args: Any, title: str, actor: User, **options: Any) -> None:
        super().__init__(*args, actor=actor, **options)
        self.fields["place"].label = _("Place")
        self.fields["place"].required = True
        programs = visible_programs(actor).filter(city=self.city)
        self.fields["program"].choices = [  # type: ignore[attr-defined]
            ("new", _("A new one: %(title)s") % {"title": title}),
            *((str(row.uuid), name(row)) for row in programs),
        ]

    def choices(self) -> dict[str, Any]:
        return super().choices() | {"program": self.cleaned_data["program"]}
