"""Read the packaged course, or one of a folder; a file that is wrong is named."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import starmap
from typing import Any

from mueang.curriculum.course import (
    LANGUAGES,
    Completion,
    Course,
    Criterion,
    Module,
    Question,
    Source,
    Step,
    Strand,
    Term,
    Text,
    Words,
)
from mueang.curriculum.errors import ContentError

_FRONT = re.compile(r"\A\+\+\+\n(?P<front>.*?)\n\+\+\+\n(?P<body>.*)\Z", re.DOTALL)
_SECTION = re.compile(r"^# (?P<name>.+)$", re.MULTILINE)


@cache
def packaged_course() -> Course:
    """The course that comes with the software, read once."""
    return read_course(files("mueang.curriculum") / "content")


def read_course(folder: Traversable) -> Course:
    """The course of a folder: `course.toml`, `sources.toml`, `terms.toml` and one folder a strand.

    Raises
    ------
    ContentError
        If a file is missing, is no TOML, or lacks a key; the file is named.
    """
    table = _toml(path := folder / "course.toml")
    with _telling(path):
        rule = table["completion"]
        completion = Completion(
            rule["hours"], Fraction(rule["strand_percent"], 100), rule["level"], rule["capstone_module"]
        )
        name, about, licence = _words(table["name"]), _words(table["about"]), table["licence"]
    return Course(
        name=name,
        about=about,
        licence=licence,
        completion=completion,
        strands=tuple(map(_strand, _folders(folder))),
        sources=_sources(folder / "sources.toml"),
        terms=_terms(folder / "terms.toml"),
    )


def _strand(folder: Traversable) -> Strand:
    table = _toml(path := folder / "strand.toml")
    with _telling(path):
        name, aim = _words(table["name"]), _words(table["aim"])
    return Strand(_key(folder), name, aim, tuple(map(_module, _folders(folder))))


def _module(folder: Traversable) -> Module:
    table = _toml(path := folder / "module.toml")
    with _telling(path):
        steps = tuple(Step(row["minutes"], row["mode"], _words(row)) for row in table["steps"])
        tool = table["tool"]
    return Module(
        key=_key(folder),
        tool=tool,
        steps=steps,
        texts={language: _text(folder / f"{language}.md") for language in LANGUAGES},
        questions=_questions(folder / "quiz.toml"),
        criteria=_criteria(folder / "rubric.toml"),
    )


def _text(path: Traversable) -> Text:
    found = _FRONT.match(_read(path))
    if found is None:
        raise ContentError(_place(path), "begins without front matter between two lines of +++")
    front = _parsed(found["front"], path)
    with _telling(path):
        return Text(front["title"], tuple(front["outcomes"]), dict(_sections(found["body"])))


def _sections(body: str) -> Iterator[tuple[str, str]]:
    marks = list(_SECTION.finditer(body))
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        yield mark["name"].strip().lower(), body[mark.end() : following.start() if following else None].strip()


def _questions(path: Traversable) -> tuple[Question, ...]:
    rows = _toml(path).get("items", [])
    with _telling(path):
        return tuple(_question(row) for row in rows)


def _question(row: Mapping[str, Any]) -> Question:
    thai, english = row["th"], row["en"]
    return Question(
        key=row["key"],
        kind=row["kind"],
        stem=Words(thai["stem"], english["stem"]),
        options=_paired(thai["options"], english["options"]),
        right=frozenset(place - 1 for place in row["right"]),
        why=Words(thai["why"], english["why"]),
    )


def _criteria(path: Traversable) -> tuple[Criterion, ...]:
    rows = _toml(path).get("criteria", [])
    with _telling(path):
        return tuple(
            Criterion(
                row["key"],
                Words(row["th"]["name"], row["en"]["name"]),
                _paired(row["th"]["levels"], row["en"]["levels"]),
            )
            for row in rows
        )


def _sources(path: Traversable) -> dict[str, Source]:
    table = _toml(path)
    with _telling(path):
        return {key: Source(key, row["title"], row["address"], _words(row)) for key, row in table.items()}


def _terms(path: Traversable) -> dict[str, Term]:
    table = _toml(path)
    with _telling(path):
        return {key: Term(key, _words(row["name"]), _words(row["meaning"])) for key, row in table.items()}


def _words(row: Mapping[str, str]) -> Words:
    return Words(row["th"].strip(), row["en"].strip())


def _paired(thai: list[str], english: list[str]) -> tuple[Words, ...]:
    return tuple(starmap(Words, zip(thai, english, strict=True)))


def _folders(folder: Traversable) -> list[Traversable]:
    return sorted((entry for entry in folder.iterdir() if entry.is_dir()), key=lambda entry: entry.name)


def _key(folder: Traversable) -> str:
    """`2-local-capital` is the second module, `local-capital`: the number orders, the word stays."""
    return folder.name.partition("-")[2]


def _toml(path: Traversable) -> dict[str, Any]:
    return _parsed(_read(path), path)


def _read(path: Traversable) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (FileNotFoundError, UnicodeDecodeError) as error:
        raise ContentError(_place(path), "is missing or not UTF-8") from error


def _parsed(text: str, path: Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ContentError(_place(path), str(error)) from error


@contextmanager
def _telling(path: Traversable) -> Iterator[None]:
    """A key that lacks, or two lists of unlike length, are told with the file they stand in."""
    try:
        yield
    except KeyError as error:
        raise ContentError(_place(path), f"lacks {error}") from error
    except (ValueError, TypeError) as error:
        raise ContentError(_place(path), str(error)) from error


def _place(path: Traversable) -> str:
    return "/".join(str(path).split("/")[-3:])
