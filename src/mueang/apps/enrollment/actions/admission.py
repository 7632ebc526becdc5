"""Who may take part: the checks a request passes before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.utils import timezone

from mueang.apps.catalog.enums import OfferingState
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.actions.members import Member, identity, standing_enrollments
from mueang.apps.enrollment.errors import (
    AgeNotAllowed,
    AgeUncertain,
    AgeUnknown,
    AlreadyEnrolled,
    CarerNeeded,
    EnrollmentClosed,
    NamedTwice,
    NobodyToEnrol,
    OfferingElsewhere,
    PartyTooLarge,
    SeatsAreDrawn,
)
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.people.actions import AGE_OF_OWN_CONSENT
from mueang.apps.people.models import Person

MOST_IN_A_PARTY = 12
MOST_IN_A_GROUP = 60


def refuse_size(members: Sequence[Member], *, most: int = MOST_IN_A_PARTY) -> None:
    if not members:
        raise NobodyToEnrol
    if len(members) > most:
        raise PartyTooLarge(most=most)


def refuse_closed(offering: Offering, *, now: datetime) -> None:
    """Raises EnrollmentClosed unless the offering is published, not over, and its enrollment date not passed."""
    is_late = offering.enroll_until is not None and now > offering.enroll_until
    is_over = offering.ends_on < timezone.localdate(now)
    refuse_drawn(offering)
    if offering.state != OfferingState.PUBLISHED or is_late or is_over:
        raise EnrollmentClosed


def refuse_ended(offering: Offering) -> None:
    """What an officer heeds: a draft and a course that runs already take people, a cancelled or finished one not."""
    if offering.state in (OfferingState.CANCELLED, OfferingState.FINISHED):
        raise EnrollmentClosed


def refuse_drawn(offering: Offering) -> None:
    """Raises SeatsAreDrawn while a round shares the offering's seats: nobody is first there, by whichever door."""
    if offering.seats_are_drawn:
        raise SeatsAreDrawn


def refuse_ages(members: Iterable[Member], *, offering: Offering, must_be_known: bool) -> None:
    """Ages count on the day the offering starts.

    Raises AgeNotAllowed, and AgeUnknown where a birth date `must_be_known`.
    """
    lowest, highest = offering.age_min, offering.age_max
    if lowest is None and highest is None:
        return
    for member in members:
        ages = possible_ages(member, on=offering.starts_on)
        if not ages and must_be_known:
            raise AgeUnknown(name=member.full_name, age=None, age_min=lowest, age_max=highest)
        fitting = [age for age in ages if (lowest or 0) <= age <= (age if highest is None else highest)]
        if ages and not fitting:
            raise AgeNotAllowed(name=member.full_name, age=ages[0], age_min=lowest, age_max=highest)
        if len(fitting) < len(ages) and must_be_known:
            raise AgeUncertain(name=member.full_name, age=ages[0], age_min=lowest, age_max=highest)


def possible_ages(member: Member, *, on: date) -> list[int]:
    """One age, two where only the year of birth is known, none where nothing is."""
    age = member.age_on(on)
    if age is None:
        return []
    return [age] if member.birth_on else [age, age + 1]


def refuse_lone_children(everybody: Sequence[Member], *, today: date) -> None:
    """Raises CarerNeeded for a child under ten who leads, or for whom the lead did not say what they are to them."""
    for place, member in enumerate(everybody):
        age = member.age_on(today)
        answered_for = place > 0 and (isinstance(member, Person) or bool(member.relation))
        if age is not None and age < AGE_OF_OWN_CONSENT and not answered_for:
            raise CarerNeeded(name=member.full_name)


def refuse_repeats(members: Sequence[Member], known: Sequence[Person | None]) -> None:
    """Raises NamedTwice where one person would get two seats."""
    there: set[object] = set()
    for member, person in zip(members, known, strict=True):
        who = person.pk if person else identity(member)
        if who in there:
            raise NamedTwice(name=member.full_name)
        there.add(who)


def refuse_elsewhere(offering: Offering, persons: Iterable[Person]) -> None:
    """Raises OfferingElsewhere for persons whom another city knows."""
    if any(person.city_id != offering.city_id for person in persons):
        raise OfferingElsewhere


def refuse_seated(persons: Iterable[Person], standing: Mapping[int, Enrollment]) -> None:
    """Raises AlreadyEnrolled for those who hold a seat; who only waits for one may still get it."""
    names = [person.full_name for person in persons if has_a_seat(standing.get(person.pk))]
    if names:
        raise AlreadyEnrolled(names=names)


def has_a_seat(enrollment: Enrollment | None) -> bool:
    return enrollment is not None and enrollment.holds_a_seat


def refuse_enrolled(offering: Offering, persons: Iterable[Person | None]) -> None:
    """Raises AlreadyEnrolled, naming everybody who has a seat or waits for one."""
    there = [person for person in persons if person is not None]
    standing = standing_enrollments(offering, there) if there else {}
    names = [person.full_name for person in there if person.pk in standing]
    if names:
        raise AlreadyEnrolled(names=names)
