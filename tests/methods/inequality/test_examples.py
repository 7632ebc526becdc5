"""The examples in the docstrings, worked."""

from __future__ import annotations

import doctest
import importlib

import pytest

MODULES = ("concentration", "entropy", "gaps", "intervals", "parity", "poverty", "shapley", "spread")


@pytest.mark.parametrize("name", MODULES)
def test_examples_are_true(name: str) -> None:
    module = importlib.import_module(f"mueang.methods.inequality.{name}")

    found = doctest.testmod(module)

    assert (found.failed, found.attempted > 0) == (0, True)
