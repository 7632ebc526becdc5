"""The forum taught as the 45-hour course: what its meetings teach, and learners at different places in it."""

from __future__ import annotations

from datetime import datetime, timedelta

from mueang.apps.catalog.models import Offering
from mueang.apps.catalog.queries import sessions_of
from mueang.apps.courses.actions import Mark, mark_progress, open_course, set_strands
from mueang.apps.courses.rules import own_seats
from mueang.apps.lti.actions import register_platform
from mueang.curriculum.reading import packaged_course
from mueang.demo.city import Demo

# What the four meetings of a day and the mornings of practice teach.
DAY = ("understand", "measure", "tools", "communicate")
PRACTICE = ("understand", "understand", "drive", "drive", "drive", "drive", "tools", "tools", "measure", "measure")
N_READ = 8


def add_course(demo: Demo, forum: Offering, *, now: datetime) -> None:
    """The course run of the forum; the learner who signs in has read two strands and begun the third."""
    run = open_course(offering=forum, actor=demo.manager, now=now - timedelta(days=30))
    meetings = list(sessions_of(forum))
    taught = [*DAY * 3, *PRACTICE, "communicate", "communicate"]
    strands = {meeting.number: strand for meeting, strand in zip(meetings, taught, strict=True)}
    set_strands(run=run, strands=strands, actor=demo.manager)
    learner = demo.users["learner"]
    seat = own_seats(learner).get(offering=forum)
    modules = packaged_course().modules
    marks = [
        Mark(module.key, now - timedelta(days=20 - place), is_read=True)
        for place, module in enumerate(modules[:N_READ])
    ]
    last = Mark(modules[N_READ].key, now - timedelta(hours=5), place="reading-2")
    mark_progress(enrollment=seat, marks=[*marks, last], actor=learner, now=now)


def add_learning_system(demo: Demo) -> None:
    """The Moodle of an invented university, whose students may open the course from there."""
    host = "https://moodle.university.example"
    register_platform(
        city=demo.city,
        actor=demo.manager,
        name="มูเดิลของมหาวิทยาลัยสมมติ",
        issuer=host,
        client_id="mueang-demo",
        deployment_ids=["1"],
        login_url=f"{host}/mod/lti/auth.php",
        keyset_url=f"{host}/mod/lti/certs.php",
    )
