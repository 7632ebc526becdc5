"""Pages of numbers from operations: who reads them, what opens from a number, and the press that counts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cast import MEMBERS, Cast
from factories.network import ContributionFactory
from factories.rows import EnrollmentFactory, NeighbourhoodFactory, OfferingFactory, PersonFactory, PlaceFactory
from mueang.apps.indicators.actions import ask_for_freeze, load_frameworks, run_freeze
from mueang.apps.indicators.enums import FreezeState
from mueang.apps.indicators.models import Freeze, FrozenValue, Observation
from mueang.apps.indicators.queries import rows_behind, year_of
from mueang.lib.workbook import open_workbook
from mueang.methods.derived import BY_CODE

pytestmark = pytest.mark.django_db
URL = "/en/desk/nakhon/indicators/derived/"


def frozen(cast: Cast) -> None:
    load_frameworks()
    freeze = ask_for_freeze(city=cast.city, period=year_of(timezone.localdate()), actor=cast.officer)
    run_freeze(freeze=freeze)


def signed_in(user: Any) -> Client:
    client = Client()
    if user.is_authenticated:
        client.force_login(user)
    return client


@pytest.mark.parametrize("member", MEMBERS)
def test_who_may_open_the_numbers_and_who_may_count(cast: Cast, member: str) -> None:
    client = signed_in(getattr(cast, member))
    may_read = member in {"officer", "manager", "unit_officer", "auditor"}
    codes = [client.get(URL + tail).status_code for tail in ("", "learners/", "learners/rows/", "?format=xlsx")]
    pressed = client.post(URL + "freeze/").status_code

    assert codes == [200] * 4 if may_read else set(codes) <= {302, 404}
    assert Freeze.objects.exists() == (member in {"officer", "manager", "unit_officer"})
    if member == "auditor":
        assert pressed == 403


def test_an_empty_year_teaches_and_a_press_counts_while_the_page_asks_again(cast: Cast) -> None:
    load_frameworks()
    client = signed_in(cast.officer)

    assert b"Every night from two" in client.get(URL).content
    client.post(URL + "freeze/")
    waiting = client.get(URL)
    assert (waiting["Refresh"], b"Waiting for the worker" in waiting.content) == ("2", True)
    run_freeze(freeze=Freeze.objects.get())
    done = client.get(URL)
    assert "Refresh" not in done
    assert b"Learning places per 100,000" in done.content
    Freeze.objects.update(state=FreezeState.FAILED)
    assert b"could not be made" in client.get(URL).content


def test_a_number_opens_to_its_definition_its_day_and_its_history(cast: Cast) -> None:
    ContributionFactory(agreement__city=cast.city, given=40, due_on=timezone.localdate())
    frozen(cast)
    client = signed_in(cast.officer)

    page = client.get(URL + "promises-kept/").content.decode()

    version = BY_CODE["promises-kept"].version
    for words in ("given in full", "Contributions that were due", version, "1</span> out of", "Partners"):
        assert words in page
    assert client.get(URL + "no-such/").status_code == 404
    assert client.get(URL + "learners/?year=2569").status_code == 200
    assert client.get(URL + "learners/?year=%E0%B9%92%27--").status_code == 200
    sheet = open_workbook(client.get(URL + "promises-kept/?format=xlsx").content, name="a.xlsx").visible_sheets[0]
    assert any("promises-kept" in cell.text for row in sheet.rows for cell in row)


def test_a_number_is_taken_into_the_register_and_a_withheld_one_is_not(cast: Cast) -> None:
    ContributionFactory(agreement__city=cast.city, given=40, due_on=timezone.localdate())
    frozen(cast)
    client = signed_in(cast.officer)
    row = FrozenValue.objects.get(code="promises-kept")
    empty = FrozenValue.objects.get(code="returned-and-still-there")

    done = client.post(f"{URL}values/{row.uuid}/take/", follow=True)

    assert b"stands in the register now" in done.content
    assert Observation.objects.get().method == "operations"
    assert b"cannot be taken" in client.post(f"{URL}values/{empty.uuid}/take/", follow=True).content
    assert client.post(f"{URL}values/{cast.city.uuid}/take/").status_code == 404
    assert signed_in(cast.manager_elsewhere).post(f"{URL}values/{row.uuid}/take/").status_code == 404


def test_rows_behind_show_what_the_viewer_may_see_and_count_the_rest(cast: Cast) -> None:
    for _ in range(2):
        PlaceFactory(city=cast.city)
    frozen(cast)

    page = signed_in(cast.officer).get(URL + "learning-places/rows/").content.decode()

    assert cast.place.name_en in page
    assert page.count("1 row counts<") == 3


def test_rows_of_few_people_are_withheld_and_protected_ones_never_shown(cast: Cast) -> None:
    today = timezone.localdate()
    for n in (6, 2, 7):
        course = OfferingFactory(
            program__city=cast.city, place=cast.place, starts_on=today - timedelta(days=3), ends_on=today
        )
        for _ in range(n):
            EnrollmentFactory(offering=course, state="completed", person=PersonFactory(city=cast.city))
    told = {"city": cast.city, "period": year_of(today), "now": timezone.now()}

    behind = rows_behind(BY_CODE["completion-rate"], viewer=cast.officer, **told)
    stranger = rows_behind(BY_CODE["completion-rate"], viewer=cast.stranger, **told)
    protected = rows_behind(BY_CODE["returned-and-still-there"], viewer=cast.officer, **told)

    assert sorted(row.n or 0 for row in behind.rows) == [0, 0, 7]
    assert (stranger.rows, stranger.n_hidden) == ([], 3)
    assert (protected.rows, protected.is_protected) == ([], True)
    page = signed_in(cast.officer).get(URL + "returned-and-still-there/rows/").content
    assert b"nobody sees them by way of a number" in page
    assert b"not open to you" in page, "an officer without the permission to see support as counts"


@pytest.mark.parametrize("n_communities", [1, 3])
def test_the_pages_take_as_many_statements_for_three_communities_as_for_one(
    cast: Cast, django_assert_num_queries: Any, n_communities: int
) -> None:
    for row in NeighbourhoodFactory.create_batch(n_communities, city=cast.city):
        PlaceFactory(city=cast.city, neighbourhood=row)
    frozen(cast)
    client = signed_in(cast.officer)

    with django_assert_num_queries(8):
        assert client.get(URL).status_code == 200
    with django_assert_num_queries(7):
        page = client.get("/desk/nakhon/indicators/derived/learning-places/").content.decode()
    assert page.count('<th scope="row">') == n_communities + 1
    assert "ไม่ได้ระบุชุมชน" in page, "the cast's own place names no community"


def test_a_withheld_number_is_on_no_page_and_in_no_workbook(cast: Cast) -> None:
    today = timezone.localdate()
    course = OfferingFactory(
        program__city=cast.city, place=cast.place, starts_on=today - timedelta(days=3), ends_on=today
    )
    for state, n in (("completed", 3), ("not_completed", 41)):
        for _ in range(n):
            EnrollmentFactory(offering=course, state=state, ended_at=timezone.now())
    frozen(cast)
    client = signed_in(cast.officer)

    for tail in ("", "completion-rate/", "completion-rate/rows/"):
        page = client.get(URL + tail).content.decode()
        assert "3 out of" not in page
        assert "6.8" not in page, "3 of 44"
    assert "withheld: few people" in client.get(URL + "completion-rate/").content.decode()
    for tail in ("?format=xlsx", "completion-rate/?format=xlsx"):
        book = open_workbook(client.get(URL + tail).content, name="a.xlsx").visible_sheets[0]
        (line, *_rest) = [row for row in book.rows if row[0].text == "completion-rate"]
        assert [line[column].text for column in (5, 7, 9)] == ["", "", ""]
