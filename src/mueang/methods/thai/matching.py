"""Whether two written names may be the same person: prefixes, spaces and slips of tone set aside."""

import re
from difflib import SequenceMatcher
from functools import lru_cache
from unicodedata import category

from mueang.methods.thai.names import split_name
from mueang.methods.thai.text import normalise

# A letter under ์ is silent and often left out or put elsewhere; tones and ็ are the marks most often mistyped.
_SILENT = re.compile("[ก-ฮ][ิุ]?\u0e4c")
_SLIPS = frozenset("\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e")


@lru_cache(maxsize=128)
def match_key(text: str) -> str:
    """A key that two spellings of one person's name share.

    Parameters
    ----------
    text : str, a name with or without prefix

    Returns
    -------
    str; given and family name without prefix, tones, silent letters, spaces and stops. Two people may share
    it: it proposes a duplicate, it never proves one.

    Examples
    --------
    >>> match_key("นายสมชาย  ใจดี") == match_key("สมชาย ใจดี") == match_key("ด.ช. สมช้ายใจดี")
    True
    """
    name = split_name(text)
    spoken = _SILENT.sub("", normalise(f"{name.given}{name.family}"))
    return "".join(letter for letter in spoken if category(letter)[0] in "LMN" and letter not in _SLIPS)


def name_similarity(one: str, other: str, *, worth: float = 0.0) -> float:
    """How alike two written names are.

    Parameters
    ----------
    one, other : str, names with or without prefix
    worth : float, 0 to 1; what is sure to lie below it need not be worked out, and is 0

    Returns
    -------
    float, 0 to 1, symmetric; 1 where the match keys are equal, 0 where either is empty. One wrong letter in a
    name of nine gives 0.89.

    Source
    ------
    Ratcliff & Metzener (1988), Dr. Dobb's Journal 13(7), 46, as in Python's difflib, on match keys.

    Examples
    --------
    >>> name_similarity("นายสมชาย ใจดี", "สมชาย ใจดี"), round(name_similarity("สมชาย ใจดี", "สมชัย ใจดี"), 2)
    (1.0, 0.89)
    """
    first, second = sorted((match_key(one), match_key(other)))
    if not first:
        return 0.0
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    # Both are upper bounds, by length and by letters, and cost a fraction.
    if worth and (matcher.real_quick_ratio() < worth or matcher.quick_ratio() < worth):
        return 0.0
    return matcher.ratio()
