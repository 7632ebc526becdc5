"""Thailand's provinces, districts and sub-districts: official codes, names, a point and postcodes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from mueang.facts.tables import read_table

Level = Literal["province", "district", "subdistrict"]
LEVEL_OF_LENGTH: dict[int, Level] = {2: "province", 4: "district", 6: "subdistrict"}
# Words people put before a name; longer ones first, for each is tried once.
TITLES = (
    "องค์การบริหารส่วนตำบล",
    "เทศบาลนคร",
    "เทศบาลเมือง",
    "เทศบาลตำบล",
    "จังหวัด",
    "อำเภอ",
    "ตำบล",
    "แขวง",
    "เขต",
    "อบต.",
    "จ.",
    "อ.",
    "ต.",
)
THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


@dataclass(frozen=True, slots=True)
class Area:
    """One area by its official code: two digits a province, four a district, six a sub-district."""

    code: str
    level: Level
    name_th: str
    name_en: str
    latitude: float
    longitude: float
    postcodes: tuple[str, ...] = ()

    @property
    def postcode(self) -> str:
        """The first postcode; empty above the sub-district."""
        return self.postcodes[0] if self.postcodes else ""


def provinces() -> list[Area]:
    """Every province in the order of its code.

    Returns
    -------
    list of Area : 77, latitude and longitude in degrees (WGS 84) of the most populous town.

    Source
    ------
    Department of Provincial Administration, through GeoThai/data 2026.10.23; see README.md.

    Examples
    --------
    >>> [province.name_en for province in provinces()][:2]
    ['Bangkok', 'Samut Prakan']
    """
    return [found for found in _upper().values() if found.level == "province"]


def districts(province_code: str) -> list[Area]:
    """The districts of a province in the order of their codes.

    Parameters
    ----------
    province_code : two digits; an unknown one has no districts

    Returns
    -------
    list of Area : degrees (WGS 84) of the most populous town known within, else of the centre.

    Source
    ------
    As `provinces`.

    Examples
    --------
    >>> [district.name_en for district in districts("95")][:3]
    ['Mueang Yala', 'Betong', 'Bannang Sata']
    """
    return [found for found in _upper().values() if found.level == "district" and found.code[:2] == province_code]


def subdistricts(district_code: str) -> list[Area]:
    """The sub-districts of a district in the order of their codes, with postcodes.

    Parameters
    ----------
    district_code : four digits; an unknown one has no sub-districts

    Returns
    -------
    list of Area : degrees (WGS 84) of the centre; where no boundary is known, of its district.

    Source
    ------
    As `provinces`; postcodes of Thailand Post.

    Examples
    --------
    >>> [(found.name_en, found.postcode) for found in subdistricts("9501")][:2]
    [('Sateng', '95000'), ('Budi', '95000')]
    """
    if len(district_code) != 4:
        return []
    return [found for found in _lower(district_code[:2]) if found.code[:4] == district_code]


def area(code: str) -> Area | None:
    """The area with this official code, or None.

    Parameters
    ----------
    code : two, four or six digits

    Returns
    -------
    Area or None : None for a code that is not in force.

    Source
    ------
    As `provinces`.

    Examples
    --------
    >>> area("5101").name_th
    'เมืองลำพูน'
    """
    if len(code) < 6:
        return _upper().get(code)
    return next((found for found in _lower(code[:2]) if found.code == code), None)


def search_areas(text: str, *, limit: int = 20) -> list[Area]:
    """Areas whose name or code begins with or holds the words, in Thai or English.

    Titles (จังหวัด, อ., เทศบาลนคร), spaces, hyphens, case and Thai digits make no difference.

    Parameters
    ----------
    text : what somebody typed; blank finds nothing
    limit : most areas to return, a count

    Returns
    -------
    list of Area : whole names first, then beginnings, then the rest; larger areas before smaller.

    Source
    ------
    As `provinces`.

    Examples
    --------
    >>> [found.code for found in search_areas("เทศบาลนครยะลา")][:3]
    ['95', '9501', '950106']
    """
    words = _plain(_without_title(text.strip()))
    if not words:
        return []
    found = [(rank, candidate) for candidate in _everywhere() if (rank := _rank(candidate, words)) is not None]
    found.sort(key=lambda pair: (pair[0], len(pair[1].code), pair[1].code))
    return [candidate for _rank_found, candidate in found[:limit]]


def _rank(candidate: Area, words: str) -> int | None:
    """0 the whole name, 1 its beginning, 2 somewhere within; None where the words are not."""
    names = [_plain(candidate.name_th), _plain(candidate.name_en)]
    # The district around a capital is called "Mueang X"; people type X.
    names += [name.removeprefix("เมือง").removeprefix("mueang") for name in names if candidate.level == "district"]
    if words in (*names, candidate.code):
        return 0
    if any(name.startswith(words) for name in (*names, candidate.code)):
        return 1
    return 2 if any(words in name for name in names) else None


def _plain(text: str) -> str:
    """Letters and digits only, in one spelling: NFKC makes one of the two ways to write sara am."""
    text = unicodedata.normalize("NFKC", text).casefold().translate(THAI_DIGITS)
    return "".join(character for character in text if not character.isspace() and character not in "-.'’")


def _without_title(text: str) -> str:
    return next((text.removeprefix(title).strip() for title in TITLES if text.startswith(title)), text)


def _area(row: dict[str, str]) -> Area:
    code = row["code"]
    point = float(row["latitude"]), float(row["longitude"])
    return Area(
        code,
        LEVEL_OF_LENGTH[len(code)],
        row["name_th"],
        row["name_en"],
        *point,
        tuple(row.get("postcodes", "").split()),
    )


@lru_cache(maxsize=1)
def _upper() -> dict[str, Area]:
    return {row["code"]: _area(row) for row in read_table("areas.csv")}


@lru_cache(maxsize=4)
def _lower(province_code: str) -> tuple[Area, ...]:
    if province_code not in _upper():
        return ()
    return tuple(_area(row) for row in read_table("subdistricts.csv.gz") if row["code"].startswith(province_code))


def _everywhere() -> Iterator[Area]:
    yield from _upper().values()
    yield from map(_area, read_table("subdistricts.csv.gz"))
