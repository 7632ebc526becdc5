"""Days of instants: SQLite's own are those that Django works out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db.models.functions import TruncDate

from factories.rows import CityFactory
from mueang.apps.network.models import City
from mueang.lib.days import ThaiDay

pytestmark = pytest.mark.django_db


def test_a_thai_day_begins_seven_hours_before_the_utc_day():
    first = datetime(2026, 1, 1, 16, 59, 59, 999_000, tzinfo=UTC)
    for opened_at in (first, first + timedelta(milliseconds=1), first + timedelta(hours=24), first.replace(year=1999)):
        City.objects.filter(pk=CityFactory().pk).update(opened_at=opened_at)

    days = City.objects.annotate(ours=ThaiDay("opened_at"), django=TruncDate("opened_at")).order_by("pk")

    assert [str(city.ours) for city in days] == ["2026-01-01", "2026-01-02", "2026-01-02", "1999-01-01"]
    assert all(city.ours == city.django for city in days)
    assert days.filter(ours="2026-01-02").count() == 2
