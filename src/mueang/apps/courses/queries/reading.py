"""What a learner reads: the modules as pages, how far they are, and where each activity is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from mueang.apps.accounts.rules import Viewer
from mueang.apps.courses.models import CourseSeat, ModuleProgress
from mueang.apps.courses.queries.hours import Minutes, minutes_by_strand
from mueang.apps.courses.rules import desk_cities, own_seats
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.network.models import City
from mueang.curriculum.course import Module, Strand
from mueang.curriculum.page import page_of
from mueang.curriculum.reading import packaged_course


@dataclass(frozen=True, slots=True)
class ModuleState:
    """One module and how far its learner is."""

    module: Module
    number: str
    title: str
    progress: ModuleProgress | None

    @property
    def is_read(self) -> bool:
        return self.progress is not None and self.progress.read_at is not None


@dataclass(frozen=True, slots=True)
class StrandState:
    strand: Strand
    number: int
    name: str
    aim: str
    modules: tuple[ModuleState, ...]
    minutes: Mapping[str, int]

    @property
    def n_read(self) -> int:
        return sum(one.is_read for one in self.modules)

    @property
    def total_minutes(self) -> int:
        return sum(self.minutes.values())

    @property
    def planned_minutes(self) -> int:
        return self.strand.minutes_by_mode().total()


@dataclass(frozen=True, slots=True)
class CourseHome:
    """Where a learner stands. `following` is where they go on: last opened and not read, else the first unread."""

    strands: tuple[StrandState, ...]
    following: ModuleState | None

    @property
    def modules(self) -> tuple[ModuleState, ...]:
        return tuple(one for strand in self.strands for one in strand.modules)

    @property
    def n_read(self) -> int:
        return sum(one.is_read for one in self.modules)

    @property
    def total_minutes(self) -> int:
        return sum(strand.total_minutes for strand in self.strands)


class Said(NamedTuple):
    """A word or a source, in the reader's language: its mark in the page, what it is called, what is said of it."""

    key: str
    name: str
    words: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class ModulePage:
    """One module ready to be shown in one language; `prefix` parts the marks of modules on one page."""

    module: Module
    strand: Strand
    strand_name: str
    number: str
    title: str
    outcomes: tuple[str, ...]
    sections: Mapping[str, str]
    terms: tuple[Said, ...]
    sources: tuple[Said, ...]
    criteria: tuple[tuple[str, tuple[str, ...]], ...]
    prefix: str
    before: Module | None
    after: Module | None


def seats_of(viewer: Viewer) -> list[Enrollment]:
    """The viewer's own seats in courses, the latest first; one SQL statement."""
    along = ("offering__program", "offering__city", "offering__course_run", "course_seat__city", "person__merged_into")
    return list(own_seats(viewer).select_related(*along).order_by("-offering__starts_on", "-pk"))


def progress_of(enrollment: Enrollment) -> dict[str, ModuleProgress]:
    return {row.module: row for row in ModuleProgress.objects.filter(enrollment=enrollment)}


def course_home(enrollment: Enrollment, *, language: str, minutes: Minutes | None = None) -> CourseHome:
    """Everything the learner's first page of the course says; two SQL statements, one where `minutes` are known."""
    progress = progress_of(enrollment)
    if minutes is None:
        minutes = minutes_by_strand([enrollment.pk]).get(enrollment.pk, {})
    strands = tuple(
        StrandState(
            strand,
            place,
            strand.name.in_language(language),
            strand.aim.in_language(language),
            tuple(
                ModuleState(module, f"{place}.{number}", module.text(language).title, progress.get(module.key))
                for number, module in enumerate(strand.modules, 1)
            ),
            minutes.get(strand.key, {}),
        )
        for place, strand in enumerate(packaged_course().strands, 1)
    )
    states = [one for strand in strands for one in strand.modules if not one.is_read]
    begun = [(one.progress.placed_at, one) for one in states if one.progress is not None]
    last = max(begun, key=lambda pair: pair[0])[1] if begun else None
    return CourseHome(strands, last or (states[0] if states else None))


def find_module(key: str) -> Module | None:
    return next((one for one in packaged_course().modules if one.key == key), None)


def find_strand(key: str) -> Strand | None:
    return next((one for one in packaged_course().strands if one.key == key), None)


@lru_cache(maxsize=128)
def module_page(key: str, language: str, *, prefix: str = "") -> ModulePage:
    """A packaged module as a page, written once a process. Raises KeyError where there is none."""
    course = packaged_course()
    modules = course.modules
    place = {module.key: number for number, module in enumerate(modules)}[key]
    module = modules[place]
    row, strand = next((n, one) for n, one in enumerate(course.strands, 1) if module in one.modules)
    page = page_of(course, module, language, prefix=prefix)
    text = module.text(language)
    return ModulePage(
        module=module,
        strand=strand,
        strand_name=strand.name.in_language(language),
        number=f"{row}.{strand.modules.index(module) + 1}",
        title=text.title,
        outcomes=text.outcomes,
        sections=page.sections,
        terms=tuple(
            Said(one.key, one.name.in_language(language), one.meaning.in_language(language)) for one in page.terms
        ),
        sources=tuple(Said(one.key, one.title, one.note.in_language(language), one.address) for one in page.sources),
        criteria=tuple(
            (one.name.in_language(language), tuple(level.in_language(language) for level in one.levels))
            for one in module.criteria
        ),
        prefix=prefix,
        before=modules[place - 1] if place else None,
        after=modules[place + 1] if place + 1 < len(modules) else None,
    )


def own_city(viewer: Viewer, enrollment: Enrollment) -> City | None:
    """The city the learner chose, else the only one whose desk they may enter; at most two SQL statements."""
    chosen = CourseSeat.objects.filter(enrollment=enrollment).select_related("city").first()
    theirs = list(desk_cities(viewer)[:2])
    if chosen is not None:
        return chosen.city
    return theirs[0] if len(theirs) == 1 else None
