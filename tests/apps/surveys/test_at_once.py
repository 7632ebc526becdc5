"""Two connections that answer in the same moment: one answer stands, and nobody meets a page of trouble."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from cast import Cast
from factories.surveys import survey
from mueang.apps.surveys.actions import answer_by_key, type_sheet
from mueang.apps.surveys.enums import Sampling
from mueang.apps.surveys.errors import AlreadyAnswered, SurveyRefusal
from mueang.apps.surveys.models import PaperEntry, Reply
from mueang.apps.surveys.queries import Said, progress_of

AtOnce = Callable[[list[Callable[[], Any]]], list[Any]]


def test_of_two_who_answer_one_invitation_at_once_one_is_taken(at_once: AtOnce, cast: Cast) -> None:
    row = survey(cast.city, cast.officer, sampling=Sampling.FRAME)
    key = row.invites.all()[0].key or ""
    answers = [Said(answers={"learn": word}) for word in ("yes", "no")]

    told = at_once([partial(answer_by_key, key=key, said=said) for said in answers])

    assert sorted(type(one).__name__ for one in told) == ["AlreadyAnswered", "Survey"]
    assert Reply.objects.filter(stands=True).count() == Reply.objects.count() == 1


def test_two_telephones_on_one_link_see_thanks_and_that_it_is_answered(at_once: AtOnce, cast: Cast) -> None:
    row = survey(cast.city, cast.officer, sampling=Sampling.FRAME)
    address = reverse("answers_to:survey", args=[row.invites.all()[0].key])

    def send(word: str) -> str:
        said = {"uuid": str(uuid4()), "a-learn": word, "age_band": "adult"}
        answer = Client().post(address, said)
        assert answer.status_code == 200
        return answer.content.decode()

    pages = at_once([partial(send, word) for word in ("yes", "no")])

    assert sorted("ลิงก์นี้ตอบแล้ว" in page for page in pages) == [False, True]
    assert Reply.objects.count() == 1


def test_a_quota_is_counted_right_and_a_sheet_once_when_two_clerks_send_it_at_once(at_once: AtOnce, cast: Cast) -> None:
    row = survey(cast.city, cast.officer, sampling=Sampling.QUOTA)
    code = row.strata.order_by("pk")[0].neighbourhood.code
    same = [partial(_typed, row, code, "A1", clerk) for clerk in (cast.officer, cast.keeper)]
    others = [partial(_typed, row, code, sheet, cast.keeper) for sheet in ("A2", "A3")]

    told = at_once([*same, *others])

    assert [type(one) for one in told if isinstance(one, Exception)] == [AlreadyAnswered]
    assert progress_of(row).total.answered == 3


def test_of_two_typings_at_once_that_agree_one_reply_is_written(at_once: AtOnce, cast: Cast) -> None:
    row = survey(cast.city, cast.officer, sampling=Sampling.QUOTA, is_typed_twice=True)
    code = row.strata.order_by("pk")[0].neighbourhood.code

    told = at_once([partial(_typed, row, code, "A1", clerk) for clerk in (cast.officer, cast.keeper)])

    assert sorted(one is None for one in told) == [False, True]
    assert not any(isinstance(one, SurveyRefusal) for one in told)
    assert (Reply.objects.count(), PaperEntry.objects.count()) == (1, 2)


def _typed(row: Any, code: str, sheet: str, clerk: Any) -> Any:
    return type_sheet(survey=row, said=Said(sheet=sheet, neighbourhood=code, answers={"learn": "yes"}), actor=clerk)
