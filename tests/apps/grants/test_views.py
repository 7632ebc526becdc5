"""Pages of grants: who sees which, how many statements each costs, and what a press does."""

from __future__ import annotations

import io
import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from factories.grants import PDF, TODAY, applied, entered, given, granted, spent
from mueang.apps.grants.actions import draw_sample, sign_report
from mueang.apps.grants.models import Application, Call, Expense, Grant, GrantReport, Sample
from mueang.apps.grants.queries import purse_of
from mueang.apps.grants.queries.drawn import label_of, shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(cast):
    return given(cast)


def test_each_page_is_there_for_both_sides_and_the_auditor_and_for_nobody_else(client, here, cast):
    grant = granted(here)
    receipt = spent(here, grant)
    waiting = entered(here, grant)
    sample = draw_sample(grant=grant, seed="s", n=3, actor=here.funder)
    report = sign_report(grant=grant, period=(grant.starts_on, TODAY), words="x", actor=here.manager, today=TODAY)
    shared = [
        reverse("grants:grant", args=[grant.uuid]),
        reverse("grants:trail", args=[grant.uuid]),
        reverse("grants:outcomes", args=[grant.uuid]),
        reverse("grants:expense", args=[receipt.uuid]),
        reverse("grants:expense", args=[waiting.uuid]),
        reverse("grants:report", args=[report.uuid]),
        reverse("grants:sample", args=[sample.uuid]),
        reverse("grants:application", args=[grant.application.uuid]),
        reverse("grants:paper", args=[receipt.receipt.uuid]),
    ]
    desk = [reverse("city_grants:home", args=[here.city.slug])]
    entering = [
        reverse("city_grants:apply", args=[here.city.slug, here.call.uuid]),
        reverse("grants:expense_add", args=[grant.uuid]),
    ]
    fund = [reverse("funds:home"), reverse("funds:calls"), reverse("funds:call_add")]
    fund.append(reverse("funds:call", args=[here.call.uuid]))
    table = {
        here.manager: ([*shared, *desk, *entering, reverse("grants:report_add", args=[grant.uuid])], fund),
        here.officer: ([*shared, *desk, *entering], fund),
        cast.auditor: ([*shared, *desk], fund),
        here.funder: ([*shared, *fund], desk),
        cast.manager_elsewhere: ([], [*shared, *desk, *fund]),
        cast.keeper: ([], [*shared, *desk, *fund]),
        cast.case_supervisor: ([], [*shared, *desk, *fund]),
        cast.stranger: ([], [*shared, *desk, *fund]),
    }
    for viewer, (seen, unseen) in table.items():
        client.force_login(viewer)
        assert {url: client.get(url).status_code for url in seen} == dict.fromkeys(seen, 200), viewer
        assert {url: client.get(url).status_code for url in unseen} == dict.fromkeys(unseen, 404), viewer
    client.force_login(cast.auditor)
    assert client.get(entering[1]).status_code == 403
    client.logout()
    assert client.get(shared[0]).status_code == 302


@pytest.mark.parametrize("n", [1, 3])
def test_pages_cost_as_many_statements_for_three_as_for_one(client, here, n):
    grants = [granted(here, satang=20_000_00 + k, title=f"ทุน {k}") for k in range(n)]
    for _k in range(n):
        spent(here, grants[0])
    sample = draw_sample(grant=grants[0], seed="s", n=n, actor=here.funder)
    period = (grants[0].starts_on, TODAY)
    report = sign_report(grant=grants[0], period=period, words="x", actor=here.manager, today=TODAY)
    pages = (
        (here.manager, reverse("city_grants:home", args=[here.city.slug])),
        (here.funder, reverse("funds:home")),
        (here.funder, reverse("funds:call", args=[here.call.uuid])),
        (here.manager, reverse("grants:grant", args=[grants[0].uuid])),
        (here.funder, reverse("grants:grant", args=[grants[0].uuid])),
        (here.manager, reverse("grants:trail", args=[grants[0].uuid])),
        (here.funder, reverse("grants:sample", args=[sample.uuid])),
        (here.manager, reverse("grants:application", args=[grants[0].application.uuid])),
        (here.manager, reverse("grants:expense", args=[grants[0].expenses.first().uuid])),
        (here.officer, reverse("grants:expense_add", args=[grants[0].uuid])),
        (here.manager, reverse("grants:report_add", args=[grants[0].uuid])),
        (here.funder, reverse("grants:report", args=[report.uuid])),
        (here.manager, reverse("grants:outcomes", args=[grants[0].uuid])),
        (here.officer, reverse("city_grants:apply", args=[here.city.slug, here.call.uuid])),
    )
    counts = []
    for viewer, url in pages:
        client.force_login(viewer)
        client.get(url)
        with CaptureQueriesContext(connection) as statements:
            assert client.get(url).status_code == 200
        counts.append(len(statements))

    assert counts == [14, 10, 8, 15, 14, 10, 6, 8, 5, 6, 14, 4, 13, 7]


def test_a_city_applies_and_spends_and_a_fund_decides_by_pages_alone(client, here, cast):
    client.force_login(here.funder)
    made = client.post(
        reverse("funds:call_add"),
        {
            "title_th": "ทุนใหม่",
            "purpose": "เรียนรู้",
            "who_may": "เทศบาล",
            "money_satang": "๑๐๐,๐๐๐",
            "most_satang": "60000",
            "opens_on": "1/1/2566",
            "closes_on": "31/12/2600",
            "questions": "ทำอะไร\n\nเพื่อใคร",
            "rubric": "ถึงคน = 60\nทำได้: 40",
        },
    )
    call = Call.objects.get(title_th="ทุนใหม่")
    assert (made.url, call.money_satang) == (reverse("funds:call", args=[call.uuid]), 100_000_00)
    assert [line["most"] for line in call.rubric] == [60, 40]

    client.force_login(here.officer)
    said = {
        "title": "ครูเมือง",
        "satang": "10,000",
        "partners": [str(here.university.uuid)],
        "q1": "อบรม",
        "q2": "เด็ก",
        "title_1": "อบรมครู",
        "starts_on_1": "1/3/2569",
        "ends_on_1": "15/9/2569",
        "account_1": "5110",
        "satang_1": "10000",
        "milestone_1": "รุ่นแรก",
        "due_on_1": "1/4/2569",
        "account_2": "5110",
        "account_3": "5110",
        "account_4": "5110",
    }
    apply = reverse("city_grants:apply", args=[here.city.slug, call.uuid])
    assert client.post(apply, {**said, "ends_on_1": "1/2/2569"}).status_code == 422
    assert client.post(apply, {**said, "satang_1": ""}).status_code == 422
    assert client.post(apply, {**said, "satang": "70000"}).status_code == 422
    client.post(apply, said)
    row = Application.objects.get()
    assert client.get(reverse("grants:change", args=[row.uuid])).status_code == 200
    assert client.post(reverse("grants:change", args=[row.uuid]), {**said, "version": 9}).status_code == 422
    client.post(reverse("grants:change", args=[row.uuid]), {**said, "version": row.version, "q2": "เด็กทุกคน"})
    paper = SimpleUploadedFile("แผน.pdf", PDF, content_type="application/pdf")
    client.post(reverse("grants:hand_in", args=[row.uuid]), {"paper": paper})
    client.post(reverse("grants:settle", args=[row.uuid, "submit"]))
    row.refresh_from_db()
    assert (row.state, row.answers["q2"], row.papers.count()) == ("submitted", "เด็กทุกคน", 1)

    client.force_login(here.funder)
    assert client.get(reverse("grants:application", args=[row.uuid])).status_code == 200
    decide = {step: reverse("grants:decide", args=[row.uuid, step]) for step in ("score", "grant", "return", "other")}
    assert "alert" in client.post(decide["score"], {"c1": "99", "c2": "1"}, follow=True).content.decode()
    client.post(decide["score"], {"c1": "50", "c2": "30"})
    client.get(reverse("grants:application", args=[row.uuid]))
    client.post(decide["return"], {"words": ""})
    assert client.post(decide["other"]).status_code == 404
    offer = {"satang": "10000", "starts_on": "1/3/2569", "ends_on": "15/9/2569", "words": "ดี", "satang_1": "10000"}
    client.post(decide["grant"], {**offer, "due_on_1": ""})
    client.post(decide["grant"], {**offer, "due_on_1": "1/3/2569"})
    client.force_login(here.manager)
    assert client.get(reverse("grants:application", args=[row.uuid])).status_code == 200
    signed = client.post(reverse("grants:settle", args=[row.uuid, "sign"]))
    grant = Grant.objects.get()
    assert signed.url == reverse("grants:grant", args=[grant.uuid])

    part = grant.instalments.get()
    for viewer, step in ((here.funder, "release"), (here.officer, "receive")):
        client.force_login(viewer)
        client.post(reverse("grants:instalment", args=[part.uuid, step]), {"on": "2/3/2569"})
    assert client.post(reverse("grants:instalment", args=[part.uuid, "other"]), {"on": "2/3/2569"}).status_code == 404
    assert purse_of(grant).unspent == 10_000_00
    add = reverse("grants:expense_add", args=[grant.uuid])
    spending = {
        "activity": str(grant.source.budget_lines.get().activity.uuid),
        "account": "5120",
        "words": "สื่อ",
        "payee": "ร้านสมมติ",
        "payee_kind": "juristic",
        "service": "goods",
        "paid_on": "2/4/2569",
        "satang": "1,070",
        "has_vat": "on",
        "key": str(uuid.uuid4()),
    }
    assert client.post(add, {**spending, "satang": "ฟรี"}).status_code == 422
    for _twice in range(2):
        client.post(add, {**spending, "paper": SimpleUploadedFile("r.pdf", PDF)})
    bought = Expense.objects.get()
    assert (bought.vat_satang, bought.withheld_satang) == (70_00, 10_00)
    client.post(reverse("grants:expense_step", args=[bought.uuid, "approve"]))
    client.force_login(here.manager)
    for step, state in (("approve", "approved"), ("reverse", "approved"), ("refuse", "approved")):
        client.post(reverse("grants:expense_step", args=[bought.uuid, step]))
        bought.refresh_from_db()
        assert bought.state == state
    assert client.post(reverse("grants:expense_step", args=[bought.uuid, "other"])).status_code == 404
    client.post(reverse("grants:expense_step", args=[bought.uuid, "reverse"]), {"words": "ซ้ำ"})
    client.post(reverse("grants:step", args=[grant.uuid, "remit"]), {"on": "5/4/2569"})
    client.post(reverse("grants:step", args=[grant.uuid, "close"]), {"on": "เมื่อวาน"})
    assert purse_of(grant).bank == 10_000_00

    reporting = reverse("grants:report_add", args=[grant.uuid])
    assert client.post(reporting, {"period_from": "1/3/2569"}).status_code == 422
    client.post(reporting, {"period_from": "1/3/2569", "period_to": "1/6/2569", "words": "ทำแล้ว"})
    report = GrantReport.objects.get()
    client.force_login(here.funder)
    client.post(reverse("grants:report_step", args=[report.uuid, "accept"]))
    client.post(reverse("grants:draw", args=[grant.uuid]), {"seed": "", "n": 2})
    client.post(reverse("grants:draw", args=[grant.uuid]), {"seed": "s", "n": 2})
    client.force_login(here.manager)
    client.post(reverse("grants:step", args=[grant.uuid, "close"]), {"on": "7/6/2569"})
    grant.refresh_from_db()
    assert (grant.state, grant.returned_satang) == ("closed", 10_000_00)


def test_a_form_of_the_fund_with_a_fault_comes_back_with_what_was_typed(client, here):
    row = applied(here)
    client.force_login(here.funder)
    steps = {step: reverse("grants:decide", args=[row.uuid, step]) for step in ("score", "grant", "refuse")}
    offer = {"satang": "50,000", "starts_on": "1/3/2569", "ends_on": "15/9/2569", "words": "ดีมาก"}
    part = {"satang_1": "49,999", "due_on_1": "1/3/2569", "condition_1": "รายงานแล้ว"}

    for url, typed, kept in (
        (steps["score"], {"c1": "61", "c2": "7", "note": "ชัด"}, "ชัด"),
        (steps["grant"], {**offer, **part}, "รายงานแล้ว"),
        (steps["refuse"], {"words": " "}, "decide/refuse"),
    ):
        back = client.post(url, typed)
        assert back.status_code == 422
        assert kept in back.content.decode()
    client.force_login(here.officer)
    assert client.post(steps["grant"], {}).status_code == 403
    client.force_login(here.funder)
    client.post(steps["refuse"], {"words": "เงินไม่พอ"})
    assert client.post(steps["refuse"], {"words": "อีกครั้ง"}).status_code == 302


def test_a_receipt_is_attached_on_the_page_of_its_expense(client, here):
    row = entered(here, granted(here), paper=b"")
    client.force_login(here.officer)
    address = reverse("grants:receipt", args=[row.uuid])
    client.post(address)
    client.post(address, {"paper": SimpleUploadedFile("r.pdf", PDF)})
    row.refresh_from_db()
    assert row.receipt.name == "r.pdf"
    assert "r.pdf" in client.get(reverse("grants:expense", args=[row.uuid])).content.decode()


def test_evidence_of_a_kind_no_app_knows_any_more_is_shown_by_its_code():
    assert label_of("forgotten") == "forgotten"
    assert label_of("picture") != "picture"


def test_a_report_says_what_evidence_is_about_in_its_readers_language():
    rows = [{"kind": "figure", "about": "งาน", "about_en": "Work"}, {"kind": "figure", "about": "เก่า"}]
    with translation.override("en"):
        assert [row["about"] for row in shown({"evidence": rows})["evidence"]] == ["Work", "เก่า"]
    with translation.override("th"):
        assert [row["about"] for row in shown({"evidence": rows})["evidence"]] == ["งาน", "เก่า"]


def test_an_instalment_is_released_by_the_press_on_the_page(client, here):
    grant = granted(here)
    client.force_login(here.funder)
    page = client.get(reverse("grants:grant", args=[grant.uuid])).content.decode()
    day = re.search(r'name="on" value="([^"]+)"', page)
    second = grant.instalments.get(number=2)
    client.post(reverse("grants:instalment", args=[second.uuid, "release"]), {"on": day[1]})
    second.refresh_from_db()
    assert second.released_on


def test_a_sample_is_kept_and_signed_on_its_page(client, here):
    grant = granted(here)
    spent(here, grant)
    client.force_login(here.funder)
    client.post(reverse("grants:draw", args=[grant.uuid]), {"seed": "เมล็ด", "n": 3})
    sample = Sample.objects.get()
    page = reverse("grants:sample", args=[sample.uuid])

    client.post(page, {"verdict_1": "not_verified", "note_1": "", "sign": "1"})
    client.post(page, {"verdict_1": "<b>", "sign": "1"})
    assert Sample.objects.get().signed_at is None
    client.post(page, {"verdict_1": "verified", "note_1": "เห็นของ", "sign": "1"})

    assert Sample.objects.get().signed_by == here.funder
    assert "เห็นของ" in client.get(page).content.decode()


def test_lists_are_taken_away_as_excel_with_every_baht(client, here):
    grant = granted(here)
    spent(here, grant, satang=1_070_00, vat_satang=70_00, withheld_satang=10_00)
    client.force_login(here.manager)

    def rows(url):
        book = load_workbook(io.BytesIO(client.get(url + "?format=xlsx").content))
        return [[cell.value for cell in row] for row in book.active.iter_rows()]

    trail = rows(reverse("grants:trail", args=[grant.uuid]))
    assert any(1070 in row and 70 in row and -1060 in row for row in trail)
    assert any(1070 in row for row in rows(reverse("grants:grant", args=[grant.uuid])))
    assert any(50000 in row for row in rows(reverse("city_grants:home", args=[here.city.slug])))
    client.force_login(here.funder)
    assert any(50000 in row for row in rows(reverse("funds:home")))


def test_a_paper_is_a_file_and_never_a_page(client, here):
    row = applied(here)
    client.force_login(here.manager)
    assert client.get(reverse("grants:application", args=[row.uuid])).status_code == 200
    expense = entered(here, granted(here, title="ทุนสอง"))

    response = client.get(reverse("grants:paper", args=[expense.receipt.uuid]))

    assert response.content == PDF
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "sandbox"
