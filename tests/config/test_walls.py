"""The second wall: with the app's own filter taken away, another city's children are still not there."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.conf import settings
from django.db import Error, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import resolve
from django.utils import timezone

from factories.cases import opened, planted
from factories.concerns import ConcernFactory
from factories.registers import PupilFactory, SchoolFactory, SchoolingFactory, SectionFactory
from factories.rows import CityFactory, RoleGrantFactory
from mueang.apps.accounts.enums import Role
from mueang.apps.support.actions.cases import open_case
from mueang.apps.support.enums.cases import CaseState
from mueang.apps.support.models.cases import Case
from mueang.apps.support.queries.counts import back_to_stay
from mueang.config.walls import ProtectedRooms
from mueang.lib import reach
from mueang.lib.walls import RaiseWalls

ROOMS = ("registers", "flags", "support")
# Of an agency it is kept whom to ask there: no child, nor that there is one.
OF_NO_CHILD = {"support_agency"}
needs_postgresql = pytest.mark.skipif(
    settings.DATABASES["default"]["ENGINE"] == "mueang.lib.sqlite", reason="SQLite has no row-level security"
)


@pytest.fixture
def two_cities(cast):
    """A pupil, a concern and a case with its note of either city."""
    for city in (cast.city, cast.elsewhere):
        pupil = PupilFactory(city=city)
        section = SectionFactory(school=SchoolFactory(city=city))
        SchoolingFactory(pupil=pupil, section=section, city=city)
        ConcernFactory(city=city)
    opened(cast)
    worker = RoleGrantFactory(role=Role.CASE_WORKER, city=cast.elsewhere).user
    open_case(city=cast.elsewhere, child=planted(), actor=worker)
    return cast


def counted(table: str) -> int:
    """All rows that there are, asked for without any condition."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 (a name from this file)
        return cursor.fetchone()[0]


TABLES = ("registers_pupil", "registers_schooling", "support_concern", "support_case", "support_child")


def seen_at(address: str) -> dict[str, int]:
    """What a request to `address` finds in each table, whatever its view asks."""
    found = {}

    def look(_request):
        rooms.process_view(request, None, (), request.resolver_match.kwargs)
        found.update({table: counted(table) for table in TABLES})
        return HttpResponse()

    rooms = ProtectedRooms(look)
    request = RequestFactory().get(address)
    request.resolver_match = resolve(address)
    rooms(request)
    return found


def test_every_table_about_a_child_stands_behind_a_wall():
    loader = MigrationLoader(None)
    raised = {
        table
        for migration in loader.disk_migrations.values()
        for operation in migration.operations
        if isinstance(operation, RaiseWalls)
        for table in operation.tables
    }

    about_children = {
        model._meta.db_table
        for room in ROOMS
        for model in apps.get_app_config(room).get_models()
        if model.personal_data
    }
    assert raised == about_children - OF_NO_CHILD


@needs_postgresql
def test_the_walls_stand_and_bind_the_owner_of_the_tables(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity ORDER BY relname")
        walled = {row[0] for row in cursor.fetchall()}
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        passes_through = cursor.fetchone()[0]

    assert set(TABLES) < walled
    assert not passes_through


@needs_postgresql
def test_a_page_finds_the_rows_of_its_own_city_only(two_cities):
    everything = {table: counted(table) for table in TABLES}

    assert min(everything.values()) >= 2
    for room in ("registers/", "flags/", "support/", "handover/"):
        here = seen_at(f"/desk/{two_cities.city.slug}/{room}")
        there = seen_at(f"/desk/{two_cities.elsewhere.slug}/{room}")
        assert all(here.values())
        assert {table: here[table] + there[table] for table in TABLES} == everything
    assert {table: counted(table) for table in TABLES} == everything


@needs_postgresql
def test_pages_of_the_open_city_find_none(two_cities):
    nothing = dict.fromkeys(TABLES, 0)

    for address in ("/desk/nakhon/", "/desk/nakhon/people/", "/desk/nakhon/plans/", "/my/", "/nakhon/", "/keeper/"):
        assert seen_at(address) == nothing
    assert seen_at("/desk/nowhere/registers/") == nothing


@needs_postgresql
def test_a_row_of_another_city_is_not_written_either(two_cities):
    pupil = PupilFactory.build(city=two_cities.elsewhere)

    with reach.back_afterwards():
        reach.narrow_to_nowhere()
        with reach.within_reach(two_cities.city.pk):
            with pytest.raises(Error, match="row-level security"), transaction.atomic():
                pupil.save()
            assert counted("registers_pupil") == 1
            with connection.cursor() as cursor:
                cursor.execute("UPDATE registers_pupil SET given_name = 'x'")
                assert cursor.rowcount == 1
        assert counted("registers_pupil") == 0


@needs_postgresql
def test_what_other_rooms_may_count_is_counted_behind_the_wall(two_cities):
    now = timezone.now()
    Case.objects.update(state=CaseState.DURABLE, closed_at=now)

    with reach.back_afterwards():
        reach.narrow_to_nowhere()
        told = back_to_stay(city=two_cities.city, until=now.date())
        assert counted("support_case") == 0

    assert [n for _term, n in told if n is None], "one child is counted, and withheld as one of few"


@needs_postgresql
@pytest.mark.django_db(transaction=True)
def test_a_connection_handed_on_shows_nothing(monkeypatch):
    for slug in ("nakhon", "elsewhere"):
        PupilFactory(city=CityFactory(slug=slug))
    connection.close()
    monkeypatch.setattr(reach, "_at_first", reach.NOWHERE)
    try:
        assert counted("registers_pupil") == 0

        assert seen_at("/desk/nakhon/registers/")["registers_pupil"] == 1
        with connection.connection.cursor() as borrowed:
            assert borrowed.execute("SELECT count(*) FROM registers_pupil").fetchone()[0] == 0
            assert borrowed.execute(f"SELECT current_setting('{reach.SETTING}')").fetchone()[0] == ""

        def fail(_request):
            rooms.process_view(request, None, (), request.resolver_match.kwargs)
            with transaction.atomic():
                assert counted("registers_pupil") == 1
                counted("no_such_table")

        rooms, request = ProtectedRooms(fail), RequestFactory().get("/desk/nakhon/registers/")
        request.resolver_match = resolve(request.path)
        with pytest.raises(Error, match="no_such_table"):
            rooms(request)
        assert counted("registers_pupil") == 0
    finally:
        connection.close()


@needs_postgresql
def test_a_transaction_that_fails_within_reach_leaves_nothing_in_reach(two_cities):
    with reach.back_afterwards():
        reach.narrow_to_nowhere()
        with pytest.raises(Error, match="no_such_table"), transaction.atomic(), reach.within_reach(two_cities.city.pk):
            counted("no_such_table")

        assert counted("registers_pupil") == 0
        with reach.within_reach(two_cities.city.pk):
            assert counted("registers_pupil") == 1
        with reach.all_in_reach():
            assert counted("registers_pupil") == 2
        assert counted("registers_pupil") == 0
