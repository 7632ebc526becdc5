"""Documents as .docx: what Word and LibreOffice find in them."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest

from mueang.standards.wordprocessing import Block, Heading, Note, Paragraph, Table, write_docx

NOTE = Note("ประชากร 60,480 · ทะเบียนราษฎร · 4 พ.ย. 2566", "one")
OTHER = Note("คดีอาญา 133.7 & <b>", "two")
BLOCKS: list[Block] = [
    Heading("รายงานความก้าวหน้า", 0),
    Heading("1. แผน", 1),
    Heading("1.1 สิ่งที่ทำ", 2),
    Paragraph(("ที่นี่น้ำท่วมปิ่นปีกุ้ง ป่า ฎีกา ญาติ ก่ำ", NOTE, " แล้ว", OTHER, "\nบรรทัดใหม่", NOTE)),
    Table(("ตัวเลข", "ค่า"), ((("ประชากร",), ("60,480", NOTE)),), (60, 40)),
]


def made(blocks: list[Block] = BLOCKS, language: str = "th") -> bytes:
    return write_docx(blocks, title="รายงาน <&>", author="เมือง", language=language,
                      made_at=datetime(2023, 11, 4, tzinfo=UTC), footer="ท้ายหน้า")  # fmt: skip


def part(name: str, data: bytes | None = None) -> str:
    return zipfile.ZipFile(io.BytesIO(data or made())).read(name).decode()


def test_another_reader_finds_headings_text_table_and_properties() -> None:
    document = docx.Document(io.BytesIO(made()))
    told = [(row.style.name, row.text) for row in document.paragraphs]
    assert told[:3] == [("Title", "รายงานความก้าวหน้า"), ("Heading 1", "1. แผน"), ("Heading 2", "1.1 สิ่งที่ทำ")]
    assert "น้ำท่วม" in told[3][1]
    assert [cell.text for cell in document.tables[0].rows[0].cells] == ["ตัวเลข", "ค่า"]
    assert document.core_properties.title == "รายงาน <&>"
    assert document.core_properties.language == "th"


def test_every_mark_leads_to_its_note_and_a_note_stands_once() -> None:
    body, notes = part("word/document.xml"), part("word/footnotes.xml")
    marks = re.findall(r'<w:footnoteReference w:id="(\d+)"', body)
    assert marks == ["1", "2"]
    assert re.findall(r'<w:footnote w:id="(\d+)"', notes) == ["1", "2"]
    assert len(re.findall("NOTEREF _RefNote1 ", body)) == 2
    assert "&amp; &lt;b&gt;" in notes


@pytest.mark.parametrize("language", ["th", "en"])
def test_thai_has_its_own_face_size_and_language_whatever_the_document_is_in(language: str) -> None:
    styles = part("word/styles.xml", made(language=language))
    assert 'w:cs="TH Sarabun New"' in styles
    assert 'w:bidi="th-TH"' in styles
    assert styles.count("<w:sz ") == styles.count("<w:szCs ")
    assert styles.count("<w:b/>") == styles.count("<w:bCs/>")
    assert '<w:lang w:val="en-GB"' in styles, "digits taken for Thai are broken amid a number"


def test_every_part_is_whole_and_the_same_document_is_the_same_to_the_byte() -> None:
    with zipfile.ZipFile(io.BytesIO(made())) as packed:
        assert packed.testzip() is None
        for name in packed.namelist():
            ElementTree.fromstring(packed.read(name))
    assert made() == made()


def test_what_xml_cannot_hold_is_left_out() -> None:
    data = made([Paragraph(("ก\x00\x0b\ud800ข\ufffe",))])
    assert docx.Document(io.BytesIO(data)).paragraphs[0].text == "กข"


@pytest.mark.parametrize(
    "block",
    [Heading("x", 3), Heading("x", -1), Table(("a",), ((("b",), ("c",)),), (100,)), Table(("a",), (), (50, 50))],
)
def test_what_cannot_be_laid_out_is_refused(block: Block) -> None:
    with pytest.raises(ValueError, match=r"heading|cell"):
        made([block])


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        write_docx([], title="x", author="x", language="th", made_at=datetime(2023, 11, 4))  # noqa: DTZ001  what is refused


def test_an_office_program_opens_it_and_prints_its_notes(tmp_path: Path) -> None:
    if shutil.which("soffice") is None or shutil.which("pdftotext") is None:
        pytest.skip("there is no LibreOffice on this machine")
    (tmp_path / "made.docx").write_bytes(made())
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), "made.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=180)
    text = subprocess.run(
        ["pdftotext", str(tmp_path / "made.pdf"), "-"], check=True, capture_output=True
    ).stdout.decode()
    assert "60,480" in text
    assert "133.7" in text
