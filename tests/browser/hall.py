"""A keeper in a hall: one device, one roll, every press counted."""

from __future__ import annotations

import time
from collections import Counter
from uuid import UUID

from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser.house import House
from mueang.apps.enrollment.models import Attendance, Enrollment, HoursEntry, MarkEntry
from mueang.demo.content_programs import ROLL_CALL_PROGRAM
from mueang.demo.sign_ins import PASSWORD

ROWS = "[data-list=lines] > li"


class Hall:
    """The roll-call page of somebody signed in; `n_presses` counts taps and fields filled."""

    def __init__(self, browser: Browser, address: str, *, who: str, width: int = 390) -> None:
        self.address, self.who = address, who
        self.context: BrowserContext = browser.new_context(
            viewport={"width": width, "height": 844}, locale="th-TH", timezone_id="Asia/Bangkok", has_touch=True
        )
        self.context.set_default_timeout(60_000)
        self.page: Page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.n_presses = 0
        self.begun = 0.0

    def sign_in(self) -> None:
        self.page.goto(f"{self.address}/accounts/login/?next=/keeper/hall/")
        self.page.locator("[name=login]").fill(self.who)
        self.page.locator("[name=password]").fill(PASSWORD)
        self.page.locator("form.form button[type=submit]").click()
        self.page.wait_for_url("**/keeper/hall/")

    def session_ends(self) -> None:
        """As by its own age; what guards the forms stays, as it does on a real device."""
        self.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    def open_roll(self) -> UUID:
        """The roll of forty; ready for a network cut."""
        self.page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
        self.page.locator("[data-list=sheets] a", has_text=ROLL_CALL_PROGRAM.name_th).click()
        expect(self.page.locator(ROWS).first).to_be_visible()
        return UUID(self.page.url.rsplit("#", 1)[-1])

    def begin(self) -> None:
        self.n_presses, self.begun = 0, time.monotonic()

    def seconds(self) -> float:
        return time.monotonic() - self.begun

    def press(self, selector: str) -> None:
        self.n_presses += 1
        self.page.locator(selector).first.click()

    def mark(self, place: int, value: str) -> UUID:
        """One tap beside a name; two for what is under the three dots."""
        row = self.page.locator(ROWS).nth(place)
        self.n_presses += 1
        if value in {"left_early", "excused"}:
            self.n_presses += 1
            row.locator(".hall-more").click()
            row.locator(f"[data-mark={value}]").click()
        else:
            row.locator("label", has=self.page.locator(f"input[value={value}]")).click()
        expect(self.page.locator(f"[data-count={value}]")).not_to_have_text("0")
        return UUID(row.get_attribute("data-who"))

    def walk_in(self, name: str, phone: str) -> None:
        if not self.page.locator("[data-view=walk-in]").evaluate("fold => fold.open"):
            self.press("[data-view=walk-in] summary")
        self.n_presses += 2
        self.page.locator("[data-form=walk-in] [name=name]").fill(name)
        self.page.locator("[data-form=walk-in] [name=phone]").fill(phone)
        self.press("[data-form=walk-in] button")

    def save(self) -> None:
        """As a keeper does: a button that moved away under the finger, and still says "save", is pressed again."""
        button = self.page.locator("[data-do=save]")
        self.press("[data-do=save]")
        try:
            expect(button).to_be_disabled(timeout=5_000)
        except AssertionError:
            self.press("[data-do=save]")
            expect(button).to_be_disabled()

    def waits_for(self, n: int) -> None:
        """Until so many items wait on this device."""
        expect(self.page.locator("#hall")).to_have_attribute("data-waiting", str(n), timeout=60_000)

    def close(self) -> None:
        assert self.faults == []
        self.context.close()


def written(house: House, session: UUID) -> dict[str, object]:
    """Marks, every number a device gave, and whether the ledger says of everybody what the roll says."""

    def ask(alias: str) -> dict[str, object]:
        of = {"session__uuid": session}
        walked_in = Enrollment.objects.using(alias).filter(offering__sessions__uuid=session, via="walk_in")
        attended = dict(Attendance.objects.using(alias).filter(**of).values_list("enrollment", "minutes_present"))
        hours = dict.fromkeys(attended, 0)
        for key, minutes in HoursEntry.objects.using(alias).filter(**of).values_list("enrollment", "minutes"):
            hours[key] += minutes
        return {
            "marks": Counter(Attendance.objects.using(alias).filter(**of).values_list("mark", flat=True)),
            "n_sent": MarkEntry.objects.using(alias).filter(**of).exclude(device="").count(),
            "n_walk_ins": walked_in.count(),
            "has_true_hours": hours == attended,
        }

    return house.ask(ask)


def standing(house: House, session: UUID, who: UUID) -> str:
    """The mark that counts, once the saving of the roll has arrived."""
    rows = {"session__uuid": session, "enrollment__uuid": who}
    for _again in range(300):
        found = house.ask(
            lambda alias: list(Attendance.objects.using(alias).filter(**rows).values_list("mark", flat=True))
        )
        if found:
            return found[0]
        time.sleep(0.2)
    raise LookupError(who)
