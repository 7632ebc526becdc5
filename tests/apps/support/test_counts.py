"""Numbers: known is still out, coming back and back to stay; what was wrong is apart; the few are withheld."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cast import MEMBERS
from factories.cases import CHILD_NAME, opened, planted
from factories.concerns import CHILD, ConcernFactory
from mueang.apps.support.actions.deciding import settle_concern
from mueang.apps.support.enums.cases import CaseState
from mueang.apps.support.models.cases import Case
from mueang.apps.support.models.endings import Closure
from mueang.apps.support.queries.counts import support_counts
from mueang.lib.workbook import open_workbook
from mueang.methods.school_terms import school_term

pytestmark = pytest.mark.django_db


def many(cast, state, n, **details):
    rows = [opened(cast, child=planted(**details)) for _row in range(n)]
    closed = timezone.now() if state in {"durable", "unreachable", "record_error"} else None
    Case.objects.filter(pk__in=[row.pk for row in rows]).update(state=state, closed_at=closed)
    if closed:
        why = {"durable": {"outcome": "school"}, "record_error": {"record_error": "moved"}}.get(state, {})
        for row in rows:
            Closure(case=row, state=state, evidence="x", closed_by=cast.case_worker, closed_at=closed, **why).save()
    return rows


def counted(cast):
    return support_counts(city=cast.city, today=timezone.localdate())


def test_a_plan_that_was_opened_is_no_child_back_in_learning(cast):
    for state in (CaseState.OPEN, CaseState.ASSESSED, CaseState.PLANNED, CaseState.REOPENED):
        many(cast, state, 5)
    many(cast, CaseState.RE_ENGAGING, 6)
    many(cast, CaseState.DURABLE, 7)

    known = counted(cast).known.cells

    assert known == (20, 6, 7, 33)


def test_the_unreachable_and_wrong_records_are_apart_and_no_part_of_the_known(cast):
    many(cast, CaseState.DURABLE, 5)
    many(cast, CaseState.UNREACHABLE, 6)
    many(cast, CaseState.RECORD_ERROR, 5)
    for _row in range(5):
        row = ConcernFactory(city=cast.city)
        settle_concern(concern=row, state="record_wrong", record_fault="died", reason="x", actor=cast.case_supervisor)

    told = counted(cast)

    assert told.known.cells[-1] == 5
    apart = {line.label: line.cells[0] for line in told.apart}
    assert list(apart.values()) == [6, 0, 0, 0, 5, 5, 0]
    in_or_out = told.flows[-1].cells
    assert in_or_out == (16, 0, 5, 6, 5)


def test_each_child_counts_once_by_the_latest_case(cast):
    rows = many(cast, CaseState.DURABLE, 5)
    Case.objects.filter(pk__in=[row.pk for row in rows]).update(opened_at=timezone.now() - timedelta(days=400))
    for row in rows:
        opened(cast, child=row.child)

    assert counted(cast).known.cells == (5, 0, 0, 5)


def test_the_few_are_withheld_also_by_subtraction(cast):
    many(cast, CaseState.RE_ENGAGING, 2, birth_year=timezone.localdate().year - 9)
    many(cast, CaseState.OPEN, 8, birth_year=timezone.localdate().year - 9)
    many(cast, CaseState.OPEN, 9, birth_year=timezone.localdate().year - 14)
    many(cast, CaseState.DURABLE, 3, birth_year=timezone.localdate().year - 14)
    ConcernFactory(city=cast.city)

    told = counted(cast)

    shown = [n for line in (*told.by_age, told.known) for n in line.cells if n is not None]
    assert not [n for n in shown if 0 < n < 5]
    for line in (*told.by_age, told.known):
        assert line.cells.count(None) != 1
    for column in zip(*(line.cells for line in (*told.by_age, told.known)), strict=True):
        assert column.count(None) != 1
    assert told.n_waiting is None
    assert next(line.cells[0] for line in told.channels) is None


def test_what_came_in_is_told_by_term(cast):
    rows = many(cast, CaseState.OPEN, 12)
    before = school_term(timezone.localdate()).starts_on - timedelta(days=20)
    late = timezone.now() - (timezone.localdate() - before)
    Case.objects.filter(pk__in=[row.pk for row in rows[:6]]).update(opened_at=late)

    assert [flow.cells[0] for flow in counted(cast).flows] == [0, 0, 6, 6]


@pytest.mark.parametrize("n_rows", [1, 3])
def test_the_page_takes_a_fixed_number_of_statements(cast, n_rows, django_assert_num_queries):
    many(cast, CaseState.OPEN, n_rows)
    ConcernFactory.create_batch(n_rows, city=cast.city)

    with django_assert_num_queries(10):
        counted(cast)


def test_counts_are_for_those_who_may_count_and_hold_no_child(client, cast):
    many(cast, CaseState.OPEN, 6)
    ConcernFactory(city=cast.city)
    page = reverse("support:counts", args=[cast.city.slug])

    for name in MEMBERS:
        client.logout()
        if name != "anonymous":
            client.force_login(getattr(cast, name))
        answer = client.get(page)
        may = name in {"manager", "unit_officer", "case_supervisor"}
        assert (name, answer.status_code) == (name, 200 if may else 302 if name == "anonymous" else 404)
        assert CHILD_NAME not in answer.content.decode()
        assert CHILD not in answer.content.decode()
    client.force_login(cast.unit_officer)
    # Between the heads, which say it once for each line of a phone.
    assert client.get(page).content.decode().count('data-label="') == 7 * 4 + 4 * 5
    sheet = open_workbook(client.get(page, {"format": "xlsx"}).content, name="x.xlsx").sheets[0]
    texts = {cell.text for row in sheet.rows for cell in row}
    assert "6" in texts
    assert not any(CHILD_NAME in text for text in texts)
