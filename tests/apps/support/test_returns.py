"""Children back in learning as counts: each once, by the last closure, without a name."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from factories.cases import CHILD_NAME, opened, planted
from mueang.apps.support.enums.cases import CaseState, StillHolds
from mueang.apps.support.models.cases import Case
from mueang.apps.support.models.endings import Closure, ReCheck
from mueang.apps.support.queries.returns import returned

pytestmark = pytest.mark.django_db
FIRST, LATER = (datetime(2026, month, 5, 1, tzinfo=ZoneInfo("Asia/Bangkok")) for month in (3, 6))


def back(
    cast: Any, *holds: str, state: str = CaseState.DURABLE, at: datetime = FIRST, case: Case | None = None
) -> Case:
    case = case or opened(cast, child=planted())
    closure = Closure(case=case, state="durable", outcome="school", evidence="x", closed_by=cast.case_worker)
    closure.closed_at = at
    closure.save()
    Case.objects.filter(pk=case.pk).update(state=state, closed_at=at if state == CaseState.DURABLE else None)
    for months, told in zip((3, 6, 12), holds, strict=False):
        day = LATER.replace(month=5 + months // 3)
        ReCheck.objects.create(
            closure=closure, months=months, due_on=day.date(), holds=told, done_at=day if told else None
        )
    return case


def counts(cast: Any) -> list[tuple[int, int, int]]:
    return [(one.n_back, one.n_asked, one.n_still_there) for one in returned(cast.city)]


def test_still_there_is_what_was_heard_last_and_unreachable_is_not_known(cast: Any) -> None:
    back(cast, StillHolds.YES)
    back(cast, StillHolds.YES, StillHolds.NO)
    back(cast, StillHolds.NO, StillHolds.YES)
    back(cast, StillHolds.UNKNOWN)
    back(cast, StillHolds.YES, StillHolds.UNKNOWN)
    back(cast, "")

    assert counts(cast) == [(6, 4, 3)]


def test_a_case_that_was_opened_again_is_known_and_not_there(cast: Any) -> None:
    back(cast, StillHolds.YES, state=CaseState.REOPENED)

    assert counts(cast) == [(1, 1, 0)]


def test_a_child_is_counted_once_on_the_day_of_the_last_closure(cast: Any) -> None:
    case = back(cast, StillHolds.NO)
    back(cast, case=case, at=LATER)

    (one,) = returned(cast.city)
    assert (one.closed_on, one.n_back, one.n_asked) == (LATER.date(), 1, 0)


def test_another_city_is_not_counted_and_nothing_names_a_child(cast: Any, django_assert_num_queries: Any) -> None:
    back(cast, StillHolds.YES)
    back(cast, StillHolds.YES)

    assert returned(cast.elsewhere) == []
    with django_assert_num_queries(1):
        told = repr(returned(cast.city))
    assert CHILD_NAME not in told
