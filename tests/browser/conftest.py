"""One invented city for all walks: filled once a run, copied for each file, set back before each walk."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import environ
import pytest
from django.db import connections
from playwright.sync_api import Browser, expect, sync_playwright

from browser.house import ALIAS, House, own_database
from browser.reader import LAUNCH


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A walk that failed is walked once more, on a house begun anew; both are told (decision 39)."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Ends with the file: while Playwright's loop runs, Django refuses the database in the main thread."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("there is no chromium on this machine")
    # Machines that test are busy machines.
    expect.set_options(timeout=60_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=LAUNCH)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Seen by every process of the run."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="module")
def filled_house(tmp_path_factory: pytest.TempPathFactory, shared_folder: Path, django_db_blocker) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house") / "data"
    house = House(folder, database=own_database(folder), unblocked=django_db_blocker.unblock)
    known, config = connections.databases, environ.Env.db_url_config(house.database.url)
    if "postgresql" in config["ENGINE"]:
        # Whoever looks from outside stands behind no wall.
        config["OPTIONS"] = {**config.get("OPTIONS", {}), "options": "-c mueang.cities=*"}
    known[ALIAS] = connections.configure_settings({"default": {}, ALIAS: config})[ALIAS]
    try:
        house.take_filling(shared_folder)
        yield house
    finally:
        house.stop()
        house.database.drop()
        del known[ALIAS]


@pytest.fixture
def house(filled_house: House, shared_folder: Path) -> House:
    """The demo as it was first filled, served anew."""
    filled_house.begin_anew(shared_folder)
    return filled_house


@pytest.fixture
def served_house(filled_house: House) -> House:
    """As the last test left it, for whoever only looks."""
    if filled_house.process is None:
        filled_house.start()
    return filled_house


@pytest.fixture(scope="session")
def pictures() -> Path | None:
    """Where to put a picture of every page; nowhere unless MUEANG_SCREENSHOTS names a folder."""
    name = os.environ.get("MUEANG_SCREENSHOTS")
    return Path(name) if name else None
