"""A case conference: called, one case on its agenda, the family at the table, minutes closed and printed."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from playwright.sync_api import expect

from browser.casework import day
from browser.reader import Reader
from browser.school import SchoolChild

PLACE = "ห้องประชุมเล็ก (สมมติ)"
DECIDED = "ครูไปรับที่บ้านสัปดาห์แรก (สมมติ)"


def hold_a_conference(supervisor: Reader, child: SchoolChild) -> None:
    page = supervisor.page
    supervisor.open("/desk/yala/support/conferences/")
    supervisor.meets(_("Case conferences"))
    page.get_by_label(_("Day of the conference")).fill(day(ahead=0))
    page.get_by_label(_("Where?")).fill(PLACE)
    supervisor.look("conferences")
    supervisor.press(_("Call it"))
    supervisor.reads(_("The agenda is empty"))
    prepare(supervisor, child)
    write_down(supervisor)
    close_the_minutes(supervisor, child)


def prepare(supervisor: Reader, child: SchoolChild) -> None:
    """Who comes, and what is to be decided."""
    page = supervisor.page
    for name, agency in (("ครูสมมติ", "โรงเรียน"), ("นางยาย ตัวอย่าง", "ครอบครัว")):
        page.get_by_label(_("Name"), exact=True).fill(name)
        page.get_by_label(_("Agency, or who they are to the child")).fill(agency)
        page.locator("form[action$='attendee/'] button").click()
        supervisor.reads(name)
    choice = page.locator("[name=case] option", has_text=child.name)
    page.get_by_label(_("Case"), exact=True).select_option(str(choice.get_attribute("value")))
    page.get_by_label(_("What is to be decided?")).fill("ใครพาไปโรงเรียนสัปดาห์แรก")
    page.locator("form[action$='agenda/'] button").click()
    expect(page.locator("h2", has_text=child.name)).to_be_visible()
    supervisor.look("agenda")


def write_down(supervisor: Reader) -> None:
    """A decision with its owner and day; what was said, and that the family was there."""
    page = supervisor.page
    page.get_by_text(_("What was said, and the family")).click()
    page.get_by_label(pgettext("conference", "What was said")).fill("ยายเล่าว่ารถสองแถวมาไม่ตรงเวลา (สมมติ)")
    page.get_by_label(_("Was the family there?")).select_option("yes")
    page.locator("form[action$='said/'] button").click()
    supervisor.reads(_("The family was there"))
    page.get_by_text(_("Write down a decision")).click()
    page.get_by_label(_("What was decided"), exact=True).fill(DECIDED)
    page.get_by_label(_("Who does it")).fill("ครูสมมติ")
    page.get_by_label(_("By when")).fill(day(ahead=7))
    page.locator("form[action$='decide/'] button").click()
    supervisor.reads(DECIDED)
    supervisor.reads(_("in the plan"))
    supervisor.look("decided")


def close_the_minutes(supervisor: Reader, child: SchoolChild) -> None:
    page = supervisor.page
    for box in page.locator("[name=came]").all():
        box.check()
    supervisor.press(_("Close the minutes"))
    supervisor.press(_("Yes, go on"))
    supervisor.press(_("Minutes to print"))
    supervisor.meets(_("Minutes of the case conference"))
    for words in (child.name, DECIDED, _("The family was there")):
        supervisor.reads(words)
    supervisor.look("minutes")
