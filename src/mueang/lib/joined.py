"""Rows and the rows that stand beside them, read together in one statement."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import FilteredRelation, Q


def joined(rows: Any, many: str, *along: str, name: str = "one", only: Q | None = None) -> Any:
    """`rows`, once for each of their `many` (once where they have none), which is read along as `name`.

    `along` are paths for select_related, `only` says which of the many.
    """
    return rows.annotate(**{name: FilteredRelation(many, condition=only or Q())}).select_related(name, *along)


def gathered(rows: Any, many: str, *, far: str = "") -> Iterator[Any]:
    """Each of `joined` rows once, its `many` at hand as if prefetched: one statement where a prefetch takes two.

    For a handful beside each: every column of the first is sent again with each. Where `many` goes through a table
    between, that is what is joined, and `far` its key to the other side.
    """
    found: dict[int, tuple[Any, list[Any]]] = {}
    for row in rows:
        beside = found.setdefault(row.pk, (row, []))[1]
        one = getattr(row, "one", None)  # Django sets it only where there is one
        if one is not None:
            beside.append(getattr(one, far) if far else one)
    for row, beside in found.values():
        ready = getattr(row, many).all()
        ready._result_cache = beside
        row._prefetched_objects_cache = {many: ready}
        yield row
