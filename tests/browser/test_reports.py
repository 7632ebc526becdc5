"""An officer fills a biennial report from figures, another reads it, and the files are opened again."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import pytest
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from playwright.sync_api import expect
from pypdf import PdfReader

from browser.reader import Reader, Window, reader
from mueang.apps.reports.models import Answer, Report

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TITLE = "รายงานความก้าวหน้า 2569 (biennial)"
TEXT = {
    "th": "ที่นี่เด็กกลับมาเรียนมากขึ้น ผู้สูงอายุเป็นครูให้ลูกหลาน [1] น้ำท่วมทำให้ต้องปิดสองเดือน",
    "en": "More children came back to learning, and grandparents teach [1] in a year with two months of floods.",
}


@pytest.mark.parametrize("window", [Window("th", 390), Window("en", 1280)], ids=str)
def test_an_officer_fills_a_biennial_report_and_takes_it_away(window, house, chromium, pictures):
    with (
        translation.override(window.language),
        reader(chromium, address=house.address, window=window, pictures=pictures, who="reporter") as officer,
    ):
        officer.sign_in("officer")
        begin(officer)
        for _n in range(8):
            fill_section(officer)
        answers = house.ask(lambda alias: list(Answer.objects.using(alias).filter(report__title=TITLE)))
        assert len(answers) == 16
        assert all(answer.n_words == answers[0].n_words > 10 for answer in answers)
        officer.press(TITLE)
        officer.meets(TITLE)
        officer.look("filled")
        language = _("Thai") if window.language == "th" else _("English")
        assert language
        word = officer.fetch(_("Word, Thai") if window.language == "th" else _("Word, English"))
        paper = officer.fetch(_("PDF, Thai") if window.language == "th" else _("PDF, English"))
        officer.press(_("Ask for review"))
        officer.reads(_("It waits for whoever signs reports in the city."))
    check_word(word, TEXT[window.language].split("[")[0].strip())
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages)
    assert "264" in text
    assert house.ask(lambda alias: Report.objects.using(alias).get(title=TITLE).state) == "review"


def begin(officer: Reader) -> None:
    officer.open("/desk/yala/reports/")
    officer.look("reports")
    officer.press(_("Begin a report"))
    officer.page.get_by_label(_("Biennial progress report (UNESCO GNLC)")).check()
    officer.page.get_by_label(pgettext("report", "Title"), exact=False).first.fill(TITLE)
    officer.page.locator("[name=period]").fill("2568")
    officer.page.locator("[name=language]").select_option(officer.window.language)
    officer.press(pgettext("a report", "Begin"))
    officer.meets(TITLE)
    officer.look("begun")
    officer.page.locator("h2 a").first.click()
    attach(officer)


def attach(officer: Reader) -> None:
    """The answer is written first: what is typed saves itself, and stands when one comes back."""
    page = officer.page
    field = page.locator("textarea").first
    field.fill(TEXT[officer.window.language])
    expect(page.locator("[data-status]").first).to_have_text(pgettext("answer", "Saved"))
    page.get_by_role("link", name=_("Attach figures")).first.click()
    officer.look("figures")
    page.locator("label", has_text=re.compile("264")).first.click()
    officer.press(_("Attach what is ticked"))
    expect(page.locator("textarea").first).to_have_value(TEXT[officer.window.language])
    officer.look("section")


def fill_section(officer: Reader) -> None:
    """Every question of the section; the words are counted while one types, and the page may simply be left."""
    page = officer.page
    for number in range(page.locator("textarea").count()):
        page.locator("textarea").nth(number).fill(TEXT[officer.window.language])
        page.locator("textarea").nth(number).blur()
        expect(page.locator("section [data-count]").nth(number)).not_to_contain_text(re.compile(r"^0 "))
        expect(page.locator("[data-status]").nth(number)).not_to_have_text(re.compile("…|^$"))
    onward = page.get_by_role("link", name=_("Next section"))
    if onward.count():
        onward.click()
        page.wait_for_load_state("load")


def check_word(content: bytes, words: str) -> None:
    """The file as python-docx reads it, and every footnote mark with its note."""
    document = docx.Document(io.BytesIO(content))
    assert any(words in line.text for line in document.paragraphs)
    assert [line.style.name for line in document.paragraphs if line.style.name.startswith("Heading 1")] == [
        "Heading 1"
    ] * 8
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        marks = re.findall(r'footnoteReference w:id="(\d+)"', packed.read("word/document.xml").decode())
        notes = re.findall(r'<w:footnote w:id="(\d+)"', packed.read("word/footnotes.xml").decode())
    assert marks == notes == ["1"]
