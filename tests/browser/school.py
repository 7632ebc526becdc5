"""A teacher's month grid: the days a child was away, marked by hand, cell by cell; and the night after."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from playwright.sync_api import expect

from browser.house import House
from browser.reader import Reader
from mueang.apps.flags.models import FlagRun
from mueang.apps.registers.models import RegisterPage, Schooling
from mueang.apps.registers.queries import days_of, months_of
from mueang.demo.content_programs import ROLL_CALL_PROGRAM
from mueang.demo.registers import SCHOOLS

SCHOOL, HIGHEST_GRADE = SCHOOLS[0], 6
N_AWAY = 5
TOLD = "ขาดเรียนหลายวัน เพื่อนบอกว่าไม่มีค่ารถ (เรื่องสมมติ)"
NIGHT = time(2, 30)
HREFS = "(links) => links.map((link) => link.href)"


@dataclass(frozen=True, slots=True)
class SchoolChild:
    """Whom the journey is about: invented, of the demo's first school. `away`: from which day of which month."""

    given_name: str
    family_name: str
    pupil: UUID
    away: Mapping[int, int]

    @property
    def name(self) -> str:
        """Without the title, which a school shortens and a case writes out."""
        return f"{self.given_name} {self.family_name}"

    @property
    def headline(self) -> re.Pattern[str]:
        return re.compile(re.escape(self.name))


def find_a_child(alias: str) -> SchoolChild:
    """Somebody no flag was ever raised for, and old enough for the course that meets today."""
    seats = Schooling.objects.using(alias).filter(
        school__code=SCHOOL[3], section__grade=HIGHEST_GRADE, left_on=None, pupil__flags=None
    )
    oldest_first = seats.select_related("pupil__city").order_by("pupil__birth_on")
    names = [(seat.pupil.given_name, seat.pupil.family_name) for seat in oldest_first]
    old_enough = ROLL_CALL_PROGRAM.ages[0]
    for seat in oldest_first:
        pupil, age = seat.pupil, seat.pupil.age_on(timezone.localdate())
        name = (pupil.given_name, pupil.family_name)
        if names.count(name) == 1 and age is not None and age >= old_enough:
            return SchoolChild(*name, pupil.uuid, last_days(alias, seat))
    raise LookupError("no such child in the demo")


def last_days(alias: str, seat: Schooling) -> dict[int, int]:
    """The first of the last few recorded days, month by month."""
    pages = {page.month: page.open for page in RegisterPage.objects.using(alias).filter(schooling=seat)}
    order = [month for _year, month in months_of(seat.school_year)]
    recorded = [(month, day) for month in order for day in days_of(pages.get(month, 0))]
    first: dict[int, list[int]] = defaultdict(list)
    for month, day in recorded[-N_AWAY:]:
        first[month].append(day)
    return {month: min(days) for month, days in first.items()}


def mark_absences(teacher: Reader, child: SchoolChild) -> int:
    """By hand in the grid of each month that the last days lie in; how many school days the child is now away."""
    page = teacher.page
    teacher.sign_in("teacher")
    teacher.open("/desk/yala/registers/")
    teacher.meets(_("School registers"))
    teacher.look("schools")
    page.locator(".card-title a").first.click()
    expect(page.get_by_role("heading", name=_("Classes"))).to_be_visible()
    teacher.look("school")
    page.locator("tbody tr").filter(has_text=f"{HIGHEST_GRADE}/1").get_by_role("link").click()
    months = page.locator(".sheet-months a")
    expect(months).to_have_count(12)
    hrefs = {int(href.rstrip("/").rsplit("/", 1)[-1]): href for href in months.evaluate_all(HREFS)}
    n_away = 0
    for month, first in child.away.items():
        page.goto(hrefs[month])
        n_away += mark_month(teacher, child, first=first)
        teacher.look(f"month-{month}")
        teacher.press(_("Save"))
        teacher.reads(_("The sheet is saved."))
    row = page.locator("tbody tr", has_text=child.name)
    assert int(row.locator("td.num").first.inner_text()) >= 1
    teacher.look("month-saved")
    return n_away


def tell_of_the_child(teacher: Reader, child: SchoolChild) -> None:
    """The teacher does not wait for the night: a pupil of the register is picked, and what worries is written down."""
    page = teacher.page
    teacher.open("/desk/yala/support/concerns/raise/")
    teacher.meets(_("Write down a concern"))
    teacher.look("raise")
    teacher.press(_("About a pupil of a register"))
    teacher.look("pick-class")
    page.locator("main a", has_text=f"{HIGHEST_GRADE}/1").click()
    teacher.look("pick-pupil")
    page.locator("main li", has_text=child.name).get_by_role("link").click()
    teacher.meets(child.headline)
    page.locator("[name=said]").fill(TOLD)
    teacher.look("about-the-pupil")
    teacher.press(_("Send"))
    teacher.reads(_("Received. The supervisor sees it at once."))
    teacher.look("told")


def mark_month(teacher: Reader, child: SchoolChild, *, first: int) -> int:
    """Every ticked day from `first` on; a thumb taps, a keyboard types."""
    page, absent = teacher.page, pgettext("sign of absent", "A")
    cells = page.locator("tbody tr", has_text=child.name).locator("td input")
    marked = 0
    for cell in cells.all():
        day = int(str(cell.get_attribute("name")).split("-")[1])
        if day < first or not page.locator(f"[name=day][value='{day}']").is_checked():
            continue
        cell.click()
        if teacher.window.width >= 600:
            page.keyboard.press("a")
        expect(cell).to_have_value(absent)
        marked += 1
    return marked


def pass_the_night(house: House) -> None:
    """The demo has looked at everybody today already: let that be yesterday's run, and this night's come."""

    def was_yesterday(alias: str) -> None:
        for run in FlagRun.objects.using(alias).all():
            FlagRun.objects.using(alias).filter(pk=run.pk).update(as_of=run.as_of - timedelta(days=1))

    house.ask(was_yesterday)
    house.work_at("flags", timezone.make_aware(datetime.combine(timezone.localdate(), NIGHT)))
