"""The desk of data protection: who opens it, what each of its pages shows, each in Thai and English."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from factories.people import ConsentFactory, DataRequestFactory, KnownPersonFactory
from factories.privacy import breach
from mueang.apps.privacy.models import Breach, NoticeText, RetentionRule
from mueang.lib.workbook import open_workbook

PAGES = (
    "home",
    "record",
    "texts",
    "add_text",
    "requests",
    "breaches",
    "add_breach",
    "retention",
    "research",
    "add_export",
)
LISTS = ("record", "texts", "requests", "breaches", "retention", "research")


def at(cast, name, *more):
    return reverse(f"privacy:{name}", args=[cast.city.slug, *more])


def text_of(answer):
    return answer.content.decode()


def test_the_officer_of_data_protection_opens_every_page_in_both_languages_and_every_list_as_a_workbook(
    cast, dpo_client
):
    addresses = [at(cast, name) for name in PAGES] + [at(cast, "rule", "notices.Notice")]

    assert {dpo_client.get(one).status_code for one in addresses} == {200}
    assert {dpo_client.get("/en" + one).status_code for one in addresses} == {200}
    for name in LISTS:
        answer = dpo_client.get(at(cast, name) + "?format=xlsx")
        assert open_workbook(answer.content, name="x.xlsx").sheets, name


def test_nobody_else_does_neither_the_unit_nor_an_officer_nor_the_auditor(cast, client):
    row = breach(cast)
    doors = [at(cast, name) for name in PAGES if name != "requests"]
    doors += [at(cast, "breach", row.uuid), at(cast, "rule", "notices.Notice")]

    for member in ("officer", "unit_officer", "auditor", "keeper", "manager_elsewhere", "case_supervisor", "learner"):
        client.force_login(getattr(cast, member))
        assert {client.get(door).status_code for door in doors} == {404}, member


def test_the_desk_counts_what_is_due_and_shows_the_running_clock(cast, dpo_client, django_assert_max_num_queries):
    DataRequestFactory(person__city=cast.city, received_on=timezone.localdate() - timedelta(days=31))
    DataRequestFactory(person__city=cast.city, received_on=timezone.localdate() - timedelta(days=27))
    DataRequestFactory(person__city=cast.elsewhere)
    row = breach(cast, hours_ago=60.5)
    breach(cast, hours_ago=80)
    dpo_client.get(at(cast, "home"))

    with django_assert_max_num_queries(15):
        answer = dpo_client.get(at(cast, "home"))

    desk = answer.context["desk"]
    assert (desk.n_open, desk.n_soon, desk.n_late, desk.gaps) == (2, 1, 1, ())
    assert {clock.breach.number: clock.hours_left for clock in desk.breaches} == {row.number: 11, 2: -9}
    assert "เหลือ 11 ชั่วโมง" in text_of(answer)
    assert "เกิน 72 ชั่วโมง" in text_of(answer)


def test_the_record_names_every_table_and_counts_refusals_without_a_name(cast, dpo_client):
    person = KnownPersonFactory(city=cast.city, given_name="ไม่ควรเห็น")
    DataRequestFactory(person=person, kind="erasure", outcome="refused", refusal="law", done_at=timezone.now())

    shown = text_of(dpo_client.get(at(cast, "record")))

    for label in ("people.Person", "support.CaseNote", "privacy.Breach", "notices.Notice"):
        assert label in shown
    assert "กฎหมายหรือคำสั่งศาลกำหนดเป็นอย่างอื่น" in shown
    assert "ไม่ควรเห็น" not in shown


def test_a_breach_is_written_down_worked_on_and_closed(cast, dpo_client):
    now = timezone.localtime()
    form = {"kind": "integrity", "risk": "high", "known_on": f"{now:%d/%m/%Y}", "known_clock": "00:00"}
    form |= {"data_kinds": "ชื่อ โทรศัพท์", "what": "แก้ผิดบัญชี", "n_people": "๑๒"}

    assert dpo_client.post(at(cast, "add_breach"), {"risk": "high"}).status_code == 422
    dpo_client.post(at(cast, "add_breach"), form)
    row = Breach.objects.get()
    press = {deed: at(cast, "press_breach", row.uuid, deed) for deed in ("step", "judge", "close", "wish")}
    step = {"on": f"{now:%d/%m/%Y}", "clock": f"{now:%H:%M}", "words": "โทรแจ้ง"}

    early = dpo_client.post(press["close"], {"lesson": "ตรวจสองคน"})
    for kind in ("pdpc_told", "people_told"):
        dpo_client.post(press["step"], step | {"kind": kind, "pdpc_number": "สคส. 1/2569"})
    dpo_client.post(press["judge"], {"risk": "risk", "n_people": "10"})
    dpo_client.post(press["close"], {"lesson": "ตรวจสองคน"})

    row.refresh_from_db()
    assert (row.n_people, row.risk, row.pdpc_number, row.steps.count()) == (10, "risk", "สคส. 1/2569", 2)
    assert early.status_code == 422
    assert row.closed_at is not None
    assert dpo_client.post(press["wish"]).status_code == 404
    assert dpo_client.post(press["step"], step | {"kind": "found"}).status_code == 422
    assert "ตรวจสองคน" in text_of(dpo_client.get(at(cast, "breach", row.uuid)))


def test_a_text_is_published_from_the_one_before_and_a_version_is_used_once(cast, dpo_client):
    form = {"purpose": "learning", "version": "2026-01", "text_th": "เพื่อการเรียนรู้"}

    dpo_client.post(at(cast, "add_text"), form)
    again = dpo_client.post(at(cast, "add_text"), form)
    begun = dpo_client.get(at(cast, "add_text") + "?purpose=learning")

    text = NoticeText.objects.get()
    assert "version" in again.context["form"].errors
    assert "เพื่อการเรียนรู้" in text_of(begun)
    assert "เพื่อการเรียนรู้" in text_of(dpo_client.get(at(cast, "text", text.uuid)))
    assert "2026-01" in text_of(dpo_client.get(at(cast, "texts")))


def test_the_texts_page_counts_who_is_to_be_asked_again(cast, dpo_client):
    ConsentFactory(person=cast.learner_person, given_at=timezone.now() - timedelta(days=2))
    form = {"purpose": "learning", "version": "2026-02", "text_th": "ใหม่", "asks_again": "on"}

    dpo_client.post(at(cast, "add_text"), form)

    shown = {one.purpose: one for one in dpo_client.get(at(cast, "texts")).context["in_force"]}
    assert (shown["learning"].n_standing, shown["learning"].n_to_ask_again) == (1, 1)
    assert shown["photo"].text is None


def test_a_rule_is_switched_on_with_what_was_seen_and_off_again(cast, dpo_client):
    door = at(cast, "rule", "enrollment.Apology")

    short = dpo_client.post(door, {"days": "3", "seen_days": "3"})
    unseen = dpo_client.post(door, {"days": "400", "seen_days": "300"})
    dpo_client.post(door, {"days": "400", "seen_days": "400"})

    rule = RetentionRule.objects.get()
    assert (short.status_code, unseen.status_code, rule.days, rule.is_on) == (422, 422, 400, True)
    assert "400" in text_of(dpo_client.get(at(cast, "retention")))
    dpo_client.post(door, {"days": "400", "off": "1"})
    rule.refresh_from_db()
    assert rule.is_on is False
    assert dpo_client.get(at(cast, "rule", "audit.Event")).status_code == 404


@pytest.mark.parametrize("n_rows", [1, 3])
def test_the_register_costs_the_same_however_many(cast, dpo_client, n_rows, django_assert_num_queries):
    for _n in range(n_rows):
        breach(cast)
    dpo_client.get(at(cast, "breaches"))

    with django_assert_num_queries(5):
        dpo_client.get(at(cast, "breaches"))
