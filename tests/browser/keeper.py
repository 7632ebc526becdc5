"""Step 3: the keeper of a place takes today's roll of forty people, in one save."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from browser.house import House
from browser.reader import Reader
from mueang.apps.catalog.models import Session
from mueang.apps.enrollment.models import Attendance, HoursEntry
from mueang.demo.content_programs import ROLL_CALL_PROGRAM
from mueang.demo.learning import N_ROLL_CALL

MINUTES_LATE = 20
PRESENT = ".rollcall > li input[value=present]:checked"


def take_the_roll(keeper: Reader, house: House) -> None:
    """Everybody is here until marked otherwise: two are absent, one is late, one walks in."""
    page = keeper.page
    keeper.sign_in("keeper")
    keeper.meets(_("Today"))
    keeper.look("today")

    name = ROLL_CALL_PROGRAM.name_th if keeper.window.language == "th" else ROLL_CALL_PROGRAM.name_en
    card = page.locator("article.card", has_text=name)
    card.get_by_role("link", name=_("Take the roll")).click()
    keeper.meets(_("Roll call"))
    session = UUID(keeper.path().rstrip("/").rsplit("/", 1)[-1])
    assert page.locator(PRESENT).count() == page.locator(".rollcall > li").count() == N_ROLL_CALL
    keeper.look("roll")

    mark(keeper, 3, "absent")
    mark(keeper, 17, "absent")
    mark(keeper, 11, "late")
    page.locator(".rollcall > li").nth(11).get_by_label(_("Minutes missed")).fill(str(MINUTES_LATE))
    expect(page.locator("[data-count=absent]")).to_have_text("2")
    walk_in(keeper)
    keeper.look("roll-marked")
    keeper.press(_("Save the roll"))

    keeper.reads(_("The roll is saved."))
    expect(page.locator(".rollcall > li")).to_have_count(N_ROLL_CALL + 1)
    assert page.locator(PRESENT).count() == N_ROLL_CALL - 2
    keeper.look("roll-saved")
    assert house.ask(lambda alias: written(alias, session)) == expected(house, session)
    keeper.press(_("Sheet to sign"))
    expect(page.locator("table.sheet")).to_be_visible()
    keeper.look("sheet")


def mark(keeper: Reader, line: int, value: str) -> None:
    # The radio lies under its label, as everybody taps it.
    row, radio = keeper.page.locator(".rollcall > li").nth(line), keeper.page.locator(f"input[value={value}]")
    row.locator("label", has=radio).click()
    assert row.locator(radio).is_checked()


def walk_in(keeper: Reader) -> None:
    page, born = keeper.page, timezone.localdate().year + 543 - 18
    page.get_by_text(_("Somebody walked in")).click()
    fold = page.locator("details", has_text=_("Somebody walked in"))
    fold.get_by_label(_("Name and family name")).first.fill("นายเดินมา ทดสอบเดิน")
    fold.get_by_label(_("Phone")).first.fill("๐๘๖-๑๑๑-๒๒๒๒")
    fold.get_by_label(_("Birth date")).first.fill(f"1/2/{born}")


def written(alias: str, session: UUID) -> tuple[Counter[str], Counter[int]]:
    """Marks of the session, and the minutes that stand in the ledger for it."""
    marks = Attendance.objects.using(alias).filter(session__uuid=session).values_list("mark", flat=True)
    hours = HoursEntry.objects.using(alias).filter(session__uuid=session).values_list("minutes", flat=True)
    return Counter(marks), Counter(hours)


def expected(house: House, session: UUID) -> tuple[Counter[str], Counter[int]]:
    minutes = house.ask(lambda alias: Session.objects.using(alias).get(uuid=session).minutes)
    here = N_ROLL_CALL - 2
    return (
        Counter({"present": here, "absent": 2, "late": 1}),
        Counter({minutes: here, minutes - MINUTES_LATE: 1}),
    )


def see_a_child_attend(keeper: Reader, name: str) -> None:
    """Everybody is here, and one of them came by a way that the roll does not tell."""
    page = keeper.page
    keeper.sign_in("keeper")
    activity = ROLL_CALL_PROGRAM.name_th if keeper.window.language == "th" else ROLL_CALL_PROGRAM.name_en
    page.locator("article.card", has_text=activity).get_by_role("link", name=_("Take the roll")).click()
    keeper.meets(_("Roll call"))
    expect(page.locator(".rollcall > li")).to_have_count(N_ROLL_CALL + 1)
    mine = page.locator(".rollcall > li", has_text=name)
    expect(mine.locator("input[value=present]")).to_be_checked()
    keeper.look("roll-with-the-child")
    keeper.press(_("Save the roll"))
    keeper.reads(_("The roll is saved."))
