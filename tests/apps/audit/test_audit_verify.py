"""`mueang audit verify` says what it found, and its exit code is the answer."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command
from django.db import connection

from factories.rows import CityFactory
from mueang.apps.audit.actions import record
from mueang.apps.audit.models import Book


@pytest.fixture
def head(db):
    city = CityFactory(slug="nakhon")
    for _ in range(3):
        event = record(actor=None, verb="x", target=city, book="nakhon")
    return f"nakhon:3:{event.hash}"


def verify(*arguments: str) -> tuple[int, str]:
    output = io.StringIO()
    try:
        call_command("audit_verify", *arguments, stdout=output)
    except SystemExit as end:
        return int(end.code or 0), output.getvalue()
    return 0, output.getvalue()


def test_a_whole_record_exits_0_and_prints_counts_and_heads(head):
    code, said = verify("--head", head)

    assert code == 0
    assert f"head   {head}" in said
    assert "1 books, 3 events, 0 faults" in said


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE audit_event SET verb = 'y' WHERE number = 2", "event 2 was changed after it was written"),
        ("DELETE FROM audit_event WHERE number = 2", "event 2 is missing"),
        ("DELETE FROM audit_event WHERE number > 1", "event 2-3 is missing: the book's end was cut off"),
    ],
)
def test_a_fault_exits_1_and_names_the_event(head, statement, sentence):
    with connection.cursor() as cursor:
        cursor.execute(statement)

    code, said = verify()

    assert code == 1
    assert f"FAULT  nakhon {sentence}" in said
    assert "whole" not in said


def test_a_book_rewritten_from_its_beginning_is_found_by_a_head_kept_elsewhere(head):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_event")
        cursor.execute("DELETE FROM audit_book")
    record(actor=None, verb="x", target=CityFactory(), book="nakhon")

    assert verify()[0] == 0
    assert verify("--head", head)[0] == 2


@pytest.mark.parametrize("line", ["nakhon", "nakhon:x:y", "nakhon:99999999999999999999:y", ""])
def test_a_head_that_cannot_be_read_stands_nowhere(head, line):
    assert verify("--head", line)[0] == 2


def test_the_head_of_an_empty_book_stands(head):
    Book.objects.create(name="empty")

    assert verify("--book", "empty", "--head", "empty:0:" + "0" * 64)[0] == 0
