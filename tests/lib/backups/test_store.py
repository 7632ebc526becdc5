"""The folder of backups: sealed, whole or not at all, one writer at a time."""

from datetime import UTC, datetime

import pytest

from mueang.lib.backups.key import new_key
from mueang.lib.backups.store import PieceBroken, Store, StoreUnfit, write_whole

AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
SECRET = "เด็กหญิงสมมุติ ไม่มีจริง".encode()


@pytest.fixture
def store(tmp_path):
    return Store.found_or_new(tmp_path / "backups", new_key())


def test_a_piece_is_written_once_and_read_back_and_says_nothing_to_whoever_finds_the_disk(store):
    name = store.put(SECRET * 100)
    written = store.written_bytes

    assert store.put(SECRET * 100) == name
    assert Store.open(store.folder, store.key).put(SECRET * 100) == name
    assert store.written_bytes == written
    assert store.get(name) == SECRET * 100
    assert not any(SECRET in path.read_bytes() for path in store.folder.rglob("*") if path.is_file())


def test_a_piece_changed_cut_short_swapped_or_gone_is_noticed_and_set_aside(store):
    one, other = store.put(b"one"), store.put(b"other")
    path = store._path(one)
    whole = path.read_bytes()
    for data in (whole[:-1], whole[:5], b"", whole[:-1] + bytes([whole[-1] ^ 1]), store._path(other).read_bytes()):
        path.write_bytes(data)
        with pytest.raises(PieceBroken):
            store.get(one)
    store.set_aside(one)

    with pytest.raises(PieceBroken):
        store.get(one)
    assert store.get(store.put(b"one")) == b"one"


def test_a_piece_sealed_under_a_name_that_is_not_its_own_is_noticed(store):
    name = "ab" * 32
    path = store._path(name)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(store._sealed(b"other content", name))

    with pytest.raises(PieceBroken):
        store.get(name)


def test_a_list_is_bound_to_its_moment(store):
    store.write_list(AT, {"told": "ก"})
    later = AT.replace(hour=9)
    store._list(AT).rename(store._list(later))
    (store.folder / "backups" / "notes.backup").write_text("not one of ours")

    assert store.moments() == [later]
    for at in (AT, later):
        with pytest.raises(PieceBroken):
            store.read_list(at)


def test_another_key_another_folder_and_a_newer_format_are_refused_in_words(store, tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "letter.txt").write_text("mine")
    newer = tmp_path / "newer"
    newer.mkdir()
    (newer / "mueang-backup.json").write_text('{"format": 2, "key": "x"}')

    with pytest.raises(StoreUnfit, match="was made with key"):
        Store.found_or_new(store.folder, new_key())
    with pytest.raises(StoreUnfit, match="holds other things"):
        Store.found_or_new(tmp_path / "home", store.key)
    with pytest.raises(StoreUnfit, match="no backups"):
        Store.open(tmp_path / "unplugged", store.key)
    with pytest.raises(StoreUnfit, match="newer"):
        Store.open(newer, store.key)
    assert (tmp_path / "home" / "letter.txt").read_text() == "mine"


def test_two_writers_do_not_meet_and_what_an_interrupted_one_left_is_swept(store):
    draft = store.folder / "pieces" / "ab" / ".draft-0"
    draft.parent.mkdir()
    draft.write_bytes(b"half")

    with store.alone(), pytest.raises(StoreUnfit, match="another backup"), store.alone():
        pass
    assert not draft.exists()


def test_a_full_disk_leaves_nothing_half_written(tmp_path, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)

    with pytest.raises(OSError, match="No space"):
        write_whole(tmp_path / "file", b"data")
    assert list(tmp_path.iterdir()) == []
