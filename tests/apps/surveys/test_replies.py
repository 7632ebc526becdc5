"""Answers come in once each, whoever sends them and however often; the right one stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cast import Cast
from factories.surveys import survey
from mueang.apps.audit.models import Event
from mueang.apps.surveys.actions import answer_by_key, close_survey, enter_replies, take_workbook
from mueang.apps.surveys.enums import Outcome, Sampling, Way
from mueang.apps.surveys.errors import AlreadyAnswered, AnswersAmiss, GuardianNeeded, NotAskedHere, NotOpen
from mueang.apps.surveys.models import Invite, Reply, Survey
from mueang.apps.surveys.queries import Said

pytestmark = pytest.mark.django_db
YES: dict[str, Any] = {"learn": "yes"}


def sent(row: Survey, *said: Said, actor: Any, sent_at: datetime | None = None) -> list[str]:
    kept = enter_replies(
        survey=row, replies=said, device=uuid4(), sent_at=sent_at or timezone.now(), actor=actor, way=Way.ENUMERATOR
    )
    return ["kept" if one.refusal is None else type(one.refusal).__name__ for one in kept]


def test_an_open_link_is_answered_and_a_double_send_counts_once(cast: Cast) -> None:
    row, said = survey(cast.city, cast.officer), Said(answers=YES, age_band="adult", sex="female")

    for _again in range(3):
        assert answer_by_key(key=row.key or "", said=said) == row

    reply = Reply.objects.get()
    assert (reply.answers, reply.age_band, reply.way, reply.entered_by) == (YES, "adult", Way.OPEN_LINK, None)
    event = Event.objects.filter(verb="survey.answered").get()
    assert (event.actor, event.target) == (None, f"surveys.survey:{row.uuid}")


@pytest.mark.parametrize("key", ["", "nobody", "x" * 500])
def test_a_key_that_is_none_writes_nothing(cast: Cast, key: str) -> None:
    survey(cast.city, cast.officer, is_open=False)

    assert answer_by_key(key=key, said=Said(answers=YES)) is None
    assert not Reply.objects.exists()


def test_an_own_link_counts_once_and_needs_no_neighbourhood(cast: Cast) -> None:
    row = survey(cast.city, cast.officer, sampling=Sampling.FRAME)
    first, second = row.invites.all()

    answer_by_key(key=first.key or "", said=Said(answers=YES, neighbourhood="ignored"))
    with pytest.raises(AlreadyAnswered):
        answer_by_key(key=first.key or "", said=Said(answers=YES))

    assert Reply.objects.get().neighbourhood == first.neighbourhood
    assert list(row.invites.values_list("outcome", flat=True)) == ["answered", ""]
    assert second.key != first.key


def test_a_closed_survey_takes_no_answer_by_link(cast: Cast) -> None:
    row = survey(cast.city, cast.officer)
    close_survey(survey=row, actor=cast.officer)

    with pytest.raises(NotOpen):
        answer_by_key(key=row.key or "", said=Said(answers=YES))


@pytest.mark.parametrize("answers", [{}, {"learn": "perhaps"}, {"glad": 9}, {"words": "x"}])
def test_answers_that_are_missing_or_cannot_be_are_refused(cast: Cast, answers: dict[str, Any]) -> None:
    row = survey(cast.city, cast.officer)

    with pytest.raises(AnswersAmiss) as refusal:
        answer_by_key(key=row.key or "", said=Said(answers=answers))

    assert "learn" in refusal.value.wrong
    assert refusal.value.sentence
    assert not Reply.objects.exists()


def test_a_questionnaire_without_a_duty_still_wants_one_answer(cast: Cast) -> None:
    lines = [{"code": "words", "kind": "text", "th": "ก", "en": "a"}]
    from factories.surveys import questionnaire

    row = survey(cast.city, cast.officer, questionnaire=questionnaire(cast.city, cast.officer, questions=lines))

    with pytest.raises(AnswersAmiss):
        answer_by_key(key=row.key or "", said=Said(answers={}))


def test_who_is_under_age_needs_a_guardian_and_a_survey_that_asks_them(cast: Cast) -> None:
    adults, all_ages = survey(cast.city, cast.officer), survey(cast.city, cast.officer, asks_minors=True)
    for row, has_guardian in ((adults, True), (all_ages, False)):
        said = Said(answers=YES, age_band="minor", has_guardian=has_guardian)
        with pytest.raises(GuardianNeeded):
            answer_by_key(key=row.key or "", said=said)

    answer_by_key(key=all_ages.key or "", said=Said(answers=YES, age_band="minor", has_guardian=True))

    assert Reply.objects.get().has_guardian


def test_background_that_is_not_asked_is_not_kept(cast: Cast) -> None:
    row = survey(cast.city, cast.officer, asks_background=False)
    answer_by_key(key=row.key or "", said=Said(answers=YES, age_band="older", sex="male"))

    assert (Reply.objects.get().age_band, Reply.objects.get().sex) == ("", "")


def test_a_device_sends_as_often_as_it_likes_and_each_reply_is_written_once(cast: Cast) -> None:
    row = survey(cast.city, cast.officer, sampling=Sampling.QUOTA)
    code = row.strata.all()[0].neighbourhood.code
    said = Said(answers=YES, neighbourhood=code)

    assert sent(row, said, said, actor=cast.keeper) == ["kept", "kept"]
    assert sent(row, said, actor=cast.keeper) == ["kept"]
    assert sent(row, said, actor=cast.officer) == ["NotAskedHere"]

    assert Reply.objects.count() == 1


@pytest.mark.parametrize("name", ["stranger", "learner", "instructor", "auditor", "manager_elsewhere", "case_worker"])
def test_whoever_enters_no_answers_here_is_refused(cast: Cast, name: str) -> None:
    row = survey(cast.city, cast.officer, sampling=Sampling.QUOTA)
    code = row.strata.all()[0].neighbourhood.code

    assert sent(row, Said(answers=YES, neighbourhood=code), actor=getattr(cast, name)) == ["NotAskedHere"]
    with pytest.raises(PermissionDenied):
        take_workbook(survey=row, replies=[Said(answers=YES, neighbourhood=code)], actor=getattr(cast, name))

    assert not Reply.objects.exists()


def test_a_sample_asks_only_where_and_how_it_was_drawn(cast: Cast) -> None:
    quota = survey(cast.city, cast.officer, sampling=Sampling.QUOTA)
    frame = survey(cast.city, cast.officer, sampling=Sampling.FRAME)
    elsewhere = frame.invites.all()[0].neighbourhood.code
    wrong = [Said(answers=YES), Said(answers=YES, neighbourhood="none"), Said(answers=YES, neighbourhood=elsewhere)]
    wrong.append(Said(answers=YES, invite=frame.invites.all()[0].uuid))

    assert sent(quota, *wrong, actor=cast.keeper) == ["NotAskedHere"] * 4
    assert sent(frame, Said(answers=YES, invite=uuid4()), Said(answers=YES), actor=cast.keeper) == ["NotAskedHere"] * 2
    with pytest.raises(NotAskedHere):
        answer_by_key(key=survey(cast.city, cast.officer).key or "", said=Said(answers=YES, neighbourhood="none"))


def attempts(invite: Invite) -> list[Said]:
    """One invitation as five devices met it, with the moment of each."""
    start = datetime(2026, 3, 1, 9, tzinfo=UTC)
    told = [
        (Outcome.NO_CONTACT, 0, {}),
        (Outcome.ANSWERED, 30, {"learn": "no"}),
        (Outcome.ANSWERED, 20, {"learn": "yes"}),
        (Outcome.REFUSED, 40, {}),
    ]
    return [
        Said(outcome=outcome, invite=invite.uuid, answers=answers, made_at=start + timedelta(minutes=minutes))
        for outcome, minutes, answers in told
    ]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1), (1, 3, 0, 2)])
def test_of_several_devices_the_earliest_answer_stands_in_whatever_order_they_arrive(
    cast: Cast, order: tuple[int, ...]
) -> None:
    row = survey(cast.city, cast.officer, sampling=Sampling.FRAME)
    invite = row.invites.all()[0]
    said = attempts(invite)
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)

    for at in order:
        # Each device's clock is right: what it shows at sending is taken as the moment of sending.
        assert sent(row, said[at], actor=cast.keeper, sent_at=now) == ["kept"]

    standing = Reply.objects.get(stands=True)
    assert (standing.answers, Reply.objects.count()) == ({"learn": "yes"}, 4)
    invite.refresh_from_db()
    assert invite.outcome == Outcome.ANSWERED


def test_of_attempts_alone_the_latest_stands(cast: Cast) -> None:
    row = survey(cast.city, cast.officer, sampling=Sampling.FRAME)
    said = attempts(row.invites.all()[0])

    sent(row, said[3], said[0], actor=cast.keeper, sent_at=datetime(2026, 3, 1, 12, tzinfo=UTC))

    assert row.invites.all()[0].outcome == Outcome.REFUSED


def test_what_was_written_before_closing_still_arrives_and_after_it_does_not(cast: Cast) -> None:
    row = survey(cast.city, cast.officer, sampling=Sampling.QUOTA)
    code, now = row.strata.all()[0].neighbourhood.code, timezone.now()
    close_survey(survey=row, actor=cast.officer, now=now)

    before = Said(answers=YES, neighbourhood=code, made_at=now - timedelta(hours=1))
    after = Said(answers=YES, neighbourhood=code, made_at=now + timedelta(hours=1))

    assert sent(row, before, after, actor=cast.keeper, sent_at=now) == ["kept", "NotOpen"]


def test_a_clock_ahead_writes_nothing_into_the_future(cast: Cast) -> None:
    row = survey(cast.city, cast.officer, sampling=Sampling.QUOTA)
    code = row.strata.all()[0].neighbourhood.code
    ahead = timezone.now() + timedelta(days=400)

    sent(
        row, Said(answers=YES, neighbourhood=code, made_at=ahead + timedelta(days=1)), actor=cast.keeper, sent_at=ahead
    )

    assert Reply.objects.get().made_at <= timezone.now()


def test_a_workbook_is_written_whole_or_not_at_all(cast: Cast) -> None:
    row = survey(cast.city, cast.officer, sampling=Sampling.QUOTA)
    code = row.strata.all()[0].neighbourhood.code
    lines = [Said(answers=YES, neighbourhood=code, sheet="1"), Said(answers=YES, neighbourhood=code, sheet="1")]

    with pytest.raises(AlreadyAnswered):
        take_workbook(survey=row, replies=lines, actor=cast.officer)

    assert not Reply.objects.exists()
    assert take_workbook(survey=row, replies=lines[:1], actor=cast.officer) == 1


def test_a_number_of_another_survey_is_no_way_in(cast: Cast) -> None:
    first, second = (survey(cast.city, cast.officer, sampling=Sampling.QUOTA) for _n in range(2))
    number: UUID = uuid4()
    codes = [row.strata.all()[0].neighbourhood.code for row in (first, second)]

    assert sent(first, Said(uuid=number, answers=YES, neighbourhood=codes[0]), actor=cast.keeper) == ["kept"]
    assert sent(second, Said(uuid=number, answers=YES, neighbourhood=codes[1]), actor=cast.keeper) == ["NotAskedHere"]
