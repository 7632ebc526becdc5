"""A course as small as one may be and still be whole: two strands of a module each, three hours."""

from __future__ import annotations

from pathlib import Path

ENGLISH = "The city looks for whoever is left out, and asks them first. " * 45 + "[^book] [a word](term:word)"
THAI = "เมืองมองหาคนที่ถูกทิ้งไว้ข้างหลัง แล้วถามเขาก่อนใคร " * 60 + "[^book] [คำ](term:word)"
SECTIONS = ("Reading", "Example", "Activity", "Facilitator")


def write_course(folder: Path) -> Path:
    """The folder of a faultless course."""
    _write(
        folder / "course.toml",
        'licence = "CC BY 4.0"\nname = {th = "หลักสูตร", en = "Course"}\nabout = {th = "ย่อ", en = "About"}\n'
        '[completion]\nhours = 3\nstrand_percent = 80\nlevel = "adequate"\ncapstone_module = "two"\n',
    )
    _write(folder / "sources.toml", '[book]\ntitle = "Book"\naddress = "a library"\nth = "ทั้งเล่ม"\nen = "whole"\n')
    _write(
        folder / "terms.toml",
        '[word]\nname = {th = "คำ", en = "word"}\nmeaning = {th = "ความหมาย", en = "meaning"}\n',
    )
    for strand, module, title_th, title_en in (
        ("1-first", "1-one", "หน่วยที่หนึ่ง", "Module one"),
        ("2-second", "1-two", "หน่วยที่สอง", "Module two"),
    ):
        _write(folder / strand / "strand.toml", 'name = {th = "สาย", en = "Strand"}\naim = {th = "ได้", en = "Aim"}\n')
        _write_module(folder / strand / module, title_th, title_en)
    return folder


def _write_module(folder: Path, title_th: str, title_en: str) -> None:
    steps = "".join(
        f'[[steps]]\nminutes = 30\nmode = "{mode}"\nth = "ทำ"\nen = "Do"\n' for mode in ("lecture", "lab", "practice")
    )
    _write(folder / "module.toml", 'tool = "network:networks"\n' + steps)
    for language, title, body in (("th", title_th, THAI), ("en", title_en, ENGLISH)):
        sections = "\n\n".join(f"# {name}\n\n{body}" for name in SECTIONS)
        _write(folder / f"{language}.md", f'+++\ntitle = "{title}"\noutcomes = ["{title}"]\n+++\n{sections}\n')
    _write(folder / "quiz.toml", "\n".join(map(_question, range(5))))
    _write(folder / "rubric.toml", "\n".join(map(_criterion, range(3))))


def _question(number: int) -> str:
    return (
        f'[[items]]\nkey = "q{number}"\nkind = "one"\nright = [1]\n'
        '[items.th]\nstem = "จริงหรือ"\noptions = ["ใช่", "ไม่ใช่"]\nwhy = "เพราะจริง"\n'
        '[items.en]\nstem = "True?"\noptions = ["Yes", "No"]\nwhy = "It is"\n'
    )


def _criterion(number: int) -> str:
    return (
        f'[[criteria]]\nkey = "c{number}"\n'
        '[criteria.th]\nname = "เกณฑ์"\nlevels = ["หนึ่ง", "สอง", "สาม", "สี่"]\n'
        '[criteria.en]\nname = "Criterion"\nlevels = ["one", "two", "three", "four"]\n'
    )


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
