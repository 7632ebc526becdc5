"""Visits in the field: a cut network, a killed server, two devices, a sign-out: each report once, no name left."""

from __future__ import annotations

import base64
import json
import threading

import pytest
from PIL import Image
from playwright.sync_api import expect

from browser.field import CARDS, FIELD, Round, reports
from browser.network import Network
from mueang.demo.content_concerns import CONCERNS

pytestmark = [pytest.mark.browser, pytest.mark.slow]

VISITED = [one.about for one in CONCERNS if one.becomes == "visit"]


@pytest.fixture
def network(house):
    network = Network(house.port)
    yield network
    network.close()


@pytest.fixture
def on_round(chromium, network):
    """Opens a phone; every one is looked over at the end."""
    phones = []

    def opened(who="caseworker"):
        phone = Round(chromium, network.address, who=who)
        phones.append(phone)
        phone.sign_in()
        return phone

    yield opened
    for phone in phones:
        phone.close()


def test_a_visit_is_written_without_a_network_and_arrives_once(on_round, house, network):
    phone = on_round()
    assert sorted(phone.names()) == sorted(VISITED)

    phone.context.set_offline(True)
    phone.page.reload()
    phone.open(VISITED[0])
    phone.write("ร่างแรก")
    phone.page.reload()
    expect(phone.page.locator("[name=said]")).to_have_value("ร่างแรก")
    phone.write("พบเด็กที่บ้าน")
    phone.finish()
    phone.waits_for(1)
    assert reports(house) == []

    # The first answer is lost: what was asked is done, and nobody hears of it.
    network.on_sync = lambda: None
    phone.context.set_offline(False)
    for _again in range(3):
        phone.page.locator("[data-do=send]").click()
    expect(phone.page.locator("#field")).to_have_attribute("data-waiting", "0", timeout=60_000)

    assert reports(house) == [("พบเด็กที่บ้าน", "child")]
    expect(phone.page.locator(CARDS)).to_have_count(len(VISITED) - 1)


def test_a_killed_server_loses_and_doubles_nothing(on_round, house, network):
    phone = on_round()
    phone.open(VISITED[1])
    phone.write("ไม่มีใครอยู่", found="nobody")
    is_dark = threading.Event()

    def power_cut():
        house.kill()
        is_dark.set()

    network.on_sync = power_cut
    phone.finish()
    assert is_dark.wait(timeout=60)
    phone.waits_for(1)
    house.start()
    phone.page.locator("[data-do=send]").click()
    expect(phone.page.locator("#field")).to_have_attribute("data-waiting", "0", timeout=60_000)

    assert reports(house) == [("ไม่มีใครอยู่", "nobody")]


def test_two_devices_report_on_one_visit_and_both_stay(on_round, house):
    first, second = on_round(), on_round()
    for phone, said in ((first, "เครื่องหนึ่ง"), (second, "เครื่องสอง")):
        phone.context.set_offline(True)
        phone.open(VISITED[0])
        phone.write(said)
        phone.finish()
    for phone in (second, first):
        phone.context.set_offline(False)
        phone.page.locator("[data-do=send]").click()
        expect(phone.page.locator("#field")).to_have_attribute("data-waiting", "0", timeout=60_000)

    assert [said for said, _found in reports(house)] == ["เครื่องสอง", "เครื่องหนึ่ง"]


def test_signing_out_leaves_no_name_and_loses_no_report(on_round, house):
    phone = on_round()
    phone.context.set_offline(True)
    phone.open(VISITED[0])
    phone.write("ข้อความลับมาก")
    phone.finish()
    # In use, too, what the device holds is unreadable outside the page.
    assert not any(secret in phone.held() for secret in ("สมมติชัย", "ข้อความลับมาก"))
    # The page did not send it yet: a sign-out comes first.
    phone.context.route("**/field/sync.json", lambda route: route.abort())
    phone.context.set_offline(False)
    phone.sign_out()
    held = phone.held()
    assert "visits {" not in held
    assert "keys {" not in held
    assert "reports {" in held
    assert reports(house) == []

    phone.context.unroute("**/field/sync.json")
    phone.sign_in()
    expect(phone.page.locator("#field")).to_have_attribute("data-waiting", "0", timeout=60_000)

    assert reports(house) == [("ข้อความลับมาก", "child")]


def test_a_photo_is_sent_without_its_place(on_round, house, tmp_path):
    picture = tmp_path / "photo.jpg"
    exif = Image.Exif()
    exif[0x010F] = "LEAKCAM"
    Image.new("RGB", (1600, 900), "green").save(picture, exif=exif)
    phone = on_round()
    sent = []
    phone.page.on("request", lambda one: sent.append(one.post_data or "") if "sync.json" in one.url else None)
    phone.open(VISITED[0])
    phone.write("มีรูป")
    phone.page.locator("[name=photo]").set_input_files(picture)
    expect(phone.page.locator("[data-said=photo]")).not_to_be_empty()
    phone.finish()
    expect(phone.page.locator("#field")).to_have_attribute("data-waiting", "0", timeout=60_000)

    photo = base64.b64decode(json.loads(sent[0])["items"][0]["photo"])
    assert photo.startswith(b"\xff\xd8\xff")
    assert b"LEAKCAM" not in photo
    assert phone.page.url.endswith((FIELD, f"{FIELD}#"))
