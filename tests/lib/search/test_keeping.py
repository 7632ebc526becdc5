"""The folder of an index: written by one at a time, seen by all at once, and never left half written."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mueang.lib.search import Entry, IndexIsBusy, IndexIsGone, TextIndex, find

SPAWN = multiprocessing.get_context("spawn")


def put(index: TextIndex, number: int, text: str) -> None:
    with index.alone():
        index.write([Entry(number, (text,))], mark={"version": number}, anew=index.mark is None)


def test_a_change_to_an_index_that_is_not_there_is_refused(tmp_path: Path) -> None:
    index = TextIndex(tmp_path / "index")

    with index.alone(), pytest.raises(IndexIsGone):
        index.write([Entry(2, ("ทอผ้า",))], mark={"version": 2})


def test_another_opening_sees_a_change_at_once(tmp_path: Path) -> None:
    one, other = TextIndex(tmp_path / "index"), TextIndex(tmp_path / "index")
    put(one, 1, "ทอผ้า")
    assert find(other, "ทอผ้า", limit=9).ids == (1,)

    put(one, 1, "ทำขนม")
    put(one, 2, "ทอผ้า")

    assert find(other, "ทอผ้า", limit=9).ids == (2,)
    assert other.mark is not None
    assert other.mark["version"] == 2


def test_what_is_gone_is_found_no_more(tmp_path: Path) -> None:
    index = TextIndex(tmp_path / "index")
    put(index, 1, "ทอผ้า")

    with index.alone():
        index.write([], gone=[1], mark={"version": 2})

    assert find(index, "ทอผ้า", limit=9).ids == ()
    assert index.ids() == set()


def _put_many(folder: Path, first: int) -> None:
    index = TextIndex(folder)
    for number in range(first, first + 5):
        put(index, number, f"ทอผ้า {number}")


def test_two_processes_writing_together_lose_nothing(tmp_path: Path) -> None:
    writers = [SPAWN.Process(target=_put_many, args=(tmp_path / "index", first)) for first in (1, 101)]
    put(TextIndex(tmp_path / "index"), 1000, "ทอผ้า")
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert [writer.exitcode for writer in writers] == [0, 0]
    assert TextIndex(tmp_path / "index").ids() == {*range(1, 6), *range(101, 106), 1000}


def _rebuild_slowly(folder: Path, started: object) -> None:
    def endless() -> Iterator[Entry]:
        for number in range(1, 100_000):
            yield Entry(number, (f"ใหม่ {number}",))
            if number == 50:
                started.set()  # type: ignore[attr-defined]
            time.sleep(0.001)

    index = TextIndex(folder)
    with index.alone():
        index.write(endless(), mark={"version": 2}, anew=True)


def test_a_rebuild_killed_in_the_middle_leaves_the_index_as_it_was_and_the_lock_free(tmp_path: Path) -> None:
    index = TextIndex(tmp_path / "index")
    put(index, 1, "ทอผ้า")
    started = SPAWN.Event()
    rebuilding = SPAWN.Process(target=_rebuild_slowly, args=(tmp_path / "index", started))
    rebuilding.start()
    assert started.wait(60)

    os.kill(rebuilding.pid or 0, signal.SIGKILL)
    rebuilding.join()

    assert TextIndex(tmp_path / "index").ids() == {1}
    put(index, 2, "ทำขนม")
    assert index.ids() == {1, 2}


def test_readers_go_on_while_an_index_is_made_anew(tmp_path: Path) -> None:
    index = TextIndex(tmp_path / "index")
    put(index, 1, "ทอผ้า")
    seen = []

    def looking() -> Iterator[Entry]:
        seen.append(find(TextIndex(tmp_path / "index"), "ทอผ้า", limit=9).ids)
        yield Entry(2, ("ทอผ้า",))

    with index.alone():
        index.write(looking(), mark={"version": 2}, anew=True)

    assert seen == [(1,)]
    assert find(index, "ทอผ้า", limit=9).ids == (2,)


def test_a_folder_that_was_deleted_is_made_anew(tmp_path: Path) -> None:
    index = TextIndex(tmp_path / "index")
    put(index, 1, "ทอผ้า")
    shutil.rmtree(tmp_path / "index")

    assert index.mark is None
    put(index, 2, "ทำขนม")

    assert index.ids() == {2}


@pytest.mark.parametrize("left", [b"", b"{}", b"not json", b'{"segments": [{"segment_id": "gone"}]}'])
def test_a_folder_that_cannot_be_read_is_made_anew(tmp_path: Path, left: bytes) -> None:
    put(TextIndex(tmp_path / "index"), 1, "ทอผ้า")
    (tmp_path / "index" / "meta.json").write_bytes(left)
    index = TextIndex(tmp_path / "index")
    assert index.mark is None
    assert find(index, "ทอผ้า", limit=9).ids == ()

    put(index, 2, "ทำขนม")

    assert index.ids() == {2}


def test_an_index_made_by_other_rules_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(TextIndex(tmp_path / "index"), 1, "ทอผ้า")
    monkeypatch.setattr("mueang.lib.search.index.fingerprint", lambda: "other")
    index = TextIndex(tmp_path / "index")

    assert index.mark is None
    put(index, 2, "ทำขนม")

    assert index.ids() == {2}


def test_who_waits_too_long_for_the_right_to_write_is_told(tmp_path: Path) -> None:
    one, other = TextIndex(tmp_path / "index"), TextIndex(tmp_path / "index")

    with one.alone(), pytest.raises(IndexIsBusy), other.alone(wait_seconds=0.05):
        pass

    with other.alone():
        pass


def test_a_thread_waits_for_another_of_its_process(tmp_path: Path) -> None:
    index, refused = TextIndex(tmp_path / "index"), []

    def wait() -> None:
        try:
            with index.alone(wait_seconds=0.05):
                pass
        except IndexIsBusy as reason:
            refused.append(reason)

    with index.alone():
        thread = threading.Thread(target=wait)
        thread.start()
        thread.join()

    assert len(refused) == 1


def test_many_small_changes_are_joined_when_tidied(tmp_path: Path) -> None:
    index = TextIndex(tmp_path / "index")
    assert not index.tidy()
    for number in range(1, 12):
        put(index, number, f"ทอผ้า {number}")
    opened = index.reading()
    assert opened is not None
    before = opened[0].num_segments

    with index.alone():
        tidied = index.tidy()

    opened = index.reading()
    assert opened is not None
    assert opened[0].num_segments < before if tidied else before <= 8
    assert index.ids() == set(range(1, 12))


def test_a_version_that_changed_nothing_is_remembered(tmp_path: Path) -> None:
    index = TextIndex(tmp_path / "index")
    put(index, 1, "ทอผ้า")
    assert index.is_known_at(1)
    assert not index.is_known_at(5)

    index.know_at(5)

    assert index.is_known_at(5)


def test_what_is_asked_often_is_remembered_and_never_without_bound(tmp_path: Path) -> None:
    index = TextIndex(tmp_path / "index")
    put(index, 1, "ทอผ้า")

    asked = [find(index, f"ทอผ้า{'ๆ' * number}", limit=9) for number in range(200)]
    reading = index.reading()

    assert asked[0].ids == (1,)
    assert find(index, "ทอผ้า", limit=9) is find(index, "ทอผ้า", limit=9)
    assert reading is not None
    assert 0 < len(reading.found) <= 16
