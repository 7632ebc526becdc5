"""The examples in the docstrings, worked."""

from __future__ import annotations

import doctest
import importlib

import pytest

MODULES = (
    *("aggregating", "best_weights", "coherence", "comparing", "composing", "drawing", "imputing", "normalising"),
    *("outranking", "principal", "ranking", "treating", "varying", "weighing"),
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_are_true(name: str) -> None:
    module = importlib.import_module(f"mueang.methods.indicators.{name}")

    found = doctest.testmod(module)

    assert (found.failed, found.attempted > 0) == (0, True)
