"""The demo city: deterministic, invented, and something true to show on every screen."""

import pytest
from django.core.management import CommandError, call_command

from mueang.apps.people.actions import stage_roster
from mueang.demo.cohort_workbook import cohort_workbook
from mueang.demo.sign_ins import ACCOUNTS, PASSWORD, sign_in_lines


def test_the_demo_says_how_to_sign_in():
    text = "\n".join(sign_in_lines())

    assert PASSWORD in text
    assert all(account.username in text for account in ACCOUNTS)


def test_a_city_needs_enough_people(db):
    with pytest.raises(CommandError, match="400"):
        call_command("demo", people=10)


def test_the_workbook_holds_the_faults_that_offices_make(cast):
    data = cohort_workbook(n_people=30, seed="test", title="รายชื่อ")

    roster = stage_roster(city=cast.city, file_name="รายชื่อ.xlsx", data=data, actor=cast.officer)

    states = list(roster.rows.values_list("state", flat=True))
    assert len(states) == 31
    assert states.count("duplicate") == 1
    assert (states.count("wrong"), states.count("skipped")) == (2, 1)
