"""The doctor says what is well and what to fix."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.utils import OperationalError
from django.utils import timezone

from factories.credentials import make_issuer
from factories.rows import CityFactory
from mueang.apps.credentials.models import IssuerKey
from mueang.config import checkup
from mueang.lib.backups.state import note


def found(subject):
    return next(finding for finding in checkup.examine() if finding.subject == subject)


@pytest.fixture
def kept_safe(settings, tmp_path):
    """Backups are on, and the last was made and rehearsed."""
    settings.DATA_DIR, settings.OPTIONS = tmp_path, {**settings.OPTIONS, "BACKUP_DIR": "/mnt/backups"}
    for name in ("secret.key", "field.key"):
        (tmp_path / name).touch(0o600)
    now = timezone.now().isoformat()
    note(made_at=now, rehearsed_at=now, n_rows=7)


def test_a_sound_installation_is_called_well(db, kept_safe, capsys):
    make_issuer(CityFactory())

    call_command("doctor")

    said = capsys.readouterr().out
    assert "FIX" not in said
    assert "issuer keys: every issuer can sign" in said


def test_an_empty_installation_is_told_to_open_a_city(db, capsys):
    with pytest.raises(SystemExit):
        call_command("doctor")

    assert "mueang city open" in capsys.readouterr().out


def test_an_issuer_without_a_key_is_named(db):
    issuer = make_issuer(CityFactory())
    IssuerKey.objects.all().delete()

    assert issuer.slug in found("issuer keys").said
    assert "--rotate" in found("issuer keys").cure


def test_backups_that_are_off_failed_or_old_are_named(db, kept_safe, settings):
    assert "7 rows" in found("backups").said
    note(failed_at=timezone.now().isoformat(), failure="OSError: no space left")
    assert "no space left" in found("backups").said
    note(made_at="2026-01-01T00:00:00+00:00", failed_at="")
    assert "2026-01-01" in found("backups").said
    settings.OPTIONS = {**settings.OPTIONS, "BACKUP_DIR": ""}
    assert "MUEANG_BACKUP_DIR" in found("backups").cure


@pytest.mark.parametrize(
    ("setting", "value", "subject"),
    [
        ("DEBUG", True, "debug"),
        ("BASE_URL", "https://learn.example.go.th", "allowed hosts"),
        ("BASE_URL", "https://learn.example.go.th", "https"),
    ],
)
def test_settings_that_are_unfit_for_a_city_are_named(db, settings, setting, value, subject):
    setattr(settings, setting, value)

    assert found(subject).cure


def test_a_certificate_address_of_this_machine_is_named_behind_https(db, settings):
    settings.OPTIONS = {**settings.OPTIONS, "HTTPS": True}

    assert "certificates" in found("base address").cure


def test_keys_that_others_may_read_are_named(db, data_dir):
    path = Path(data_dir) / "field.key"
    path.chmod(0o644)

    finding = found("field key")
    path.chmod(0o600)

    assert "chmod 600" in finding.cure
    assert found("field key").is_well


def test_a_full_disk_and_a_wrong_clock_are_named(db, monkeypatch):
    monkeypatch.setattr(checkup, "FREE_BYTES_WANTED", 10**18)
    monkeypatch.setattr(checkup, "OLDEST_BELIEVABLE", 10**12)

    assert found("disk").cure
    assert found("clock").cure


def test_a_database_that_does_not_answer_is_a_finding(db, monkeypatch):
    def gone():
        raise OperationalError("could not connect")
        yield

    monkeypatch.setattr(checkup, "CHECKS", (gone,))

    assert [finding.said for finding in checkup.examine()] == ["could not connect"]


def test_waiting_migrations_are_named(db, monkeypatch):
    monkeypatch.setattr(checkup.MigrationExecutor, "migration_plan", lambda *_: [1, 2])

    assert found("schema").cure == "mueang manage migrate"
