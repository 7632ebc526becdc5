"""Answers as Excel: the workbook to type paper into, what comes back, and all answers with their codebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from mueang.apps.accounts.rules import Viewer
from mueang.apps.surveys.enums import AgeBand, Kind, Outcome, Sampling, Sex, Way
from mueang.apps.surveys.models import Survey
from mueang.apps.surveys.queries.asking import progress_of
from mueang.apps.surveys.queries.results import said_name
from mueang.apps.surveys.queries.said import Said
from mueang.apps.surveys.rules import neighbourhoods_of, visible_replies
from mueang.lib.workbook import Cell, Column, Header, Table, WorkbookError, find_header, open_workbook
from mueang.methods.questionnaires import Question, check_answers
from mueang.methods.thai import normalise
from mueang.ui.words import current_language, in_language

_LANGUAGES = ("th", "en")


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One line of a workbook: what it says, or the words for what is wrong with it."""

    row: int
    said: Said | None
    trouble: str = ""


def paper_table(survey: Survey) -> list[Table]:
    """An empty sheet with a column for each question, and a sheet that says what may stand in it."""
    headings = [str(words) for words in _background(survey).values()]
    headings += [f"{one.code}: {said_name(one)}" for one in survey.questionnaire.read]
    return [Table(_("Answers"), [Column(heading) for heading in headings], []), _codebook(survey)]


def answer_tables(*, viewer: Viewer, survey: Survey) -> list[Table]:
    """All standing answers with their weights, the codebook, and who was silent. For who prepares surveys."""
    questions = survey.questionnaire.read
    rows = visible_replies(viewer).filter(survey=survey, stands=True, outcome=Outcome.ANSWERED)
    rows = rows.select_related("neighbourhood").defer("neighbourhood__boundary").order_by("uuid")
    progress = progress_of(survey)
    people = {line.neighbourhood.pk: line.population for line in progress.lines if line.neighbourhood}
    found = list(rows)
    n_in = Counter(row.neighbourhood_id for row in found)

    def weight(row: Any) -> float | None:
        population = people.get(row.neighbourhood_id)
        return population / n_in[row.neighbourhood_id] if population and survey.is_sample else None

    headings = [_("No."), _("Community code"), _("Community"), _("Age"), _("Sex"), _("How it came in"), _("Weight")]
    columns = [Column(str(words)) for words in headings] + [Column(f"{q.code}: {said_name(q)}") for q in questions]
    lines = [
        [
            number,
            row.neighbourhood.code if row.neighbourhood else None,
            said_name(row.neighbourhood) if row.neighbourhood else None,
            row.age_band,
            row.sex,
            str(Way(row.way).label),
            weight(row),
            *(_cell(row.answers.get(question.code)) for question in questions),
        ]
        for number, row in enumerate(found, start=1)
    ]
    silence = [_("Community"), _("People"), _("To be asked"), *map(str, Outcome.labels), _("Response rate")]
    asked = [
        [
            said_name(line.neighbourhood) if line.neighbourhood else _("All together"),
            line.population,
            line.asked,
            *line.counts,
            line.rate,
        ]
        for line in (*progress.lines, progress.total)
    ]
    return [
        Table(_("Answers"), columns, lines),
        _codebook(survey),
        Table(_("Who was silent"), [Column(str(words)) for words in silence], asked),
    ]


def read_replies(data: bytes, *, name: str, survey: Survey) -> list[ReadLine]:
    """What a workbook of typed sheets says, line by line. Raises WorkbookError where no sheet has the headings.

    One SQL statement, however many lines.
    """
    questions = survey.questionnaire.read
    wanted = {key: words for key, words in _known_background().items() if key in _background(survey)}
    wanted |= {f"q:{one.code}": _headings(one) for one in questions}
    places = {place.code: place.code for place in neighbourhoods_of(survey.city)}
    for sheet in open_workbook(data, name=name).visible_sheets:
        try:
            header = find_header(sheet.rows, wanted=wanted)
        except WorkbookError:
            continue
        if {"sheet", f"q:{questions[0].code}"} <= set(header.columns):
            rows = sheet.rows[header.first_data_row :]
            return list(_read(rows, header, questions, places))
    raise WorkbookError("header_not_found", rows=0)


def _read(
    rows: Sequence[Sequence[Cell]], header: Header, questions: Sequence[Question], places: dict[str, str]
) -> Iterator[ReadLine]:
    for row in rows:
        cells = {key: row[column].text for key, column in header.columns.items()}
        if not any(cells.values()):
            continue
        number = row[0].row + 1
        given = {one.code: _given(one, cells.get(f"q:{one.code}", "")) for one in questions}
        checked = check_answers(questions, given)
        wrong = list(checked.wrong)
        for key, options in (("age", AgeBand), ("sex", Sex)):
            if cells.get(key) and cells[key] not in options.values:
                wrong.append(cells[key])
        place = cells.get("neighbourhood", "")
        if place and place not in places:
            wrong.append(place)
        if not cells.get("sheet"):
            wrong.append(_("No."))
        if wrong or not checked.answers:
            yield ReadLine(number, None, ", ".join(wrong) or _("no answer"))
            continue
        yield ReadLine(
            number,
            Said(
                sheet=cells["sheet"][:20],
                neighbourhood=place,
                age_band=cells.get("age", ""),
                sex=cells.get("sex", ""),
                answers=checked.answers,
            ),
        )


def _background(survey: Survey) -> dict[str, str]:
    words = {"sheet": _("No."), "neighbourhood": _("Community code"), "age": _("Age"), "sex": _("Sex")}
    if survey.sampling == Sampling.FRAME:
        del words["neighbourhood"]
    if not survey.asks_background:
        del words["age"], words["sex"]
    return words


@cache
def _known_background() -> dict[str, tuple[str, ...]]:
    """Each heading in both languages."""
    found = []
    for language in _LANGUAGES:
        with override(language):
            found.append({"sheet": _("No."), "neighbourhood": _("Community code"), "age": _("Age"), "sex": _("Sex")})
    return {key: tuple(words[key] for words in found) for key in found[0]}


def _headings(question: Question) -> tuple[str, ...]:
    return (question.code, *(f"{question.code}: {words}" for words in (question.name_th, question.name_en)))


def _given(question: Question, text: str) -> Any:
    """A choice by its code or its words in either language; several with commas between them."""
    codes: dict[str, str] = {}
    for choice in question.choices:
        codes |= {normalise(words): choice.code for words in (choice.code, choice.name_th, choice.name_en)}
    if question.kind == Kind.ONE:
        return codes.get(normalise(text), text)
    if question.kind == Kind.SEVERAL:
        return [codes.get(normalise(part), part.strip()) for part in text.replace(";", ",").split(",") if part.strip()]
    return text


def _cell(value: Any) -> Any:
    return ", ".join(value) if isinstance(value, list) else value


def _codebook(survey: Survey) -> Table:
    headings = [_("Column"), _("Question"), _("Kind"), _("Code"), _("Meaning"), _("Asked only if")]
    lines: list[list[Any]] = []
    if survey.asks_background:
        lines += [["age", _("Age"), "", value, str(label), ""] for value, label in AgeBand.choices]
        lines += [["sex", _("Sex"), "", value, str(label), ""] for value, label in Sex.choices]
    for one in survey.questionnaire.read:
        kind, when = str(Kind(one.kind).label), ""
        if one.only_if:
            when = f"{one.only_if[0]} = {', '.join(sorted(one.only_if[1]))}"
        options = [(choice.code, said_name(choice)) for choice in one.choices] or [_range(one)]
        lines += [[one.code, said_name(one), kind, code, words, when] for code, words in options]
    day = timezone.localdate()
    lines.append(["", f"{said_name(survey)} · {survey.questionnaire}", "", "", day, ""])
    return Table(_("Codebook"), [Column(str(words)) for words in headings], lines)


def _range(question: Question) -> tuple[str, str]:
    if question.kind != Kind.SCALE:
        return "", ""
    low, high = _end(question, "low"), _end(question, "high")
    return f"{question.least}–{question.most}", f"{question.least} = {low}, {question.most} = {high}"


def _end(question: Question, end: str) -> str:
    return str(in_language(current_language(), getattr(question, f"{end}_th"), getattr(question, f"{end}_en")))
