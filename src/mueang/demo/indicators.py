"""Invented figures of the demo city: some measured for years, some once, many not yet."""

from __future__ import annotations

import math
from datetime import datetime
from decimal import Decimal
from typing import Any

from mueang.apps.indicators.actions import (
    Figure,
    ask_for_freeze,
    hand_in,
    judge,
    load_frameworks,
    observe,
    open_panel,
    open_second_round,
    run_freeze,
    take_into_register,
)
from mueang.apps.indicators.actions.observations import write_figures
from mueang.apps.indicators.enums import Level, Method
from mueang.apps.indicators.models import FrozenValue, Indicator
from mueang.apps.indicators.queries import year_of
from mueang.apps.places.models import Neighbourhood
from mueang.demo.city import Demo
from mueang.demo.groups import tell_apart
from mueang.demo.sister_cities import add_sister_cities
from mueang.methods.thai import Period, calendar_year, fiscal_year, school_year

OFFICE = "กองยุทธศาสตร์และงบประมาณ (ตัวเลขสมมุติ)"
# Code, level, figures of the years before this one from the oldest on, method, completeness.
YEARS_BEFORE = (
    ("population", Level.CITY, ("62350", "62100", "61800", "61250", "60900", "60480"), Method.REGISTER, 100),
    ("early-childhood", Level.CITY, ("68.4", "67.1", "69.0", "71.2", "73.9", "76.4"), Method.REGISTER, 92),
    ("early-childhood", Level.PROVINCE, ("66.2", "65.8", "67.1", "68.0", "69.1"), Method.REGISTER, 97),
    ("years-of-schooling", Level.PROVINCE, ("8.4", "8.5"), Method.SAMPLE, None),
    ("women-in-council", Level.CITY, ("12.5", "12.5", "12.5", "12.5", "20.8"), Method.CENSUS, 100),
    ("recorded-crimes", Level.PROVINCE, ("141.2", "133.7"), Method.REGISTER, None),
    ("learning-spend", Level.CITY, ("4.9", "5.6", "5.2", "6.1", "7.4", "8.2"), Method.REGISTER, 100),
    ("public-events", Level.CITY, ("3", "1", "2", "4", "7", "11"), Method.REGISTER, 80),
    ("internet-users", Level.CITY, ("74.0", "79.5", "84.5", "88.0"), Method.SAMPLE, 100),
    ("internet-users", Level.NATION, ("77.8", "80.4", "85.3", "88.0"), Method.SAMPLE, None),
    ("children-out-of-education", Level.CITY, ("402", "431", "377", "318", "264"), Method.REGISTER, 90),
    ("learner-satisfaction", Level.CITY, ("83.5",), Method.SAMPLE, None),
    ("adult-learning", Level.CITY, ("14.0", "11.5", "16.5", "19.0", "23.5", "26.0"), Method.SAMPLE, 100),
    ("adult-learning", Level.PROVINCE, ("13.0", "12.0", "14.5", "15.0", "16.0"), Method.SAMPLE, None),
    ("adult-literacy", Level.CITY, ("91.0", "91.6", "92.4"), Method.SAMPLE, 100),
    ("youth-neet", Level.CITY, ("17.5", "19.0", "16.0", "14.5"), Method.SAMPLE, 100),
    ("unemployment", Level.CITY, ("2.4", "2.9", "2.1"), Method.SAMPLE, 100),
    ("election-turnout", Level.CITY, ("71.3", "74.8"), Method.CENSUS, 100),
)
JUDGED = ("flexible-system", "recognition")
# What each reviewer of the demo's panel thought of the two, and why.
REVIEWERS = (
    ("manager", ((4, "มีข้อตกลงเทียบโอนกับ สกร. ตั้งแต่ปี 2566"), (3, "ออกใบรับรองได้แล้ว แต่นายจ้างยังไม่รู้จัก"))),
    ("officer", ((2, "ผู้เรียนสามคนยังเทียบโอนไม่ได้เมื่อย้ายมา"), (3, "มีคลังหน่วยกิต ใช้จริงสองหลักสูตร"))),
    ("keeper", ((3, "ผู้เรียนนอกระบบเข้าห้องเรียนของเราได้"), (2, "ใบรับรองยังใช้สมัครงานไม่ได้ทุกแห่ง"))),
)
# Code, middle, spread and rhythm of the communities' figures of last year, method; and out of how many, for a rate.
IN_COMMUNITIES = (
    ("early-childhood", 72.0, 14.0, 1.7, Method.REGISTER, 140),
    ("adult-learning", 24.0, 11.0, 2.3, Method.SAMPLE, 120),
    ("internet-users", 84.0, 9.0, 0.9, Method.SAMPLE, 120),
    ("youth-neet", 16.0, 8.0, 2.9, Method.SAMPLE, 0),
    ("children-out-of-education", 18.0, 15.0, 1.3, Method.REGISTER, 0),
    ("public-events", 0.8, 1.0, 2.1, Method.REGISTER, 0),
)
COUNTS = {"children-out-of-education", "public-events"}
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
                **_margin(value, is_sample=method == Method.SAMPLE and level == Level.CITY),
                source=OFFICE,
                method=method,
                completeness_percent=completeness,
            )
            observe(city=demo.city, figure=figure, actor=demo.manager, now=now)
    _by_community(demo, indicators, now=now)
    tell_apart(demo)
    add_sister_cities(demo, indicators, now=now)
    _panel(demo, [indicators[code] for code in JUDGED], now=now)


def freeze_operations(demo: Demo, *, now: datetime) -> None:
    """What the demo's own work counts to, of this budget year and three before; two numbers are in the register."""
    this = year_of(demo.today)
    for years_ago in (3, 2, 1, 0):
        period = fiscal_year(this.ends_on.year - years_ago)
        run_freeze(freeze=ask_for_freeze(city=demo.city, period=period, actor=None, now=now), now=now)
    values = FrozenValue.objects.standing().filter(city=demo.city, group="", period_to=this.ends_on)
    for value in values.filter(code__in=["learning-places", "learners"], is_withheld=False):
        take_into_register(value=value, actor=demo.manager, now=now)


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


def _by_community(demo: Demo, indicators: dict[str, Indicator], *, now: datetime) -> None:
    """Every community but one, which nobody asked; the figure before it stays a blank."""
    communities = list(Neighbourhood.objects.filter(city=demo.city))
    figures = [
        Figure(
            indicator=indicators[code],
            level=Level.COMMUNITY,
            neighbourhood=community,
            period=_year(code, demo.today.year - 1),
            **_of_a_community(code, middle + spread * math.sin(number * step + place), people),
            source=OFFICE,
            method=method,
        )
        for place, (code, middle, spread, step, method, people) in enumerate(IN_COMMUNITIES)
        for number, community in enumerate(communities)
        if (number + place) % 13
    ]
    write_figures(city=demo.city, figures=figures, actor=demo.manager, now=now)


def _of_a_community(code: str, value: float, people: int) -> dict[str, Any]:
    """A rate with what it was counted from, where that is known; a whole number of children or events."""
    if people:
        part = round(people * value / 100)
        share = Decimal(part * 100) / people
        return {"value": round(share, 1), "numerator": Decimal(part), "denominator": Decimal(people)}
    n_digits = 0 if code in COUNTS else 1
    return {"value": Decimal(str(round(max(value, 0), n_digits)))}


def _margin(value: str, *, is_sample: bool) -> dict[str, Any]:
    """What a sample of some four hundred people leaves open."""
    if not is_sample:
        return {}
    share = float(value) / 100
    margin = Decimal(str(round(196 * math.sqrt(share * (1 - share) / 400), 1)))
    return {"lower": max(Decimal(0), Decimal(value) - margin), "upper": min(Decimal(100), Decimal(value) + margin)}


def _year(code: str, year: int) -> Period:
    if code in BUDGET:
        return fiscal_year(year)
    return school_year(year) if code in SCHOOL else calendar_year(year)
