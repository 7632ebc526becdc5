"""The examples in the docstrings, worked."""

from __future__ import annotations

import doctest
import importlib

import pytest

MODULES = (
    "bitstring", "controller_documents", "data_integrity", "did", "jose", "line_messaging", "multibase", "open_badges",
    "rdf_dataset", "sms",
    "status_list", "strict_json", "timestamps", "verification_keys",
)  # fmt: skip


@pytest.mark.parametrize("name", MODULES)
def test_examples_are_true(name: str) -> None:
    module = importlib.import_module(f"mueang.standards.{name}")

    assert doctest.testmod(module).failed == 0
