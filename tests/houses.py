"""Another installation beside the one of the test, into which a backup is restored."""

from contextlib import contextmanager

from django.db import connection


@contextmanager
def another_house(settings, folder):
    """The same program over an empty data folder and an empty database."""
    old = connection.settings_dict["NAME"]
    name = str(folder / "mueang.sqlite3") if connection.vendor == "sqlite" else f"{old}_restored"
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
            cursor.execute(f'CREATE DATABASE "{name}"')
    settings.DATA_DIR = folder
    folder.mkdir()
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = old
        if connection.vendor != "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{name}"')
