"""A forum of three days for everybody of the demo's cohort, beginning today. Run inside a house by `manage shell`."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.catalog.actions import open_offering, plan_sessions, publish_offering
from mueang.apps.catalog.enums import Mode
from mueang.apps.catalog.models import Offering
from mueang.apps.catalog.queries import PlannedSession
from mueang.apps.enrollment.actions import enrol_persons
from mueang.apps.enrollment.enums import Via
from mueang.apps.people.models import Person
from mueang.apps.places.models import Place
from mueang.demo.content_programs import ROLL_CALL_PROGRAM

TITLE = "นักจัดการเมืองแห่งการเรียนรู้ 45 ชั่วโมง (สาธิต)"

today = timezone.localdate()
past = Offering.objects.filter(program__name_th=TITLE, state="finished").select_related("program__city", "place").get()
# Where the demo's keeper opens the door.
kept = Place.objects.get(offerings__program__name_th=ROLL_CALL_PROGRAM.name_th)
manager = User.objects.get(username="manager")
forum = open_offering(
    program=past.program,
    place=kept,
    seats=240,
    starts_on=today,
    ends_on=today + timedelta(days=2),
    owner=manager,
    actor=manager,
    age_min=18,
    contact="โทร. 073-000-000 (สมมติ)",
    is_invented=True,
)
mornings = [timezone.make_aware(datetime.combine(today + timedelta(days=day), time(9))) for day in range(3)]
plan = [PlannedSession(one, one + timedelta(hours=6), Mode.LECTURE, "เวทีเรียนรู้", "Forum") for one in mornings]
plan_sessions(offering=forum, plan=plan, actor=manager)
publish_offering(offering=forum, actor=manager)
cohort = Person.objects.filter(enrollments__offering=past)
others = Person.objects.filter(city=past.city, birth_on__year__lt=2000, merged_into=None).exclude(pk__in=cohort)
people = [*cohort, *others][:212]
yesterday = timezone.now() - timedelta(days=1)
enrol_persons(offering=forum, persons=people, via=Via.ROSTER, actor=manager, exception="เวทีสามวัน (สมมติ)", now=yesterday)
