"""Frameworks by which a learning city is looked at: their areas and features, how each may be measured, and whence."""

from __future__ import annotations

from dataclasses import dataclass

from mueang.facts.tables import read_table


@dataclass(frozen=True, slots=True)
class FrameworkLine:
    """A framework (`code` empty), one of its areas, or a feature within an area (`parent` names it).

    `how` holds D (official data), S (survey) and E (expert review), as far as known. `to_check` says that the line is
    paraphrased from memory of the printed annex and stands only once somebody compared the two.
    """

    framework: str
    code: str
    parent: str
    name_th: str
    name_en: str
    measure_th: str
    measure_en: str
    how: str
    to_check: bool
    source: str


def framework_lines() -> list[FrameworkLine]:
    """Every line of every packaged framework, each framework before its areas, each area before its features.

    Returns
    -------
    list of FrameworkLine : codes are unique within a framework.

    Source
    ------
    UNESCO Institute for Lifelong Learning, Cittaslow International and EEF, named row by row; see README.md.

    Examples
    --------
    >>> lines = [line for line in framework_lines() if line.framework == "key-features"]
    >>> sum(len(line.code) == 3 for line in lines), sum(len(line.code) == 5 for line in lines)
    (12, 44)
    >>> all(line.to_check for line in lines if len(line.code) == 5)
    True
    """
    return [
        FrameworkLine(
            framework=row["framework"],
            code=row["code"],
            parent=row["parent"],
            name_th=row["name_th"],
            name_en=row["name_en"],
            measure_th=row["measure_th"],
            measure_en=row["measure_en"],
            how=row["how"],
            to_check=row["to_check"] == "yes",
            source=row["source"],
        )
        for row in read_table("frameworks.csv")
    ]


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """What a city may measure. `serves` names features as (framework, code); one indicator can serve several.

    `counts_things` says that a small number tells nothing of anybody: places, events, money, judged levels.
    """

    code: str
    name_th: str
    name_en: str
    unit: str
    capture: str
    better: str
    definition_th: str
    definition_en: str
    denominator_th: str
    denominator_en: str
    counts_things: bool
    serves: tuple[tuple[str, str], ...]


def indicator_lines() -> list[IndicatorLine]:
    """The indicators every city begins with; definitions are ours, after the measurements the frameworks name.

    Returns
    -------
    list of IndicatorLine : codes are unique; every feature served is a line of `framework_lines`.

    Source
    ------
    As `framework_lines`; see README.md.

    Examples
    --------
    >>> [line.serves for line in indicator_lines() if line.code == "learning-places"]
    [(('key-features', '2.2.1'), ('action-areas', '4'), ('learning-city-award', '5'))]
    """
    return [_indicator(row) for row in read_table("indicators.csv")]


def _indicator(row: dict[str, str]) -> IndicatorLine:
    pairs = (word.partition(":") for word in row["serves"].split())
    plain = {name: value for name, value in row.items() if name not in {"serves", "counts_things"}}
    is_things = row["counts_things"] == "yes"
    return IndicatorLine(
        **plain, counts_things=is_things, serves=tuple((framework, code) for framework, _colon, code in pairs)
    )
