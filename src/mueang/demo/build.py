"""Build the demo from the ground up: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from mueang.apps.catalog.actions import load_interests
from mueang.apps.network.actions import load_network_facts
from mueang.demo.assessments import add_assessments
from mueang.demo.campaigns import add_campaigns
from mueang.demo.cases import add_cases
from mueang.demo.city import Demo, add_heritage, add_partners, add_people, add_places, open_demo_city
from mueang.demo.cohort import add_cohort
from mueang.demo.committees import add_committee
from mueang.demo.concerns import add_concerns
from mueang.demo.courses import add_course, add_learning_system
from mueang.demo.early_warning import add_early_warning
from mueang.demo.forum import add_forum, add_next_cohort, write_sample_workbook
from mueang.demo.gathering import add_gathering
from mueang.demo.grants import add_grants
from mueang.demo.handover import add_handover
from mueang.demo.indicators import add_indicators, freeze_operations
from mueang.demo.learning import add_offerings, add_roll_call_of_today
from mueang.demo.mapping import add_mapping_day
from mueang.demo.offerings import enrich_offerings
from mueang.demo.partner_calendar import add_partner_calendar
from mueang.demo.passing_on import add_absences, add_passing_on
from mueang.demo.planning import add_planning
from mueang.demo.plans import add_plan, add_plan_reports
from mueang.demo.practices import add_practices
from mueang.demo.privacy import add_privacy
from mueang.demo.registers import add_registers
from mueang.demo.reports import add_reports
from mueang.demo.rounds import add_rounds
from mueang.demo.seats import add_seats_in_motion
from mueang.demo.surveys import add_surveys
from mueang.demo.times import add_time_questions

SEED = "mueang"


@transaction.atomic
def build_demo(*, n_people: int, folder: Path, say: Callable[[str], None]) -> Path:
    """Fill the demo city; returns the path of a workbook to import by hand.

    One transaction: a demo that was stopped half-way leaves nothing behind.
    """
    now = timezone.now()
    load_network_facts()
    load_interests()
    say("Opening the demo city …")
    demo = open_demo_city(seed=SEED, today=timezone.localdate(now))
    add_partners(demo)
    add_places(demo)
    add_planning(demo, now=now)
    say(f"Inventing {n_people} people …")
    add_people(demo, n_people=n_people)
    _add_knowledge(demo, now=now)
    say("Opening what can be learned …")
    add_offerings(demo)
    enrich_offerings(demo)
    roll_call = add_roll_call_of_today(demo, now=now)
    add_absences(demo, roll_call)
    add_seats_in_motion(demo, roll_call=roll_call, now=now)
    add_rounds(demo, now=now)
    add_partner_calendar(demo, now=now)
    say("Holding the forum of 4-6 November 2566 …")
    _hold_forum(demo, now=now)
    say("Asking what came of an earlier course …")
    add_passing_on(demo, now=now)
    add_time_questions(demo, now=now)
    add_campaigns(demo, roll_call, now=now)
    _govern(demo, now=now)
    say("Asking invented people what they wish to learn …")
    add_surveys(demo, now=now)
    say("Calling the rolls of three schools …")
    add_registers(demo, now=now, folder=folder)
    say("Looking after invented children …")
    add_concerns(demo, now=now)
    add_early_warning(demo, now=now)
    add_cases(demo, now=now)
    add_privacy(demo, now=now)
    _count(demo, now=now)
    if connection.vendor == "postgresql":
        # Just filled, it plans its first questions in the dark, and answers some of them after minutes.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return write_sample_workbook(folder)


def _add_knowledge(demo: Demo, *, now: datetime) -> None:
    """What people of the city know, and a day on which volunteers look for more."""
    add_heritage(demo)
    add_mapping_day(demo, now=now)


def _hold_forum(demo: Demo, *, now: datetime) -> None:
    """The cohort of the forum, the course taught in it, and the cohort after it."""
    forum = add_forum(demo)
    add_course(demo, forum, now=now)
    add_learning_system(demo)
    add_next_cohort(demo, forum.program)
    add_assessments(demo, forum, now=now)
    add_gathering(demo, now=now)


def _govern(demo: Demo, *, now: datetime) -> None:
    """What the city measures, did beside it, reports and decides, and a colleague who left."""
    add_indicators(demo, now=now)
    add_practices(demo, now=now)
    add_reports(demo, now=now)
    add_committee(demo, now=now)
    add_handover(demo)


def _count(demo: Demo, *, now: datetime) -> None:
    """What points at rows or counts them, once they are all there."""
    add_plan(demo, now=now)
    add_grants(demo, now=now)
    add_plan_reports(demo, now=now)
    add_cohort(demo, now=now)
    freeze_operations(demo, now=now)
