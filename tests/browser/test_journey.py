"""No child lost: from a teacher's register to a closure that is asked about again, in real Chromium."""

from __future__ import annotations

import os

import pytest
from django.utils import translation

from browser import casework, school, triage
from browser.conference import PLACE, hold_a_conference
from browser.keeper import see_a_child_attend
from browser.reader import Window, reader
from mueang.demo.content_places import PARTNERS

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WALKS = [Window("th", 390), Window("en", 1280)]
PICTURED = [*WALKS, Window("en", 390), Window("th", 1280)]


@pytest.mark.parametrize("window", PICTURED if os.environ.get("MUEANG_SCREENSHOTS") else WALKS, ids=str)
def test_a_child_is_found_and_comes_back(window, house, chromium, pictures):
    child = house.ask(school.find_a_child)
    agency = PARTNERS[0].name_th if window.language == "th" else PARTNERS[0].name_en

    def somebody(who):
        return reader(
            chromium, address=house.address, window=window, pictures=pictures, who=who, names=(child.name, PLACE)
        )

    with translation.override(window.language):
        with somebody("teacher") as teacher:
            n_away = school.mark_absences(teacher, child)
            school.tell_of_the_child(teacher, child)
        school.pass_the_night(house)
        with somebody("caseworker") as worker, somebody("supervisor") as supervisor:
            triage.answer_the_flag(worker, house, child, n_away=n_away)
            triage.hand_the_concern_on(supervisor, child)
            triage.plan_a_visit(worker, child)
            triage.visit_without_a_network(chromium, house, child)
            triage.open_a_case(worker, house, child)
            triage.join_what_the_teacher_told(supervisor, child)
            triage.link_to_the_register(worker, child)
            casework.open_case_of(worker, child)
            casework.assess(worker)
            casework.agree_what_may_be_told(worker, agency=agency)
            casework.plan_with_the_family(worker, agency=agency)
            link = casework.refer(worker, agency=agency)
            with somebody("agency") as office:
                casework.answer_without_an_account(office, link, child)
            casework.open_case_of(worker, child)
            casework.hold_a_seat(worker, house, child)
            with somebody("keeper") as keeper:
                see_a_child_attend(keeper, child.name)
            casework.hear_of_attendance(worker, child)
            hold_a_conference(supervisor, child)
            casework.close(worker, child)
            casework.three_months_later(house, child)
            casework.check_again(worker, child)
