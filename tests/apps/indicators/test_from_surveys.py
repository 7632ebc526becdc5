"""Figures of surveys in the register: only of samples that are over, with margin, answers and response rate."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cast import MEMBERS, Cast
from factories.indicators import indicator
from factories.surveys import survey
from mueang.apps.indicators.actions import take_from_survey
from mueang.apps.indicators.errors import NotASample, NotShown, StillAsking, UnitAmiss
from mueang.apps.indicators.models import Observation
from mueang.apps.surveys.actions import close_survey, enter_replies
from mueang.apps.surveys.enums import Sampling, Way
from mueang.apps.surveys.models import Survey
from mueang.apps.surveys.queries import Said

pytestmark = pytest.mark.django_db


@pytest.fixture
def sampled(cast: Cast) -> Survey:
    """Still open: 32 of 40 who were to be asked have answered."""
    row = survey(cast.city, cast.officer, sampling=Sampling.QUOTA)
    here, there = (one.neighbourhood.code for one in row.strata.select_related("neighbourhood"))
    said = [
        Said(answers={"learn": learn, "glad": glad}, neighbourhood=place)
        for place, learn, glad, n in (
            (here, "yes", 5, 8),
            (here, "no", 4, 8),
            (there, "yes", 5, 4),
            (there, "no", 2, 12),
        )
        for _person in range(n)
    ]
    enter_replies(survey=row, replies=said, device=None, sent_at=timezone.now(), actor=cast.keeper, way=Way.ENUMERATOR)
    return row


def test_a_share_is_written_with_margin_answers_and_response_rate(cast: Cast, sampled: Survey) -> None:
    row = close_survey(survey=sampled, actor=cast.officer)

    found = take_from_survey(survey=row, key="learn:yes", indicator=indicator(), actor=cast.officer)
    again = take_from_survey(survey=row, key="learn:yes", indicator=found.indicator, actor=cast.officer)

    # Half of 1,000 people and a quarter of 3,000 learn, so 1,250 of 4,000.
    assert found.value == Decimal("31.25")
    assert found.lower is not None
    assert found.upper is not None
    assert Decimal(0) < found.lower < found.value < found.upper < Decimal(100)
    assert (found.denominator, found.completeness_percent, found.method) == (32, 80, "sample")
    assert found.source.startswith("สำรวจสมมติ: เรียนไหม")
    assert found.period_to == timezone.localdate()
    assert again == found


def test_a_mean_stays_on_its_scale(cast: Cast, sampled: Survey) -> None:
    row = close_survey(survey=sampled, actor=cast.officer)

    found = take_from_survey(survey=row, key="glad", indicator=indicator(unit="level"), actor=cast.officer)

    assert found.value == pytest.approx(Decimal((4.5 * 1000 + 2.75 * 3000) / 4000))
    assert found.upper is not None
    assert found.upper <= 5


def test_what_is_no_figure_is_refused(cast: Cast, sampled: Survey) -> None:
    percent = indicator()
    link = survey(cast.city, cast.officer)

    def take(row: Survey, key: str = "learn:yes", of: Any = percent, actor: Any = cast.officer) -> None:
        take_from_survey(survey=row, key=key, indicator=of, actor=actor)

    with pytest.raises(NotASample):
        take(link)
    with pytest.raises(StillAsking):
        take(sampled)
    row = close_survey(survey=sampled, actor=cast.officer)
    for key in ("learn:perhaps", "words", "minutes", "", "why:far"):
        with pytest.raises(NotShown):
            take(row, key)
    with pytest.raises(UnitAmiss):
        take(row, "glad")
    with pytest.raises(UnitAmiss):
        take(row, of=indicator(unit="count"))
    for actor in (cast.auditor, cast.keeper, cast.manager_elsewhere):
        with pytest.raises(PermissionDenied):
            take(row, actor=actor)
    assert not Observation.objects.exists()


@pytest.mark.parametrize("name", MEMBERS)
def test_the_pages_are_there_for_those_who_write_figures(
    client: Client, cast: Cast, sampled: Survey, name: str
) -> None:
    row, member = close_survey(survey=sampled, actor=cast.officer), getattr(cast, name)
    if not member.is_anonymous:
        client.force_login(member)
    home, page = (
        reverse("indicators:surveys", args=["nakhon"]),
        reverse("indicators:survey_take", args=["nakhon", row.uuid]),
    )
    percent = indicator()

    reads, writes = (
        name in {"officer", "manager", "unit_officer", "auditor"},
        name in {"officer", "manager", "unit_officer"},
    )
    assert (client.get(home).status_code == 200) == reads
    assert (client.get(page).status_code == 200) == writes
    response = client.post(page, {"key": "learn:yes", "indicator": percent.pk, "period": "2566"})
    assert Observation.objects.exists() == writes
    if writes:
        assert response.status_code == 302
        assert client.post(page, {"key": "glad", "indicator": percent.pk}).status_code == 422
        assert client.post(page, {"key": "none", "indicator": percent.pk}).status_code == 422


def test_a_city_without_samples_is_told_what_to_do(client: Client, cast: Cast) -> None:
    link = survey(cast.city, cast.officer)
    client.force_login(cast.officer)

    home = client.get(reverse("indicators:surveys", args=["nakhon"])).content.decode()
    page = client.get(reverse("indicators:survey_take", args=["nakhon", link.uuid])).content.decode()

    assert "ยังไม่มีการสำรวจแบบสุ่มที่ปิดแล้ว" in home
    assert "ไม่มีตัวเลขให้นำมาใช้" in page
