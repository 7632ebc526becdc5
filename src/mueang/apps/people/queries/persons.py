"""Find persons, and read everything a person page shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from mueang.apps.accounts.rules import Viewer
from mueang.apps.audit.actions import target_of
from mueang.apps.audit.models import Event
from mueang.apps.network.models import City
from mueang.apps.people.models import (
    Consent,
    DataRequest,
    Guardianship,
    Person,
    PersonQuerySet,
    Roster,
    national_id_hash,
)
from mueang.apps.people.rules import people_of
from mueang.lib.workbook import Column, Table
from mueang.methods.thai import arabic_digits, clean, format_phone, match_key, parse_national_id, split_name

_VERBS = {
    "person.added": gettext_lazy("Added"),
    "person.changed": gettext_lazy("Changed"),
    "person.merged": gettext_lazy("Merged with a duplicate"),
    "person.copied": gettext_lazy("Copy of the data downloaded"),
    "guardianship.added": gettext_lazy("Guardian recorded"),
    "guardianship.ended": gettext_lazy("Guardianship ended"),
    "consent.given": gettext_lazy("Consent or other lawful basis recorded"),
    "consent.withdrawn": gettext_lazy("Consent withdrawn"),
    "data_request.opened": gettext_lazy("Data request received"),
    "data_request.answered": gettext_lazy("Data request answered"),
}
_FEWEST_DIGITS = 4
_HISTORY_SHOWN = 50


def people_matching(*, viewer: Viewer, city: City, words: str = "") -> PersonQuerySet:
    """The city's persons whose name, e-mail or phone holds all of `words`; Thai order. Tones and spaces may be off."""
    people = people_of(viewer, city)
    for word in _words(words):
        people = people.filter(_holds(word))
    return people


def find_people(*, viewer: Viewer, city: City, words: str, limit: int = 20) -> list[Person]:
    """The first `limit` matches, in one SQL statement."""
    return list(people_matching(viewer=viewer, city=city, words=words)[:limit])


def people_table(people: PersonQuerySet) -> Table:
    """Persons as a sheet; the national ID by its last digits, dates as dates."""
    headings = (
        _("Prefix"),
        _("Given name"),
        _("Family name"),
        _("Name in English"),
        pgettext("person", "Phone"),
        _("E-mail"),
        pgettext("person", "Organization"),
        _("Position"),
        _("Birth date"),
        _("National ID number (last digits)"),
    )
    rows = [
        (
            person.prefix,
            person.given_name,
            person.family_name,
            person.name_en,
            format_phone(person.phone),
            person.email,
            person.organization_name,
            person.position,
            person.birth_on,
            person.national_id_ending,
        )
        for person in people
    ]
    return Table(_("Persons"), [Column(heading) for heading in headings], rows)


def find_by_national_id(*, viewer: Viewer, city: City, number: str) -> Person | None:
    """The person with exactly this number. Raises NationalIdError (a ValueError) for what cannot be one."""
    return people_of(viewer, city).filter(national_id_hash=national_id_hash(parse_national_id(number))).first()


def person_of(viewer: Viewer) -> Person | None:
    """The person whose account this is, with their city."""
    if not viewer.is_authenticated:
        return None
    return Person.objects.current().filter(user=viewer).select_related("city").first()


def persons_of_roster(roster: Roster) -> list[Person]:
    """Everybody a confirmed roster brought or named, in its order, as they are now; nobody before it is confirmed."""
    rows = roster.rows.filter(person__isnull=False).select_related("person__merged_into").order_by("number")
    persons = [row.person.merged_into or row.person for row in rows if row.person]
    return [person for person in dict.fromkeys(persons) if person.erased_at is None]


def same_person_ids(person: Person) -> list[int]:
    """The keys of every row that is this human being: the kept row and all merged into it.

    Rows of higher apps keep pointing at a merged person, so they ask with `person__in=same_person_ids(person)`.
    """
    rows = same_person(person.merged_into or person)
    return [row["pk"] for row in rows.order_by("pk")]


def same_person(person: Person) -> QuerySet[Person, Any]:
    """The keys of a kept row and of all merged into it, inside another question: `person__in=same_person(person)`.

    Where the other table's rows are asked by either key with OR, the whole table is read.
    """
    return Person.objects.filter(Q(pk=person.pk) | Q(merged_into=person)).order_by().values("pk")


def erased_numbers() -> set[UUID]:
    """Everybody of every city who was erased: the number alone, which tells of nobody."""
    return set(Person.objects.exclude(erased_at=None).order_by().values_list("uuid", flat=True))


def namesakes(*, city: City, name: str, limit: int = 5) -> list[Person]:
    """Current persons of the city whose name is the same, tones and spaces aside."""
    key = match_key(name)
    return list(Person.objects.filter(city=city, match_key=key).current()[:limit]) if key else []


def possible_duplicates(person: Person, *, limit: int = 5) -> list[Person]:
    """The person's namesakes, without the person."""
    whole = f"{person.given_name} {person.family_name}"
    found = namesakes(city=person.city, name=whole, limit=limit + 1)
    return [other for other in found if other.pk != person.pk][:limit]


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One recorded event: when, what, and which account did it."""

    at: datetime
    verb: str
    actor: str

    @property
    def what(self) -> str:
        """The event in words; an event of an app above keeps its own verb."""
        return str(_VERBS.get(self.verb, self.verb))


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Everything the page of one person shows."""

    person: Person
    age: int | None
    guardians: list[Guardianship]
    wards: list[Guardianship]
    consents: list[Consent]
    data_requests: list[DataRequest]
    duplicates: list[Person]
    history: list[HistoryLine]


def person_page(*, person: Person, today: date) -> PersonPage:
    """Six SQL statements, however much there is. `person` comes from `visible_people`."""
    return PersonPage(
        person=person,
        age=person.age_on(today),
        guardians=list(person.guardians_link.select_related("guardian").order_by("until_on", "pk")),
        wards=list(person.wards_link.select_related("child").order_by("until_on", "pk")),
        consents=list(person.consents.select_related("given_by")),
        data_requests=list(person.data_requests.all()),
        duplicates=possible_duplicates(person),
        history=history_of(person),
    )


def history_of(person: Person) -> list[HistoryLine]:
    """What was recorded about the person's row, newest first."""
    events = Event.objects.filter(target=target_of(person)).select_related("actor").order_by("-at", "-number")
    return [HistoryLine(e.at, e.verb, str(e.actor or "")) for e in events[:_HISTORY_SHOWN]]


def _words(text: str) -> list[str]:
    """Digits stay together (081-234 5678 is one word), names part at spaces."""
    text = arabic_digits(clean(text))
    if re.fullmatch(r"\+?[\d\s-]+", text):
        return [text]
    name = split_name(text)
    return f"{name.given} {name.family}".split()


def _holds(word: str) -> Q:
    digits = re.sub(r"\D", "", word)
    if len(digits) >= _FEWEST_DIGITS and re.fullmatch(r"[+\d\s-]+", word):
        return Q(phone__contains=re.sub("^(0|66)", "", digits))
    key = match_key(word)
    by_key = Q(match_key__contains=key) if key else Q()
    return by_key | Q(name_en__icontains=word) | Q(email__icontains=word)
