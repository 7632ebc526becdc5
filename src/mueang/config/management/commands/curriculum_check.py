"""`mueang curriculum check`: whether the course keeps its promises."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations

from mueang.curriculum.checking import faults
from mueang.curriculum.course import MODES, Course
from mueang.curriculum.errors import ContentError
from mueang.curriculum.reading import packaged_course, read_course


class Command(BaseCommand):
    help = (
        "Check the packaged 45-hour course, or one in a folder: the hours by strand and mode, both languages, "
        "every citation and explained word, the questions, the rubrics. Exit 0 only if nothing is wrong."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, help="a course of your own, laid out as the packaged one")

    @no_translations
    def handle(self, *_arguments: Any, folder: Path | None, **_options: Any) -> None:
        try:
            course = packaged_course() if folder is None else read_course(folder)
        except ContentError as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(_table(course))
        if wrong := faults(course):
            raise CommandError("\n".join(f"{fault.place}: {fault.reason}" for fault in wrong))


def _table(course: Course) -> str:
    lines = [f"{'':<28}{''.join(f'{mode:>10}' for mode in MODES)}{'hours':>10}"]
    parts = [(strand.key, strand.minutes_by_mode()) for strand in course.strands]
    for name, minutes in [*parts, ("in all", course.minutes_by_mode())]:
        figures = [minutes[mode] / 60 for mode in MODES] + [minutes.total() / 60]
        lines.append(f"{name:<28}{''.join(f'{hours:>10g}' for hours in figures)}")
    n_questions = sum(len(module.questions) for module in course.modules)
    return "\n".join([*lines, f"{len(course.modules)} modules, {n_questions} questions"])
