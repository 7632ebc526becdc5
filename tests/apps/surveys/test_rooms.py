"""What the rooms of surveys give away and teach: lists as Excel, words in the reader's language, empty states."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from cast import Cast
from factories.rows import NeighbourhoodFactory
from factories.surveys import questionnaire, survey
from mueang.apps.surveys.enums import Sampling
from mueang.apps.surveys.models import Reply

pytestmark = pytest.mark.django_db


def at(page: str, *arguments: object) -> str:
    return reverse(f"surveys:{page}", args=["nakhon", *arguments])


def lines_of(response: Any) -> list[tuple[Any, ...]]:
    return [*openpyxl.load_workbook(BytesIO(response.content)).worksheets[0].iter_rows(values_only=True)]


def test_the_surveys_and_the_lists_for_enumerators_leave_as_excel(client: Client, cast: Cast) -> None:
    quota, frame = (survey(cast.city, cast.officer, sampling=one) for one in (Sampling.QUOTA, Sampling.FRAME))
    client.force_login(cast.keeper)

    surveys = lines_of(client.get(at("home"), {"format": "xlsx"}))
    wanted = lines_of(client.get(at("papers", quota.uuid, "quotas"), {"format": "xlsx"}))
    drawn = lines_of(client.get(at("papers", frame.uuid, "quotas"), {"format": "xlsx"}))

    assert sum(line[0] == "สำรวจสมมติ" for line in surveys) == 2
    assert [line[1:4] for line in wanted if line[1] == 20] == [(20, 0, 20)] * 2
    assert {str(line[1]) for line in drawn if str(line[1]).startswith("บ้าน ")} == set(
        frame.invites.values_list("where", flat=True)
    )


def test_an_open_link_has_no_list_of_doors_and_a_sample_no_poster(client: Client, cast: Cast) -> None:
    open_link, sample = (survey(cast.city, cast.officer, sampling=one) for one in (Sampling.OPEN, Sampling.QUOTA))
    client.force_login(cast.officer)

    assert "ไม่มีการถามตามบ้าน" in client.get(at("papers", open_link.uuid, "quotas")).content.decode()
    assert "เฉพาะการสำรวจแบบลิงก์เปิด" in client.get(at("papers", sample.uuid, "poster")).content.decode()


def test_the_form_to_prepare_speaks_the_language_of_the_reader(client: Client, cast: Cast) -> None:
    questionnaire(cast.city, cast.officer)
    client.force_login(cast.officer)

    thai, english = (client.get(prefix + at("prepare")).content.decode() for prefix in ("", "/en"))

    assert ("90 วันหลังวันสุดท้าย" in thai, "90 days after the last day" in english) == (True, True)
    assert "วันหลังวันสุดท้าย" not in english


def test_whom_to_ask_is_no_telephone_number(client: Client, cast: Cast) -> None:
    row = survey(cast.city, cast.officer, sampling=Sampling.QUOTA, is_open=False)
    client.force_login(cast.officer)

    page = client.get(at("sample", row.uuid)).content.decode()

    assert "กำหนดผู้ที่จะถาม" in page
    assert "ติดต่อสอบถาม" not in page


def test_the_number_to_ask_follows_from_the_margin_wanted(client: Client, cast: Cast) -> None:
    near = NeighbourhoodFactory(city=cast.city, population=400)
    row = survey(cast.city, cast.officer, sampling=Sampling.QUOTA, is_open=False)
    client.force_login(cast.officer)
    client.post(at("sample", row.uuid), {"step": "strata", f"people-{near.pk}": "400", f"asked-{near.pk}": ""})

    client.post(at("sample", row.uuid), {"step": "share", "margin_percent": 5, "response_percent": 100, "least": 1})

    # 400 people, 5 points at 95 %: 384.15 / (1 + 383.15 / 400) = 196.2, so 197.
    assert row.strata.get().asked == 197


def test_empty_lines_of_a_list_are_passed_over(client: Client, cast: Cast) -> None:
    near = NeighbourhoodFactory(city=cast.city, population=3)
    row = survey(cast.city, cast.officer, is_open=False)
    type(row).objects.filter(pk=row.pk).update(sampling=Sampling.FRAME)
    client.force_login(cast.officer)
    client.post(at("sample", row.uuid), {"step": "strata", f"people-{near.pk}": "3", f"asked-{near.pk}": "2"})

    lines = f"{near.code}, 1\n\n   \n{near.code}, 2\n{near.code}, 3\n"
    client.post(at("sample", row.uuid), {"step": "list", "seed": "123456", "lines": lines})

    assert row.invites.count() == 2


def test_an_own_link_thanks_and_sets_no_cookie(client: Client, cast: Cast) -> None:
    row = survey(cast.city, cast.officer, sampling=Sampling.FRAME)
    address = reverse("answers_to:survey", args=[row.invites.all()[0].key])

    thanks = client.post(address, {"uuid": str(uuid4()), "a-learn": "yes"})

    assert "ได้รับคำตอบ" in thanks.content.decode()
    assert not [name for name in thanks.cookies if name.startswith("answered")]


def test_a_page_sent_without_any_answer_says_so(client: Client, cast: Cast) -> None:
    lines = [{"code": "words", "kind": "text", "th": "ก", "en": "a"}]
    row = survey(cast.city, cast.officer, questionnaire=questionnaire(cast.city, cast.officer, questions=lines))

    page = client.post(reverse("answers_to:survey", args=[row.key]), {"uuid": str(uuid4())})

    assert (page.status_code, Reply.objects.count()) == (422, 0)
    assert "alert" in page.content.decode()
