"""To whom: a part of the city's people, and by which way each of them can be reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from mueang.apps.campaigns.enums import YOUNGEST_READER
from mueang.apps.campaigns.models import Campaign, NewsWish
from mueang.apps.enrollment.enums import HOLDS_A_SEAT
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.network.models import City
from mueang.apps.notices.enums import Channel, NoticeKind
from mueang.apps.notices.models import LineLink, OptOut
from mueang.apps.notices.queries import address_hash
from mueang.apps.people.enums import Purpose
from mueang.apps.people.models import Consent, Guardianship, Person, PersonQuerySet
from mueang.apps.people.queries import held_back_ids

PORTION = 500


@dataclass(frozen=True, slots=True)
class Segment:
    """Everybody, unless something is asked for; several interests are any of them, different questions all of them."""

    interests: tuple[str, ...] = ()
    neighbourhood: str = ""
    age_from: int | None = None
    age_to: int | None = None
    offering: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "interests": list(self.interests),
            "neighbourhood": self.neighbourhood,
            "age_from": self.age_from,
            "age_to": self.age_to,
            "offering": self.offering,
        }


def segment_of(campaign: Campaign) -> Segment:
    asked = campaign.segment
    return Segment(**{**asked, "interests": tuple(asked.get("interests", ()))})


def people_in(city: City, segment: Segment, *, today: date) -> PersonQuerySet:
    """Whom a segment is about, children included. Whoever says what they want to hear of is taken at their word."""
    people = Person.objects.filter(city=city).current().exclude(pk__in=held_back_ids(city))
    # Lists of keys, each read once, and not a look at every person's wishes and seats.
    seated = Enrollment.objects.filter(state__in=HOLDS_A_SEAT).values("person")
    wish = NewsWish.objects.values("person")
    if segment.offering:
        people = people.filter(pk__in=seated.filter(offering__uuid=segment.offering))
    if segment.interests:
        wished = Q(pk__in=wish.filter(interests__code__in=segment.interests))
        people = people.filter(
            wished | Q(pk__in=seated.filter(offering__program__interests__code__in=segment.interests))
        )
    if segment.neighbourhood:
        lives_there = Q(pk__in=wish.filter(neighbourhood__uuid=segment.neighbourhood))
        lives_elsewhere = Q(pk__in=wish.exclude(neighbourhood=None))
        learns_there = Q(pk__in=seated.filter(offering__place__neighbourhood__uuid=segment.neighbourhood))
        people = people.filter(lives_there | (~lives_elsewhere & learns_there))
    return people.filter(_of_age(segment, today))


def _of_age(segment: Segment, today: date) -> Q:
    """Where the year alone is known, whoever may be of the age is."""
    asked = Q()
    if segment.age_from is not None:
        born_by = _years_before(today, segment.age_from)
        asked &= Q(birth_on__lte=born_by) | Q(birth_on=None, birth_year__lte=born_by.year)
    if segment.age_to is not None:
        born_after = _years_before(today, segment.age_to + 1)
        asked &= Q(birth_on__gt=born_after) | Q(birth_on=None, birth_year__gte=born_after.year)
    return asked


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def readers_of(campaign: Campaign, *, today: date) -> PersonQuerySet:
    """Who is written to: the grown-up of the segment, and whoever answers for a child of it.

    News go only to those with a standing basis for being contacted.
    """
    found = people_in(campaign.city, segment_of(campaign), today=today)
    youngest = _years_before(today, YOUNGEST_READER)
    is_child = Q(birth_on__gt=youngest) | Q(birth_on=None, birth_year__gte=youngest.year)
    children = found.filter(is_child)
    guards = Guardianship.objects.filter(child__in=children.values("pk"), until_on=None).values("guardian")
    adults = found.exclude(is_child).values("pk")
    readers = Person.objects.filter(city=campaign.city).current().exclude(is_child)
    readers = readers.filter(Q(pk__in=adults) | Q(pk__in=guards))
    if campaign.kind == NoticeKind.NEWS:
        basis = Consent.objects.filter(person=OuterRef("pk"), purpose=Purpose.CONTACT, withdrawn_at=None)
        readers = readers.filter(Exists(basis))
    return readers


@dataclass(frozen=True, slots=True)
class Reached:
    """One way to one reader."""

    person_id: int
    channel: str
    user_id: int | None
    address: str = field(repr=False)
    given_name: str = field(repr=False)
    language: str = "th"


_ADDRESSES = ("email", "phone", "user__email")
_FIELDS = (*_ADDRESSES, "pk", "user_id", "given_name", "family_name", "prefix", "user__language")


def portions(campaign: Campaign, *, today: date, after: int = 0) -> Iterator[tuple[int, list[Reached], int]]:
    """The readers in portions: the last person of each, the ways to them, and how many nobody can reach."""
    readers = readers_of(campaign, today=today).order_by("pk")
    while True:
        rows = list(readers.filter(pk__gt=after).values(*_FIELDS)[:PORTION])
        if not rows:
            return
        after = rows[-1]["pk"]
        reached = list(_reached(campaign, rows))
        n_reached = len({one.person_id for one in reached})
        yield after, reached, len(rows) - n_reached


def _reached(campaign: Campaign, rows: Sequence[dict[str, Any]]) -> Iterator[Reached]:
    users = {row["user_id"] for row in rows if row["user_id"]}
    linked = set(LineLink.objects.standing().filter(user__in=users).values_list("user", flat=True)) if users else set()
    refused = _refused(campaign.kind, users, rows)
    for row in rows:
        addresses = {
            Channel.LINE: "line" if settings.LINE_TOKEN and row["user_id"] in linked else "",
            Channel.EMAIL: row["email"] or row["user__email"] or "",
            Channel.SMS: row["phone"] if settings.SMS_URL else "",
            Channel.LETTER: " ".join(f"{row['prefix']}{row['given_name']} {row['family_name']}".split()),
            Channel.IN_APP: "app" if row["user_id"] else "",
        }
        who = row["user_id"]
        open_ways = [
            channel
            for channel in campaign.channels
            if addresses.get(channel)
            and (who, channel) not in refused
            and (address_hash(addresses[channel]), channel) not in refused
        ]
        first = next((channel for channel in open_ways if channel != Channel.IN_APP), None)
        for channel in open_ways:
            if channel in {first, Channel.IN_APP}:
                keyed = channel in {Channel.LINE, Channel.IN_APP}
                yield Reached(
                    person_id=row["pk"],
                    channel=channel,
                    user_id=who,
                    address="" if keyed else addresses[channel],
                    given_name=row["given_name"],
                    language=row["user__language"] or settings.LANGUAGE_CODE,
                )


def _refused(kind: str, users: set[int], rows: Sequence[dict[str, Any]]) -> set[tuple[Any, str]]:
    hashes = {address_hash(row[name]) for row in rows for name in _ADDRESSES if row[name]}
    asked = OptOut.objects.filter(Q(user__in=users) | Q(address_hash__in=hashes), kind=kind)
    return {(user or digest, channel) for user, digest, channel in asked.values_list("user", "address_hash", "channel")}
