"""Lay out the quizzes and assignments of the 45-hour course for one offering, from the course's content."""

from __future__ import annotations

from django.db import transaction

from mueang.apps.accounts.models import User
from mueang.apps.assessments.actions.setting import ensure_setter
from mueang.apps.assessments.enums import AssignmentKind
from mueang.apps.assessments.models import Assignment, Criterion, Item, Quiz
from mueang.apps.audit.actions import record
from mueang.apps.catalog.models import Offering
from mueang.curriculum.course import Course, Module, Words

PANEL = 3


@transaction.atomic
def prepare_course(*, offering: Offering, course: Course, actor: User, is_open: bool = True) -> int:
    """A quiz and an assignment for every module that has none yet; how many modules got something.

    Done again it adds what is missing and changes nothing. Raises PermissionDenied.
    """
    ensure_setter(actor, offering)
    offering = Offering.objects.select_for_update(of=("self",)).select_related("city").get(pk=offering.pk)
    quizzes = set(Quiz.objects.filter(offering=offering).values_list("module", flat=True))
    assignments = set(Assignment.objects.filter(offering=offering).values_list("module", flat=True))
    n_prepared = 0
    for order, module in enumerate(course.modules, start=1):
        if module.key not in quizzes:
            _quiz(offering, module, order=order, is_open=is_open)
        if module.key not in assignments:
            _assignment(offering, module, course, order=order, is_open=is_open)
        n_prepared += module.key not in quizzes or module.key not in assignments
    if n_prepared:
        facts = {"n": n_prepared}
        record(actor=actor, verb="quiz.course_prepared", target=offering, book=offering.city.slug, facts=facts)
    return n_prepared


def _quiz(offering: Offering, module: Module, *, order: int, is_open: bool) -> None:
    quiz = Quiz.objects.create(
        offering=offering,
        module=module.key,
        title_th=module.texts["th"].title[:200],
        title_en=module.texts["en"].title[:200],
        n_drawn=min(5, len(module.questions)),
        order=order,
        is_open=is_open,
    )
    Item.objects.bulk_create(
        Item(
            quiz=quiz,
            key=one.key,
            kind=one.kind,
            stem_th=one.stem.th,
            stem_en=one.stem.en,
            options=[_both(option) for option in one.options],
            right=sorted(one.right),
            why_th=one.why.th,
            why_en=one.why.en,
        )
        for one in module.questions
    )


def _assignment(offering: Offering, module: Module, course: Course, *, order: int, is_open: bool) -> None:
    is_capstone = module.key == course.completion.capstone_module
    row = Assignment.objects.create(
        offering=offering,
        module=module.key,
        kind=AssignmentKind.PLAN if is_capstone else AssignmentKind.WORK,
        title_th=module.texts["th"].title[:200],
        title_en=module.texts["en"].title[:200],
        task_th=module.texts["th"].sections.get("activity", "")[:8000],
        task_en=module.texts["en"].sections.get("activity", "")[:8000],
        n_assessors=PANEL if is_capstone else 2,
        pass_level=course.completion.level,
        is_capstone=is_capstone,
        order=order,
        is_open=is_open,
    )
    Criterion.objects.bulk_create(
        Criterion(
            assignment=row,
            key=one.key,
            name_th=one.name.th,
            name_en=one.name.en,
            levels=[_both(words) for words in one.levels],
            order=place,
        )
        for place, one in enumerate(module.criteria)
    )


def _both(words: Words) -> dict[str, str]:
    return {"th": words.th, "en": words.en}
