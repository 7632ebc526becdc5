"""Trang's side of a grant: applied for with a university, worked, spent, shown, reported; and its auditor."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import load_workbook
from playwright.sync_api import expect

from browser.funding import CALL, INSTALMENTS, confirm, open_fold, typed
from browser.house import House
from browser.reader import Reader
from mueang.apps.plans.enums import EvidenceKind

TITLE = "ครูชุมชนตรัง (Community teachers of Trang)"
ACTIVITY = "อบรมครูชุมชน (Training of teachers)"
MILESTONE = "เปิดรุ่นแรก (First round begins)"
UNIVERSITY = ("มหาวิทยาลัยเทคโนโลยีราชมงคลศรีวิชัย", "Rajamangala University of Technology Srivijaya")
DESK = "/desk/trang"
PDF = b"%PDF-1.4\n% invented receipt of an invented shop\n%%EOF\n"
# What the receipts say, and the taxes the house proposes: a speaker 1% of the fee; a shop 7% within, 1% of the rest.
FEE, FEE_WITHHELD = 12_000_00, 120_00
BOOKS, BOOKS_VAT, BOOKS_WITHHELD = 10_700_00, 700_00, 100_00
STAFF = """
from decimal import Decimal
from django.utils import timezone
from mueang.apps.accounts.actions import grant_role, open_account
from mueang.apps.network.models import City
from mueang.apps.indicators.actions.observations import Figure, observe
from mueang.apps.indicators.enums import Level, Method
from mueang.apps.indicators.models import Indicator
from mueang.demo.sign_ins import PASSWORD
from mueang.methods.thai import calendar_year
city = City.objects.get(slug="trang")
for name, role in (("trang-officer", "city_officer"), ("trang-auditor", "auditor")):
    user = open_account(username=name, display_name=f"{name} (สมมติ)", password=PASSWORD)
    grant_role(user=user, role=role, scope_kind="city", scope=city.uuid, actor=None)
events = Figure(
    indicator=Indicator.objects.get(code="public-events"),
    level=Level.CITY,
    period=calendar_year(timezone.localdate().year),
    value=Decimal(14),
    source="สมมติ",
    method=Method.REGISTER,
    completeness_percent=100,
)
observe(city=city, figure=events, actor=None)
"""


def appoint(house: House) -> None:
    """Trang's manager is in the demo; who enters money, who audits it, and a figure of this year are not."""
    done = house.mueang("manage", "shell", "-c", STAFF)
    assert done.returncode == 0, done.stderr


def apply(officer: Reader, *, today: date) -> None:
    page = officer.page
    officer.sign_in("trang-officer")
    officer.open(f"{DESK}/grants/")
    officer.look("grants-empty")
    page.locator("article.card", has_text=CALL).get_by_role("link", name=_("Apply"), exact=True).click()
    officer.meets(CALL)
    page.locator("[name=title]").fill(TITLE)
    page.locator("[name=satang]").fill("100,000")
    open_fold(officer, _("Partners that apply with the city"))
    page.get_by_label(UNIVERSITY[officer.window.language != "th"], exact=True).check()
    page.locator("[name=q1]").fill("อบรมครูชุมชน 40 คน (Train 40 community teachers)")
    for name, words in {
        "title_1": ACTIVITY,
        "starts_on_1": typed(today - timedelta(days=12)),
        "ends_on_1": typed(today + timedelta(days=80)),
        "satang_1": "100,000",
        "milestone_1": MILESTONE,
        "due_on_1": typed(today - timedelta(days=2)),
    }.items():
        page.locator(f"[name={name}]").fill(words)
    officer.look("applying")
    officer.press(_("Save"))
    officer.press(_("Send to the fund"))
    officer.reads(_("Some questions have no answer, or the plan has no activity. Fill them in before sending."))
    officer.press(_("Change"))
    page.locator("[name=q2]").fill("กับมหาวิทยาลัย (With the university)")
    officer.press(_("Save"))
    page.locator("[name=paper]").set_input_files({"name": "plan.pdf", "mimeType": "application/pdf", "buffer": PDF})
    officer.press(_("Hand the paper in"))
    officer.reads("plan.pdf")
    officer.press(_("Send to the fund"))
    officer.reads(_("The application was sent to the fund."))
    officer.look("sent")


def sign(manager: Reader) -> None:
    manager.sign_in("trang")
    manager.open(f"{DESK}/grants/")
    manager.page.get_by_role("link", name=TITLE).click()
    manager.look("offer")
    manager.press(_("Sign the agreement"))
    confirm(manager)
    manager.reads(_("The agreement is signed. Its activities stand in the work plan."))
    manager.look("grant")


def agree_the_plan(manager: Reader) -> None:
    """What was applied for stands in the work plan already; agreed, its milestone is late at once."""
    page = manager.page
    open_activity(manager)
    manager.look("activity-drafted")
    page.locator("nav.crumbs a").first.click()
    page.get_by_role("button", name=re.compile(re.escape(_("Move on to:")))).click()
    manager.reads(_("Saved."))
    open_activity(manager)
    expect(page.locator("main li", has_text=MILESTONE).locator(".badge.bad")).to_be_visible()


def receive(officer: Reader) -> None:
    open_grant(officer)
    open_fold(officer, _("The money has come"))
    officer.look("instalment")
    officer.press(_("Write it in the books"))
    officer.reads(_("The instalment stands in the books."))


def spend(officer: Reader, *, today: date) -> None:
    """Two receipts: one is photographed at once, one comes a day later; taxes are proposed."""
    fee = {"words": "ค่าวิทยากร (Speaker)", "payee": "นายวิทยากร สมมติ (invented)", "satang": "12,000"}
    enter(officer, fee, on=today, is_shop=False)
    expect(officer.page.locator("main dd", has_text="120").first).to_be_visible()
    page = officer.page
    officer.look("expense-without-receipt")
    page.locator("[name=paper]").set_input_files({"name": "fee.pdf", "mimeType": "application/pdf", "buffer": PDF})
    officer.press(pgettext("receipt", "Attach"))
    officer.reads(_("The receipt is attached."))
    books = {"words": "หนังสือ (Books)", "payee": "ร้านสมมติ (invented)", "satang": "10,700"}
    enter(officer, books, on=today, is_shop=True)
    expect(page.locator("main dd", has_text="700").first).to_be_visible()
    officer.look("expense")


def enter(officer: Reader, said: dict[str, str], *, on: date, is_shop: bool) -> None:
    page = officer.page
    open_grant(officer)
    officer.press(_("Enter an expense"))
    officer.meets(_("Enter an expense"))
    page.locator("[name=account]").select_option("5120" if is_shop else "5110")
    for name, words in {**said, "paid_on": typed(on)}.items():
        page.locator(f"[name={name}]").fill(words)
    page.locator(f"[name=payee_kind][value={'juristic' if is_shop else 'person'}]").check()
    page.locator("[name=service]").select_option("goods" if is_shop else "professional")
    if is_shop:
        page.locator("[name=has_vat]").check()
        receipt = {"name": "books.pdf", "mimeType": "application/pdf", "buffer": PDF}
        page.locator("[name=paper]").set_input_files(receipt)
        officer.look("entering")
    officer.press(_("Enter"))
    officer.reads(_("The expense is entered. Somebody else approves it."))


def approve(manager: Reader) -> None:
    for words in ("(Speaker)", "(Books)"):
        open_grant(manager)
        manager.page.locator("main li a", has_text=words).click()
        manager.press(_("Approve"))
        manager.reads(_("The expense is approved and stands in the books."))
    manager.look("approved")


def point_at_rows(manager: Reader) -> str:
    """Evidence is a row of the city that is there already; gives what it is about."""
    page = manager.page
    open_grant(manager)
    page.locator("td").get_by_role("link", name=ACTIVITY).first.click()
    manager.press(str(EvidenceKind.FIGURE.label))
    first = page.locator("main [name=rows]").first
    about = page.locator(f"label[for={first.get_attribute('id')}]").inner_text().partition(" · ")[0].strip()
    first.check()
    manager.look("attach")
    manager.press(_("Attach and count"))
    manager.reads(about)
    manager.look("evidence")
    return about


def report(manager: Reader, *, about: str) -> None:
    page = manager.page
    open_grant(manager)
    expect(page.locator(".alert", has_text=MILESTONE)).to_be_visible()
    manager.look("grant-late")
    manager.press(_("Report to the fund"))
    manager.reads(about)
    page.locator("[name=words]").fill("อบรมรุ่นแรกเลื่อนเพราะน้ำท่วม (The first round waits for the flood)")
    manager.look("report")
    manager.press(_("Sign and send"))
    confirm(manager)
    manager.reads(_("The report is signed and with the fund."))
    manager.look("reported")


def remit_and_read_every_baht(auditor: Reader) -> None:
    """The auditor's page and file add up to the satang, and every receipt is behind its line."""
    page = auditor.page
    auditor.sign_in("trang-auditor")
    open_grant(auditor)
    assert page.locator("main form").count() == 0, "an auditor may press something"
    auditor.press(_("Every baht"))
    auditor.meets(_("Every baht"))
    auditor.look("trail")
    rows = page.locator("main tbody tr")
    assert rows.count() == 3
    spent, paid = FEE + BOOKS, FEE - FEE_WITHHELD + BOOKS - BOOKS_WITHHELD
    first = INSTALMENTS[0] * 100
    last = [satang(cell) for cell in rows.last.locator("td.num").all_inner_texts()]
    assert last[1:] == [first - paid, first - spent, FEE_WITHHELD + BOOKS_WITHHELD]
    moved = [satang(row.locator("td.num").first.inner_text()) for row in rows.all()]
    assert sum(moved) == first - paid
    receipts = page.locator("main tbody a[href*='/papers/']")
    assert receipts.count() == 2
    for link in receipts.all():
        answer = page.request.get(f"{auditor.address}{link.get_attribute('href')}")
        assert (answer.status, answer.body()) == (200, PDF)

    lines = read_excel(auditor.fetch("Excel"))
    assert sum(line[5] or 0 for line in lines) * 100 == spent
    assert sum(line[6] or 0 for line in lines) * 100 == BOOKS_VAT
    assert sum(line[7] or 0 for line in lines) * 100 == FEE_WITHHELD + BOOKS_WITHHELD
    assert round(sum(line[11] for line in lines) * 100) == first - paid
    auditor.open(f"{DESK}/books/")
    auditor.look("books")
    totals = [satang(cell) for cell in page.locator("tbody tr").last.locator("td.num").all_inner_texts()]
    assert totals[0] == totals[1] == first + 2 * spent


def open_grant(person: Reader) -> None:
    person.open(f"{DESK}/grants/")
    person.page.locator("tbody tr").get_by_role("link", name=TITLE).click()
    expect(person.page.locator("h1")).to_contain_text(TITLE)


def open_activity(manager: Reader) -> None:
    open_grant(manager)
    manager.page.locator("td").get_by_role("link", name=ACTIVITY).first.click()
    expect(manager.page.locator("h1")).to_have_text(ACTIVITY)


def satang(shown: str) -> int:
    """What a page says in baht."""
    digits = shown.replace("฿", "").replace(",", "").replace("\u2212", "-").strip()
    return round(float(digits) * 100)


def read_excel(content: bytes) -> list[tuple[float | None, ...]]:
    rows = list(load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))
    head = next(number for number, row in enumerate(rows) if row[0] == _("Day"))
    return [row for row in rows[head + 1 :] if row[1]]
