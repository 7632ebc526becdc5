"""Learning cities, the programme's pilots, slow towns, and the organizations around them, each with its source."""

from __future__ import annotations

from dataclasses import dataclass

from mueang.facts.tables import read_table


@dataclass(frozen=True, slots=True)
class Member:
    """A city in a network. `area_code` is empty outside Thailand; `since_year` None where our sources do not say."""

    name_th: str
    name_en: str
    kind: str
    area_code: str
    since_year: int | None
    grantee: str
    note_th: str
    note_en: str
    source: str


@dataclass(frozen=True, slots=True)
class Size:
    """How many cities and countries a network counted; `is_at_least` where the source says "more than"."""

    year: int
    n_cities: int
    is_at_least: bool
    n_countries: int
    source: str


@dataclass(frozen=True, slots=True)
class Partner:
    """An organization that acts across cities; `key` is how members name their grantee."""

    key: str
    kind: str
    name_th: str
    name_en: str
    short_name: str
    website: str
    source: str


def gnlc_members() -> list[Member]:
    """Thai members of the UNESCO Global Network of Learning Cities, oldest first.

    Returns
    -------
    list of Member : 13, with year and source.

    Source
    ------
    News pages named row by row; see README.md.

    Examples
    --------
    >>> [(member.name_en, member.since_year) for member in gnlc_members()][0]
    ('Chiang Rai', 2019)
    """
    return _members("gnlc_members.csv")


def gnlc_sizes() -> list[Size]:
    """Cities and countries in the UNESCO Global Network of Learning Cities, year by year.

    Returns
    -------
    list of Size : counts, oldest first.

    Source
    ------
    News and UNESCO pages named row by row; see README.md.

    Examples
    --------
    >>> [(size.year, size.n_cities, size.n_countries) for size in gnlc_sizes()][-1]
    (2025, 425, 91)
    """
    return [
        Size(
            year=int(row["year"]),
            n_cities=int(row["n_cities"]),
            is_at_least=row["is_at_least"] == "yes",
            n_countries=int(row["n_countries"]),
            source=row["source"],
        )
        for row in read_table("gnlc_sizes.csv")
    ]


def pilots() -> list[Member]:
    """The four pilot municipalities of the City Administrators programme, since 2023, with their grantees.

    Returns
    -------
    list of Member : `grantee` is a Partner's key.

    Source
    ------
    Reports of the forum of 4-6 November 2023; see README.md.

    Examples
    --------
    >>> [pilot.name_en for pilot in pilots()]
    ['Yala', 'Trang', 'Lamphun', 'Udon Thani']
    """
    return _members("pilots.csv")


def slow_towns() -> list[Member]:
    """Cittaslow towns of Taiwan that the programme exchanges with.

    Returns
    -------
    list of Member : no year, for our sources name none.

    Source
    ------
    Cittaslow International news; see README.md.

    Examples
    --------
    >>> [town.name_en for town in slow_towns()]
    ['Fenglin', 'Dalin', 'Nanzhuang', 'Sanyi']
    """
    return _members("slow_towns.csv")


def partners() -> list[Partner]:
    """Funds, universities, the City Unit and the municipalities of the programme.

    Returns
    -------
    list of Partner : keys are unique.

    Source
    ------
    Row by row; see README.md.

    Examples
    --------
    >>> [partner.short_name for partner in partners()][:2]
    ['กสศ.', 'บพท.']
    """
    return [Partner(**row) for row in read_table("partners.csv")]


def _members(name: str) -> list[Member]:
    return [
        Member(
            name_th=row["name_th"],
            name_en=row["name_en"],
            kind=row["kind"],
            area_code=row["area_code"],
            since_year=int(row["since_year"]) if row["since_year"] else None,
            grantee=row["grantee"],
            note_th=row["note_th"],
            note_en=row["note_en"],
            source=row["source"],
        )
        for row in read_table(name)
    ]
