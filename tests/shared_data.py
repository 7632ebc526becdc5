"""Public data sets beside the checkout, for tests that reproduce published results."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "shared" / "data"


def shared_data(name: str) -> Path:
    """The folder of the data set `name`; skips the test where the sets are not beside the checkout."""
    folder = ROOT / name
    if not folder.is_dir():
        pytest.skip(f"data set {name} is not beside this checkout")
    return folder
