"""Which lines of a roster are the same person as another line, or as somebody the city knows already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from mueang.apps.network.models import City
from mueang.apps.people.models import Person, RosterRow
from mueang.methods.thai import match_key, name_similarity

# One wrong letter in a name of twelve; see methods.thai.name_similarity.
SIMILAR = 0.9
# A telephone that more people than this share is an office's and tells nobody apart.
MOST_SHARING_A_PHONE = 20


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells people apart; empty where not known. `ref` is the row number or the person's key."""

    ref: int
    name: str
    key: str
    phone: str = ""
    birth_on: str = ""
    id_hash: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """The other's `ref`; certain where both show one national ID, so that nobody may call them two."""

    ref: int
    is_certain: bool


class Known:
    """People seen so far, found again by number, name or phone."""

    def __init__(self, people: Iterable[Identity] = ()) -> None:
        self._by: defaultdict[tuple[str, str], list[Identity]] = defaultdict(list)
        for person in people:
            self.add(person)

    def add(self, person: Identity) -> None:
        for kind, value in (("id", person.id_hash), ("key", person.key), ("phone", person.phone)):
            if value:
                self._by[kind, value].append(person)

    def find(self, person: Identity) -> Match | None:
        """The likeliest same person: same number, else same name (same phone first), else same phone and nearly so."""
        for other in self._found("id", person.id_hash):
            return Match(other.ref, is_certain=True)
        namesakes = [other for other in self._found("key", person.key) if not _differ(person, other)]
        for other in sorted(namesakes, key=lambda other: not person.phone or other.phone != person.phone):
            return Match(other.ref, is_certain=False)
        sharers = self._found("phone", person.phone)
        for other in sharers if len(sharers) <= MOST_SHARING_A_PHONE else []:
            if not _differ(person, other) and name_similarity(person.name, other.name) >= SIMILAR:
                return Match(other.ref, is_certain=False)
        return None

    def _found(self, kind: str, value: str) -> list[Identity]:
        return self._by.get((kind, value), []) if value else []


def _differ(one: Identity, other: Identity) -> bool:
    """Two numbers or two birthdays are two people, whatever they are called."""
    numbers = one.id_hash and other.id_hash and one.id_hash != other.id_hash
    birthdays = one.birth_on and other.birth_on and one.birth_on != other.birth_on
    return bool(numbers or birthdays)


def identity_of_row(row: RosterRow) -> Identity:
    read = row.read
    name = f"{read.get('given_name', '')} {read.get('family_name', '')}".strip()
    return Identity(
        row.number,
        name,
        match_key(name) if name else "",
        read.get("phone", ""),
        read.get("birth_on", ""),
        read.get("national_id_hash", ""),
    )


def known_people(city: City, rows: Iterable[Identity]) -> Known:
    """The city's current persons who share a name, a phone or a number with any row; one SQL statement."""
    rows = list(rows)
    keys, phones, hashes = ({getattr(row, name) for row in rows} - {""} for name in ("key", "phone", "id_hash"))
    found = Person.objects.filter(city=city).current()
    found = found.filter(Q(match_key__in=keys) | Q(phone__in=phones) | Q(national_id_hash__in=hashes))
    return Known(_identity_of_person(person) for person in found)


def _identity_of_person(person: Person) -> Identity:
    born: date | None = person.birth_on
    return Identity(
        person.pk,
        f"{person.given_name} {person.family_name}",
        person.match_key,
        person.phone,
        born.isoformat() if born else "",
        person.national_id_hash,
    )
