"""A survey's life: prepared, drawn so that anybody can check it, opened, closed by its day, erased as promised."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cast import MEMBERS, Cast
from factories.rows import NeighbourhoodFactory
from factories.surveys import QUESTIONS, questionnaire, survey
from mueang.apps.surveys import tasks
from mueang.apps.surveys.actions import (
    answer_by_key,
    close_survey,
    draw_list,
    make_questionnaire,
    new_version,
    note_export,
    open_survey,
    prepare_survey,
    set_questions,
    set_strata,
    share_out,
    type_sheet,
)
from mueang.apps.surveys.enums import Sampling
from mueang.apps.surveys.errors import (
    CodeTaken,
    InUse,
    NobodyToAsk,
    NotInPreparation,
    NotOpen,
    QuestionsAmiss,
    TooManyAsked,
)
from mueang.apps.surveys.models import Invite, PaperEntry, Reply, Survey
from mueang.apps.surveys.queries import Said, population_hints
from mueang.apps.surveys.rules import may_enter, may_survey, visible_replies, visible_surveys

pytestmark = pytest.mark.django_db
WRITE = {"officer", "manager", "unit_officer"}


def test_who_may_prepare_enter_and_read(cast: Cast) -> None:
    row = survey(cast.city, cast.officer)
    answer_by_key(key=row.key or "", said=Said(answers={"learn": "yes"}))
    members = {name: getattr(cast, name) for name in MEMBERS}

    assert {name for name in MEMBERS if may_survey(members[name], cast.city)} == WRITE
    assert {name for name in MEMBERS if may_enter(members[name], row)} == WRITE | {"keeper"}
    assert {name for name in MEMBERS if visible_surveys(members[name]).exists()} == WRITE | {"keeper", "auditor"}
    assert {name for name in MEMBERS if visible_replies(members[name]).exists()} == WRITE


def test_a_questionnaire_in_use_is_never_edited_and_a_new_version_is(cast: Cast) -> None:
    row = survey(cast.city, cast.officer)
    form = row.questionnaire
    form.refresh_from_db()

    with pytest.raises(InUse) as refusal:
        set_questions(questionnaire=form, questions=QUESTIONS[:1], actor=cast.officer)
    second = new_version(questionnaire=form, actor=cast.officer)
    set_questions(questionnaire=second, questions=QUESTIONS[:1], actor=cast.officer)

    assert refusal.value.sentence
    assert new_version(questionnaire=form, actor=cast.officer) == second
    form.refresh_from_db()
    assert (form.version, len(form.questions), second.version, second.uuid != form.uuid) == (1, 5, 2, True)


def test_questionnaires_refuse_strangers_twins_and_nonsense(cast: Cast) -> None:
    form = questionnaire(cast.city, cast.officer)
    said: dict[str, Any] = {"city": cast.city, "names": ("ก", "a")}

    for actor in (cast.auditor, cast.keeper, cast.manager_elsewhere):
        with pytest.raises(PermissionDenied):
            make_questionnaire(code="x", actor=actor, **said)
        with pytest.raises(PermissionDenied):
            set_questions(questionnaire=form, questions=[], actor=actor)
        with pytest.raises(PermissionDenied):
            new_version(questionnaire=form, actor=actor)
    with pytest.raises(CodeTaken):
        make_questionnaire(code=form.code, actor=cast.officer, **said)
    with pytest.raises(QuestionsAmiss) as refusal:
        make_questionnaire(code="y", actor=cast.officer, questions=[{"code": "q"}], **said)
    assert refusal.value.sentence.startswith("q: ")


def test_a_survey_refuses_strangers_and_an_empty_questionnaire(cast: Cast) -> None:
    row = survey(cast.city, cast.officer, is_open=False)
    empty = questionnaire(cast.city, cast.officer, questions=[])

    for actor in (cast.auditor, cast.keeper, cast.manager_elsewhere):
        for deed in (open_survey, close_survey):
            with pytest.raises(PermissionDenied):
                deed(survey=row, actor=actor)
        with pytest.raises(PermissionDenied):
            note_export(survey=row, actor=actor, n=1)
    with pytest.raises(QuestionsAmiss):
        survey(cast.city, cast.officer, questionnaire=empty)
    day = timezone.localdate()
    with pytest.raises(PermissionDenied):
        prepare_survey(city=cast.elsewhere, questionnaire=empty, closes_on=day, actor=cast.manager_elsewhere)
    set_questions(questionnaire=row.questionnaire, questions=[], actor=cast.officer)
    with pytest.raises(QuestionsAmiss):
        open_survey(survey=row, actor=cast.officer)
    with pytest.raises(NotOpen):
        close_survey(survey=row, actor=cast.officer)


def test_what_begins_changes_no_more(cast: Cast) -> None:
    row = survey(cast.city, cast.officer, sampling=Sampling.FRAME)
    place = row.strata.get().neighbourhood

    with pytest.raises(NotInPreparation):
        open_survey(survey=row, actor=cast.officer)
    with pytest.raises(NotInPreparation):
        set_strata(survey=row, counts={place: (3, 1)}, actor=cast.officer)
    with pytest.raises(NotInPreparation):
        draw_list(survey=row, lines=[(place.code, "1")], seed="x", actor=cast.officer)


@pytest.mark.parametrize("sampling", [Sampling.FRAME, Sampling.QUOTA])
def test_a_sample_of_nobody_does_not_open(cast: Cast, sampling: str) -> None:
    row = survey(cast.city, cast.officer, is_open=False)
    Survey.objects.filter(pk=row.pk).update(sampling=sampling)
    elsewhere = NeighbourhoodFactory(city=cast.elsewhere)

    for deed in (
        lambda: open_survey(survey=row, actor=cast.officer),
        lambda: share_out(survey=row, n=10, least=1, actor=cast.officer),
        lambda: set_strata(survey=row, counts={}, actor=cast.officer),
        lambda: set_strata(survey=row, counts={elsewhere: (9, 1)}, actor=cast.officer),
        lambda: draw_list(survey=row, lines=[], seed="x", actor=cast.officer),
    ):
        with pytest.raises(NobodyToAsk):
            deed()


def test_shares_are_in_proportion_with_a_least_and_never_more_than_there_are(cast: Cast) -> None:
    row = survey(cast.city, cast.officer, is_open=False, sampling=Sampling.QUOTA)
    small = NeighbourhoodFactory(city=cast.city)
    counts = {one.neighbourhood: (one.population, 0) for one in row.strata.select_related("neighbourhood")}
    set_strata(survey=row, counts=counts | {small: (20, 0)}, actor=cast.officer)

    share_out(survey=row, n=100, least=10, actor=cast.officer)

    assert sorted(row.strata.values_list("asked", flat=True)) == [10, 20, 70]
    assert row.strata.get(neighbourhood=small).asked == 10
    with pytest.raises(TooManyAsked):
        share_out(survey=row, n=5000, least=0, actor=cast.officer)


def test_hints_are_what_planning_counts_or_the_population_alone(cast: Cast) -> None:
    from factories.planning import ResidentsFactory

    counted = ResidentsFactory(neighbourhood__city=cast.city).neighbourhood
    told, silent = (NeighbourhoodFactory(city=cast.city, population=people) for people in (700, None))

    assert population_hints(cast.city) == {counted.pk: 300, told.pk: 700}
    assert silent.pk not in population_hints(cast.city)


def test_the_worker_closes_after_the_last_day_and_erases_when_promised(cast: Cast) -> None:
    row = survey(cast.city, cast.officer, sampling=Sampling.FRAME, is_typed_twice=True, keep_days=30)
    invite, other = row.invites.all()
    words = {"learn": "yes", "words": "ลับ"}
    answer_by_key(key=invite.key or "", said=Said(answers=words))
    type_sheet(survey=row, said=Said(answers=words, sheet=str(other.number)), actor=cast.officer)
    now = timezone.now()

    assert tasks.run(now) == 0
    assert tasks.run(now + timedelta(days=31)) == 1
    row.refresh_from_db()
    assert row.state == "closed"
    assert tasks.run(now + timedelta(days=60)) == 0
    assert Reply.objects.get().answers == words

    assert tasks.run(now + timedelta(days=62)) == 1
    assert tasks.run(now + timedelta(days=99)) == 0
    assert Reply.objects.get().answers == {"learn": "yes"}
    assert set(Invite.objects.values_list("where", "key")) == {("", None)}
    assert not PaperEntry.objects.exists()
    assert Reply.objects.get().stands
