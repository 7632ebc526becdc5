"""The worst day rehearsed: a backup made while people write is restored elsewhere and is what it was."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import threading
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection

from factories.ledger import clear_books, spend
from factories.rows import CityFactory
from houses import another_house
from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.audit.models import Event
from mueang.apps.audit.queries import verify_books
from mueang.config import rehearsing, restoring
from mueang.config.backing_up import SchemaWaits, check_backup, let_go, make_backup, read_backup
from mueang.config.management.commands.restore import moment_typed
from mueang.lib.backups.key import new_key, write_key
from mueang.lib.backups.rows import RowsUnfit, SQLiteRows, Table, rows_of, tables_of_models
from mueang.lib.backups.state import read_state
from mueang.lib.backups.store import PieceBroken, Store

# Never reached: the key is looked at first.
NOBODY = "postgres://nobody@127.0.0.1:1/none"


@pytest.fixture
def house(db, settings, tmp_path):
    """An installation with files and keys of its own, and no rows yet; nothing else listens at its port."""
    settings.DATA_DIR = tmp_path / "data"
    (settings.DATA_DIR / "photos" / "ab").mkdir(parents=True)
    (settings.DATA_DIR / "photos" / "ab" / "1.webp").write_bytes(b"picture" * 1000)
    (settings.DATA_DIR / "static").mkdir()
    (settings.DATA_DIR / "static" / "made-anew.css").write_text("")
    for name in ("field.key", "secret.key"):
        (settings.DATA_DIR / name).write_text(f"secret of {name}")
    settings.OPTIONS = {**settings.OPTIONS, "PORT": 1}
    write_key(new_key(), tmp_path / "key")
    return settings


@pytest.fixture
def busy(shared_database, house):
    """The same, with rows that other connections see."""
    spend(CityFactory())
    yield house
    if connection.vendor != "sqlite":
        clear_books()


@pytest.fixture
def store(tmp_path):
    return Store.found_or_new(tmp_path / "backups", new_key())


@contextmanager
def somebody_writing():
    """An event after the other, each with the head of its book, as long as this lasts."""
    stop = threading.Event()

    def write():
        reader = User.objects.first()
        while not stop.is_set():
            record(actor=reader, verb="read", target=reader, facts={"page": "load"})
        connection.close()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def stored():
    """Every row as it is stored, by table."""
    with rows_of(connection) as rows:
        return {table.name: list(rows.lines(table)) for table in tables_of_models()}


def test_a_backup_made_under_load_restored_elsewhere_is_the_source_at_its_moment(busy, store, tmp_path):
    reader = User.objects.create_user("ก้อง")
    record(actor=reader, verb="read", target=reader, facts={"page": "ทดสอบ", "share": 0.1})
    before = stored()
    with somebody_writing():
        backup = make_backup(store)
    after = stored()

    n_at_once = sum(int(head.split(":")[1]) for head in backup.heads)
    assert len(before["audit_event"]) <= n_at_once <= len(after["audit_event"])
    again = make_backup(store)
    changed = {kept.name for kept in again.tables} - {kept.name for kept in again.tables if kept in backup.tables}
    assert changed <= {"audit_book", "audit_event"}
    assert make_backup(store).pieces == again.pieces

    with another_house(busy, tmp_path / "elsewhere"):
        came = restoring.restore(store, backup)

        here = stored()
        assert set(here["audit_event"]) == set(after["audit_event"][:n_at_once])
        assert {name: rows for name, rows in here.items() if not name.startswith("audit_")} == {
            name: rows for name, rows in after.items() if not name.startswith("audit_")
        }
        assert list(verify_books()) == []
        assert (came.n_rows, came.n_events) == (backup.n_rows, n_at_once)
        # The books are guarded again, and numbers go on where they were.
        with pytest.raises(DatabaseError, match="written once"), connection.cursor() as cursor:
            cursor.execute("UPDATE ledger_posting SET satang = 1")
        last = Event.objects.order_by("-pk").values_list("pk", flat=True)[0]
        assert record(actor=None, verb="read", target=User.objects.first()).pk > last
        folder = tmp_path / "elsewhere"
        assert (folder / "photos" / "ab" / "1.webp").read_bytes() == b"picture" * 1000
        assert (folder / "field.key").read_text() == "secret of field.key"
        assert (folder / "field.key").stat().st_mode & 0o077 == 0
        assert not (folder / "static").exists()
        # A second time it would be somebody's installation: only by name.
        with pytest.raises(restoring.RestoreRefused, match="An installation lives here"):
            restoring.restore(store, backup, replace="somebody-else.example")
        assert restoring.refuse_over_the_living(restoring.house_name())
        # One that breaks off leaves what was there.
        with pytest.raises(PieceBroken), rows_of(connection, to_write=True) as rows:
            rows.fill(tables_of_models(), broken, form=rows.form)
        assert stored()["ledger_posting"] == here["ledger_posting"]
    with rehearsing.scratch_database("") as url:
        assert url == "" if connection.vendor == "sqlite" else "_rehearsal" in url


def test_a_backup_that_was_interrupted_is_none(house, store, monkeypatch):
    class PowerCut(BaseException):
        pass

    def cut(*_arguments):
        raise PowerCut

    with monkeypatch.context() as broken:
        broken.setattr(Store, "write_list", cut)
        with pytest.raises(PowerCut):
            make_backup(store)

    assert store.moments() == []
    assert store.known
    backup = make_backup(store)
    assert check_backup(store, datetime.fromisoformat(backup.at)) == []


def test_damage_on_the_disk_is_named_and_mended_by_the_next_backup(house, store):
    at = datetime.fromisoformat(make_backup(store).at)
    piece = next(kept.pieces[0] for kept in read_backup(store, at).files if kept.name == "photos/ab/1.webp")
    store._path(piece).write_bytes(b"rot")

    assert [fault.partition(":")[0] for fault in check_backup(store, at)] == ["photos/ab/1.webp"]
    make_backup(store)
    assert check_backup(store, at) == []
    store._list(at).write_bytes(b"rot")
    assert len(check_backup(store, at)) == 1
    assert let_go(store) == 0


def test_old_backups_go_with_the_pieces_that_only_they_named(house, store):
    old = datetime.now(UTC) - timedelta(days=3 * 365)
    only_theirs = store.put(b"of old")
    told = store.read_list(datetime.fromisoformat(make_backup(store).at))
    for days in range(40):
        files = [{"name": "old", "sha256": "", "pieces": [only_theirs], "n_bytes": 6}]
        store.put(b"of old")
        store.write_list(old + timedelta(days=days), {**told, "files": files})

    make_backup(store)

    assert len(store.moments()) < 25
    assert all(check_backup(store, at) == [] for at in store.moments()[-1:])
    assert only_theirs in store.known
    for at in store.moments()[:-1]:
        store.remove_list(at)
    let_go(store)
    assert only_theirs not in store.known


def test_waiting_migrations_are_named_before_anything_is_written(house, store, monkeypatch):
    monkeypatch.setattr("mueang.config.backing_up.MigrationExecutor.migration_plan", lambda *_: [1])

    with pytest.raises(SchemaWaits):
        make_backup(store)
    assert not store.known


def test_a_restore_into_a_file_that_breaks_off_leaves_the_file_that_was_there(db, tmp_path):
    place = tmp_path / "mueang.sqlite3"
    place.write_bytes(b"what was there")
    here = connection.copy()
    here.settings_dict["NAME"] = str(place)
    if here.vendor == "sqlite":
        with pytest.raises(PieceBroken), restoring.database_made_aside(here, is_living=True):
            half_restored(here)
        assert [path.name for path in tmp_path.iterdir()] == [place.name]
    assert place.read_bytes() == b"what was there"


@contextmanager
def thrown_away():
    """Rows of the kind of database that the suite runs on, none of which stays."""
    if connection.vendor == "sqlite":
        yield SQLiteRows(sqlite3.connect(":memory:", isolation_level=None))
        return
    with rows_of(connection, to_write=True) as rows:
        yield rows
        rows._here.rollback()


def half_restored(here):
    with here.cursor() as cursor:
        cursor.execute("CREATE TABLE half_restored (id integer)")
    raise PieceBroken


def broken(_table):
    raise PieceBroken
    yield


def test_a_backup_of_a_newer_mueang_and_of_another_database_are_refused_in_words(house, store):
    told = store.read_list(datetime.fromisoformat(make_backup(store).at))
    at = datetime(2030, 1, 1, tzinfo=UTC)
    store.write_list(at, {**told, "migrations": [*told["migrations"], ["network", "0999_of_the_future"]]})

    with pytest.raises(restoring.RestoreRefused, match="newer"):
        restoring.migrate_as_it_was(read_backup(store, at), say=print)
    store.write_list(at, {**told, "migrations": told["migrations"][:3]})
    with pytest.raises(restoring.RestoreRefused, match="newer than the backup"):
        restoring.migrate_as_it_was(read_backup(store, at), say=print)
    with pytest.raises(RowsUnfit, match="PostgreSQL"):
        SQLiteRows(None).fill([], list, form="postgresql")


def test_rows_that_differ_a_record_that_ends_elsewhere_and_a_file_outside_are_refused(house, store):
    backup = make_backup(store)
    kept = next(kept for kept in backup.tables if kept.name == "network_city")
    table = next(table for table in tables_of_models() if table.name == "network_city")

    with rows_of(connection) as rows:
        for is_same_form in (True, False):
            with pytest.raises(RowsUnfit, match="network_city"):
                restoring.compare(rows, table, replace(kept, n_rows=7), is_same_form=is_same_form)
    with pytest.raises(RowsUnfit, match="does not end"):
        restoring.prove_record(replace(backup, heads=("installation:1:" + "0" * 64,)))
    for name, sha256, said in (("../out", "", "outside"), ("in", "0", "not what was kept")):
        with pytest.raises(PieceBroken, match=said):
            restoring.put_file(store, replace(backup.files[0], name=name, sha256=sha256))


def test_rows_of_sqlite_go_into_either_database(db):
    """As a town moves to a server: what SQLite stored as text and numbers arrives as what it means."""
    lines = [b'["2026-11-23 01:02:03.456000",1,{"x":"00ff"},0.5,"{\\"a\\": 1}","0123456789abcdef0123456789abcdef"]\n']
    table = Table("moved", ("at", "yes", "raw", "share", "said", "uuid"), "at")
    kinds = ("timestamptz", "boolean", "bytea", "numeric(6,2)", "jsonb", "uuid")
    columns = ", ".join(f"{name} {kind}" for name, kind in zip(table.columns, kinds, strict=True))
    with thrown_away() as rows:
        rows._here.execute(f"CREATE TABLE moved ({columns})")
        rows.fill([table], lambda _table: lines, form="sqlite")
        (found,) = rows.ask("SELECT at, yes, raw, share, CAST(said AS text) FROM moved")

    at = "2026-11-23 01:02:03.456000"
    at_there = at if connection.vendor == "sqlite" else datetime.fromisoformat(f"{at}+00:00")
    assert (found[0], found[1], bytes(found[2]), float(found[3])) == (at_there, True, b"\x00\xff", 0.5)
    assert json.loads(found[4]) == {"a": 1}


def test_the_command_makes_lists_checks_and_notes(house, tmp_path, capsys):
    where = {"to": str(tmp_path / "backups"), "key": str(tmp_path / "key")}
    call_command("backup", **where)
    call_command("backup", "--list", **where)
    call_command("backup", "--check", **where)

    said = capsys.readouterr().out
    assert "1 backups in" in said
    assert "ok   " in said
    assert read_state().n_rows
    (tmp_path / "backups" / "mueang-backup.json").unlink()
    with pytest.raises(CommandError, match="holds other things"):
        call_command("backup", **where)
    assert "holds other things" in read_state().failure
    with pytest.raises(CommandError, match="no backups"):
        call_command("restore", where["to"], key=where["key"])


def test_a_restore_says_what_it_set_aside_and_which_key_goes_where(house, tmp_path, capsys, monkeypatch):
    theirs = tmp_path / "field"
    theirs.write_text("of another house")
    call_command("backup", to=str(tmp_path / "backups"), key=str(tmp_path / "key"))
    house.OPTIONS = {**house.OPTIONS, "FIELD_KEY_FILE": str(theirs)}
    came = restoring.Restored(n_tables=1, n_rows=2_000, n_files=3, n_events=4, set_aside=Path("/before"))
    monkeypatch.setattr("mueang.config.management.commands.restore.restore", lambda *_given, **_options: came)

    call_command("restore", str(tmp_path / "backups"), key=str(tmp_path / "key"))

    said = capsys.readouterr().out
    assert f"in the place of {theirs}" in said
    assert "kept as /before" in said
    assert "Restored: 2,000 rows, 3 files, 4 events" in said
    with pytest.raises(CommandError, match="--key FILE"):
        call_command("restore", str(tmp_path / "backups"), key="")


def test_a_restore_elsewhere_is_told_nothing_of_this_house(house, tmp_path, monkeypatch):
    asked = {}

    def run(command, *, env, check):
        asked.update(command=command, env=env)
        return subprocess.CompletedProcess(command, 3)

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setenv("MUEANG_FIELD_KEY_FILE", "/ours")

    with pytest.raises(SystemExit) as end:
        call_command(
            "restore", "/backups", key="/key", at="2569-11-23", into=str(tmp_path / "new"), database="postgres://x"
        )

    assert end.value.code == 3
    assert asked["command"][-5:] == ["/backups", "--key", "/key", "--at", "2569-11-23"]
    told = {name: asked["env"][f"MUEANG_{name}"] for name in ("DATA_DIR", "DATABASE_URL", "FIELD_KEY_FILE", "PORT")}
    assert told == {
        "DATA_DIR": str(tmp_path / "new"),
        "DATABASE_URL": "postgres://x",
        "FIELD_KEY_FILE": "",
        "PORT": "1",
    }


def test_the_command_says_what_is_bad_and_ends_so(house, tmp_path, capsys):
    where = {"to": str(tmp_path / "backups"), "key": str(tmp_path / "key")}
    call_command("backup", **where)
    for path in (tmp_path / "backups" / "pieces").glob("??/*"):
        path.write_bytes(b"rot")

    with pytest.raises(SystemExit):
        call_command("backup", "--check", **where)
    assert "BAD" in capsys.readouterr().out


def test_key_data_and_backups_are_kept_apart(house, tmp_path, capsys):
    data = Path(house.DATA_DIR)
    for where in (
        {"to": str(data / "backups"), "key": str(tmp_path / "key")},
        {"to": str(tmp_path), "key": str(tmp_path / "key")},
        {"to": str(tmp_path / "backups"), "key": str(tmp_path / "backups" / "key")},
        {"to": str(tmp_path / "backups"), "key": ""},
        {"to": "", "key": str(tmp_path / "key")},
        {"to": str(tmp_path / "backups"), "key": str(tmp_path / "none")},
        {"make_key": True, "key": str(data / "backup.key")},
        {"make_key": True, "key": str(tmp_path / "key")},
    ):
        with pytest.raises(CommandError):
            call_command("backup", **where)
    call_command("backup", "--make-key", key=str(tmp_path / "second"))

    assert "mueang-backup-1 " in capsys.readouterr().out


def test_a_rehearsal_that_fails_is_noted_with_its_reason(house, tmp_path, monkeypatch):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "mueang.config.settings")
    write_key(new_key(), tmp_path / "other")
    call_command("backup", to=str(tmp_path / "backups"), key=str(tmp_path / "key"))

    came = rehearsing.rehearse(tmp_path / "backups", tmp_path / "other", into=tmp_path / "into", database=NOBODY)

    assert not came.went_well
    assert "was made with key" in read_state().rehearsal
    assert read_state().rehearsal_failed


def test_where_no_database_may_be_made_every_piece_is_read_instead(house, tmp_path):
    empty = Store.found_or_new(tmp_path / "empty", new_key())
    call_command("backup", to=str(tmp_path / "backups"), key=str(tmp_path / "key"))
    write_key(empty.key, tmp_path / "empty-key")

    assert rehearsing.by_reading(tmp_path / "backups", tmp_path / "key").went_well
    assert rehearsing.by_reading(tmp_path / "empty", tmp_path / "empty-key").lines == ("there is no backup",)
    assert "no backups" in rehearsing.by_reading(tmp_path / "unplugged", tmp_path / "key").lines[0]


def test_a_moment_is_typed_in_either_era_and_a_day_means_its_end(house, store):
    assert moment_typed("") is None
    assert moment_typed("2569-11-23") == moment_typed("2026-11-23 23:59:59")
    assert moment_typed("2026-11-23T08:00:00+00:00") == datetime(2026, 11, 23, 8, tzinfo=UTC)
    for text in ("yesterday", "2026-13-01"):
        with pytest.raises(restoring.RestoreRefused):
            moment_typed(text)
    with pytest.raises(restoring.RestoreRefused, match="there is none"):
        restoring.chosen(store, None)
    early, late = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)
    store.write_list(early, {})
    store.write_list(late, {})
    assert restoring.chosen(store, None) == late
    assert restoring.chosen(store, late - timedelta(seconds=1)) == early
    with pytest.raises(restoring.RestoreRefused, match="the oldest is of"):
        restoring.chosen(store, early - timedelta(days=1))


def test_keys_that_the_operator_keeps_elsewhere_are_kept_and_named_when_they_are_others(house, store, tmp_path):
    theirs = tmp_path / "secrets" / "field"
    theirs.parent.mkdir()
    theirs.write_text("of another house")
    theirs.with_name("field.1").write_text("before it")
    theirs.with_name("field.txt").write_text("a note")
    house.OPTIONS = {**house.OPTIONS, "FIELD_KEY_FILE": str(theirs)}
    backup = make_backup(store)
    kept = next(kept for kept in backup.files if kept.name == "field.key")

    assert store.get(kept.pieces[0]) == b"of another house"
    assert [one.name for one in backup.files if one.name.startswith("field")] == ["field.key", "field.key.1"]
    assert list(restoring.keys_elsewhere(backup)) == [(Path(house.DATA_DIR) / "field.key", theirs)]
