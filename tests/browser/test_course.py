"""The course in a real browser: from enrolment to the certificate, and read where the network comes and goes."""

from __future__ import annotations

import pytest
from django.utils import translation
from playwright.sync_api import expect

from browser import graduation, trang
from browser.network import Network
from browser.reader import Window, reader
from mueang.apps.courses.models import ModuleProgress
from mueang.demo.sign_ins import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PHONE = {"width": 390, "height": 844}
NEXT = "seats-and-roll-call"
PHONE_WINDOW = Window("th", 390)


@pytest.fixture
def network(house):
    network = Network(house.port)
    yield network
    network.close()


def test_a_module_read_without_a_network_is_noted_once_it_is_back(chromium, house, network):
    n_read = lambda alias: ModuleProgress.objects.using(alias).filter(module=NEXT, read_at__isnull=False).count()  # noqa: E731
    before = house.ask(n_read)
    context = chromium.new_context(viewport=PHONE, locale="th-TH", timezone_id="Asia/Bangkok")
    page, faults = context.new_page(), []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{network.address}/accounts/login/?next=/my/course/")
    page.locator("[name=login]").fill("learner")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url("**/my/course/*/")
    home = page.url
    page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    page.reload()
    page.locator("[data-keep-all]").click()
    expect(page.locator("[data-status]")).to_be_visible(timeout=120_000)

    context.set_offline(True)
    page.goto(f"{home}{NEXT}/")
    expect(page.locator("h1")).to_be_visible()
    page.locator(".term").first.click()
    expect(page.locator(".term-words:popover-open")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("[data-read] button[type=submit]").click()
    page.wait_for_url("**/no-child-lost/")
    assert house.ask(n_read) == before

    context.set_offline(False)
    page.goto(home)
    page.goto(f"{home}{NEXT}/")
    page.goto(home)

    assert house.ask(n_read) == before + 1
    assert faults == []
    context.close()


def test_a_manager_of_trang_learns_all_five_strands_on_trang_and_is_certified(house, chromium, pictures):
    """What a press does again and again (eight places more, fourteen rolls, seventeen works) actions do."""

    def somebody(who):
        return reader(chromium, address=house.address, window=PHONE_WINDOW, pictures=pictures, who=who)

    with translation.override(PHONE_WINDOW.language), somebody("office") as office, somebody("learner") as learner:
        graduation.enrol(office, house)
        graduation.mark_as_present(office, house)
        trang.choose_own_city(learner)
        trang.read_one_of_each_strand(learner)
        trang.map_ten_places(learner, house)
        trang.record_five_items_with_consent(learner, house)
        trang.write_the_work_plan(learner)
        trang.hold_a_roll_call(learner, house)
        trang.open_a_practice_case(learner, house)
        with somebody("unit") as unit, somebody("instructor") as instructor, somebody("keeper") as keeper:
            trang.score_key_features(learner, unit, house)
            trang.draw_an_access_map(learner)
            trang.read_the_notices(learner)
            trang.take_a_quiz(learner)
            trang.hand_in(learner, "plain-words", text=trang.NOTICE)
            trang.hand_in(learner, "two-minute-talk", text=trang.TALK)
            trang.hand_in(learner, "capstone", text=trang.ACTIVITY, has_plan=True)
            graduation.judge_all(PHONE_WINDOW, instructor=instructor, unit=unit, keeper=keeper)
        trang.run(house, graduation.REST_OF_THE_WORK)
        graduation.endorse(office, house)
        graduation.award(office, house)
        with somebody("stranger") as stranger:
            graduation.check(stranger, house)
