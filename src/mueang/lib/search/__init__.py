"""Full text search in Thai and English: an index in one folder, embedded in the process, seen by all processes."""

from mueang.lib.search.asking import Hits, Named, find, names_with, phrases_like, words_like
from mueang.lib.search.index import Entry, IndexIsBusy, IndexIsGone, Mark, TextIndex

__all__ = [
    "Entry",
    "Hits",
    "IndexIsBusy",
    "IndexIsGone",
    "Mark",
    "Named",
    "TextIndex",
    "find",
    "names_with",
    "phrases_like",
    "words_like",
]
