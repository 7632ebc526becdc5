"""Surveys in real browsers: answered on a phone without a script, asked at the door with the network cut."""

from __future__ import annotations

import threading

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.house import House
from browser.network import Network
from mueang.apps.surveys.models import Reply, Survey
from mueang.demo.sign_ins import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.slow]
FIELD = "/desk/yala/surveys/field/"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def network(house):
    network = Network(house.port)
    yield network
    network.close()


@pytest.fixture
def enumerator(chromium, network):
    """Opens a phone at the door; every one is looked over at the end."""
    phones = []

    def opened(who: str = "keeper") -> Page:
        context = chromium.new_context(viewport=PHONE, locale="th-TH", timezone_id="Asia/Bangkok")
        context.set_default_timeout(60_000)
        page, faults = context.new_page(), []
        page.on("pageerror", lambda error: faults.append(str(error)))
        phones.append((context, faults))
        page.goto(f"{network.address}/accounts/login/?next={FIELD}")
        page.locator("[name=login]").fill(who)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("form.form button[type=submit]").click()
        expect(page.locator("[data-list=surveys] > article").first).to_be_visible()
        page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
        return page

    yield opened
    for context, faults in phones:
        context.close()
        assert faults == []


def answer(page: Page, *, line: int, outcome: str = "answered") -> None:
    page.locator("[data-list=surveys] a").first.click()
    page.locator("[name=invite]").select_option(index=line)
    page.locator(f"[name=outcome][value={outcome}]").check()
    if outcome == "answered":
        page.locator("[name=a-now][value=work]").check()
        page.locator("[name=a-want][value=no]").check()
        expect(page.locator("[name=a-reason]").first).to_be_hidden()
    page.locator("form button[type=submit]").click()
    expect(page.locator("[data-when=kept]")).to_be_visible()


def by_device(house: House) -> list[tuple[str, bool]]:
    def asked(alias: str) -> list[tuple[str, bool]]:
        rows = Reply.objects.using(alias).filter(device__isnull=False)
        return sorted(rows.values_list("outcome", "stands"))

    return house.ask(asked)


def waits_for(page: Page, n: int) -> None:
    expect(page.locator("#field")).to_have_attribute("data-waiting", str(n), timeout=60_000)


def test_a_door_is_written_without_a_network_and_arrives_once(enumerator, house, network):
    page = enumerator()
    page.context.set_offline(True)
    page.reload()
    answer(page, line=1)
    page.goto(f"{network.address}{FIELD}")
    answer(page, line=1, outcome="refused")
    waits_for(page, 2)
    assert by_device(house) == []

    # The first answer of the server is lost: what was sent is written, and nobody hears of it.
    network.on_sync = lambda: None
    page.context.set_offline(False)
    page.locator("[data-do=send]").click()
    waits_for(page, 0)

    assert by_device(house) == [("answered", True), ("refused", True)]


def test_a_killed_server_loses_and_doubles_nothing(enumerator, house, network):
    page = enumerator()
    is_dark = threading.Event()

    def power_cut():
        house.kill()
        is_dark.set()

    network.on_sync = power_cut
    answer(page, line=2)
    assert is_dark.wait(timeout=60)
    waits_for(page, 1)
    house.start()
    page.locator("[data-do=send]").click()
    waits_for(page, 0)

    assert by_device(house) == [("answered", True)]


def test_two_devices_ask_one_house_and_one_answer_stands(enumerator, house):
    pages = [enumerator(), enumerator("officer")]
    for page in pages:
        page.context.set_offline(True)
        answer(page, line=3)
    for page in reversed(pages):
        page.context.set_offline(False)
        page.locator("[data-do=send]").click()
        waits_for(page, 0)

    assert by_device(house) == [("answered", False), ("answered", True)]


@pytest.mark.parametrize("has_script", [True, False])
def test_an_open_link_is_answered_on_a_phone(chromium: Browser, served_house: House, has_script: bool) -> None:
    def link(alias: str) -> tuple[str, int]:
        row = Survey.objects.using(alias).get(key__isnull=False)
        return row.key or "", row.replies.count()

    key, n_before = served_house.ask(link)
    context = chromium.new_context(viewport=PHONE, locale="th-TH", java_script_enabled=has_script)
    page = context.new_page()
    page.goto(f"{served_house.address}/s/{key}/")
    page.locator("[name=a-overall][value='4']").check()
    page.locator("[name=a-again][value=yes]").check()
    if has_script:
        expect(page.locator("[name=a-why_not]")).to_be_hidden()
        page.locator("[name=a-again][value=no]").check()
        page.locator("[name=a-why_not]").fill("ไกลบ้าน")
    else:
        expect(page.locator("[name=a-why_not]")).to_be_visible()
    page.locator("main form button[type=submit]").click()
    expect(page.locator("h1")).to_contain_text("ขอบคุณ")
    page.goto(f"{served_house.address}/s/{key}/")
    expect(page.locator("h1")).to_contain_text("โทรศัพท์เครื่องนี้ตอบแล้ว")
    context.close()

    assert served_house.ask(link)[1] == n_before + 1
