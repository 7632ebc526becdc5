"""Rows whose column begins with some words, found by the column's index."""

from __future__ import annotations

from django.db import connection
from django.db.models import Q

_LAST = "\U0010ffff"


def begins(column: str, words: str) -> Q:
    """Rows whose `column` begins with `words`, where the column is written in one case.

    SQLite reads the whole table for LIKE, whatever index there is; its letters are ordered by their numbers, so it is
    told between which two words to look. PostgreSQL orders by language, where a beginning is no stretch of its own.
    """
    like = Q(**{f"{column}__startswith": words})
    if connection.vendor != "sqlite":
        return like
    return like & Q(**{f"{column}__gte": words, f"{column}__lt": words + _LAST})
