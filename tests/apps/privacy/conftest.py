"""Whoever keeps the desk of data protection, signed in."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from factories.privacy import officer_of_privacy


@pytest.fixture
def dpo_client(cast: Any, client: Client) -> Client:
    client.force_login(officer_of_privacy(cast))
    return client
