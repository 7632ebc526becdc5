"""Reports as their writers see them: how far each is, what is missing, and one section to write."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Prefetch

from mueang.apps.accounts.rules import Viewer
from mueang.apps.indicators.models import Indicator, Observation
from mueang.apps.indicators.rules import indicators_of, visible_observations
from mueang.apps.network.models import City
from mueang.apps.reports.models import Answer, Evidence, QuestionCheck, Report, SignedCopy
from mueang.apps.reports.queries.outlines import Outline, Question, Section, outline_of
from mueang.apps.reports.rules import visible_reports

_NUMBER = re.compile(r"\d[\d,.]*")
_MARK = re.compile(r"\[\d{1,2}\]")
_YEARS = range(1900, 2700)


@dataclass(frozen=True, slots=True)
class Written:
    """A question with what is written to it by language, its figures, and which printed form it was compared with."""

    question: Question
    answers: dict[str, Answer]
    evidence: list[Evidence]
    check: QuestionCheck | None
    language: str

    @property
    def main(self) -> Answer | None:
        """The answer in the language the report is handed in in."""
        return self.answers.get(self.language)

    @property
    def n_words(self) -> int:
        return self.main.n_words if self.main else 0

    @property
    def is_missing(self) -> bool:
        return self.question.is_required and not self.n_words

    @property
    def too_long(self) -> list[Answer]:
        return [answer for answer in self.answers.values() if answer.n_words > self.question.limit]

    @property
    def fallen(self) -> list[Evidence]:
        """Figures that were replaced or withdrawn after they were attached."""
        return [row for row in self.evidence if row.observation.withdrawn_at is not None]

    @property
    def is_unchecked(self) -> bool:
        return self.question.to_check and self.check is None

    @property
    def has_bare_numbers(self) -> bool:
        """Numbers in the text, years aside, and no figure to stand on."""
        if self.evidence or self.main is None:
            return False
        told = (word.strip(",.").replace(",", "") for word in _NUMBER.findall(_MARK.sub("", self.main.text)))
        return any(not (word.isdecimal() and int(word) in _YEARS) for word in told)


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report with everything that is written in it."""

    report: Report
    outline: Outline
    sections: list[tuple[Section, list[Written]]]
    copies: list[SignedCopy]
    writers: list[str]

    @property
    def written(self) -> list[Written]:
        return [row for _section, rows in self.sections for row in rows]

    @property
    def required(self) -> list[Written]:
        return [row for row in self.written if row.question.is_required]

    @property
    def n_answered(self) -> int:
        return sum(not row.is_missing for row in self.required)

    @property
    def obstacles(self) -> list[Written]:
        """Questions because of which the report cannot be signed."""
        return [row for row in self.written if row.is_missing or row.too_long or row.fallen]

    @property
    def n_unchecked(self) -> int:
        return sum(row.is_unchecked for row in self.written)

    def section(self, code: str) -> tuple[Section, list[Written]] | None:
        return next(((section, rows) for section, rows in self.sections if section.code == code), None)


@dataclass(frozen=True, slots=True)
class ReportCard:
    """A report in the list of them."""

    report: Report
    n_answered: int
    n_required: int


def reports_of(*, viewer: Viewer, city: City) -> list[ReportCard]:
    """The city's reports, the one changed last first: two SQL statements."""
    answered = Answer.objects.filter(n_words__gt=0).only("report_id", "question", "language")
    rows = visible_reports(viewer).filter(city=city).select_related("made_by")
    return [_card(report) for report in rows.prefetch_related(Prefetch("answers", answered))]


def _card(report: Report) -> ReportCard:
    required = {question.code for question in outline_of(report.outline).questions if question.is_required}
    answered = {row.question for row in report.answers.all() if row.language == report.language}
    return ReportCard(report, len(required & answered), len(required))


def report_page(*, viewer: Viewer, city: City, uuid: UUID) -> ReportPage | None:
    """None where the viewer has no such report to see. Five SQL statements, however long it is."""
    report = visible_reports(viewer).select_related("city", "made_by").filter(city=city, uuid=uuid).first()
    return None if report is None else written_report(report)


def written_report(report: Report) -> ReportPage:
    """Everything in a report that is at hand: four SQL statements."""
    answers: defaultdict[str, dict[str, Answer]] = defaultdict(dict)
    told = list(report.answers.select_related("changed_by"))
    for answer in told:
        answers[answer.question][answer.language] = answer
    evidence: defaultdict[str, list[Evidence]] = defaultdict(list)
    for row in report.evidence.select_related("observation__indicator", "observation__neighbourhood").order_by("pk"):
        evidence[row.question].append(row)
    checks = {row.question: row for row in QuestionCheck.objects.filter(city=report.city_id, kind=report.kind)}
    outline = outline_of(report.outline)
    sections = [
        (
            section,
            [
                Written(
                    question,
                    answers[question.code],
                    evidence[question.code],
                    checks.get(question.code),
                    report.language,
                )
                for question in section.questions
            ],
        )
        for section in outline.sections
    ]
    copies = list(report.copies.select_related("signed_by").defer("content"))
    writers = list(dict.fromkeys(str(answer.changed_by) for answer in told if answer.n_words))
    return ReportPage(report, outline, sections, copies, writers)


@dataclass(frozen=True, slots=True)
class Choice:
    """A figure that can be attached: whether it is, and whether its indicator serves what the question is about."""

    observation: Observation
    is_attached: bool
    fits: bool


@dataclass(frozen=True, slots=True)
class Choices:
    fitting: list[Choice] = field(default_factory=list)
    others: list[Choice] = field(default_factory=list)


def figures_to_attach(*, viewer: Viewer, city: City, report: Report, question: Question, words: str = "") -> Choices:
    """Standing figures of the city, those that fit the question apart: three SQL statements."""
    attached = set(report.evidence.filter(question=question.code).values_list("observation_id", flat=True))
    served = {(framework, code) for framework, code in question.serves}
    pairs = Indicator.items.through.objects.filter(indicator__in=indicators_of(city)).values_list(
        "indicator_id", "frameworkitem__framework__code", "frameworkitem__code"
    )
    fitting = {indicator for indicator, framework, code in pairs if (framework, code) in served}
    rows = visible_observations(viewer).standing().filter(city=city).select_related("indicator", "neighbourhood")
    found = Choices()
    for row in rows.order_by("indicator__position", "indicator", "level", "-period_to", "pk"):
        if words and not _speaks_of(row, words):
            continue
        choice = Choice(row, row.pk in attached, row.indicator_id in fitting)
        (found.fitting if choice.fits or choice.is_attached else found.others).append(choice)
    return found


def _speaks_of(row: Observation, words: str) -> bool:
    community = f"{row.neighbourhood.name_th} {row.neighbourhood.name_en}" if row.neighbourhood else ""
    told = f"{row.indicator.name_th} {row.indicator.name_en} {row.source} {community}".casefold()
    return all(word in told for word in words.casefold().split())


def signed_content(report: Report, *, number: int) -> SignedCopy | None:
    """A signed copy with all it says; one SQL statement."""
    return report.copies.select_related("signed_by").filter(number=number).first()
