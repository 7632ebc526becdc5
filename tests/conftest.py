"""Fixtures of the whole suite. `tools/test.py` runs it on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation

# No deadlines: a busy machine is no fault of the code. The same examples at every run: main does not flicker.
hypothesis.settings.register_profile("house", deadline=None, derandomize=True)
hypothesis.settings.load_profile("house")
TESTS = Path(__file__).parent


# Their tests start houses, servers and commands, which find the database of the run by themselves.
WHOLE_ROOMS = ("browser", "config", "demo", "deploy")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--meets-database", action="store_true", help="only tests that may touch a database: no other can differ on it"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--meets-database"):
        return
    config.hook.pytest_deselected(items=[item for item in items if not meets_database(item)])
    items[:] = [item for item in items if meets_database(item)]


def meets_database(item: pytest.Item) -> bool:
    """Whoever asks for none is refused one by pytest-django."""
    room = item.path.relative_to(TESTS).parts[0]
    asks = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    return room in WHOLE_ROOMS or bool(asks) or item.get_closest_marker("django_db") is not None


@pytest.fixture(scope="session")
def django_db_modify_db_settings_xdist_suffix(request: pytest.FixtureRequest) -> None:
    """A database for each worker; ours of SQLite, which pytest-django does not know by name, lies in its memory."""
    worker, database = getattr(request.config, "workerinput", {}).get("workerid"), settings.DATABASES["default"]
    if worker and "sqlite" not in database["ENGINE"]:
        database.setdefault("TEST", {})["NAME"] = f"test_{database['NAME']}_{worker}"


@pytest.fixture
def data_dir() -> Path:
    return Path(os.environ["MUEANG_DATA_DIR"])


@pytest.fixture
def cast(db: None) -> object:
    """The whole cast, in their two cities."""
    from cast import make_cast

    return make_cast()


@pytest.fixture(autouse=True)
def fresh_start() -> None:
    """Rate limits, kept pages, what failed and the reader's language of one test do not meet the next."""
    from mueang.apps.catalog.queries import forget_seat_changes, forget_snapshots
    from mueang.config.kept import PAGES, PAGES_OF_WORDS
    from mueang.lib.one_by_one import start_again

    start_again()
    PAGES.clear()
    PAGES_OF_WORDS.clear()
    forget_seat_changes()
    forget_snapshots()
    cache.clear()
    translation.activate("th")


@pytest.fixture
def line(settings: object) -> object:
    """A stand-in for LINE and an SMS gateway, on this machine."""
    from fakes.line_standin import TOKEN, StandIn, running

    standin = StandIn()
    with running(standin) as address:
        settings.LINE_URL, settings.LINE_TOKEN, settings.LINE_SECRET = address, TOKEN, "stand-in-secret"  # type: ignore[attr-defined]
        settings.SMS_URL, settings.SMS_TOKEN = f"{address}/sms", TOKEN  # type: ignore[attr-defined]
        standin.address = address
        yield standin
