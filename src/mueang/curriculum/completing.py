"""Whether somebody has completed the course, or a strand of it, and what is still missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from mueang.curriculum.course import LEVELS, Course, Strand

Why = Literal["hours", "strand_hours", "not_judged", "too_low", "capstone"]


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing: `subject` is the strand or module it is about, `minutes` how many are missing."""

    why: Why
    subject: str = ""
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Learned:
    """What somebody did: minutes of each strand, the level of every criterion judged, and whether the panel passed.

    `minutes` is strand -> minutes, `levels` module -> criterion -> one of `LEVELS`.
    """

    minutes: Mapping[str, int]
    levels: Mapping[str, Mapping[str, str]]
    capstone_passed: bool = False


def missing_of_course(course: Course, learned: Learned) -> tuple[Missing, ...]:
    """What is missing for the whole course by its completion rule; nothing for whoever has completed it.

    Parameters
    ----------
    course : its `completion` is the rule
    learned : minutes, levels and the panel's word

    Returns
    -------
    tuple of Missing, in the course's order; minutes in `minutes`.

    Raises
    ------
    ValueError
        If minutes are negative, or a level is none of `LEVELS`.

    Source
    ------
    `course.toml`, completion: hours in all, a share of each strand's hours, the least level, the capstone.

    Examples
    --------
    >>> from mueang.curriculum.reading import packaged_course
    >>> missing = missing_of_course(packaged_course(), Learned({"understand": 400}, {}))
    >>> missing[0], missing[1]  # 45 * 60 - 400; 80 per cent of nine hours are 432 minutes
    (Missing(why='hours', subject='', minutes=2300), Missing(why='strand_hours', subject='understand', minutes=32))
    """
    _check(learned)
    found: list[Missing] = []
    short = course.completion.hours * 60 - sum(learned.minutes.get(strand.key, 0) for strand in course.strands)
    if short > 0:
        found.append(Missing("hours", minutes=short))
    for strand in course.strands:
        found += _of_strand(course, strand, learned)
    return tuple(found)


def missing_of_strand(course: Course, strand: Strand, learned: Learned) -> tuple[Missing, ...]:
    """What is missing for one strand: its share of hours, its modules' work, and the capstone where it is the strand's.

    Parameters
    ----------
    course : its `completion` is the rule
    strand : one of the course's strands
    learned : minutes, levels and the panel's word

    Returns
    -------
    tuple of Missing, in the strand's order; minutes in `minutes`.

    Raises
    ------
    ValueError
        As `missing_of_course`.

    Source
    ------
    The same rule, one strand of it.

    Examples
    --------
    >>> from mueang.curriculum.reading import packaged_course
    >>> course = packaged_course()
    >>> good = {one.key: {c.key: "adequate" for c in one.criteria} for one in course.modules}
    >>> missing_of_strand(course, course.strands[0], Learned({"understand": 432}, good))
    ()
    """
    _check(learned)
    return tuple(_of_strand(course, strand, learned))


def _of_strand(course: Course, strand: Strand, learned: Learned) -> Iterator[Missing]:
    rule = course.completion
    least = rule.strand_share * strand.minutes_by_mode().total()
    short = least - learned.minutes.get(strand.key, 0)
    if short > 0:
        yield Missing("strand_hours", strand.key, -int(-short // 1))
    lowest = LEVELS.index(rule.level)
    for module in strand.modules:
        levels = learned.levels.get(module.key, {})
        if not all(one.key in levels for one in module.criteria):
            yield Missing("not_judged", module.key)
        elif any(LEVELS.index(levels[one.key]) < lowest for one in module.criteria):
            yield Missing("too_low", module.key)
        elif module.key == rule.capstone_module and not learned.capstone_passed:
            yield Missing("capstone", module.key)


def _check(learned: Learned) -> None:
    if any(minutes < 0 for minutes in learned.minutes.values()):
        raise ValueError("minutes are counted from zero")
    if not {level for levels in learned.levels.values() for level in levels.values()} <= set(LEVELS):
        raise ValueError("a level is one of LEVELS")
