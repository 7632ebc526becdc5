"""`mueang doctor --deploy`: what an installation that is open to the world must have."""

from __future__ import annotations

from pathlib import Path

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core.management import call_command

from mueang.config.checkup import examine
from mueang.config.deploying import DEPLOY_CHECKS

SOUND = {
    "DEBUG": False,
    "BASE_URL": "https://learn.example.go.th",
    "ALLOWED_HOSTS": ["learn.example.go.th"],
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "SECURE_SSL_REDIRECT": True,
    "SECURE_HSTS_SECONDS": 31_536_000,
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
}


@pytest.fixture
def sound(settings, tmp_path: Path, db):
    for name, value in SOUND.items():
        setattr(settings, name, value)
    settings.OPTIONS = {**settings.OPTIONS, "HTTPS": True, "PROXIES": 1}
    tmp_path.chmod(0o750)
    settings.DATA_DIR = tmp_path
    return settings


def faults():
    return {finding.subject for finding in examine(DEPLOY_CHECKS) if not finding.is_well}


def test_a_sound_installation_has_no_fault(sound):
    assert faults() == set()


@pytest.mark.parametrize(
    ("setting", "value", "subject"),
    [
        ("DEBUG", True, "security.W018"),
        ("SESSION_COOKIE_SECURE", False, "security.W012"),
        ("BASE_URL", "http://learn.example.go.th", "public address"),
        ("BASE_URL", "https://127.0.0.1", "public address"),
        ("ALLOWED_HOSTS", ["*"], "any host name"),
        ("SECOND_FACTOR", "nobody", "second factor asked of"),
        ("SECOND_FACTOR", "proteced", "second factor asked of"),
        ("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend", "e-mail"),
    ],
)
def test_what_is_missing_is_named(sound, setting, value, subject):
    setattr(sound, setting, value)

    assert faults() == {subject}


@pytest.mark.parametrize(
    ("option", "value", "subject"),
    [
        ("HTTPS", False, "https only"),
        ("PROXIES", 0, "proxies in front"),
        ("STAFF_IDLE_MINUTES", 10_000, "sessions of staff"),
        ("STAFF_SESSION_HOURS", 0, "sessions of staff"),
        ("VC_API_ISSUER", "invented", "door for conformance suites"),
    ],
)
def test_options_that_are_unfit_are_named(sound, option, value, subject):
    sound.OPTIONS = {**sound.OPTIONS, option: value}

    assert subject in faults()


def test_a_data_folder_that_others_may_read_is_named(sound):
    sound.DATA_DIR.chmod(0o755)

    assert faults() == {"data folder for others"}


def test_who_works_with_children_without_a_second_factor_is_named(sound, cast):
    subject = "work with children without a second factor"

    def said():
        return next(finding for finding in examine(DEPLOY_CHECKS) if finding.subject == subject)

    assert said().said == "3"
    assert "case_supervisor, case_worker, teacher" in said().cure
    for name in ("teacher", "case_worker", "case_supervisor"):
        totp.TOTP.activate(getattr(cast, name), totp.generate_totp_secret())
    assert said().is_well


def test_the_command_ends_with_one_where_something_is_to_do(db, capsys):
    with pytest.raises(SystemExit) as end:
        call_command("doctor", "--deploy")

    assert end.value.code == 1
    said = capsys.readouterr().out
    assert "FIX  https only: False -> set MUEANG_HTTPS=true" in said
    assert "django check --deploy" in said
