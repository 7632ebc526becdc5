"""The reader kept in its own process: what it passes on, and its limits."""

import io
import json
from datetime import date, datetime, time, timedelta

import pytest
import xlsxwriter

from mueang.lib.workbook import apart


def answered(data):
    target = io.BytesIO()
    status = apart.main(io.BytesIO(data), target)
    return status, target.getvalue()


def test_every_kind_of_value_comes_through():
    output = io.BytesIO()
    book = xlsxwriter.Workbook(output, {"in_memory": True})
    sheet = book.add_worksheet("ก")
    day = datetime(2023, 11, 4, 9, 30)  # noqa: DTZ001 (Excel knows no time zones)
    for column, (value, form) in enumerate(
        [(day, "d/m/yyyy hh:mm"), (day.date(), "d/m/yyyy"), (time(9, 30), "hh:mm"), (timedelta(hours=30), "[h]:mm")]
    ):
        sheet.write_datetime(0, column, value, book.add_format({"num_format": form}))
    sheet.write_row(0, 4, ["ข", 1.5, True])
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=ก!$F$1:$F$1"})
    book.add_chartsheet("แผนภูมิ").set_chart(chart)
    book.close()

    status, text = answered(output.getvalue())

    first, second = json.loads(text, object_hook=apart.untagged)
    assert (status, second) == (0, None)
    assert first["rows"] == [[day, date(2023, 11, 4), time(9, 30), timedelta(hours=30), "ข", 1.5, True]]
    assert (first["name"], first["is_visible"], first["merges"]) == ("ก", True, [])


def test_what_is_no_workbook_ends_with_a_status_and_no_word():
    assert answered(b"PK nothing") == (1, b"")


def test_an_unknown_kind_of_value_is_not_passed_over_in_silence():
    with pytest.raises(TypeError):
        json.dumps([object()], default=apart._tagged)


def test_the_process_is_held_to_its_memory(monkeypatch):
    resource = pytest.importorskip("resource")
    asked = []
    monkeypatch.setattr(resource, "setrlimit", lambda what, limits: asked.append((what, limits)))

    apart.limit_own_process()

    assert asked == [(resource.RLIMIT_AS, (10**9, 10**9)), (resource.RLIMIT_CPU, (30, 30))]
