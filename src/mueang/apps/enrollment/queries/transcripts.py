"""What a person learned in the city: every course with its hours by mode, its credit and the rule that made it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Sum
from django.utils import timezone
from django.utils.functional import Promise

from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.enums import EnrollmentState
from mueang.apps.enrollment.models import Enrollment, HoursEntry
from mueang.apps.enrollment.queries.completion import CompletionRow, completion_rows
from mueang.apps.people.models import Person
from mueang.apps.people.queries import same_person


@dataclass(frozen=True, slots=True)
class TranscriptLine:
    """One course. `elsewhere_minutes` are those of its minutes that were approved from another institution."""

    completion: CompletionRow
    elsewhere_minutes: int

    @property
    def offering(self) -> Offering:
        return self.completion.enrollment.offering

    @property
    def state(self) -> EnrollmentState:
        return EnrollmentState(self.completion.enrollment.state)

    @property
    def completed_on(self) -> date | None:
        ended_at = self.completion.enrollment.ended_at
        return timezone.localdate(ended_at) if self.completion.earns_credit and ended_at else None


@dataclass(frozen=True, slots=True)
class PersonTranscript:
    person: Person
    lines: tuple[TranscriptLine, ...]

    @property
    def minutes_by_mode(self) -> Mapping[str, int]:
        totals: dict[str, int] = {}
        for line in self.lines:
            for mode, minutes in line.completion.minutes_by_mode.items():
                totals[mode] = totals.get(mode, 0) + minutes
        return totals

    @property
    def total_minutes(self) -> int:
        return sum(self.minutes_by_mode.values())

    @property
    def rule_words(self) -> list[str | Promise]:
        """The rules by which completed courses were counted, each once."""
        return list(dict.fromkeys(one.completion.rule_words for one in self.lines if one.completion.earns_credit))

    @property
    def credit(self) -> tuple[Fraction, Fraction]:
        """What the completed courses are worth, least and most; exact."""
        earned = [line.completion.credits for line in self.lines if line.completion.earns_credit]
        return sum((one.least for one in earned), Fraction()), sum((one.most for one in earned), Fraction())


def transcript_of(person: Person, *, enrollment: Enrollment | None = None) -> PersonTranscript:
    """Everything `person` completed or has hours in, the earliest first; with `enrollment` that one alone.

    Enrollments of rows that were merged into the person are theirs. Six SQL statements, however many courses.
    """
    rows = (
        Enrollment.objects.filter(person__in=same_person(person))
        .seated()
        .select_related("person__merged_into", "offering__program", "offering__place", "offering__city")
        .order_by("offering__starts_on", "pk")
    )
    if enrollment is not None:
        rows = rows.filter(pk=enrollment.pk)
    courses = [row for row in completion_rows(rows) if row.total_minutes or row.earns_credit]
    elsewhere = dict(
        HoursEntry.objects.filter(enrollment__in=[row.enrollment for row in courses], recognition__isnull=False)
        .order_by()
        .values_list("enrollment")
        .annotate(total=Sum("minutes"))
    )
    lines = tuple(TranscriptLine(row, elsewhere.get(row.enrollment.pk, 0)) for row in courses)
    return PersonTranscript(person=person.merged_into or person, lines=lines)
