"""Where learners stand: hours by strand, reading, quizzes, judged work, and what is missing for the certificate."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mueang.apps.assessments.queries import Results, results_of
from mueang.apps.catalog.models import Offering
from mueang.apps.courses.models import ModuleProgress
from mueang.apps.courses.queries.hours import Minutes, minutes_by_strand
from mueang.curriculum.completing import Learned, Missing, missing_of_course, missing_of_strand
from mueang.curriculum.course import Course, Strand
from mueang.curriculum.reading import packaged_course
from mueang.ui.words import minutes as hours_in_words

# A condition of an achievement: the whole course, or one strand of it.
WHOLE = "course"


@dataclass(frozen=True, slots=True)
class Standing:
    """One learner. `minutes` is strand -> mode -> minutes, `read` the modules read to the end."""

    enrollment_id: int
    minutes: Minutes
    read: frozenset[str]
    results: Results
    missing: tuple[Missing, ...]

    @property
    def is_complete(self) -> bool:
        return not self.missing

    @property
    def strand_minutes(self) -> dict[str, int]:
        return {strand: modes.total() for strand, modes in self.minutes.items() if strand}

    @property
    def mode_minutes(self) -> Mapping[str, int]:
        return sum(self.minutes.values(), Counter[str]())

    @property
    def total_minutes(self) -> int:
        return sum(self.mode_minutes.values())

    @property
    def n_quizzes(self) -> int:
        return sum(one.is_passed for one in self.results.quizzes)

    @property
    def n_works(self) -> int:
        return sum(one.is_passed for one in self.results.assignments)

    def learned(self) -> Learned:
        return learned_of(self.minutes, self.results)


def standings(enrollments: Iterable[int]) -> dict[int, Standing]:
    """By enrollment; nine SQL statements, however many learners, modules and tries."""
    ids, course = list(enrollments), packaged_course()
    minutes, results = minutes_by_strand(ids), results_of(ids)
    read: dict[int, set[str]] = defaultdict(set)
    rows = ModuleProgress.objects.filter(enrollment__in=ids, read_at__isnull=False).order_by()
    for enrollment, module in rows.values_list("enrollment", "module"):
        read[enrollment].add(module)
    return {
        one: Standing(
            one,
            minutes.get(one, {}),
            frozenset(read[one]),
            results.get(one, Results()),
            missing_of_course(course, learned_of(minutes.get(one, {}), results.get(one, Results()))),
        )
        for one in ids
    }


def learned_of(minutes: Minutes, results: Results) -> Learned:
    capstone = results.capstone
    return Learned(
        {strand: modes.total() for strand, modes in minutes.items() if strand},
        {one.module: one.levels for one in results.assignments},
        capstone_passed=capstone is not None and capstone.is_passed,
    )


def who_completed(condition: str, offering: Offering) -> Collection[int]:
    """Enrollments of the offering that meet a condition: `course`, or `course:` and a strand."""
    return parts_completed(offering).get(condition, {}).keys()


def parts_completed(offering: Offering) -> dict[str, dict[int, dict[str, int]]]:
    """Of the whole course and each strand who has it, and the minutes by mode it was learned in."""
    course = packaged_course()
    found = standings(offering.enrollments.seated().values_list("pk", flat=True)).values()
    parts = {WHOLE: {one.enrollment_id: dict(one.mode_minutes) for one in found if one.is_complete}}
    for strand in course.strands:
        parts[condition_of(strand)] = {
            one.enrollment_id: dict(one.minutes.get(strand.key, {}))
            for one in found
            if not missing_of_strand(course, strand, one.learned())
        }
    return parts


def condition_of(strand: Strand) -> str:
    """What an achievement for this strand names."""
    return f"{WHOLE}:{strand.key}"


def in_words(missing: Iterable[Missing], *, language: str, course: Course | None = None) -> list[str]:
    """What is missing, each thing as a sentence to its learner."""
    course = course or packaged_course()
    strands = {one.key: one.name.in_language(language) for one in course.strands}
    modules = {one.key: one.text(language).title for one in course.modules}
    said = {
        "hours": _("%(hours)s more are needed in all."),
        "strand_hours": _("%(hours)s more are needed of “%(name)s”."),
        "not_judged": _("The work of “%(name)s” is not judged yet."),
        "too_low": _("The work of “%(name)s” is not adequate in every line yet."),
        "capstone": _("The panel has not passed “%(name)s” yet."),
    }
    return [
        said[one.why]
        % {
            "hours": hours_in_words(one.minutes),
            "name": strands.get(one.subject) or modules.get(one.subject, ""),
        }
        for one in missing
    ]
