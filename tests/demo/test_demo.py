"""The demo city: deterministic, invented, and something true to show on every screen."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from mueang.apps.catalog.models import Offering, Session
from mueang.apps.credentials.models import Award
from mueang.apps.enrollment import tasks
from mueang.apps.enrollment.models import AbsenceAlert, Apology, Enrollment
from mueang.apps.flags.models import Flag, RuleSet, SecondOpinion
from mueang.apps.handover.models import Handover
from mueang.apps.heritage.models import HeritageItem
from mueang.apps.network.models import City
from mueang.apps.outcomes.models import Outcome, OutcomeCheck, Proposal
from mueang.apps.outcomes.queries import public_lineage
from mueang.apps.people.actions import stage_roster
from mueang.apps.people.models import Person
from mueang.apps.support.models.cases import Case, Child
from mueang.demo.cohort_workbook import cohort_workbook
from mueang.demo.sign_ins import ACCOUNTS, PASSWORD, sign_in_lines


@pytest.fixture
def filled(db, tmp_path, settings):
    settings.DATA_DIR = tmp_path
    call_command("demo", people=400)
    return City.objects.get(slug="yala")


def test_the_demo_fills_every_room_with_invented_people(filled, client, tmp_path):
    today = timezone.localdate()
    forum = Offering.objects.get(starts_on="2023-11-04")

    assert not Person.objects.filter(is_invented=False).exclude(roster_rows__isnull=False).exists()
    assert Session.objects.filter(offering=forum, starts_at__date="2023-11-04").count() == 4
    assert forum.enrollments.count() >= 200
    assert forum.enrollments.filter(state="completed").count() > 100
    assert Session.objects.filter(starts_at__date=today).exists()
    assert not Apology.objects.filter(session__starts_at__date__lte=today).exists()
    assert Award.objects.count() == 3
    assert Handover.objects.get().things.count() >= 2
    assert not HeritageItem.objects.filter(is_published=True, is_sacred=True).exists()
    assert Enrollment.objects.filter(state="waitlisted").exists()
    assert (tmp_path / "demo" / "cohort-2.xlsx").exists()
    for account in ACCOUNTS:
        assert client.login(username=account.username, password=PASSWORD)
    learner = Person.objects.get(user__username="learner")
    assert learner.awards.exists()
    assert learner.enrollments.count() == 2
    assert set(Proposal.objects.values_list("state", flat=True)) >= {
        "proposed",
        "talking",
        "drafted",
        "published",
        "declined",
    }
    assert {"business", "work", "teaching", "study", "looking"} == set(Outcome.objects.values_list("kind", flat=True))
    assert OutcomeCheck.objects.count() == 1
    assert public_lineage(city=filled, slug="pelangi-cloth").n_generations == 3
    flags = Flag.objects.filter(city=filled)
    assert {"open", "answered"} <= set(flags.values_list("state", flat=True))
    assert not flags.filter(pupil__is_invented=False).exists()
    assert list(SecondOpinion.objects.values_list("state", flat=True)) == ["valid", "refused"]
    live = SecondOpinion.objects.live().get()
    assert live.report["judges"]["glass_box"]["auc"] > live.report["judges"]["school"]["auc"]
    assert live.opinions.count() == flags.count()
    assert RuleSet.objects.live().count() == RuleSet.objects.drafts().count() == 1
    assert len(set(Case.objects.filter(child__family_name="ตัวอย่าง").values_list("state", flat=True))) == 7
    assert not Child.objects.filter(is_invented=False).exists()
    tasks.run(timezone.now())
    assert AbsenceAlert.objects.open().count() >= 2
    with pytest.raises(CommandError, match="already"):
        call_command("demo", people=400)


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
