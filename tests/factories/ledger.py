"""Books with something in them, and a way to clear away what the database will not let go."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from django.db import connection

from mueang.apps.accounts.models import User
from mueang.apps.ledger.actions import Line, Voucher, load_chart, post_entry
from mueang.apps.ledger.models import Entry
from mueang.apps.ledger.models.guards import POSTGRESQL, SQLITE
from mueang.apps.network.models import City
from mueang.lib.guards import set_up

DAY = date(2026, 6, 15)
TABLES = ("ledger_posting", "ledger_entry", "ledger_perioddecision", "ledger_period")


def spend(
    city: City,
    *,
    satang: int = 100_00,
    key: str = "k",
    on: date = DAY,
    code: str = "5120",
    funding: UUID | None = None,
    activity: UUID | None = None,
    actor: User | None = None,
) -> Entry:
    """Materials paid from the bank."""
    load_chart()
    lines = [Line(code, satang, funding, activity), Line("1110", -satang, funding, activity)]
    return post_entry(city=city, voucher=Voucher(on, "ซื้อวัสดุ", key, "test:1"), lines=lines, actor=actor)


@contextmanager
def guards_lifted() -> Iterator[None]:
    """As whoever owns the database can: for tests that break in, and to clear up after tests that commit."""
    names = SQLITE if connection.vendor == "sqlite" else POSTGRESQL
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"DROP TRIGGER {name}" if connection.vendor == "sqlite" else f"DROP FUNCTION {name} CASCADE")
    try:
        yield
    finally:
        set_up(connection, names)


def clear_books() -> None:
    """Between tests that commit, which are cleared by removing every row."""
    with guards_lifted(), connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 -- our own names
