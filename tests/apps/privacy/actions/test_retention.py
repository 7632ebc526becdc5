"""Rules of keeping: switched on by somebody who looked, run in steps, gone on with after a kill."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from factories.enrollment import joined
from factories.people import DataRequestFactory, GuardianshipFactory
from factories.privacy import SECRET, known_everywhere
from factories.rows import OfferingFactory, PersonFactory, UserFactory
from mueang.apps.audit.models import Event
from mueang.apps.enrollment.models import Apology, Enrollment
from mueang.apps.notices.models import Notice
from mueang.apps.people.models import Person
from mueang.apps.privacy.actions import retention
from mueang.apps.privacy.actions.retention import run_retention, set_rule
from mueang.apps.privacy.enums.keeping import KEEPINGS, PEOPLE, keeping_of
from mueang.apps.privacy.errors import SeenSomethingElse, TooShort
from mueang.apps.privacy.models import RetentionRule, RetentionRun
from mueang.apps.privacy.queries.retention import dry_run, rows_to_go

LONG_AGO = timezone.now() - timedelta(days=5000)


def switched_on(cast, table, days=None):
    keeping = keeping_of(table)
    days = days or keeping.days
    return set_rule(city=cast.city, keeping=keeping, days=days, is_on=True, seen_days=days, actor=cast.manager)


def run_out(today):
    """What the worker does until nothing is left."""
    return sum(iter(lambda: run_retention(today=today), 0))


@pytest.fixture
def today():
    return timezone.localdate()


def test_every_line_names_fields_that_are_there_and_runs_on_this_database(cast, today):
    for keeping in KEEPINGS:
        model = apps.get_model(keeping.table)
        for name in (*keeping.clear, *keeping.mark):
            assert model._meta.get_field(name), (keeping.table, name)
        assert list(rows_to_go(keeping, cast.city, before=today)) == [], keeping.table
        assert keeping.least_days < keeping.days


def test_old_words_are_emptied_young_ones_and_other_cities_stay(cast, today):
    known_everywhere(cast)
    apology = Apology.objects.get()
    Apology.objects.filter(pk=apology.pk).update(said_at=LONG_AGO)
    elsewhere = joined(OfferingFactory(city=cast.elsewhere)).enrollments.get()
    young = {"enrollment": elsewhere, "session": apology.session, "reason": SECRET}
    Apology.objects.create(**young, said_at=LONG_AGO)
    keeping = keeping_of("enrollment.Apology")
    seen = dry_run(keeping, cast.city, days=keeping.days, today=today)
    switched_on(cast, keeping.table)

    assert run_out(today) == seen.n == 1
    assert run_out(today) == 0

    apology.refresh_from_db()
    assert (apology.reason, Apology.objects.exclude(pk=apology.pk).get().reason) == ("", SECRET)
    run = RetentionRun.objects.get()
    assert (run.state, run.n_rows) == ("done", 1)
    assert Event.objects.filter(verb="retention.ran").get().facts == {"table": keeping.table, "n_rows": 1}


def test_a_run_killed_between_two_steps_goes_on_and_counts_every_row_once(cast, today, monkeypatch):
    monkeypatch.setattr(retention, "ROWS_A_STEP", 2)
    keys = {"city": cast.city, "channel": "in_app", "user": cast.learner, "subject": "ก", "body": SECRET}
    for n in range(5):
        Notice.objects.create(key=str(n), state="sent", next_attempt_at=LONG_AGO, **keys)
    Notice.objects.create(key="waits", state="queued", next_attempt_at=LONG_AGO, **keys)
    Notice.objects.update(created_at=LONG_AGO)
    switched_on(cast, "notices.Notice")

    assert run_retention(today=today) == 2
    assert run_out(today) == 3

    assert list(Notice.objects.exclude(body="").values_list("key", flat=True)) == ["waits"]
    assert list(RetentionRun.objects.values_list("state", "n_rows")) == [("done", 5)]


def test_nothing_runs_before_somebody_switched_it_on_or_after_it_was_switched_off(cast, today):
    DataRequestFactory(person=cast.learner_person, done_at=LONG_AGO, note=SECRET)
    keeping = keeping_of("people.DataRequest")
    set_rule(city=cast.city, keeping=keeping, days=400, is_on=False, actor=cast.manager)

    assert run_out(today) == 0
    switched_on(cast, keeping.table)
    assert run_out(today) == 1


def test_a_rule_needs_a_look_enough_days_and_whoever_keeps_the_desk(cast):
    keeping = keeping_of("notices.Notice")
    said = {"city": cast.city, "keeping": keeping, "is_on": True}

    with pytest.raises(TooShort) as short:
        set_rule(**said, days=1, seen_days=1, actor=cast.manager)
    with pytest.raises(SeenSomethingElse):
        set_rule(**said, days=100, seen_days=365, actor=cast.manager)
    for member in ("officer", "unit_officer", "stranger", "auditor"):
        with pytest.raises(PermissionDenied):
            set_rule(**said, days=100, seen_days=100, actor=getattr(cast, member))

    assert "30" in short.value.sentence
    assert not RetentionRule.objects.exists()


def test_people_long_gone_are_erased_and_whoever_is_still_there_is_not(cast, today):
    gone, seat = PersonFactory(city=cast.city), joined(OfferingFactory(city=cast.city)).enrollments.get()
    old = joined(OfferingFactory(city=cast.city)).enrollments.get()
    Enrollment.objects.filter(pk=old.pk).update(requested_at=LONG_AGO)
    account, mother = PersonFactory(city=cast.city, user=UserFactory()), PersonFactory(city=cast.city)
    GuardianshipFactory(guardian=mother, child=PersonFactory(city=cast.elsewhere))
    young = PersonFactory(city=cast.city)
    Person.objects.exclude(pk=young.pk).update(created_at=LONG_AGO)
    switched_on(cast, PEOPLE)

    run_out(today)

    erased = set(Person.objects.exclude(erased_at=None).values_list("pk", flat=True))
    assert erased == {gone.pk, old.person_id}
    assert {seat.person_id, account.pk, mother.pk, young.pk, cast.learner_person.pk} & erased == set()
    assert Enrollment.objects.count() == 2
