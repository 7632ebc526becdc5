"""What stands before a Thai name: titles, ranks, degrees and orders, each with the ways it is written."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Prefix:
    """One title: its usual form, and whether the name follows without a space."""

    form: str
    is_glued: bool


# usual form | other ways of writing it. A last stop left out must be a space.
_GLUED = """
นาย | นาย.
นาง
นางสาว | น.ส. | นส.
เด็กชาย | ด.ช. | ดช.
เด็กหญิง | ด.ญ. | ดญ.
คุณ
คุณหญิง
ท่านผู้หญิง
ครู
ศ. | ศาสตราจารย์
รศ. | รองศาสตราจารย์ | ร.ศ.
ผศ. | ผู้ช่วยศาสตราจารย์ | ผ.ศ.
ดร. | ด.ร. | ดอกเตอร์
อ. | อาจารย์
นพ. | นายแพทย์ | น.พ.
พญ. | แพทย์หญิง | พ.ญ.
ทพ. | ทันตแพทย์
ทพญ. | ทันตแพทย์หญิง | ท.พ.ญ.
ภก. | เภสัชกร
ภญ. | เภสัชกรหญิง
น.สพ. | นายสัตวแพทย์
สพ.ญ. | สัตวแพทย์หญิง
ม.จ. | หม่อมเจ้า
ม.ร.ว. | หม่อมราชวงศ์
ม.ล. | หม่อมหลวง
หม่อม
พระ
พระมหา
พระครู
พระอาจารย์
พระปลัด
พระสมุห์
พระใบฎีกา
สามเณร | ส.ณ.
แม่ชี
อิหม่าม | โต๊ะอิหม่าม
"""
_SPACED = """
พลเอก | พล.อ.
พลโท | พล.ท.
พลตรี | พล.ต.
พันเอก | พ.อ.
พันโท | พ.ท.
พันตรี | พ.ต.
ร้อยเอก | ร.อ.
ร้อยโท | ร.ท.
ร้อยตรี | ร.ต.
จ่าสิบเอก | จ.ส.อ.
จ่าสิบโท | จ.ส.ท.
จ่าสิบตรี | จ.ส.ต.
สิบเอก | ส.อ.
สิบโท | ส.ท.
สิบตรี | ส.ต.
พลทหาร | พลฯ
พลเรือเอก | พล.ร.อ.
พลเรือโท | พล.ร.ท.
พลเรือตรี | พล.ร.ต.
พลอากาศเอก | พล.อ.อ.
พลอากาศโท | พล.อ.ท.
พลอากาศตรี | พล.อ.ต.
นาวาเอก | น.อ.
นาวาโท | น.ท.
นาวาตรี | น.ต.
เรือเอก
เรือโท
เรือตรี
เรืออากาศเอก
เรืออากาศโท
เรืออากาศตรี
พันจ่าเอก | พ.จ.อ.
พันจ่าอากาศเอก | พ.อ.อ.
จ่าเอก | จ.อ.
พลตำรวจเอก | พล.ต.อ.
พลตำรวจโท | พล.ต.ท.
พลตำรวจตรี | พล.ต.ต.
พันตำรวจเอก | พ.ต.อ.
พันตำรวจโท | พ.ต.ท.
พันตำรวจตรี | พ.ต.ต.
ร้อยตำรวจเอก | ร.ต.อ.
ร้อยตำรวจโท | ร.ต.ท.
ร้อยตำรวจตรี | ร.ต.ต.
ดาบตำรวจ | ด.ต.
สิบตำรวจเอก | ส.ต.อ.
สิบตำรวจโท | ส.ต.ท.
สิบตำรวจตรี | ส.ต.ต.
นายกองเอก | ก.อ.
นายหมวดเอก
Mr. | Mister
Mrs.
Ms.
Miss
Dr. | Doctor
Prof. | Professor
Asst. Prof. | Asst.Prof. | Assistant Professor
Assoc. Prof. | Assoc.Prof. | Associate Professor
Rev.
"""
# A name starts with a consonant or a vowel written before one. Any other letter here means the "prefix" is
# the first part of a longer word: คุณ in คุณากร, นาย in นายิกา.
_NAME_STARTS = r"(?=[ก-ฮเ-ไA-Za-z(])"


def _pattern(written: str) -> str:
    """A regular expression for one way of writing a prefix, spaces and last stops as loose as people type them."""
    if written.isascii():
        return re.escape(written.rstrip(".")).replace(r"\ ", r"\s*") + r"(?:\.\s*|\s+)"
    if not written.endswith("."):
        return re.escape(written) + r"\s*" + _NAME_STARTS
    first, *others = (re.escape(part) for part in written.rstrip(".").split("."))
    if not others:
        # One letter is a prefix only with its stop.
        return first + (r"\.\s*" if len(first) == 1 else r"(?:\.\s*|\s+)")
    # The first stop must be there: without it น.ท. would be the given name นท.
    return first + r"\.\s?" + r"\.?\s?".join(others) + r"(?:\.\s*|\s+)"


def _table() -> list[tuple[re.Pattern[str], Prefix]]:
    rows = []
    for block, is_glued in ((_GLUED, True), (_SPACED, False)):
        for line in block.strip().splitlines():
            written = [word.strip() for word in line.split("|")]
            rows += [(word, Prefix(written[0], is_glued=is_glued)) for word in written]
    # Longest first, so that นางสาว is met before นาง and พล.ต.อ. before พล.ต.
    rows.sort(key=lambda row: -len(row[0]))
    return [(re.compile(_pattern(word), re.IGNORECASE), prefix) for word, prefix in rows]


_PREFIXES = _table()
# By first letter: a name is held against the few prefixes it may begin with, not against all of them.
_BEGINNING = {
    letter: [(pattern, prefix) for pattern, prefix in _PREFIXES if pattern.pattern.lstrip("\\")[0].lower() == letter]
    for letter in {pattern.pattern.lstrip("\\")[0].lower() for pattern, _prefix in _PREFIXES}
}
_ACTING = re.compile(r"ว่าที่\s*")
_OF_A_WOMAN = re.compile(r"(?:หญิง|\(หญิง\)|ญ\.)\s*" + _NAME_STARTS)


def take_prefixes(text: str) -> tuple[str, str]:
    """The prefixes at the start of cleaned `text`, each in its usual form, and the rest."""
    found = ""
    while match := _next_prefix(text):
        form, end = match
        found += (" " if found and form.isascii() else "") + form
        text = text[end:]
    return found, text.strip()


def _next_prefix(text: str) -> tuple[str, int] | None:
    acting = _ACTING.match(text)
    start = acting.end() if acting else 0
    for pattern, prefix in _BEGINNING.get(text[start : start + 1].lower(), ()):
        match = pattern.match(text, start)
        # At least two letters must be left: somebody's whole name may be a word of the table.
        if match and len(text) - match.end() >= 2:
            form, end = _with_woman(text, prefix, match.end())
            return ("ว่าที่" + form if acting else form), end
    return None


def _with_woman(text: str, prefix: Prefix, end: int) -> tuple[str, int]:
    """A rank is followed by หญิง when a woman holds it."""
    woman = None if prefix.is_glued or prefix.form.isascii() else _OF_A_WOMAN.match(text, end)
    return (prefix.form + "หญิง", woman.end()) if woman else (prefix.form, end)


_SPACED_FORMS = tuple({prefix.form for _, prefix in _PREFIXES if not prefix.is_glued})


def is_glued_to_name(prefix: str) -> bool:
    """Whether the name follows `prefix` without a space: นายสมชาย, but ร้อยตรี สมชาย and Mr. Somchai."""
    return not prefix.isascii() and not prefix.removesuffix("หญิง").endswith(_SPACED_FORMS)
