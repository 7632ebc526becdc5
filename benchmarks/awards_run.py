"""Ten thousand awards in one run: issued, listed, printed with their codes, while the worker is killed again and again.

Usage: python -m benchmarks.awards_run [--people 10000] [--kills 4] [--only sqlite|postgresql]

The worker gets a SIGKILL at moments drawn by chance and another takes the run up. In the end everybody has exactly one
award with a bit of its own, every document is checked as a stranger would, and every certificate is there. The two
minutes that a worker's silence lasts before another takes over are not waited for. Beside it, in the same run,
certificates alone: ours, and WeasyPrint where it is installed.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import resource
import signal
import subprocess
import sys
import time

from benchmarks import certificates
from benchmarks.burst import installation
from benchmarks.last_seats import ROOT, SEED, django

COHORT = """
from mueang.apps.credentials.actions import define_achievement, open_issuer, start_award_run
from mueang.apps.enrollment.models import Enrollment, HoursEntry
from mueang.apps.people.models import Person
from mueang.apps.accounts.enums import Role
from mueang.apps.accounts.models import RoleGrant
owner = User.objects.get()
RoleGrant.objects.create(user=owner, role=Role.CITY_MANAGER, scope_kind="city", scope=city.uuid)
names = {names}
people = Person.objects.bulk_create(Person(city=city, given_name=names[n % len(names)][0], sort_key=str(n),
    family_name=names[n // 10 % len(names)][1], is_invented=True) for n in range({n}))
rows = Enrollment.objects.bulk_create(Enrollment(offering=offering, person=person, state="completed", via="roster",
    requested_at=now, enrolled_at=now, ended_at=now) for person in people)
session = offering.sessions.get()
HoursEntry.objects.bulk_create(HoursEntry(enrollment=row, session=session, mode="lab", minutes=180, recorded_by=owner,
    recorded_at=now) for row in rows)
issuer = open_issuer(city=city, slug="rush-issuer", name_th="ผู้ออกสมมติ", name_en="Invented Issuer", actor=None)
words = dict(name_th="ทอผ้า", name_en="Weaving", description_th="ก", description_en="a", criteria_th="ก",
    criteria_en="a")
start_award_run(achievement=define_achievement(issuer=issuer, program=program, actor=None, **words), offering=offering,
    actor=owner)
"""
WORK = """
import sys, time
from datetime import timedelta
from django.utils import timezone
from mueang.apps.credentials.actions import work_award_run
from mueang.apps.credentials.models import AwardRun
while (run := AwardRun.objects.get()).state in {"queued", "running"}:
    # Whoever worked at it was killed: it has been silent long enough for another to take over.
    AwardRun.objects.filter(state="running").update(beat_at=timezone.now() - timedelta(minutes=3))
    work_award_run(run)
    print(run.n_done, run.n_total, flush=True)
"""
COUNT = """
import json
from mueang.apps.audit.queries import verify_books
from mueang.apps.credentials.models import Award, AwardRun, StatusList
from mueang.apps.credentials.queries.verifying import verdict_on
rows = Award.objects.order_by()
codes = {verdict_on(text).failed for text in rows.values_list("document", flat=True).iterator()}
run = AwardRun.objects.get()
print(json.dumps({
    "awards": rows.count(), "holders": rows.values("enrollment").distinct().count(), "state": run.state,
    "done": [run.n_done, run.n_total], "numbers": rows.values("number").distinct().count(),
    "bits": rows.values("status_list", "status_index").distinct().count(), "lists": StatusList.objects.count(),
    "verdicts": [code or "good" for code in codes], "faults": len(list(verify_books())),
    "printed": sum(bytes(pdf)[:5] == b"%PDF-" for pdf in rows.values_list("certificate", flat=True).iterator()),
}))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=4)
    parser.add_argument("--only", choices=["sqlite", "postgresql"], default="sqlite")
    asked = parser.parse_args()
    went_well = measure(asked.only, n=asked.people, n_kills=asked.kills)
    beside(min(asked.people, 1000))
    if not went_well:
        sys.exit("an award is missing, doubled or does not hold")


def measure(name: str, *, n: int, n_kills: int) -> bool:
    with installation(name) as (environment, _postmaster):
        environment |= {"MUEANG_BASE_URL": "https://rush.example"}
        django(["migrate", "-v", "0"], environment)
        names = list(zip(certificates.FIRST, certificates.LAST, strict=True))
        django(["shell", "--no-imports", "-c", SEED.format(seats=n) + COHORT.format(n=n, names=names)], environment)
        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        said = worked(environment, kill_at=sorted(random.Random(n).sample(range(n // 20, n), n_kills)))
        after, seconds = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - started
        kept = json.loads(django(["shell", "--no-imports", "-c", COUNT], environment))
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(
        f"{name}: {n:,} awards, killed {n_kills} times, progress said {said} times: {cpu / n * 1000:.2f} ms of "
        f"processor time each (signed, listed, printed, kept; {n_kills + 1} starts included), {seconds:.0f} s, "
        f"{after.ru_maxrss / 1000:.0f} MB at the most",
        kept,
        sep="\n  ",
        flush=True,
    )
    each_once = all(kept[word] == n for word in ("awards", "holders", "numbers", "bits", "printed"))
    return each_once and kept["verdicts"] == ["good"] and kept["done"] == [n, n] and not kept["faults"]


def worked(environment: dict[str, str], *, kill_at: list[int]) -> int:
    """Workers one after the other until the run is over; how often progress was said."""
    command = [sys.executable, "-W", "ignore", "-m", "django", "shell", "--no-imports", "-c", WORK]
    said = 0
    while True:
        worker = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert worker.stdout is not None
        for line in worker.stdout:
            said += 1
            if kill_at and int(line.split()[0]) >= kill_at[0]:
                kill_at.pop(0)
                time.sleep(random.uniform(0, 0.3))  # in the midst of a batch
                worker.send_signal(signal.SIGKILL)
                break
        if worker.wait() != -signal.SIGKILL:
            return said


def beside(n: int) -> None:
    print(f"{'certificates alone':44s}{'CPU ms each':>12s}{'ms each':>9s}{'kB each':>9s}")
    ours = certificates.measure(f"mueang, a cohort of {n:,}", certificates.ours, certificates.awards(n))
    if importlib.util.find_spec("weasyprint") is None:
        print("(weasyprint is not installed: pip install weasyprint, apt-get install libpangoft2-1.0-0)")
        return
    n_peer = min(n, 200)
    theirs = certificates.measure(f"weasyprint, {n_peer}", certificates.weasyprint, certificates.awards(n_peer))
    print(f"certificates a CPU-second: {1000 / ours:,.0f} against {1000 / theirs:,.0f}, {theirs / ours:.1f} times")


if __name__ == "__main__":
    main()
