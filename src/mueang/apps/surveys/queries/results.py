"""What came of a survey: figures with their margin where there is a sample, few people never shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mueang.apps.accounts.rules import Viewer
from mueang.apps.surveys.enums import LEAST_IN_GROUP, AgeBand, Outcome, Sex
from mueang.apps.surveys.models import Reply, Survey
from mueang.apps.surveys.queries.asking import Progress, progress_of
from mueang.apps.surveys.rules import visible_replies
from mueang.methods.questionnaires import Choice, Question
from mueang.methods.small_cells import LEAST_SHOWN, withhold, withhold_table
from mueang.ui.words import current_language, in_language

if TYPE_CHECKING:
    from mueang.methods.surveys import Estimate

BY = ("neighbourhood", "age", "sex")


@dataclass(frozen=True, slots=True)
class Figure:
    """A share (0 to 1) or a mean with its interval; no interval where nobody was drawn. `n` answers stand behind it."""

    value: float
    n: int
    low: float | None = None
    high: float | None = None
    design_effect: float | None = None
    is_few: bool = False

    @property
    def bar(self) -> dict[str, str]:
        """A share drawn on a rail of a hundred: where it ends, where its interval begins and how wide it is."""
        low, high = self.low or 0.0, self.high or 0.0
        drawn = {"value": self.value, "low": low, "wide": high - low}
        return {name: f"{100 * number:.1f}" for name, number in drawn.items()}

    @property
    def margin(self) -> float | None:
        return None if self.low is None or self.high is None else (self.high - self.low) / 2


@dataclass(frozen=True, slots=True)
class Line:
    """One choice (or step of a scale) of a question; no figure where too few people are behind it."""

    code: str
    name_th: str
    name_en: str
    figure: Figure | None


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One group of people: the figure of each choice, or of the mean; None where withheld."""

    label: str
    n: int | None
    figures: list[Figure | None]


@dataclass(frozen=True, slots=True)
class Told:
    """All that is said of one question."""

    question: Question
    n: int
    n_silent: int
    lines: list[Line] = field(default_factory=list)
    mean: Figure | None = None
    groups: list[GroupLine] = field(default_factory=list)

    @property
    def is_shown(self) -> bool:
        return self.n >= LEAST_IN_GROUP


@dataclass(frozen=True, slots=True)
class Results:
    """`unheard` neighbourhoods have people and no answer: the figures stand for the others only."""

    survey: Survey
    progress: Progress
    n: int
    told: list[Told]
    unheard: list[str]
    design_effect: float | None


@dataclass(frozen=True, slots=True)
class _Answer:
    """One standing answer, with the number of people it stands for."""

    answers: dict[str, Any]
    area: str
    label: str
    age: str
    sex: str
    weight: float


def results_of(survey: Survey, *, by: str = "") -> Results:
    """Every question's figures; `by` neighbourhood, age or sex as well. Three SQL statements."""
    # NumPy comes with the methods; a web worker needs it once somebody looks at figures.
    from mueang.methods.surveys import design_effect

    progress = progress_of(survey)
    rows, unheard = _answers(survey, progress)
    told = [_tell(question, rows, survey=survey, by=by) for question in survey.questionnaire.read]
    effect = design_effect(weights=[row.weight for row in rows]) if rows and survey.is_sample else None
    return Results(survey, progress, len(rows), told, unheard, effect)


def figures_to_take(survey: Survey) -> dict[str, tuple[str, Figure, bool]]:
    """What can go into the data register: key -> words, the figure, whether it is a share. None without a sample."""
    found: dict[str, tuple[str, Figure, bool]] = {}
    if not survey.is_sample:
        return found
    for told in results_of(survey).told:
        if not told.is_shown:
            continue
        for line in told.lines:
            if line.figure is not None and told.question.kind != "scale":
                key = f"{told.question.code}:{line.code}"
                found[key] = (f"{said_name(told.question)} – {said_name(line)}", line.figure, True)
        if told.mean is not None:
            found[told.question.code] = (f"{said_name(told.question)} ({_('mean')})", told.mean, False)
    return found


def open_answers(*, viewer: Viewer, survey: Survey) -> list[tuple[Question, list[str]]]:
    """Words of open answers, in the order of the alphabet so that nobody is told by the hour. Staff only."""
    replies = _standing(visible_replies(viewer).filter(survey=survey))
    rows = list(replies.values_list("answers", flat=True))
    texts = [question for question in survey.questionnaire.read if question.kind == "text"]
    return [(one, sorted(str(row[one.code]) for row in rows if one.code in row)) for one in texts]


def said_name(row: Any) -> str:
    """The Thai or the English name, by the reader's language."""
    return str(in_language(current_language(), row.name_th, row.name_en))


def _standing(rows: QuerySet[Reply]) -> QuerySet[Reply]:
    return rows.filter(stands=True, outcome=Outcome.ANSWERED)


def _answers(survey: Survey, progress: Progress) -> tuple[list[_Answer], list[str]]:
    rows = list(_standing(survey.replies.all()).select_related("neighbourhood").defer("neighbourhood__boundary"))
    n_in = Counter(row.neighbourhood_id for row in rows)
    people = {line.neighbourhood.pk: line.population for line in progress.lines if line.neighbourhood}
    unheard = [
        said_name(line.neighbourhood)
        for line in progress.lines
        if line.neighbourhood and not n_in[line.neighbourhood.pk]
    ]
    if survey.is_sample:
        rows = [row for row in rows if people.get(row.neighbourhood_id or 0)]

    def weight(row: Reply) -> float:
        return people[row.neighbourhood_id or 0] / n_in[row.neighbourhood_id] if survey.is_sample else 1.0

    found = [
        _Answer(
            row.answers,
            area=row.neighbourhood.code if row.neighbourhood else "",
            label=said_name(row.neighbourhood) if row.neighbourhood else _("not said"),
            age=str(AgeBand(row.age_band).label) if row.age_band else _("not said"),
            sex=str(Sex(row.sex).label) if row.sex else _("not said"),
            weight=weight(row),
        )
        for row in rows
    ]
    return found, unheard


def _tell(question: Question, rows: Sequence[_Answer], *, survey: Survey, by: str) -> Told:
    own = [row for row in rows if question.code in row.answers]
    told = Told(question, len(own), len(rows) - len(own))
    if question.kind == "text" or not told.is_shown:
        return told
    choices = _choices(question)
    shown = _shown(question, choices, own)
    lines = [
        Line(one.code, one.name_th, one.name_en, _share(own, question, one, survey=survey) if is_shown else None)
        for one, is_shown in zip(choices, shown, strict=True)
    ]
    mean = _mean(own, question, survey=survey) if question.kind in {"scale", "number"} else None
    groups = _groups(question, choices, own, survey=survey, by=by) if by else []
    return Told(question, told.n, told.n_silent, lines, mean, groups)


def _choices(question: Question) -> list[Choice]:
    if question.kind == "scale":
        return [Choice(str(step), str(step), str(step)) for step in question.steps]
    return list(question.choices)


def _has(row: _Answer, question: Question, choice: Choice) -> bool:
    given = row.answers[question.code]
    return choice.code in given if isinstance(given, list) else str(given) == choice.code


def _shown(question: Question, choices: Sequence[Choice], own: Sequence[_Answer]) -> list[bool]:
    """Which choices have enough people behind them (and beside them, where several can be chosen)."""
    counts = [sum(_has(row, question, one) for row in own) for one in choices]
    if question.kind == "several":
        return [None not in withhold([count, len(own) - count]) for count in counts]
    return [count is not None for count in withhold(counts)]


def _share(rows: Sequence[_Answer], question: Question, choice: Choice, *, survey: Survey) -> Figure | None:
    return _figure([float(_has(row, question, choice)) for row in rows], rows, survey=survey)


def _mean(rows: Sequence[_Answer], question: Question, *, survey: Survey) -> Figure | None:
    return _figure([float(row.answers[question.code]) for row in rows], rows, survey=survey)


def _figure(values: Sequence[float], rows: Sequence[_Answer], *, survey: Survey) -> Figure | None:
    if len(values) < LEAST_IN_GROUP:
        return None
    if not survey.is_sample:
        return Figure(sum(values) / len(values), len(values))
    from mueang.methods.surveys import estimate  # as above

    found: Estimate = estimate(
        values=values,
        weights=[row.weight for row in rows],
        strata=[row.area for row in rows],
    )
    value = min(max(found.value, found.low), found.high)
    return Figure(value, found.n, found.low, found.high, found.design_effect, found.is_few)


def _groups(
    question: Question, choices: Sequence[Choice], own: Sequence[_Answer], *, survey: Survey, by: str
) -> list[GroupLine]:
    label: Callable[[_Answer], str] = {"neighbourhood": _of_area, "age": _of_age, "sex": _of_sex}[by]
    names = sorted({label(row) for row in own})
    members = [[row for row in own if label(row) == name] for name in names]
    hidden = _hidden([len(rows) for rows in members])
    if question.kind in {"scale", "number"}:
        cells = [[_mean(rows, question, survey=survey)] for rows in members]
    else:
        safe = _safe_cells(question, choices, members)
        cells = [
            [
                _share(rows, question, one, survey=survey) if is_safe else None
                for one, is_safe in zip(choices, line, strict=True)
            ]
            for rows, line in zip(members, safe, strict=True)
        ]
    return [
        GroupLine(name, None if is_hidden else len(rows), [None] * len(line) if is_hidden else line)
        for name, rows, line, is_hidden in zip(names, members, cells, hidden, strict=True)
    ]


def _hidden(sizes: Sequence[int]) -> list[bool]:
    """Groups too small to be shown; never one alone, since the total would tell it."""
    hidden = {place for place, size in enumerate(sizes) if size < LEAST_IN_GROUP}
    if len(hidden) == 1 and len(sizes) > 1:
        hidden.add(min((place for place in range(len(sizes)) if place not in hidden), key=lambda place: sizes[place]))
    return [place in hidden for place in range(len(sizes))]


def _safe_cells(
    question: Question, choices: Sequence[Choice], members: Sequence[Sequence[_Answer]]
) -> list[list[bool]]:
    counts = [[sum(_has(row, question, one) for row in rows) for one in choices] for rows in members]
    if question.kind == "one":
        table = withhold_table(counts, least=LEAST_SHOWN)
        return [[cell is not None for cell in line[:-1]] for line in table[:-1]]
    columns = []
    for at in range(len(choices)):
        table = withhold_table([[line[at], len(rows) - line[at]] for line, rows in zip(counts, members, strict=True)])
        columns.append([None not in line[:2] for line in table[:-1]])
    return [list(line) for line in zip(*columns, strict=True)]


def _of_area(row: _Answer) -> str:
    return row.label


def _of_age(row: _Answer) -> str:
    return row.age


def _of_sex(row: _Answer) -> str:
    return row.sex
