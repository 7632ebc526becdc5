"""Activities of the demo whose times are still open: invented people say when they could come."""

from __future__ import annotations

from datetime import datetime, timedelta

from mueang.apps.catalog.actions import add_instructor, open_offering
from mueang.apps.catalog.models import Offering
from mueang.apps.planning.actions import answer_times, ask_for_times
from mueang.demo.city import Demo

# Parts of a week, and how many people gave each set of them.
SAID = (
    (("MO-evening", "WE-evening", "SA-morning"), 4),
    (("SA-morning", "SU-morning"), 3),
    (("TU-evening", "TH-evening"), 2),
    (("SA-morning", "SA-afternoon", "SU-afternoon"), 3),
    (("FR-morning",), 1),
)


def add_time_questions(demo: Demo, *, now: datetime) -> None:
    """Two drafts that repeat something of the demo, given by whoever gave it."""
    rows = Offering.objects.filter(city=demo.city, seats_are_drawn=False).exclude(instructors=None)
    each = {row.program_id: row for row in rows.select_related("program", "place").order_by("-pk").distinct()}
    for number, before in enumerate(list(each.values())[-2:]):
        starts_on = demo.today + timedelta(days=30)
        draft = open_offering(
            program=before.program,
            place=before.place,
            seats=15,
            starts_on=starts_on,
            ends_on=starts_on + timedelta(weeks=4),
            owner=demo.manager,
            actor=demo.manager,
            is_invented=True,
        )
        for row in before.instructors.all():
            add_instructor(offering=draft, person=row.person, role=row.role, actor=demo.manager)
        question = ask_for_times(
            offering=draft,
            actor=demo.manager,
            now=now,
            sessions_a_week=1 + number,
            minutes=120,
            n_weeks=4,
            from_on=starts_on,
            least=4,
            teaching=["WE-evening", "TH-evening", "SA-morning", "SA-afternoon", "SU-morning"],
            rooms=[str(before.place.uuid), str(demo.places["learning-park"].uuid)],
            answers_until=demo.today + timedelta(days=14),
        )
        for key, (parts, n_people) in enumerate(SAID):
            answer_times(question=question, parts=parts, n_people=n_people, key=f"demo-{number}-{key}", now=now)
