"""The books as a page: balances, an account, months closed and opened again."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from factories.ledger import spend
from mueang.apps.ledger.models import Period, PeriodDecision

pytestmark = pytest.mark.django_db
BOOKS = "/desk/nakhon/books/"


def test_the_books_are_read_by_who_may_and_by_nobody_else(client, cast):
    spend(cast.city, actor=cast.manager)
    seen = {cast.manager: 200, cast.officer: 200, cast.auditor: 200, cast.manager_elsewhere: 404, cast.keeper: 404}
    for viewer, status in seen.items():
        client.force_login(viewer)
        for page in ("", "accounts/5120/"):
            assert client.get(f"{BOOKS}{page}?year=2569").status_code == status, viewer
    client.force_login(cast.manager)
    assert client.get(f"{BOOKS}accounts/9999/").status_code == 404


@pytest.mark.parametrize("n", [1, 3])
def test_pages_cost_the_same_for_one_entry_and_three(client, cast, n):
    for k in range(n):
        spend(cast.city, key=str(k), actor=cast.manager)
    client.force_login(cast.manager)
    counts = []
    for page in ("", "accounts/5120/"):
        client.get(f"{BOOKS}{page}?year=2569")
        with CaptureQueriesContext(connection) as statements:
            client.get(f"{BOOKS}{page}?year=2569")
        counts.append(len(statements))

    assert counts == [9, 8]


def test_a_month_is_closed_and_opened_again_with_a_reason(client, cast):
    spend(cast.city, on=date(2026, 5, 2))
    client.force_login(cast.manager)
    may = {"first_on": "2026-05-01"}

    client.post(f"{BOOKS}months/close/", {**may, "reason": " "})
    assert not Period.objects.get().is_closed
    back = client.post(f"{BOOKS}months/close/", {**may, "reason": "ครบ"})
    assert back.url == f"{BOOKS}?year=2026"
    assert Period.objects.get().is_closed
    assert "ครบ" in client.get(back.url).content.decode()
    client.post(f"{BOOKS}months/open/", {**may, "reason": "ใบเสร็จมาช้า"})
    assert [row.is_closed for row in PeriodDecision.objects.all()] == [True, False]
    assert client.post(f"{BOOKS}months/other/", {**may, "reason": "x"}).status_code == 404
    client.force_login(cast.auditor)
    assert client.post(f"{BOOKS}months/close/", {**may, "reason": "x"}).status_code == 403


def test_balances_and_an_account_are_taken_away_as_excel(client, cast):
    spend(cast.city, satang=99_50)
    client.force_login(cast.auditor)
    for page in ("", "accounts/5120/"):
        book = load_workbook(io.BytesIO(client.get(f"{BOOKS}{page}?year=2026&format=xlsx").content))
        assert any(cell.value == 99.5 for row in book.active.iter_rows() for cell in row)
