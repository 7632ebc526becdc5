"""How well, and how fast, the search finds what it should: measured on documents and questions with known answers."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mueang.lib.search.asking import find
from mueang.lib.search.index import Entry, TextIndex

LOOKED_AT = 10
_WARMED_WITH = 50

Key = str | int


class BadLine(Exception):
    """A line that cannot be used: file, line and reason."""

    def __init__(self, path: Path, number: int, reason: str) -> None:
        super().__init__(f"{path}:{number}: {reason}")


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    relevant: frozenset[Key]


@dataclass(frozen=True, slots=True)
class Measured:
    """What `evaluate` found; shares in percent, times of one question for its ten best answers."""

    n_documents: int
    n_queries: int
    first_percent: float
    reciprocal_percent: float
    recall_percent: float
    p50_ms: float
    p95_ms: float
    cpu_ms: float
    index_seconds: float

    def by_name(self) -> dict[str, float]:
        """The figures under the names the literature gives them."""
        return {
            "n_documents": self.n_documents,
            "n_queries": self.n_queries,
            "R@1": self.first_percent,
            f"MRR@{LOOKED_AT}": self.reciprocal_percent,
            "recall": self.recall_percent,
            "p50_ms": self.p50_ms,
            "p95_ms": self.p95_ms,
            "cpu_ms": self.cpu_ms,
            "index_seconds": self.index_seconds,
        }


def read_documents(path: Path) -> dict[Key, str]:
    """Texts by key, from lines of `{"id": …, "text": …}`.

    Raises BadLine, OSError.
    """
    found: dict[Key, str] = {}
    for number, line in _lines(path):
        key, text = line.get("id"), line.get("text")
        if not isinstance(key, str | int) or isinstance(key, bool):
            raise BadLine(path, number, "id must be a string or a whole number")
        if not isinstance(text, str):
            raise BadLine(path, number, "text must be a string")
        if key in found:
            raise BadLine(path, number, f"id {key!r} stands on an earlier line too")
        found[key] = text
    if not found:
        raise BadLine(path, 1, "no documents")
    return found


def read_questions(path: Path, *, documents: dict[Key, str]) -> list[Question]:
    """Questions with the keys of their right answers, from lines of `{"text": …, "relevant": [id, …]}`.

    Raises BadLine, OSError.
    """
    found = []
    for number, line in _lines(path):
        text, relevant = line.get("text"), line.get("relevant")
        if not isinstance(text, str):
            raise BadLine(path, number, "text must be a string")
        if not isinstance(relevant, list) or not relevant:
            raise BadLine(path, number, "relevant must be a list of at least one id")
        unknown = [key for key in relevant if not isinstance(key, str | int) or key not in documents]
        if unknown:
            raise BadLine(path, number, f"relevant names {unknown[0]!r}, which no document has")
        found.append(Question(text, frozenset(relevant)))
    if not found:
        raise BadLine(path, 1, "no queries")
    return found


def evaluate(folder: Path, *, documents: dict[Key, str], questions: Sequence[Question]) -> Measured:
    """Index the documents in `folder` and ask the questions, through what the catalog itself asks."""
    keys, index = list(documents), TextIndex(folder)
    started = time.perf_counter()
    with index.alone():
        index.write((Entry(at, (), (documents[key],)) for at, key in enumerate(keys, start=1)), mark={}, anew=True)
    index_seconds = time.perf_counter() - started
    for question in questions[:_WARMED_WITH]:
        find(index, question.text, limit=LOOKED_AT)
    seconds, cpu, answers = [], time.process_time(), []
    for question in questions:
        started = time.perf_counter()
        ids = find(index, question.text, limit=LOOKED_AT).ids
        seconds.append(time.perf_counter() - started)
        answers.append([keys[number - 1] for number in ids])
    cpu = time.process_time() - cpu
    places = [_place(answer, question) for answer, question in zip(answers, questions, strict=True)]
    return Measured(
        n_documents=len(keys),
        n_queries=len(questions),
        first_percent=_percent(place == 1 for place in places),
        reciprocal_percent=_percent(1 / place if place else 0 for place in places),
        recall_percent=_percent(_recalled(index, question, keys) for question in questions),
        p50_ms=round(statistics.median(seconds) * 1000, 3),
        p95_ms=round(sorted(seconds)[int(0.95 * len(seconds))] * 1000, 3),
        cpu_ms=round(cpu / len(questions) * 1000, 3),
        index_seconds=round(index_seconds, 2),
    )


def _lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    with path.open("rb") as file:
        for number, raw in enumerate(file, start=1):
            if not raw.strip():
                continue
            try:
                line = json.loads(raw)
            except ValueError as reason:
                raise BadLine(path, number, f"no JSON: {reason}") from reason
            if not isinstance(line, dict):
                raise BadLine(path, number, "must be a JSON object")
            yield number, line


def _place(answer: Sequence[Key], question: Question) -> int:
    """Which answer is the first right one, from 1; 0 if none is."""
    return next((place for place, key in enumerate(answer, start=1) if key in question.relevant), 0)


def _recalled(index: TextIndex, question: Question, keys: Sequence[Key]) -> float:
    """How many of the right answers are found at all."""
    found = {keys[number - 1] for number in find(index, question.text, limit=len(keys)).ids}
    return len(question.relevant & found) / len(question.relevant)


def _percent(shares: Iterator[float]) -> float:
    return round(100 * statistics.fmean(shares), 2)
