"""A count as one SQL statement that SQLite, PostgreSQL, DuckDB and Spark read alike."""

from __future__ import annotations

from mueang.methods.derived.definitions import AGE_BANDS, Condition, Count, Group, Span
from mueang.methods.derived.relations import RELATIONS


def statement(count: Count, *, group: Group, span: Span) -> str:
    """The statement whose rows are (city, part, rows counted, number); `part` is '' for the city as a whole.

    Parameters
    ----------
    count : names of relations and columns are those of RELATIONS, values those of a definition: nothing that was typed
    group : a column of the relation, `age_band` also where it has a `birth_year`
    span : days that count, both ends inside

    Returns
    -------
    str, in the words the four engines have in common: no quoted names, no dialect's functions, whole numbers only.
    A city without a row that counts has none here.

    Raises
    ------
    KeyError
        If the relation is unknown.
    ValueError
        If a column is not one of it.

    Source
    ------
    ISO/IEC 9075-2, the part that all four keep.

    Examples
    --------
    >>> from datetime import date
    >>> year = Span(date(2025, 10, 1), date(2026, 9, 30))
    >>> statement(Count("promises", day="day"), group="", span=year).split(" FROM ")[0]
    'SELECT city, part, COUNT(*) AS n_rows, COUNT(*) AS n'
    >>> statement(Count("neighbourhoods"), group="", span=year).split(" FROM ", 1)[1]
    "(SELECT city, '' AS part, 1 AS counted FROM neighbourhoods) AS told GROUP BY city, part"
    """
    columns = RELATIONS[count.relation].names
    part, counted = _part(group, columns, span=span), _known(count.of, columns) if count.of else "1"
    where = " AND ".join(_conditions(count, columns, span=span))
    # Every word of it is one of ours: names were looked up, values are a definition's.
    rows = f"SELECT city, {part} AS part, {counted} AS counted FROM {count.relation}"  # noqa: S608
    rows += f" WHERE {where}" if where else ""
    number = _NUMBERS[count.how]
    return f"SELECT city, part, COUNT(*) AS n_rows, {number} AS n FROM ({rows}) AS told GROUP BY city, part"  # noqa: S608


_NUMBERS = {"rows": "COUNT(*)", "different": "COUNT(DISTINCT counted)", "sum": "SUM(counted)"}


def _part(group: Group, columns: tuple[str, ...], *, span: Span) -> str:
    if not group:
        return "''"
    if group != "age_band" or "age_band" in columns:
        return _known(group, columns)
    age = f"{span.ends_on.year} - {_known('birth_year', columns)}"
    bands = " ".join(f"WHEN {age} <= {last} THEN '{band}'" for band, _first, last in AGE_BANDS[:-1])
    return f"CASE WHEN birth_year = 0 THEN '' {bands} ELSE '{AGE_BANDS[-1][0]}' END"


def _conditions(count: Count, columns: tuple[str, ...], *, span: Span) -> list[str]:
    found = [_condition(one, columns, span=span) for one in count.where]
    if count.day:
        day = _known(count.day, columns)
        found += [f"{day} >= '{span.starts_on.isoformat()}'", f"{day} <= '{span.ends_on.isoformat()}'"]
    return found


def _condition(one: Condition, columns: tuple[str, ...], *, span: Span) -> str:
    column = _known(one.column, columns)
    if one.op == "after_end":
        return f"{column} > '{span.ends_on.isoformat()}'"
    if isinstance(one.value, tuple):
        return f"{column} IN ({', '.join(_literal(value) for value in one.value)})"
    return f"{column} = {_literal(one.value)}"


def _literal(value: int | str) -> str:
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"


def _known(column: str, columns: tuple[str, ...]) -> str:
    if column not in columns:
        raise ValueError(f"no column {column}")
    return column
