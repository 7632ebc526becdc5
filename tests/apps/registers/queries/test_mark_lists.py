from __future__ import annotations

import random
from datetime import date
from typing import Any

import numpy as np
import pytest

from mueang.apps.registers.enums import USUAL_SIGNS
from mueang.apps.registers.errors import RegisterFileRefused
from mueang.apps.registers.queries import mark_lists
from mueang.apps.registers.queries.mark_lists import read_mark_list
from mueang.apps.registers.queries.text_columns import LONGEST, codes_of


def read(text: str | bytes, **changed: Any):
    options: dict[str, Any] = {"signs": USUAL_SIGNS, "school_year": 2026, "today": date(2027, 4, 30)}
    return read_mark_list(text.encode() if isinstance(text, str) else text, **options | changed)


def test_lines_are_folded_into_months() -> None:
    reading = read("pupil,date,mark\n101,2026-06-01,/\n101,2026-06-02,ข\n101,2026-07-01,ส\n102,2026-06-01,ล\n")

    assert [one.number for one in reading.pupils] == ["101", "102"]
    assert {(one.pupil, one.month, one.masks) for one in reading.months} == {
        (0, 6, (0b11, 0b01, 0, 0)),
        (0, 7, (1, 1, 1, 0)),
        (1, 6, (1, 0, 0, 1)),
    }
    assert reading.counts == {"lines": 4, "marks": 4}


@pytest.mark.parametrize(
    "text",
    [
        "เลขประจำตัว;วันที่;เครื่องหมาย\n๑๐๑;๑/๖/๒๕๖๙;/\n",
        "pupil\tdate\tmark\r\n101\t1 มิ.ย. 2569\tpresent\r\n",
        'mark,"x",pupil,date\n/,1,"101", 2026-06-01 \n',
        "\ufeffNumber,Date,Status\n101,1/6/2569,มา",
    ],
    ids=["Thai", "tabs", "quotes", "mark of order"],
)
def test_lists_are_read_as_offices_write_them(text: str) -> None:
    reading = read(text)

    assert [one.number for one in reading.pupils] == ["101"]
    assert [(one.month, one.masks) for one in reading.months] == [(6, (1, 1, 0, 0))]
    assert reading.notes == []


def test_a_list_of_the_older_code_page_is_read() -> None:
    assert read("pupil,date,mark\n101,2026-06-01,ข\n".encode("cp874")).months[0].masks == (1, 0, 0, 0)


def test_every_line_left_out_is_told_by_its_number() -> None:
    reading = read(
        "pupil,date,mark\n101,2026-06-01,/\n,2026-06-01,/\n101,2026-13-01,/\n101,2026-06-02,ฮ\n101,2026-06-03\n"
        "101,2024-06-03,/\n101,2027-06-03,/\n\n101,2026-06-01,ข\n"
    )

    assert [(note.where, note.code) for note in sorted(reading.notes, key=lambda note: int(note.where))] == [
        ("2", "said_otherwise_later"),
        ("3", "no_number"),
        ("4", "no_such_date"),
        ("5", "unknown_mark"),
        ("6", "wrong_fields"),
        ("7", "other_school_year"),
        ("8", "day_ahead_here"),
    ]
    assert reading.months[0].masks == (1, 0, 0, 0)


def test_schools_are_told_apart() -> None:
    reading = read("school,pupil,date,mark\nA,1,2026-06-01,/\nB,1,2026-06-01,ข\n")

    assert [(one.school, one.number) for one in reading.pupils] == [("A", "1"), ("B", "1")]
    assert len(reading.months) == 2


def test_numbers_that_say_the_same_are_one_pupil() -> None:
    reading = read("pupil,date,mark\n101,2026-06-01,/\n๑๐๑,2026-06-02,/\n")

    assert [(one.month, one.masks) for one in reading.months] == [(6, (0b11, 0b11, 0, 0))]


@pytest.mark.parametrize("text", ["", "\n", "a,b\n1,2\n", "pupil,date,mark"])
def test_a_list_without_its_columns_is_refused(text: str) -> None:
    with pytest.raises(RegisterFileRefused):
        read(text)


def test_a_list_of_nothing_good_has_no_months() -> None:
    assert read("pupil,date,mark\nx,never,/\n").months == []


def test_more_than_memory_holds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mark_lists, "_MOST_CELLS", 1)

    with pytest.raises(RegisterFileRefused):
        read("pupil,date,mark\n1,2026-06-01,/\n2,2026-06-01,/\n")


def test_the_fast_reading_agrees_with_a_slow_one() -> None:
    chance = random.Random(7)
    days = [f"2026-06-{day:02}" for day in range(1, 31)]
    lines = [(str(chance.randrange(40)), chance.choice(days), chance.choice("/ขสล")) for _n in range(4_000)]
    slow: dict[tuple[str, str], str] = {}
    for number, day, sign in lines:
        slow[number, day] = sign

    reading = read("pupil,date,mark\n" + "".join(f"{','.join(line)}\n" for line in lines))

    masks = {reading.pupils[one.pupil].number: one.masks for one in reading.months}
    for (number, day), sign in slow.items():
        bits = [mask >> (int(day[-2:]) - 1) & 1 for mask in masks[number]]
        assert bits == {"/": [1, 1, 0, 0], "ข": [1, 0, 0, 0], "ส": [1, 1, 1, 0], "ล": [1, 0, 0, 1]}[sign]
    assert reading.counts["marks"] == len(slow)


def test_equal_codes_are_equal_texts_even_where_hashes_meet() -> None:
    chance = random.Random(3)
    texts = [("x" * chance.randrange(0, 40)) + str(chance.randrange(5_000)) for _n in range(20_000)]
    raw = "".join(texts).encode()
    lengths = np.array([len(text) for text in texts])
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    padded = np.zeros(len(raw) + LONGEST + 8, np.uint8)
    padded[: len(raw)] = np.frombuffer(raw, np.uint8)

    codes, one_of = codes_of(padded, starts, starts + lengths)

    assert len(one_of) == len(set(texts))
    assert [texts[one_of[code]] for code in codes] == texts
