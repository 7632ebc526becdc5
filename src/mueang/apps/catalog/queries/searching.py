"""Finding offerings by words: what every public list, suggestion and "did you mean" asks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain

from django.utils import timezone

from mueang.apps.catalog.models import Interest
from mueang.apps.catalog.queries.indexing import index_in_step
from mueang.apps.catalog.queries.words import containing
from mueang.apps.catalog.rules import public_offerings
from mueang.apps.network.models import City
from mueang.lib.search import TextIndex, find, names_with, phrases_like, words_like
from mueang.methods.thai import fold

MOST_FOUND = 10_000
MOST_GUESSED = 50
MOST_SUGGESTED = 8
_MOST_NAMES = 60
_MOST_HOLDERS = 500


@dataclass(frozen=True, slots=True)
class Found:
    """Keys of published offerings, best first, with a score each: 2 and more hold what was typed, 1 and more its words.

    `is_guess` says that nothing holds the words: these are only near them. Offerings that are over or no longer
    listed may be among them: filter rows that the viewer may see by these keys, never show a row because it is here.
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
    """Published offerings of the city that hold the words, or words that mean the same; or else come near them.

    One SQL statement while nothing has changed in the city.
    """
    if not fold(words):
        return Found()
    index = index_in_step(city)
    if index is None:
        return _asked_of_the_database(city, words, limit)
    hits = find(index, words, limit=limit)
    most = MOST_GUESSED if hits.is_guess else limit
    return Found(hits.ids[:most], hits.scores[:most], hits.is_guess)


def suggest(*, city: City, prefix: str, limit: int = MOST_SUGGESTED) -> tuple[Suggestion, ...]:
    """Names of what can be learned in the city now that begin with what was typed so far, then those that hold it.

    Two SQL statements while nothing has changed in the city.
    """
    index = index_in_step(city) if fold(prefix) else None
    if index is None:
        return ()
    named = names_with(index, prefix, limit=_MOST_NAMES)
    now = _current(city, {one.id for one in named})
    counts = Counter(one.name for one in named if one.id in now)
    return tuple(Suggestion(name, n) for name, n in list(counts.items())[:limit])


def nearest_words(*, city: City, words: str, limit: int = 3) -> tuple[Suggestion, ...]:
    """What the city has now that is spelt most like words which found nothing: "did you mean".

    Words of names before words of the thesaurus and the interests, by which something is found that bears another
    name. Three SQL statements while nothing has changed in the city.
    """
    index = index_in_step(city) if fold(words) else None
    if index is None:
        return ()
    interests = chain.from_iterable(Interest.objects.values_list("name_th", "name_en"))
    phrases = [*phrases_like(index, words, limit=limit), *words_like(words, among=interests, limit=limit)]
    found = {phrase: _holders(index, phrase) for phrase in dict.fromkeys(phrases)}
    now = _current(city, set[int]().union(*found.values()))
    counts = {phrase: len(now.intersection(ids)) for phrase, ids in found.items()}
    return tuple(Suggestion(phrase, n) for phrase, n in counts.items() if n)[:limit]


def _holders(index: TextIndex, phrase: str) -> tuple[int, ...]:
    hits = find(index, phrase, limit=_MOST_HOLDERS)
    return () if hits.is_guess else hits.ids


def _current(city: City, ids: set[int]) -> set[int]:
    """Those of the keys that are listed and not over: an index may know more than the public may see."""
    current = public_offerings(city).upcoming(timezone.localdate())
    return set(current.filter(pk__in=ids).values_list("pk", flat=True))


def _asked_of_the_database(city: City, words: str, limit: int) -> Found:
    rows = containing(public_offerings(city), words).order_by("starts_on", "pk")
    ids = tuple(rows.values_list("pk", flat=True)[:limit])
    return Found(ids, tuple(1.0 for _ in ids))
