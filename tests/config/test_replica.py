"""A follower of the database: read where it shows what is asked for, never where it is behind, missed by nobody."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import Error, connection, connections, router, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from factories.desks import city_with, offering_in
from factories.rows import CityFactory, UserFactory
from mueang.apps.catalog import queries
from mueang.apps.catalog.models import FailedSearch, Offering, Program
from mueang.apps.catalog.queries import indexing
from mueang.apps.network.actions import mark_public_change
from mueang.apps.network.models import City
from mueang.apps.network.queries import public_version
from mueang.apps.registers.models import Pupil
from mueang.apps.upkeep.models import Beat
from mueang.config import kept, replica
from mueang.config.kept import PAGES
from mueang.lib.replica import REPLICA, read_from_replica

pytestmark = pytest.mark.django_db(transaction=True)


def copied_to(folder: Path) -> dict[str, Any]:
    """The settings of a database that holds what the first one holds now."""
    name = f"replica-{uuid.uuid4().hex}"
    if connection.vendor == "sqlite":
        name = str(folder / f"{name}.sqlite3")
        connection.ensure_connection()
        with sqlite3.connect(name) as copy:
            connection.connection.backup(copy)
        copy.close()
    else:
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{connection.settings_dict["NAME"]}"')
    return {**connection.settings_dict, "NAME": name}


def is_followed_by(told: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connections.databases, REPLICA, told)
    # Django's tests let through a connection that is not among those it lists.
    monkeypatch.setattr(type(connections), "__iter__", lambda _self: iter(["default"]))
    monkeypatch.setitem(router.__dict__, "routers", [replica.Router()])
    monkeypatch.setattr(replica, "_away_until", 0.0)


def let_go() -> None:
    if REPLICA in connections.databases:
        connections[REPLICA].close()
        with suppress(AttributeError):
            del connections[REPLICA]


@pytest.fixture
def follow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Called, it sets up a follower that knows everything until now, and nothing of what is written afterwards."""
    made: list[str] = []

    def begin() -> None:
        told = copied_to(tmp_path)
        made.append(told["NAME"])
        is_followed_by(told, monkeypatch)

    monkeypatch.setattr(kept.time, "time", lambda: 1_800_000_000.0)
    yield begin
    let_go()
    if connection.vendor == "postgresql":
        with connection._nodb_cursor() as cursor:
            for name in made:
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def rename(offering: Offering, name: str, *, using: str = "default") -> None:
    """What a committed action does: rows and version in one transaction; the follower takes it in whole."""
    Program.objects.using(using).filter(pk=offering.program_id).update(name_th=name, name_en=name)
    if using == "default":
        mark_public_change(offering.city)
    else:
        version, catalog = (
            City.objects.using("default").values_list("version", "catalog_version").get(pk=offering.city_id)
        )
        City.objects.using(using).filter(pk=offering.city_id).update(version=version, catalog_version=catalog)


def page_of(offering: Offering, client: Client | None = None) -> str:
    PAGES.clear()
    return (client or Client()).get(f"/nakhon/learn/{offering.slug}/").content.decode()


def test_a_public_page_is_drawn_from_the_follower_and_asks_the_first_only_for_the_version(follow):
    offering = offering_in(city_with(0), program__name_th="ทอผ้า")
    follow()
    Program.objects.using(REPLICA).update(name_th="ทอผ้าที่สำเนา")

    with CaptureQueriesContext(connection) as asked:
        page = page_of(offering)

    assert "ทอผ้าที่สำเนา" in page
    assert [one["sql"].startswith("SELECT version, page_version FROM") for one in asked] == [True]


def test_a_follower_that_is_behind_is_not_read_until_it_has_caught_up(follow):
    offering = offering_in(city_with(0), program__name_th="ชื่อเก่า")
    follow()
    rename(offering, "ชื่อใหม่")

    assert "ชื่อใหม่" in page_of(offering)

    rename(offering, "ชื่อใหม่ ที่สำเนา", using=REPLICA)
    assert "ชื่อใหม่ ที่สำเนา" in page_of(offering)


def test_no_older_page_is_kept_under_a_newer_version(follow, client):
    offering = offering_in(city_with(0), program__name_th="ชื่อเก่า")
    address = f"/nakhon/learn/{offering.slug}/"
    follow()
    old = client.get(address)
    assert "ชื่อเก่า" in old.content.decode()

    rename(offering, "ชื่อใหม่")

    first, second = client.get(address), client.get(address)
    assert "ชื่อเก่า" not in first.content.decode()
    assert "ชื่อใหม่" in second.content.decode()
    assert second.headers["ETag"] == first.headers["ETag"] != old.headers["ETag"]
    assert client.get(address, headers={"if-none-match": old.headers["ETag"]}).status_code == 200


def test_a_follower_that_is_ahead_of_what_was_asked_for_is_read(follow):
    city = city_with(1)
    follow()
    City.objects.using(REPLICA).filter(pk=city.pk).update(version=city.version + 3)

    assert replica.shows(city.slug, city.version)
    assert not replica.shows("nowhere", 1)


def test_a_follower_that_is_away_is_left_alone_for_a_while_and_nobody_misses_it(follow, monkeypatch, caplog):
    offering = offering_in(city_with(0), program__name_th="ทอผ้า")
    follow()
    clock = [1_000.0]
    monkeypatch.setattr(replica.time, "monotonic", lambda: clock[0])
    asked: list[str] = []

    def away(slug: str) -> int:
        asked.append(slug)
        raise Error

    with monkeypatch.context() as broken:
        broken.setattr(replica, "public_version", away)
        assert "ทอผ้า" in page_of(offering)
        assert "ทอผ้า" in page_of(offering)
        assert len(asked) == 1
        assert "does not answer" in caplog.text

    assert not replica.shows("nakhon", 1)
    clock[0] += replica.ASKED_AGAIN_SECONDS
    assert replica.shows("nakhon", 1)


def test_a_follower_that_breaks_in_mid_page_costs_the_reader_nothing(follow):
    offering = offering_in(city_with(0), program__name_th="ทอผ้า")
    follow()
    with connections[REPLICA].cursor() as cursor:
        cursor.execute("ALTER TABLE catalog_session RENAME TO gone")

    response = Client(raise_request_exception=False).get(f"/nakhon/learn/{offering.slug}/")

    assert response.status_code == 200
    assert "ทอผ้า" in response.content.decode()


def test_whoever_is_signed_in_reads_the_first(follow):
    offering = offering_in(city_with(0), program__name_th="ทอผ้า")
    follow()
    Program.objects.using(REPLICA).update(name_th="ที่สำเนา")
    client = Client()
    client.force_login(UserFactory())

    assert "ที่สำเนา" not in page_of(offering, client)
    assert "ที่สำเนา" in page_of(offering)


def test_writes_transactions_and_protected_rooms_stay_with_the_first(follow):
    city = city_with(0)
    follow()

    with read_from_replica():
        assert router.db_for_read(Program) == REPLICA
        assert router.db_for_write(Program) == "default"
        assert router.db_for_read(Pupil) == "default"
        with transaction.atomic():
            assert router.db_for_read(Program) == "default"
            CityFactory(slug="written")
        assert not City.objects.filter(slug="written").exists()
        assert public_version("written") is None
        read = City.objects.get(pk=city.pk)
        read.name_en = "Renamed"
        read.save()
    assert City.objects.filter(slug="written").exists()
    assert City.objects.get(pk=city.pk).name_en == "Renamed"
    assert City.objects.using(REPLICA).get(pk=city.pk).name_en != "Renamed"


def test_what_nobody_found_is_noted_though_the_page_read_the_follower(follow):
    city_with(1)
    follow()

    assert Client().get("/nakhon/learn/", {"words": "xyzzy"}).status_code == 200

    assert FailedSearch.objects.count() == 1


def test_the_search_index_does_not_go_back_with_a_follower_that_is_behind(follow):
    city = city_with(1)
    follow()
    offering_in(city)
    mark_public_change(city)
    queries.rebuild(city)
    ids, mark = indexing.index_of(city).ids(), indexing.index_of(city).mark
    assert len(ids) == 2

    with read_from_replica():
        queries.find_words(city=city, words="ทอผ้า")

    assert (indexing.index_of(city).ids(), indexing.index_of(city).mark) == (ids, mark)


@pytest.mark.parametrize(("silent", "is_read"), [(timedelta(seconds=40), True), (timedelta(minutes=5), False)])
def test_an_analysis_reads_a_follower_that_heard_the_last_beat(follow, silent, is_read):
    now = timezone.now()
    Beat.objects.create(machine="one", at=now - silent)
    follow()
    CityFactory(slug="later")

    with replica.analysis(now=now) as reads_it:
        assert reads_it is is_read
        assert City.objects.filter(slug="later").exists() is not is_read


def test_without_a_follower_nothing_is_asked_of_one(client):
    city = city_with(1)

    assert client.get("/nakhon/").status_code == 200
    with replica.analysis(now=timezone.now()) as reads_it:
        assert not reads_it
    assert City.objects.get(pk=city.pk)
