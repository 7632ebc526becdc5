"""Bring an installation up to date before it serves: schema, public facts, static files."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from mueang.apps.catalog.actions import load_interests
from mueang.apps.indicators.actions import load_frameworks
from mueang.apps.ledger.actions import load_chart
from mueang.apps.network.actions import load_network_facts


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
