"""What `benchmarks.nation` has the house itself do: programs for its shell, with places for numbers."""

SEED = "from benchmarks.nation_seed import seed; seed({cities}, {pupils}, lambda text: print(text, flush=True))"
IDLE = """
import json, time
from django.utils import timezone
from mueang.apps.catalog.queries import indexing
from mueang.apps.network.queries import public_versions
from mueang.config.management.commands.work import tasks
# As a worker that has been up for a while: every index in step. What flags and figures find is measured by itself.
indexing._in_step_at |= public_versions()
said = {}
for label, task in tasks().items():
    if label not in ("flags", "indicators", "config"):
        for _ in range(3):
            began, wall = time.process_time(), time.perf_counter()
            n = task.run(timezone.now())
            took, waited = time.process_time() - began, time.perf_counter() - wall
            said[label] = [1000 * took, 1000 * waited, task.every_seconds, n]
print(json.dumps(dict(sorted(said.items(), key=lambda one: -one[1][1])[:8])))
"""
FLAGS = """
import json, resource, time
from benchmarks.nation_seed import TODAY, another_day
from mueang.apps.flags.actions import draft_rules, put_live, run_flags
from mueang.apps.network.models import City
cities = list(City.objects.filter(pk__lte={pupils}).order_by("pk"))
for city in cities:
    put_live(draft=draft_rules(city=city, actor=None), actor=None)
for day in (TODAY, None):
    day = day or another_day({pupils})
    print(json.dumps("begin"), flush=True)
    input()
    began, wall, pupils, raised, changed = time.process_time(), time.perf_counter(), 0, 0, 0
    for city in cities:
        run = run_flags(city=city, as_of=day)
        pupils, raised, changed = pupils + run.n_pupils, raised + run.n_raised, changed + run.n_changed
    print(json.dumps([pupils, raised, changed, time.process_time() - began, time.perf_counter() - wall,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]), flush=True)
    input()
"""
FREEZE = """
import json, resource, time
from django.utils import timezone
from mueang.apps.indicators.actions import ask_for_freeze, run_freeze
from mueang.apps.indicators.queries import years_to_freeze
from mueang.apps.network.models import City
period = years_to_freeze(timezone.localdate())[0]
cities = list(City.objects.order_by("pk")[:{n}])
began = time.process_time()
for city in cities:
    run_freeze(freeze=ask_for_freeze(city=city, period=period, actor=None))
print(json.dumps([len(cities), time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""
RELEASE = """
import json, pathlib, resource, time, datetime
from django.utils import timezone
from mueang.apps.network.models import City
from mueang.config.derived_report import computed, write_snapshot
from mueang.methods.derived import Span
began, folder = time.process_time(), pathlib.Path({folder!r})
rows = write_snapshot(folder, cities=City.objects.order_by("slug")[:{n}], now=timezone.now())
wrote = time.process_time()
today = timezone.localdate()
lines = computed(folder, engine="embedded", master="", span=Span(today - datetime.timedelta(days=364), today))
print(json.dumps([sum(rows.values()), len(lines), wrote - began, time.process_time() - wrote,
    resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""
INDEX = """
import json, time
from mueang.apps.catalog.queries import rebuild
from mueang.apps.network.models import City
began, n = time.process_time(), 0
for city in City.objects.order_by("pk")[:{n}]:
    n += rebuild(city)
print(json.dumps([n, time.process_time() - began]))
"""
PHONES_OF = """
import json
from datetime import timedelta
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone
from django.utils.crypto import get_random_string
from mueang.apps.accounts.models import User
from mueang.apps.catalog.models import Session
from mueang.apps.enrollment.models import Enrollment
now = timezone.now()
Session.objects.filter(offering__slug="o1", number=1).update(
    starts_at=now - timedelta(minutes=5), ends_at=now + timedelta(hours=3))
engine = import_module(settings.SESSION_ENGINE).SessionStore
sessions = Session.objects.filter(offering__slug="o1", number=1, offering__city_id__lte={n})
learners = {{}}
for offering, uuid in Enrollment.objects.filter(offering__slug="o1", offering__city_id__lte={n}).values_list(
        "offering_id", "uuid"):
    learners.setdefault(offering, []).append(str(uuid))
said = []
for session in sessions.select_related("offering__owner"):
    keeper, store = session.offering.owner, engine()
    store[SESSION_KEY] = str(keeper.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = keeper.get_session_auth_hash()
    store.save()
    said.append({{"cookie": store.session_key, "token": get_random_string(32), "owner": str(keeper.uuid),
        "session": str(session.uuid), "learners": learners[session.offering_id]}})
print(json.dumps(said))
"""
MARKED = """
import json
from mueang.apps.enrollment.models import Attendance
rows = Attendance.objects.filter(session__offering__slug="o1")
print(json.dumps([rows.count(), rows.values("enrollment").distinct().count()]))
"""
SEATED = """
import json
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.models import Enrollment
rows = dict(Offering.objects.filter(slug="o2", seats_taken__gt=0).values_list("pk", "seats_taken"))
print(json.dumps([sum(rows.values()), max(rows.values(), default=0), len(rows),
    Enrollment.objects.seated().filter(offering__slug="o2").count()]))
"""
SIZES = "import json; from benchmarks.nation_seed import sizes; print(json.dumps(sizes()))"
