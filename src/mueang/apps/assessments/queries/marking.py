"""Whether an answer is right: all of what is right and nothing else."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from mueang.apps.assessments.enums import ItemKind
from mueang.apps.assessments.models import Item
from mueang.methods.thai import arabic_digits

Answer = Sequence[int] | Sequence[str]
LONGEST_ANSWER = 200


def is_right(item: Item, answer: Answer) -> bool:
    """Of options every right one and no other; of words any that is accepted, whatever its case and blanks."""
    if not answer:
        return False
    if item.is_chosen:
        return set(answer) == set(item.right)
    typed = str(answer[0])
    if item.kind == ItemKind.SHORT:
        return _bare(typed) in {_bare(text) for option in item.options for text in option.values() if text}
    return any(_is_near(typed, option) for option in item.options)


def _bare(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _is_near(typed: str, option: dict[str, str]) -> bool:
    try:
        given = Decimal(arabic_digits(typed).replace(",", "").strip())
    except InvalidOperation:
        return False
    return given.is_finite() and abs(given - Decimal(option["value"])) <= Decimal(option["tolerance"])
