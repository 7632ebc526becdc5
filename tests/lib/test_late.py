"""Modules that are loaded when they are first asked for: the same names, the same views, fewer of them at the start."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from django.urls import get_resolver, resolve
from django.urls.resolvers import URLPattern, URLResolver

from mueang.lib.late import GATHERING, LateFinder, LateView, gathered, load_late

SOURCE = Path(__file__).resolve().parents[2] / "src"
PACKAGES = sorted(
    name
    for path in SOURCE.glob("mueang/*/**/__init__.py")
    if GATHERING.fullmatch(name := ".".join(path.parent.relative_to(SOURCE).parts))
)


def in_another_process(code: str) -> object:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "mueang.config.settings_for_tests"}
    code = f"import json, sys\n{code}"
    done = subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", PACKAGES)
def test_every_name_a_package_gathers_is_there(name):
    home = gathered((SOURCE.joinpath(*name.split(".")) / "__init__.py").read_text(encoding="utf-8"))

    assert home is not None, "it does more than gather names: all of it is loaded at the start"
    package = import_module(name)
    for word, where in home.items():
        held, own = getattr(package, word), getattr(import_module(where), word)
        assert held is own or (isinstance(held, LateView) and held._view() is own), word


def test_a_name_that_nobody_gathered_is_not_there():
    for name in ("mueang.apps.catalog.queries", "mueang.apps.catalog.views"):
        with pytest.raises(AttributeError, match="nowhere"):
            import_module(name).nowhere  # noqa: B018 -- to be refused


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('"""Doors."""\nfrom mueang.a import b, c\n__all__ = ["b", "c"]\n', {"b": "mueang.a", "c": "mueang.a"}),
        ('"""Nothing yet."""\n', {}),
        ("from mueang.a import b\nb()\n", None),
        ("import os\n", None),
        ("from django.db import models\n", None),
        ("from . import b\n", None),
        ("LIMIT = 3\n", None),
    ],
)
def test_only_what_gathers_names_and_does_nothing_else_is_late(source, found):
    assert gathered(source) == found


def test_reading_the_addresses_loads_no_view_and_no_library_of_keys():
    loaded = in_another_process(
        "import django; django.setup()\n"
        "from django.urls import get_resolver\n"
        "get_resolver().reverse_dict\n"
        "print(json.dumps(sorted(sys.modules)))"
    )

    assert "mueang.desks.public.urls" in loaded
    assert {"cryptography", "fido2", "numpy", "tantivy", "typst", "segno"} & set(loaded) == set()
    assert [name for name in loaded if name.startswith("mueang.desks.public.views.")] == []


def test_a_module_named_as_what_it_holds_does_not_take_its_place():
    said = in_another_process(
        "import django; django.setup()\n"
        "import mueang.desks.public.views.suggesting, mueang.apps.catalog.views.freshness\n"
        "import mueang.apps.catalog.queries.suiting\n"
        "from mueang.apps.catalog.views import freshness\n"
        "from mueang.apps.catalog.queries import suited\n"
        "print(json.dumps([callable(freshness), callable(suited)]))"
    )

    assert said == [True, True]


def patterns(resolver):
    for one in resolver.url_patterns:
        yield from patterns(one) if isinstance(one, URLResolver) else [one]


def test_every_address_leads_to_a_view():
    views = [one.callback for one in patterns(get_resolver()) if isinstance(one, URLPattern)]
    late = [view for view in views if isinstance(view, LateView)]

    assert len(late) > 100
    for view in late:
        assert callable(view._view()), view.__name__


def test_a_late_view_says_of_itself_what_its_function_does():
    view = resolve("/privacy/").func

    assert (view.__module__, view.__name__) == ("mueang.desks.public.views.cities", "privacy")
    assert not hasattr(view, "view_class")
    assert view.__wrapped__ is view._view().__wrapped__


def test_what_is_seldom_used_is_run_when_the_first_thing_of_it_is_asked_for_and_once():
    said = in_another_process(
        "import threading\n"
        "from mueang.lib.late import SeldomModule, load_late\n"
        "load_late()\n"
        "import ssl, sqlparse, asyncio.sslproto\n"
        "import ssl\n"
        "late = [type(sys.modules[name]) is SeldomModule for name in ('ssl', 'sqlparse', 'asyncio.sslproto')]\n"
        "before = '_ssl' in sys.modules\n"
        "seen, gate = [], threading.Barrier(4)\n"
        "def ask():\n"
        "    gate.wait(); seen.append(ssl.SSLContext)\n"
        "threads = [threading.Thread(target=ask) for _ in range(4)]\n"
        "[one.start() for one in threads]; [one.join() for one in threads]\n"
        "from ssl import SSLContext\n"
        "print(json.dumps([late, before, len(seen), set(seen) == {SSLContext}, type(ssl).__name__,\n"
        "    sqlparse.split('SELECT 1; SELECT 2')]))"
    )

    assert said == [[True, True, True], False, 4, True, "module", ["SELECT 1;", "SELECT 2"]]


def test_a_seldom_used_module_can_be_given_a_name_before_it_is_run():
    said = in_another_process(
        "from mueang.lib.late import load_late\n"
        "load_late()\n"
        "import sqlparse\n"
        "sqlparse.ours = 3\n"
        "print(json.dumps([sqlparse.ours, callable(sqlparse.split), hasattr(sqlparse, 'theirs')]))"
    )

    assert said == [3, True, False]


def test_the_finder_is_there_once():
    load_late()

    assert sum(isinstance(finder, LateFinder) for finder in sys.meta_path) == 1
