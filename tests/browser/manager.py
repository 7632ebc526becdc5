"""Step 7: the manager's desk opens on today: what needs attention, the numbers and their sources, the rows behind."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from browser.reader import Reader

HREFS = "(links) => [...new Set(links.map((link) => link.href))]"


def open_today(manager: Reader) -> None:
    page = manager.page
    manager.sign_in("manager")
    manager.meets(_("Today"))
    assert page.locator("main .list li").count() >= 3
    n_numbers = page.locator(".stat").count()
    assert page.locator(".stat-source").count() == page.locator(".stat a").count() == n_numbers >= 4
    assert page.locator("main tbody tr").count() >= 5
    manager.look("today")


def follow_every_link(manager: Reader) -> None:
    """Each line and number opens the rows it was counted from; each room of the desk is looked at."""
    page = manager.page
    rows = page.locator("main section").get_by_role("link").evaluate_all(HREFS)
    rooms = page.locator("#desk-nav ul:not(.desk-account) a").evaluate_all(HREFS)
    assert len(rows) >= 10
    assert len(rooms) >= 10
    answers = {address: page.context.request.get(address).status for address in rows}
    assert answers == dict.fromkeys(rows, 200)
    for address in rooms:
        page.goto(address)
        manager.look(picture_name(address))


def picture_name(address: str) -> str:
    parts = urlsplit(address)
    return "-".join(part for part in parts.path.split("/") if part not in {"", "en", "desk", "yala"})[:60]
