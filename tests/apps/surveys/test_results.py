"""Figures of a survey: weighted, with their margin, never of few people; words and files only for who may."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cast import Cast
from factories.surveys import survey
from mueang.apps.audit.models import Event
from mueang.apps.surveys.actions import answer_by_key, enter_replies
from mueang.apps.surveys.enums import Outcome, Sampling, Way
from mueang.apps.surveys.models import Survey
from mueang.apps.surveys.queries import Said, Told, figures_to_take, open_answers, progress_of, results_of
from mueang.lib.workbook import open_workbook

pytestmark = pytest.mark.django_db


def ask(row: Survey, *said: tuple[int, dict[str, Any]], actor: Any, place: str = "", **who: Any) -> None:
    """So many people answer alike."""
    replies = [Said(answers=answers, neighbourhood=place, **who) for n, answers in said for _person in range(n)]
    if row.sampling == Sampling.OPEN:
        for reply in replies:
            answer_by_key(key=row.key or "", said=reply)
        return
    kept = enter_replies(
        survey=row, replies=replies, device=None, sent_at=timezone.now(), actor=actor, way=Way.ENUMERATOR
    )
    assert all(one.refusal is None for one in kept)


def of(told: list[Told], code: str) -> Told:
    return next(one for one in told if one.question.code == code)


@pytest.fixture
def sampled(cast: Cast) -> Survey:
    """Of 1,000 people here 15 of 20 learn; of 3,000 there 5 of 20."""
    row = survey(cast.city, cast.officer, sampling=Sampling.QUOTA)
    here, there = (one.neighbourhood.code for one in row.strata.select_related("neighbourhood"))
    ask(row, (15, {"learn": "yes", "glad": 5}), (5, {"learn": "no", "why": ["far"]}), actor=cast.keeper, place=here)
    ask(row, (5, {"learn": "yes", "glad": 3}), (15, {"learn": "no", "why": ["time"]}), actor=cast.keeper, place=there)
    return row


def test_answers_count_for_the_people_they_stand_for(sampled: Survey) -> None:
    results = results_of(sampled)

    yes = of(results.told, "learn").lines[0].figure
    # (0.75 x 1,000 + 0.25 x 3,000) / 4,000, by hand; without weights it would be one half.
    assert yes is not None
    assert yes.value == pytest.approx(0.375)
    assert yes.low is not None
    assert yes.high is not None
    assert yes.low < 0.375 < yes.high
    assert yes.margin == pytest.approx((yes.high - yes.low) / 2)
    # Kish: 40 answers, half of weight 50 and half of 150.
    assert results.design_effect == pytest.approx(40 * (20 * 50**2 + 20 * 150**2) / (20 * 50 + 20 * 150) ** 2)
    mean = of(results.told, "glad").mean
    assert mean is not None
    # 15 of weight 50 say 5, and 5 of weight 150 say 3.
    assert mean.value == pytest.approx(4.0)
    assert of(results.told, "why").n == 20
    assert of(results.told, "why").n_silent == 20


def test_an_open_link_states_no_margin_and_gives_no_figure_to_take(cast: Cast) -> None:
    row = survey(cast.city, cast.officer)
    ask(row, (30, {"learn": "yes"}), (10, {"learn": "no"}), actor=cast.officer)

    yes = of(results_of(row).told, "learn").lines[0].figure

    assert yes is not None
    assert (yes.value, yes.margin, yes.n) == (0.75, None, 40)
    assert figures_to_take(row) == {}


@pytest.mark.parametrize("n", [0, 1, 9])
def test_few_answers_are_not_shown(cast: Cast, n: int) -> None:
    row = survey(cast.city, cast.officer)
    ask(row, (n, {"learn": "yes", "minutes": 5}), actor=cast.officer)

    for told in results_of(row, by="sex").told:
        assert (told.is_shown, told.lines, told.mean, told.groups) == (False, [], None, [])


def test_a_choice_of_few_people_is_hidden_with_whatever_would_tell_it(cast: Cast) -> None:
    row = survey(cast.city, cast.officer)
    ask(row, (28, {"learn": "yes"}), (2, {"learn": "no", "why": ["far"]}), actor=cast.officer)

    assert [line.figure for line in of(results_of(row).told, "learn").lines] == [None, None]
    assert not of(results_of(row).told, "why").is_shown


def test_a_small_group_is_hidden_and_never_alone(cast: Cast) -> None:
    row = survey(cast.city, cast.officer)
    for n, sex in ((30, "female"), (20, "male"), (4, "other")):
        ask(row, (n // 2, {"learn": "yes", "glad": 4}), (n - n // 2, {"learn": "no", "glad": 2}), actor=None, sex=sex)

    groups = of(results_of(row, by="sex").told, "glad").groups

    assert {group.label: group.n for group in groups} == {"หญิง": 30, "ชาย": None, "อื่น ๆ": None}
    assert [group.figures == [None] for group in groups].count(True) == 2


def test_groups_carry_their_own_margin(sampled: Survey) -> None:
    groups = of(results_of(sampled, by="neighbourhood").told, "learn").groups

    shares = [figure.value for group in groups for figure in group.figures if figure]
    assert sorted(shares) == pytest.approx([0.25, 0.25, 0.75, 0.75])
    why = of(results_of(sampled, by="neighbourhood").told, "why").groups
    assert [group.n for group in why] == [None, None]
    several = of(results_of(sampled, by="age").told, "why").groups
    assert [group.n for group in several] == [20]


def test_a_neighbourhood_nobody_answered_from_is_named_and_left_out(cast: Cast) -> None:
    row = survey(cast.city, cast.officer, sampling=Sampling.QUOTA)
    here, there = (one.neighbourhood for one in row.strata.select_related("neighbourhood"))
    ask(row, (12, {"learn": "yes"}), (8, {"learn": "no"}), actor=cast.keeper, place=here.code)

    results = results_of(row)

    assert results.unheard == [there.name_th]
    assert of(results.told, "learn").lines[0].figure.value == pytest.approx(0.6)  # type: ignore[union-attr]


def test_silence_is_counted_by_its_reason_and_the_rate_leaves_out_who_does_not_belong(cast: Cast) -> None:
    row = survey(cast.city, cast.officer, sampling=Sampling.QUOTA)
    here = row.strata.select_related("neighbourhood")[0].neighbourhood
    ask(row, (10, {"learn": "yes"}), actor=cast.keeper, place=here.code)
    for outcome, n in ((Outcome.REFUSED, 4), (Outcome.NO_CONTACT, 5), (Outcome.NOT_ELIGIBLE, 3)):
        ask(row, (n, {}), actor=cast.keeper, place=here.code, outcome=outcome)

    first, second = progress_of(row).lines

    assert first.counts == [10, 4, 5, 0, 3]
    # 22 doors, 3 of which do not belong: 10 of 19.
    assert first.rate == pytest.approx(10 / 19)
    assert (second.rate, second.left) == (0.0, 20)


@pytest.mark.parametrize("n", [1, 3])
def test_results_cost_the_same_statements_however_many_answers(
    cast: Cast, n: int, django_assert_num_queries: Any
) -> None:
    row = survey(cast.city, cast.officer)
    ask(row, (10 * n, {"learn": "yes"}), actor=cast.officer)
    row = Survey.objects.select_related("questionnaire").get(pk=row.pk)

    with django_assert_num_queries(3):
        results_of(row)


def test_words_are_for_who_prepares_surveys_and_for_nobody_else(client: Client, cast: Cast) -> None:
    row = survey(cast.city, cast.officer)
    ask(row, (12, {"learn": "yes", "words": "ลับเฉพาะคำนี้"}), actor=cast.officer)

    assert open_answers(viewer=cast.auditor, survey=row)[0][1] == []
    assert open_answers(viewer=cast.officer, survey=row)[0][1] == ["ลับเฉพาะคำนี้"] * 12
    client.force_login(cast.officer)
    assert "ลับเฉพาะคำนี้" in client.get(reverse("surveys:texts", args=["nakhon", row.uuid])).content.decode()
    assert "ลับเฉพาะคำนี้" not in client.get(reverse("surveys:results", args=["nakhon", row.uuid])).content.decode()


@pytest.mark.parametrize("by", ["", "age", "sex", "neighbourhood", "name"])
def test_the_page_shows_margins_of_samples_and_says_where_there_is_none(
    client: Client, cast: Cast, sampled: Survey, by: str
) -> None:
    client.force_login(cast.auditor)
    open_one = survey(cast.city, cast.officer)
    ask(open_one, (12, {"learn": "yes", "glad": 4}), actor=cast.officer)

    pages = [
        client.get(reverse("surveys:results", args=["nakhon", row.uuid]), {"by": by}) for row in (sampled, open_one)
    ]
    sample, link = (page.content.decode() for page in pages)

    assert "±" in sample
    assert "±" not in link
    assert "ไม่ใช่กลุ่มตัวอย่าง" in link


def test_all_answers_are_taken_away_with_weights_codebook_and_silence_and_that_is_recorded(
    client: Client, cast: Cast, sampled: Survey
) -> None:
    client.force_login(cast.officer)

    content = client.get(reverse("surveys:workbook", args=["nakhon", sampled.uuid])).content

    book = open_workbook(io.BytesIO(content).getvalue(), name="x.xlsx")
    assert len(book.sheets) == 3
    assert len(book.sheets[0].rows) == 41
    weights = [row[6].value for row in book.sheets[0].rows[1:]]
    assert sum(weights) == pytest.approx(4000)  # type: ignore[arg-type]
    assert Event.objects.get(verb="survey.exported").facts == {"n": 40}
