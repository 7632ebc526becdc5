"""Quizzes tried and work judged in the demo's course: one agreed on, one in dispute, one that waits."""

from __future__ import annotations

from datetime import datetime, timedelta

from mueang.apps.assessments.actions import (
    appoint_assessor,
    begin_attempt,
    begin_hand_in,
    give_judgement,
    hand_in_attempt,
    hand_in_work,
    lodge_appeal,
    prepare_course,
    take_hand_in,
    write_hand_in,
)
from mueang.apps.assessments.models import Assignment, Attempt, HandIn, Quiz
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.models import Enrollment
from mueang.curriculum.reading import packaged_course
from mueang.demo.city import Demo

ASSESSORS = ("instructor", "unit")
N_TRYING = 6
# What each of the two says of every criterion but the last, and of the last; none: nobody has judged yet.
SAID = (
    (("adequate", "exemplary"), ("adequate", "exemplary")),
    (("exemplary", "exemplary"), ("exemplary", "exemplary")),
    (("adequate", "developing"), ("adequate", "adequate")),
    (("developing", "not_yet"), ("developing", "not_yet")),
    (("adequate", "adequate"), None),
    (None, None),
)
WORDS = (
    "เมืองของเราเรียนรู้กันอยู่แล้วในตลาด วัด และลานชุมชน สิ่งที่ยังไม่รู้คือใครไม่เคยได้เข้าร่วม (ข้อความสมมติ) "
    "ตัวเลขผู้เรียนมาจากทะเบียนของเมือง ปีงบประมาณล่าสุด ส่วนจำนวนเยาวชนที่หลุดจากระบบยังไม่มีที่มา"
)
FEEDBACK = ("บอกที่มาครบ อ่านแล้วเห็นภาพ ลองเพิ่มว่าจะหาคนที่ยังไม่รู้จักได้อย่างไร (สมมติ)", "เรื่องจริงน่าสนใจ ควรระบุปีของตัวเลขทุกตัว (สมมติ)")


def add_assessments(demo: Demo, offering: Offering, *, now: datetime) -> None:
    prepare_course(offering=offering, course=packaged_course(), actor=demo.manager)
    for username in (*ASSESSORS, "keeper"):  # the third may decide an appeal
        appoint_assessor(offering=offering, user=demo.users[username], actor=demo.manager)
    seats = list(
        Enrollment.objects.filter(offering=offering).seated().select_related("person__user").order_by("pk")[:N_TRYING]
    )
    for quiz in Quiz.objects.filter(offering=offering).order_by("order")[:3]:
        for place, seat in enumerate(seats):
            try_quiz(quiz, seat, n_wrong=(place + quiz.order) % 4, now=now - timedelta(days=6 - quiz.order))
    assignment = Assignment.objects.filter(offering=offering).order_by("order")[0]
    for seat, said in zip(seats, SAID, strict=True):
        _judge(demo, _work(assignment, seat, now=now), said, now=now)


def try_quiz(quiz: Quiz, seat: Enrollment, *, n_wrong: int, now: datetime) -> None:
    """Hand in one attempt, so many of its items left open."""
    attempt = begin_attempt(quiz=quiz, enrollment=seat, actor=seat.person.user, now=now)
    hand_in_attempt(attempt=attempt, answers=_answers(attempt, n_wrong), actor=seat.person.user, now=now)


def _answers(attempt: Attempt, n_wrong: int) -> dict[int, list[int]]:
    return {
        row.place: [] if row.place <= n_wrong else list(row.item.right) for row in attempt.drawn.select_related("item")
    }


def _work(assignment: Assignment, seat: Enrollment, *, now: datetime) -> HandIn:
    learner, earlier = seat.person.user, now - timedelta(days=4)
    row = begin_hand_in(assignment=assignment, enrollment=seat, actor=learner, now=earlier)
    write_hand_in(hand_in=row, text=WORDS, actor=learner)
    return hand_in_work(hand_in=row, actor=learner, now=earlier)


def _judge(demo: Demo, work: HandIn, said: tuple[tuple[str, str] | None, ...], *, now: datetime) -> None:
    keys, at = list(work.assignment.criteria.values_list("key", flat=True)), now - timedelta(days=2)
    for username, levels, feedback in zip(ASSESSORS, said, FEEDBACK, strict=True):
        if levels is None:
            continue
        assessor = demo.users[username]
        judgement = take_hand_in(hand_in=work, actor=assessor, now=at)
        chosen = {**dict.fromkeys(keys, levels[0]), keys[-1]: levels[1]}
        give_judgement(judgement=judgement, levels=chosen, remarks={}, feedback=feedback, actor=assessor, now=at)
    if said[0] == ("developing", "not_yet"):
        reason = "ตัวเลขทุกตัวมีปีอยู่ในหน้าที่สองแล้ว ขอให้พิจารณาอีกครั้ง (สมมติ)"
        lodge_appeal(hand_in=work, reason=reason, actor=None, now=now - timedelta(days=1))
