"""What several judgements come to: where they differ, their middle, whether it passes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median_low

from mueang.apps.assessments.enums import LEVELS

Levels = Mapping[str, str]


def differing(said: Sequence[Levels]) -> list[str]:
    """Keys of the criteria at which not all judgements name the same level, in the order of the first."""
    return [key for key in said[0] if len({one[key] for one in said}) > 1]


def middle(said: Sequence[Levels]) -> dict[str, str]:
    """For each criterion the middle of an odd number of levels."""
    return {key: LEVELS[median_low([LEVELS.index(one[key]) for one in said])] for key in said[0]}


def is_passed(levels: Levels, *, pass_level: str) -> bool:
    """Whether every criterion reaches the level; nothing judged is not passed."""
    least = LEVELS.index(pass_level)
    return bool(levels) and all(LEVELS.index(level) >= least for level in levels.values())
