"""Invented figures of the demo city: some measured for years, some once, many not yet."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from mueang.apps.indicators.actions import (
    Figure,
    hand_in,
    judge,
    load_frameworks,
    observe,
    open_panel,
    open_second_round,
)
from mueang.apps.indicators.enums import Level, Method
from mueang.apps.indicators.models import Indicator
from mueang.apps.places.models import Neighbourhood
from mueang.demo.city import Demo
from mueang.methods.thai import Period, calendar_year, fiscal_year, school_year

OFFICE = "กองยุทธศาสตร์และงบประมาณ (ตัวเลขสมมุติ)"
# Code, level, figures of the years before this one from the oldest on, method, completeness.
YEARS_BEFORE = (
    ("population", Level.CITY, ("61800", "61250", "60900", "60480"), Method.REGISTER, 100),
    ("early-childhood", Level.CITY, ("71.2", "73.9", "76.4"), Method.REGISTER, 92),
    ("early-childhood", Level.PROVINCE, ("68.0", "69.1"), Method.REGISTER, 97),
    ("years-of-schooling", Level.PROVINCE, ("8.4", "8.5"), Method.SAMPLE, None),
    ("women-in-council", Level.CITY, ("12.5", "12.5", "20.8"), Method.CENSUS, 100),
    ("recorded-crimes", Level.PROVINCE, ("141.2", "133.7"), Method.REGISTER, None),
    ("learning-spend", Level.CITY, ("6.1", "7.4", "8.2"), Method.REGISTER, 100),
    ("public-events", Level.CITY, ("4", "7", "11"), Method.REGISTER, 80),
    ("internet-users", Level.NATION, ("85.3", "88.0"), Method.SAMPLE, None),
    ("children-out-of-education", Level.CITY, ("318", "264"), Method.REGISTER, 70),
    ("learner-satisfaction", Level.CITY, ("83.5",), Method.SAMPLE, None),
)
JUDGED = ("flexible-system", "recognition")
# What each reviewer of the demo's panel thought of the two, and why.
REVIEWERS = (
    ("manager", ((4, "มีข้อตกลงเทียบโอนกับ สกร. ตั้งแต่ปี 2566"), (3, "ออกใบรับรองได้แล้ว แต่นายจ้างยังไม่รู้จัก"))),
    ("officer", ((2, "ผู้เรียนสามคนยังเทียบโอนไม่ได้เมื่อย้ายมา"), (3, "มีคลังหน่วยกิต ใช้จริงสองหลักสูตร"))),
    ("keeper", ((3, "ผู้เรียนนอกระบบเข้าห้องเรียนของเราได้"), (2, "ใบรับรองยังใช้สมัครงานไม่ได้ทุกแห่ง"))),
)
BUDGET, SCHOOL = {"learning-spend"}, {"early-childhood", "children-out-of-education"}


def add_indicators(demo: Demo, *, now: datetime) -> None:
    """Frameworks, and figures up to last year; the sources say that they are invented."""
    load_frameworks()
    indicators = {row.code: row for row in Indicator.objects.filter(city=None)}
    for code, level, values, method, completeness in YEARS_BEFORE:
        for years_ago, value in zip(range(len(values), 0, -1), values, strict=True):
            figure = Figure(
                indicator=indicators[code],
                level=level,
                period=_year(code, demo.today.year - years_ago),
                value=Decimal(value),
                lower=Decimal(value) - 4 if method == Method.SAMPLE and level == Level.CITY else None,
                upper=Decimal(value) + 4 if method == Method.SAMPLE and level == Level.CITY else None,
                source=OFFICE,
                method=method,
                completeness_percent=completeness,
            )
            observe(city=demo.city, figure=figure, actor=demo.manager, now=now)
    _by_community(demo, indicators["children-out-of-education"], now=now)
    _panel(demo, [indicators[code] for code in JUDGED], now=now)


def _panel(demo: Demo, asked: list[Indicator], *, now: datetime) -> None:
    """A panel in its second round: on one question the reviewers are two levels apart."""
    panel = open_panel(
        city=demo.city,
        name="ทบทวนระบบการเรียนรู้ตลอดชีวิต (สมมุติ)",
        period=calendar_year(demo.today.year - 1),
        indicators=asked,
        reviewers=[demo.users[name] for name, _judged in REVIEWERS],
        actor=demo.manager,
        now=now,
    )
    questions = list(panel.questions.all())
    for name, judged in REVIEWERS:
        for question, (level, evidence) in zip(questions, judged, strict=True):
            judge(question=question, level=level, evidence=evidence, actor=demo.users[name], now=now)
        hand_in(panel=panel, actor=demo.users[name])
    open_second_round(panel=panel, actor=demo.manager)


def _by_community(demo: Demo, indicator: Indicator, *, now: datetime) -> None:
    for number, community in enumerate(Neighbourhood.objects.filter(city=demo.city)[:4]):
        figure = Figure(
            indicator=indicator,
            level=Level.COMMUNITY,
            neighbourhood=community,
            period=_year(indicator.code, demo.today.year - 1),
            value=Decimal(38 + 17 * number),
            source=OFFICE,
            method=Method.REGISTER,
        )
        observe(city=demo.city, figure=figure, actor=demo.manager, now=now)


def _year(code: str, year: int) -> Period:
    if code in BUDGET:
        return fiscal_year(year)
    return school_year(year) if code in SCHOOL else calendar_year(year)
