"""Documents as paper: a brief of all it may hold is one page, and LibreOffice prints what Word would."""

from __future__ import annotations

import io
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from cast import Cast
from factories.indicators import figure, indicator
from factories.reports import report
from mueang.apps.indicators.actions import observe
from mueang.apps.reports.actions import attach_figures, save_answer
from mueang.apps.reports.queries import content_of, docx_of, outline_of, pdf_of, report_page

pytestmark = pytest.mark.django_db
MADE_AT = datetime(2023, 11, 4, tzinfo=UTC)
# Words longer than most of each language: a page is filled by letters, and limits are in words.
WORDS = {"th": "นักเรียน", "en": "learning "}
OFFICE = "กองยุทธศาสตร์และงบประมาณ เทศบาลนครสมมติ"
FACE = "TH Sarabun New"
has_no_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="soffice (LibreOffice) is not installed")


def full(cast: Cast, kind: str = "brief") -> dict[str, Any]:
    """Every answer in both languages as long as it may be, and five figures."""
    row = report(cast, kind=kind, title="ข้อเสนอจัดรถรับส่งและครูประจำศูนย์การเรียนรู้ในชุมชนริมน้ำ ปีการศึกษา 2566")
    questions = outline_of(row.outline).questions
    for question in questions:
        for language, word in WORDS.items():
            answer = save_answer(
                report=row, question=question.code, language=language, text=word * question.limit, version=0,
                actor=cast.officer,
            )  # fmt: skip
            assert answer is not None
            assert answer.n_words == question.limit
    figures = [figure(indicator(), source=OFFICE, completeness_percent=92) for _n in range(5)]
    rows = [observe(city=cast.city, figure=one, actor=None) for one in figures]
    attach_figures(report=row, question=questions[1].code, observations=rows, actor=cast.officer)
    page = report_page(viewer=cast.officer, city=cast.city, uuid=row.uuid)
    assert page is not None
    return content_of(page)


def printed(content: bytes, folder: Path) -> PdfReader:
    (folder / "report.docx").write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), "report.docx"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=240)
    return PdfReader(folder / "report.pdf")


def has_face() -> bool:
    match = shutil.which("fc-match")
    return (
        match is not None and FACE in subprocess.run([match, FACE], check=False, capture_output=True, text=True).stdout
    )


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_brief_of_all_it_may_hold_is_one_page(cast: Cast, language: str) -> None:
    paper = pdf_of(full(cast), language=language, seal="ร่าง", made_at=MADE_AT)
    assert len(PdfReader(io.BytesIO(paper)).pages) == 1


@pytest.mark.slow
@has_no_office
def test_libreoffice_prints_a_report_with_all_its_text(cast: Cast, tmp_path: Path) -> None:
    made = docx_of(full(cast, "biennial"), language="en", seal="Draft", made_at=MADE_AT)
    pages = printed(made, tmp_path).pages
    assert len(pages) >= 3
    assert sum(page.extract_text().count("learning") for page in pages) > 1000


@pytest.mark.slow
@has_no_office
@pytest.mark.skipif(not has_face(), reason=f"{FACE} is not installed, and other faces are wider")
@pytest.mark.parametrize("language", ["th", "en"])
def test_a_brief_is_one_page_in_an_office_too(cast: Cast, language: str, tmp_path: Path) -> None:
    made = docx_of(full(cast), language=language, seal="ร่าง", made_at=MADE_AT)
    assert len(printed(made, tmp_path).pages) == 1
