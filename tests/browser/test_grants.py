"""A baht from a fund's call to the auditor's page, in real Chromium: every step by whoever does it in life."""

from __future__ import annotations

import os

import pytest
from django.utils import timezone, translation

from browser import funding, spending
from browser.reader import Window, reader
from mueang.apps.grants.models import Grant

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WALKS = [Window("th", 390), Window("en", 1280)]
PICTURED = [*WALKS, Window("en", 390), Window("th", 1280)]


@pytest.mark.parametrize("window", PICTURED if os.environ.get("MUEANG_SCREENSHOTS") else WALKS, ids=str)
def test_a_grant_is_asked_for_given_spent_shown_and_found_to_the_satang(window, house, chromium, pictures):
    today = timezone.localdate()
    spending.appoint(house)

    def somebody(who):
        return reader(chromium, address=house.address, window=window, pictures=pictures, who=who)

    with (
        translation.override(window.language),
        somebody("funder") as funder,
        somebody("officer") as officer,
        somebody("manager") as manager,
        somebody("auditor") as auditor,
    ):
        funding.open_a_call(funder, today=today)
        spending.apply(officer, today=today)
        funding.decide(funder, title=spending.TITLE, today=today)
        spending.sign(manager)
        spending.agree_the_plan(manager)
        funding.release(funder, title=spending.TITLE)
        spending.receive(officer)
        spending.spend(officer, today=today)
        spending.approve(manager)
        about = spending.point_at_rows(manager)
        funding.see_it_is_late(funder, title=spending.TITLE, milestone=spending.MILESTONE)
        spending.report(manager, about=about)
        funding.accept_the_report(funder, title=spending.TITLE, about=about)
        drawn = funding.sample(funder, title=spending.TITLE)
        spending.remit_and_read_every_baht(auditor)

    assert len(drawn) == 3
    assert house.ask(lambda alias: Grant.objects.using(alias).get(title=spending.TITLE).fund.name_th)
    books = house.mueang("ledger", "verify")
    assert books.returncode == 0, books.stdout
