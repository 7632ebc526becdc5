"""Lists of cases come in pages; each reading says how many cases it named, and a file holds them all."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from factories.cases import colleague, opened, planted
from mueang.apps.audit.models import Event
from mueang.apps.support.actions.reading import export_cases
from mueang.apps.support.models.cases import Case

pytestmark = pytest.mark.django_db


@pytest.fixture
def three_late(cast, monkeypatch):
    """Three cases to be looked at again in the days before today, where a page holds two and a glimpse one."""
    monkeypatch.setattr("mueang.apps.support.queries.caseload.ROWS_A_PAGE", 2)
    monkeypatch.setattr("mueang.apps.support.queries.caseload.GLIMPSE", 1)
    for number in range(3):
        case = opened(cast, child=planted(nickname=f"น้อง{number}"))
        Case.objects.filter(pk=case.pk).update(review_on=timezone.localdate() - timedelta(days=3 - number))


def asked(client, cast, name, key, **query):
    """How many rows each list of a page shows, and how many cases its reading named."""
    shown = client.get(reverse(f"support:{name}", args=[cast.city.slug]), query).context[key]
    event = Event.objects.filter(verb="case.listed").latest("number")
    return len(shown.overdue), len(shown.cases), event.facts["n_cases"], shown.overdue.paginator.count


def test_a_caseload_glimpses_what_is_due_and_pages_the_cases(client, cast, three_late):
    client.force_login(cast.case_worker)

    assert asked(client, cast, "caseload", "load") == (1, 2, 2, 3)
    assert asked(client, cast, "caseload", "load", page="2") == (0, 1, 1, 3)
    assert asked(client, cast, "caseload", "load", show="overdue") == (2, 0, 2, 3)
    assert asked(client, cast, "caseload", "load", show="overdue", page="2") == (1, 0, 1, 3)
    assert asked(client, cast, "caseload", "load", show="cases' --") == (1, 2, 2, 3)


def test_a_supervisor_pages_the_cases_of_a_city_and_takes_all_in_a_file(client, cast, three_late):
    client.force_login(cast.case_supervisor)

    assert asked(client, cast, "overview", "view") == (1, 2, 2, 3)
    assert asked(client, cast, "overview", "view", page="2") == (0, 1, 1, 3)
    assert asked(client, cast, "overview", "view", show="overdue", page="2") == (1, 0, 1, 3)
    assert len(export_cases(viewer=cast.case_supervisor, city=cast.city, copy="A")) == 3


def test_a_list_by_itself_leads_back_and_a_long_one_to_itself(client, cast, three_late):
    client.force_login(cast.case_worker)
    here = reverse("support:caseload", args=[cast.city.slug])

    whole, alone = (client.get(here, query).content.decode() for query in ({}, {"show": "overdue"}))

    assert 'href="?show=overdue"' in whole
    assert f'href="{here}"' in alone
    assert 'href="?show=overdue&amp;page=2"' in alone


@pytest.mark.parametrize("n_rows", [1, 3])
def test_the_overview_takes_the_same_statements_however_many_cases_and_workers(client, cast, n_rows):
    for number in range(n_rows):
        worker = colleague(cast)
        opened(cast, child=planted(nickname=f"น้อง{number}"), actor=worker, main_worker=worker)
    client.force_login(cast.case_supervisor)

    with CaptureQueriesContext(connection) as statements:
        page = client.get(reverse("support:overview", args=[cast.city.slug]))

    assert (len(page.context["view"].cases), page.status_code) == (n_rows, 200)
    assert len([one for one in statements if "SAVEPOINT" not in one["sql"]]) == 14


@pytest.mark.parametrize(("name", "n"), [("assess", 7), ("close", 7), ("consent", 9), ("place", 8), ("plan", 12)])
def test_a_form_reads_of_a_case_what_it_needs_and_not_the_whole(client, cast, case, name, n):
    client.force_login(cast.case_worker)

    with CaptureQueriesContext(connection) as statements:
        answer = client.get(reverse(f"support:{name}", args=[cast.city.slug, case.uuid]))

    asked = [one for one in statements if "SAVEPOINT" not in one["sql"]]
    assert (answer.status_code, len(asked)) == (200, n)
