"""The examples in the docstrings, worked."""

from __future__ import annotations

import doctest
import importlib

import pytest

MODULES = (
    "answer",
    "center",
    "coverage",
    "covering",
    "graphs",
    "interchange",
    "levelling",
    "median",
    "multipliers",
    "nearness",
    "sampling",
    "watch",
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_are_true(name: str) -> None:
    module = importlib.import_module(f"mueang.methods.siting.{name}")

    found = doctest.testmod(module)

    assert (found.failed, found.attempted > 0) == (0, True)
