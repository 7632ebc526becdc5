"""What a lasting outcome cost: the same time above and below the line, the few withheld, what is not known said."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from factories.cases import opened, planted
from factories.grants import TODAY, entered, given, granted, spent
from mueang.apps.grants.actions import reverse_expense
from mueang.apps.grants.models import Grant
from mueang.apps.grants.queries import cost_of_outcome
from mueang.apps.support.enums.cases import CaseState
from mueang.apps.support.models.cases import Case
from mueang.methods.money import unit_cost

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(cast):
    return given(cast)


def came_back(cast, n, *, on: date) -> list[int]:
    """Children whose case was closed that day because they are back to stay."""
    keys = [opened(cast, child=planted()).pk for _child in range(n)]
    at = datetime(on.year, on.month, on.day, 5, tzinfo=UTC)
    Case.objects.filter(pk__in=keys).update(state=CaseState.DURABLE, closed_at=at)
    return keys


def test_only_children_of_the_grants_own_time_who_are_back_still_are_counted(here, cast, client):
    grant = granted(here)
    spent(here, grant, satang=10_000_00)
    reverse_expense(expense=spent(here, grant, satang=2_000_00), words="ซ้ำ", on=TODAY, actor=here.manager)
    entered(here, grant, satang=500_00)
    came_back(cast, 5, on=date(2025, 9, 1))
    came_back(cast, 6, on=date(2026, 4, 1))
    gone_again = came_back(cast, 6, on=date(2026, 6, 1))[0]
    Case.objects.filter(pk=gone_again).update(state=CaseState.REOPENED, closed_at=None)

    found = cost_of_outcome(grant, today=TODAY)

    assert [(line.n, line.begins_before) for line in found.terms] == [(6, True), (5, False)]
    assert (found.spent, found.waits, found.n, found.counted_since) == (10_000_00, 500_00, 11, None)
    assert found.cost == unit_cost(10_000_00, n=11)
    assert found.cost.low < found.cost.point < found.cost.high
    client.force_login(here.funder)
    page = client.get(reverse("grants:outcomes", args=[grant.uuid])).content.decode()
    assert "2/2568" in page
    assert "฿909.09" in page


def test_where_a_term_is_withheld_neither_number_nor_cost_is_told(here, cast, client):
    grant = granted(here)
    spent(here, grant, satang=10_000_00)
    came_back(cast, 2, on=date(2026, 4, 1))
    came_back(cast, 7, on=date(2026, 6, 1))

    found = cost_of_outcome(grant, today=TODAY)

    assert ([line.n for line in found.terms], found.n, found.cost) == ([None, None], None, None)
    client.force_login(here.funder)
    page = client.get(reverse("grants:outcomes", args=[grant.uuid])).content.decode()
    for number in (2, 7, 9):
        assert f"฿{10_000 / number:,.2f}" not in page
    assert 'class="num">7<' not in page


def test_an_older_grant_counts_money_and_children_from_the_same_day(here):
    grant = granted(here)
    Grant.objects.filter(pk=grant.pk).update(starts_on=date(2023, 1, 1))
    grant.refresh_from_db()
    spent(here, grant, satang=3_000_00, paid_on=date(2024, 10, 31))
    spent(here, grant, satang=4_000_00, paid_on=date(2024, 11, 1))

    found = cost_of_outcome(grant, today=TODAY)

    assert (found.counted_since, found.spent, len(found.terms)) == (date(2024, 11, 1), 4_000_00, 4)


def test_a_grant_that_has_not_begun_has_no_terms_and_no_cost(here):
    grant = granted(here)

    found = cost_of_outcome(grant, today=date(2026, 2, 1))

    assert (found.terms, found.n, found.spent) == ((), 0, 0)
