"""The demo city, filled once for all tests of a file: each of them finds it as it was filled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from mueang.apps.network.models import City


@pytest.fixture(scope="module")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def filled(django_db_setup: None, django_db_blocker: object, demo_folder: Path) -> Iterator[City]:
    """Filled in a transaction around those of the tests; what each of them changes is taken back before the next."""
    around = transaction.atomic()
    around._from_testcase = True  # type: ignore[attr-defined]  # as Django's own tests say it: durable blocks may be within
    with django_db_blocker.unblock(), override_settings(DATA_DIR=demo_folder), around:  # type: ignore[attr-defined]
        call_command("demo", people=400)
        yield City.objects.get(slug="yala")
        transaction.set_rollback(True)
