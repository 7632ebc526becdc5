"""Certificates as PDF: ours, and WeasyPrint where somebody has installed it. QR code and writing to disk included.

Usage: python -m benchmarks.certificates [--people 1000]

The peer sets the same words, face and QR code on the same paper and is spared the woven border, the tags and PDF/A.
It is no dependency of ours: `pip install weasyprint`, and Debian's libpangoft2-1.0-0.
"""

from __future__ import annotations

import argparse
import importlib.util
import itertools
import logging
import tempfile
import time
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import Any

import mueang
from mueang.lib.qr import qr_svg
from mueang.lib.typeset import typeset, typeset_many
from mueang.lib.typeset.compiler import FONTS

TEMPLATE = Path(mueang.__file__).parent / "apps" / "credentials" / "templates" / "credentials" / "certificate.typ"
ADDRESS = "https://city.example/verify/7f3c9a1e-55d0-4b8e-9d6a-"
FIRST = ["กานต์ธีรา", "ณัฏฐ์ชยธร", "ปุญญิศา", "ศิริพร", "มูฮัมหมัด", "อับดุลเลาะห์", "ธัญญ์นภัส", "น้ำผึ้ง", "ปิ่น", "กำพล"]
LAST = ["วงศ์สุวรรณ", "ศรีสุข", "เจ๊ะอาแซ", "ทองคำ", "ณ ลำพูน", "ป้องพล", "ไชยวุฒิ", "ญาณวุฒิ", "กิ่งก้าน", "อยู่เย็น"]
SHARED = {
    "issuer_th": "เทศบาลนครตัวอย่าง",
    "issuer_en": "Example City Municipality",
    "achievement_th": "นักจัดการเมืองแห่งการเรียนรู้",
    "achievement_en": "City Administrator: Managing a Learning City",
    "statement_th": "ได้สำเร็จตามเกณฑ์ของ",
    "statement_en": "has fulfilled the criteria of",
    "awarded_on_th": "6 พฤศจิกายน 2566",
    "awarded_on_en": "6 November 2023",
    "signatories": [{"name": "นายสมมติ ใจสว่าง", "position_th": "นายกเทศมนตรี", "position_en": "Mayor"}],
    "is_invented": True,
}
Awards = Sequence[dict[str, Any]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1000)
    people = parser.parse_args().people
    print(f"{'':44s}{'CPU ms each':>12s}{'ms each':>9s}{'kB each':>9s}")
    measure(f"mueang, a cohort of {people:,}", ours, awards(people))
    measure("mueang, a cohort of 100", ours, awards(100))
    measure("mueang, one by one (30)", alone, awards(30))
    if importlib.util.find_spec("weasyprint") is None:
        print("(weasyprint is not installed: pip install weasyprint, apt-get install libpangoft2-1.0-0)")
    else:
        measure(f"weasyprint, {people:,} one by one", weasyprint, awards(people))


def awards(count: int) -> Awards:
    """Invented people, each with hours of their own; the address is kept apart from its code, which is timed."""
    names = itertools.islice(itertools.cycle(itertools.product(FIRST, LAST)), count)
    return [
        SHARED
        | {
            "holder_name": f"{first} {last}",
            "holder_name_en": f"Learner {number}",
            "hours_lines_th": [f"บรรยาย {15 + number % 3} ชั่วโมง", "ปฏิบัติ 30 ชั่วโมง"],
            "hours_lines_en": [f"Lecture {15 + number % 3} hours", "Practice 30 hours"],
            "number": f"CITY-2566-{number:05d}",
            "verify_url": f"{ADDRESS}{number:012d}",
        }
        for number, (first, last) in enumerate(names)
    ]


def with_codes(cohort: Awards) -> list[dict[str, Any]]:
    return [award | {"qr": qr_svg(award["verify_url"], title="", quiet=0)} for award in cohort]


def measure(name: str, work: Callable[[Awards], list[bytes]], cohort: Awards) -> float:
    """Processor milliseconds a certificate."""
    with tempfile.TemporaryDirectory(prefix="mueang-bench-") as folder:
        cpu, clock = time.process_time(), time.perf_counter()
        made = work(cohort)
        for number, data in enumerate(made):
            (Path(folder) / f"{number}.pdf").write_bytes(data)
        cpu, clock = time.process_time() - cpu, time.perf_counter() - clock
    each = 1000 / len(cohort)
    print(f"{name:44s}{cpu * each:12.2f}{clock * each:9.2f}{sum(map(len, made)) / len(cohort) / 1000:9.1f}", flush=True)
    return cpu * each


def ours(cohort: Awards) -> list[bytes]:
    return typeset_many(TEMPLATE, items=with_codes(cohort), titled_by="achievement_th")


def alone(cohort: Awards) -> list[bytes]:
    return [typeset(TEMPLATE, data=award, titled_by="achievement_th") for award in with_codes(cohort)]


def weasyprint(cohort: Awards) -> list[bytes]:
    import weasyprint as peer  # type: ignore[import-not-found,unused-ignore]

    for noisy in ("fontTools", "weasyprint"):
        logging.getLogger(noisy).setLevel(logging.ERROR)
    fonts = peer.text.fonts.FontConfiguration()
    style = peer.CSS(string=STYLE, font_config=fonts)
    return [
        peer.HTML(string=page(award)).write_pdf(stylesheets=[style], font_config=fonts) for award in with_codes(cohort)
    ]


def page(award: dict[str, Any]) -> str:
    said = {key: escape(" · ".join(words) if isinstance(words, list) else str(words)) for key, words in award.items()
            if key not in {"qr", "signatories"}}  # fmt: skip
    signatory = award["signatories"][0]
    return PAGE.format(**said, qr=award["qr"], signatory="<br>".join(map(escape, signatory.values())))


FACES = "".join(
    f"@font-face{{font-family:Document;font-weight:{weight};src:url({(FONTS / f'MueangSarabun-{name}.ttf').as_uri()})}}"
    for name, weight in (("Light", 300), ("Regular", 400), ("SemiBold", 600))
)
STYLE = f"""{FACES}
@page {{ size: A4 landscape; margin: 2cm; background: #fdf9ef }}
body {{ font: 12pt Document; text-align: center; color: #24263b; border: 1pt solid #1f3a5f }}
h1 {{ font-size: 40pt; font-weight: 300 }} h2 {{ font-size: 34pt; font-weight: 600 }} h3 {{ font-size: 21pt }}
svg {{ width: 25mm }}
"""
PAGE = """<html lang=th><body><p>เอกสารตัวอย่าง – บุคคลสมมติ Specimen – invented person<p>{issuer_th}<br>{issuer_en}
<h1>ประกาศนียบัตร</h1><p>CERTIFICATE<p>ขอมอบไว้เพื่อแสดงว่า This is to certify that<h2>{holder_name}</h2><p>{holder_name_en}
<p>{statement_th} {statement_en}<h3>{achievement_th}</h3><p>{achievement_en}<p>{hours_lines_th}<br>{hours_lines_en}
<p>{qr}<br>{verify_url}<p>เลขที่ {number} ให้ไว้ ณ วันที่ {awarded_on_th} {awarded_on_en}<p>{signatory}"""

if __name__ == "__main__":
    main()
