"""The people of a request: as typed or as known, and a person for each of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db.models import Q

from mueang.apps.accounts.models import User
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.enums import Via
from mueang.apps.enrollment.errors import DetailsRefused
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.network.models import City
from mueang.apps.people.actions import NewPerson, add_persons
from mueang.apps.people.enums import Relation
from mueang.apps.people.errors import PersonGone
from mueang.apps.people.models import Guardianship, Person
from mueang.apps.people.rules import may_meet_people
from mueang.lib.ready import ReadyAmong, Slot
from mueang.methods.thai import Name, clean, full_name, match_key, parse_phone

HOLD_PARENTAL_POWER = (Relation.MOTHER, Relation.FATHER)


@dataclass(frozen=True)
class NewMember:
    """Somebody as typed at the door. `relation` is what the party's lead is to this child, empty for an adult.

    `has_legal_authority` follows from the relation unless the lead declares it.
    """

    given_name: str
    family_name: str = ""
    prefix: str = ""
    phone: str = ""
    birth_on: date | None = None
    birth_year: int | None = None
    relation: str = ""
    has_legal_authority: bool | None = None
    email: str = ""
    # Told the officer who types this that they agree.
    agreed_aloud: bool = False
    is_invented: bool = False

    @property
    def full_name(self) -> str:
        return full_name(Name(self.prefix, self.given_name, self.family_name))

    @property
    def lead_has_authority(self) -> bool:
        if self.has_legal_authority is None:
            return self.relation in HOLD_PARENTAL_POWER
        return self.has_legal_authority

    @cached_property
    def key(self) -> str:
        """The name as it is compared, asked several times at one press."""
        return match_key(f"{clean(self.given_name)} {clean(self.family_name)}")

    def age_on(self, day: date) -> int | None:
        if self.birth_on is None and self.birth_year is None:
            return None
        return Person(birth_on=self.birth_on, birth_year=self.birth_year).age_on(day)

    def as_new_person(self) -> NewPerson:
        return NewPerson(
            given_name=self.given_name,
            family_name=self.family_name,
            prefix=self.prefix,
            phone=self.phone,
            email=self.email,
            birth_on=self.birth_on,
            birth_year=None if self.birth_on else self.birth_year,
            is_invented=self.is_invented,
        )


Member = NewMember | Person


def identity(member: Member) -> str:
    """What makes the same member the same in a repeated request."""
    if isinstance(member, Person):
        return str(member.uuid)
    return f"{member.key}|{member.phone}|{member.birth_on or member.birth_year}|{member.relation}"


def known_persons(
    city: City, everybody: Sequence[Member], *, namesakes: Sequence[Person] | None = None
) -> list[Person | None]:
    """For each of a party, lead first, the person the city knows already, or None; at most two SQL statements.

    A typed member is known by name and phone together; a child without a phone by name among those its lead
    answers for, or for a class among those its teacher brought before. `namesakes` are the persons of all these
    names, where they were read before.
    """
    keys = {member.key for member in everybody if isinstance(member, NewMember)}
    same_name = persons_named(city, keys) if namesakes is None else namesakes
    lead = _known(everybody[0], same_name)
    is_group = any(isinstance(one, NewMember) and one.relation == Relation.INSTITUTION for one in everybody)
    brought = _pupils if is_group else _wards
    wards = brought(lead, keys) if lead and keys and len(everybody) > 1 else []
    return [_known(member, same_name) or _ward(member, wards) for member in everybody]


# Without an order: SQLite would rather read the city's whole list in that order than look the name up.
_OF_NAMES = ReadyAmong(lambda names: Person.objects.current().filter(city=Slot("city"), match_key__in=names).order_by())


def persons_named(city: City, keys: Collection[str]) -> list[Person]:
    """The city's persons of these names, as keys; one SQL statement, or none for none."""
    return _OF_NAMES(list(keys), city=city.pk)


def _known(member: Member, same_name: Iterable[Person]) -> Person | None:
    if isinstance(member, Person):
        return _standing(member)
    phone = parse_phone(member.phone) if member.phone.strip() else ""
    return next((one for one in same_name if phone and (one.match_key, one.phone) == (member.key, phone)), None)


def _standing(person: Person) -> Person:
    if person.erased_at:
        raise PersonGone
    return person.merged_into or person


def _wards(lead: Person, keys: Iterable[str]) -> list[Person]:
    links = Guardianship.objects.filter(guardian=lead, until_on=None, child__match_key__in=keys)
    return [link.child for link in links.select_related("child")]


def _pupils(lead: Person, keys: Iterable[str]) -> list[Person]:
    theirs = Enrollment.objects.filter(party__lead=lead, via=Via.GROUP, person__match_key__in=keys)
    return list(Person.objects.current().filter(pk__in=theirs.values("person")))


def _ward(member: Member, wards: Iterable[Person]) -> Person | None:
    return next((one for one in wards if isinstance(member, NewMember) and one.match_key == member.key), None)


def standing_enrollments(offering: Offering, persons: Iterable[Person]) -> dict[int, Enrollment]:
    """Person key -> the enrollment that stands; rows merged into a person count as theirs."""
    keys = [person.pk for person in persons]
    rows = Enrollment.objects.filter(
        Q(person__in=keys) | Q(person__merged_into__in=keys), offering=offering
    ).select_related("person", "party")
    return {row.person.merged_into_id or row.person_id: row for row in rows.standing()}


def settle_persons(
    city: City, everybody: Sequence[Member], known: Sequence[Person | None], *, actor: User | None
) -> list[Person]:
    """A person for each of them: the known one, or one added now."""
    typed = [member for member, person in zip(everybody, known, strict=True) if person is None]
    added = iter(_add(city, [member for member in typed if isinstance(member, NewMember)], actor=actor))
    return [person or next(added) for person in known]


def _add(city: City, members: Sequence[NewMember], *, actor: User | None) -> list[Person]:
    if not members:
        return []
    people = [member.as_new_person() for member in members]
    try:
        return add_persons(city=city, people=people, actor=at_the_door(actor, city))
    except ValidationError as refusal:
        names = ", ".join(member.full_name for member in members)
        raise DetailsRefused(name=names, words=refusal.messages) from refusal


def at_the_door(actor: User | None, city: City) -> User | None:
    """Citizens and instructors add people under enrollment's own rule, which was asked before: nobody for `people`."""
    return actor if actor and may_meet_people(actor, city) else None
