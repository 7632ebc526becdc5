"""Invented surveys of the demo city: one that is over, one that asks a list, one with an open link."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from mueang.apps.audit.actions import recorded_together
from mueang.apps.surveys.actions import (
    answer_by_key,
    close_survey,
    draw_list,
    enter_replies,
    make_questionnaire,
    open_survey,
    prepare_survey,
    set_strata,
    share_out,
)
from mueang.apps.surveys.enums import Outcome, Sampling, Unit, Way
from mueang.apps.surveys.models import Questionnaire, Survey
from mueang.apps.surveys.queries import Said, population_hints
from mueang.apps.surveys.rules import neighbourhoods_of
from mueang.demo.city import Demo
from mueang.facts.questionnaires import packaged_questionnaires
from mueang.methods.questionnaires import Question, is_asked

OFFICE = "กองการศึกษา เทศบาล (สมมุติ) โทร. 073-000-000"
N_ASKED, LEAST_EACH, N_OPEN, N_HOUSES, N_DRAWN = 140, 8, 26, 15, 6
# Of twenty doors.
DOORS = (Outcome.ANSWERED,) * 14 + (Outcome.NO_CONTACT,) * 3 + (Outcome.REFUSED,) * 2 + (Outcome.NOT_ELIGIBLE,)
WORDS = ("อยากให้มีครูสอนตอนเย็น", "ขอให้เปิดใกล้ตลาด", "อยากเรียนทำขนมขาย", "อยากให้มีรถรับส่งผู้สูงอายุ")
AGES, SEXES = ("young", "adult", "adult", "older", "older"), ("female", "female", "male")


def add_surveys(demo: Demo, *, now: datetime) -> None:
    """Every answer is invented; the names of the surveys say so."""
    forms = {one.code: _questionnaire(demo, one) for one in packaged_questionnaires()}
    with recorded_together():
        _finished(demo, forms["learning-wishes"], now=now)
        _drawn(demo, forms["not-learning"], now=now)
        _open(demo, forms["end-of-day"], now=now)


def _questionnaire(demo: Demo, packaged: Any) -> Questionnaire:
    return make_questionnaire(
        city=demo.city,
        code=packaged.code,
        names=(packaged.name_th, packaged.name_en),
        questions=packaged.questions,
        source=packaged.source,
        licence=packaged.licence,
        actor=demo.manager,
    )


def _survey(demo: Demo, form: Questionnaire, sampling: Sampling, *, days: int, now: datetime, **said: Any) -> Survey:
    packaged = next(one for one in packaged_questionnaires() if one.code == form.code)
    return prepare_survey(
        city=demo.city,
        questionnaire=form,
        closes_on=demo.today + timedelta(days=days),
        actor=demo.manager,
        now=now,
        name_th=f"{form.name_th} (คำตอบสมมุติ)",
        name_en=f"{form.name_en} (invented answers)",
        purpose_th=packaged.purpose_th,
        purpose_en=packaged.purpose_en,
        contact=OFFICE,
        sampling=sampling,
        **said,
    )


def _finished(demo: Demo, form: Questionnaire, *, now: datetime) -> None:
    began, ended = now - timedelta(days=40), now - timedelta(days=10)
    survey = _survey(demo, form, Sampling.QUOTA, days=-10, now=began)
    hints = population_hints(demo.city)
    counts = {place: (hints[place.pk], 0) for place in neighbourhoods_of(demo.city) if hints.get(place.pk)}
    set_strata(survey=survey, counts=counts, actor=demo.manager)
    share_out(survey=survey, n=N_ASKED, least=LEAST_EACH, actor=demo.manager)
    open_survey(survey=survey, actor=demo.manager, now=began)
    told: list[Said] = []
    for stratum in survey.strata.select_related("neighbourhood"):
        while sum(one.neighbourhood == stratum.neighbourhood.code for one in told) < stratum.asked:
            made_at = began + (ended - began) * demo.chance.random()
            told.append(_door(demo, form, stratum.neighbourhood.code, made_at=made_at))
    _entered(demo, survey, told, now=now)
    close_survey(survey=survey, actor=demo.manager, now=ended)


def _drawn(demo: Demo, form: Questionnaire, *, now: datetime) -> None:
    """A list of invented houses; some were met already."""
    survey = _survey(demo, form, Sampling.FRAME, days=30, now=now, unit=Unit.HOUSEHOLD, is_typed_twice=True)
    places = list(neighbourhoods_of(demo.city)[:3])
    set_strata(survey=survey, counts=dict.fromkeys(places, (N_HOUSES, N_DRAWN)), actor=demo.manager)
    lines = [
        (place.code, f"{number}/{place.code[-2:]} ม.{1 + number % 5}") for place in places for number in range(11, 26)
    ]
    draw_list(survey=survey, lines=lines, seed="เลขสมมุติ 2566", actor=demo.manager)
    open_survey(survey=survey, actor=demo.manager, now=now - timedelta(days=2))
    met = survey.invites.all()[:5]
    told = [_door(demo, form, "", made_at=now - timedelta(days=1), invite=invite.uuid) for invite in met]
    _entered(demo, survey, told, now=now)


def _open(demo: Demo, form: Questionnaire, *, now: datetime) -> None:
    survey = open_survey(
        survey=_survey(demo, form, Sampling.OPEN, days=60, now=now), actor=demo.manager, now=now - timedelta(days=3)
    )
    for _person in range(N_OPEN):
        answers = _answers(demo, form.read)
        said = Said(answers=answers, age_band=demo.chance.choice(AGES), sex=demo.chance.choice(SEXES))
        answer_by_key(key=survey.key or "", said=said, now=now - timedelta(hours=demo.chance.randrange(70)))


def _door(demo: Demo, form: Questionnaire, code: str, *, made_at: datetime, invite: UUID | None = None) -> Said:
    outcome = demo.chance.choice(DOORS)
    is_answer = outcome == Outcome.ANSWERED
    return Said(
        outcome=outcome,
        neighbourhood=code,
        invite=invite,
        answers=_answers(demo, form.read) if is_answer else {},
        age_band=demo.chance.choice(AGES) if is_answer else "",
        sex=demo.chance.choice(SEXES) if is_answer else "",
        made_at=made_at,
    )


def _entered(demo: Demo, survey: Survey, told: list[Said], *, now: datetime) -> None:
    enter_replies(
        survey=survey, replies=told, device=None, sent_at=now, actor=demo.users["officer"], way=Way.ENUMERATOR
    )


def _answers(demo: Demo, questions: tuple[Question, ...]) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for question in questions:
        if not is_asked(question, answers):
            continue
        codes = [choice.code for choice in question.choices]
        if question.kind == "one":
            # The first choices are the likelier ones.
            answers[question.code] = demo.chance.choices(codes, weights=range(len(codes) + 1, 1, -1))[0]
        elif question.kind == "several":
            answers[question.code] = sorted({demo.chance.choice(codes) for _tick in range(2)}, key=codes.index)
        elif question.kind == "scale":
            answers[question.code] = demo.chance.choice((2, 3, 4, 4, 5, 5))
        elif question.kind == "number":
            answers[question.code] = demo.chance.choice((10, 15, 15, 20, 30))
        elif demo.chance.random() < 0.2:
            answers[question.code] = demo.chance.choice(WORDS)
    return answers
