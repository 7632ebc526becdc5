"""Thai text cut into words by a dictionary: Thai writes no spaces between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from mueang.methods.thai.text import normalise

Prefixes = Callable[[str], list[str]]

_RUNS = re.compile("[\u0e01-\u0e4e]+|[^\\W_\u0e00-\u0e7f]+")
# Between two clusters: not before a vowel or mark that follows its letter nor a letter silenced by ์, not after a
# vowel that leads its letter, and not after ั, which always has a letter to close it.
_CUT = re.compile("(?<![เแโใไั])(?<!ั[่้๊๋])(?![ะ-ฺๅ็-๎])(?!.์)")
_LONGEST_WORD = 40
_SHORTEST_WITH_INNER = 4
_SHORTEST_INNER = 3
# A cluster outside the dictionary costs more than a word, and less than two: names are not shredded into ก and า.
_WORD, _UNKNOWN = 10, 16


def cut(text: str, *, prefixes: Prefixes) -> list[str]:
    """The words of `text`, in order, in the one spelling of `normalise`.

    Parameters
    ----------
    text : str, Thai, Latin or mixed
    prefixes : the dictionary: every word in it that a string begins with

    Returns
    -------
    list of str. Thai is cut where the fewest dictionary words fill it, never inside a letter with its vowels and
    marks; what no word fills stays together. Other scripts are cut at spaces and punctuation, which are left out.

    Source
    ------
    Sornlertlamvanich (1993), Word segmentation for Thai in machine translation system, NECTEC (maximal matching);
    Theeramunkong et al. (2000), Character cluster based Thai information retrieval, IRAL, 75-80 (clusters).

    Examples
    --------
    >>> lexicon = ["เรียน", "ทอ", "ผ้า", "ผ้าไหม", "ไหม"]
    >>> cut("เรียนทอผ้าไหม 2 day", prefixes=lambda rest: [word for word in lexicon if rest.startswith(word)])
    ['เรียน', 'ทอ', 'ผ้าไหม', '2', 'day']
    """
    return [word for run, lattice in _runs(text, prefixes) for word in _fewest(run, lattice)]


def cut_with_inner(text: str, *, prefixes: Prefixes) -> tuple[list[str], list[str]]:
    """The words of `text`, and the shorter dictionary words inside the long ones: ผ้าไหม holds ผ้า and ไหม.

    Parameters
    ----------
    text, prefixes : as for `cut`

    Returns
    -------
    (words, inner) : lists of str; inner words are of three letters or more, from words of four or more.

    Examples
    --------
    >>> lexicon = ["จักรยาน", "รถ", "รถจักรยานยนต์", "จักรยานยนต์"]
    >>> cut_with_inner("รถจักรยานยนต์", prefixes=lambda rest: [word for word in lexicon if rest.startswith(word)])
    (['รถจักรยานยนต์'], ['จักรยาน', 'จักรยานยนต์'])
    """
    words: list[str] = []
    inner: list[str] = []
    for run, lattice in _runs(text, prefixes):
        start = 0
        for word in _fewest(run, lattice):
            words.append(word)
            inner.extend(_inside(run, lattice, start, start + len(word)))
            start += len(word)
    return words, inner


def _runs(text: str, prefixes: Prefixes) -> Iterator[tuple[str, dict[int, list[int]]]]:
    """Each run of one script, with where the dictionary words of it begin and end; none for other scripts."""
    for run in _RUNS.findall(normalise(text)):
        yield run, (_lattice(run, prefixes) if "\u0e00" <= run[0] <= "\u0e7f" else {})


def _lattice(run: str, prefixes: Prefixes) -> dict[int, list[int]]:
    """Where a cut is allowed, and the ends of the dictionary words that begin there."""
    places = [0, *(found.start() for found in _CUT.finditer(run, 1)), len(run)]
    cuts = frozenset(places)
    return {
        start: [end for word in prefixes(run[start : start + _LONGEST_WORD]) if (end := start + len(word)) in cuts]
        for start in dict.fromkeys(places)
    }


def _fewest(run: str, lattice: dict[int, list[int]]) -> list[str]:
    """The cheapest way through the lattice; neighbours that are no words are joined."""
    if not lattice:
        return [run]
    places = list(lattice)
    best: dict[int, tuple[int, int, bool]] = {0: (0, 0, False)}
    for nth, start in enumerate(places[:-1]):
        cost = best[start][0]
        for end in lattice[start]:
            _relax(best, end, (cost + _WORD, start, True))
        _relax(best, places[nth + 1], (cost + _UNKNOWN, start, False))
    words: list[str] = []
    end, was_known = len(run), True
    while end:
        _, start, is_known = best[end]
        if words and not (is_known or was_known):
            words[-1] = run[start:end] + words[-1]
        else:
            words.append(run[start:end])
        end, was_known = start, is_known
    return words[::-1]


def _relax(best: dict[int, tuple[int, int, bool]], end: int, way: tuple[int, int, bool]) -> None:
    if end not in best or way[0] <= best[end][0]:
        best[end] = way


def _inside(run: str, lattice: dict[int, list[int]], start: int, end: int) -> Iterator[str]:
    if not lattice or end - start < _SHORTEST_WITH_INNER:
        return
    for place in range(start, end - _SHORTEST_INNER + 1):
        for stop in lattice.get(place, ()):
            if stop <= end and stop - place >= _SHORTEST_INNER and (place, stop) != (start, end):
                yield run[place:stop]
