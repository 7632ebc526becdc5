"""The command line of credentials."""

import io
import json
import sys

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from factories.credentials import make_achievement, make_cohort, make_issuer
from factories.rows import PersonFactory
from mueang.apps.credentials.actions import award, revoke
from mueang.apps.credentials.models import Award, StatusList
from mueang.apps.credentials.queries import issuer_document


@pytest.fixture
def held(cast, tmp_path):
    person = PersonFactory(city=cast.city, given_name="ปิ่น")
    row = award(achievement=make_achievement(make_issuer(cast.city)), person=person, actor=cast.officer)
    (tmp_path / "award.json").write_text(row.document, encoding="utf-8")
    return row


def verify(*arguments: str) -> tuple[int, dict]:
    out = io.StringIO()
    try:
        call_command("credential_verify", *arguments, "--json", stdout=out)
        code = 0
    except SystemExit as stop:
        code = int(stop.code)
    return code, json.loads(out.getvalue())


def test_verify_exits_0_for_a_valid_award_and_names_every_check(held, tmp_path):
    code, said = verify(str(tmp_path / "award.json"))

    assert (code, said["ok"], said["failed"]) == (0, True, None)
    assert {check["name"] for check in said["checks"]} >= {"proof", "issuer", "expiry", "status"}


def test_verify_names_what_is_wrong_and_exits_1(held, tmp_path, cast):
    (tmp_path / "forged.json").write_text(held.document.replace("ปิ่น", "แปลง"), encoding="utf-8")

    forged = verify(str(tmp_path / "forged.json"))
    revoke(award=held, reason="mistake", actor=cast.officer)
    revoked = verify(str(tmp_path / "award.json"))

    assert (forged[0], forged[1]["failed"]) == (1, "tampered")
    assert (revoked[0], revoked[1]["failed"]) == (1, "revoked")


def test_verify_speaks_to_people_too(held, tmp_path, capsys):
    call_command("credential_verify", str(tmp_path / "award.json"))

    said = capsys.readouterr().out
    assert "ปิ่น" in said
    assert "ใช้ได้" in said


def test_verify_works_elsewhere_with_the_issuers_files(held, tmp_path):
    document, listed = issuer_document(held.achievement.issuer), StatusList.objects.get().document
    (tmp_path / "did.json").write_text(json.dumps(document), encoding="utf-8")
    (tmp_path / "list.json").write_text(listed, encoding="utf-8")
    award_file = str(tmp_path / "award.json")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE credentials_issuer SET slug = 'gone'")

    without = verify(award_file)
    with_did = verify(award_file, "--did", str(tmp_path / "did.json"))
    with_both = verify(award_file, "--did", str(tmp_path / "did.json"), "--status-list", str(tmp_path / "list.json"))

    assert without[1]["failed"] == "unknown_issuer"
    assert with_did[1]["failed"] == "status_unknown"
    assert with_both[1]["failed"] is None


@pytest.mark.parametrize(("name", "content"), [("no.json", None), ("did.json", "{"), ("did.json", "[]")])
def test_files_that_cannot_be_read_are_named(tmp_path, db, name, content):
    good = tmp_path / "award.json"
    good.write_text("{}", encoding="utf-8")
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")

    with pytest.raises(CommandError, match=name):
        call_command("credential_verify", str(good), "--did", str(tmp_path / name))


def test_a_file_over_the_limit_is_refused_and_standard_input_is_read(db, tmp_path, settings, monkeypatch, held):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(held.document.encode())))
    assert verify("-")[0] == 0

    settings.UPLOAD_LIMIT_BYTES = 3
    with pytest.raises(CommandError, match="larger"):
        call_command("credential_verify", str(tmp_path / "award.json"))


def test_verify_needs_no_database(held, tmp_path, monkeypatch):
    from django.db.utils import OperationalError

    from mueang.apps.credentials.management.commands import credential_verify

    def gone(_name):
        raise OperationalError

    monkeypatch.setattr(credential_verify, "resolve_issuer", gone)
    monkeypatch.setattr(credential_verify, "own_status_list", gone)

    assert credential_verify.own_issuer("did:web:x") is None
    assert credential_verify.own_list("https://x") is None


def test_keys_are_listed_exported_and_rotated(cast, capsys):
    issuer = make_issuer(cast.city)
    first = issuer.keys.get().public_multibase

    call_command("credential_keys", "--rotate", issuer.slug)
    call_command("credential_keys")
    listed = capsys.readouterr().out
    call_command("credential_keys", "--export", issuer.slug)
    exported = json.loads(capsys.readouterr().out)

    assert first in listed
    assert "current" in listed
    assert len(exported["verificationMethod"]) == 2
    with pytest.raises(CommandError, match="nobody"):
        call_command("credential_keys", "--export", "nobody")


def test_issue_awards_everyone_who_completed(cast, capsys):
    cohort = make_cohort(cast.city, n_completed=2, officer=cast.officer)
    make_achievement(make_issuer(cast.city), cohort)
    place = {"city": cast.city.slug, "offering": cohort.slug}

    call_command("credential_issue", username="officer", **place)

    assert Award.objects.count() == 2
    assert "2 awards" in capsys.readouterr().out
    with pytest.raises(CommandError, match="ไม่มีผู้เรียนจบ"):
        call_command("credential_issue", username="officer", **place)
    with pytest.raises(CommandError, match="no such officer"):
        call_command("credential_issue", username="nobody", **place)
    with pytest.raises(CommandError, match="no offering"):
        call_command("credential_issue", username="officer", city=cast.city.slug, offering="none")
    with pytest.raises(CommandError, match="may not award"):
        call_command("credential_issue", username="manager_elsewhere", **place)
