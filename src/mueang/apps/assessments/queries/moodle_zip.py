"""The 45-hour course as a plain zip that a Moodle takes: books of chapters, and the questions as GIFT."""

from __future__ import annotations

import io
from html import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from mueang.apps.assessments.models import Item
from mueang.apps.assessments.queries.gift_items import items_out
from mueang.curriculum.course import Course, Module, Strand

_WHEN = (2023, 11, 4, 0, 0, 0)
_HEADINGS = {
    "th": {"reading": "เนื้อหา", "example": "ตัวอย่าง", "activity": "กิจกรรม"},
    "en": {"reading": "Reading", "example": "Example", "activity": "Activity"},
}
_HOW = {
    "th": "หนึ่งไฟล์ zip ต่อหนึ่งสาย: ใน Moodle เพิ่ม Book แล้วเลือก Import chapter\n"
    "ส่วน questions.gift.txt นำเข้าที่คลังคำถามเป็นรูปแบบ GIFT\n",
    "en": "One zip a strand: in Moodle add a Book and choose Import chapter.\n"
    "Take questions.gift.txt into the question bank as GIFT.\n",
}


def moodle_zip(course: Course, *, language: str) -> bytes:
    """One zip of HTML chapters a strand, one GIFT file with a category a module; the same course, the same bytes."""
    told = "en" if language.startswith("en") else "th"
    files = {"READ-ME.txt": f"{course.name.in_language(told)}\n{course.licence}\n\n{_HOW[told]}".encode()}
    for number, strand in enumerate(course.strands, start=1):
        files[f"{number}-{strand.key}.zip"] = _zipped(_chapters(course, strand, told))
    files["questions.gift.txt"] = "\n".join(_questions(module, told) for module in course.modules).encode()
    return _zipped(files)


def _chapters(course: Course, strand: Strand, language: str) -> dict[str, bytes]:
    from mueang.curriculum.page import page_of  # brings a Markdown reader with it

    found = {}
    for number, module in enumerate(strand.modules, start=1):
        text, page = module.text(language), page_of(course, module, language)
        parts = [f"<h2>{escape(_HEADINGS[language][name])}</h2>\n{page.sections[name]}" for name in _HEADINGS[language]]
        sources = "".join(f"<li>{escape(one.title)}. {escape(one.address)}</li>" for one in page.sources)
        body = "\n".join([*parts, f"<ol>{sources}</ol>" if sources else ""])
        head = f'<meta charset="utf-8"><title>{escape(text.title)}</title>'
        chapter = f"<!DOCTYPE html><html><head>{head}</head><body><h1>{escape(text.title)}</h1>{body}</body></html>"
        found[f"{number:02}-{module.key}.html"] = chapter.encode()
    return found


def _questions(module: Module, language: str) -> str:
    items = [
        Item(
            key=one.key,
            kind=one.kind,
            stem_th=one.stem.th,
            stem_en=one.stem.en,
            options=[{"th": option.th, "en": option.en} for option in one.options],
            right=sorted(one.right),
            why_th=one.why.th,
            why_en=one.why.en,
        )
        for one in module.questions
    ]
    return items_out(items, language=language, category=module.text(language).title)


def _zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(ZipInfo(name, _WHEN), content, compress_type=ZIP_DEFLATED)
    return buffer.getvalue()
