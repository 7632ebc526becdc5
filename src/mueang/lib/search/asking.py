"""Asking an index: first who holds what was typed, then who holds its words or their meaning, then who comes near."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain
from typing import TYPE_CHECKING

from mueang.facts.words import meanings
from mueang.lib.search.analysis import EDGE, GRAM, all_grams, covering_grams, spans, words_of
from mueang.lib.search.index import Reading, TextIndex
from mueang.methods.thai import fold, normalise

if TYPE_CHECKING:
    import tantivy

Group = tuple[tuple[str, ...], tuple[str, ...]]

_LONGEST_QUERY = 300
_MOST_TERMS = 64
_SHORT = 4
_MOST_PARTS = 6
_MOST_COMPARED = 30
_ALIKE_ENOUGH = 0.6
_TWO_SLIPS_FROM = 10
_NEAR_LETTERS = (0.34, 0.1)
_NEAR_WORDS = (0.2, 0.2)
_ANY = (0.0, 0.0)
_LONG = 12
_MOST_REMEMBERED = 16
_MEANING_WEIGHT = 0.5
_LEADING_VOWELS = "เแโใไ"
_THAI_SAYS_LITTLE = "การ ของ ที่ และ ใน กับ สำหรับ ให้ ได้ จะ มี เป็น ไป มา หา อยาก เพื่อ โดย จาก แบบ ด้วย หรือ ว่า ครับ ค่ะ คะ อะไร"
_ENGLISH_SAYS_LITTLE = "the a an of for and in to how with on at by or is do i want"
_SAYS_LITTLE = frozenset(f"{_THAI_SAYS_LITTLE} {_ENGLISH_SAYS_LITTLE}".split())


@dataclass(frozen=True, slots=True)
class Hits:
    """Keys, best first, with scores: 2 and more hold what was typed, 1 and more hold its words, less is a guess."""

    ids: tuple[int, ...] = ()
    scores: tuple[float, ...] = ()

    @property
    def is_guess(self) -> bool:
        return bool(self.scores) and self.scores[0] < 1


@dataclass(frozen=True, slots=True)
class Named:
    """The one of an entry's names that was asked for, and its key."""

    id: int
    name: str


def find(index: TextIndex, words: str, *, limit: int) -> Hits:
    """Entries that hold what was typed; where these are fewer than `limit`, those that hold all its words in any
    order, or words that mean the same; and only where there is none at all, those that come near.
    """
    opened = index.reading()
    typed = _typed(words)
    if opened is None or not typed:
        return Hits()
    asked = (words[:_LONGEST_QUERY], limit)
    hits: Hits | None = opened.found.get(asked)
    if hits is None:
        if len(opened.found) >= _MOST_REMEMBERED:
            opened.found.clear()
        hits = opened.found[asked] = _found(_Asking(opened), typed, words, limit)
    return hits


def _found(ask: _Asking, typed: str, words: str, limit: int) -> Hits:
    found = ask.ranked(ask.holding(typed, words), limit, at_least=2)
    if len(found) < limit:
        found = _with_more(found, ask.ranked(ask.meaning(words), limit, at_least=1), limit)
    if not found:
        found = ask.guessed(typed, words, limit)
    return Hits(tuple(number for number, _ in found), tuple(score for _, score in found))


def names_with(index: TextIndex, prefix: str, *, limit: int) -> list[Named]:
    """Names that begin with what was typed so far, then names that hold it; one for each entry."""
    opened = index.reading()
    typed = _typed(prefix)
    if opened is None or not typed:
        return []
    ask = _Asking(opened)
    queries = (ask.string("name_grams", EDGE + typed), ask.string("name_grams", typed))
    found: dict[int, Named] = {}
    for query in queries:
        for number, names in ask.named(query, limit):
            holding = [name for name in names if typed in fold(name)]
            found.setdefault(number, Named(number, min(holding or names, key=lambda name: fold(name).find(typed))))
    return list(found.values())


def phrases_like(index: TextIndex, words: str, *, limit: int) -> list[str]:
    """Words next to each other in some entry's name that are spelt most like what was typed, the likest first."""
    opened = index.reading()
    typed = _typed(words)
    if opened is None or not typed:
        return []
    return _Asking(opened).phrases(typed)[:limit]


def words_like(words: str, *, among: Iterable[str] = (), limit: int) -> list[str]:
    """Words of the thesaurus, or of those given, that are spelt as was typed but for a letter (two in a long one)."""
    typed = _typed(words)
    if len(typed) < _SHORT:
        return []
    slips = 1 if len(typed) < _TWO_SLIPS_FROM else 2
    near: dict[str, float] = {}
    for word in chain(among, *meanings().values()):
        folded = fold(word)
        if folded != typed and abs(len(folded) - len(typed)) <= slips:
            likeness = _likeness(typed, word)
            # One letter that differs makes two strings of n unlike by 1/n; the tenth is for rounding.
            if (1 - likeness) * min(len(typed), len(folded)) < slips + 0.1:
                near[word] = likeness
    return sorted(near, key=lambda word: (-near[word], word))[:limit]


def _phrases(name: str) -> set[str]:
    """Every few words next to each other in the name, as they are written in it."""
    cut, text = words_of(name), normalise(name)
    found = set()
    for first in range(len(cut)):
        for last in range(first + 1, min(first + _MOST_PARTS, len(cut)) + 1):
            phrase = "".join(cut[first:last])
            found.add(phrase if phrase in text else " ".join(cut[first:last]))
    return found


def _likeness(typed: str, phrase: str) -> float:
    return SequenceMatcher(None, typed, fold(phrase), autojunk=False).ratio()


def _without_pieces(phrases: list[str]) -> list[str]:
    """Without those that a better one holds, or is held by."""
    kept: list[str] = []
    for phrase in phrases:
        if not any(phrase in other or other in phrase for other in kept):
            kept.append(phrase)
    return kept


def _typed(words: str) -> str:
    """What is looked up; a vowel written before a letter not yet typed is left out."""
    return fold(words[:_LONGEST_QUERY]).rstrip(_LEADING_VOWELS).strip()


def _with_more(first: list[tuple[int, float]], more: list[tuple[int, float]], limit: int) -> list[tuple[int, float]]:
    known = {number for number, _ in first}
    return [*first, *(one for one in more if one[0] not in known)][:limit]


def _telling(words: str) -> list[Group]:
    """The words in groups of one meaning, without those that say little."""
    groups = list(dict.fromkeys(spans(words_of(words[:_LONGEST_QUERY]))))[:_MOST_TERMS]
    return [group for group in groups if not _SAYS_LITTLE.issuperset(group[0])] or groups


class _Asking:
    """Queries over one opened index."""

    def __init__(self, reading: Reading) -> None:
        import tantivy  # the index is open: it is paid for

        self._searcher, self._schema = reading.searcher, reading.schema
        self._query, self._occur = tantivy.Query, tantivy.Occur

    def ranked(self, query: tantivy.Query | None, limit: int, *, at_least: int) -> list[tuple[int, float]]:
        if query is None:
            return []
        hits = self._searcher.search(query, limit, count=False).hits
        ids = self._searcher.fast_field_values("id", [address for _, address in hits])
        return [
            (int(number), at_least + score / (1 + score))
            for number, (score, _) in zip(ids, hits, strict=True)
            if number
        ]

    def named(self, query: tantivy.Query | None, limit: int) -> list[tuple[int, list[str]]]:
        if query is None:
            return []
        hits = self._searcher.search(query, limit, count=False).hits
        ids = self._searcher.fast_field_values("id", [address for _, address in hits])
        documents = [self._searcher.doc(address).to_dict() for _, address in hits]
        return [(int(number or 0), list(one.get("name", ()))) for number, one in zip(ids, documents, strict=True)]

    def guessed(self, typed: str, words: str, limit: int) -> list[tuple[int, float]]:
        """Who comes near; and if nobody does, who holds the words of a name that are spelt most like what was typed."""
        found = self.ranked(self.near(typed, words), limit, at_least=0)
        if not found and (phrases := self.phrases(typed)[:1]):
            found = self.ranked(self.string("grams", fold(phrases[0])), limit, at_least=0)
        return found

    def phrases(self, typed: str) -> list[str]:
        """Words next to each other in names that are spelt like what was typed, the likest first."""
        letters = self._at_least(_ANY, [self._term("name_grams", gram) for gram in all_grams(typed)])
        names = {name for _, names in self.named(letters, _MOST_COMPARED) for name in names}
        alike = {phrase: _likeness(typed, phrase) for name in names for phrase in _phrases(name)}
        good = [phrase for phrase, likeness in alike.items() if likeness >= _ALIKE_ENOUGH]
        return _without_pieces(sorted(good, key=lambda phrase: (-alike[phrase], phrase)))

    def holding(self, typed: str, words: str) -> tantivy.Query | None:
        """Entries that hold the string; where it is short, those with it as a whole word first."""
        found = self.string("grams", typed)
        if found is None:
            return self.string("name_grams", typed)
        if len(typed) > _SHORT:
            return found
        whole = [(self._occur.Should, self._term("words", word)) for word in words_of(words)]
        return self._query.boolean_query([(self._occur.Must, found), *whole])

    def meaning(self, words: str) -> tantivy.Query | None:
        """Entries that hold each of the words, or a word of the same meaning, in any order.

        None for whole sentences: one word more decides there, and ranking by all of them finds better.
        """
        groups = _telling(words)
        if not groups or len(groups) > _MOST_PARTS:
            return None
        together = self._each(groups)
        parts = words[:_LONGEST_QUERY].split()
        if len(parts) > 1:
            # Typed apart: each part may also be a piece of a longer word.
            apart = [part for part in map(self._part, parts) if part is not None]
            return self._any_of([self._all_of(apart), together])
        # One word without another of its meaning: who has it, holds what was typed.
        return together if len(groups) > 1 or groups[0][1] else None

    def near(self, typed: str, words: str) -> tantivy.Query | None:
        """Entries that share enough of the letters in threes, or of the words; ranked by both."""
        grams, groups = all_grams(typed), _telling(words)
        alike = [
            self._at_least(_NEAR_LETTERS, [self._term("grams", gram) for gram in grams]),
            self._at_least(_NEAR_WORDS, [self._any_of(self._ways(*group)) for group in groups]),
        ]
        return self._any_of(one for one in alike if one is not None)

    def string(self, field: str, folded: str) -> tantivy.Query | None:
        """Entries that hold the string in the field; None where it is too short to be looked for there."""
        if len(folded) < GRAM:
            return self._beginning(field, folded)
        grams = covering_grams(folded)
        if len(grams) == 1:
            return self._term(field, grams[0][1], positions=True)
        return self._query.phrase_query(self._schema, field, list(grams))

    def _beginning(self, field: str, folded: str) -> tantivy.Query | None:
        """Two letters begin some grams; a single one begins too many, and is looked for in names only."""
        if len(folded) < GRAM - 1 and field == "grams":
            return None
        terms = [term for term, _ in self._searcher.terms_with_prefix(field, folded.replace(" ", "_"))]
        return self._query.term_set_query(self._schema, field, terms) if terms else self._query.empty_query()

    def _part(self, part: str) -> tantivy.Query | None:
        groups, held = _telling(part), self.string("grams", _typed(part))
        ways = [self._each(groups)] if groups else []
        return self._any_of([*ways, held]) if held is not None else self._any_of(ways) if ways else None

    def _each(self, groups: Iterable[Group]) -> tantivy.Query:
        return self._all_of(self._any_of(self._ways(*group)) for group in groups)

    def _ways(self, group: tuple[str, ...], codes: tuple[str, ...]) -> list[tantivy.Query]:
        ways = [self._term("words", word) for word in group]
        meant = [self._query.boost_query(self._term("meanings", code), _MEANING_WEIGHT) for code in codes]
        return [*(ways if len(ways) == 1 else [self._all_of(ways)]), *meant]

    def _at_least(self, shares: tuple[float, float], queries: list[tantivy.Query]) -> tantivy.Query | None:
        """Enough of the queries: one share of the first dozen, another of the rest."""
        if not queries:
            return None
        of_first, of_rest = shares
        enough = of_first * min(len(queries), _LONG) + of_rest * max(0, len(queries) - _LONG)
        return self._query.boolean_query(
            [(self._occur.Should, one) for one in queries],
            minimum_number_should_match=max(1, math.ceil(enough)),
        )

    def _term(self, field: str, token: str, *, positions: bool = False) -> tantivy.Query:
        option = "position" if positions else "freq"
        return self._query.term_query(self._schema, field, token, index_option=option)

    def _all_of(self, queries: Iterable[tantivy.Query]) -> tantivy.Query:
        return self._query.boolean_query([(self._occur.Must, one) for one in queries])

    def _any_of(self, queries: Iterable[tantivy.Query]) -> tantivy.Query:
        return self._query.boolean_query([(self._occur.Should, one) for one in queries])
