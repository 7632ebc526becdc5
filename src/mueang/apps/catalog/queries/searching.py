"""Finding offerings by words: what every public list, suggestion and "did you mean" asks."""

from __future__ import annotations

from dataclasses import dataclass

from mueang.apps.catalog.models import Program
from mueang.apps.catalog.queries.words import containing
from mueang.apps.catalog.rules import public_offerings
from mueang.apps.network.models import City
from mueang.methods.thai import normalise

MOST_FOUND = 10_000
MOST_SUGGESTED = 8


@dataclass(frozen=True, slots=True)
class Found:
    """Keys of published offerings, best first, with a score each.

    `is_guess` says that nothing holds the words: these are only near them. Offerings that are over may be among
    them: filter rows that the viewer may see by these keys, never show a row because its key is here.
    """

    ids: tuple[int, ...] = ()
    scores: tuple[float, ...] = ()
    is_guess: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name to search for; `n_offerings` is how many bear it."""

    words: str
    n_offerings: int = 1


def find_words(*, city: City, words: str, limit: int = MOST_FOUND) -> Found:
    """Published offerings of the city that hold the words, or are near them; nothing for blank words."""
    if not normalise(words):
        return Found()
    rows = containing(public_offerings(city), words).order_by("starts_on", "pk")
    ids = tuple(rows.values_list("pk", flat=True)[:limit])
    return Found(ids, tuple(1.0 for _ in ids))


def suggest(*, city: City, prefix: str, limit: int = MOST_SUGGESTED) -> tuple[Suggestion, ...]:
    """Names of what can be learned in the city now that begin with, or hold, what was typed so far."""
    if not normalise(prefix):
        return ()
    programs = Program.objects.filter(offerings__in=containing(public_offerings(city), prefix)).distinct()
    return tuple(Suggestion(program.name_th) for program in programs[:limit])


def nearest_words(*, city: City, words: str, limit: int = 3) -> tuple[Suggestion, ...]:
    """What the city has that is spelt most like words which found nothing: "did you mean"."""
    del city, words, limit
    return ()
