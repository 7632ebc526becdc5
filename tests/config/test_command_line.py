"""The command `mueang`."""

import os
import sys
from unittest.mock import Mock

import pytest

from mueang.config import cli


def run(monkeypatch, *arguments):
    called = []
    monkeypatch.setattr(sys, "argv", ["/usr/bin/mueang", *arguments])
    monkeypatch.setattr("django.core.management.execute_from_command_line", called.append)
    cli.main()
    return called


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"], ["help"]])
def test_help_lists_every_command_and_loads_nothing(monkeypatch, capsys, arguments):
    called = run(monkeypatch, *arguments)

    said = capsys.readouterr().out
    assert called == []
    assert all(f"mueang {words}" in said for words in cli.COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["run", "--port", "9000"], ["mueang", "up", "--port", "9000"]),
        (["city", "open", "9501"], ["mueang", "city_open", "9501"]),
        (["credential", "verify", "a.json", "--json"], ["mueang", "credential_verify", "a.json", "--json"]),
        (["manage", "migrate"], ["mueang", "migrate"]),
    ],
)
def test_words_lead_to_their_command(monkeypatch, arguments, expected):
    monkeypatch.setenv("MUEANG_PORT", "8000")

    assert run(monkeypatch, *arguments) == [expected]


@pytest.mark.parametrize("spelling", [["--port", "9000"], ["--port=9000"]])
def test_a_port_is_known_before_the_settings_are_read(monkeypatch, spelling):
    monkeypatch.setenv("MUEANG_PORT", "8000")

    run(monkeypatch, "run", *spelling)

    assert os.environ["MUEANG_PORT"] == "9000"


@pytest.mark.parametrize("arguments", [["run"], ["run", "--port"], ["manage", "shell", "--port", "9000"]])
def test_without_a_port_the_environment_stands(monkeypatch, arguments):
    monkeypatch.setenv("MUEANG_PORT", "8000")

    run(monkeypatch, *arguments)

    assert os.environ["MUEANG_PORT"] == "8000"


def test_unknown_words_are_named_and_exit_2(monkeypatch, capsys):
    with pytest.raises(SystemExit) as stop:
        run(monkeypatch, "city", "close")

    assert stop.value.code == 2
    assert "city close" in capsys.readouterr().err


def test_every_command_of_the_list_exists():
    from django.core.management import get_commands

    known = get_commands()

    assert [command for command, _sentence in cli.COMMANDS.values() if command and command not in known] == []


def test_a_command_in_trouble_says_so_in_one_line(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["/usr/bin/mueang", "prepare"])
    monkeypatch.setattr("django.core.management.execute_from_command_line", Mock(side_effect=OSError(28, "No space")))

    with pytest.raises(SystemExit) as caught:
        cli.main()

    assert caught.value.code == "mueang: the disk is full ([Errno 28] No space). Mend that, then start again."


def test_a_command_with_a_fault_of_ours_tells_where(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["/usr/bin/mueang", "prepare"])
    monkeypatch.setattr("django.core.management.execute_from_command_line", Mock(side_effect=OSError(2, "no file")))

    with pytest.raises(FileNotFoundError):
        cli.main()
