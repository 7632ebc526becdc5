"""A teacher tells of a pupil of their own school, and learns that it was received and no more."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cast import MEMBERS
from factories.registers import PupilFactory, SchoolFactory, SchoolingFactory, SectionFactory
from mueang.apps.audit.models import Event
from mueang.apps.notices.models import Notice
from mueang.apps.registers.queries import school_year_of
from mueang.apps.support.actions.concerns import Told, raise_about_pupil, raise_concern
from mueang.apps.support.actions.deciding import settle_concern
from mueang.apps.support.enums.concerns import Channel, ConcernState, Confidence, Urgency
from mueang.apps.support.models.concerns import Concern
from mueang.apps.support.queries.told_pupils import classes_to_pick, pupils_to_pick, school_and_class
from mueang.apps.support.rules.concerns import may_raise, may_raise_about, may_raise_for_anyone, visible_concerns

pytestmark = pytest.mark.django_db
NAME = "ลับสุดยอด"


@pytest.fixture
def schooling(cast, today):
    """A pupil of the teacher's school; another school of the city and one elsewhere stand beside it."""
    SchoolFactory(city=cast.city)
    own = SchoolFactory(uuid=cast.school_uuid, city=cast.city)
    section = SectionFactory(school=own, school_year=school_year_of(today))
    return SchoolingFactory(section=section, pupil__given_name=NAME, pupil__birth_on=today.replace(year=2016))


@pytest.fixture
def today():
    from django.utils import timezone

    return timezone.localdate().replace(day=1)


def url(name, cast, *more):
    return reverse(f"support:{name}", args=[cast.city.slug, *(one.uuid for one in more)])


def sign_in(client, user):
    client.logout()
    if user.is_authenticated:
        client.force_login(user)


@pytest.mark.usefixtures("schooling")
def test_a_teacher_may_raise_for_the_school_and_others_for_anyone(cast):
    may = {name for name in MEMBERS if may_raise(getattr(cast, name), cast.city)}
    for_anyone = {name for name in MEMBERS if may_raise_for_anyone(getattr(cast, name), cast.city)}

    assert for_anyone == {"officer", "manager", "unit_officer", "case_worker", "case_supervisor"}
    assert may == for_anyone | {"teacher"}
    assert not may_raise(cast.teacher, cast.elsewhere)


def test_of_a_pupil_only_those_tell_who_may_read_the_register(cast, schooling):
    stranger = SchoolingFactory(section=SectionFactory(school=SchoolFactory(city=cast.city)))

    tell = {name for name in MEMBERS if may_raise_about(getattr(cast, name), schooling.pupil)}
    tell_of_other = {name for name in MEMBERS if may_raise_about(getattr(cast, name), stranger.pupil)}

    assert tell == {"teacher", "case_worker", "case_supervisor"}
    assert tell_of_other == {"case_worker", "case_supervisor"}
    with pytest.raises(PermissionDenied):
        raise_about_pupil(pupil=stranger.pupil, said="x", actor=cast.teacher)
    assert not Concern.objects.exists()


def test_the_concern_carries_what_the_register_knows(cast, schooling):
    row = raise_about_pupil(pupil=schooling.pupil, said="ขาดบ่อย", urgency=Urgency.SOON, actor=cast.teacher)

    assert (row.channel, row.confidence, row.urgency) == (Channel.SCHOOL, Confidence.CERTAIN, Urgency.SOON)
    assert (row.about, row.birth_on) == (schooling.pupil.full_name, schooling.pupil.birth_on)
    assert schooling.school.name_th in row.area
    assert {name for name in MEMBERS if row in visible_concerns(getattr(cast, name))} == {"case_supervisor"}
    notice = Notice.objects.get()
    assert notice.user == cast.case_supervisor
    assert NAME not in f"{notice.subject} {notice.body} {notice.key}"
    event = Event.objects.get(verb="concern.raised")
    assert NAME not in f"{event.target} {event.facts}"


@pytest.mark.usefixtures("schooling")
def test_a_teacher_reports_for_the_school_by_no_other_channel(cast):
    raise_concern(city=cast.city, channel=Channel.SCHOOL, told=Told(said="x"), actor=cast.teacher)

    for channel in set(Channel) - {Channel.SCHOOL}:
        with pytest.raises(PermissionDenied):
            raise_concern(city=cast.city, channel=channel, told=Told(said="x"), actor=cast.teacher)
    assert Concern.objects.count() == 1


def test_pages_open_only_for_those_who_may(client, cast, schooling):
    pages = [
        url("pick_class", cast),
        url("pick_pupil", cast, schooling.section),
        url("raise_pupil", cast, schooling.pupil),
    ]
    for page in pages:
        for name in MEMBERS:
            sign_in(client, getattr(cast, name))
            answer = client.get(page)
            may = {"teacher", "case_worker", "case_supervisor"}
            if page == pages[0]:
                may |= {"officer", "manager", "unit_officer"}
            assert (name, page, answer.status_code) == (name, page, 200 if name in may else answer.status_code)
            assert name in may or answer.status_code in {302, 404}
            assert name in {"teacher", "case_worker", "case_supervisor"} or NAME not in answer.content.decode()


def test_a_teacher_does_not_find_children_of_another_school(client, cast, schooling):
    other = SectionFactory(school=SchoolFactory(city=cast.city), school_year=schooling.school_year)
    child = SchoolingFactory(section=other)
    sign_in(client, cast.teacher)

    assert other.school.name_th not in client.get(url("pick_class", cast)).content.decode()
    assert client.get(url("pick_pupil", cast, other)).status_code == 404
    assert client.get(url("raise_pupil", cast, child.pupil)).status_code == 404
    assert client.post(url("raise_pupil", cast, child.pupil), {"said": "x", "urgency": "soon"}).status_code == 404
    assert not Concern.objects.exists()


def test_a_teacher_picks_tells_and_sees_only_that_it_was_received(client, cast, schooling):
    sign_in(client, cast.teacher)

    assert url("pick_class", cast) in client.get(url("raise", cast)).content.decode()
    assert url("pick_pupil", cast, schooling.section) in client.get(url("pick_class", cast)).content.decode()
    listed = client.get(url("pick_pupil", cast, schooling.section)).content.decode()
    assert url("raise_pupil", cast, schooling.pupil) in listed
    answer = client.post(url("raise_pupil", cast, schooling.pupil), {"said": "ขาดบ่อย", "urgency": "routine"})
    assert answer["Location"] == url("raise", cast)
    assert client.post(url("raise_pupil", cast, schooling.pupil), {"urgency": "routine"}).status_code == 422

    concern = Concern.objects.get()
    before = client.get(url("raise", cast)).content.decode()
    settle_concern(concern=concern, state=ConcernState.UNFOUNDED, reason="ดูแล้ว", actor=cast.case_supervisor)
    after = client.get(url("raise", cast)).content.decode()

    strip = lambda page: page.partition('<ul class="list">')[2].partition("</ul>")[0]  # noqa: E731
    assert strip(before) == strip(after) != ""
    assert client.get(url("concern", cast, concern)).status_code == 404
    assert NAME not in after


def test_names_are_shown_with_a_trace_and_never_in_a_title_or_address(client, cast, schooling):
    sign_in(client, cast.teacher)

    for name, row in (("pick_pupil", schooling.section), ("raise_pupil", schooling.pupil)):
        page = client.get(url(name, cast, row))
        title = page.content.decode().partition("<title>")[2].partition("</title>")[0]
        assert NAME in page.content.decode()
        assert NAME not in title + url(name, cast, row)
        assert "no-store" in page["Cache-Control"]
        assert Event.objects.filter(verb="read", actor=cast.teacher, target__endswith=str(row.uuid)).count() == 1


def test_a_teacher_writes_of_a_child_who_is_on_no_register(client, cast, schooling):
    sign_in(client, cast.teacher)

    client.post(url("raise", cast), {"said": "เด็กข้างบ้าน", "channel": "school", "urgency": "soon"})
    refused = client.post(url("raise", cast), {"said": "เด็กข้างบ้าน", "channel": "citizen", "urgency": "soon"})

    assert refused.status_code == 422
    assert Concern.objects.get().raised_by == cast.teacher


@pytest.mark.parametrize("n", [1, 3])
def test_lists_cost_one_statement_each(cast, schooling, n, django_assert_num_queries):
    SchoolingFactory.create_batch(n, section=schooling.section)
    SectionFactory.create_batch(n, school=schooling.school, school_year=schooling.school_year)
    may_raise(cast.teacher, cast.city)

    with django_assert_num_queries(1):
        (school,) = classes_to_pick(viewer=cast.teacher, city=cast.city, school_year=schooling.school_year)
        assert len(school.sections) == n + 1
    with django_assert_num_queries(1):
        assert len([row.pupil.full_name for row in pupils_to_pick(schooling.section)]) == n + 1
    with django_assert_num_queries(1):
        assert schooling.school.name_th in school_and_class(schooling.pupil)


def test_a_pupil_of_no_school_stands_nowhere(cast):
    assert school_and_class(PupilFactory(city=cast.city)) == ""


def test_empty_classes_say_what_to_do(client, cast, schooling):
    empty = SectionFactory(school=schooling.school, school_year=schooling.school_year)
    sign_in(client, cast.teacher)
    assert "ไม่มีนักเรียนในห้องนี้" in client.get(url("pick_pupil", cast, empty)).content.decode()

    sign_in(client, cast.officer)
    assert "ยังไม่มีห้องเรียน" in client.get(url("pick_class", cast)).content.decode()
