"""From a template to a published activity: how many things a keeper has to do, counted, in real Chromium."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from playwright.sync_api import Locator, expect

from browser.reader import Reader, Window, reader
from mueang.apps.catalog.models import Offering

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MOST_INTERACTIONS = 5


@dataclass
class Hand:
    """Counts what the keeper does: each press, each field filled."""

    reader: Reader
    n_done: int = 0

    def press(self, what: Locator) -> None:
        what.click()
        self.n_done += 1

    def fill(self, what: Locator, words: str) -> None:
        what.fill(words)
        self.n_done += 1


@pytest.mark.parametrize("window", [Window("th", 390), Window("en", 1280)], ids=str)
def test_a_keeper_publishes_from_a_template_in_a_handful_of_steps(window, house, chromium, pictures, capsys):
    day = timezone.localdate() + timedelta(days=16)
    with (
        translation.override(window.language),
        reader(chromium, address=house.address, window=window, pictures=pictures, who="publisher") as keeper,
    ):
        keeper.sign_in("keeper")
        keeper.open("/desk/yala/catalog/")
        page, hand, started = keeper.page, Hand(keeper), time.monotonic()

        hand.press(page.get_by_role("link", name=_("From a template"), exact=True))
        keeper.meets(_("Begin from a template"))
        keeper.look("templates")
        hand.press(page.locator("a[href$='template=cooking']"))
        keeper.meets(_("New activity"))
        hand.fill(page.locator("[name=first_on]"), f"{day.day}/{day.month}/{day.year + 543}")
        hand.press(page.get_by_role("button", name=_("Publish"), exact=True))
        keeper.reads(_("Published."))
        seconds = time.monotonic() - started
        keeper.look("published")

        say(capsys, f"template to published ({window}): {hand.n_done} interactions, {seconds:.1f} s in Chromium")
        assert hand.n_done <= MOST_INTERACTIONS
        slug = keeper.path().rstrip("/").rsplit("/", 1)[-1]
        made = house.ask(lambda alias: Offering.objects.using(alias).get(slug=slug).state)
        assert made == "published"
        keeper.open(f"/yala/learn/{slug}/")
        expect(page.locator("h1")).to_be_visible()
        keeper.look("public")

        follow_the_desk(keeper, slug)


def say(capsys: pytest.CaptureFixture[str], words: str) -> None:
    with capsys.disabled():
        sys.stdout.write(f"\n  {words}\n")


def follow_the_desk(keeper: Reader, slug: str) -> None:
    """Every screen a keeper has for an offering, looked over."""
    base = f"/desk/yala/catalog/offerings/{slug}"
    for path, headline in (
        (f"{base}/timetable/", _("Timetable")),
        (f"{base}/conditions/", _("Conditions")),
        (f"{base}/photos/", _("Pictures")),
        ("/desk/yala/catalog/closed-days/", _("Closed days")),
        ("/desk/yala/catalog/freshness/", _("Still true?")),
        ("/desk/yala/catalog/sheets/", _("Activities from Excel")),
    ):
        keeper.open(path)
        keeper.meets(headline)
        keeper.look(path.rstrip("/").rsplit("/", 1)[-1])
    keeper.open(f"{base}/timetable/")
    page, chakri = keeper.page, f"6/4/{timezone.localdate().year + 1 + 543}"
    page.locator("[name=first_on]").fill(chakri)
    page.locator("[name=from_time]").fill("09:00")
    page.locator("[name=to_time]").fill("12:00")
    page.locator("[name=times]").fill("3")
    keeper.press(_("Show every day"))
    expect(page.locator("section.card li s").first).to_be_visible()
    keeper.look("timetable-preview")
