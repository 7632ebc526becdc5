"""Pages are asked for in Thai unless a test says otherwise."""

from collections.abc import Iterator

import pytest
from django.utils.translation import override


@pytest.fixture(autouse=True)
def thai() -> Iterator[None]:
    """A request for an English page leaves English behind; the next test must not inherit it."""
    with override("th"):
        yield
