"""A kept connection to PostgreSQL is looked at, and asked only where there is something to hear."""

from __future__ import annotations

import socket

import pytest
from django.db import connection

from mueang.lib.postgresql.base import is_quiet
from mueang.lib.reach import NOWHERE


def test_a_socket_is_quiet_until_its_other_end_speaks_or_closes():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        assert is_quiet(ours.fileno())

        theirs.close()

        assert not is_quiet(ours.fileno())


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_the_server_ended_is_not_used_again(django_assert_num_queries):
    if connection.vendor != "postgresql":
        pytest.skip("PostgreSQL alone keeps a connection that its server may end")
    connection.ensure_connection()
    with django_assert_num_queries(0):
        assert connection.is_usable()
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [connection.connection.info.backend_pid])
    other.close()

    assert not connection.is_usable()
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_a_server_that_went_away_during_a_request_spoils_nothing_that_was_answered():
    if connection.vendor != "postgresql":
        pytest.skip("PostgreSQL alone is a server that may go away")
    connection.ensure_connection()
    connection.reach = "7"
    connection.connection.pgconn.finish()

    connection.go_back_to(NOWHERE)

    assert connection.connection is None
    with connection.cursor() as cursor:
        assert cursor.execute("SELECT 1").fetchone() == (1,)
