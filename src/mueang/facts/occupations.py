"""Occupations people of a Thai town know, with their interest profiles, and the questions that ask for one's own."""

from __future__ import annotations

from dataclasses import dataclass

from mueang.facts.tables import read_table

ONET_ATTRIBUTION = (
    "This product includes information from the O*NET database by the U.S. Department of Labor, Employment and "
    "Training Administration (USDOL/ETA). Used under the CC BY 4.0 license. O*NET is a trademark of USDOL/ETA."
)
ESCO_ATTRIBUTION = "This service uses the ESCO classification of the European Commission."
KINDS = ("realistic", "investigative", "artistic", "social", "enterprising", "conventional")


@dataclass(frozen=True, slots=True)
class Occupation:
    """`scores` are O*NET's occupational interests, 1 to 7, in the order of KINDS; `interests` codes of our own list.

    `isco08` is the ISCO-08 unit group, `esco_uri` the concept it comes from.
    """

    onet_code: str
    name_th: str
    name_en: str
    interests: tuple[str, ...]
    isco08: str
    esco_uri: str
    scores: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """Something to do that one may like or not; `kind` is the one of KINDS it speaks for."""

    kind: str
    icon: str
    text_th: str
    text_en: str


def occupations() -> list[Occupation]:
    """The chosen occupations, by O*NET-SOC code.

    Returns
    -------
    list of Occupation : 98 of the 923 that O*NET gives a profile, with Thai names of our own.

    Source
    ------
    O*NET database, scale OI (CC BY 4.0); ESCO v1.0 occupations and ISCO-08 groups; see README.md.

    Examples
    --------
    >>> [one.name_en for one in occupations() if one.isco08 == "7318"]
    ['Weaver']
    """
    return [
        Occupation(
            onet_code=row["onet_code"],
            name_th=row["name_th"],
            name_en=row["esco_label"][:1].upper() + row["esco_label"][1:],
            interests=tuple(row["interests"].split()),
            isco08=row["isco08"],
            esco_uri=row["esco_uri"],
            scores=tuple(float(row[kind]) for kind in KINDS),
        )
        for row in read_table("occupations.csv")
    ]


def questions() -> list[Question]:
    """Thirty short questions in our own words, five a kind, one of each kind in every six.

    Returns
    -------
    list of Question : in the order they are asked.
    """
    return [Question(**row) for row in read_table("interest_questions.csv")]
