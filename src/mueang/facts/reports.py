"""Forms of the documents a learning city hands in: sections, questions, word limits, and whence."""

from __future__ import annotations

from dataclasses import dataclass

from mueang.facts.tables import read_table


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A document (`code` empty), one of its sections, or a question of a section (`parent` names it).

    `limit` is in words, 0 where nothing is asked. `serves` names lines of frameworks as (framework, code), whose
    figures fit the answer. `to_check` says that the question is ours in the place of one that is not public.
    """

    document: str
    code: str
    parent: str
    title_th: str
    title_en: str
    ask_th: str
    ask_en: str
    limit: int
    serves: tuple[tuple[str, str], ...]
    to_check: bool
    is_required: bool
    source: str


def question_lines() -> list[QuestionLine]:
    """Every line of every packaged document: the document, then each section before its questions.

    Returns
    -------
    list of QuestionLine : codes are unique within a document.

    Source
    ------
    UNESCO Institute for Lifelong Learning, named document by document; see README.md.

    Examples
    --------
    >>> lines = question_lines()
    >>> [line.document for line in lines if not line.code]
    ['biennial', 'award', 'grant', 'brief']
    >>> sum(line.document == "award" and line.limit > 0 for line in lines)
    8
    >>> all(line.to_check for line in lines if line.document == "biennial" and line.limit)
    True
    """
    return [_line(row) for row in read_table("report_questions.csv")]


def _line(row: dict[str, str]) -> QuestionLine:
    pairs = (word.partition(":") for word in row["serves"].split())
    return QuestionLine(
        document=row["document"],
        code=row["code"],
        parent=row["parent"],
        title_th=row["title_th"],
        title_en=row["title_en"],
        ask_th=row["ask_th"],
        ask_en=row["ask_en"],
        limit=int(row["limit"] or 0),
        serves=tuple((framework, code) for framework, _colon, code in pairs),
        to_check=row["to_check"] == "yes",
        is_required=row["is_required"] == "yes",
        source=row["source"],
    )
