"""Evidence points at rows: counted when it is attached and once a day, taken off and put back."""

import io
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from PIL import Image

from factories.plans import ActivityFactory, WorkPlanFactory
from factories.rows import EnrollmentFactory, HeritageItemFactory, OfferingFactory, SessionFactory
from mueang.apps.enrollment.models import RollCall
from mueang.apps.notices.models import Notice
from mueang.apps.plans import actions, tasks
from mueang.apps.plans.enums import EvidenceKind, PlanState
from mueang.apps.plans.errors import AlreadyAttached, NoSuchRows, NotDescribed, NotYetAgreed, PictureRefused
from mueang.apps.plans.models import Evidence, WorkPlan
from mueang.apps.plans.queries import Counted, Kind, kinds, register
from mueang.apps.plans.queries.evidence_kinds import registered
from mueang.methods.thai import Period

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)


@pytest.fixture
def activity(cast):
    return ActivityFactory(plan=WorkPlanFactory(city=cast.city, owner=cast.manager), owner=cast.officer)


def jpeg():
    written = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(written, "JPEG")
    return written.getvalue()


def held(cast, offering, *, day, number=1):
    at = datetime(2026, 11, day, 3, tzinfo=UTC)
    session = SessionFactory(offering=offering, number=number, starts_at=at, ends_at=at + timedelta(hours=2))
    RollCall.objects.create(session=session, saved_by=cast.keeper, saved_at=at, request_key=str(session.uuid))
    return session


def attach(activity, who, kind="sessions", **said):
    return actions.attach_evidence(activity=activity, kind=kind, actor=who, now=NOON, **said)


def test_sessions_count_once_their_roll_was_called_and_anew_each_day(cast, activity):
    offering = OfferingFactory(city=cast.city, place=cast.place)
    held(cast, offering, day=7)
    SessionFactory(offering=offering, number=2, starts_at=NOON)  # announced, and nobody was counted
    held(cast, OfferingFactory(city=cast.elsewhere), day=7)

    row = attach(activity, cast.officer, rows_of=offering.uuid)
    assert (row.n, row.about_th, row.counted_at) == (1, offering.program.name_th, NOON)

    held(cast, offering, day=14, number=3)
    assert tasks.run(NOON + timedelta(hours=1)) == 0
    assert tasks.run(NOON + timedelta(hours=25)) == 1
    row.refresh_from_db()
    assert (row.n, row.counted_at) == (2, NOON + timedelta(hours=25))
    assert [one.day.day for one in kinds()["sessions"].rows(cast.city, offering.uuid, row.period)] == [7, 14]


def test_every_kind_counts_the_rows_of_its_city_and_period_alone(cast, activity):
    offering = OfferingFactory(city=cast.city, place=cast.place)
    for who in (offering, OfferingFactory(city=cast.elsewhere)):
        EnrollmentFactory(offering=who, state="completed", enrolled_at=NOON, ended_at=NOON)
    EnrollmentFactory(offering=offering, state="completed", enrolled_at=NOON, ended_at=NOON - timedelta(days=400))
    HeritageItemFactory(city=cast.city, is_published=True)
    HeritageItemFactory(city=cast.city, is_published=False)
    whole = Period(date(2026, 1, 1), date(2100, 1, 1))

    told = {
        kind: kinds()[kind].counts(cast.city, None, whole).n
        for kind in ("completions", "awards", "heritage", "children")
    }
    keys = [row.key for row in kinds()["completions"].rows(cast.city, None, whole)]

    assert told == {"completions": 1, "awards": 0, "heritage": 1, "children": 0}
    assert len(keys) == 1
    assert kinds()["children"].rows is None
    assert [row.name_th for row in kinds()["heritage"].rows(cast.city, None, whole)] != []
    assert kinds()["awards"].rows(cast.city, offering.uuid, whole) == []
    for kind in kinds().values():
        assert kind.label
        assert isinstance(kind.choices(cast.city, whole), list)


def test_rows_that_are_another_citys_gone_or_not_to_be_seen_are_refused(cast, activity):
    for said in (
        {"rows_of": OfferingFactory(city=cast.elsewhere).uuid},
        {"kind": "figure", "rows_of": uuid4()},
        {"kind": "release", "rows_of": uuid4()},
        {"kind": "figure"},
        {"kind": "children"},  # an officer does not count children in support
        {"kind": "unheard-of"},
    ):
        with pytest.raises(NoSuchRows):
            attach(activity, cast.officer, **said)
    assert attach(activity, cast.manager, kind="children").n in {0, None}
    with pytest.raises(PermissionDenied):
        attach(activity, cast.auditor)
    assert Evidence.objects.count() == 1


def test_the_same_rows_stand_once_and_a_draft_takes_none(cast, activity):
    attach(activity, cast.officer)
    with pytest.raises(AlreadyAttached):
        attach(activity, cast.officer)
    attach(activity, cast.officer, period=Period(date(2026, 10, 1), date(2026, 10, 31)))

    WorkPlan.objects.update(state=PlanState.DRAFT)
    with pytest.raises(NotYetAgreed):
        attach(activity, cast.officer, kind="awards")


def test_what_is_taken_off_can_be_put_back(cast, activity):
    row = attach(activity, cast.officer)
    for _twice in range(2):
        actions.withdraw_evidence(evidence=row, actor=cast.officer, now=NOON)
    assert not Evidence.objects.standing().exists()
    attach(activity, cast.officer)
    actions.restore_evidence(evidence=row, actor=cast.officer)
    assert Evidence.objects.standing().count() == 2


def test_a_picture_needs_words_and_is_kept_once(cast, activity, settings, tmp_path):
    settings.PHOTO_DIR = tmp_path
    said = {"activity": activity, "actor": cast.officer, "now": NOON}
    with pytest.raises(NotDescribed):
        actions.attach_picture(data=jpeg(), words_th=" ", **said)
    with pytest.raises(PictureRefused):
        actions.attach_picture(data=b"no picture", words_th="สมมติ", **said)

    row = actions.attach_picture(data=jpeg(), words_th="คนนั่งทำขนมในศาลา (สมมติ)", **said)

    assert (row.n, row.kind) == (1, EvidenceKind.PICTURE)
    assert list(tmp_path.rglob("*.webp"))
    with pytest.raises(AlreadyAttached):
        actions.attach_picture(data=jpeg(), words_th="สมมติ", **said)


def test_a_higher_app_adds_a_kind(cast, activity):
    kind = Kind("visits", "การเยี่ยม", "users", lambda *_: Counted(7, about_th="สมมติ"), lambda *_: [], None)
    register(kind)
    try:
        assert attach(activity, cast.officer, kind="visits").n == 7
    finally:
        registered().pop("visits")


def test_an_owner_is_reminded_once_before_and_once_when_it_is_late(cast, activity):
    row = actions.set_milestone(activity=activity, title_th="เปิด (สมมติ)", due_on=date(2026, 11, 25), actor=cast.officer)
    english = ActivityFactory(plan=activity.plan, owner=cast.manager)
    cast.manager.language = "en"
    cast.manager.save()
    actions.set_milestone(activity=english, title_th="ปิด (สมมติ)", due_on=date(2026, 11, 20), actor=cast.manager)

    assert [tasks.run(NOON), tasks.run(NOON + timedelta(days=1)), tasks.run(NOON + timedelta(days=3))] == [2, 0, 1]
    told = dict(Notice.objects.filter(user=cast.officer).values_list("subject", "body"))
    assert set(told) == {"ใกล้ครบกำหนด: เปิด (สมมติ)", "เกินกำหนด: เปิด (สมมติ)"}
    assert Notice.objects.get(user=cast.manager).subject == "Late: ปิด (สมมติ)"

    actions.reach_milestone(milestone=row, on=date(2026, 11, 26), actor=cast.officer)
    assert tasks.run(NOON + timedelta(days=5)) == 0
