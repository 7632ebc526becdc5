"""A full disk or a database that is away is told apart from an error of ours, and said in one line."""

import errno
import logging

import pytest
from django.db import Error, IntegrityError, connection, transaction
from django.db.utils import OperationalError, ProgrammingError

from mueang.lib.trouble import OneLineOfTrouble, Trouble, told, trouble_in

SECRET = "ด.ญ.สมมติ ไม่มีจริง"


class Said(Exception):
    """An error as psycopg raises it: with a code once it is connected."""

    __module__ = "psycopg.errors"

    def __init__(self, words, sqlstate=None):
        super().__init__(words)
        self.sqlstate = sqlstate


def wrapped(driver, kind=OperationalError):
    """As Django hands it on."""
    try:
        raise kind(str(driver)) from driver
    except kind as error:
        return error


@pytest.mark.parametrize(
    ("driver", "trouble"),
    [
        (Said('could not extend file "base/5/1": No space left on device', "53100"), Trouble.FULL),
        (Said('could not fdatasync file "1": Input/output error', "58030"), Trouble.FAILING),
        (Said('could not open file "base/5/2": Read-only file system', "42501"), Trouble.FAILING),
        (Said("terminating connection due to administrator command", "57P01"), Trouble.AWAY),
        (Said("the database system is starting up", "57P03"), Trouble.STARTING),
        (Said("connection failed: FATAL:  the database system is in recovery mode"), Trouble.STARTING),
        (Said("connection failed: Connection refused"), Trouble.AWAY),
        (Said("connection failed: FATAL:  could not write init file: No space left on device"), Trouble.FULL),
        (Said("deadlock detected", "40P01"), Trouble.BUSY),
        (Said("permission denied for table people_person", "42501"), None),
        (Said("canceling statement due to statement timeout", "57014"), None),
    ],
)
def test_what_postgresql_says_is_told_apart(driver, trouble):
    assert trouble_in(wrapped(driver)) is trouble


@pytest.mark.parametrize(
    ("number", "trouble"),
    [
        (errno.ENOSPC, Trouble.FULL),
        (errno.EROFS, Trouble.FAILING),
        (errno.EIO, Trouble.FAILING),
        (errno.ENOENT, None),
        (errno.ECONNREFUSED, None),
    ],
)
def test_a_file_that_cannot_be_written_is_trouble_and_one_that_is_missing_is_not(number, trouble):
    assert trouble_in(OSError(number, "x")) is trouble


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite has pages to run out of")
def test_a_full_database_of_sqlite_is_known(db):
    with connection.cursor() as cursor:
        (n_pages,) = cursor.execute("PRAGMA page_count").fetchone()
        cursor.execute(f"PRAGMA max_page_count = {n_pages}")
        try:
            with pytest.raises(Error) as caught, transaction.atomic():
                cursor.execute("CREATE TABLE too_much AS SELECT randomblob(100000000) AS x")
        finally:
            cursor.execute("PRAGMA max_page_count = 4294967294")

    assert trouble_in(caught.value) is Trouble.FULL


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="only PostgreSQL has a server that says so")
def test_a_server_says_it_with_its_own_words_and_without_the_statement(db):
    words = f"RAISE EXCEPTION USING ERRCODE = '53100', MESSAGE = 'no room', DETAIL = '{SECRET}'"
    with pytest.raises(Error) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DO $$ BEGIN {words}; END $$")

    assert told(caught.value) == "the disk is full (no room)"


def test_an_error_on_the_way_out_of_trouble_is_that_trouble():
    def stumble():
        try:
            raise wrapped(Said("connection failed: Connection refused"))
        except OperationalError:
            {}["city"]

    with pytest.raises(KeyError) as caught:
        stumble()

    assert trouble_in(caught.value) is Trouble.AWAY


@pytest.mark.parametrize(
    "error",
    [
        KeyError("x"),
        wrapped(Said("duplicate key", "23505"), IntegrityError),
        wrapped(Said("no such column", "42703"), ProgrammingError),
        None,
    ],
)
def test_an_error_of_ours_is_no_trouble(error):
    assert trouble_in(error) is None


def record_of(error):
    info = (type(error), error, error.__traceback__)
    return logging.LogRecord("django.request", logging.ERROR, "x.py", 1, "Internal Server Error: %s", ("/p/",), info)


def test_trouble_is_one_line_and_its_like_are_counted_until_the_next(monkeypatch):
    clock = iter([100.0, 101.0, 102.0, 103.0, 111.0])
    monkeypatch.setattr("mueang.lib.trouble.time.monotonic", lambda: next(clock))
    quiet = OneLineOfTrouble()
    away, full = wrapped(Said("connection refused\n  x")), OSError(errno.ENOSPC, "No space left on device")
    records = [record_of(error) for error in (away, away, full, away, away)]

    kept = [quiet.filter(record) for record in records]

    assert kept == [True, False, True, False, True]
    lines = [logging.Formatter().format(one) for one, is_kept in zip(records, kept, strict=True) if is_kept]
    assert lines == [
        "the database does not answer (connection refused x): what was asked was refused",
        "the disk is full ([Errno 28] No space left on device): what was asked was refused",
        "the database does not answer (connection refused x): what was asked was refused; "
        "2 times more since this was said last",
    ]


def test_an_error_of_ours_keeps_its_traceback():
    record = record_of(KeyError("x"))

    assert OneLineOfTrouble().filter(record)
    assert record.exc_info
    assert record.getMessage() == "Internal Server Error: /p/"
