"""Settings: one described table, secrets made once."""

from concurrent.futures import ThreadPoolExecutor

from django.core.management import call_command

from mueang.config.options import OPTIONS, read, rotate_secret, secret_from, secrets_before


def test_every_setting_has_a_sentence_and_a_name_of_its_own():
    assert all(option.sentence.endswith(".") for option in OPTIONS)
    assert len({option.name for option in OPTIONS}) == len(OPTIONS) <= 48


def test_the_environment_comes_before_the_default(monkeypatch):
    port = next(option for option in OPTIONS if option.name == "PORT")

    before = read(port)
    monkeypatch.setenv("MUEANG_PORT", "9123")

    assert (before, read(port)) == (8000, 9123)


def test_two_starts_together_make_one_secret_that_only_the_owner_reads(tmp_path):
    path = tmp_path / "new" / "secret.key"

    with ThreadPoolExecutor(8) as pool:
        secrets = set(pool.map(lambda _: secret_from(path, length_bytes=32), range(16)))

    assert len(secrets) == 1
    assert path.stat().st_mode & 0o077 == 0


def test_a_secret_comes_from_a_file_where_one_is_named(monkeypatch, tmp_path):
    database = next(option for option in OPTIONS if option.name == "DATABASE_URL")
    (tmp_path / "url").write_text("postgres://from-a-file/\n")
    monkeypatch.setenv("MUEANG_DATABASE_URL", "postgres://seen-by-everybody/")
    monkeypatch.setenv("MUEANG_DATABASE_URL_FILE", str(tmp_path / "url"))

    assert read(database) == "postgres://from-a-file/"


def test_every_setting_that_holds_a_secret_can_be_a_file():
    secret = {option.name for option in OPTIONS if option.is_secret or option.name.endswith(("KEY_FILE", "TOKEN_FILE"))}
    looks_secret = ("SECRET", "TOKEN", "KEY_FILE", "DATABASE_URL", "EMAIL_URL")

    named = {option.name for option in OPTIONS if any(word in option.name for word in looks_secret)}
    assert {name for name in named if not name.endswith("_FILE")} <= secret


def test_an_old_secret_stays_beside_the_new_one_the_newest_first(tmp_path):
    path = tmp_path / "field.key"
    made = [secret_from(path, length_bytes=32)]
    for _ in range(10):
        kept = rotate_secret(path, length_bytes=32)
        made.append(secret_from(path, length_bytes=32))

    assert len(set(made)) == 11
    assert secrets_before(path) == made[-2::-1]
    assert kept.name == "field.key.10"
    assert {one.stat().st_mode & 0o077 for one in tmp_path.iterdir()} == {0}


def test_the_command_rotates_the_key_it_is_asked_for(tmp_path, settings, capsys):
    settings.SECRET_KEY_FILE, settings.FIELD_KEY_FILE = tmp_path / "secret.key", tmp_path / "field.key"
    before = [secret_from(path, length_bytes=32) for path in (settings.SECRET_KEY_FILE, settings.FIELD_KEY_FILE)]

    call_command("key_rotate", "field")
    call_command("key_rotate", "session")

    assert secrets_before(settings.SECRET_KEY_FILE) + secrets_before(settings.FIELD_KEY_FILE) == before
    assert "keep both" in capsys.readouterr().out
