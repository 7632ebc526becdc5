"""`make bench`: run every benchmark, or those named, one after the other; each prints its own rows."""

from __future__ import annotations

import os
import runpy
import sys

BENCHMARKS = (
    *("credentials", "certificates", "last_seats", "burst", "killed", "crash", "catalog_pages", "allocation", "search"),
    *("register", "glass_box", "fairness_survey", "early_warning"),
    "access",
    "siting",
    "planning",
    "footprint",
    "nightly_flags",
    "registers_database",
    "register_import",
    "register_fuzz",
    "index_uncertainty",
    "derived_indicators",
    "notices",
)


def main() -> None:
    # As `mueang` itself sets it: threads of linear algebra that wait for one another count as processor time.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    names = sys.argv[1:] or list(BENCHMARKS)
    unknown = set(names) - set(BENCHMARKS)
    if unknown:
        sys.exit(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}")
    for name in names:
        print(f"\n== {name}", flush=True)
        sys.argv = [name]
        runpy.run_module(f"benchmarks.{name}", run_name="__main__")


if __name__ == "__main__":
    main()
