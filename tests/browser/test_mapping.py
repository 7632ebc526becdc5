"""A mapping day in a real browser: joined by a link, written with the network cut, sent twice and kept once."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from browser.network import Network
from mueang.apps.heritage.models import Finding, MappingPass

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def network(house):
    network = Network(house.port)
    yield network
    network.close()


def test_what_is_found_without_a_network_arrives_once(chromium, house, network):
    key = house.ask(lambda alias: MappingPass.objects.using(alias).filter(joined_at=None)[0].key)
    found = lambda alias: list(  # noqa: E731
        Finding.objects.using(alias).filter(name="ขนมทดสอบ").values_list("category", "season_from", "holder_name")
    )
    context = chromium.new_context(viewport=PHONE, locale="th-TH", timezone_id="Asia/Bangkok")
    page, faults = context.new_page(), []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{network.address}/mapping/join/{key}/")
    page.locator("[name=name]").fill("น้องทดสอบ")
    page.locator("[name=agreed]").check()
    page.locator("form.form button[type=submit]").click()
    expect(page.locator("#field form")).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready.then(() => 0)")

    context.set_offline(True)
    page.reload()
    page.locator("[name=category]").select_option("food")
    page.locator("[name=name]").fill("ขนมทดสอบ")
    page.locator("[name=season_from]").select_option("5")
    page.locator("[name=season_to]").select_option("8")
    page.locator("[data-map]").click(position={"x": 150, "y": 150})
    expect(page.locator("[data-mark]")).to_be_visible()
    page.locator("[name=agreed]").check()
    page.locator("[name=holder_name]").fill("ยายทดสอบ")
    page.locator("[name=permission][value=open]").check()
    page.locator("#field form button[type=submit]").click()
    expect(page.locator("#field")).to_have_attribute("data-waiting", "1")
    page.reload()
    expect(page.locator("#field")).to_have_attribute("data-waiting", "1")
    assert house.ask(found) == []

    # The first answer of the server is lost: what was sent is written, and nobody hears of it.
    network.on_sync = lambda: None
    context.set_offline(False)
    page.locator("[data-do=send]").click()
    page.locator("[data-do=send]").click()
    expect(page.locator("#field")).to_have_attribute("data-waiting", "0", timeout=60_000)

    assert house.ask(found) == [("food", 5, "ยายทดสอบ")]
    context.close()
    assert faults == []
