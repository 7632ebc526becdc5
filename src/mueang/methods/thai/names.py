"""A person's name taken apart: what stands before it, the given name, the family name."""

import re
from dataclasses import dataclass

from mueang.methods.thai.prefixes import is_glued_to_name, take_prefixes
from mueang.methods.thai.text import clean

_LIST_NUMBER = re.compile(r"^[\d๐-๙]+\s*[.)]\s*")
_REMARK = re.compile(r"\s*\([^()]*\)\s*")
# Thai writes some vowels before the consonant they follow; nobody is called by one.
_LETTER = re.compile(r"[ก-ฮ]|[^\W\d_\u0E00-\u0E7F]")
_WOMAN_IN_BRACKETS = re.compile(r"\((หญิง)\)")
# The family name starts here, however many words came before: ณ อยุธยา, บิน อาลี, de Souza.
_FAMILY_STARTS = frozenset({"ณ", "บิน", "บินตี", "บินติ", "บินตี้", "bin", "binti", "de", "da", "van", "von", "al", "na"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name in its parts; any may be empty."""

    prefix: str
    given: str
    family: str


def split_name(text: str) -> Name:
    """The parts of a name written in one cell.

    Parameters
    ----------
    text : str; Thai or Latin letters, any number of prefixes, glued or not; a list number before the name
        and a remark in brackets are dropped

    Returns
    -------
    Name; the prefix in its usual form (น.ส. is นางสาว, ว่าที่ ร.ต. is ว่าที่ร้อยตรี, รศ. stays รศ.). The family name
    is the last word, or all from ณ, บิน or the like. Never refuses: a text without a name has an empty `given`.

    Source
    ------
    ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. 2526 and พระราชบัญญัติคำนำหน้านามหญิง พ.ศ. 2551 for the prefixes.

    Examples
    --------
    >>> split_name("ผศ.ดร.สมชาย  ใจดี")
    Name(prefix='ผศ.ดร.', given='สมชาย', family='ใจดี')
    >>> split_name("1) น.ส. มาลี ณ ยะลา (ประธาน)")
    Name(prefix='นางสาว', given='มาลี', family='ณ ยะลา')
    >>> split_name("นายิกา ใจดี").prefix
    ''
    """
    text = _LIST_NUMBER.sub("", clean(text))
    text = clean(_REMARK.sub(" ", _WOMAN_IN_BRACKETS.sub(r"\1", text)))
    prefix, rest = take_prefixes(text)
    words = rest.split()
    cut = _family_start(words)
    return Name(prefix, " ".join(words[:cut]), " ".join(words[cut:]))


def _family_start(words: list[str]) -> int:
    for place, word in enumerate(words[1:], start=1):
        if word.casefold() in _FAMILY_STARTS and place < len(words) - 1:
            return place
    return max(1, len(words) - 1)


def initials(name: Name) -> str:
    """Two letters that stand for somebody: the first consonant of each name, as Thai abbreviates them.

    Examples
    --------
    >>> initials(Name("นาง", "เกษร", "ใจดี")), initials(Name("Mr", "somchai", "")), initials(Name("", "", ""))
    ('กจ', 'S', '')
    """
    found = (_LETTER.search(part) for part in (name.given, name.family))
    return "".join(letter.group().upper() for letter in found if letter)


def full_name(name: Name) -> str:
    """The name as it is written on a certificate.

    Examples
    --------
    >>> full_name(Name("นางสาว", "มาลี", "ใจดี")), full_name(Name("ร้อยตรี", "สมชาย", "ใจดี"))
    ('นางสาวมาลี ใจดี', 'ร้อยตรี สมชาย ใจดี')
    """
    joint = "" if is_glued_to_name(name.prefix) else " "
    return f"{name.prefix}{joint}{name.given} {name.family}".strip()
