"""From enrolment to the certificate: the course's office, its assessors and panel, and whoever checks."""

from __future__ import annotations

from django.utils.translation import gettext as _
from playwright.sync_api import expect

from browser.house import House
from browser.reader import Reader, Window
from browser.trang import NAME, confirm_any, run
from mueang.apps.courses.models import CourseRun
from mueang.apps.credentials.models import Award
from mueang.apps.enrollment.models import HoursEntry
from mueang.apps.people.models import Person
from mueang.curriculum.reading import packaged_course

TRANG = {"th": "เมืองตรัง", "en": "Trang"}
COHORT = "cohort of several cities"
# The presses that were shown once, as often as the course asks for them.
REST_OF_THE_ROLLS = """
from mueang.apps.accounts.models import User
from mueang.apps.catalog.queries import sessions_of
from mueang.apps.enrollment.actions import RollMark, save_roll
from mueang.apps.enrollment.enums import Mark
from mueang.apps.enrollment.models import Enrollment
seat = Enrollment.objects.get(person__user__username="trang")
manager = User.objects.get(username="manager")
for session in list(sessions_of(seat.offering))[1:]:
    save_roll(session=session, marks={seat.uuid: RollMark(Mark.PRESENT)}, request_key=f"walk-{session.uuid}",
              actor=manager, reason="เข้ารุ่นภายหลัง")
"""
REST_OF_THE_WORK = """
from django.utils import timezone
from mueang.apps.accounts.models import User
from mueang.apps.assessments.actions import begin_hand_in, give_judgement, hand_in_work, take_hand_in, write_hand_in
from mueang.apps.assessments.models import Assignment
from mueang.apps.enrollment.models import Enrollment
seat = Enrollment.objects.get(person__user__username="trang")
trang, now = User.objects.get(username="trang"), timezone.now()
judges = [User.objects.get(username=one) for one in ("instructor", "unit")]
tasks = Assignment.objects.filter(offering=seat.offering, is_capstone=False)
for assignment in tasks.exclude(hand_ins__enrollment=seat):
    work = begin_hand_in(assignment=assignment, enrollment=seat, actor=trang, now=now)
    write_hand_in(hand_in=work, text="งานของตรัง (สมมติ)", actor=trang)
    work = hand_in_work(hand_in=work, actor=trang, now=now)
    levels = dict.fromkeys(assignment.criteria.values_list("key", flat=True), "adequate")
    for judge in judges:
        row = take_hand_in(hand_in=work, actor=judge, now=now)
        give_judgement(judgement=row, levels=levels, remarks={}, feedback="ดี (สมมติ)", actor=judge, now=now)
"""


def course_of(house: House) -> tuple[str, str]:
    """Addresses of the cohort's offering and of its course at the desk."""
    rows = CourseRun.objects.filter(offering__program__name_en__contains=COHORT)
    offering, course = house.ask(lambda alias: rows.using(alias).values_list("offering__uuid", "uuid").get())
    return f"/desk/yala/enrollment/offering/{offering}/", f"/desk/yala/courses/{course}/"


def enrol(office: Reader, house: House) -> None:
    """A seat in the cohort, and the account it is learned with."""
    page, (offering, course) = office.page, course_of(house)
    office.sign_in("manager")
    office.open(f"{offering}enter/")
    page.locator("section[aria-labelledby=new] [name=name]").fill(NAME)
    page.locator("section[aria-labelledby=new] [name=birth]").fill("4/11/2535")
    page.locator("section[aria-labelledby=new] button[type=submit]").click()
    page.wait_for_url("**/slip/")
    office.open(f"{course}cohort/")
    page.locator("tbody a", has_text="สุดา").click()
    page.locator("[name=username]").fill("trang")
    office.look("learner-without-account")
    office.press(_("Give the account"))
    office.reads(_("The course stands under My course in this account now."))
    of_trang = Person.objects.filter(user__username="trang")
    assert house.ask(lambda alias: of_trang.using(alias).count()) == 1


def mark_as_present(office: Reader, house: House) -> None:
    """Whoever came late into the list was there: a late mark with its reason; the other fourteen rolls alike."""
    page = office.page
    sessions = CourseRun.objects.filter(offering__program__name_en__contains=COHORT)
    first = house.ask(lambda alias: str(sessions.using(alias).get().offering.sessions.order_by("starts_at")[0].uuid))
    office.open(f"/keeper/session/{first}/")
    office.meets(_("Roll call"))
    row = page.locator(".rollcall > li", has_text="สุดา")
    row.locator("label", has=page.locator("input[value=present]")).click()
    page.locator("[name=reason]").fill("เข้ารุ่นภายหลัง มาเรียนครบ (สมมติ)")
    office.press(_("Save the roll"))
    office.look("late-mark")
    run(house, REST_OF_THE_ROLLS)
    theirs = HoursEntry.objects.filter(enrollment__person__user__username="trang")
    assert house.ask(lambda alias: sum(theirs.using(alias).values_list("minutes", flat=True))) == 45 * 60


def judge(assessor: Reader, who: str, *, title: str, level: str = "adequate") -> None:
    """Take the work of Trang, judge every line, and give the judgement for good."""
    page = assessor.page
    if assessor.page.url == "about:blank":
        assessor.sign_in(who)
    assessor.open("/judging/")
    page.locator("li", has_text=title).filter(has_text=TRANG[assessor.window.language]).get_by_role("button").click()
    # `all` takes what is there, and the page of the work may be on its way yet.
    expect(page.locator("[name=feedback]")).to_be_visible()
    page.wait_for_load_state()
    for box in page.locator(f"[type=radio][value={level}]").all():
        box.check()
    page.locator("[name=feedback]").fill("ตรวจกับแถวในระบบแล้ว (สมมติ)")
    assessor.look("judging")
    assessor.press(_("Give the judgement"))
    confirm_any(assessor)
    assessor.reads(_("The judgement is given."))
    expect(page.locator("[name=feedback]")).to_have_count(0)


def judge_all(window: Window, *, instructor: Reader, unit: Reader, keeper: Reader) -> None:
    """Two judge the talk and the notice, each without seeing the other; three are the panel of the capstone."""
    titles = {one.key: one.text(window.language).title for one in packaged_course().modules}
    for module in ("plain-words", "two-minute-talk"):
        judge(instructor, "instructor", title=titles[module])
        judge(unit, "unit", title=titles[module])
    for assessor, who in ((instructor, "instructor"), (unit, "unit"), (keeper, "keeper")):
        judge(assessor, who, title=titles["capstone"])


def endorse(office: Reader, house: House) -> None:
    """The fund that stands behind the course signs anew: what it signed elsewhere names another address."""
    page, (_offering, course) = office.page, course_of(house)
    office.open(course)
    page.locator("summary", has_text=_("What the course earns")).click()
    page.locator("details li").filter(has=page.locator(".badge.good")).get_by_role("link").click()
    office.press(_("Withdraw the endorsement"))
    confirm_any(office)
    expect(page.get_by_role("button", name=_("Withdraw the endorsement"))).to_have_count(0)
    page.locator("summary", has_text=_("Add an endorsement")).click()
    page.locator("[name=endorser]").select_option(index=1)
    page.locator("[name=comment]").fill("อ่านเกณฑ์แล้ว (invented: we read the criteria)")
    office.press(_("Add the endorsement"))
    office.reads(_("The endorsement is shown wherever this award is checked."))
    office.look("endorsed")


def award(office: Reader, house: House) -> None:
    """One press: settled, signed by the worker, the whole and every strand."""
    page, (_offering, course) = office.page, course_of(house)
    office.open(f"{course}cohort/")
    expect(page.locator("tr", has_text="สุดา").locator(".badge.good")).to_be_visible()
    office.look("cohort")
    office.press(_("Award the cohort"))
    confirm_any(office)
    page.wait_for_url("**/credentials/")
    mine = Award.objects.filter(person__user__username="trang")
    house.until(lambda alias: mine.using(alias).count() == 6)
    office.look("awards")


def check(stranger: Reader, house: House) -> None:
    """Anybody with the link: genuine, of whom, for what, and who stands behind it."""
    whole = Award.objects.filter(person__user__username="trang", achievement__condition="")
    uuid = house.ask(lambda alias: str(whole.using(alias).get().uuid))
    stranger.open(f"/verify/{uuid}/")
    stranger.reads(_("This certificate is genuine and valid."))
    stranger.reads("สุดา")
    stranger.reads(_("Who stands behind it"))
    stranger.look("verified")
