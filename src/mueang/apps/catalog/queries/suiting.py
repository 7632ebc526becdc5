"""What suits somebody: interests and occupations whose profile is like one's own, and what is on for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TypeVar

from django.db.models import F
from django.utils import timezone

from mueang.apps.catalog.models import Interest
from mueang.apps.catalog.queries.cards import Card, InterestLine, cards_of, interest_lines, with_next_session
from mueang.apps.catalog.rules import public_offerings
from mueang.apps.network.models import City
from mueang.facts.occupations import Occupation, occupations
from mueang.methods.riasec import Profile, likeness, mean_profile

Thing = TypeVar("Thing")

N_INTERESTS = 3
N_OCCUPATIONS = 9
CARDS_AN_INTEREST = 3
_CARDS_LOOKED_AT = 60


@dataclass(frozen=True, slots=True)
class InterestFit:
    """`likeness` is the correlation of two profiles, -1 to 1; `cards` what is on soon."""

    interest: InterestLine
    likeness: float
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class OccupationFit:
    name_th: str
    name_en: str
    isco08: str
    esco_uri: str
    likeness: float
    interests: tuple[InterestLine, ...]


@dataclass(frozen=True, slots=True)
class Suited:
    interests: tuple[InterestFit, ...]
    occupations: tuple[OccupationFit, ...]


def suited(*, city: City, profile: Profile, now: datetime | None = None) -> Suited:
    """The interests and occupations most like `profile`, and what the city offers in those interests.

    Nothing where the profile is flat: it is like none more than another. Five SQL statements.
    """
    now = now or timezone.now()
    lines = {line.code: line for line in interest_lines(Interest.objects.all())}
    ranked = [(code, fit) for code, fit in _alike(_interest_profiles(), profile) if code in lines][:N_INTERESTS]
    cards = _soon_in([code for code, _fit in ranked], city=city, now=now)
    return Suited(
        tuple(InterestFit(lines[code], fit, cards[code]) for code, fit in ranked),
        tuple(_occupation_fit(one, fit, lines) for one, fit in _alike(_occupations(), profile)[:N_OCCUPATIONS]),
    )


def _alike(things: Sequence[tuple[Thing, Sequence[float]]], profile: Profile) -> list[tuple[Thing, float]]:
    """Things whose profile leans the same way, the most alike first."""
    found = [(thing, fit) for thing, scores in things if (fit := likeness(profile.shares, scores)) and fit > 0]
    return sorted(found, key=lambda pair: -pair[1])


@cache
def _occupations() -> tuple[tuple[Occupation, tuple[float, ...]], ...]:
    return tuple((one, one.scores) for one in occupations())


@cache
def _interest_profiles() -> tuple[tuple[str, tuple[float, ...]], ...]:
    """An interest is liked by those who like the occupations it belongs to."""
    members: dict[str, list[tuple[float, ...]]] = defaultdict(list)
    for one, scores in _occupations():
        for code in one.interests:
            members[code].append(scores)
    return tuple((code, mean_profile(scores)) for code, scores in members.items())


def _soon_in(codes: Sequence[str], *, city: City, now: datetime) -> dict[str, tuple[Card, ...]]:
    """A few open offerings of each interest, the soonest first."""
    current = public_offerings(city).upcoming(timezone.localdate(now)).filter(program__interests__code__in=codes)
    rows = with_next_session(current.distinct(), now).order_by(F("next_starts_at").asc(nulls_last=True), "pk")
    cards = [card for card in cards_of(rows[:_CARDS_LOOKED_AT], now=now) if card.is_open]
    return {
        code: tuple(card for card in cards if any(line.code == code for line in card.interests))[:CARDS_AN_INTEREST]
        for code in codes
    }


def _occupation_fit(one: Occupation, fit: float, lines: dict[str, InterestLine]) -> OccupationFit:
    belongs = tuple(lines[code] for code in one.interests if code in lines)
    return OccupationFit(one.name_th, one.name_en, one.isco08, one.esco_uri, fit, belongs)
