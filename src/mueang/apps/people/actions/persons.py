"""Add and change persons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import date
from typing import TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.network.actions import mark_public_change
from mueang.apps.network.models import City
from mueang.apps.people.errors import NameMissing, NationalIdKnown, PersonGone
from mueang.apps.people.models import Person
from mueang.apps.people.queries.prefixes import usual_prefix
from mueang.apps.people.rules import may_add_person, may_change_people
from mueang.lib.new_rows import new_row
from mueang.lib.ready import insert_rows
from mueang.methods.thai import clean, match_key, parse_national_id, parse_phone, sort_key

_LONGEST_KEY = 300
_WORDS = ("prefix", "given_name", "family_name", "name_en", "email", "organization_name", "position")
# Rows, not words: checking them here would ask the database once a person.
_NOT_TYPED = {"city", "user", "merged_into", "sort_key", "match_key"}


class PersonDetails(TypedDict, total=False):
    """What may be known of a person besides the given name."""

    prefix: str
    family_name: str
    phone: str
    email: str
    birth_on: date | None
    birth_year: int | None
    name_en: str
    organization_name: str
    position: str
    national_id: str
    user: User | None
    is_invented: bool


class PersonChanges(PersonDetails, total=False):
    given_name: str


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person to be added; only the given name must be there."""

    given_name: str
    family_name: str = ""
    prefix: str = ""
    phone: str = ""
    email: str = ""
    birth_on: date | None = None
    birth_year: int | None = None
    name_en: str = ""
    organization_name: str = ""
    position: str = ""
    national_id: str = ""
    user: User | None = None
    is_invented: bool = False


@transaction.atomic
def add_person(*, city: City, given_name: str, actor: User | None, **details: Unpack[PersonDetails]) -> Person:
    """Add one person; the phone is kept in international form, the national ID sealed.

    Raises PermissionDenied, NameMissing, NationalIdKnown, PhoneError or NationalIdError (ValueErrors with a
    `code`) for a number that cannot be one, and ValidationError for a text too long or an e-mail that is none.
    """
    user = details.get("user")
    if not may_add_person(actor, city, own_account=user is not None and user == actor):
        raise PermissionDenied
    person = _new_row(city, NewPerson(given_name=given_name, **details))
    _insert([person])
    record(actor=actor, verb="person.added", target=person, book=city.slug)
    return person


def add_persons(*, city: City, people: Sequence[NewPerson], actor: User | None) -> list[Person]:
    """Add many persons at once, all or nothing, with one audit event. Refuses as `add_person` does."""
    if not may_add_person(actor, city):
        raise PermissionDenied
    persons = [_new_row(city, person) for person in people]
    if persons:
        # Only a national ID can still be refused; without one there is nothing to step back to.
        with transaction.atomic(savepoint=any(person.national_id_hash for person in persons)):
            _insert(persons)
            record(actor=actor, verb="people.added", target=city, book=city.slug, facts={"n_persons": len(persons)})
    return persons


@transaction.atomic
def change_person(*, person: Person, actor: User | None, **changes: Unpack[PersonChanges]) -> Person:
    """Change what is given and nothing else; an empty national ID takes the number away.

    Raises as `add_person`, and PersonGone if the person was merged or erased meanwhile.
    """
    person = lock_person(person)
    if not may_change_people(actor, person.city):
        raise PermissionDenied
    before = _values(person)
    for name, value in changes.items():
        setattr(person, name, _number(str(value)) if name == "national_id" else value)
    _tidy(person)
    now = _values(person)
    changed = sorted(name for name in now if now[name] != before[name])
    if changed:
        _save(person)
        # A person who agreed to be named stands on public pages by this name.
        mark_public_change(person.city, catalog=False)
        record(actor=actor, verb="person.changed", target=person, book=person.city.slug, facts={"fields": changed})
    return person


def lock_person(person: Person) -> Person:
    """The person's row, locked and read afresh; raises PersonGone if it no longer stands for anybody."""
    found = Person.objects.select_for_update(of=("self",)).select_related("city").get(pk=person.pk)
    if found.merged_into_id or found.erased_at:
        raise PersonGone
    return found


def _new_row(city: City, new: NewPerson) -> Person:
    values = {field.name: getattr(new, field.name) for field in fields(new) if field.name != "national_id"}
    person = new_row(Person, city=city, **values)
    if number := _number(new.national_id):
        person.national_id = number
    _tidy(person)
    return person


def _number(text: str) -> str:
    return parse_national_id(text) if text.strip() else ""


def _tidy(person: Person) -> None:
    """One spelling for the same words, and the keys that follow from them."""
    for name in _WORDS:
        if typed := getattr(person, name):
            setattr(person, name, clean(typed))
    if not person.given_name:
        raise NameMissing
    person.prefix = (usual_prefix(person.prefix) or person.prefix) if person.prefix else ""
    if person.phone:
        person.phone = parse_phone(person.phone)
    person.clean_fields(exclude=_NOT_TYPED)
    whole = f"{person.given_name} {person.family_name}"
    person.sort_key = sort_key(whole)[:_LONGEST_KEY]
    person.match_key = match_key(whole)[:_LONGEST_KEY]


def _values(person: Person) -> dict[str, object]:
    return {name: getattr(person, name) for name in PersonChanges.__annotations__}


def _insert(persons: list[Person]) -> None:
    if not any(person.national_id_hash for person in persons):
        insert_rows(persons)
        return
    with _national_id_is_free(persons):
        insert_rows(persons)


def _save(person: Person) -> None:
    with _national_id_is_free([person]):
        person.save()


@contextmanager
def _national_id_is_free(persons: list[Person]) -> Iterator[None]:
    """Raises NationalIdKnown: looked up first, and once more by the constraint, since two may write together."""
    hashes = [person.national_id_hash for person in persons if person.national_id_hash]
    known = (
        Person.objects.filter(city=persons[0].city, national_id_hash__in=hashes, merged_into=None) if hashes else None
    )
    if len(set(hashes)) < len(hashes) or (known and known.exclude(pk__in=[p.pk for p in persons if p.pk]).exists()):
        raise NationalIdKnown
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if "one_person_per_national_id" not in str(error) and "national_id_hash" not in str(error):
            raise
        raise NationalIdKnown from None
