"""Thousands of damaged files, for the register or as a ministry's list: none may crash or write half, each says where.

Usage: python -m benchmarks.register_fuzz [--files 2400] [--of register|lists]

Runs the same check as the suite's two hundred, in a database of its own.
"""

from __future__ import annotations

import argparse
import subprocess
import sys

from benchmarks.registers_database import ROOT

TESTS = {
    "register": "tests/apps/registers/actions/test_damaged_files.py",
    "lists": "tests/apps/support/test_damaged_lists.py",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=2_400)
    parser.add_argument("--of", choices=TESTS, default="register")
    asked = parser.parse_args()
    n_files, test = asked.files, TESTS[asked.of]
    code = (
        "import sys, pytest; sys.path.insert(0, 'tests')\n"
        "class More:\n"
        "    def pytest_collection_modifyitems(self, items):\n"
        f"        items[0].module.N = {n_files}\n"
        f"sys.exit(pytest.main(['-q', '-p', 'no:cacheprovider', '--no-header', '{test}'], plugins=[More()]))"
    )
    finished = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)
    print(
        f"{n_files:,} damaged files: {'each refused or taken with a report' if not finished.returncode else 'FAILED'}"
    )
    sys.exit(finished.returncode)


if __name__ == "__main__":
    main()
