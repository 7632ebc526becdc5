"""The index of one collection: a folder that any process reads, and one at a time writes."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from mueang.lib.search.analysis import fingerprint, grams_of, grams_of_name, words_and_meanings
from mueang.lib.search.memory import give_back

if TYPE_CHECKING:
    import tantivy

Mark = dict[str, Any]

_HEAP_BYTES = 15_000_000
_HEAP_BYTES_ANEW = 100_000_000
_NAME_WEIGHT = 3
_TOKENIZER = "as_given"
_PAUSE_SECONDS = 0.01
_WAIT_SECONDS = 15.0
_MANY_SEGMENTS = 8


class IndexIsBusy(Exception):
    """Another process has been writing this index for longer than we wait."""


class IndexIsGone(Exception):
    """There is no index to change: everything must be put in anew."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What can be found: `names` weigh more than `texts`; `id` is 1 or more."""

    id: int
    names: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()


class Reading(NamedTuple):
    """An index as it was last written, and what was found in it since: the most asked words are asked all day."""

    searcher: tantivy.Searcher
    schema: tantivy.Schema
    found: dict[tuple[str, int], Any]


class TextIndex:
    """Entries in a folder, with a mark of the writer's that is written in the same step as the entries.

    A process that is killed in mid-writing leaves the index as it was before. Safe for threads.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._meta = str(folder / "meta.json")
        self._lock = threading.RLock()
        self._seen: tuple[int, int] | None = None
        self._index: tantivy.Index | None = None
        self._mark: Mark | None = None
        self._reading: Reading | None = None
        self._known_at: tuple[int, tuple[int, int] | None] | None = None

    @property
    def mark(self) -> Mark | None:
        """What the last writer left; None where there is no index, or one that this version cannot use."""
        self._refresh()
        return self._mark

    def reading(self) -> Reading | None:
        """The index as last written, by whichever process; None as for `mark`."""
        self._refresh()
        return self._reading

    def is_known_at(self, version: int) -> bool:
        """Whether the index holds all that was written up to that version of its collection."""
        mark = self.mark
        return mark is not None and (mark.get("version") == version or self._known_at == (version, self._seen))

    def know_at(self, version: int) -> None:
        """Remember that a later version changed nothing that can be found: no need to write only that."""
        self._known_at = (version, self._seen)

    def ids(self) -> set[int]:
        """The keys of all entries."""
        opened = self.reading()
        if opened is None:
            return set()
        import tantivy  # the index is open: it is paid for

        searcher = opened.searcher
        hits = searcher.search(tantivy.Query.all_query(), max(1, searcher.num_docs), count=False).hits
        return {int(key) for key in searcher.fast_field_values("id", [address for _, address in hits]) if key}

    @contextlib.contextmanager
    def alone(self, *, wait_seconds: float = _WAIT_SECONDS) -> Iterator[None]:
        """Hold the right to write, against threads and processes; a killed holder lets go.

        Raises IndexIsBusy.
        """
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        until = time.monotonic() + wait_seconds
        if not self._lock.acquire(timeout=wait_seconds):
            raise IndexIsBusy
        try:
            with self.folder.with_suffix(".lock").open("w") as file:
                while not _locked(file.fileno()):
                    if time.monotonic() > until:
                        raise IndexIsBusy
                    time.sleep(_PAUSE_SECONDS)
                yield
        finally:
            self._lock.release()

    def write(self, entries: Iterable[Entry], *, gone: Iterable[int] = (), mark: Mark, anew: bool = False) -> int:
        """Put entries in (in place of what has their id), take others out, and leave a mark: all of it or nothing.

        `anew` empties the index first. Call it `alone`. Returns how many entries were put in.

        Raises IndexIsGone.
        """
        index = self._for_writing(anew=anew)
        writer = index.writer(heap_size=_HEAP_BYTES_ANEW if anew else _HEAP_BYTES, num_threads=1)
        n_written = 0
        if anew:
            writer.delete_all_documents()
        for number in (0, *gone):
            writer.delete_documents_by_term("id", number)
        for entry in entries:
            if not anew:
                writer.delete_documents_by_term("id", entry.id)
            writer.add_document(_document(entry))
            n_written += 1
        writer.add_document(_mark_document({**mark, "made_by": fingerprint()}))
        writer.commit()
        if anew:
            writer.wait_merging_threads()
        del writer
        self._refresh()
        give_back()
        return n_written

    def tidy(self) -> bool:
        """Join segments where there are many, as each change leaves one. Call it `alone`."""
        opened = self.reading()
        if opened is None or opened.searcher.num_segments <= _MANY_SEGMENTS or self._index is None:
            return False
        writer = self._index.writer(heap_size=_HEAP_BYTES, num_threads=1)
        writer.commit()
        writer.wait_merging_threads()
        self._refresh()
        return True

    def _for_writing(self, *, anew: bool) -> tantivy.Index:
        self._refresh()
        if self._index is not None:
            return self._index
        if not anew:
            raise IndexIsGone
        # What is there cannot be read by this version, or not at all.
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        return _as_given(_new(self.folder))

    def _refresh(self) -> None:
        """Look again where the folder has changed since."""
        try:
            stat = os.stat(self._meta)  # noqa: PTH116 -- asked at every look-up: putting a path together takes longer
        except FileNotFoundError:
            self._forget()
            return
        seen = (stat.st_mtime_ns, stat.st_ino)
        if seen == self._seen:
            return
        with self._lock:
            self._read(seen)

    def _read(self, seen: tuple[int, int]) -> None:
        try:
            if self._index is None:
                self._index = _opened(self.folder)
            self._index.reload()
            self._reading = Reading(self._index.searcher(), self._index.schema, {})
            self._mark = _mark_in(self._reading.searcher, self._reading.schema)
        except (ValueError, OSError, KeyError):
            # Half deleted, or not ours: as if it were not there, so that it is made anew.
            self._forget()
        self._seen = seen
        if self._mark is None:
            self._index = self._reading = None

    def _forget(self) -> None:
        self._seen = self._index = self._mark = self._reading = None


def _locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _new(folder: Path) -> tantivy.Index:
    import tantivy  # 7 MB: only who searches pays for it

    schema = tantivy.SchemaBuilder()
    schema.add_integer_field("id", indexed=True, fast=True)
    schema.add_text_field("words", tokenizer_name=_TOKENIZER, index_option="freq")
    schema.add_text_field("meanings", tokenizer_name=_TOKENIZER, index_option="basic")
    schema.add_text_field("grams", tokenizer_name=_TOKENIZER)
    schema.add_text_field("name_grams", tokenizer_name=_TOKENIZER)
    schema.add_text_field("name", stored=True, tokenizer_name="raw", index_option="basic")
    schema.add_text_field("mark", stored=True, tokenizer_name="raw", index_option="basic")
    return tantivy.Index(schema.build(), path=str(folder))


def _opened(folder: Path) -> tantivy.Index:
    import tantivy

    return _as_given(tantivy.Index.open(str(folder)))


def _as_given(index: tantivy.Index) -> tantivy.Index:
    import tantivy

    # Tokens come ready made, parted by spaces. Nothing watches the folder: we look ourselves.
    index.register_tokenizer(_TOKENIZER, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    index.config_reader("manual")
    return index


def _document(entry: Entry) -> tantivy.Document:
    import tantivy

    # What is in a name counts more: it is there as often again.
    texts = [*entry.names * _NAME_WEIGHT, *entry.texts]
    cut = [words_and_meanings(text) for text in texts]
    return tantivy.Document(
        id=entry.id,
        words=" ".join(words for words, _ in cut),
        meanings=" ".join(meant for _, meant in cut),
        grams=" ".join(map(grams_of, texts)),
        name_grams=" ".join(map(grams_of_name, entry.names)),
        name=list(entry.names),
    )


def _mark_document(mark: Mark) -> tantivy.Document:
    import tantivy

    return tantivy.Document(id=0, mark=json.dumps(mark))


def _mark_in(searcher: tantivy.Searcher, schema: tantivy.Schema) -> Mark | None:
    import tantivy

    hits = searcher.search(tantivy.Query.term_query(schema, "id", 0), 1).hits
    if not hits:
        return None
    mark: Mark = json.loads(searcher.doc(hits[0][1])["mark"][0])
    return mark if mark.get("made_by") == fingerprint() else None
