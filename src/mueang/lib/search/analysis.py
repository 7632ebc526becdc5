"""What a text is found by: its words, every three letters of it, and the meanings it speaks of."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

from mueang.facts.words import meanings, thai_words
from mueang.lib.search.memory import give_back
from mueang.methods.thai import cut, cut_with_inner, fold

# Raise it when the same text would now give other tokens: every index is then made anew by itself.
FORMAT = 1
GRAM = 3
EDGE = "\u00b7"
_SPACE = "_"
_LONGEST_PHRASE = 4
_PLURAL_FROM = 4
# Neighbours in a list share texts: one program is given many times, at the same places.
_TEXTS_KEPT = 64


def words_of(text: str) -> list[str]:
    """The words as they were cut, English ones without their plural."""
    return [_singular(word) for word in cut(text, prefixes=thai_words().prefixes)]


@lru_cache(maxsize=_TEXTS_KEPT)
def words_and_meanings(text: str) -> tuple[str, str]:
    """The words with those inside them, and the codes of what they mean, each parted by spaces."""
    words, inner = cut_with_inner(text, prefixes=thai_words().prefixes)
    words = [_singular(word) for word in words]
    codes = dict.fromkeys(code for span in spans(words) for code in span[1])
    codes |= dict.fromkeys(code for word in inner for code in _codes().get(word, ()))
    return " ".join([*words, *inner]), " ".join(codes)


def spans(words: Sequence[str]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The words in groups: as many as mean something together, else one; with the codes of their meanings."""
    codes, firsts, start = _codes(), _firsts(), 0
    found: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    while start < len(words):
        longest = _LONGEST_PHRASE if words[start] in firsts else 1
        for length in range(min(longest, len(words) - start), 0, -1):
            group = tuple(words[start : start + length])
            meant = codes.get("".join(group), ())
            if meant or length == 1:
                found.append((group, meant))
                start += length
                break
    return found


@lru_cache(maxsize=_TEXTS_KEPT)
def grams_of(text: str) -> str:
    """Every three neighbouring letters, folded, parted by spaces; an edge keeps texts apart."""
    return " ".join(_grams(fold(text) + EDGE * (GRAM - 1)))


def grams_of_name(name: str) -> str:
    """As `grams_of`, with an edge in front too, so that what begins a name can be told from what is inside it."""
    return " ".join(_grams(EDGE + fold(name) + EDGE * (GRAM - 1)))


def covering_grams(folded: str) -> list[tuple[int, str]]:
    """As few grams as hold every letter, with their places: where all stand in these places, the string stands."""
    text = folded.replace(" ", _SPACE)
    last = len(text) - GRAM
    places = [*range(0, last, GRAM), last]
    return [(place, text[place : place + GRAM]) for place in places]


def all_grams(folded: str) -> list[str]:
    """Every gram of the string once."""
    return list(dict.fromkeys(_grams(folded)))


@cache
def fingerprint() -> str:
    """Changes with whatever changes the tokens of a text."""
    data = files("mueang.facts") / "data"
    sums = [zlib.crc32((data / name).read_bytes()) for name in ("thai_words.txt.gz", "thesaurus.csv")]
    return "-".join(map(str, [FORMAT, *sums]))


def _grams(text: str) -> list[str]:
    text = text.replace(" ", _SPACE)
    return [text[place : place + GRAM] for place in range(len(text) - GRAM + 1)]


@cache
def _codes() -> dict[str, tuple[str, ...]]:
    """Words written as one, and the codes of what they mean."""
    found: dict[str, list[str]] = {}
    for code, phrases in meanings().items():
        for phrase in phrases:
            found.setdefault("".join(words_of(phrase)), []).append(code.replace(" ", _SPACE))
    # Once a process: the dictionary was read just now.
    give_back()
    return {phrase: tuple(dict.fromkeys(codes)) for phrase, codes in found.items()}


@cache
def _firsts() -> frozenset[str]:
    """Words that begin a phrase of several."""
    cut_up = [words_of(phrase) for phrases in meanings().values() for phrase in phrases]
    return frozenset(words[0] for words in cut_up if len(words) > 1)


def _singular(word: str) -> str:
    """crafts is craft, batteries battery; Thai has no plural."""
    if len(word) < _PLURAL_FROM or not word.isascii() or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > _PLURAL_FROM:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("ches", "shes", "xes", "sses")) else word[:-1]
