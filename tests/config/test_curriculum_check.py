"""`mueang curriculum check`: the hours it shows, and how it refuses."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from tests.curriculum.small_course import write_course

from mueang.config.cli import resolve


def test_the_packaged_course_is_shown_with_its_forty_five_hours() -> None:
    said = StringIO()
    call_command("curriculum_check", stdout=said)

    last = said.getvalue().splitlines()[-2].split()
    assert last == ["in", "all", "15", "15", "15", "45"]
    assert resolve(["curriculum", "check"]) == ["curriculum_check"]


def test_each_fault_of_a_course_of_ones_own_is_told(tmp_path: Path) -> None:
    folder = write_course(tmp_path)
    (folder / "terms.toml").write_text("")

    with pytest.raises(CommandError, match=r"one/th: explains word, which terms.toml does not have"):
        call_command("curriculum_check", folder=folder, stdout=StringIO())


def test_a_folder_that_is_no_course_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"course\.toml: is missing"):
        call_command("curriculum_check", folder=tmp_path, stdout=StringIO())
