"""One suite for both databases: `MUEANG_TEST_DATABASE=postgresql` starts a PostgreSQL of its own."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

_FOLDER = tempfile.mkdtemp(prefix="mueang-test-")
os.environ["MUEANG_DATA_DIR"] = os.environ.get("MUEANG_TEST_DATA_DIR") or _FOLDER
os.environ.setdefault("MUEANG_DATABASE_URL", "")


def pytest_configure() -> None:
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]


@pytest.fixture
def data_dir() -> Path:
    return Path(os.environ["MUEANG_DATA_DIR"])


@pytest.fixture
def cast(db: None) -> object:
    """The whole cast, in their two cities."""
    from cast import make_cast

    return make_cast()
