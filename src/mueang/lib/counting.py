"""Counts that stay cheap when rows are many: several in one statement, and those of each row that is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce


def counted_together(rows: Mapping[str, QuerySet[Any]]) -> Counter[str]:
    """How many rows stand behind each name; nothing asked is nothing counted. One SQL statement."""
    parts = [
        _plain(found).annotate(_of=Value(name)).values("_of").annotate(_n=Count("pk")).values_list("_of", "_n")
        for name, found in rows.items()
    ]
    if not parts:
        return Counter()
    # A union of one is no union, and reads the same.
    return Counter(dict(parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]))


def count_of(rows: QuerySet[Any], *, by: str) -> Coalesce:
    """How many of `rows` point by this key at the row that is annotated.

    For lists of which a page is shown: rows joined to be counted are all counted and sorted before the first is seen.
    """
    theirs = rows.filter(**{by: OuterRef("pk")}).order_by().values(by)
    return Coalesce(Subquery(theirs.annotate(n=Count("pk")).values("n")), 0)


def _plain(found: QuerySet[Any]) -> QuerySet[Any]:
    """Without an order; rows that were told apart are counted by their keys."""
    if found.query.distinct or found.query.group_by:
        found = found.model._base_manager.filter(pk__in=found.order_by().values("pk"))
    return found.order_by()
