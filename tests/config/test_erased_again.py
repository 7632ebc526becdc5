"""An erasure outlives a restore: whoever was erased since a backup is not back after it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from factories.ledger import clear_books
from factories.rows import CityFactory, HeritageItemFactory, PersonFactory, RoleGrantFactory, UserFactory
from houses import another_house
from mueang.apps.accounts.models import RoleGrant
from mueang.apps.audit.models import Event
from mueang.apps.audit.queries import verify_books
from mueang.apps.heritage.models import Holder, ItemTelling
from mueang.apps.people.models import Person
from mueang.apps.privacy.actions.erasing import erase_again, erase_everywhere
from mueang.config import restoring, tasks
from mueang.config.backing_up import carry_erasures, make_backup, read_backup
from mueang.lib.backups import erasures
from mueang.lib.backups.key import key_in, new_key, write_key
from mueang.lib.backups.state import State, read_state
from mueang.lib.backups.store import PieceBroken, Store
from mueang.lib.recordings import Recording, keep

SECRET = "ไม่ประสงค์ออกนาม"


@pytest.fixture
def house(shared_database, settings, tmp_path):
    """An installation with somebody in it, whose voice lies in its data folder; rows that other connections see."""
    settings.DATA_DIR = tmp_path / "data"
    settings.HERITAGE_SOUND_DIR = settings.DATA_DIR / "heritage-sounds"
    settings.HERITAGE_SOUND_DIR.mkdir(parents=True)
    settings.OPTIONS = {**settings.OPTIONS, "PORT": 1}
    write_key(new_key(), tmp_path / "key")
    yield settings
    if connection.vendor != "sqlite":
        clear_books()


@pytest.fixture
def store(tmp_path):
    return Store.found_or_new(tmp_path / "backups", new_key())


@pytest.fixture
def somebody(house):
    """With an account, a role in office and a recorded voice."""
    city = CityFactory()
    person = PersonFactory(city=city, given_name=SECRET, user=UserFactory(display_name=SECRET))
    holder = Holder.objects.create(item=HeritageItemFactory(city=city), person=person)
    recording = Recording(data=b"voice", kind="mp3")
    keep(recording, folder=house.HERITAGE_SOUND_DIR)
    ItemTelling.objects.create(
        item=holder.item, holder=holder, file=recording.name, n_bytes=5, title_th="-", words_th=SECRET
    )
    return person


def in_office(person):
    return RoleGrantFactory(user=person.user, scope=person.city.uuid, city=None)


def erased(person):
    """As an officer does it once what they did in office is handed over."""
    RoleGrant.objects.filter(user=person.user).update(ended_at=datetime.fromisoformat("2026-11-01T00:00:00+00:00"))
    person.refresh_from_db()
    with transaction.atomic():
        erase_everywhere(person)


def is_back(number):
    person = Person.objects.get(uuid=number)
    return person.given_name == SECRET or ItemTelling.objects.filter(words_th=SECRET).exists()


def test_who_was_erased_since_a_backup_is_erased_again_with_role_and_voice_and_others_are_left_alone(
    house, store, somebody, tmp_path
):
    in_office(somebody)
    neighbour = PersonFactory(city=somebody.city, given_name="เพื่อนบ้าน")
    old = make_backup(store)
    erased(somebody)
    make_backup(store)

    elsewhere = tmp_path / "elsewhere"
    house.HERITAGE_SOUND_DIR = elsewhere / "heritage-sounds"
    with another_house(house, elsewhere):
        came = restoring.restore(store, read_backup(store, datetime.fromisoformat(old.at)))

        person = Person.objects.get(uuid=somebody.uuid)
        assert (came.n_erased_again, came.has_journal) == (1, True)
        assert not is_back(somebody.uuid)
        assert person.erased_at
        assert not RoleGrant.objects.current().exists()
        assert [path for path in house.HERITAGE_SOUND_DIR.rglob("*") if path.is_file()] == []
        assert Person.objects.get(uuid=neighbour.uuid).given_name == "เพื่อนบ้าน"
        event = Event.objects.get(verb="person.erased")
        assert (event.facts, event.actor) == ({"reason": "restore"}, None)
        assert list(verify_books()) == []
        # The new house knows as much as the old one.
        assert erasures.noted() == {somebody.uuid}


def test_a_newer_backup_than_the_erasure_brings_nobody_back_and_says_of_none(house, store, somebody, tmp_path):
    erased(somebody)
    backup = make_backup(store)

    with another_house(house, tmp_path / "elsewhere"):
        assert restoring.restore(store, backup).n_erased_again == 0
        assert not is_back(somebody.uuid)


def test_without_a_journal_the_rows_that_are_replaced_still_know_and_the_loss_is_told(
    house, store, somebody, tmp_path, capsys
):
    call_command("backup", to=str(tmp_path / "kept"), key=str(tmp_path / "key"))
    erased(somebody)
    (tmp_path / "kept" / "erasures").unlink()
    (Path(house.DATA_DIR) / erasures.FILE).unlink()
    kept = Store.open(tmp_path / "kept", key_in(tmp_path / "key"))

    assert restoring.erased_since(kept, is_living=True, say=print) == ({somebody.uuid}, False)
    assert restoring.erased_since(kept, is_living=False, say=print) == (set(), False)
    with another_house(house, tmp_path / "elsewhere"):
        call_command("restore", str(tmp_path / "kept"), key=str(tmp_path / "key"))

        assert is_back(somebody.uuid)
    assert "no journal of erasures that can be read" in capsys.readouterr().out


def test_the_command_says_how_many_were_erased_again(house, somebody, tmp_path, capsys):
    where = {"to": str(tmp_path / "kept"), "key": str(tmp_path / "key")}
    call_command("backup", **where)
    erased(somebody)
    call_command("backup", "--erasures", **where)

    with another_house(house, tmp_path / "elsewhere"):
        call_command("restore", where["to"], key=where["key"])

    said = capsys.readouterr().out
    assert "1 erasures are noted" in said
    assert "1 people erased since this backup were erased again" in said
    assert SECRET not in said


def test_the_journal_holds_numbers_only_and_lies_sealed_beside_the_backups(house, store, somebody):
    erased(somebody)
    carry_erasures(store)

    assert (Path(house.DATA_DIR) / erasures.FILE).read_text().split() == [str(somebody.uuid)]
    assert store.read_erasures() == [str(somebody.uuid)]
    sealed = (store.folder / "erasures").read_bytes()
    assert str(somebody.uuid).encode() not in sealed
    assert not any(kept.name == erasures.FILE for kept in make_backup(store).files)


def test_an_erasure_that_was_not_noted_is_found_in_the_rows(house, store, somebody, monkeypatch):
    def full(_numbers):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("mueang.apps.privacy.actions.erasing.note_erased", full)
        erased(somebody)
    assert erasures.noted() == set()

    make_backup(store)

    assert erasures.noted() == {somebody.uuid}
    assert store.read_erasures() == [str(somebody.uuid)]


def test_a_broken_journal_is_told_and_written_anew_from_what_is_known(house, store, somebody):
    erased(somebody)
    (store.folder / "erasures").write_bytes(b"rot")
    said = []

    assert restoring.erased_since(store, is_living=False, say=said.append) == ({somebody.uuid}, False)
    carry_erasures(store, say=said.append)

    assert all("erasures was changed or is cut short" in line for line in said)
    assert store.read_erasures() == [str(somebody.uuid)]
    (store.folder / "erasures").unlink()
    (store.folder / "erasures").mkdir()
    with pytest.raises(PieceBroken, match="cannot be read"):
        store.read_erasures()


def test_rows_that_came_back_by_another_way_are_erased_by_the_worker(house, somebody, monkeypatch):
    monkeypatch.setattr(tasks, "_compared", [0])
    stranger = uuid4()
    erasures.note_erased([stranger, somebody.uuid])
    with (Path(house.DATA_DIR) / erasures.FILE).open("a") as file:
        file.write("cut sho")

    assert tasks.hold_erasures() == 1
    assert not is_back(somebody.uuid)
    assert tasks.hold_erasures() == 0
    erasures.note_missing([somebody.uuid, UUID(int=7)])
    assert erasures.noted() == {stranger, somebody.uuid, UUID(int=7)}


def test_who_was_merged_is_erased_with_whom_they_were_merged_into_and_counted_once(house, somebody):
    double = PersonFactory(city=somebody.city, given_name=SECRET, merged_into=somebody)

    assert erase_again([double.uuid, somebody.uuid]) == 1

    assert not Person.objects.filter(given_name=SECRET).exists()
    assert erase_again([double.uuid, somebody.uuid]) == 0


def test_an_erasure_is_carried_beside_the_backups_soon_once_there_are_any(house, store, somebody):
    assert tasks.to_carry(State(made_at="2026-11-23T00:00:00+00:00")) == []
    erased(somebody)
    assert tasks.to_carry(State()) == []
    assert tasks.to_carry(State(made_at="2026-11-23T00:00:00+00:00")) == ["backup", "--erasures"]

    carry_erasures(store)

    assert tasks.to_carry(State(made_at="2026-11-23T00:00:00+00:00", erasures_bytes=read_state().erasures_bytes)) == []
