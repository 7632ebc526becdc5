"""Quizzes and assignments made by their own actions; every person and question is invented."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from factories.rows import RoleGrantFactory
from mueang.apps.accounts.enums import Role, ScopeKind
from mueang.apps.accounts.models import User
from mueang.apps.assessments import actions
from mueang.apps.assessments.enums import LEVELS
from mueang.apps.assessments.models import Assignment, Attempt, HandIn, Judgement, Quiz
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.models import Enrollment

OPTIONS = [{"th": "ตัวเลือกถูก", "en": "the right one"}, {"th": "ลวงหนึ่ง", "en": "lure"}, {"th": "ลวงสอง", "en": "lure"}]


def quiz_of(offering: Offering, *, actor: Any, n_items: int = 4, **details: Any) -> Quiz:
    """An open quiz of `n_items` questions whose first option is right; three are drawn."""
    values = {"n_drawn": 3, "is_open": True, **details}
    quiz = actions.open_quiz(offering=offering, title_th="แบบทดสอบสมมติ", actor=actor, **values)
    for number in range(1, n_items + 1):
        actions.write_item(
            quiz=quiz,
            actor=actor,
            now=timezone.now(),
            key=f"item-{number}",
            kind="one",
            stem_th=f"คำถามสมมติ {number}",
            stem_en=f"Invented question {number}",
            options=OPTIONS,
            right=[0],
            why_th=f"เพราะเหตุผลลับ {number}",
            why_en=f"secret reason {number}",
        )
    return quiz


def answers_to(attempt: Attempt, *, n_right: int) -> dict[int, list[int]]:
    """Right answers at the first `n_right` places, wrong ones at the others."""
    return {row.place: [0] if row.place <= n_right else [1] for row in attempt.drawn.all()}


def assignment_of(offering: Offering, *, actor: Any, **details: Any) -> Assignment:
    """An open assignment with two criteria, judged by two."""
    levels = [{"th": level, "en": level} for level in LEVELS]
    criteria = [{"key": key, "name_th": f"เกณฑ์ {key}", "name_en": key, "levels": levels} for key in ("sourced", "loop")]
    values = {"is_open": True, "task_th": "เขียนหนึ่งหน้า (สมมติ)", **details}
    return actions.open_assignment(offering=offering, title_th="งานสมมติ", criteria=criteria, actor=actor, **values)


def assessor_of(offering: Offering, **details: Any) -> User:
    """Somebody who may judge the work of this offering and of no other."""
    grant = RoleGrantFactory(
        role=Role.ASSESSOR, scope_kind=ScopeKind.OFFERING, scope=offering.uuid, city=None, **details
    )
    return grant.user


def handed_in(assignment: Assignment, enrollment: Enrollment, *, actor: Any = None, text: str = "หน้าเดียว") -> HandIn:
    """Work that waits to be judged."""
    now = timezone.now()
    row = actions.begin_hand_in(assignment=assignment, enrollment=enrollment, actor=actor, now=now)
    actions.write_hand_in(hand_in=row, text=text, actor=actor)
    return actions.hand_in_work(hand_in=row, actor=actor, now=now)


def judged(hand_in: HandIn, assessor: User, *levels: str, now: Any = None) -> Judgement:
    """A judgement given: a level for each criterion in order, the last one for all that follow."""
    at = now or timezone.now()
    judgement = actions.take_hand_in(hand_in=hand_in, actor=assessor, now=at)
    keys = list(hand_in.assignment.criteria.values_list("key", flat=True))
    said = {key: levels[min(place, len(levels) - 1)] for place, key in enumerate(keys)}
    words = {"levels": said, "remarks": {keys[0]: "ดีมาก"}, "feedback": "บอกที่มาให้ครบ"}
    return actions.give_judgement(judgement=judgement, actor=assessor, now=at, **words)
