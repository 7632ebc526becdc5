"""Vocational interests in Holland's six kinds: what answers say, and how alike two profiles are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

KINDS = ("realistic", "investigative", "artistic", "social", "enterprising", "conventional")
MOST = 2  # an answer is 0 (not for me), 1 (so-so) or 2 (I like it)


class TooFewAnswersError(ValueError):
    """A kind has fewer answers than a score needs; `missing` counts them by kind."""

    def __init__(self, missing: Mapping[str, int]) -> None:
        super().__init__(f"answers missing: {dict(missing)}")
        self.missing = dict(missing)


@dataclass(frozen=True, slots=True)
class Profile:
    """How much each kind is liked, 0 to 1, in the order of KINDS."""

    shares: tuple[float, ...]

    @property
    def is_flat(self) -> bool:
        """Whether every kind is liked the same: then nothing can be said of what suits better."""
        return len(set(self.shares)) == 1

    def strongest(self, n: int = 3) -> tuple[str, ...]:
        """The `n` most liked kinds, the first of KINDS first where two are liked the same."""
        ranked = sorted(range(len(KINDS)), key=lambda place: (-self.shares[place], place))
        return tuple(KINDS[place] for place in ranked[:n])


def profile(*, kinds: Sequence[str], answers: Sequence[int | None], least: int = 3) -> Profile:
    """The share of liking by kind, over the questions that were answered.

    Parameters
    ----------
    kinds : one of KINDS a question
    answers : 0, 1 or 2 a question, None where it was left out; as many as `kinds`
    least : answers each kind must have

    Raises
    ------
    TooFewAnswersError
        If a kind has fewer than `least` answers.
    ValueError
        If a kind or an answer is unknown, or the lengths differ.

    Source
    ------
    Holland (1997), Making Vocational Choices, 3rd ed.: six kinds of interest; the mean over few items a kind is the
    scoring of the short forms of the O*NET Interest Profiler (Rounds et al., 2016). The items here are our own and have
    not been validated: the result opens a choice, it does not measure a person.

    Examples
    --------
    >>> asked = [kind for kind in KINDS for _again in range(3)]
    >>> profile(kinds=asked, answers=[2, 2, 2, 0, 1, 2, *[0] * 12]).shares
    (1.0, 0.5, 0.0, 0.0, 0.0, 0.0)
    """
    given: dict[str, list[int]] = {kind: [] for kind in KINDS}
    for kind, answer in zip(kinds, answers, strict=True):
        if kind not in given or answer not in (None, *range(MOST + 1)):
            raise ValueError(f"no such kind or answer: {kind!r} {answer!r}")
        if answer is not None:
            given[kind].append(answer)
    if missing := {kind: least - len(said) for kind, said in given.items() if len(said) < least}:
        raise TooFewAnswersError(missing)
    return Profile(tuple(sum(said) / len(said) / MOST for said in given.values()))


def likeness(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Pearson's correlation of two profiles: 1 the same shape, 0 unrelated, -1 opposite.

    Parameters
    ----------
    one, other : six numbers each, in the order of KINDS, on any scale

    Returns
    -------
    float from -1 to 1, or None where a profile is flat and has no shape to compare.

    Raises
    ------
    ValueError
        If a profile has not six numbers.

    Source
    ------
    The profile correlation by which the O*NET Interest Profiler links people and occupations (Rounds, Hoff & Lewis,
    2021, O*NET Interest Profiler Manual).

    Examples
    --------
    >>> likeness([0, 0, 1, 0, 0, 0], [1, 1, 7, 1, 1, 1])
    1.0
    >>> likeness([1, 1, 1, 1, 1, 1], [1, 1, 7, 1, 1, 1]) is None
    True
    """
    if len(one) != len(KINDS) or len(other) != len(KINDS):
        raise ValueError("a profile has six numbers")
    # From the mean of the six themselves, so that equal numbers leave exactly nothing.
    left = [value - min(one) for value in one]
    right = [value - min(other) for value in other]
    if not any(left) or not any(right):
        return None
    left = [value - sum(left) / len(left) for value in left]
    right = [value - sum(right) / len(right) for value in right]
    together = sum(a * b for a, b in zip(left, right, strict=True))
    found = together / sqrt(sum(a * a for a in left) * sum(b * b for b in right))
    return max(-1.0, min(1.0, found))


def mean_profile(profiles: Sequence[Sequence[float]]) -> tuple[float, ...]:
    """The middle of several profiles, kind by kind.

    Raises
    ------
    ValueError
        If there is none.

    Examples
    --------
    >>> mean_profile([[1, 1, 7, 1, 1, 1], [3, 1, 5, 1, 1, 1]])
    (2.0, 1.0, 6.0, 1.0, 1.0, 1.0)
    """
    if not profiles:
        raise ValueError("no profile")
    return tuple(sum(values) / len(profiles) for values in zip(*profiles, strict=True))
