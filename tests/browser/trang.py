"""A manager of Trang who learns the course: what its five strands ask for, done in Trang's own rooms."""

from __future__ import annotations

import re
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from browser.funding import typed
from browser.house import House
from browser.reader import Reader
from mueang.apps.assessments.models import HandIn
from mueang.apps.heritage.models import HeritageItem, Holder
from mueang.apps.indicators.models import Judgement
from mueang.apps.places.models import Place
from mueang.apps.support.models.cases import Case
from mueang.curriculum.reading import packaged_course

NAME = "นางสาวสุดา ตัวอย่าง"
DESK = "/desk/trang"
HOLDER = "ลุงแดง ทดลอง"
PLACES = ("ตลาดเช้าสมมติ", "ห้องสมุดสมมติ")
ITEMS = ("ขนมเค้กสมมติ", "หมูย่างสมมติ")
CHILD = "ด.ช.มะม่วง ฝึกหัด"
ACTIVITY = "เปิดห้องเรียนตลาดเช้า (สมมติ)"
# Of the packaged frameworks so many lines are judged by people.
N_JUDGED = 2
NOTICE = "ชวนเรียนทำขนม เสาร์นี้ 9 โมงถึงเที่ยง ที่ตลาดเช้าสมมติ ไม่มีค่าใช้จ่าย โทร. 075-000-000 (สมมติ)"
TALK = "ท่านนายกครับ เมืองเรามีตลาดเช้าที่สอนขนมได้ ขอห้องหนึ่งห้องกับหนึ่งเช้าต่อสัปดาห์ (สองนาที สมมติ)"
# What the same presses would make eight, three and four times more, and what Trang has besides.
MORE_PLACES = """
from mueang.apps.accounts.models import User
from mueang.apps.network.models import City
from mueang.apps.places.actions import add_neighbourhoods, add_place
city, trang = City.objects.get(slug="trang"), User.objects.get(username="trang")
add_neighbourhoods(city=city, actor=trang)
for n in range(8):
    at = {"latitude": city.latitude + 0.004 * n, "longitude": city.longitude - 0.003 * n}
    add_place(city=city, kind="hall", name_th=f"แหล่งเรียนรู้สมมติ {n}", name_en=f"Invented place {n}", actor=trang,
              capacity=20, is_invented=True, **at)
"""
MORE_ITEMS = """
from mueang.apps.accounts.models import User
from mueang.apps.heritage.actions import add_holder, record_item
from mueang.apps.network.models import City
from mueang.apps.people.models import Consent, Person
city, trang = City.objects.get(slug="trang"), User.objects.get(username="trang")
person = Person.objects.get(city=city, given_name="ลุงแดง")
consent = Consent.objects.get(person=person, purpose="public_name")
for n in range(3):
    item = record_item(city=city, category="food", name_th=f"อาหารสมมติ {n}", name_en=f"Invented food {n}", actor=trang)
    add_holder(item=item, person=person, willingness="willing", consent=consent, actor=trang)
"""
CLASS_OF_TODAY = """
from datetime import timedelta
from django.utils import timezone
from mueang.apps.accounts.models import User
from mueang.apps.catalog.actions import open_offering, open_program, plan_sessions, publish_offering
from mueang.apps.catalog.queries import PlannedSession
from mueang.apps.enrollment.actions import enrol_persons
from mueang.apps.enrollment.enums import Via
from mueang.apps.network.models import City
from mueang.apps.people.actions import NewPerson, add_persons
from mueang.apps.places.models import Place
city, trang = City.objects.get(slug="trang"), User.objects.get(username="trang")
now = timezone.now()
program = open_program(city=city, name_th="ทำขนมสมมติ", name_en="Invented sweets", summary_th="ลองทำ", summary_en="Try",
                       interests=("food",), actor=trang, lab_minutes=60, required_minutes=60)
place = Place.objects.filter(city=city).first()
# An hour of today, even where today is younger than that.
today, midnight = timezone.localdate(now), timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
begin = max(midnight, now - timedelta(minutes=70))
row = open_offering(program=program, place=place, seats=20, starts_on=today, ends_on=today, owner=trang, actor=trang,
                    contact="โทร. 075-000-000 (สมมติ)", is_invented=True)
plan_sessions(offering=row, plan=[PlannedSession(begin, begin + timedelta(hours=1), "lab")], actor=trang)
row = publish_offering(offering=row, actor=trang)
people = add_persons(city=city, actor=trang, people=[
    NewPerson(f"ผู้เรียนสมมติ{n}", "ตรัง", birth_year=1990, is_invented=True) for n in range(4)])
enrol_persons(offering=row, persons=people, via=Via.OFFICER, actor=trang, exception="รุ่นทดลอง")
"""


def run(house: House, code: str) -> None:
    done = house.mueang("manage", "shell", "-c", code)
    assert done.returncode == 0, done.stderr


def do_it_here(learner: Reader, module: str) -> None:
    """From the module's page into the room where its activity is done."""
    open_module(learner, module)
    learner.page.locator("section[aria-labelledby$=activity] a.button.primary").click()


def open_module(learner: Reader, module: str) -> None:
    learner.open("/my/course/")
    learner.page.locator(f"[data-module-link={module}]").click()
    expect(learner.page.locator("[data-read]")).to_be_visible()


def choose_own_city(learner: Reader) -> None:
    learner.sign_in("trang")
    learner.open("/my/course/")
    expect(learner.page.locator("[data-module-link]")).to_have_count(len(packaged_course().modules))
    learner.page.locator("section[aria-labelledby=own-city] [name=city]").select_option(index=0)
    learner.page.locator("section[aria-labelledby=own-city] button[type=submit]").click()
    learner.reads(_("Saved. The activities lead to this city from now on."))
    learner.look("course")


def read_one_of_each_strand(learner: Reader) -> None:
    for strand in packaged_course().strands:
        open_module(learner, strand.modules[0].key)
        learner.press(_("I have read this: on to the next"))
        expect(learner.page.locator("h1")).to_have_text(strand.modules[1].text(learner.window.language).title)


def map_ten_places(learner: Reader, house: House) -> None:
    page = learner.page
    do_it_here(learner, "learning-places")
    address = learner.path()
    for number, words in enumerate(PLACES):
        learner.page.goto(f"{learner.address}{address}")
        learner.press(_("Add a place"))
        page.locator("[name=kind]").select_option("market")
        page.locator("[name=name_th]").fill(words)
        page.locator("[name=name_en]").fill(f"Invented market {number}")
        page.locator("[name=point]").fill(f"7.55{number}9, 99.61{number}1")
        page.locator("[name=capacity]").fill("30")
        learner.press(_("Save"))
        learner.meets(words if learner.window.language == "th" else f"Invented market {number}")
    learner.look("place")
    run(house, MORE_PLACES)
    assert house.ask(lambda alias: Place.objects.using(alias).filter(city__slug="trang").count()) >= 10


def record_five_items_with_consent(learner: Reader, house: House) -> None:
    """The holder is put on the city's list, agrees to be named, and is added to each item."""
    page = learner.page
    learner.open(f"{DESK}/people/add/")
    page.locator("[name=given_name]").fill(HOLDER.split(maxsplit=1)[0])
    page.locator("[name=family_name]").fill(HOLDER.split()[1])
    learner.press(_("Save"))
    page.locator("a[href$='/consents/add/']").click()
    page.locator("[name=purpose]").select_option("public_name")
    page.locator("[name=lawful_basis]").select_option("consent")
    page.locator("[name=given_by]").first.check()
    learner.press(_("Save"))
    do_it_here(learner, "local-capital")
    address = learner.path()
    for words in ITEMS:
        page.goto(f"{learner.address}{address}")
        page.locator("a[href$='/heritage/add/']").first.click()
        page.locator("[name=category]").select_option("food")
        page.locator("[name=name_th]").fill(words)
        page.locator("[name=story_th]").fill("เล่าโดยคนในตลาด (สมมติ)")
        learner.press(_("Save"))
        learner.meets(words)
        learner.press(_("Add a holder"))
        page.locator("[name=words]").fill(HOLDER.split(maxsplit=1)[0])
        learner.press(_("Look up"))
        page.locator("ul.list a.button.small").click()
        page.locator("[name=is_named]").check()
        learner.press(_("Save"))
        learner.reads(_("Named in public"))
    learner.look("heritage")
    run(house, MORE_ITEMS)
    named = Holder.objects.filter(item__city__slug="trang").exclude(consent=None)
    assert house.ask(lambda alias: named.using(alias).count()) == 5
    assert house.ask(lambda alias: HeritageItem.objects.using(alias).filter(city__slug="trang").count()) >= 5


def hold_a_roll_call(learner: Reader, house: House) -> None:
    run(house, CLASS_OF_TODAY)
    do_it_here(learner, "seats-and-roll-call")
    learner.look("learners")
    learner.open("/keeper/")
    learner.page.locator("a[href*='/keeper/session/']").first.click()
    learner.meets(_("Roll call"))
    expect(learner.page.locator(".rollcall > li")).to_have_count(4)
    learner.press(_("Save the roll"))
    learner.look("roll")


def open_a_practice_case(learner: Reader, house: House) -> None:
    """In the practice city, never in Trang: the learner takes a seat there first."""
    page = learner.page
    open_module(learner, "no-child-lost")
    learner.press(_("Take a seat in the practice city"))
    expect(page.locator(".alert.good, .messages").first).to_be_visible()
    learner.look("practice-seat")
    page.locator("section[aria-labelledby$=activity] a.button.primary").click()
    page.wait_for_url("**/desk/yala/support/")
    learner.look("caseload")
    page.locator("a[href$='/support/cases/open/']").first.click()
    page.locator("[name=name]").fill(CHILD)
    page.locator("textarea[name=words]").fill("กรณีฝึกหัด ไม่มีเด็กคนนี้จริง")
    page.locator("form.form button[type=submit]").first.click()
    learner.reads(_("The case is open."))
    learner.look("case")
    opened = Case.objects.filter(city__slug="yala", main_worker__username="trang")
    assert house.ask(lambda alias: opened.using(alias).count()) == 1
    assert house.ask(lambda alias: Case.objects.using(alias).filter(city__slug="trang").exists()) is False


def score_key_features(learner: Reader, other: Reader, house: House) -> None:
    """Two reviewers, each alone with their evidence, on every line that only people can judge; then they see where they
    disagree. The lines that are measured have their figures in the register."""
    page = learner.page
    do_it_here(learner, "key-features")
    learner.press(_("Open a panel"))
    page.locator("[name=name]").fill("คณะทบทวนสมมติ (invented)")
    page.locator("[name=period]").fill(f"{timezone.localdate().year + 543}")
    for box in page.locator("[name=indicators]").all()[:N_JUDGED]:
        box.check()
    page.locator("[name=reviewers]").fill("trang\nunit")
    learner.press(_("Open and tell the reviewers"))
    address = re.sub(r"^/en", "", learner.path())
    other.sign_in("unit")
    for reader, level in ((learner, "1"), (other, "3")):
        judge_alone(reader, f"{address}judge/", level=level)
    learner.open(address)
    learner.press(_("End the first round, open the second"))
    expect(page.locator(".badge.warn", has_text=_("far apart"))).to_have_count(N_JUDGED)
    learner.reads("หลักฐานระดับ 3 (evidence)")
    learner.look("panel")
    assert house.ask(lambda alias: Judgement.objects.using(alias).count()) >= 2 * N_JUDGED


def judge_alone(reader: Reader, address: str, *, level: str) -> None:
    reader.open(address)
    n = reader.page.locator("section.card form").count()
    for number in range(n):
        form = reader.page.locator("section.card form").nth(number)
        form.locator("select[name$='-level'], [type=radio][name$='-level']").first.wait_for()
        if form.locator("select").count():
            form.locator("select").select_option(level)
        else:
            form.locator(f"[type=radio][value='{level}']").check()
        form.locator("[name$='-evidence']").fill(f"หลักฐานระดับ {level} (evidence)")
        form.locator("button").click()
    reader.page.locator("form[action$='/hand-in/'] button").click()
    confirm_any(reader)


def confirm_any(reader: Reader) -> None:
    """Whatever asks first is told to go on."""
    reader.page.locator("dialog[open] .danger").click()


def draw_an_access_map(learner: Reader) -> None:
    do_it_here(learner, "access-and-inequality")
    learner.meets(_("What people can reach"))
    expect(learner.page.locator("main svg:not(.icon)").first).to_be_visible()
    learner.look("access")


def write_the_work_plan(learner: Reader) -> None:
    page, today = learner.page, timezone.localdate()
    do_it_here(learner, "plan-and-money")
    page.locator("ul.list a[href*='/plans/']").first.click()
    learner.press(_("Add an activity"))
    page.locator("[name=title_th]").fill(ACTIVITY)
    page.locator("[name=starts_on]").fill(typed(today))
    page.locator("[name=ends_on]").fill(typed(today + timedelta(days=60)))
    page.locator("form.form.card button[type=submit]").click()
    learner.meets(ACTIVITY)
    learner.look("plan")


def read_the_notices(learner: Reader) -> None:
    do_it_here(learner, "plain-words")
    learner.look("notices")


def hand_in(learner: Reader, module: str, *, text: str, has_plan: bool = False) -> None:
    page = learner.page
    open_module(learner, module)
    page.locator("a[href*='/my/assessments/assignment/'], a[href*='/assignment/']").first.click()
    learner.press(_("Begin"))
    page.locator("[name=text]").fill(text)
    if has_plan:
        page.locator("[name=plan]").select_option(index=1)
    learner.press(_("Hand it in"))
    confirm_any(learner)
    learner.reads(_("Handed in. You will be told when it is judged."))
    learner.look(f"handed-in-{module}")


def take_a_quiz(learner: Reader) -> None:
    page = learner.page
    open_module(learner, "plain-words")
    learner.press(_("Take the quiz"))
    learner.press(_("Begin"))
    expect(page.locator("fieldset.question").first).to_be_visible()
    page.wait_for_load_state()
    for question in page.locator("fieldset.question").all():
        question.locator("label").first.click()
        expect(page.locator("[data-status]")).to_have_text(_("Saved."))
    page.wait_for_load_state("networkidle")
    learner.press(_("Hand in the answers"))
    confirm_any(learner)
    expect(page.locator("main")).to_contain_text(re.compile(r"\d+/\d+|%"))
    learner.look("quiz-handed-in")


def n_handed_in(alias: str) -> int:
    return HandIn.objects.using(alias).filter(enrollment__person__user__username="trang").exclude(state="draft").count()
