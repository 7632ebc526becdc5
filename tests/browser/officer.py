"""Steps 4 and 5: an office's workbook becomes a cohort; a cohort that completed is awarded at one press."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from playwright.sync_api import expect

from browser.house import House
from browser.reader import Reader
from mueang.apps.credentials.models import Award
from mueang.apps.people.models import Person
from mueang.demo.cohort_workbook import cohort_workbook

N_ROWS = 48
FILE_NAME = "รายชื่อรุ่นที่ ๒ (แก้ไขล่าสุด).xlsx"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Where the sample workbook is spoilt: a phone too short, a day no calendar has, a person who stands in row 7 too.
SHORT_PHONE, NO_SUCH_DAY, TWICE, STANDS_IN = 16, 22, 28, 7
# Signing and typesetting two hundred awards, on a machine that does other things as well.
AWARDING_MS = 120_000
NEXT_COHORT = re.compile(r"^\s*0/60\s*$")


def n_people(alias: str) -> int:
    return Person.objects.using(alias).count()


def enrol_from_a_workbook(officer: Reader, house: House) -> None:
    """See what is wrong in which cell, correct and leave out; nothing is written until it is confirmed."""
    before = house.ask(n_people)
    upload(officer)
    settle_what_is_wrong(officer)
    assert house.ask(n_people) == before

    n_ready = N_ROWS - 2
    officer.open("/desk/yala/enrollment/")
    officer.look("learners")
    row = officer.page.locator("tbody tr").filter(has=officer.page.locator("td", has_text=NEXT_COHORT))
    row.get_by_role("link").click()
    officer.press(_("Enter a checked list"))
    officer.meets(_("Enter a checked list"))
    officer.page.get_by_label(FILE_NAME).check()
    officer.look("enter-list")
    assert house.ask(n_people) == before
    officer.press(_("Confirm the list and enrol everybody"))

    expect(officer.page.locator("tbody tr")).to_have_count(n_ready)
    officer.reads(f"{n_ready}/60")
    assert house.ask(n_people) == before + n_ready
    officer.look("cohort")


def upload(officer: Reader) -> None:
    page = officer.page
    officer.sign_in("officer")
    officer.look("today")
    officer.open("/desk/yala/people/")
    officer.look("people")
    officer.press(_("Import from Excel"))
    officer.meets(_("Upload a list of people"))
    workbook = cohort_workbook(n_people=N_ROWS, seed="walk", title="บัญชีรายชื่อผู้เข้าร่วม รุ่นที่ ๒ (สาธิต)")
    page.get_by_label(_("File"), exact=True).set_input_files({"name": FILE_NAME, "mimeType": XLSX, "buffer": workbook})
    officer.look("upload")
    officer.press(_("Upload and check"))
    officer.meets(FILE_NAME)


def settle_what_is_wrong(officer: Reader) -> None:
    page = officer.page
    expect(page.locator("tbody strong.mono")).to_have_text([f"E{SHORT_PHONE}", f"H{NO_SUCH_DAY}"])
    same = _("row %(number)s") % {"number": STANDS_IN}
    expect(page.locator(f"#row-{TWICE}").get_by_role("link", name=same)).to_be_visible()
    officer.look("preview")

    page.locator(f"#row-{SHORT_PHONE}").get_by_role("link", name=pgettext("verb", "Correct")).click()
    page.get_by_label(pgettext("person", "Phone")).fill("๐๘๑ ๒๓๔ ๕๖๗๘")
    officer.look("row")
    officer.press(_("Save and check again"))
    for number in (NO_SUCH_DAY, TWICE):
        row = page.locator(f"#row-{number}")
        row.get_by_role("button", name=_("Leave out"), exact=True).click()
        expect(row).to_have_count(0)
    expect(page.get_by_role("button", name=_("Confirm and add"))).to_be_visible()
    officer.look("preview-ready")


def award_the_cohort(officer: Reader, house: House) -> None:
    """One press; the worker signs and typesets; the page tells how far it is."""
    page = officer.page
    officer.open("/desk/yala/credentials/")
    officer.look("awards-home")
    before = house.ask(lambda alias: Award.objects.using(alias).count())
    row = page.locator("tbody tr", has_text=_("To be awarded")).filter(has_text="45")
    row.get_by_role("link").click()
    officer.meets(_("Award the cohort"))
    n_waiting = page.locator("ol.scroll-list li").count()
    assert n_waiting > 100
    officer.look("award-cohort")

    officer.press(_("Award everyone who completed"))
    expect(page.locator("progress")).to_have_attribute("max", str(n_waiting))
    # No look: the page asks for itself anew every two seconds.
    officer.take_picture("awarding")
    done = page.get_by_text(_("Everyone is awarded. Each award is signed and has its certificate."))
    expect(done).to_be_visible(timeout=AWARDING_MS)
    assert house.ask(lambda alias: Award.objects.using(alias).count()) == before + n_waiting
    officer.look("awarded")
    officer.press(_("All awards"))
    officer.meets(_("All awards"))
    officer.look("all-awards")
