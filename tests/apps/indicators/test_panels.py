"""Expert panels: blind at first, disagreement shown, a second round, and a figure that says how it came about."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cast import MEMBERS, Cast
from factories.indicators import indicator
from factories.rows import UserFactory
from mueang.apps.audit.models import Event
from mueang.apps.indicators.actions import call_off, close_panel, hand_in, judge, open_panel, open_second_round
from mueang.apps.indicators.enums import Method, PanelState
from mueang.apps.indicators.errors import (
    EvidenceNeeded,
    NotAllJudged,
    NotForReview,
    NotOfThisCity,
    PanelTooSmall,
    PeriodToCome,
    RoundEnded,
)
from mueang.apps.indicators.models import Judgement, Observation, Panel
from mueang.apps.indicators.queries import panel_page, seat_page
from mueang.apps.notices.models import Notice
from mueang.methods.thai import Period, calendar_year

pytestmark = pytest.mark.django_db
SECRET = "เห็นสมุดเยี่ยมของศูนย์สมมติ"


def opened(cast: Cast, *, n_questions: int = 2, **changes: Any) -> tuple[Panel, list[Any]]:
    people = [UserFactory() for _each in range(3)]
    asked = [indicator(unit="level", capture="expert") for _each in range(n_questions)]
    said = {
        "city": cast.city,
        "name": "ทบทวนสมมติ",
        "period": calendar_year(2023),
        "indicators": asked,
        "reviewers": people,
        "actor": cast.manager,
    }
    return open_panel(**said | changes), people


def judge_all(panel: Panel, person: Any, *levels: int, evidence: str = "x") -> None:
    for question, level in zip(panel.questions.all(), levels, strict=True):
        judge(question=question, level=level, evidence=evidence, actor=person)
    hand_in(panel=panel, actor=person)


def at(page: str, *arguments: object) -> str:
    return reverse(f"indicators:{page}", args=["nakhon", *arguments])


def test_two_rounds_end_in_the_middle_judgement_with_its_range(cast: Cast) -> None:
    panel, (ann, ben, cam) = opened(cast)
    judge_all(panel, ann, 2, 4)
    judge_all(panel, ben, 4, 4)
    judge_all(panel, cam, 5, 4)
    open_second_round(panel=panel, actor=cast.manager)
    first = panel.questions.first()
    assert first is not None
    judge(question=first, level=4, evidence="เห็นด้วยกับหลักฐาน", actor=ann)
    for person in (ann, ben):
        hand_in(panel=panel, actor=person)

    done = close_panel(panel=panel, actor=cast.manager)

    told = list(Observation.objects.order_by("indicator").values_list("value", "lower", "upper", "method"))
    assert done.state == PanelState.CLOSED
    assert told == [(4, 4, 5, Method.REVIEW), (4, 4, 4, Method.REVIEW)]
    row = Observation.objects.order_by("indicator")[0]
    assert (row.numerator, row.denominator, row.completeness_percent) == (Decimal(13), Decimal(3), 100)
    assert panel.name in row.source
    verbs = Event.objects.order_by("pk").values_list("verb", flat=True)
    assert [verb for verb in verbs if verb != "panel.handed_in"] == [
        "panel.opened",
        "panel.second_round",
        "panel.closed",
    ]


def test_nobody_sees_another_judgement_before_the_first_round_is_over(client: Client, cast: Cast) -> None:
    panel, (ann, ben, _cam) = opened(cast)
    judge_all(panel, ann, 1, 1, evidence=SECRET)
    judge_all(panel, ben, 5, 5)
    pages = [(ben, "seat"), (cast.manager, "panel"), (cast.auditor, "panel"), (cast.unit_officer, "panel")]
    for person, page in pages:
        client.force_login(person)
        assert SECRET not in client.get(at(page, panel.uuid)).content.decode()
    client.force_login(cast.manager)
    assert SECRET.encode() not in client.get(at("panel", panel.uuid), {"format": "xlsx"}).content

    open_second_round(panel=panel, actor=cast.manager)

    for person, page in pages:
        client.force_login(person)
        body = client.get(at(page, panel.uuid)).content.decode()
        assert SECRET in body
        assert (str(ann) in body) == (page == "panel")


def test_disagreement_is_measured_once_the_round_is_over(cast: Cast) -> None:
    panel, (ann, ben, _cam) = opened(cast, n_questions=3)
    judge_all(panel, ann, 1, 3, 5)
    judge_all(panel, ben, 2, 3, 3)
    page = panel_page(viewer=cast.manager, city=cast.city, uuid=panel.uuid)
    assert page is not None
    assert (page.agreement, page.n_apart, page.n_handed_in) == (None, 0, 2)
    open_second_round(panel=panel, actor=cast.manager)
    page = panel_page(viewer=cast.manager, city=cast.city, uuid=panel.uuid)
    assert page is not None
    assert page.agreement is not None
    assert 0 < page.agreement < 1
    assert page.n_apart == 1
    assert [line.middle for line in page.lines] == [1.5, 3, 4]


def test_what_was_handed_in_is_no_longer_changed_and_who_came_late_is_left_out(cast: Cast) -> None:
    panel, (ann, ben, cam) = opened(cast)
    judge_all(panel, ann, 2, 2)
    question = panel.questions.first()
    assert question is not None
    with pytest.raises(RoundEnded):
        judge(question=question, level=3, evidence="x", actor=ann)
    with pytest.raises(RoundEnded):
        hand_in(panel=panel, actor=ann)
    with pytest.raises(NotAllJudged):
        open_second_round(panel=panel, actor=cast.manager)
    judge_all(panel, ben, 2, 2)
    judge(question=question, level=1, evidence="x", actor=cam)
    with pytest.raises(NotAllJudged):
        hand_in(panel=panel, actor=cam)
    open_second_round(panel=panel, actor=cast.manager)
    with pytest.raises(RoundEnded):
        open_second_round(panel=panel, actor=cast.manager)
    with pytest.raises(RoundEnded):
        hand_in(panel=panel, actor=cam)
    close_panel(panel=panel, actor=cast.manager)
    with pytest.raises(RoundEnded):
        judge(question=question, level=3, evidence="x", actor=ben)
    for act in (close_panel, call_off):
        with pytest.raises(RoundEnded):
            act(panel=panel, actor=cast.manager)
    assert {row.completeness_percent for row in Observation.objects.all()} == {67}


def test_a_panel_called_off_leaves_no_figure(cast: Cast) -> None:
    panel, (ann, ben, _cam) = opened(cast)
    with pytest.raises(NotAllJudged):
        close_panel(panel=panel, actor=cast.manager)
    judge_all(panel, ann, 2, 2)
    judge_all(panel, ben, 2, 2)
    call_off(panel=panel, actor=cast.manager)
    assert not Observation.objects.exists()
    assert Judgement.objects.count() == 4


def test_levels_and_evidence_are_needed(cast: Cast) -> None:
    panel, (ann, *_others) = opened(cast)
    question = panel.questions.first()
    assert question is not None
    with pytest.raises(EvidenceNeeded):
        judge(question=question, level=3, evidence="  ", actor=ann)
    with pytest.raises(ValueError, match="6"):
        judge(question=question, level=6, evidence="x", actor=ann)
    for member in (cast.manager, cast.stranger, cast.anonymous):
        with pytest.raises(PermissionDenied):
            judge(question=question, level=3, evidence="x", actor=member)


def test_a_panel_that_makes_no_sense_is_refused(cast: Cast) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    person = UserFactory()
    for changes, refusal in (
        ({"reviewers": [person, person]}, PanelTooSmall),
        ({"indicators": []}, PanelTooSmall),
        ({"indicators": [indicator()]}, NotForReview),
        ({"indicators": [indicator(cast.elsewhere, unit="level", capture="expert")]}, NotOfThisCity),
        ({"period": Period(tomorrow, tomorrow)}, PeriodToCome),
    ):
        with pytest.raises(refusal):
            opened(cast, **changes)
    assert not Panel.objects.exists()
    assert not Notice.objects.exists()


@pytest.mark.parametrize("name", MEMBERS)
def test_only_the_citys_officers_open_and_settle_panels(client: Client, cast: Cast, name: str) -> None:
    panel, _people = opened(cast)
    member = getattr(cast, name)
    may = name in {"officer", "manager", "unit_officer"}
    if not may:
        for act in (open_second_round, close_panel, call_off):
            with pytest.raises(PermissionDenied):
                act(panel=panel, actor=member)
        with pytest.raises(PermissionDenied):
            opened(cast, actor=member)
    if not member.is_anonymous:
        client.force_login(member)
    outside = 302 if name == "anonymous" else 404
    reads = 200 if may or name == "auditor" else outside
    assert client.get(at("panels")).status_code == reads
    assert client.get(at("panel", panel.uuid)).status_code == reads
    assert client.get(at("panel_begin")).status_code == (200 if may else 403 if name == "auditor" else outside)
    assert client.get(at("seat", panel.uuid)).status_code == outside
    assert client.post(at("hand", panel.uuid)).status_code == outside
    client.post(at("panel_settle", panel.uuid, "off"))
    panel.refresh_from_db()
    assert (panel.state == PanelState.CANCELLED) == may


def test_a_reviewer_without_any_role_judges_by_hand(client: Client, cast: Cast) -> None:
    asked = indicator(unit="level", capture="expert")
    client.force_login(cast.manager)
    typed = {"name": "ทบทวน", "period": "2566", "indicators": [asked.pk], "reviewers": "stranger\nnobody"}
    assert client.post(at("panel_begin"), typed).status_code == 422
    assert client.post(at("panel_begin"), typed | {"reviewers": "stranger"}).status_code == 422
    client.post(at("panel_begin"), typed | {"reviewers": "stranger, LEARNER"})
    panel = Panel.objects.get()
    assert Notice.objects.filter(user=cast.stranger, body__contains=at("seat", panel.uuid)).exists()
    question = panel.questions.get()
    client.force_login(cast.stranger)
    assert client.get(at("panel", panel.uuid)).status_code == 404
    prefix = f"q{question.pk}"
    half = {"question": question.pk, f"{prefix}-level": "4"}
    assert client.post(at("seat", panel.uuid), half).status_code == 422
    client.post(at("hand", panel.uuid))
    assert panel.reviewers.filter(handed_in=0).count() == 2
    client.post(at("seat", panel.uuid), half | {f"{prefix}-evidence": "เห็นเอง"})
    client.post(at("hand", panel.uuid))
    assert client.post(at("seat", panel.uuid), {"question": "0"}).status_code == 404
    assert "เห็นเอง" in client.get(at("seat", panel.uuid)).content.decode()
    client.force_login(cast.learner)
    client.post(at("seat", panel.uuid), half | {f"{prefix}-evidence": "x", f"{prefix}-level": "2"})
    client.post(at("hand", panel.uuid))
    client.force_login(cast.manager)
    assert client.post(at("panel_settle", panel.uuid, "burn")).status_code == 404
    for step in ("second", "second", "close"):
        client.post(at("panel_settle", panel.uuid, step))
    assert client.get(at("panel", panel.uuid), {"format": "xlsx"}).status_code == 200
    assert Observation.objects.get().value == 3


def test_a_page_costs_the_same_for_few_questions_and_many(cast: Cast, django_assert_num_queries: Any) -> None:
    for n_questions in (1, 3):
        panel, (ann, ben, _cam) = opened(cast, n_questions=n_questions)
        judge_all(panel, ann, *[2] * n_questions)
        judge_all(panel, ben, *[3] * n_questions)
        open_second_round(panel=panel, actor=cast.manager)
        panel_page(viewer=cast.manager, city=cast.city, uuid=panel.uuid)
        with django_assert_num_queries(4):
            panel_page(viewer=cast.manager, city=cast.city, uuid=panel.uuid)
        with django_assert_num_queries(5):
            assert seat_page(viewer=ann, city=cast.city, uuid=panel.uuid) is not None
