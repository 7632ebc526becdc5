"""The names of the months in Thai and English, full, short and as people shorten them."""

import re

THAI_FULL = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
THAI_SHORT = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip
ENGLISH_FULL = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
ENGLISH_SHORT = tuple(name[:3] for name in ENGLISH_FULL)

_SAID_SHORTER = {
    "มกรา": 1, "กุมภา": 2, "กุมภาพันธุ์": 2, "กุมพาพันธ์": 2, "มีนา": 3, "เมษา": 4, "พฤษภา": 5, "พฤกษภาคม": 5,
    "มิถุนา": 6, "กรกฎา": 7, "กรกฏาคม": 7, "กรกฏา": 7, "สิงหา": 8, "กันยา": 9, "ตุลา": 10,
    "พฤศจิกา": 11, "พฤษจิกายน": 11, "ธันวา": 12, "sept": 9,
}  # fmt: skip


def _folded(word: str) -> str:
    return re.sub(r"[.\s]", "", word.strip().removeprefix("เดือน")).casefold()


_NUMBER = {
    _folded(name): number
    for names in (THAI_FULL, THAI_SHORT, ENGLISH_FULL, ENGLISH_SHORT)
    for number, name in enumerate(names, start=1)
} | _SAID_SHORTER


def month_number(word: str) -> int | None:
    """1-12 for a Thai or English month name, common misspellings included; None for any other word.

    Examples
    --------
    >>> month_number("พ.ย."), month_number("พฤศจิกายน"), month_number("Nov"), month_number("พ.ม.")
    (11, 11, 11, None)
    """
    return _NUMBER.get(_folded(word))
