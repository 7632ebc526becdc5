"""The index in step with the rows: every action that changes what is found, every way an index can be lost."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cast import Cast
from factories.rows import OfferingFactory, PlaceFactory, SessionFactory
from mueang.apps.catalog import actions, queries
from mueang.apps.catalog.models import Offering
from mueang.apps.catalog.queries import indexing
from mueang.apps.network.actions import mark_public_change
from mueang.lib.one_by_one import begin_turn, start_again

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 6, 15, 9, tzinfo=timezone.get_default_timezone())


def drafted(cast: Cast, name: str) -> Offering:
    at = timezone.now() + timedelta(days=9)
    program = actions.open_program(city=cast.city, name_th=name, actor=cast.manager)
    offering = actions.open_offering(
        program=program,
        place=cast.place,
        seats=9,
        starts_on=at.date(),
        ends_on=at.date(),
        owner=cast.manager,
        actor=cast.manager,
    )
    SessionFactory(offering=offering, number=1, starts_at=at, ends_at=at + timedelta(hours=1))
    return offering


@pytest.fixture
def draft(cast: Cast) -> Offering:
    return drafted(cast, "ทอผ้า")


def is_found(offering: Offering, words: str = "ทอผ้า") -> bool:
    return offering.pk in queries.find_words(city=offering.city, words=words).ids


def test_each_action_is_seen_by_the_next_search(cast: Cast, draft: Offering) -> None:
    assert not is_found(draft)

    actions.publish_offering(offering=draft, actor=cast.manager)
    assert is_found(draft)

    actions.change_program(program=draft.program, name_th="สานกระจูด", actor=cast.manager)
    assert is_found(draft, "สานกระจูด")
    assert not is_found(draft)

    actions.cancel_offering(offering=draft, actor=cast.manager)
    assert not is_found(draft, "สานกระจูด")

    actions.reinstate_offering(offering=draft, actor=cast.manager)
    assert is_found(draft, "สานกระจูด")


def test_a_moved_offering_is_found_at_its_new_place(cast: Cast, draft: Offering) -> None:
    actions.publish_offering(offering=draft, actor=cast.manager)
    assert not is_found(draft, "หอศิลป์ใหม่")

    actions.change_offering(offering=draft, place=PlaceFactory(city=cast.city, name_th="หอศิลป์ใหม่"), actor=cast.manager)

    assert is_found(draft, "หอศิลป์ใหม่")


def test_a_change_that_concerns_no_words_writes_nothing(cast: Cast, draft: Offering) -> None:
    actions.publish_offering(offering=draft, actor=cast.manager)
    assert is_found(draft)
    before = indexing.index_of(cast.city).mark

    mark_public_change(cast.city)

    assert is_found(draft)
    assert indexing.index_of(cast.city).mark == before


@pytest.mark.parametrize("harm", ["deleted", "garbled"])
def test_a_lost_index_heals_itself(cast: Cast, draft: Offering, harm: str) -> None:
    actions.publish_offering(offering=draft, actor=cast.manager)
    assert is_found(draft)
    folder = indexing.index_of(cast.city).folder
    if harm == "deleted":
        shutil.rmtree(folder)
    else:
        (folder / "meta.json").write_text("{")

    assert is_found(draft)


def test_where_many_rows_wait_a_page_asks_the_database_and_the_worker_takes_them_in(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "MOST_ROWS_FOR_A_PAGE", 1)
    rows = [OfferingFactory(city=cast.city, program__city=cast.city, program__name_th="ทอผ้า") for _ in range(2)]

    assert all(is_found(row) for row in rows)
    assert indexing.index_of(cast.city).mark is None
    assert queries.suggest(city=cast.city, prefix="ทอ") == ()
    assert queries.nearest_words(city=cast.city, words="ทอผา") == ()

    assert queries.keep_in_step(NOW) >= 1

    assert indexing.index_of(cast.city).ids() == {row.pk for row in rows}
    assert all(is_found(row) for row in rows)


def test_a_busy_index_does_not_keep_a_page_waiting(
    cast: Cast, draft: Offering, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "_PATIENCE_SECONDS", 0.01)
    actions.publish_offering(offering=draft, actor=cast.manager)
    index = indexing.TextIndex(indexing.index_of(cast.city).folder)

    with index.alone():
        assert is_found(draft)

    assert indexing.index_of(cast.city).mark is None


def test_a_folder_that_cannot_be_written_leaves_the_database_to_answer(
    cast: Cast, draft: Offering, settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    actions.publish_offering(offering=draft, actor=cast.manager)
    (tmp_path / "file").write_text("in the way")
    settings.SEARCH_DIR = tmp_path / "file"

    assert is_found(draft)
    assert "asking the database instead" in caplog.text


def test_the_worker_mends_an_index_that_an_unmarked_change_left_behind(
    cast: Cast, draft: Offering, caplog: pytest.LogCaptureFixture
) -> None:
    actions.publish_offering(offering=draft, actor=cast.manager)
    assert is_found(draft)
    queries.keep_in_step(NOW)
    Offering.objects.filter(pk=draft.pk).update(state="finished")

    assert queries.keep_in_step(NOW + timedelta(minutes=5)) == 0
    assert is_found(draft)
    assert queries.keep_in_step(NOW + timedelta(hours=2)) == 1

    assert not is_found(draft)
    assert "made anew" in caplog.text


def test_the_worker_looks_at_no_city_that_did_not_change(cast: Cast, draft: Offering, monkeypatch: Any) -> None:
    actions.publish_offering(offering=draft, actor=cast.manager)
    queries.keep_in_step(NOW)
    looked_at: list[str] = []
    monkeypatch.setattr(
        indexing, "index_of", lambda city, real=indexing.index_of: looked_at.append(city.slug) or real(city)
    )

    with CaptureQueriesContext(connection) as asked:
        assert queries.keep_in_step(NOW + timedelta(minutes=5)) == 0
    assert (len(asked), looked_at) == (1, [])

    mark_public_change(cast.elsewhere)
    queries.keep_in_step(NOW + timedelta(minutes=6))
    assert set(looked_at) == {cast.elsewhere.slug}


def test_where_many_cities_wait_the_worker_takes_a_part_each_round_and_leaves_none_out(
    cast: Cast, draft: Offering
) -> None:
    begin_turn(seconds=0)
    actions.publish_offering(offering=draft, actor=cast.manager)
    assert cast.elsewhere.pk != cast.city.pk

    rounds = sum(1 for _ in range(9) if queries.keep_in_step(NOW))

    assert rounds >= 2
    assert indexing.index_of(cast.city).ids() == {draft.pk}
    assert indexing.index_of(cast.elsewhere).mark is not None


def test_a_city_whose_index_cannot_be_written_is_logged_and_the_others_go_on(
    cast: Cast, draft: Offering, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    actions.publish_offering(offering=draft, actor=cast.manager)
    write = indexing._write

    def refuse(index: Any, *rest: Any, **more: Any) -> None:
        if index is indexing.index_of(cast.elsewhere):
            raise OSError(draft.program.name_th)
        write(index, *rest, **more)

    monkeypatch.setattr(indexing, "_write", refuse)

    assert queries.keep_in_step(NOW) >= 1

    assert indexing.index_of(cast.city).ids() == {draft.pk}
    assert indexing.index_of(cast.elsewhere).mark is None
    assert (str(cast.elsewhere.uuid) in caplog.text, draft.program.name_th in caplog.text) == (True, False)
    monkeypatch.setattr(indexing, "_write", write)
    start_again()
    queries.keep_in_step(NOW)
    assert indexing.index_of(cast.elsewhere).mark is not None


def test_rebuilding_makes_the_index_of_a_city_anew(cast: Cast, draft: Offering) -> None:
    actions.publish_offering(offering=draft, actor=cast.manager)
    indexing.index_of(cast.city)

    assert queries.rebuild(cast.city) == 1
    assert queries.rebuild(cast.elsewhere) == 0
    assert is_found(draft)


def test_only_a_few_indexes_stay_open(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "_MOST_OPEN", 1)
    first = indexing.index_of(cast.city)

    indexing.index_of(cast.elsewhere)

    assert indexing.index_of(cast.city) is not first


@contextmanager
def kept_on_disk(folder: Path) -> Iterator[None]:
    """New connections meet a file, as in service: SQLite's shared memory knows no waiting for another's lock."""
    memory = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(folder / "copy.sqlite3")])
        connection.settings_dict["NAME"] = str(folder / "copy.sqlite3")
    try:
        yield
    finally:
        connection.settings_dict["NAME"] = memory


@pytest.mark.django_db(transaction=True)
def test_two_writers_at_once_are_both_found_by_their_next_search(cast: Cast, tmp_path: Path) -> None:
    def publish(number: int) -> bool:
        try:
            offering = drafted(cast, f"ทอผ้า {number}")
            actions.publish_offering(offering=offering, actor=cast.manager)
            return is_found(offering)
        finally:
            connection.close()

    def count(_number: int) -> int:
        try:
            return len(queries.find_words(city=cast.city, words="ทอผ้า").ids)
        finally:
            connection.close()

    with kept_on_disk(tmp_path), ThreadPoolExecutor(4) as pool:
        seen = list(pool.map(publish, range(4)))
        (n_found,) = pool.map(count, [0])

    assert seen == [True] * 4
    assert n_found == 4
