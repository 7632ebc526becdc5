"""Pages of reports: who is let in, what is saved as it is typed, and what the files say."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any
from uuid import uuid4

import docx
import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from cast import MEMBERS, Cast
from factories.indicators import figure, indicator
from factories.reports import report
from mueang.apps.indicators.actions import observe
from mueang.apps.reports.actions import ask_review, attach_figures, save_answer
from mueang.apps.reports.models import Answer, Evidence, QuestionCheck, Report
from mueang.lib.workbook import open_workbook

pytestmark = pytest.mark.django_db
READ = {"officer", "manager", "unit_officer", "auditor"}
WRITE = READ - {"auditor"}
CODES = ("B.1", "B.2", "B.3", "B.4")


def at(page: str, *arguments: object) -> str:
    return reverse(f"reports:{page}", args=["nakhon", *arguments])


@pytest.mark.parametrize("name", MEMBERS)
def test_every_page_is_there_for_those_who_read_the_citys_desk(client: Client, cast: Cast, name: str) -> None:
    row, member = report(cast), getattr(cast, name)
    told = observe(city=cast.city, figure=figure(indicator()), actor=None)
    attach_figures(report=row, question="B.2", observations=[told], actor=cast.officer)
    if not member.is_anonymous:
        client.force_login(member)
    reads = [at("home"), at("report", row.uuid), at("section", row.uuid, "B"), at("figures", row.uuid, "B.2")]
    reads += [at("draft", row.uuid, "th.docx")]
    for address in reads:
        status = client.get(address).status_code
        assert status == (200 if name in READ else 302 if name == "anonymous" else 404), address
    writes = [
        (at("begin"), 422),
        (at("section", row.uuid, "B"), 302),
        (at("answer", row.uuid, "B.1", "th"), 422),
        (at("figures", row.uuid, "B.2"), 302),
        (at("detach", row.uuid, "B.2", told.uuid), 302),
        (at("check", row.uuid, "B.1"), 302),
    ]
    for address, expected in writes:
        status = client.post(address).status_code
        refused = 302 if name == "anonymous" else 403 if name == "auditor" else 404
        assert status == (expected if name in WRITE else refused), address
    assert Evidence.objects.exists() == (name not in WRITE)


def test_a_report_is_begun_written_stood_on_figures_reviewed_and_signed(client: Client, cast: Cast) -> None:
    told = observe(city=cast.city, figure=figure(indicator()), actor=None)
    client.force_login(cast.officer)
    begun = {"kind": "brief", "title": "สรุป", "period": "2566", "language": "th"}
    assert client.post(at("begin"), begun | {"period": "ปีหน้าโน้น"}).status_code == 422
    client.post(at("begin"), begun)
    row = Report.objects.get()
    typed: dict[str, Any] = {f"{code}-text": "เด็กกลับมาเรียน [1]" for code in CODES}
    typed |= {f"{code}-version": "0" for code in CODES}
    assert client.post(at("section", row.uuid, "B"), typed).status_code == 302
    client.post(at("figures", row.uuid, "B.2"), {"figure": [str(told.uuid), str(uuid4()), "x"]})
    page = client.get(at("section", row.uuid, "B")).content.decode()
    assert "เด็กกลับมาเรียน [1]" in page
    assert "สำนักงานสมมติ" in page
    client.post(at("settle", row.uuid, "review"))
    assert "disabled" not in client.get(at("section", row.uuid, "B")).content.decode()
    client.post(at("settle", row.uuid, "sign"))
    assert Report.objects.get().state == "review"

    client.force_login(cast.manager)
    client.post(at("settle", row.uuid, "back"), {"remark": ""})
    client.post(at("settle", row.uuid, "sign"))

    assert Report.objects.get().state == "signed"
    copy = client.get(at("copy", row.uuid, 1, "th.docx"))
    document = docx.Document(io.BytesIO(copy.content))
    assert "เด็กกลับมาเรียน" in "\n".join(line.text for line in document.paragraphs)
    assert client.get(at("copy", row.uuid, 2, "th.docx")).status_code == 404
    assert client.post(at("settle", row.uuid, "burn")).status_code == 404
    client.force_login(cast.officer)
    client.post(at("settle", row.uuid, "back"), {"remark": "ฉบับถัดไป"})
    assert "ฉบับถัดไป" in client.get(at("report", row.uuid)).content.decode()


def test_what_is_typed_saves_itself_and_says_how_many_words_it_has(client: Client, cast: Cast) -> None:
    row = report(cast)
    client.force_login(cast.officer)
    address = at("answer", row.uuid, "B.1", "th")
    first = client.post(address, {"text": "เด็กกลับมาเรียน", "version": "0"})
    assert first.json() == {"version": 1, "n_words": 3}
    client.force_login(cast.manager)
    assert client.post(address, {"text": "เด็ก", "version": "1"}).json()["version"] == 2
    client.force_login(cast.officer)
    clash = client.post(address, {"text": "คน", "version": "1"})
    assert (clash.status_code, clash.json()["text"], clash.json()["version"]) == (409, "เด็ก", 2)
    assert client.post(at("answer", row.uuid, "B.1", "xx"), {"text": "", "version": "0"}).status_code == 404
    assert client.post(at("answer", row.uuid, "X.9", "th"), {"text": "x", "version": "0"}).status_code == 423
    assert client.post(address, {"text": "ก" * 20_001, "version": "2"}).status_code == 422
    empty = client.post(at("answer", row.uuid, "B.2", "th"), {"text": "", "version": "0"})
    assert empty.json() == {"version": 0, "n_words": 0}
    ask_review(report=row, actor=cast.officer)
    assert client.post(address, {"text": "ช้าไป", "version": "2"}).status_code == 423


def test_after_a_clash_without_script_both_texts_are_on_the_page(client: Client, cast: Cast) -> None:
    row = report(cast)
    save_answer(report=row, question="B.1", language="th", text="ของผู้จัดการ", version=0, actor=cast.manager)
    client.force_login(cast.officer)
    typed = {"B.1-text": "ของเจ้าหน้าที่", "B.1-version": "0", "B.2-text": "ข้อสอง", "B.2-version": "0"}
    typed |= {"B.3-text": "ก" * 20_001, "B.3-version": "0"}

    answer = client.post(at("section", row.uuid, "B"), typed)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "ของผู้จัดการ" in page
    assert "ของเจ้าหน้าที่" in page
    assert {told.text for told in Answer.objects.all()} == {"ของผู้จัดการ", "ข้อสอง"}
    client.post(at("section", row.uuid, "B"), {"B.1-text": "รวมกันแล้ว", "B.1-version": "1"})
    assert Answer.objects.get(question="B.1").text == "รวมกันแล้ว"


def test_a_report_that_is_not_being_written_is_not_saved(client: Client, cast: Cast) -> None:
    row = report(cast)
    ask_review(report=row, actor=cast.officer)
    client.force_login(cast.officer)
    client.post(at("section", row.uuid, "B"), {"B.1-text": "ช้าไป", "B.1-version": "0"})
    assert not Answer.objects.exists()


@pytest.mark.parametrize("language", ["th", "en"])
def test_files_of_a_draft_say_every_figure_with_its_source(client: Client, cast: Cast, language: str) -> None:
    row = report(cast, language=language)
    told = observe(
        city=cast.city,
        figure=figure(indicator(), lower=Decimal(60), upper=Decimal(63), completeness_percent=92),
        actor=None,
    )
    save_answer(report=row, question="B.2", language=language, text="ดีขึ้น [1] [7]\n\nย่อหน้าสอง", version=0,
                actor=cast.officer)  # fmt: skip
    attach_figures(report=row, question="B.2", observations=[told], actor=cast.officer)
    client.force_login(cast.officer)
    paper = PdfReader(io.BytesIO(client.get(at("draft", row.uuid, f"{language}.pdf")).content))
    text = "\n".join(page.extract_text() for page in paper.pages)
    assert len(paper.pages) == 1
    assert "61.5% (60–63)" in text
    assert "สำนักงานสมมติ" in text
    assert "[7]" in text
    document = client.get(at("draft", row.uuid, f"{language}.docx")).content
    assert document[:2] == b"PK"
    for form in ("th.odt", "xx.pdf", "th"):
        assert client.get(at("draft", row.uuid, form)).status_code == 404


def test_questions_and_sections_that_do_not_exist_are_not_there(client: Client, cast: Cast) -> None:
    row = report(cast)
    client.force_login(cast.officer)
    told = observe(city=cast.city, figure=figure(indicator()), actor=None)
    for address in (
        at("section", row.uuid, "Z"),
        at("section", row.uuid, "B") + "?language=xx",
        at("figures", row.uuid, "Z.1"),
        at("report", uuid4()),
        at("copy", row.uuid, 1, "th.pdf"),
    ):
        assert client.get(address).status_code == 404, address
    for question in ("Z.1", "B.1"):
        assert client.post(at("detach", row.uuid, question, told.uuid)).status_code == 404


def test_a_star_goes_when_the_printed_form_was_compared(client: Client, cast: Cast) -> None:
    row = report(cast, kind="biennial")
    client.force_login(cast.officer)
    client.post(at("check", row.uuid, "1.1"), {"source": ""})
    assert not QuestionCheck.objects.exists()
    client.post(at("check", row.uuid, "1.1"), {"source": "แบบ UIL 2569 หน้า 4"})
    assert QuestionCheck.objects.get().question == "1.1"
    sections = client.get(at("section", row.uuid, "3")).content.decode()
    assert at("section", row.uuid, "2") in sections
    assert at("section", row.uuid, "4") in sections


def test_the_list_is_an_excel_file_too(client: Client, cast: Cast) -> None:
    report(cast)
    client.force_login(cast.auditor)
    answer = client.get(at("home"), {"format": "xlsx"})
    book = open_workbook(answer.content, name="x.xlsx")
    assert [cell.text for cell in book.sheets[0].rows[1]][:2] == ["สรุปสำหรับนายกฯ (สมมติ)", "สรุปหนึ่งหน้าสำหรับนายกเทศมนตรี"]
