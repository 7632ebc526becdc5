"""A manager tries out a place on the map: by mouse, finger, keys and form; names it, compares it, prints it."""

from __future__ import annotations

import re

import pytest
from django.utils import translation
from django.utils.translation import gettext as _
from playwright.sync_api import Locator, expect

from browser.house import House
from browser.reader import Reader, Window, reader
from mueang.apps.planning.enums import ChangeKind
from mueang.apps.planning.models import Change, Scenario

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TITLE = "ห้องริมน้ำ (riverside)"
PLACE = "ห้องเรียนรู้ริมน้ำ (riverside room)"
SHADES = "(paths) => paths.map((path) => path.getAttribute('class')).join()"
STANDS = "(site) => site.getAttribute('transform')"
HIDDEN_IN_PRINT = ".desk-nav, .actions, form, button, #drag-status, header.site, footer.site"


@pytest.mark.parametrize("window", [Window("th", 390), Window("en", 1280)], ids=str)
def test_a_place_is_opened_by_form_moved_by_hand_and_by_keys_compared_and_printed(window, house, chromium, pictures):
    with (
        translation.override(window.language),
        reader(chromium, address=house.address, window=window, pictures=pictures, who="planner") as manager,
    ):
        manager.names = (TITLE, PLACE, *house.ask(names))
        manager.sign_in("manager")
        begin(manager)
        open_a_room(manager)
        a_place_let_go_elsewhere_changes_numbers_and_map_and_is_saved(manager, house)
        arrow_keys_and_the_form_do_what_a_hand_on_the_map_does(manager, house)
        two_scenarios_are_compared_and_printed(manager)


def a_place_let_go_elsewhere_changes_numbers_and_map_and_is_saved(manager: Reader, house: House) -> None:
    before = seen(manager)
    stood = house.ask(where)

    drag(manager, room(manager), right=-70, down=25)
    done(manager)

    after = seen(manager)
    assert after["numbers"] != before["numbers"]
    assert after["shades"] != before["shades"]
    assert after["table"] != before["table"]
    moved = house.ask(where)
    assert moved[0] < stood[0], "south"
    assert moved[1] < stood[1], "west"
    manager.look("dragged")
    manager.page.reload()
    assert seen(manager) == after


def arrow_keys_and_the_form_do_what_a_hand_on_the_map_does(manager: Reader, house: House) -> None:
    page, before, stood = manager.page, seen(manager), house.ask(where)
    room(manager).focus()
    for _n in range(20):
        page.keyboard.press("ArrowLeft")
    done(manager)
    expect(room(manager)).to_be_focused()
    by_keys = seen(manager)
    assert by_keys["stands"] != before["stands"]
    assert house.ask(where)[1] < stood[1]

    change(manager, kind=ChangeKind.CLOSED, place=1)

    assert seen(manager)["table"] != by_keys["table"]
    assert house.ask(kinds) == [ChangeKind.OPENED, ChangeKind.CLOSED]
    manager.look("closed")
    page.get_by_role("button", name=_("Undo this change")).last.click()
    page.wait_for_load_state("load")
    assert seen(manager) == by_keys


def two_scenarios_are_compared_and_printed(manager: Reader) -> None:
    page = manager.page
    numbers = seen(manager)["numbers"]
    manager.open("/desk/yala/planning/scenarios/")
    manager.look("scenarios")
    page.get_by_label(_("Compare %(name)s") % {"name": TITLE}).check()
    page.locator("[name=one]:not(:checked)").first.check()
    manager.press(_("Compare the two chosen"))
    manager.meets(_("Two scenarios side by side"))
    manager.look("compared")
    expect(page.locator("main .shaded > svg")).to_have_count(2)
    assert page.locator("main h2 a").filter(has_text=TITLE).count() == 1
    check_print(manager)

    page.get_by_role("link", name=TITLE).first.click()
    manager.meets(TITLE)
    assert seen(manager)["numbers"] == numbers
    check_print(manager)


def begin(manager: Reader) -> None:
    """A name and a question; nothing is changed yet."""
    manager.open("/desk/yala/planning/scenarios/")
    manager.meets(_("Scenarios"))
    page = manager.page
    page.locator("form.form [name=name]").fill(TITLE)
    page.locator("form.form [name=way]").select_option("motorbike")
    manager.press(_("Begin"))
    manager.meets(TITLE)
    manager.reads(_("Nothing is changed yet: this is today."))


def open_a_room(manager: Reader) -> None:
    before = seen(manager)["numbers"]
    page = manager.page
    page.locator(f"[name=kind][value={ChangeKind.OPENED}]").check()
    page.locator("form.form:not([action]) [name=name]").fill(PLACE)
    page.locator("[name=neighbourhood]").select_option(index=4)
    page.locator("[name=seats]").fill("60")
    page.locator("[name=weekdays][value=SA]").check()
    page.locator("[name=opens_at]").fill("09:00")
    page.locator("[name=closes_at]").fill("16:00")
    page.locator("[name=cost]").fill("350000")
    manager.press(_("Add"))
    expect(page.locator("main ul.list > li").filter(has_text=PLACE)).to_be_visible()
    assert seen(manager)["numbers"] != before
    manager.look("opened")


def change(manager: Reader, *, kind: str, place: int) -> None:
    page = manager.page
    page.get_by_text(_("Add a change"), exact=True).click()
    page.locator(f"[name=kind][value={kind}]").check()
    page.locator("[name=place]").select_option(index=place)
    manager.press(_("Add"))
    expect(page.locator("main ul.list > li")).to_have_count(2)


def drag(manager: Reader, what: Locator, *, right: int, down: int) -> None:
    """With the mouse on a wide window; on a narrow one with a finger, which does not hit the middle."""
    what.scroll_into_view_if_needed()
    box = what.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page, steps = manager.page, [(x + right * part, y + down * part) for part in (0.3, 0.7, 1)]
    if manager.window.width >= 600:
        page.mouse.move(x, y)
        page.mouse.down()
        for step in steps:
            page.mouse.move(*step)
        page.mouse.up()
        return
    x += 9
    finger = page.context.new_cdp_session(page)
    for kind, spots in [("touchStart", [(x, y)]), *[("touchMove", [step]) for step in steps], ("touchEnd", [])]:
        points = [{"x": across, "y": below} for across, below in spots]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def room(manager: Reader) -> Locator:
    return manager.page.locator("#effect [data-site]").filter(has=manager.page.locator("title", has_text=PLACE))


def done(manager: Reader) -> None:
    expect(manager.page.locator("#drag-status")).to_have_text(_("Saved."))


def seen(manager: Reader) -> dict[str, object]:
    """What the scenario's page shows: its numbers, the shades of its map, where the room stands, its table."""
    page = manager.page
    page.wait_for_load_state("load")
    sites = room(manager)
    return {
        "numbers": page.locator("#effect .stats").inner_text(),
        "shades": page.locator("#effect .shaded > svg > path").evaluate_all(SHADES),
        "stands": sites.evaluate(STANDS) if sites.count() else None,
        "table": page.locator("#effect table").inner_text(),
    }


def check_print(manager: Reader) -> None:
    """On paper: the map, the numbers and what was assumed; nothing to press."""
    page = manager.page
    expect(page.locator("[data-print]")).to_be_visible()
    page.emulate_media(media="print")
    try:
        assert [one for one in page.locator(HIDDEN_IN_PRINT).all() if one.is_visible()] == []
        expect(page.locator("main .shaded > svg").first).to_be_visible()
        expect(page.locator("main table").first).to_be_visible()
        assert page.locator("main .shaded .stripe").count() >= 1
        manager.take_picture("print")
        assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) >= 1
    finally:
        page.emulate_media(media="screen")


def the_scenario(alias: str) -> Scenario:
    return Scenario.objects.using(alias).get(name=TITLE)


def where(alias: str) -> tuple[float, float]:
    row = Change.objects.using(alias).get(scenario=the_scenario(alias), kind=ChangeKind.OPENED)
    assert row.latitude is not None
    assert row.longitude is not None
    return float(row.latitude), float(row.longitude)


def kinds(alias: str) -> list[str]:
    return [row.kind for row in Change.objects.using(alias).filter(scenario=the_scenario(alias)).order_by("pk")]


def names(alias: str) -> list[str]:
    """What the demo's scenarios are called: as their maker wrote it, whatever the page's language."""
    return list(Scenario.objects.using(alias).values_list("name", flat=True))
