"""Words of a change reach every party that has a seat, once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from factories.enrollment import adult, joined, new_key
from factories.rows import OfferingFactory, RoleGrantFactory, SessionFactory, UserFactory
from mueang.apps.catalog.actions import cancel_offering, reinstate_offering
from mueang.apps.catalog.models import Change
from mueang.apps.enrollment import tasks
from mueang.apps.enrollment.actions import join_waitlist, pass_on_change
from mueang.apps.enrollment.enums import Via
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.notices.models import Notice

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def changed(offering, kind="moved") -> Change:
    return Change.objects.create(
        offering=offering,
        kind=kind,
        message_th="ย้ายไปศาลาสมมติ",
        message_en="Moved to the invented hall",
        request_key=new_key(),
        made_by=offering.owner,
        made_at=NOW,
    )


def told(change: Change) -> list[Notice]:
    return list(Notice.objects.filter(key__contains=str(change.uuid)))


def test_every_party_is_told_once_whoever_asks_again():
    offering = OfferingFactory(seats=6)
    joined(offering)
    joined(offering, adult(), adult())
    stranger = joined(OfferingFactory())
    change = changed(offering)

    assert (pass_on_change(change=change, now=NOW), pass_on_change(change=change, now=NOW)) == (2, 0)

    assert len(told(change)) == 2
    assert {notice.body for notice in told(change)} == {"ย้ายไปศาลาสมมติ"}
    assert str(stranger.uuid) not in " ".join(notice.key for notice in told(change))
    change.refresh_from_db()
    assert (change.n_told, change.told_at) == (2, NOW)


def test_an_account_reads_it_in_its_own_language():
    offering = OfferingFactory()
    party = joined(offering)
    party.lead.user = UserFactory(language="en")
    party.lead.save()
    change = changed(offering)

    pass_on_change(change=change, now=NOW)

    [notice] = told(change)
    assert (notice.channel, notice.body) == ("in_app", "Moved to the invented hall")


@pytest.mark.parametrize(("kind", "n_told"), [("moved", 1), ("cancelled", 2), ("back", 2)])
def test_who_waits_hears_only_of_the_end_and_the_return(kind, n_told):
    offering = OfferingFactory(seats=1)
    joined(offering)
    join_waitlist(offering=offering, members=[adult()], via=Via.SELF, request_key=new_key())

    assert pass_on_change(change=changed(offering, kind), now=NOW) == n_told


def test_a_worker_killed_before_it_was_done_begins_again_without_doubles():
    offering = OfferingFactory(seats=6)
    for _ in range(3):
        joined(offering)
    change = changed(offering)

    class Killed(BaseException):
        """What a process that is ended in mid-transaction leaves behind: nothing of it."""

    def killed_on_the_way() -> None:
        with transaction.atomic():
            pass_on_change(change=change, now=NOW)
            raise Killed

    with pytest.raises(Killed):
        killed_on_the_way()
    assert told(change) == []

    assert tasks.run(NOW) == 1
    assert len(told(change)) == 3


def test_seats_of_a_cancelled_offering_wait_a_day_and_come_back_with_it():
    offering = OfferingFactory()
    starts_at = NOW + timedelta(days=5)
    SessionFactory(offering=offering, number=1, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))
    joined(offering)
    manager = RoleGrantFactory(city=offering.city).user

    cancel_offering(offering=offering, actor=manager, now=NOW)
    tasks.run(NOW)
    assert Enrollment.objects.learning().count() == 1
    reinstate_offering(offering=offering, actor=manager, now=NOW + timedelta(hours=2))
    tasks.run(NOW + timedelta(days=2))
    assert Enrollment.objects.learning().count() == 1
    cancel_offering(offering=offering, actor=manager, now=NOW + timedelta(days=3))
    tasks.run(NOW + timedelta(days=4))

    assert Enrollment.objects.learning().count() == 0
    assert Notice.objects.filter(about__contains=str(offering.uuid), key__contains="change:").count() == 3
    assert not Notice.objects.filter(key__endswith=":cancelled").exists()


@pytest.mark.parametrize(("hours", "kind"), [(3, "urgent"), (23, "urgent"), (25, "service"), (-1, "service")])
def test_only_what_is_near_is_told_in_the_quiet_hours_too(hours, kind):
    offering = OfferingFactory()
    joined(offering)
    offering.sessions.all().delete()
    SessionFactory(offering=offering, starts_at=NOW + timedelta(hours=hours), ends_at=NOW + timedelta(hours=hours + 1))

    change = changed(offering, "session_cancelled")
    pass_on_change(change=change, now=NOW)

    assert [notice.kind for notice in told(change)] == [kind]
