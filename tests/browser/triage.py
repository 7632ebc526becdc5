"""From a flag with its reasons to a concern, a visit without a network, and a case."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from playwright.sync_api import Browser, expect

from browser.field import Round
from browser.house import House
from browser.reader import Reader
from browser.school import TOLD, SchoolChild
from mueang.apps.flags.enums import DecisionKind, Found
from mueang.apps.flags.enums.defaults import DEFAULT_RULES
from mueang.apps.flags.models import FlagDecision
from mueang.apps.support.enums.concerns import Channel
from mueang.apps.support.enums.visits import Found as Met
from mueang.apps.support.queries.from_flags import GRACE
from mueang.demo.sign_ins import ACCOUNTS

SAID = "พบเด็กกับยาย เด็กอยากกลับไปเรียน แต่ไม่มีค่ารถ (เรื่องสมมติ)"
WORKER = next(account.display_name for account in ACCOUNTS if account.username == "caseworker")
IN_A_ROW = next(rule for rule in DEFAULT_RULES if rule.key == "row-3")


def reason_of(n_away: int) -> str:
    says = IN_A_ROW.says_th if get_language() == "th" else IN_A_ROW.says_en
    return says.format(value=n_away)


def answer_the_flag(worker: Reader, house: House, child: SchoolChild, *, n_away: int) -> None:
    """The queue says who and why; whoever reads it decides, and the flag becomes a concern."""
    page = worker.page
    worker.sign_in("caseworker")
    worker.open("/desk/yala/flags/")
    worker.meets(_("To be looked at"))
    worker.look("flags")
    page.get_by_role("link", name=child.name).click()
    worker.meets(child.headline)
    expect(page.locator("section[aria-labelledby=why] li").first).to_be_visible()
    worker.reads(reason_of(n_away))
    worker.look("flag")
    page.get_by_label(str(DecisionKind.LOOK_INTO.label)).check()
    worker.press(pgettext("flag", "Decide"))
    worker.reads(_("Decided. You can take it back within a day."))
    expect(page.get_by_role("link", name=child.name)).to_have_count(0)
    worker.look("flag-decided")
    # Whoever pressed wrongly could have taken it back until now.
    house.work_at("support", timezone.now() + GRACE)


def hand_the_concern_on(supervisor: Reader, child: SchoolChild) -> None:
    """Whoever supervises sees it come in, and asks somebody to look into it."""
    page = supervisor.page
    supervisor.sign_in("supervisor")
    supervisor.open("/desk/yala/support/concerns/")
    supervisor.meets(_("Concerns"))
    supervisor.look("concerns")
    row = page.locator("tbody tr", has_text=child.name).filter(has_text=str(Channel.REGISTER_FLAG.label))
    row.get_by_role("link").click()
    supervisor.meets(child.headline)
    page.get_by_label(_("Who looks into it?")).select_option(label=WORKER)
    supervisor.press(_("Ask to look into it"))
    supervisor.reads(_("Written down."))
    supervisor.look("concern-assigned")


def plan_a_visit(worker: Reader, child: SchoolChild) -> None:
    """Asked to look into it, the worker goes today."""
    worker.open("/desk/yala/support/concerns/")
    worker.page.get_by_role("link", name=child.name).click()
    worker.meets(child.headline)
    worker.look("concern")
    worker.press(_("Plan a visit"))
    worker.meets(_("Plan a visit"))
    worker.page.get_by_label(_("What for?")).fill("ถามยายเรื่องค่ารถ (สมมติ)")
    worker.look("visit-plan")
    worker.press(_("Plan it"))
    worker.reads(_("Planned."))


def visit_without_a_network(browser: Browser, house: House, child: SchoolChild) -> None:
    """On a phone: taken along, written where there is no network, sent when there is one again."""
    phone = Round(browser, house.address)
    try:
        phone.sign_in()
        expect(phone.page.locator("[data-list=visits]")).to_contain_text(child.name)
        phone.context.set_offline(True)
        phone.page.reload()
        phone.open(child.name)
        phone.write(SAID)
        phone.finish()
        phone.waits_for(1)
        assert child.given_name not in phone.held()
        phone.context.set_offline(False)
        phone.page.locator("[data-do=send]").click()
        phone.waits_for(0)
    finally:
        phone.close()


def open_a_case(worker: Reader, house: House, child: SchoolChild) -> None:
    """What was found is on the concern's page; it is so: a case is opened, and the flag is told."""
    page = worker.page
    worker.open("/desk/yala/support/visits/?show=done")
    worker.look("visits-done")
    page.locator("main .list li", has_text=child.name).get_by_role("link").click()
    worker.reads(SAID)
    worker.reads(str(Met.CHILD.label))
    worker.look("visit")
    worker.open("/desk/yala/support/concerns/")
    page.get_by_role("link", name=child.name).click()
    worker.press(_("It is so: open a case"))
    worker.meets(_("Open a case"))
    page.get_by_label(_("Why is a case needed?")).fill("ไปเยี่ยมแล้ว เป็นจริงตามทะเบียน (สมมติ)")
    page.get_by_label(_("Lives with")).fill("นางยาย ตัวอย่าง")
    page.get_by_label(_("Who that is to the child")).select_option("grandparent")
    page.get_by_label(_("Carer's phone")).fill("๐๘๑-๒๓๔-๕๖๗๘")
    page.get_by_label(_("Who answers for the case")).select_option(label=WORKER)
    worker.look("open-case")
    worker.press(_("Open a case"))
    worker.reads(_("The case is open."))
    worker.look("case")
    house.until(lambda alias: found_of(alias, child) == Found.NEEDED)


def join_what_the_teacher_told(supervisor: Reader, child: SchoolChild) -> None:
    """It is about the child of the case: nothing is put together by itself, a person looks at both and says so."""
    page = supervisor.page
    supervisor.open("/desk/yala/support/concerns/")
    row = page.locator("tbody tr", has_text=child.name).filter(has_text=str(Channel.SCHOOL.label))
    row.get_by_role("link").click()
    supervisor.reads(TOLD)
    alike = page.locator("section", has=page.get_by_role("heading", name=_("Perhaps a child we work with")))
    alike.get_by_role("link", name=_("Side by side")).click()
    supervisor.look("beside-the-case")
    page.get_by_label(_("Why do you think so?")).fill("ชื่อ วันเกิด และโรงเรียนตรงกัน (สมมติ)")
    supervisor.press(_("Join to this case"))
    supervisor.reads(_("Written down."))
    supervisor.look("joined")


def link_to_the_register(worker: Reader, child: SchoolChild) -> None:
    """Whose register it is: said by a person, and the register is then a press away."""
    worker.press(_("Who else the child is"))
    worker.meets(_("Who else the child is"))
    worker.look("who-else")
    worker.press(_("The same child"))
    worker.reads(_("Linked"))
    worker.look("linked")
    worker.press(_("The register of this pupil"))
    worker.meets(child.headline)
    worker.look("register")


def found_of(alias: str, child: SchoolChild) -> str:
    return FlagDecision.objects.using(alias).get(flag__pupil__uuid=child.pupil).found
