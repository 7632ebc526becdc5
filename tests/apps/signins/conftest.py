"""Somebody of the staff, and a learner, who sign in by a password."""

from __future__ import annotations

import pytest

from factories.doors import with_password
from mueang.apps.accounts.models import User


@pytest.fixture
def manager(cast) -> User:
    return with_password(cast.manager)


@pytest.fixture
def learner(cast) -> User:
    return with_password(cast.learner)
