"""The roll call in a hall: forty people in a minute, a network cut, a server killed, two devices: each mark once."""

from __future__ import annotations

import sys
import threading
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from browser.hall import ROWS, Hall, standing, written
from browser.network import Network
from mueang.apps.catalog.models import Session
from mueang.apps.enrollment.models import Apology, Enrollment, MarkEntry
from mueang.demo.content_programs import ROLL_CALL_PROGRAM
from mueang.demo.faces import COLOURS
from mueang.demo.learning import N_ROLL_CALL

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MOST_PRESSES = 20
PHONE = "0861112222"
N_KEPT_FACES = """() => new Promise((done) => {
  indexedDB.open("mueang-names").onsuccess = ({ target: { result } }) => {
    const asked = result.transaction("faces").objectStore("faces").count();
    asked.onsuccess = () => { result.close(); done(asked.result); };
  };
})"""


@pytest.fixture
def network(house):
    network = Network(house.port)
    yield network
    network.close()


@pytest.fixture
def hall(chromium, network):
    """Opens a device; every one is looked over at the end."""
    devices = []

    def opened(who="keeper"):
        device = Hall(chromium, network.address, who=who)
        devices.append(device)
        device.sign_in()
        return device

    yield opened
    for device in devices:
        device.close()


def test_forty_people_take_less_than_a_minute(hall, house, capsys):
    keeper = hall()
    session = keeper.open_roll()
    assert keeper.page.locator(ROWS).count() == N_ROLL_CALL

    keeper.begin()
    for place in (3, 9, 17, 25, 33):
        keeper.mark(place, "absent")
    keeper.mark(11, "late")
    keeper.mark(12, "left_early")
    keeper.mark(13, "excused")
    keeper.walk_in("นายเดินมา ทดสอบเดิน", PHONE)
    keeper.save()
    pressed, seconds = keeper.n_presses, keeper.seconds()
    keeper.waits_for(0)

    with capsys.disabled():
        sys.stdout.write(
            f"\n{N_ROLL_CALL + 1} people: {pressed} presses in {seconds:.1f} s, sent {keeper.seconds():.1f} s\n"
        )
    after = written(house, session)
    marks = after.pop("marks")
    assert pressed <= MOST_PRESSES
    # Whether the one who walked in is late depends on the time of day.
    assert marks["present"] + marks["late"] == N_ROLL_CALL + 1 - 7
    assert (marks["absent"], marks["left_early"], marks["excused"]) == (5, 1, 1)
    assert after == {"n_sent": 9, "n_walk_ins": 1, "has_true_hours": True}


def test_a_network_cut_in_mid_roll_loses_and_doubles_nothing(hall, house):
    keeper = hall()
    session = keeper.open_roll()
    keeper.mark(1, "absent")
    keeper.waits_for(0)

    keeper.context.set_offline(True)
    keeper.mark(2, "absent")
    keeper.mark(3, "late")
    keeper.page.reload()
    expect(keeper.page.locator(ROWS)).to_have_count(N_ROLL_CALL)
    keeper.walk_in("นายเดินมา ทดสอบเดิน", PHONE)
    keeper.page.locator("[data-input=search]").fill("เดินมา")
    expect(keeper.page.locator(f"{ROWS}:visible")).to_have_count(1)
    keeper.save()
    keeper.waits_for(4)
    offline = written(house, session)
    keeper.context.set_offline(False)
    keeper.waits_for(0)

    assert (offline["n_sent"], offline["marks"]) == (1, Counter())
    after = written(house, session)
    marks = after.pop("marks")
    assert marks["present"] + marks["late"] == N_ROLL_CALL + 1 - 2
    assert marks["absent"] == 2
    assert after == {"n_sent": 4, "n_walk_ins": 1, "has_true_hours": True}


@pytest.mark.parametrize("seconds_of_work", [0.0, 0.05, 1.5])
def test_a_server_killed_while_marks_are_on_their_way_writes_each_once(hall, house, network, seconds_of_work):
    keeper = hall()
    session = keeper.open_roll()
    keeper.context.set_offline(True)
    for place in range(1, 6):
        keeper.mark(place, "absent")
    keeper.walk_in("นายเดินมา ทดสอบเดิน", PHONE)
    keeper.save()
    keeper.waits_for(7)

    is_dark = threading.Event()

    def power_cut():
        time.sleep(seconds_of_work)
        house.kill()
        is_dark.set()

    network.on_sync = power_cut
    keeper.context.set_offline(False)
    keeper.page.locator("[data-do=send]").click()
    assert is_dark.wait(timeout=60)
    keeper.waits_for(7)
    house.start()
    keeper.page.locator("[data-do=send]").click()
    keeper.waits_for(0)

    after = written(house, session)
    assert network.n_syncs >= 2
    marks = after.pop("marks")
    assert marks["present"] + marks["late"] == N_ROLL_CALL + 1 - 5
    assert marks["absent"] == 5
    assert after == {"n_sent": 6, "n_walk_ins": 1, "has_true_hours": True}


def test_two_devices_that_disagree_end_in_the_later_mark_and_both_are_told(hall, house):
    keeper, officer = hall("keeper"), hall("officer")
    session = keeper.open_roll()
    assert officer.open_roll() == session
    for device in (keeper, officer):
        device.context.set_offline(True)
    who = keeper.mark(4, "absent")
    assert officer.mark(4, "late") == who
    officer.mark(5, "absent")
    keeper.mark(6, "absent")

    # The later mark arrives first; the earlier one comes after it and changes nothing.
    officer.context.set_offline(False)
    officer.waits_for(0)
    keeper.context.set_offline(False)
    keeper.waits_for(0)
    keeper.save()
    keeper.waits_for(0)
    officer.page.reload()

    assert standing(house, session, who) == "late"
    for device in (keeper, officer):
        note = device.page.locator(f"[data-who='{who}'] .hall-notes")
        expect(note).to_contain_text("ใช้รายการที่เช็กทีหลัง")
    after = written(house, session)
    assert after["marks"] == Counter(present=N_ROLL_CALL - 3, late=1, absent=2)
    assert after["n_sent"] == 4


def test_signed_out_while_offline_the_marks_stay_and_the_names_go(hall, house):
    keeper = hall()
    session = keeper.open_roll()
    keeper.context.set_offline(True)
    keeper.mark(7, "absent")
    keeper.session_ends()
    keeper.context.set_offline(False)

    expect(keeper.page.locator("[data-when=sign-in]")).to_be_visible()
    expect(keeper.page.locator(ROWS)).to_have_count(0)
    keeper.waits_for(1)
    keeper.sign_in()
    keeper.waits_for(0)

    assert written(house, session)["n_sent"] == 1


def test_marks_of_one_account_are_never_sent_by_another(hall, house):
    keeper = hall()
    session = keeper.open_roll()
    keeper.context.set_offline(True)
    keeper.mark(7, "absent")
    keeper.session_ends()
    keeper.context.set_offline(False)
    keeper.who = "officer"
    keeper.sign_in()

    expect(keeper.page.locator("[data-when=others]")).to_be_visible()
    assert written(house, session)["n_sent"] == 0
    keeper.session_ends()
    keeper.who = "keeper"
    keeper.sign_in()

    house.until(lambda alias: MarkEntry.objects.using(alias).filter(session__uuid=session).exclude(device="").exists())
    keeper.waits_for(0)
    expect(keeper.page.locator("[data-when=others]")).to_be_hidden()
    assert written(house, session)["n_sent"] == 1


def test_a_learner_scans_the_code_that_a_device_without_a_network_shows(hall, house, chromium, network):
    house.ask(lambda alias: is_on_now(alias, ROLL_CALL_PROGRAM.name_th))
    keeper = hall()
    session = keeper.open_roll()
    name, digits = house.ask(lambda alias: somebody_with_a_phone(alias, session))
    keeper.context.set_offline(True)
    keeper.press("[data-do=show-code]")
    address = keeper.page.locator(".hall-qr").get_attribute("data-text")

    context = chromium.new_context(locale="th-TH", timezone_id="Asia/Bangkok")
    page = context.new_page()
    page.goto(address)
    page.locator("[name=name]").fill(name)
    page.locator("[name=digits]").fill(digits)
    page.locator("form.form button[type=submit]").click()
    expect(page.locator("h1")).to_have_text("บันทึกแล้วว่าท่านมา")
    context.close()
    keeper.page.locator("#code-dialog [data-do=close]").click()
    keeper.context.set_offline(False)
    keeper.page.reload()

    expect(keeper.page.locator(".hall-notes", has_text="สแกนแล้ว")).to_have_count(1)


def test_who_said_sorry_is_excused_on_the_device_before_anybody_marks(hall, house):
    sorry = house.ask(lambda alias: says_sorry(alias, ROLL_CALL_PROGRAM.name_th))
    keeper = hall()
    session = keeper.open_roll()
    row = keeper.page.locator(f"{ROWS}[data-who='{sorry}']")

    expect(row.locator(".hall-notes")).to_contain_text("แจ้งล่วงหน้า")
    expect(keeper.page.locator("[data-count=excused]")).to_have_text("1")
    keeper.context.set_offline(True)
    keeper.page.reload()
    expect(row.locator(".hall-notes")).to_contain_text("แจ้งล่วงหน้า")
    keeper.save()
    keeper.waits_for(1)
    keeper.context.set_offline(False)
    keeper.waits_for(0)

    assert written(house, session)["marks"]["excused"] == 1


def test_faces_stay_on_the_device_without_a_network_until_an_hour_after_the_session(hall, house):
    house.ask(lambda alias: is_on_now(alias, ROLL_CALL_PROGRAM.name_th))
    keeper = hall()
    keeper.open_roll()
    rows, faces = keeper.page.locator(ROWS), keeper.page.locator(f"{ROWS} .roll-face img")
    expect(faces).to_have_count(len(COLOURS))

    keeper.context.set_offline(True)
    keeper.page.reload()
    expect(faces).to_have_count(len(COLOURS))
    keeper.page.clock.set_system_time(timezone.now() + timedelta(hours=12))
    keeper.page.reload()

    expect(faces).to_have_count(0)
    expect(rows).to_have_count(N_ROLL_CALL)
    assert keeper.page.evaluate(N_KEPT_FACES) == 0


def says_sorry(alias, program):
    session = Session.objects.using(alias).get(offering__program__name_th=program, starts_at__date=timezone.localdate())
    learner = Enrollment.objects.using(alias).filter(offering=session.offering_id, state="enrolled").first()
    Apology.objects.using(alias).create(enrollment=learner, session=session, said_at=timezone.now())
    return learner.uuid


def is_on_now(alias, program):
    now = timezone.now()
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    of_today = Session.objects.using(alias).filter(
        offering__program__name_th=program, starts_at__date=timezone.localdate()
    )
    of_today.update(starts_at=max(midnight, now - timedelta(minutes=5)), ends_at=now + timedelta(minutes=120))


def somebody_with_a_phone(alias, session):
    rows = Enrollment.objects.using(alias).filter(offering__sessions__uuid=session).exclude(person__phone="")
    person = rows.select_related("person").first().person
    return f"{person.given_name} {person.family_name}", person.phone[-4:]
