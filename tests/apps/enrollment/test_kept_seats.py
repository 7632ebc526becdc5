"""Kept seats of published rounds, and how many somebody of the group took: counts, never who."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from factories.rounds import drawn, opened, published, wished
from factories.rows import OfferingFactory
from mueang.apps.catalog.enums import SeatGroup
from mueang.apps.enrollment.queries.kept_seats import kept_seats

pytestmark = pytest.mark.django_db


def offered(cast: Any, **details: Any) -> Any:
    return OfferingFactory(program__city=cast.city, place=cast.place, **details)


def test_seats_are_used_by_their_group_and_at_most_as_many_as_were_kept(cast: Any) -> None:
    course = offered(cast, seats=6, reserved_seats={SeatGroup.OLDER: 2, SeatGroup.CARER: 3})
    row = opened(cast, course)
    for group in (SeatGroup.OLDER, SeatGroup.OLDER, SeatGroup.OLDER, SeatGroup.CARER, "", ""):
        wished(row, course, group=group)

    assert kept_seats(cast.city) == []
    drawn(row)
    assert kept_seats(cast.city) == [], "nothing is told before it is published"
    published(row)

    (one,) = kept_seats(cast.city)
    assert (one.offering, one.kept, one.used, one.published_on) == (course.pk, 5, 3, timezone.localdate())
    assert kept_seats(cast.elsewhere) == []


def test_groups_that_are_published_and_rounds_without_kept_seats_count_too(cast: Any) -> None:
    open_groups = offered(cast, seats=12, reserved_seats={SeatGroup.OLDER: 3})
    plain = offered(cast, seats=3)
    first, second = opened(cast, open_groups), opened(cast, plain)
    for _ in range(10):
        wished(first, open_groups, group=SeatGroup.OLDER)
    wished(second, plain)
    for row in (first, second):
        published(drawn(row))

    told = kept_seats(cast.city)

    first.refresh_from_db()
    assert first.document["groups_withheld"] is None
    assert [(one.offering, one.kept, one.used) for one in told] == [(open_groups.pk, 3, 3)]
