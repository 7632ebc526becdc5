"""Workbooks of figures: out, filled in, back through a preview; nothing is written before somebody confirmed it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from cast import MEMBERS, Cast
from factories.indicators import figure, indicator
from factories.rows import NeighbourhoodFactory
from mueang.apps.audit.models import Event
from mueang.apps.indicators.actions import confirm_sheet, discard_sheet, observe, stage_sheet
from mueang.apps.indicators.enums import Level, SheetState
from mueang.apps.indicators.errors import NothingToWrite, OutOfScale, SheetDecided
from mueang.apps.indicators.forms.figures import FigureField
from mueang.apps.indicators.models import Observation
from mueang.apps.indicators.queries import lines_of, observation_table, read_figures
from mueang.lib.workbook import Column, Table, WorkbookError, write_workbook
from mueang.methods.thai import calendar_year, fiscal_year

pytestmark = pytest.mark.django_db
HEADINGS = ("รหัสตัวชี้วัด", "ระดับ", "ชุมชน", "ช่วงเวลา", "ค่า", "วิธีได้มา", "แหล่งที่มา", "ความครบถ้วน (%)")


def workbook(*rows: tuple[Any, ...], titles: int = 1) -> bytes:
    """As an office makes it: titles above the headings."""
    above = [("รายงานตัวเลขเมือง", *[""] * (len(HEADINGS) - 1))] * titles
    table = Table("ตัวเลข", [Column("")] * len(HEADINGS), [*above, HEADINGS, *rows])
    return write_workbook([table])


def read(cast: Cast, *rows: tuple[Any, ...]) -> Any:
    return read_figures(workbook(*rows), name="figures.xlsx", city=cast.city)


def test_what_goes_out_comes_back_and_changes_nothing(cast: Cast) -> None:
    community = NeighbourhoodFactory(city=cast.city)
    rows = [indicator(), indicator(unit="count"), indicator()]
    observe(city=cast.city, figure=figure(rows[0], lower=Decimal("58.25"), upper=Decimal(65)), actor=cast.officer)
    observe(city=cast.city, figure=figure(rows[0], period=fiscal_year(2024)), actor=cast.officer)
    observe(
        city=cast.city,
        figure=figure(rows[1], level=Level.COMMUNITY, neighbourhood=community, value=Decimal(1234567)),
        actor=cast.officer,
    )
    before = list(Observation.objects.order_by("pk").values())
    for language in ("th", "en"):
        with translation.override(language):
            data = write_workbook([observation_table(viewer=cast.manager, city=cast.city)], language=language)
            lines = read_figures(data, name="back.xlsx", city=cast.city)
        assert [line.faults for line in lines] == [[], [], []]
        sheet = stage_sheet(city=cast.city, file_name="back.xlsx", lines=lines, actor=cast.officer)
        assert confirm_sheet(sheet=sheet, actor=cast.officer).n_written == 0
    assert list(Observation.objects.order_by("pk").values()) == before


def test_a_workbook_of_an_office_is_read_in_both_eras_and_digits(cast: Cast) -> None:
    row = indicator(code="adult-literacy")
    lines = read(
        cast,
        ("adult-literacy", "เมือง", "", "๒๕๖๖", "๙๒.๕", "นับจากทะเบียน", "สำนักงานสถิติ", 98),
        ("ADULT-LITERACY", "จังหวัด", "", "ปีงบประมาณ 2567", "91.25%", "สำรวจตัวอย่าง", "สำนักงานสถิติ", ""),
        ("", "", "", "", "", "", "", ""),
    )
    sheet = stage_sheet(city=cast.city, file_name="x.xlsx", lines=lines, actor=cast.officer)
    assert not Observation.objects.exists()

    done = confirm_sheet(sheet=sheet, actor=cast.officer)

    told = list(Observation.objects.order_by("level").values_list("level", "value", "period_from", "indicator"))
    assert (done.n_written, done.state, done.lines) == (2, SheetState.CONFIRMED, [])
    assert told == [
        ("city", Decimal("92.5"), calendar_year(2023).starts_on, row.pk),
        ("province", Decimal("91.25"), fiscal_year(2024).starts_on, row.pk),
    ]


@pytest.mark.parametrize(
    ("row", "where", "why"),
    [
        (("no-such", "เมือง", "", "2566", 1, "นับจากทะเบียน", "x", ""), "A4", "code"),
        (("a", "ตำบล", "", "2566", 1, "นับจากทะเบียน", "x", ""), "B4", "level"),
        (("a", "ชุมชน", "", "2566", 1, "นับจากทะเบียน", "x", ""), "C4", "community_needed"),
        (("a", "ชุมชน", "ไม่มีที่นี่", "2566", 1, "นับจากทะเบียน", "x", ""), "C4", "community"),
        (("a", "เมือง", "", "เมื่อวาน", 1, "นับจากทะเบียน", "x", ""), "D4", "period"),
        (("a", "เมือง", "", "2699", 1, "นับจากทะเบียน", "x", ""), "D4", "period_to_come"),
        (("a", "เมือง", "", "2566", "มาก", "นับจากทะเบียน", "x", ""), "E4", "number"),
        (("a", "เมือง", "", "2566", "", "นับจากทะเบียน", "x", ""), "E4", "missing"),
        (("a", "เมือง", "", "2566", 101, "นับจากทะเบียน", "x", ""), "E4", "scale"),
        (("a", "เมือง", "", "2566", 1, "เดา", "x", ""), "F4", "method"),
        (("a", "เมือง", "", "2566", 1, "นับจากทะเบียน", "", ""), "G4", "missing"),
        (("a", "เมือง", "", "2566", 1, "นับจากทะเบียน", "x", 120), "H4", "scale"),
        (("a", "เมือง", "", "2566", 1, "นับจากทะเบียน", "x", 99.5), "H4", "scale"),
    ],
)
def test_every_cell_that_is_not_understood_is_named(cast: Cast, row: tuple[Any, ...], where: str, why: str) -> None:
    indicator(code="a")
    (line,) = read(cast, row)
    assert [(address.partition("!")[2] or address, code) for address, code in line.wrong] == [(where, why)]
    assert line.faults[0][1]


def test_lines_that_are_right_are_written_and_the_others_left(cast: Cast) -> None:
    indicator(code="a")
    good, bad = (
        ("a", "เมือง", "", "2566", 1, "นับจากทะเบียน", "x", ""),
        ("a", "เมือง", "", "2565", "?", "นับจากทะเบียน", "x", ""),
    )
    sheet = stage_sheet(city=cast.city, file_name="x", lines=read(cast, good, bad), actor=cast.officer)
    assert confirm_sheet(sheet=sheet, actor=cast.officer).n_written == 1
    only_bad = stage_sheet(city=cast.city, file_name="x", lines=read(cast, bad), actor=cast.officer)
    with pytest.raises(NothingToWrite):
        confirm_sheet(sheet=only_bad, actor=cast.officer)
    assert Observation.objects.count() == 1


def test_a_file_is_decided_once(cast: Cast) -> None:
    indicator(code="a")
    row = ("a", "เมือง", "", "2566", 1, "นับจากทะเบียน", "x", "")
    sheet = stage_sheet(city=cast.city, file_name="x", lines=read(cast, row), actor=cast.officer)
    discard_sheet(sheet=sheet, actor=cast.officer)
    for again in (discard_sheet, confirm_sheet):
        with pytest.raises(SheetDecided):
            again(sheet=sheet, actor=cast.officer)
    assert not Observation.objects.exists()
    assert list(Event.objects.order_by("pk").values_list("verb", flat=True)) == [
        "observations.staged",
        "observations.discarded",
    ]


def test_a_file_that_turned_wrong_meanwhile_writes_nothing_at_all(cast: Cast) -> None:
    first, second = indicator(code="a"), indicator(code="b")
    row = ("เมือง", "", "2566", 40, "นับจากทะเบียน", "x", "")
    sheet = stage_sheet(city=cast.city, file_name="x", lines=read(cast, ("a", *row), ("b", *row)), actor=cast.officer)
    second.unit = "level"
    second.save()
    with pytest.raises(OutOfScale):
        confirm_sheet(sheet=sheet, actor=cast.officer)
    assert not Observation.objects.filter(indicator=first).exists()
    sheet.refresh_from_db()
    assert sheet.state == SheetState.PREVIEW


def test_a_workbook_without_the_headings_is_refused(cast: Cast) -> None:
    table = Table("x", [Column("ชื่อ"), Column("โทรศัพท์")], [("ก", "ข")])
    with pytest.raises(WorkbookError) as told:
        read_figures(write_workbook([table]), name="x.xlsx", city=cast.city)
    assert told.value.code == "header_not_found"


@pytest.mark.parametrize("name", MEMBERS)
def test_only_the_citys_officers_send_and_decide_files(cast: Cast, name: str) -> None:
    indicator(code="a")
    lines = read(cast, ("a", "เมือง", "", "2566", 1, "นับจากทะเบียน", "x", ""))
    staged = [stage_sheet(city=cast.city, file_name="x", lines=lines, actor=cast.officer) for _each in range(2)]
    member = getattr(cast, name)
    for attempt in (
        lambda: stage_sheet(city=cast.city, file_name="x", lines=lines, actor=member),
        lambda: confirm_sheet(sheet=staged[0], actor=member),
        lambda: discard_sheet(sheet=staged[1], actor=member),
    ):
        if name in {"officer", "manager", "unit_officer"}:
            attempt()
        else:
            with pytest.raises(PermissionDenied):
                attempt()


def test_lines_of_a_decided_file_are_gone(cast: Cast) -> None:
    sheet = stage_sheet(city=cast.city, file_name="x", lines=[], actor=cast.officer)
    discard_sheet(sheet=sheet, actor=cast.officer)
    sheet.refresh_from_db()
    assert lines_of(sheet) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,234.5", "1234.5"),
        ("๗๕%", "75"),
        ("-3", "-3"),
        ("NaN", None),
        ("1e999", None),
        ("-1e14", None),
        ("1.2.3", None),
    ],
)
def test_numbers_are_read_as_offices_write_them(text: str, number: str | None) -> None:
    field = FigureField()
    if number is None:
        with pytest.raises(ValidationError):
            field.clean(text)
        return

    assert field.clean(text) == Decimal(number)
