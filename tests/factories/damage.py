"""Files for the register with bytes, cells and lines damaged by chance, the same at every run."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator
from datetime import date

from factories.class_sheets import class_sheets

ODD = ("", "ฮ", "#REF!", "=1+1", "๓๒", "99", "\x00", "รวม", "x" * 400, "-1", "1e9", "ขข", "\u202e/", "0", "31/2/2569")
KINDS = ("class_sheet", "marks", "oneroster", "edfi")


def damaged(n: int, *, seed: str = "damage") -> Iterator[tuple[str, str, bytes]]:
    """(kind, file name, bytes), every kind in turn."""
    chance = random.Random(seed)
    whole = class_sheets()
    for number in range(n):
        kind = KINDS[number % 4]
        if kind == "class_sheet":
            data = spoilt(chance, whole) if chance.random() < 0.4 else _odd_sheet(chance)
            yield kind, "a.xlsx", data
        elif kind == "marks":
            yield kind, "a.csv", spoilt(chance, _list(chance)) if chance.random() < 0.5 else _list(chance)
        elif kind == "oneroster":
            yield kind, "a.zip", spoilt(chance, _roster(chance)) if chance.random() < 0.4 else _roster(chance)
        else:
            yield kind, "a.xml", spoilt(chance, _events(chance)) if chance.random() < 0.6 else _events(chance)


def spoilt(chance: random.Random, data: bytes) -> bytes:
    """Some bytes changed, cut out, doubled, or the end missing."""
    content = bytearray(data)
    for _each in range(chance.randint(1, 12)):
        if not content:
            break
        at, how = chance.randrange(len(content)), chance.random()
        if how < 0.6:
            content[at] = chance.randrange(256)
        elif how < 0.75:
            del content[at : at + chance.randint(1, 40)]
        elif how < 0.9:
            content[at:at] = content[at : at + chance.randint(1, 40)]
        else:
            del content[at:]
    return bytes(content)


def _odd_sheet(chance: random.Random) -> bytes:
    def sign(_pupil: int, _day: date) -> str:
        return chance.choice(ODD) if chance.random() < 0.1 else chance.choice("//////ขลส")

    names = [
        (chance.choice(("101", "", "๑๐๒", "101")), chance.choice(("ด.ญ.มาลีสมมติ ทดลอง", "=X", "รวม", "123")))
        for _n in range(4)
    ]
    title = chance.choice(("ชั้น ป.๔/๒", "", "ม.9", "ปีการศึกษา ๙๙๙๙", "อนุบาล ๑ ห้อง ก"))
    return class_sheets(pupils=names, sign=lambda p, d: sign(p, d).replace("\x00", ""), title=title or " ")


def _list(chance: random.Random) -> bytes:
    lines = ["pupil,date,mark"]
    for _n in range(60):
        cells = [chance.choice(("101", "102")), f"2026-06-{chance.randint(1, 31):02}", chance.choice("/ขลส")]
        if chance.random() < 0.2:
            cells[chance.randrange(3)] = chance.choice(ODD)
        if chance.random() < 0.05:
            cells.append('"')
        lines.append(",".join(cells))
    return chance.choice(("\n", "\r\n")).join(lines).encode(chance.choice(("utf-8", "cp874", "utf-16")), "replace")


def _roster(chance: random.Random) -> bytes:
    def cell(text: str) -> str:
        return chance.choice(ODD).replace("\x00", "") if chance.random() < 0.05 else text

    users = ["sourcedId,status,givenName,familyName,role,identifier,orgSourcedIds"]
    users += [
        ",".join(cell(t) for t in (f"u{n}", "active", f"สมมติ{n}", "ตัวอย่าง", "student", str(n), "s1")) for n in range(9)
    ]
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("users.csv", "\n".join(users))
        archive.writestr("orgs.csv", f"sourcedId,name,type,identifier\n{cell('s1')},โรงเรียน,school,1\n")
    return output.getvalue()


def _events(chance: random.Random) -> bytes:
    def event(n: int) -> str:
        on = chance.choice((f"2026-06-{chance.randint(1, 30):02}", "2026-06-31", "", "x"))
        what = chance.choice(("Excused Absence", "Tardy", "Partial", ""))
        return (
            "<StudentSchoolAttendanceEvent><AttendanceEvent><EventDate>" + on + "</EventDate><AttendanceEventCategory>"
            f"uri://x#{what}</AttendanceEventCategory></AttendanceEvent><StudentUniqueId>{n}</StudentUniqueId>"
            "<SchoolId>1</SchoolId></StudentSchoolAttendanceEvent>"
        )

    students = "".join(
        f"<Student><StudentUniqueId>{n}</StudentUniqueId><FirstName>A{n}</FirstName></Student>" for n in range(5)
    )
    head = chance.choice(("", "", '<!DOCTYPE I [<!ENTITY a "b">]>'))
    return f"{head}<I>{students}{''.join(event(n % 7) for n in range(20))}</I>".encode()
