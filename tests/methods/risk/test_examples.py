"""The examples in the docstrings, worked."""

from __future__ import annotations

import doctest
import importlib

import pytest

MODULES = ("calibrating", "evaluating", "fitting", "forbidden", "groups", "judging", "scoring", "visits")


@pytest.mark.parametrize("name", MODULES)
def test_examples_are_true(name: str) -> None:
    module = importlib.import_module(f"mueang.methods.risk.{name}")

    found = doctest.testmod(module)

    assert (found.failed, found.attempted > 0) == (0, True)
