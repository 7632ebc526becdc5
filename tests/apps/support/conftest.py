"""A case, and an agency that may be asked."""

import pytest

from factories.cases import agency, opened


@pytest.fixture
def case(cast):
    return opened(cast)


@pytest.fixture
def office(cast):
    return agency(cast)
