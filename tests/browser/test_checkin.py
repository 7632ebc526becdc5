"""A forum at the door: 212 badges, three days, two phones without a network; and a camera reads a badge."""

from __future__ import annotations

import shutil
import sys
import time
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from browser.door import Door, Forum, Rooms
from browser.hall import ROWS, written
from browser.reader import LAUNCH

pytestmark = [pytest.mark.browser, pytest.mark.slow]

N_PEOPLE = 212
STAYED_AWAY = (0, 5, 9)
SEEN_BY_BOTH = 4


@pytest.fixture
def forum(house):
    return Forum(house)


def filmed(picture: bytes, *, at: Path) -> Path:
    """What a camera sees of it, as a film of five frames."""
    frame, seen = Image.new("RGB", (640, 480), "white"), BytesIO()
    frame.paste(Image.open(BytesIO(picture)), (40, 60))
    frame.save(seen, "JPEG", quality=90)
    at.write_bytes(seen.getvalue() * 5)
    return at


def test_212_people_pass_two_phones_without_a_network_on_three_days(chromium, house, forum, capsys):
    phones = [Door(chromium, house.address, who=who) for who in ("keeper", "officer")]
    for phone in phones:
        phone.sign_in()
    badges, seconds = forum.badges(), []
    assert len(badges) == N_PEOPLE

    for number, n_away in enumerate(STAYED_AWAY):
        session = forum.days()[number]
        half, last = N_PEOPLE // 2, N_PEOPLE - n_away
        shares = [badges[:half], badges[half - SEEN_BY_BOTH : last]]
        for phone in phones:
            phone.page.reload()
            phone.is_kept()
            phone.open_door(session, n_people=N_PEOPLE)
            phone.context.set_offline(True)
        began = time.monotonic()
        for phone, share in zip(phones, shares, strict=True):
            phone.read(share)
            phone.counts(len(share), of=N_PEOPLE)
        seconds.append(time.monotonic() - began)
        phones[0].read(["https://city.example/yala/learn/forum/#00000000-0000-4000-8000-000000000000"])
        expect(phones[0].page.locator("[data-said=ticket]")).to_have_class("hall-said hall-missed")
        for phone in phones:
            phone.close_door()
        # On the last day the roll is saved while the other phone's marks still wait: they count all the same.
        first, others = (phones[:1], phones[1:]) if number == len(STAYED_AWAY) - 1 else (phones, [])
        for phone in first:
            phone.comes_back()
        phones[0].page.reload()
        if n_away:
            phones[0].press("[data-do=only-arrived]")
        phones[0].save_roll()
        for phone in others:
            phone.comes_back()

        after = written(house, session)
        assert after["marks"] == Counter(present=N_PEOPLE - n_away) + Counter(absent=n_away)
        assert after["has_true_hours"]
        # Whoever showed the badge at both phones stands once and every press is kept; how many the first phone marks
        # as away depends on what it has heard of the other.
        n_read = sum(map(len, shares))
        assert n_read + n_away <= after["n_sent"] <= n_read + (N_PEOPLE - half if n_away else 0)
        forum.a_night_passes()

    for phone in phones:
        phone.close()
    with capsys.disabled():
        said = ", ".join(f"{one:.0f} s" for one in seconds)
        sys.stdout.write(f"\n{N_PEOPLE} people at two phones, one after the other: {said}\n")


def test_a_camera_reads_a_printed_badge_where_the_browser_reads_none_by_itself(chromium, house, forum, tmp_path):
    manager = Door(chromium, house.address, who="manager", width=1280)
    manager.sign_in()
    manager.page.goto(f"{house.address}/desk/yala/enrollment/offering/{forum.uuid()}/badges/")
    badges = manager.page.locator(".name-badge")
    expect(badges).to_have_count(N_PEOPLE)
    name = badges.nth(7).locator("h2").inner_text()
    film = filmed(badges.nth(7).screenshot(), at=tmp_path / "badge.mjpeg")
    manager.close()

    seen_by = [f"--use-file-for-fake-video-capture={film}", "--use-fake-device-for-media-stream"]
    own = chromium.browser_type.launch(
        executable_path=shutil.which("chromium"), args=[*LAUNCH, *seen_by, "--use-fake-ui-for-media-stream"]
    )
    phone = Door(own, house.address, who="keeper")
    phone.sign_in()
    phone.is_kept()
    phone.context.set_offline(True)
    phone.open_door(forum.days()[0], n_people=N_PEOPLE)
    phone.counts(1, of=N_PEOPLE)
    expect(phone.page.locator("[data-said=ticket]")).to_contain_text(name)
    phone.close()
    own.close()


def test_the_door_of_a_room_reads_whoever_chose_another_room_or_none(chromium, served_house):
    rooms = Rooms(served_house)
    here, other, _third = rooms.rooms
    own, theirs, (undecided, *_more) = rooms.chose(here), rooms.chose(other), rooms.undecided()
    phone = Door(chromium, served_house.address, who="officer")
    phone.sign_in()
    phone.is_kept()
    phone.page.goto(f"{served_house.address}/keeper/hall/#{here.uuid}")
    phone.page.reload()
    expect(phone.page.locator(ROWS)).to_have_count(len(own))
    phone.context.set_offline(True)
    phone.open_door(here.uuid, n_people=len(own))

    phone.read([f"https://city.example/yala/learn/forum/#{who}" for who in (own[0], theirs[0], undecided)])
    phone.counts(3, of=len(own) + 2)
    phone.close_door()
    phone.comes_back()
    phone.save_roll()

    assert rooms.was_here(here) == {*own, theirs[0], undecided}
    phone.page.goto(f"{served_house.address}/keeper/hall/#{other.uuid}")
    expect(phone.page.locator(ROWS)).to_have_count(len(theirs) - 1)
    assert phone.faults == []
    phone.close()
