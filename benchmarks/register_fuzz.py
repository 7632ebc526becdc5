"""Thousands of damaged files sent for the register: none may crash, none may write half, each must say where.

Usage: python -m benchmarks register_fuzz [--files 2400]

Runs the same check as the suite's two hundred, in a database of its own.
"""

from __future__ import annotations

import argparse
import subprocess
import sys

from benchmarks.registers_database import ROOT

TEST = "tests/apps/registers/actions/test_damaged_files.py"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=2_400)
    n_files = parser.parse_args().files
    code = (
        "import sys, pytest; sys.path.insert(0, 'tests')\n"
        "class More:\n"
        "    def pytest_collection_modifyitems(self, items):\n"
        f"        items[0].module.N = {n_files}\n"
        f"sys.exit(pytest.main(['-q', '-p', 'no:cacheprovider', '--no-header', '{TEST}'], plugins=[More()]))"
    )
    finished = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)
    print(
        f"{n_files:,} damaged files: {'each refused or taken with a report' if not finished.returncode else 'FAILED'}"
    )
    sys.exit(finished.returncode)


if __name__ == "__main__":
    main()
