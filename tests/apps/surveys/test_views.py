"""Pages of surveys: who is let in, and what they show and take."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cast import MEMBERS, Cast
from factories.rows import NeighbourhoodFactory
from factories.surveys import questionnaire, survey
from mueang.apps.surveys.actions import answer_by_key, close_survey
from mueang.apps.surveys.enums import Sampling
from mueang.apps.surveys.models import PaperEntry, Questionnaire, Reply, Survey
from mueang.apps.surveys.queries import Said, paper_table
from mueang.lib.workbook import Column, Table, write_workbook

pytestmark = pytest.mark.django_db
READ = {"officer", "manager", "unit_officer", "auditor"}
WRITE = READ - {"auditor"}
ENTER = WRITE | {"keeper"}


def at(page: str, *arguments: object) -> str:
    return reverse(f"surveys:{page}", args=["nakhon", *arguments])


def public(row: Survey) -> str:
    return reverse("answers_to:survey", args=[row.key])


def typed(**changes: Any) -> dict[str, Any]:
    return {"uuid": str(uuid4()), "a-learn": "yes", "age_band": "adult"} | changes


@pytest.mark.parametrize("name", MEMBERS)
def test_each_page_opens_to_those_it_is_for(client: Client, cast: Cast, name: str) -> None:
    row, draft = (
        survey(cast.city, cast.officer, sampling=Sampling.FRAME, is_open=is_open) for is_open in (True, False)
    )
    form = questionnaire(cast.city, cast.officer)
    member = getattr(cast, name)
    if not member.is_anonymous:
        client.force_login(member)
    pages: list[tuple[set[str], tuple[Any, ...]]] = [
        (READ | ENTER, ("home",)),
        (READ | ENTER, ("survey", row.uuid)),
        (READ, ("survey", draft.uuid)),
        (READ, ("questionnaires",)),
        (READ, ("questionnaire", form.uuid)),
        (READ, ("results", row.uuid)),
        (WRITE, ("texts", row.uuid)),
        (WRITE, ("workbook", row.uuid)),
        (WRITE, ("prepare",)),
        (WRITE, ("sample", draft.uuid)),
        (WRITE, ("question_add", form.uuid)),
        (ENTER, ("field",)),
        (ENTER, ("field_worker",)),
        (ENTER, ("paper", row.uuid)),
        (ENTER, ("paper_template", row.uuid)),
        (ENTER, ("paper_upload", row.uuid)),
        *((ENTER, ("papers", row.uuid, kind)) for kind in ("sheet", "letters", "quotas", "poster")),
    ]
    for allowed, page in pages:
        status = client.get(at(*page)).status_code
        expected = {200} if name in allowed else {302} if name == "anonymous" else {403, 404}
        assert status in expected, page
    posts = [("settle", draft.uuid, "open"), ("take", "end-of-day"), ("renew", form.uuid)]
    for page in posts:
        response = client.post(at(*page))
        assert (response.status_code == 302) == (name in WRITE or name == "anonymous"), page
    assert Questionnaire.objects.filter(code="end-of-day").exists() == (name in WRITE)
    draft.refresh_from_db()
    assert draft.is_open == (name in WRITE)


def test_a_page_that_is_none_is_not_there(client: Client, cast: Cast) -> None:
    row, form = survey(cast.city, cast.officer), questionnaire(cast.city, cast.officer)
    client.force_login(cast.officer)

    for page in (("papers", row.uuid, "secrets"), ("question", form.uuid, "none"), ("survey", uuid4())):
        assert client.get(at(*page)).status_code == 404
    for page in (
        ("settle", row.uuid, "burn"),
        ("take", "none"),
        ("question_move", form.uuid, "learn", "burn"),
        ("paper_choose", row.uuid, uuid4()),
    ):
        assert client.post(at(*page)).status_code == 404


def test_the_public_page_says_who_asks_and_takes_answers_without_an_account(client: Client, cast: Cast) -> None:
    row = survey(cast.city, cast.officer)
    page = client.get(public(row))

    text = page.content.decode()
    assert page.status_code == 200
    assert len(page.content) < 60_000
    for words in ("เพื่อทดสอบ", "กองสมมติ 073-000-000", "18 ปีขึ้นไป", "ไม่ถามชื่อ"):
        assert words in text
    assert (page["Referrer-Policy"], page["X-Robots-Tag"]) == ("no-referrer", "noindex, nofollow")

    said = typed(**{"a-minutes": "๑๕"})
    thanks = [client.post(public(row), said) for _again in range(2)]

    assert ["ได้รับคำตอบ" in one.content.decode() for one in thanks] == [True, True]
    assert Reply.objects.get().answers == {"learn": "yes", "minutes": 15}
    assert "โทรศัพท์เครื่องนี้ตอบแล้ว" in client.get(public(row)).content.decode()
    assert "a-learn" in client.get(f"{public(row)}?again=1").content.decode()


def test_a_whole_journey_of_a_stranger_costs_few_statements(
    client: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    row = survey(cast.city, cast.officer)

    with django_assert_max_num_queries(4):
        client.get(public(row))


@pytest.mark.parametrize(
    "changes",
    [
        {"a-learn": "<script>"},
        {"a-learn": ""},
        {"a-words": "x" * 1001},
        {"a-glad": "99"},
        {"age_band": "minor"},
        {"neighbourhood": "../../etc"},
        {"uuid": "no number"},
        {"a-minutes": "1e9"},
    ],
)
def test_hostile_input_is_answered_with_words_and_kept_nowhere(
    client: Client, cast: Cast, changes: dict[str, str]
) -> None:
    NeighbourhoodFactory(city=cast.city)
    response = client.post(public(survey(cast.city, cast.officer)), typed() | changes)

    assert response.status_code == 422
    assert "<script>" not in response.content.decode().replace("<script src", "")
    assert not Reply.objects.exists()


def test_a_guardian_is_asked_for_only_where_the_survey_asks_children(client: Client, cast: Cast) -> None:
    row = survey(cast.city, cast.officer, asks_minors=True)

    refused = client.post(public(row), typed(age_band="minor"))
    taken = client.post(public(row), typed(age_band="minor", has_guardian="on"))

    assert (refused.status_code, taken.status_code) == (422, 200)
    assert "ผู้ปกครอง" in refused.content.decode()


def test_links_that_are_over_say_why(client: Client, cast: Cast) -> None:
    row, frame = survey(cast.city, cast.officer), survey(cast.city, cast.officer, sampling=Sampling.FRAME)
    own = frame.invites.all()[0]
    answer_by_key(key=own.key or "", said=Said(answers={"learn": "yes"}))
    close_survey(survey=row, actor=cast.officer)

    assert "ไม่ได้เปิด" in client.post(public(row), typed()).content.decode()
    assert "ลิงก์นี้ตอบแล้ว" in client.get(reverse("answers_to:survey", args=[own.key])).content.decode()
    gone = client.get(reverse("answers_to:survey", args=["nothing"]))
    assert (gone.status_code, "ไม่พบแบบสำรวจ" in gone.content.decode()) == (404, True)


def test_keys_are_not_tried_in_peace(client: Client, cast: Cast, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"read_survey": "5/h/ip", "answer_survey": "1/h/ip"}
    row = survey(cast.city, cast.officer)

    answers = [client.post(public(row), typed()).status_code for _n in range(3)]
    looks = [client.get(public(row)).status_code for _n in range(4)]

    assert answers == [200, 429, 429]
    assert looks[-1] == 404


def test_a_questionnaire_is_written_question_by_question(client: Client, cast: Cast) -> None:
    client.force_login(cast.officer)
    client.post(at("questionnaires"), {"code": "market", "name_th": "ตลาด", "name_en": "Market"})
    row = Questionnaire.objects.get(code="market")
    add = at("question_add", row.uuid)
    yes_no = "ใช่ | Yes\n\nไม่ใช่ | No"

    client.post(add, {"kind": "one", "th": "มาไหม", "en": "Coming?", "choices": yes_no, "is_required": "on"})
    client.post(add, {"kind": "text", "th": "เพราะ", "en": "Why?", "only_if": ["q1:c2"]})
    client.post(add, {"kind": "scale", "th": "ดี", "en": "Good?", "least": "1", "most": "4", "low_th": "ไม่"})
    client.post(
        at("question", row.uuid, "q1"),
        {"kind": "one", "th": "มาไหม", "en": "Come?", "choices": f"อาจ | Maybe\n{yes_no}"},
    )
    wrong = [
        {"kind": "one", "th": "ก", "en": "a", "choices": "only Thai"},
        {"kind": "one", "th": "ก", "en": "a", "choices": ""},
        {"kind": "scale", "th": "ก", "en": "a", "least": "5", "most": "1"},
    ]
    assert [client.post(add, one).status_code for one in wrong] == [422, 422, 422]
    client.post(at("question_move", row.uuid, "q3", "up"))
    client.post(at("question_move", row.uuid, "q1", "drop"))  # another question depends on it

    row.refresh_from_db()
    assert [line["code"] for line in row.questions] == ["q1", "q3", "q2"]
    assert [choice["code"] for choice in row.questions[0]["choices"]] == ["c3", "c1", "c2"]
    assert row.questions[2]["only_if"] == {"question": "q1", "choices": ["c2"]}
    client.post(at("question_move", row.uuid, "q2", "down"))
    page = client.get(at("questionnaire", row.uuid)).content.decode()
    assert "เฉพาะเมื่อตอบ “ไม่ใช่”" in page
    twice = client.post(at("questionnaires"), {"code": "market", "name_th": "ก", "name_en": "a"})
    assert twice.status_code == 422


def test_a_survey_is_prepared_shared_out_drawn_and_opened_at_the_desk(client: Client, cast: Cast) -> None:
    client.force_login(cast.officer)
    near, far = (NeighbourhoodFactory(city=cast.city, population=people) for people in (400, 100))
    form = questionnaire(cast.city, cast.officer)
    day = timezone.localdate()
    said = {
        "questionnaire": form.pk,
        "name_th": "ก",
        "name_en": "a",
        "purpose_th": "ข",
        "purpose_en": "b",
        "contact": "ค",
        "sampling": "frame",
        "unit": "household",
        "closes_on": f"{day.day}/{day.month}/{day.year + 543}",
        "keep_days": 90,
    }
    assert client.post(at("prepare"), said | {"closes_on": "1/1/2500"}).status_code == 422
    client.post(at("prepare"), said)
    row = Survey.objects.get()
    sample = at("sample", row.uuid)
    assert "400" in client.get(sample).content.decode()

    client.post(at("settle", row.uuid, "open"))
    row.refresh_from_db()
    assert row.state == "draft"
    counts = {f"people-{near.pk}": "400", f"people-{far.pk}": "100", f"asked-{near.pk}": "", f"asked-{far.pk}": "101"}
    assert client.post(sample, {"step": "strata"} | counts).status_code == 422
    client.post(sample, {"step": "strata"} | counts | {f"asked-{far.pk}": "0"})
    share = {"step": "share", "margin_percent": 5, "response_percent": 60, "least": 10, "n": 10}
    client.post(sample, share)
    assert sorted(row.strata.values_list("asked", flat=True)) == [10, 10]
    lines = "\n".join(f"{place.code}\t{n}/1" for place in (near, far) for n in range(12))
    for wrong in ("no house number", f"{near.code}, 1\n{near.code}, 1", "none, 1", f"{near.code}, 1"):
        assert client.post(sample, {"step": "list", "seed": "ก", "lines": wrong}).status_code == 422
    client.post(sample, {"step": "list", "seed": "เลขท้าย 123456", "lines": lines})
    drawn = list(row.invites.values_list("where", flat=True))
    client.post(sample, {"step": "list", "seed": "เลขท้าย 123456", "lines": "\n".join(reversed(lines.splitlines()))})
    assert list(row.invites.values_list("where", flat=True)) == drawn
    assert len(drawn) == 20
    client.post(at("settle", row.uuid, "open"))
    row.refresh_from_db()
    assert row.is_open
    letters = client.get(at("papers", row.uuid, "letters")).content.decode()
    assert letters.count("<svg xmlns") == 20
    assert client.post(sample, {"step": "strata"} | counts).status_code == 422
    client.post(at("settle", row.uuid, "close"))
    row.refresh_from_db()
    assert row.state == "closed"


def device(*items: dict[str, Any], owner: Any) -> dict[str, Any]:
    return {
        "device": str(uuid4()),
        "owner": str(owner.uuid),
        "sent_at": timezone.now().isoformat(),
        "items": list(items),
    }


def test_a_device_takes_surveys_along_and_sends_answers_once(client: Client, cast: Cast) -> None:
    quota = survey(cast.city, cast.officer, sampling=Sampling.QUOTA)
    survey(cast.city, cast.officer, sampling=Sampling.FRAME)
    survey(cast.city, cast.officer)
    client.force_login(cast.keeper)

    kit = client.get(at("field_surveys")).json()

    assert len(kit["visits"]) == 2
    assert "บ้าน" not in json.dumps(kit["visits"][1 if kit["visits"][0]["lines"] else 0], ensure_ascii=False)
    code = quota.strata.all()[0].neighbourhood.code
    made_at = timezone.now().isoformat()
    item = {"uuid": str(uuid4()), "visit": str(quota.uuid), "outcome": "answered", "neighbourhood": code}
    item |= {"answers": {"learn": "yes", "glad": "4"}, "made_at": made_at}  # type: ignore[dict-item]
    strange = item | {"uuid": str(uuid4()), "visit": str(uuid4())}
    for _again in range(2):
        body = device(item, strange, owner=cast.keeper)
        told = client.post(at("field_sync"), body, content_type="application/json").json()["answers"]
        assert [one["is_kept"] for one in told] == [True, False]
    assert Reply.objects.get().answers == {"learn": "yes", "glad": 4}
    keys = client.post(at("field_keys"), {"numbers": [str(uuid4())]}, content_type="application/json").json()
    assert len(next(iter(keys["keys"].values()))) == 64


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"outcome": "burn"}, 400),
        ({"answers": "words"}, 400),
        ({"age_band": "ancient"}, 400),
        ({"made_at": "yesterday"}, 400),
        ({"uuid": "1"}, 400),
        ({"invite": "1"}, 400),
    ],
)
def test_what_no_device_sends_is_refused(client: Client, cast: Cast, change: dict[str, Any], status: int) -> None:
    row = survey(cast.city, cast.officer, sampling=Sampling.QUOTA)
    client.force_login(cast.keeper)
    item = {"uuid": str(uuid4()), "visit": str(row.uuid), "outcome": "refused", "made_at": timezone.now().isoformat()}

    body = device(item | change, owner=cast.keeper)

    assert client.post(at("field_sync"), body, content_type="application/json").status_code == status
    many = device(*[item] * 51, owner=cast.keeper)
    assert client.post(at("field_sync"), many, content_type="application/json").status_code == 400
    other = device(item, owner=cast.officer)
    assert client.post(at("field_sync"), other, content_type="application/json").status_code == 409
    assert client.post(at("field_sync"), "x", content_type="application/json").status_code == 400
    assert client.post(at("field_keys"), "x", content_type="application/json").status_code == 400
    client.logout()
    for page in ("field_sync", "field_keys"):
        assert client.post(at(page), body, content_type="application/json").status_code == 401
    assert client.get(at("field_surveys")).status_code == 401
    assert not Reply.objects.exists()


def test_two_clerks_type_a_sheet_and_a_difference_is_shown_and_chosen(client: Client, cast: Cast) -> None:
    row = survey(cast.city, cast.officer, sampling=Sampling.QUOTA, is_typed_twice=True)
    code = row.strata.all()[0].neighbourhood.code
    paper = at("paper", row.uuid)
    first = {"sheet": "a1", "neighbourhood": code}
    client.force_login(cast.officer)
    client.post(paper, typed(**first))
    assert "รอบันทึกครั้งที่สอง" in client.get(paper).content.decode()
    assert client.post(paper, typed(**first)).status_code == 422
    client.post(paper, typed(**first | {"sheet": "a2"}))
    client.force_login(cast.keeper)
    client.post(paper, typed(**first, **{"a-learn": "no"}))
    client.post(paper, typed(**first | {"sheet": "a2"}))

    page = client.get(paper).content.decode()

    assert "A1" in page
    assert list(Reply.objects.values_list("sheet", flat=True)) == ["A2"]
    entry = PaperEntry.objects.get(sheet="A1", clerk=cast.keeper)
    client.post(at("paper_choose", row.uuid, entry.uuid))
    client.post(at("paper_choose", row.uuid, entry.uuid))
    assert Reply.objects.get(sheet="A1").answers == {"learn": "no"}
    client.force_login(cast.manager)
    for sheet in ("A1", "A2"):
        assert client.post(paper, typed(**first | {"sheet": sheet})).status_code == 422


def test_a_sheet_of_a_drawn_house_bears_its_number(client: Client, cast: Cast) -> None:
    row = survey(cast.city, cast.officer, sampling=Sampling.FRAME)
    client.force_login(cast.keeper)
    paper = at("paper", row.uuid)

    statuses = [client.post(paper, typed(sheet=sheet)).status_code for sheet in ("1", "1", "99", "ก")]

    assert statuses == [302, 422, 422, 422]
    assert Reply.objects.get().invite == row.invites.get(number=1)


def test_sheets_come_as_a_workbook_with_words_or_codes(client: Client, cast: Cast) -> None:
    row = survey(cast.city, cast.officer, sampling=Sampling.QUOTA)
    code = row.strata.all()[0].neighbourhood.code
    client.force_login(cast.keeper)
    headings = [column.heading for column in paper_table(row)[0].columns]

    def send(*lines: list[Any], columns: list[str] = headings) -> Any:
        table = Table("คำตอบ", [Column(words) for words in columns], lines)
        file = SimpleUploadedFile("sheets.xlsx", write_workbook([table]))
        return client.post(at("paper_upload", row.uuid), {"workbook": file})

    good = ["1", code, "adult", "female", "ไม่ใช่", "No time; ไกล", 4, "20", ""]
    wrong = send(
        good, ["2", "nowhere", "old", "", "perhaps", "", "", "", ""], ["", code, "", "", "yes", "", "", "", ""]
    )
    assert (wrong.status_code, Reply.objects.count()) == (422, 0)
    assert "nowhere" in wrong.content.decode()
    assert send(good, columns=["x"] * 9).status_code == 422
    assert send(good, good).status_code == 422
    assert send(good).status_code == 302
    assert Reply.objects.get().answers == {"learn": "no", "why": ["time", "far"], "glad": 4, "minutes": 20}
    assert client.get(at("paper_template", row.uuid))["Content-Disposition"].startswith("attachment")
