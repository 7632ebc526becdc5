"""A database that many threads may write to at once, whichever of the two the suite runs on."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections


@pytest.fixture
def shared_database(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """SQLite's test database lives in memory, where threads lock each other out: move to a file for a while."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    in_memory, options = connection, connections.settings["default"]
    memory_wrapper, name = connections["default"], options["NAME"]
    file = tmp_path / "many.sqlite3"
    with sqlite3.connect(file) as copy:
        in_memory.connection.backup(copy)
    copy.close()
    options["NAME"] = str(file)
    del connections["default"]
    yield
    connections["default"].close()
    options["NAME"] = name
    connections["default"] = memory_wrapper


@pytest.fixture
def at_once(shared_database: None) -> Callable[[list[Callable[[], Any]]], list[Any]]:
    """Run calls in as many threads, let go together; each gives its result or its exception."""

    def run(calls: list[Callable[[], Any]]) -> list[Any]:
        gate = Barrier(len(calls))

        def one(call: Callable[[], Any]) -> Any:
            gate.wait()
            try:
                return call()
            except Exception as error:  # noqa: BLE001 -- whatever it is, the test looks at it
                return error
            finally:
                connections["default"].close()

        with ThreadPoolExecutor(len(calls)) as pool:
            return list(pool.map(one, calls))

    return run
