"""Steps 1 and 2: somebody of the city finds an activity, and joins with a name and a phone number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from playwright.sync_api import expect

from browser.reader import Reader


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words to search for, an interest to browse by, and the activities expected there."""

    word: str
    found: str
    interest: str
    outing: str
    name: str
    carer: str
    children: tuple[str, str]


WANTED = {
    "th": Wanted(
        word="มลายู",
        found="มลายู–ไทยในชีวิตประจำวัน",
        interest="ดนตรีและการแสดง",
        outing="เต้นรองเง็งกับวงไวโอลิน",
        name="นางสาวมะลิ ทดสอบเดิน",
        carer="นางฟ้าใส ทดสอบเดิน",
        children=("ด.ช.ต้นกล้า ทดสอบเดิน", "ด.ญ.ใบเตย ทดสอบเดิน"),
    ),
    "en": Wanted(
        word="Malay",
        found="Everyday Malay and Thai",
        interest="Music and performing",
        outing="Rong Ngeng with a live violin",
        name="Mali Walker",
        carer="Fahsai Walker",
        children=("Tonkla Walker", "Baitoey Walker"),
    ),
}


def find_something_to_learn(citizen: Reader) -> None:
    """Home, search, browse by interest, one activity with its map, sessions and seats; its calendar."""
    page, wanted = citizen.page, WANTED[citizen.window.language]
    citizen.open("/")
    citizen.meets(_("What would you like to learn?"))
    assert citizen.path().endswith("/yala/")
    citizen.look("home")

    page.get_by_role("main").get_by_label(_("Search by word")).fill(wanted.word)
    citizen.press(_("Search"))
    expect(page.locator(".card-title", has_text=wanted.found).first).to_be_visible()
    citizen.look("search")

    citizen.open("/yala/")
    page.locator("a.tile", has_text=wanted.interest).click()
    citizen.meets(wanted.interest)
    citizen.look("interest")

    page.get_by_role("link", name=wanted.outing).click()
    look_at_the_activity(citizen)


def look_at_the_activity(citizen: Reader) -> None:
    page, wanted = citizen.page, WANTED[citizen.window.language]
    citizen.meets(wanted.outing)
    expect(page.locator("figure.map svg")).to_be_visible()
    expect(page.locator("figure.map svg a")).to_have_count(1)
    assert seats_left(citizen) >= 3
    n_sessions = page.locator("section[aria-labelledby=sessions] li").count()
    citizen.look("activity")

    # Lines fold at 75 octets; folded, a word may be broken.
    calendar = citizen.fetch(_("Add to my calendar"))
    text = calendar.decode("utf-8").replace("\r\n ", "")
    assert calendar.startswith(b"BEGIN:VCALENDAR\r\n")
    assert text.count("BEGIN:VEVENT") == n_sessions > 0
    assert wanted.outing in text
    assert max(map(len, calendar.split(b"\r\n"))) <= 75


def seats_left(citizen: Reader) -> int:
    words = citizen.page.locator("main .card .card-title").first.inner_text()
    found = re.search(r"\d+", words)
    assert found, words
    return int(found.group())


def join_alone(citizen: Reader) -> None:
    """A name and a phone number are enough."""
    page, wanted = citizen.page, WANTED[citizen.window.language]
    open_activity(citizen, wanted.found)
    before, address = seats_left(citizen), page.url
    citizen.press(_("Take a seat"))
    page.get_by_label(_("Your name and family name")).fill(wanted.name)
    page.get_by_label(_("Telephone number")).fill("081 234 5678")
    agree(citizen)
    citizen.look("join")
    citizen.press(_("Take the seat"))
    citizen.meets(_("You have a seat. See you there!"))
    citizen.reads(last_word(wanted.name))
    citizen.look("ticket")
    page.goto(address)
    assert seats_left(citizen) == before - 1


def join_with_children(citizen: Reader) -> None:
    """A carer and two children sit together: one ticket, three people."""
    page, wanted = citizen.page, WANTED[citizen.window.language]
    open_activity(citizen, wanted.outing)
    before, address = seats_left(citizen), page.url
    citizen.press(_("Take a seat"))
    page.get_by_label(_("Your name and family name")).fill(wanted.carer)
    page.get_by_label(_("Telephone number")).fill("0898765432")
    page.get_by_label(_("Your birth date")).fill("4/11/2530")
    page.get_by_text(_("I come with children")).click()
    page.get_by_label(_("What are you to the children?")).select_option("mother")
    for number, (name, born) in enumerate(zip(wanted.children, ("๕/๖/๒๕๖๐", "12/3/2016"), strict=True)):
        page.get_by_label(_("Child's name and family name")).nth(number).fill(name)
        page.get_by_label(_("Child's birth date or year")).nth(number).fill(born)
    agree(citizen)
    citizen.look("join-family")
    citizen.press(_("Take the seat"))
    citizen.meets(_("You have a seat. See you there!"))
    names = page.locator("main .list strong").all_inner_texts()
    assert len(names) == 3
    assert all(last_word(wanted.carer) in name for name in names)
    citizen.look("ticket-family")
    page.goto(address)
    assert seats_left(citizen) == before - 3


def agree(citizen: Reader) -> None:
    label = _("I agree that the city keeps these details to run this activity and to give proof of learning.")
    citizen.page.get_by_label(label).check()


def open_activity(citizen: Reader, name: str) -> None:
    citizen.open(f"/yala/learn/?words={name}")
    citizen.page.locator(".card-title a", has_text=name).first.click()
    citizen.meets(name)


def last_word(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1]


def my_tickets(citizen: Reader) -> None:
    """Both tickets are kept on this device."""
    citizen.open("/my/")
    assert citizen.page.locator("section[aria-labelledby=tickets] li").count() == 2
    citizen.look("my-tickets")
    citizen.open("/yala/places/")
    citizen.look("places")
    citizen.open("/yala/heritage/")
    citizen.look("heritage")
