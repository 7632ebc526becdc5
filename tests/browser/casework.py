"""A worker's case: assessed, agreed, planned, referred to an agency that answers, placed in a real class, closed."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from browser.house import House
from browser.reader import Reader
from browser.school import SchoolChild
from mueang.apps.support.enums.cases import Basis, CaseState, DurableOutcome, Need, Part, ReferralState, StillHolds
from mueang.apps.support.models.endings import ReCheck
from mueang.apps.support.models.referrals import Placement
from mueang.demo.content_programs import ROLL_CALL_PROGRAM

CARER = "นางยาย ตัวอย่าง"
ASKED = "ขอทุนค่าเดินทางหนึ่งภาคเรียน (สมมติ)"
WITHHELD = "ยายขอไม่ให้บอกเรื่องพ่อ (สมมติ)"
TOLD = (Part.NAME, Part.NEEDS)


def day(*, ahead: int) -> str:
    """As an officer types it: in the Buddhist era."""
    on = timezone.localdate() + timedelta(days=ahead)
    return f"{on.day}/{on.month}/{on.year + 543}"


def activity(reader: Reader) -> str:
    return ROLL_CALL_PROGRAM.name_th if reader.window.language == "th" else ROLL_CALL_PROGRAM.name_en


def open_case_of(worker: Reader, child: SchoolChild) -> None:
    """By the worker's own list."""
    worker.open("/desk/yala/support/")
    worker.page.get_by_role("link", name=child.name).first.click()
    worker.meets(child.headline)


def assess(worker: Reader) -> None:
    page = worker.page
    worker.press(_("Assess"))
    worker.meets(_("Assess"))
    for need, level in ((Need.TRANSPORT, "2"), (Need.EDUCATION, "1"), (Need.HEALTH, "0")):
        page.locator(f"[name=need_{need.value}]").select_option(level)
    page.get_by_label(_("What the child wants")).fill("อยากเรียนทำของใช้จริง (สมมติ)")
    page.get_by_label(_("I saw and spoke with the child")).check()
    page.get_by_label(_("Look again on")).fill(day(ahead=7))
    worker.look("assess")
    worker.press(_("Save"))
    worker.reads(str(Need.TRANSPORT.label))
    worker.look("assessed")


def agree_what_may_be_told(worker: Reader, *, agency: str) -> None:
    """The family agrees to two parts for one agency, and keeps the rest back."""
    page = worker.page
    worker.press(_("What may be told"))
    worker.meets(_("What may be told"))
    page.get_by_label(_("By what right")).select_option(Basis.CONSENT.value)
    page.get_by_label(_("Has the legal authority (parent with parental power, or guardian by court order)")).check()
    page.get_by_label(_("How it was given")).select_option("paper")
    page.get_by_label(agency).check()
    page.get_by_label(_("What for")).fill("ขอทุนค่ารถ (สมมติ)")
    for part in TOLD:
        page.locator(f"[name=parts][value={part.value}]").check()
    page.locator(f"[name=withheld][value={Part.FAMILY.value}]").check()
    page.locator("[name=withheld_reason]").fill(WITHHELD)
    worker.look("consent")
    worker.press(_("Save"))
    expect(page.locator("#consents")).to_contain_text(CARER)
    worker.look("consented")


def plan_with_the_family(worker: Reader, *, agency: str) -> None:
    page = worker.page
    worker.press(_("Plan"))
    worker.meets(_("Plan with the family"))
    page.get_by_label(_("What is to be reached")).fill("กลับมาเรียนทุกวัน (สมมติ)")
    page.locator("[name=words_0]").fill("ขอทุนค่าเดินทาง (สมมติ)")
    page.locator("[name=due_on_0]").fill(day(ahead=10))
    page.locator("[name=agency_0]").select_option(label=agency)
    page.get_by_label(_("Agreed on")).fill(day(ahead=0))
    page.get_by_label(_("Who of the family agreed")).fill(CARER)
    page.locator("[name=agreed_relation]").select_option("grandparent")
    worker.look("plan")
    worker.press(_("Save"))
    expect(page.locator("#plan")).to_contain_text("กลับมาเรียนทุกวัน")
    worker.look("planned")


def refer(worker: Reader, *, agency: str) -> str:
    """Sent under the family's consent; the secret link, as the worker would copy it."""
    page = worker.page
    worker.press(_("Refer"))
    worker.meets(_("Refer to an agency"))
    page.get_by_label(_("Agency")).select_option(label=agency)
    page.locator("[name=need]").select_option(Need.TRANSPORT.value)
    page.get_by_label(_("What they are asked to do")).fill(ASKED)
    for part in TOLD:
        page.locator(f"[name=parts][value={part.value}]").check()
    worker.look("refer")
    worker.press(_("Save the draft"))
    open_referral(worker, agency=agency)
    worker.look("referral-draft")
    worker.press(_("Send"))
    worker.reads(str(ReferralState.SENT.label))
    open_referral(worker, agency=agency)
    worker.look("referral-sent")
    return page.locator("#link").inner_text()


def open_referral(worker: Reader, *, agency: str) -> None:
    worker.page.locator("#referrals").get_by_role("link", name=agency).click()
    worker.meets(agency)


def answer_without_an_account(agency: Reader, link: str, child: SchoolChild) -> None:
    """Whoever has the link sees what was agreed and no more, takes it on, and says later that it is done."""
    page = agency.page
    page.goto(link)
    agency.read_in_own_language()
    agency.reads(ASKED)
    agency.reads(child.name)
    assert CARER not in page.locator("main").inner_text()
    agency.look("asked")
    page.get_by_label(_("We take it on")).check()
    agency.press(_("Send the answer"))
    agency.reads(_("Thank you. The case worker is told."))
    agency.look("taken-on")
    page.get_by_label(_("It is done")).check()
    page.get_by_label(_("Reason, question, or what was done")).fill("โอนค่ารถแล้ว (สมมติ)")
    agency.press(_("Send the answer"))
    expect(page.locator("main")).not_to_contain_text(child.name)
    agency.look("answered")
    page.goto(link)
    expect(page.locator("main")).not_to_contain_text(child.name)
    agency.faults.clear()


def hold_a_seat(worker: Reader, house: House, child: SchoolChild) -> None:
    """In the class that meets today; then the family's names are entered, as everybody's are."""
    page = worker.page
    worker.press(_("Find a seat"))
    worker.meets(_("Find a seat"))
    worker.look("find-a-seat")
    page.locator("li label", has_text=activity(worker)).locator("input").check()
    worker.press(_("Hold the seat"))
    worker.reads(_("The seat is held. Give the family the link, or enter the child together with them."))
    worker.look("seat-held")
    page.locator("#placements").get_by_role("link", name=activity(worker)).click()
    worker.meets(activity(worker))
    page.get_by_label(_("The family agrees that the child's name stands on this activity's list")).check()
    worker.look("seat")
    worker.press(_("Take the seat"))
    worker.reads(_("The child has the seat."))
    token = house.ask(lambda alias: Placement.objects.using(alias).latest("pk").token)
    assert child.given_name not in token
    worker.look("seat-taken")


def hear_of_attendance(worker: Reader, child: SchoolChild) -> None:
    """What the keeper marked stands in the case; the child has begun to learn again, which is no outcome yet."""
    open_case_of(worker, child)
    placements = worker.page.locator("#placements")
    expect(placements).to_contain_text(_("present %(here)s of %(all)s times") % {"here": 1, "all": 1})
    worker.look("attended")
    worker.press(_("The child has begun to learn again"))
    worker.reads(_("Noted. It is no outcome yet: close the case when it lasts."))
    worker.reads(str(CaseState.RE_ENGAGING.label))


def close(worker: Reader, child: SchoolChild) -> None:
    page = worker.page
    open_case_of(worker, child)
    worker.press(_("Close the case"))
    worker.meets(_("Close the case"))
    page.locator(f"[name=state][value={CaseState.DURABLE.value}]").check()
    page.locator("[name=outcome]").select_option(DurableOutcome.SCHOOL.value)
    page.get_by_label(_("How it is known")).fill("ครูยืนยันว่ามาเรียนครบสองสัปดาห์ (สมมติ)")
    worker.look("close")
    worker.press(_("Close the case"))
    worker.reads(_("The case is closed."))
    expect(page.locator("section[aria-labelledby=checks] li")).to_have_count(3)
    worker.look("closed")


def three_months_later(house: House, child: SchoolChild) -> None:
    """The first of the three days on which to ask again is today."""

    def is_today(alias: str) -> None:
        rows = ReCheck.objects.using(alias).filter(closure__case__child__given_name=child.given_name)
        first = rows.order_by("months")[0]
        gone = first.due_on - timezone.localdate()
        for row in rows.order_by("months"):
            ReCheck.objects.using(alias).filter(pk=row.pk).update(due_on=row.due_on - gone)

    house.ask(is_today)


def check_again(worker: Reader, child: SchoolChild) -> None:
    """It stands in the worker's day, and is asked and answered."""
    page = worker.page
    worker.open("/desk/yala/support/")
    worker.meets(_("My cases"))
    due = page.locator("main .list li", has_text=child.name)
    expect(due.first).to_contain_text(_("Check whether it holds"))
    worker.look("due")
    due.first.get_by_role("link").click()
    worker.meets(child.headline)
    page.locator("section[aria-labelledby=checks]").get_by_role("link").first.click()
    worker.meets(_("Check whether it holds"))
    page.locator(f"[name=holds][value={StillHolds.YES.value}]").check()
    page.get_by_label(_("How it is known")).fill("โทรถามครู ยังมาเรียน (สมมติ)")
    worker.look("check")
    worker.press(_("Save"))
    worker.reads(str(StillHolds.YES.label))
    worker.look("checked")
