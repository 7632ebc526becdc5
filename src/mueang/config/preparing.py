"""Bring an installation up to date before it serves: schema, public facts, static files."""

from __future__ import annotations

import hashlib
import io
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from mueang.apps.catalog.actions import load_interests
from mueang.apps.indicators.actions import load_frameworks
from mueang.apps.ledger.actions import load_chart
from mueang.apps.network.actions import load_network_facts
from mueang.lib.trouble import Trouble, told, trouble_in

# PostgreSQL that was switched off reads its log again before it lets anybody in.
LONGEST_WAIT, PAUSE_SECONDS = 300.0, 1.0


def wait_for_database(*, say: Callable[[str], None], is_stopping: Callable[[], bool] = lambda: False) -> None:
    """Until it lets us in; says once why it does not. Raises what it said last where it never does."""
    until, said = time.monotonic() + LONGEST_WAIT, None
    while True:
        try:
            connection.ensure_connection()
        except Error as error:
            trouble = trouble_in(error)
            may_pass = trouble in {Trouble.STARTING, Trouble.AWAY, Trouble.BUSY}
            if not may_pass or is_stopping() or time.monotonic() > until:
                raise
            if trouble is not said:
                say(f"Waiting: {told(error)}")
                said = trouble
        else:
            return
        time.sleep(PAUSE_SECONDS)


def prepare(*, say: Callable[[str], None]) -> None:
    """Migrate, load the packaged facts and gather static files; each only when something changed."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Preparing the database …")
        call_command("migrate", verbosity=0, interactive=False)
        load_network_facts()
        load_interests()
        load_frameworks()
        load_chart()
    stamp, state = settings.STATIC_ROOT / ".state", static_state()
    if not stamp.exists() or stamp.read_text(encoding="ascii") != state:
        say("Gathering static files …")
        call_command("collectstatic", verbosity=0, interactive=False, clear=True, stdout=io.StringIO())
        stamp.write_text(state, encoding="ascii")


def static_state() -> str:
    """A digest of the name, size and time of every static file we ship."""
    lines = []
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = Path(storage.path(path)).stat()
            lines.append(f"{path} {stat.st_size} {stat.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()
