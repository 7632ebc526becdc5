"""A City Unit officer opens Lamphun from the template: what they do is counted, what it takes a person is stated."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field

import pytest
from django.utils import translation
from django.utils.translation import gettext as _
from playwright.sync_api import Locator, expect

from browser.reader import Reader, Window, reader
from mueang.apps.network.models import City

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MOST_SECONDS = 600
# Keystroke-level model (Card, Moran & Newell 1980, Communications of the ACM 23(7), 396-410): to point and press, and
# to make up one's mind before it; a key at the pace of somebody who looks for each; reading at 250 words a minute.
PRESS, THINK, KEY, LETTERS_A_SECOND = 1.3, 1.35, 0.5, 20
MANAGER = ("นายผู้จัดการ สมมติ", "lamphun-manager")
PASSWORD = "a password nobody else has 51"
# The demo has an invented Lamphun to compare with, and it has the shortest address.
SLUG = "lamphun-town"


@dataclass
class Person:
    """Counts what hands do and eyes read; `seconds` is what that takes a person. What they wait for the machine is
    told beside it: this one is busy with other tests."""

    reader: Reader
    n_presses: int = 0
    n_keys: int = 0
    n_letters: int = 0
    waited: float = 0.0
    begun: float = field(default_factory=time.monotonic)

    def press(self, what: Locator) -> None:
        self.n_presses += 1
        began = time.monotonic()
        what.click()
        self.waited += time.monotonic() - began

    def type(self, what: Locator, words: str) -> None:
        self.n_presses += 1
        self.n_keys += len(words)
        what.fill(words)

    def read(self, headline: str) -> None:
        """Everything on the page, every time."""
        began = time.monotonic()
        self.reader.meets(headline)
        self.waited += time.monotonic() - began
        self.n_letters += len(self.reader.page.locator("main").inner_text())
        self.reader.look(f"{self.n_presses:02}")

    @property
    def seconds(self) -> float:
        hands = self.n_presses * (PRESS + THINK) + self.n_keys * KEY
        return hands + self.n_letters / LETTERS_A_SECOND


@pytest.mark.parametrize("window", [Window("th", 390), Window("en", 1280)], ids=str)
def test_a_city_unit_officer_opens_lamphun_within_ten_minutes(window, house, chromium, pictures, capsys):
    def somebody(who):
        return reader(chromium, address=house.address, window=window, pictures=pictures, who=who, names=MANAGER)

    with translation.override(window.language), somebody("unit") as officer, somebody("first-manager") as manager:
        officer.sign_in("unit")
        officer.open("/unit/")
        person = Person(officer)
        link = open_lamphun(person)
        with capsys.disabled():
            sys.stdout.write(
                f"\nLamphun opened ({window}): {person.n_presses} presses, {person.n_keys} keys, {person.n_letters} "
                f"letters read: {person.seconds:.0f} s of a person, and {person.waited:.1f} s waiting\n"
            )
        choose_a_password(manager, link)
        sign_in(manager)
        manager.open(f"/desk/{SLUG}/")
        manager.meets(_("Today"))
        manager.look("today")

    assert person.seconds <= MOST_SECONDS
    city = house.ask(lambda alias: City.objects.using(alias).get(slug=SLUG))
    assert (city.district_code, city.is_invented) == ("5101", False)
    assert house.ask(lambda alias: city.neighbourhoods.using(alias).count()) > 5
    assert house.ask(lambda alias: city.organizations.using(alias).count()) == 5
    assert house.ask(lambda alias: city.committees.using(alias).count()) == 1


def open_lamphun(person: Person) -> str:
    """From the desk's first page to the link that is handed to the manager."""
    page = person.reader.page
    person.read(_("Cities we coach"))
    person.press(page.get_by_role("link", name=_("Open a city"), exact=True))
    person.read(_("Open a city"))
    person.type(page.locator("[name=words]"), "ลำพูน")
    person.press(page.get_by_role("button", name=_("Search"), exact=True))
    person.read(_("Open a city"))
    row = page.locator("main li", has_text="5101")
    person.press(row.locator("[value=town_municipality]"))
    person.read(_("The template"))
    person.press(page.locator("[name=partners][value='4']"))
    person.type(page.locator("[name=display_name]"), MANAGER[0])
    person.type(page.locator("[name=username]"), MANAGER[1])
    person.press(page.get_by_role("button", name=_("Open the city"), exact=True))
    expect(page.locator("#invitation-link")).to_be_visible()
    person.read(page.locator("h1").inner_text())
    link = page.locator("#invitation-link").inner_text().strip()
    person.press(page.get_by_role("link", name=_("To its checklist"), exact=True))
    person.read(page.locator("h1").inner_text())
    expect(page.locator("main")).to_contain_text(_("The manager has signed in"))
    return link


def choose_a_password(manager: Reader, link: str) -> None:
    """The link was printed for the operator's own host; here the house listens elsewhere."""
    page = manager.page
    page.goto(f"{manager.address}/{link.split('/', 3)[3]}")
    manager.read_in_own_language()
    manager.look("welcome")
    for field_ in page.locator("[type=password]").all():
        field_.fill(PASSWORD)
    manager.press(_("Set the password"))
    page.wait_for_url(lambda url: "/welcome/" not in url)


def sign_in(manager: Reader) -> None:
    manager.open("/accounts/login/")
    manager.page.locator("[name=login]").fill(MANAGER[1])
    manager.page.locator("[name=password]").fill(PASSWORD)
    manager.page.locator("form.form button[type=submit]").click()
    manager.page.wait_for_url(lambda url: "/accounts/" not in url)
