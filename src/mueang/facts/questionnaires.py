"""Questionnaires ready to be asked, Thai and English, in our own words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class PackagedQuestionnaire:
    """`questions` are as `methods.questionnaires.read_questions` reads them."""

    code: str
    name_th: str
    name_en: str
    purpose_th: str
    purpose_en: str
    source: str
    licence: str
    questions: list[dict[str, Any]]


def packaged_questionnaires() -> tuple[PackagedQuestionnaire, ...]:
    """All of them, in the order of the file.

    Raises
    ------
    FileNotFoundError
        If the file is not packaged.
    """
    text = (files("mueang.facts") / "data" / "questionnaires.json").read_text(encoding="utf-8")
    return tuple(PackagedQuestionnaire(**row) for row in json.loads(text))
