"""`mueang enrollment replay`: exit 0 only if the outcome follows, and the first difference by name."""

import json

import pytest
from django.core.management import CommandError, call_command

from factories.rounds import drawn, opened, published, wished
from factories.rows import OfferingFactory
from mueang.apps.catalog.enums import SeatGroup
from mueang.apps.enrollment.queries.rounds import public_document, withheld_document


@pytest.fixture
def row(cast):
    offering = OfferingFactory(
        program__city=cast.city, place=cast.place, seats=2, reserved_seats={SeatGroup.OLDER.value: 1}
    )
    row = opened(cast, offering)
    wished(row, offering, group=SeatGroup.OLDER)
    for _ in range(3):
        wished(row, offering)
    return published(drawn(row))


def run(capsys, *arguments):
    with pytest.raises(SystemExit) as ended:
        call_command("enrollment_replay", *map(str, arguments))
    return ended.value.code, capsys.readouterr().out


@pytest.fixture
def file(row, tmp_path):
    path = tmp_path / "round.json"
    path.write_text(public_document(row), encoding="utf-8")
    return path


@pytest.fixture
def classes(row, tmp_path):
    path = tmp_path / "classes.json"
    path.write_text(withheld_document(row) + "\n", encoding="utf-8")
    return path


def test_a_true_file_ends_in_zero(file, classes, capsys):
    code, said = run(capsys, file, "--classes", classes, "--json")

    assert code == 0
    assert json.loads(said) == {
        "ok": True, "verdict": "follows", "part": "", "entry": "", "published": "", "follows": "", "n_entries": 4,
    }  # fmt: skip
    assert run(capsys, file, "--classes", classes)[1].startswith("OK: the outcome of all 4 entries")


def test_withheld_groups_are_not_taken_on_trust(file, capsys):
    code, said = run(capsys, file)

    assert code == 3
    assert "--classes" in said


def test_a_seat_given_to_somebody_else_is_named(file, classes, capsys):
    document = json.loads(file.read_text())
    entry, at = next(iter(document["outcome"].items()))
    del document["outcome"][entry]
    file.write_text(json.dumps(document))
    code, said = run(capsys, file, "--classes", classes, "--json")

    assert code == 1
    assert json.loads(said)["entry"] == entry
    assert json.loads(said)["follows"] == at
    assert entry in run(capsys, file, "--classes", classes)[1]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"null", b'{"format": 1}', b"[" * 200_000])
def test_anything_else_is_refused_and_does_not_crash(tmp_path, capsys, content):
    path = tmp_path / "odd.json"
    path.write_bytes(content)

    assert run(capsys, path)[0] == 2


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(CommandError, match="cannot read"):
        call_command("enrollment_replay", str(tmp_path / "none.json"))
