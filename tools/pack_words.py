"""Pack the Thai word list anew: `python tools/pack_words.py words_th.txt` (from the package pythainlp, CC0 1.0)."""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

from mueang.methods.thai import normalise

PACKED = Path(__file__).resolve().parent.parent / "src" / "mueang" / "facts" / "data" / "thai_words.txt.gz"


def main() -> None:
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    words = sorted({word for line in lines if (word := normalise(line)) and " " not in word})
    # No time stamp: the same list gives the same bytes.
    PACKED.write_bytes(gzip.compress("\n".join(words).encode(), 9, mtime=0))
    print(f"{len(words):,} words, {PACKED.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
