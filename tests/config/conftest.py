"""The configuration is tried by many threads at once too."""

from tests.apps.conftest import at_once, shared_database

__all__ = ["at_once", "shared_database"]
