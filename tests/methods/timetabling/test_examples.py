"""The examples in the docstrings, worked."""

from __future__ import annotations

import doctest
import importlib

import pytest


@pytest.mark.parametrize("name", ["model", "proposing", "wishes"])
def test_examples_are_true(name: str) -> None:
    found = doctest.testmod(importlib.import_module(f"mueang.methods.timetabling.{name}"))

    assert (found.failed, found.attempted > 0) == (0, True)
