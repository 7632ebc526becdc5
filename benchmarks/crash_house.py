"""The inside of `benchmarks.crash`: rows to write on, writers that say yes only when a write stands, and the count.

Usage: python -m benchmarks.crash_house seed | nursery | solo KIND N | count FILE
       python -m benchmarks.crash_house doors PORT | list KIND | open | sound  (what is written through the pages)
"""

# ruff: noqa: E402 -- Django has to be set up before the models are there

from __future__ import annotations

import io
import json
import os
import random
import signal
import sys
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import django

django.setup()

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import Error as DatabaseError
from django.db import connection
from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.crypto import get_random_string

from benchmarks.crash_people import LETTERS, ROWS_OF_A_ROSTER
from mueang.apps.accounts.models import RoleGrant, User
from mueang.apps.audit.queries import verify_books
from mueang.apps.catalog.models import Offering, Program, Session
from mueang.apps.credentials.actions import award, define_achievement, open_issuer
from mueang.apps.credentials.models import Achievement, Award, AwardRun
from mueang.apps.enrollment.actions import RollMark, save_roll
from mueang.apps.enrollment.actions.fingerprints import fingerprint
from mueang.apps.enrollment.models import Enrollment, HoursEntry, MarkEntry, RollCall
from mueang.apps.enrollment.queries import standing_entries
from mueang.apps.network.models import City
from mueang.apps.people.actions import confirm_roster, stage_roster
from mueang.apps.people.models import Person
from mueang.apps.places.models import Place
from mueang.apps.support.actions.cases import NewChild, add_note, open_case
from mueang.apps.support.models.cases import Case, CaseNote
from mueang.lib.refusals import Refused

LEARNERS, COHORTS, OF_A_COHORT = 20, 600, 2


def seed() -> None:
    now = timezone.now()
    city = City.objects.create(slug="rush", kind="town_municipality", name_th="เมืองสมมติ", name_en="Invented City",
        province_code="95", latitude=6.5, longitude=101.3, is_invented=True)  # fmt: skip
    place = Place.objects.create(city=city, slug="hall", kind="library", name_th="หอสมุดสมมติ", name_en="Invented")
    program = Program.objects.create(city=city, slug="weaving", name_th="ทอผ้าสมมติ", name_en="Invented Weaving")
    owner = User.objects.create(username="owner")
    for role in ("city_manager", "case_worker"):
        RoleGrant.objects.create(user=owner, role=role, scope_kind="city", scope=city.uuid)
    offering = Offering.objects.create(city=city, program=program, slug="o", place=place, state="published",
        seats=LEARNERS, starts_on=now.date(), ends_on=now.date() + timedelta(days=30), owner=owner)  # fmt: skip
    # Across midnight, so that the day is never over while this runs.
    starts_at = now - timedelta(minutes=30)
    ends_at = starts_at + timedelta(hours=30)
    Session.objects.create(offering=offering, number=1, starts_at=starts_at, ends_at=ends_at, mode="lab")
    for number in range(LEARNERS):
        person = Person.objects.create(city=city, given_name=f"สมมติ{number}", family_name="ไม่มีจริง", is_invented=True)
        Enrollment.objects.create(offering=offering, person=person, state="enrolled", via="desk", requested_at=now,
            enrolled_at=now)  # fmt: skip
    open_case(city=city, child=NewChild("สมมุติ", is_invented=True), actor=owner)
    issuer = open_issuer(city=city, slug="issuer", name_th="ผู้ออกสมมติ", name_en="Invented Issuer", actor=None)
    words = {"description_th": "ก", "description_en": "a", "criteria_th": "ก", "criteria_en": "a"}
    define_achievement(issuer=issuer, program=program, actor=None, name_th="ทอผ้า", name_en="Weaving", **words)


def house() -> SimpleNamespace:
    return SimpleNamespace(
        owner=User.objects.get(username="owner"),
        city=City.objects.get(),
        session=Session.objects.select_related("offering__city").get(),
        learners=list(Enrollment.objects.filter(offering__slug="o").select_related("person")),
        case=Case.objects.get(),
        achievement=Achievement.objects.select_related("issuer__city").get(),
    )


def doors(port: int) -> dict[str, object]:
    """What somebody who is signed in as the owner knows; beside it cohorts that have completed and wait for awards."""
    here = house()
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = (str(here.owner.pk), settings.AUTHENTICATION_BACKENDS[0])
    session[HASH_SESSION_KEY] = here.owner.get_session_auth_hash()
    session.save()
    return {
        "port": port,
        "cookie": session.session_key,
        "token": get_random_string(32),
        "owner": str(here.owner.uuid),
        "desk": f"/en/desk/{here.city.slug}/",
        "session": str(here.session.uuid),
        "learners": [str(one.uuid) for one in here.learners],
        "case": str(here.case.uuid),
        "achievement": str(here.achievement.pk),
        "cohorts": cohorts(here),
    }


def cohorts(here: SimpleNamespace) -> list[str]:
    now, offering = timezone.now(), here.session.offering
    same = {"city": here.city, "program": offering.program, "place": offering.place, "owner": here.owner}
    days = {"starts_on": now.date() - timedelta(days=9), "ends_on": now.date() - timedelta(days=1)}
    rows = Offering.objects.bulk_create(
        Offering(slug=f"c{n}", state="published", seats=9, **same, **days) for n in range(COHORTS)
    )
    people = [learner.person for learner in here.learners[:OF_A_COHORT]]
    done = {"state": "completed", "via": "desk", "requested_at": now, "enrolled_at": now}
    Enrollment.objects.bulk_create(Enrollment(offering=row, person=person, **done) for row in rows for person in people)
    return [str(row.uuid) for row in rows]


def write_hours(here: SimpleNamespace, key: str) -> str:
    learner = random.choice(here.learners)
    marks = {learner.uuid: RollMark("present", minutes_present=random.randint(1, 180))}
    save_roll(session=here.session, marks=marks, request_key=key, actor=here.owner)
    return key


def write_note(here: SimpleNamespace, key: str) -> str:
    add_note(case=here.case, words=f"บันทึกสมมติ {key}", actor=here.owner)
    return key


def write_award(here: SimpleNamespace, _key: str) -> str:
    person = random.choice(here.learners).person
    return str(award(achievement=here.achievement, person=person, actor=here.owner).uuid)


def write_roster(here: SimpleNamespace, key: str) -> str:
    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet()
    family = key.translate(LETTERS)
    names = [("ชื่อ", "นามสกุล")] + [(f"สมมติ{chr(0x0E01 + n)}", family) for n in range(ROWS_OF_A_ROSTER)]
    for number, row in enumerate(names):
        sheet.write_row(number, 0, row)
    book.close()
    roster = stage_roster(city=here.city, file_name="r.xlsx", data=file.getvalue(), actor=here.owner)
    confirm_roster(roster=roster, actor=here.owner)
    return family


WRITES: dict[str, Callable[[SimpleNamespace, str], str]] = {
    "hours": write_hours,
    "note": write_note,
    "award": write_award,
    "roster": write_roster,
}
LIKELY = ("hours", "note", "hours", "note", "award", "roster")


def say(line: str) -> None:
    """In one piece, whatever happens next: an acknowledgement is either read whole or was never sent."""
    os.write(1, f"{line}\n".encode())


def one_write(here: SimpleNamespace, kind: str) -> None:
    """Write, and say yes only once the write stands."""
    try:
        say(f"yes {kind} {WRITES[kind](here, uuid4().hex)}")
    except (Refused, DatabaseError, OSError) as error:
        say(f"no {kind} {type(error).__name__}")
        connection.close()


def writer(n_writes: int = -1) -> None:
    """Write one thing after another until killed; one in five lives in another time, as after a jump of the clock."""
    random.seed()
    jump = random.choice([timedelta()] * 8 + [timedelta(hours=-8), timedelta(days=-1)])
    if jump and n_writes < 0:
        real = timezone.now
        timezone.now = lambda: real() + jump
    here = None
    while n_writes:
        try:
            here = here or house()
        except DatabaseError:
            connection.close()
            continue
        one_write(here, random.choice(LIKELY))
        n_writes -= 1


def nursery() -> None:
    """For each line read, a writer; everything is loaded already, so a new one is there at once."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    say("ready")
    for _line in iter(sys.stdin.readline, ""):
        pid = os.fork()
        if not pid:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            writer()
        say(f"born {pid}")


def count(told: dict[str, list[str]]) -> dict[str, dict[str, int]]:
    """What became of every yes, and whether anything is doubled or half there."""
    session = Session.objects.get()
    rolls = set(RollCall.objects.values_list("request_key", flat=True))
    kept = {kind: set(stored(kind)) for kind in told}
    kept["hours"] = {key for key in told.get("hours", []) if fingerprint(session.uuid, key) in rolls} | set(
        stored("hours")
    )
    return {"lost": {kind: len(set(keys) - kept[kind]) for kind, keys in told.items()}, "wrong": wrong()}


def stored(kind: str) -> list[str]:
    """The number of everything of a kind that is there, as whoever asked for it was told."""
    if kind == "hours":
        return [one.hex for one in MarkEntry.objects.values_list("uuid", flat=True)]
    if kind == "note":
        return [words.split()[-1] for words in CaseNote.objects.values_list("words", flat=True)]
    if kind == "award":
        return [str(one) for one in Award.objects.order_by().values_list("uuid", flat=True)]
    if kind == "cohort":
        return [str(one) for one in AwardRun.objects.values_list("offering__uuid", flat=True)]
    return list(families())


def families() -> Counter[str]:
    names = Person.objects.values_list("family_name", flat=True)
    return Counter(name for name in names if name != "ไม่มีจริง" and len(name) == 32)


def wrong() -> dict[str, int]:
    """Whatever is doubled, half there or broken."""
    session = Session.objects.get()
    words = Counter(CaseNote.objects.values_list("words", flat=True))
    hours = dict(HoursEntry.objects.values_list("enrollment").annotate(total=Sum("minutes")))
    stands = {key: entry.minutes_present for key, entry in standing_entries(session).items()}
    awards, done = Award.objects.order_by(), AwardRun.objects.filter(state="done")
    learners = awards.filter(enrollment__isnull=False)
    return {
        "notes doubled": sum(n > 1 for n in words.values()),
        "bits given twice": awards.count() - awards.values("status_list", "status_index").distinct().count(),
        "learners awarded twice": learners.count() - learners.values("enrollment").distinct().count(),
        "cohorts half awarded": done.annotate(n=Count("awards")).exclude(n=OF_A_COHORT).count(),
        "rosters half there or doubled": sum(n != ROWS_OF_A_ROSTER for n in families().values()),
        "learners whose hours are not their marks": sum(hours.get(key, 0) != n for key, n in stands.items()),
        "faults in the record": len(list(verify_books())),
        "faults in the file": faults_in_the_file(),
    }


def faults_in_the_file() -> int:
    if connection.vendor != "sqlite":
        return 0
    with connection.cursor() as cursor:
        return sum(row != ("ok",) for row in cursor.execute("PRAGMA integrity_check").fetchall())


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["seed"]:
            seed()
        case ["nursery"]:
            nursery()
        case ["solo", kind, n]:
            for _ in range(int(n)):
                one_write(house(), kind)
        case ["count", path]:
            print(json.dumps(count(json.loads(Path(path).read_text(encoding="utf-8")))))
        case ["doors", port]:
            print(json.dumps(doors(int(port))))
        case ["list", kind]:
            print(*stored(kind), sep="\n")
        case ["open"]:
            print(AwardRun.objects.exclude(state="done").count())
        case ["sound"]:
            sys.exit(f"{found}" if any((found := wrong()).values()) else 0)
