"""The Thai dictionary that text is cut by, and words of one meaning in Thai and English."""

from __future__ import annotations

import gzip
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from mueang.facts.tables import read_table

if TYPE_CHECKING:
    from marisa_trie import Trie


@cache
def thai_words() -> Trie:
    """61,000 Thai words as a trie that gives the words a string begins with; 4 MB, kept once read."""
    import marisa_trie  # only those who cut text pay for it

    # Line by line: a list of them all would stay in the process's memory for good.
    packed = files("mueang.facts") / "data" / "thai_words.txt.gz"
    with packed.open("rb") as file, gzip.open(file, "rt", encoding="utf-8") as lines:
        return marisa_trie.Trie(line.rstrip("\n") for line in lines)


@cache
def meanings() -> dict[str, tuple[str, ...]]:
    """Each meaning of the thesaurus by its code, with all its words, Thai and English."""
    return {
        row["code"]: (*row["thai"].split(" | "), *row["english"].split(" | ")) for row in read_table("thesaurus.csv")
    }
