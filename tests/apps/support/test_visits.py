"""Visits: each report once, none overwritten, the one made last stands; keys only for the account itself."""

import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from PIL import Image

from cast import MEMBERS
from factories.cases import colleague, opened
from factories.concerns import ConcernFactory
from factories.visits import planned, report
from mueang.apps.audit.models import Event
from mueang.apps.support.actions.visits import call_off_visit, hand_on_visit, plan_visit, sync_visits
from mueang.apps.support.errors.visits import AlreadyVisited, CalledOff, SomebodyElses
from mueang.apps.support.models.visits import VisitPhoto, VisitReport
from mueang.apps.support.queries.visits import device_key, visit_line, visits_after, visits_done, visits_until
from mueang.apps.support.rules.visits import visible_visits

pytestmark = pytest.mark.django_db


def sync(reports, actor, sent_at=None):
    return sync_visits(reports=reports, device=uuid4(), sent_at=sent_at or timezone.now(), actor=actor)


def picture(size=(2000, 1000)):
    """A JPEG that says where it was taken."""
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010F] = "LEAKCAM"
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_only_the_supervisor_and_whoever_goes_sees_a_visit(cast):
    visit = planned(cast)

    see = {name for name in MEMBERS if visit in visible_visits(getattr(cast, name))}

    assert see == {"case_supervisor", "case_worker"}
    assert visit not in visible_visits(colleague(cast))


def test_a_worker_plans_their_own_visits_and_a_supervisor_anybodys(cast):
    concern, today = ConcernFactory(city=cast.city), timezone.localdate()
    for actor, to in (
        (cast.manager, cast.case_worker),
        (cast.case_worker, colleague(cast)),
        (cast.case_supervisor, cast.manager),
        (cast.case_supervisor, cast.stranger),
    ):
        with pytest.raises(PermissionDenied):
            plan_visit(about=concern, to=to, on=today, purpose="", actor=actor)
    case = opened(cast)
    visit = plan_visit(about=case, to=cast.case_worker, on=today, purpose="", actor=cast.case_worker)
    assert visit_line(visit, today=today).name == case.child.full_name
    # A colleague who is not trusted with the case is not sent there.
    with pytest.raises(PermissionDenied):
        plan_visit(about=case, to=colleague(cast), on=today, purpose="", actor=cast.case_supervisor)


def test_a_report_sent_again_and_again_is_one(cast):
    visit = planned(cast)
    found = report(visit, said="พบเด็กอยู่บ้าน")

    answers = [sync([found, found], cast.case_worker) for _again in range(3)]

    assert VisitReport.objects.count() == 1
    assert all(kept.refusal is None for one in answers for kept in one)
    assert Event.objects.filter(verb="visit.reported").count() == 1


def test_of_two_devices_both_reports_stay_and_the_later_stands_in_any_order(cast):
    visit, now = planned(cast), timezone.now()
    early = report(visit, said="เช้า", found="nobody", made_at=now - timedelta(hours=5))
    late = report(visit, said="บ่าย", made_at=now - timedelta(hours=1))

    sync([late], cast.case_worker)
    sync([early], cast.case_worker)

    line = visit_line(visit, today=timezone.localdate())
    assert [one.said for one in line.reports] == ["บ่าย", "เช้า"]


def test_a_wrong_clock_is_set_right_and_never_ahead(cast):
    visit, now = planned(cast), timezone.now()
    ahead = now + timedelta(days=400)

    sync([report(visit, made_at=ahead - timedelta(minutes=10))], cast.case_worker, sent_at=ahead)
    sync([report(visit, made_at=now + timedelta(hours=3))], cast.case_worker)

    made = sorted(row.made_at for row in VisitReport.objects.all())
    assert abs(made[0] - (now - timedelta(minutes=10))) < timedelta(minutes=1)
    assert made[1] <= timezone.now()


def test_what_was_found_by_who_had_the_visit_before_still_arrives(cast):
    visit, other = planned(cast), colleague(cast)
    hand_on_visit(visit=visit, to=other, actor=cast.case_supervisor)

    [kept] = sync([report(visit)], cast.case_worker)

    assert kept.refusal is None
    assert visit not in visible_visits(cast.case_worker)


def test_strangers_report_on_nothing(cast):
    visit = planned(cast)

    for name in ("stranger", "manager", "unit_officer", "teacher", "manager_elsewhere"):
        [kept] = sync([report(visit)], getattr(cast, name))
        assert isinstance(kept.refusal, SomebodyElses)
    [kept] = sync([report(visit)], colleague(cast))
    assert isinstance(kept.refusal, SomebodyElses)
    assert not VisitReport.objects.exists()


def test_a_number_of_somebody_else_overwrites_nothing(cast):
    visit, other = planned(cast), colleague(cast)
    found = report(visit)
    sync([found], cast.case_worker)
    theirs = planned(cast, to=other)

    [kept] = sync([report(theirs, uuid=found.uuid)], other)

    assert isinstance(kept.refusal, SomebodyElses)
    assert VisitReport.objects.get().by == cast.case_worker


def test_a_photo_loses_its_place_and_is_sealed(cast):
    visit = planned(cast)

    [kept] = sync([report(visit, photo=picture())], cast.case_worker)

    sealed = bytes(VisitPhoto.objects.get().sealed)
    photo = Image.open(io.BytesIO(VisitPhoto.objects.get().webp))
    assert (kept.is_photo_lost, photo.format, dict(photo.getexif())) == (False, "WEBP", {})
    assert photo.width <= 1280
    assert b"LEAKCAM" not in VisitPhoto.objects.get().webp
    assert b"WEBP" not in sealed


def test_a_picture_that_is_none_does_not_cost_the_report(cast):
    [kept] = sync([report(planned(cast), photo=b"<svg onload=alert(1)>")], cast.case_worker)

    assert (kept.refusal, kept.is_photo_lost) == (None, True)
    assert not VisitPhoto.objects.exists()


def test_nobody_there_counts_as_a_try(cast):
    visit = planned(cast)

    sync([report(visit, found="nobody")], cast.case_worker)
    sync([report(visit, found="child")], cast.case_worker)

    assert [one.how for one in visit.concern.tries.all()] == ["home"]


def test_a_visit_is_handed_on_or_called_off_until_it_is_reported(cast):
    visit, done, off = planned(cast), planned(cast), planned(cast)
    sync([report(done)], cast.case_worker)
    call_off_visit(visit=off, actor=cast.case_worker)

    with pytest.raises(CalledOff):
        hand_on_visit(visit=off, to=cast.case_worker, actor=cast.case_supervisor)
    with pytest.raises(AlreadyVisited):
        call_off_visit(visit=done, actor=cast.case_worker)
    with pytest.raises(PermissionDenied):
        call_off_visit(visit=visit, actor=cast.manager)
    with pytest.raises(PermissionDenied):
        hand_on_visit(visit=visit, to=cast.manager, actor=cast.case_supervisor)
    with pytest.raises(PermissionDenied):
        hand_on_visit(visit=planned(cast, about=opened(cast)), to=colleague(cast), actor=cast.case_supervisor)


@pytest.mark.parametrize("n_rows", [1, 3])
def test_lists_take_two_statements_however_many_visits(cast, n_rows, django_assert_num_queries):
    today = timezone.localdate()
    for _row in range(n_rows):
        planned(cast, on=today - timedelta(days=1))
    planned(cast, on=today + timedelta(days=3))
    visible_visits(cast.case_worker).exists()

    with django_assert_num_queries(2):
        lines = visits_until(viewer=cast.case_worker, city=cast.city, day=today, only_own=True)

    assert [line.is_overdue for line in lines] == [True] * n_rows
    assert len(visits_after(viewer=cast.case_worker, city=cast.city, day=today)) == 1
    sync([report(lines[0].visit)], cast.case_worker)
    assert len(visits_done(viewer=cast.case_worker, city=cast.city, today=today)) == 1
    assert len(visits_until(viewer=cast.case_worker, city=cast.city, day=today)) == n_rows - 1


def test_who_may_no_longer_see_the_case_sees_no_visit_of_it(cast):
    case = opened(cast)
    planned(cast, about=case)
    assert visible_visits(cast.case_worker).exists()
    other = colleague(cast)

    type(case).objects.filter(pk=case.pk).update(main_worker=other)
    case.accesses.update(ended_at=timezone.now())

    assert not visible_visits(cast.case_worker).exists()


def test_a_device_key_is_one_accounts_own(cast):
    number = uuid4()
    keys = {device_key(user, one) for user in (cast.case_worker, cast.case_supervisor) for one in (number, uuid4())}

    assert len(keys) == 4
    assert device_key(cast.case_worker, number) == device_key(cast.case_worker, number)
    assert all(len(bytes.fromhex(key)) == 32 for key in keys)
