"""A fund's officer at work: a call is opened, an application decided, an instalment released, evidence sampled."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _
from playwright.sync_api import expect

from browser.reader import Reader

CALL = "ทุนครูของเมือง (Teachers of the city)"
MOST_BAHT = "300,000"
INSTALMENTS = (60_000, 40_000)
SEED = "สลากงวดวันที่ ๑ (draw of the 1st)"


def typed(day: date) -> str:
    """As an officer in Thailand writes it."""
    return f"{day.day}/{day.month}/{day.year + 543}"


def open_a_call(funder: Reader, *, today: date) -> None:
    page = funder.page
    funder.sign_in("funder")
    funder.meets(_("Portfolio"))
    funder.look("portfolio")
    funder.open("/funds/calls/")
    funder.press(_("Open a call"))
    funder.meets(_("Open a call"))
    for name, words in {
        "title_th": CALL,
        "title_en": CALL,
        "purpose": "พาเด็กกลับมาเรียนรู้ (Bring children back to learning)",
        "who_may": "เทศบาลกับมหาวิทยาลัย (A municipality with a university)",
        "money_satang": "๑,๐๐๐,๐๐๐",
        "most_satang": MOST_BAHT,
        "opens_on": typed(today),
        "closes_on": typed(today - timedelta(days=1)),
        "questions": "จะทำอะไร (What will you do)\nกับใคร (With whom)",
        "rubric": "ถึงคนไกลที่สุด (Reaches the furthest) = 60\nทำได้จริง (Can be done) = 40",
    }.items():
        page.locator(f"[name={name}]").fill(words)
    page.get_by_role("button", name=_("Open the call"), exact=True).click()
    expect(page.locator(".errorlist").first).to_be_visible()
    funder.faults.clear()
    page.locator("[name=closes_on]").fill(typed(today + timedelta(days=30)))
    funder.look("call-mended")
    funder.press(_("Open the call"))
    funder.meets(CALL)
    funder.look("call")


def decide(funder: Reader, *, title: str, today: date) -> None:
    """Points, then an offer: a slip in the sum comes back with everything typed, and is mended in one field."""
    page = funder.page
    funder.open("/funds/calls/")
    page.get_by_role("link", name=CALL).click()
    page.get_by_role("link", name=title).click()
    funder.look("application")
    open_fold(funder, _("Give points"))
    page.locator("[name=c1]").fill("55")
    page.locator("[name=c2]").fill("35")
    funder.press(_("Keep my points"))
    expect(page.locator("main .num", has_text="90").first).to_be_visible()

    open_fold(funder, _("Grant it"))
    first, second = INSTALMENTS
    form = page.locator("form[action$='/grant/']")
    form.locator("[name=satang_1]").fill(f"{first}")
    form.locator("[name=due_on_1]").fill(typed(today))
    form.locator("[name=satang_2]").fill(f"{second + 1}")
    form.locator("[name=due_on_2]").fill(typed(today + timedelta(days=60)))
    form.locator("[name=condition_2]").fill("รับรายงานฉบับแรก (First report accepted)")
    form.locator("[name=words]").fill("คะแนนสูงสุด (Highest points)")
    funder.press(_("Offer the grant"))
    funder.reads(_("The instalments do not add up to the grant."))
    funder.faults.clear()
    expect(form.locator("[name=words]")).to_have_value("คะแนนสูงสุด (Highest points)")
    funder.look("offer-with-a-slip")
    form.locator("[name=satang_2]").fill(f"{second}")
    funder.press(_("Offer the grant"))
    funder.reads(_("The grant is offered. The city signs it next."))
    funder.look("offered")


def release(funder: Reader, *, title: str) -> None:
    open_grant(funder, title=title)
    funder.press(_("The condition is met: release"))
    funder.reads(_("The instalment is released."))
    funder.look("released")


def see_it_is_late(funder: Reader, *, title: str, milestone: str) -> None:
    """Nobody has to ask: the portfolio puts what needs a word first and says what is late."""
    funder.open("/funds/")
    row = funder.page.locator("tbody tr", has_text=title)
    expect(row.locator(".badge", has_text=_("Milestone is late"))).to_be_visible()
    funder.look("portfolio-late")
    open_grant(funder, title=title)
    expect(funder.page.locator(".alert", has_text=milestone)).to_be_visible()


def accept_the_report(funder: Reader, *, title: str, about: str) -> None:
    open_grant(funder, title=title)
    funder.page.locator("a[href*='/grants/reports/']").first.click()
    funder.reads(about)
    funder.look("report")
    funder.press(_("Accept the report"))
    funder.reads(_("The report is accepted."))


def sample(funder: Reader, *, title: str) -> list[str]:
    """Rows drawn from a stated seed, looked at and signed; what was drawn, in order."""
    page = funder.page
    open_grant(funder, title=title)
    draw(funder)
    drawn = page.locator("main legend").all_inner_texts()
    funder.look("sample")
    # A second officer with the same seed draws the same rows.
    open_grant(funder, title=title)
    draw(funder)
    assert page.locator("main legend").all_inner_texts() == drawn
    for number in range(1, len(drawn) + 1):
        page.locator(f"[name=verdict_{number}]").select_option("verified")
        page.locator(f"[name=note_{number}]").fill("เห็นของจริง (seen)")
    funder.press(_("Keep and sign"))
    confirm(funder)
    funder.reads(_("The sample is signed."))
    expect(page.locator("main select")).to_have_count(0)
    funder.look("sample-signed")
    return drawn


def draw(funder: Reader) -> None:
    open_fold(funder, _("Draw a sample"))
    funder.page.locator("[name=seed]").fill(SEED)
    funder.page.locator("[name=n]").fill("3")
    funder.press(_("Draw rows"))
    funder.reads(_("The sample is drawn."))


def open_grant(funder: Reader, *, title: str) -> None:
    funder.open("/funds/")
    funder.page.locator("tbody tr", has_text=title).get_by_role("link", name=title).click()
    expect(funder.page.locator("h1")).to_contain_text(title)


def open_fold(person: Reader, words: str) -> None:
    person.page.locator("summary", has_text=words).first.click()


def confirm(person: Reader) -> None:
    """What cannot be taken back asks first."""
    person.page.locator("dialog[open] .danger").click()
