"""How alike two descriptions of a child are, with the reasons: it proposes, a person decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mueang.apps.support.enums.concerns import Confidence
from mueang.methods.thai import match_key, name_similarity

# One wrong letter in a name of twelve; see methods.thai.name_similarity.
SIMILAR_NAME = 0.85
# Ages are guesses: a year either way is the same child.
AGE_APART = 2


@dataclass(frozen=True, slots=True)
class Described:
    """What is known of a child, as far as it is; `age` in completed years."""

    name: str
    birth_on: date | None = None
    age: int | None = None
    area: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """A stated confidence, and what it rests on as codes: name, name_alike, birth, age, area, birth_differs."""

    confidence: Confidence
    reasons: tuple[str, ...]


def likeness(one: Described, other: Described) -> Likeness:
    """Likely where name and birth (or age) agree, possible where the name is alike; two birthdays are two children.

    >>> likeness(Described("ด.ช. สมมติ ใจดี", age=9), Described("สมมติ ใจดี", age=10)).confidence.value
    'likely'
    """
    if one.birth_on and other.birth_on and one.birth_on != other.birth_on:
        return Likeness(Confidence.NONE, ("birth_differs",))
    reasons = [*_name_reasons(one.name, other.name)]
    if not reasons:
        return Likeness(Confidence.NONE, ())
    born = bool(one.birth_on and one.birth_on == other.birth_on)
    near = one.age is not None and other.age is not None and abs(one.age - other.age) <= AGE_APART
    far = one.age is not None and other.age is not None and not near
    reasons += ["birth"] if born else ["age"] if near else ["age_differs"] if far else []
    if one.area and match_key(one.area) == match_key(other.area):
        reasons.append("area")
    if far and "name" not in reasons:
        return Likeness(Confidence.NONE, tuple(reasons))
    is_likely = "name" in reasons and (born or near)
    return Likeness(Confidence.LIKELY if is_likely else Confidence.POSSIBLE, tuple(reasons))


def _name_reasons(one: str, other: str) -> list[str]:
    if not one or not other:
        return []
    alike = name_similarity(one, other, worth=SIMILAR_NAME)
    return ["name"] if alike == 1.0 else ["name_alike"] if alike >= SIMILAR_NAME else []
