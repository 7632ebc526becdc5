"""Modules are loaded when something in them is first asked for, where a package only gathers names from its modules.

A web process answers most requests with a small part of the house. What the pages of one officer need, once a month,
would otherwise stand in the memory of every process, and be read at every start.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from threading import RLock
from types import ModuleType
from typing import Any

GATHERING = re.compile(r"mueang\.(?:(?:apps|desks)\.\w+\.(?:actions|queries|views|forms)|lib\.\w+)")
# Named by others when they are loaded, and used by who has a passkey, asks another server or migrates: with the first
# come 10 MB, with the next two 3, with the last one.
SELDOM = frozenset({"allauth.mfa.webauthn.internal.auth", "ssl", "asyncio.sslproto", "sqlparse"})
# What the machinery of imports asks of a module that was found before.
_OF_MODULES = frozenset({"__spec__", "__class__", "__dict__", "__loader__", "__name__", "__path__"})
# What Django asks of every view while it reads the addresses; ours are functions.
_OF_OTHER_VIEWS = frozenset({"view_class", "cls", "_is_coroutine_marker"})


def load_late() -> None:
    """From now on; once."""
    if not any(isinstance(finder, LateFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, LateFinder())


class LateFinder(MetaPathFinder):
    """Finds those packages, and what is seldom used; every other module is found as ever."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        is_gathering = GATHERING.fullmatch(fullname) is not None
        if not is_gathering and fullname not in SELDOM:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            if not is_gathering:
                spec.loader = SeldomLoader(fullname, spec.loader.path)
            elif spec.submodule_search_locations:
                spec.loader = LateLoader(fullname, spec.loader.path)
        return spec


class SeldomLoader(SourceFileLoader):
    """Runs a module when the first thing of it is asked for."""

    def exec_module(self, module: ModuleType) -> None:
        vars(module)["_turn"] = RLock()
        module.__class__ = SeldomModule

    def run(self, module: ModuleType) -> None:
        super().exec_module(module)


class SeldomModule(ModuleType):
    """A module that is not run yet; whichever thread asks first runs it, and the others wait."""

    def __getattribute__(self, name: str) -> Any:
        if name not in _OF_MODULES:
            held = ModuleType.__getattribute__(self, "__dict__")
            with held["_turn"]:
                # In the same thread: who is asked for by what is being run is seen as far as it got.
                loader, held["_loader"] = held.get("_loader", held["__spec__"].loader), None
                if loader is not None:
                    loader.run(self)
                    object.__setattr__(self, "__class__", ModuleType)
        # Not `super()`: by now it is a module like any other.
        return ModuleType.__getattribute__(self, name)


class LateLoader(SourceFileLoader):
    """Runs nothing of a package that holds names of its modules and nothing else."""

    def exec_module(self, module: ModuleType) -> None:
        home = gathered(Path(self.path).read_text(encoding="utf-8"))
        if home is None:
            super().exec_module(module)
            return
        module.__class__ = LatePackage
        vars(module).update(__all__=list(home), _home=home)


class LatePackage(ModuleType):
    """A package that loads a module of its own when one of the names it gathers is asked for.

    Views are named by their addresses long before anybody asks for one.
    """

    _home: Mapping[str, str]

    def __getattr__(self, name: str) -> Any:
        if name not in self._home:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        where = self._home[name]
        # Classes are made into views where the addresses are written.
        is_late = self.__name__.endswith(".views") and name.islower()
        found = vars(self)[name] = LateView(where, name) if is_late else getattr(import_module(where), name)
        return found

    def __setattr__(self, name: str, value: object) -> None:
        # A module that bears the name of what it holds would stand in its place once it is loaded.
        if not (isinstance(value, ModuleType) and name in self._home):
            super().__setattr__(name, value)


def gathered(source: str) -> dict[str, str] | None:
    """Name -> the module it comes from; None where the source does more than gather names of ours."""
    found: dict[str, str] = {}
    for statement in ast.parse(source).body:
        if isinstance(statement, ast.ImportFrom) and (statement.module or "").startswith("mueang."):
            found |= {one.name: str(statement.module) for one in statement.names}
        elif not _says_nothing(statement):
            return None
    return found


def _says_nothing(statement: ast.stmt) -> bool:
    """A docstring, or the list of names."""
    if isinstance(statement, ast.Assign):
        return ast.unparse(statement.targets[0]) == "__all__"
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


class LateViews:
    """A module of views for those who write addresses: loaded at the first request of one of them."""

    def __init__(self, where: str) -> None:
        self._where = where

    def __getattr__(self, name: str) -> LateView:
        return LateView(self._where, name)


class LateView:
    """A view whose module is loaded at its first request."""

    def __init__(self, where: str, name: str) -> None:
        self.__module__, self.__name__, self.__qualname__ = where, name, name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._view()(*args, **kwargs)

    def __getattr__(self, name: str) -> Any:
        if name in _OF_OTHER_VIEWS:
            raise AttributeError(name)
        return getattr(self._view(), name)

    def _view(self) -> Any:
        """Each request asks a dozen times."""
        found = vars(self).get("_found")
        if found is None:
            found = self._found = getattr(import_module(self.__module__), self.__name__)
        return found
