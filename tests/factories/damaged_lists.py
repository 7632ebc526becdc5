"""Ministries' lists of children out of school, written as offices write them and damaged by chance, alike each run."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator

import xlsxwriter

from factories.damage import ODD, spoilt

HEADS = ("ที่", "ชื่อ-สกุล", "วันเกิด", "เลขประจำตัวประชาชน", "ที่อยู่", "หมายเหตุ")
ODD_CELLS = (*ODD, "ด.ช.", "น้อง", "1-9501-xxxxx-xx-x", "๓๑/๒/๒๕๖๐", "ไม่ทราบ", 45_000, -3, 1e308, True, "=A1", "ชื่อ-สกุล")
NAMES = ("ด.ช. หนึ่ง สมมติ", "เด็กหญิงสอง ตัวอย่าง", "สาม", "นาย สี่  สมมติ", "ฮานีฟะห์ สมมุติ")


def damaged_lists(n: int, *, seed: str = "lists") -> Iterator[tuple[str, bytes]]:
    """(file name, bytes): workbooks and CSVs in turn, half of them with their bytes spoilt too."""
    chance = random.Random(seed)
    for number in range(n):
        rows = _rows(chance)
        name, data = ("a.xlsx", _workbook(chance, rows)) if number % 2 else ("a.csv", _text(chance, rows))
        yield name, spoilt(chance, data) if chance.random() < 0.5 else data


def _rows(chance: random.Random) -> list[list[object]]:
    rows: list[list[object]] = []
    for place in range(chance.randint(0, 25)):
        row: list[object] = [place + 1, chance.choice(NAMES), f"{chance.randint(1, 31)}/2/25{chance.randint(40, 65)}"]
        row += ["", f"หมู่ {chance.randint(1, 9)}", "ไม่พบในระบบ"]
        if chance.random() < 0.3:
            row[chance.randrange(len(row))] = chance.choice(ODD_CELLS)
        rows.append(row[: chance.randint(1, 6)] if chance.random() < 0.1 else row)
    return rows


def _heads(chance: random.Random) -> list[str]:
    heads = list(HEADS)
    if chance.random() < 0.2:
        heads[chance.randrange(len(heads))] = chance.choice(("", "ชื่อ-สกุล", "อื่น ๆ", "วันเกิด"))
    return heads


def _workbook(chance: random.Random, rows: list[list[object]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "nan_inf_to_errors": True}) as book:
        sheet = book.add_worksheet("บัญชี")
        top = chance.randint(0, 3)
        for line, row in enumerate([_heads(chance), *rows]):
            for column, value in enumerate(row):
                sheet.write(top + line, column, value)
    return out.getvalue()


def _text(chance: random.Random, rows: list[list[object]]) -> bytes:
    lines = [",".join(str(cell) for cell in row) for row in ([_heads(chance), *rows])]
    return chance.choice(("\n", "\r\n")).join(lines).encode(chance.choice(("utf-8-sig", "cp874", "utf-16")), "replace")
