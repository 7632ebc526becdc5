"""Invented questionnaires and surveys, prepared by actions only."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from factories.rows import NeighbourhoodFactory
from mueang.apps.surveys.actions import draw_list, make_questionnaire, open_survey, prepare_survey, set_strata
from mueang.apps.surveys.enums import Sampling
from mueang.apps.surveys.models import Questionnaire, Survey

YES_NO = [{"code": "yes", "th": "ใช่", "en": "Yes"}, {"code": "no", "th": "ไม่ใช่", "en": "No"}]
QUESTIONS: list[dict[str, Any]] = [
    {"code": "learn", "kind": "one", "th": "เรียนไหม", "en": "Do you learn?", "is_required": True, "choices": YES_NO},
    {
        "code": "why",
        "kind": "several",
        "th": "เพราะอะไร",
        "en": "Why not?",
        "choices": [
            {"code": "time", "th": "ไม่มีเวลา", "en": "No time"},
            {"code": "far", "th": "ไกล", "en": "Too far"},
        ],
        "only_if": {"question": "learn", "choices": ["no"]},
    },
    {"code": "glad", "kind": "scale", "th": "พอใจ", "en": "Glad?", "least": 1, "most": 5, "high_th": "มาก"},
    {"code": "minutes", "kind": "number", "th": "กี่นาที", "en": "Minutes?"},
    {"code": "words", "kind": "text", "th": "อยากบอก", "en": "Anything to say?"},
]


def questionnaire(city: Any, actor: Any, **changes: Any) -> Questionnaire:
    number = Questionnaire.objects.count() + 1
    said = {"code": f"invented-{number}", "names": ("แบบสมมติ", "Invented"), "questions": QUESTIONS} | changes
    return make_questionnaire(city=city, actor=actor, **said)


def survey(city: Any, actor: Any, *, sampling: str = Sampling.OPEN, is_open: bool = True, **changes: Any) -> Survey:
    """Quotas of 20 in each of two neighbourhoods of 1,000 and 3,000; or two drawn of three houses in one."""
    said: dict[str, Any] = {
        "questionnaire": changes.pop("questionnaire", None) or questionnaire(city, actor),
        "name_th": "สำรวจสมมติ",
        "name_en": "Invented survey",
        "purpose_th": "เพื่อทดสอบ",
        "purpose_en": "To test",
        "contact": "กองสมมติ 073-000-000",
        "closes_on": timezone.localdate() + timedelta(days=30),
    }
    row = prepare_survey(city=city, actor=actor, sampling=sampling, **said | changes)
    if sampling == Sampling.QUOTA:
        near, far = (NeighbourhoodFactory(city=city) for _n in range(2))
        set_strata(survey=row, counts={near: (1000, 20), far: (3000, 20)}, actor=actor)
    if sampling == Sampling.FRAME:
        near = NeighbourhoodFactory(city=city)
        set_strata(survey=row, counts={near: (3, 2)}, actor=actor)
        draw_list(survey=row, lines=[(near.code, f"บ้าน {n}") for n in (1, 2, 3)], seed="2569", actor=actor)
    return open_survey(survey=row, actor=actor) if is_open else row
