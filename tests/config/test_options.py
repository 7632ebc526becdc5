"""Settings: one described table, secrets made once."""

from concurrent.futures import ThreadPoolExecutor

from mueang.config.options import OPTIONS, read, secret_from


def test_every_setting_has_a_sentence_and_a_name_of_its_own():
    assert all(option.sentence.endswith(".") for option in OPTIONS)
    assert len({option.name for option in OPTIONS}) == len(OPTIONS) <= 40


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
