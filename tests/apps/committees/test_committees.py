"""A committee from its founding to minutes that nobody can change any more."""

import io
import zipfile
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from cast import MEMBERS
from factories.network import AgreementFactory, ContributionFactory
from mueang.apps.committees import actions, tasks
from mueang.apps.committees.enums import Presence
from mueang.apps.committees.errors import (
    AgreedTooEarly,
    DecisionOver,
    InvitedAlready,
    MinutesAgreed,
    NobodyToInvite,
    NoQuorum,
    NotAMember,
    NotHeldYet,
    NothingWritten,
)
from mueang.apps.committees.models import Committee, CommitteeMeeting, Decision, MinutesVersion
from mueang.apps.committees.queries import document_of, held_decisions, open_decisions, quorum_of
from mueang.apps.notices.models import Notice

NOW = timezone.now()
PAST = NOW - timedelta(days=30)


def call(committee, actor, at):
    return actions.call_meeting(
        committee=committee, starts_at=at, ends_at=at + timedelta(hours=2), where="ห้องประชุม", actor=actor
    )


@pytest.fixture
def committee(cast):
    return actions.found_committee(city=cast.city, name_th="คณะกรรมการสมมติ", actor=cast.manager)


@pytest.fixture
def members(cast, committee):
    seats = (("ประธานสมมติ", None), ("ผู้จัดการสมมติ", cast.manager), ("ครูสมมติ", None))
    return [
        actions.seat_member(committee=committee, name=name, user=user, since=date(2025, 1, 1), actor=cast.manager)
        for name, user in seats
    ]


@pytest.fixture
def meeting(cast, committee, members):
    return call(committee, cast.manager, PAST)


@pytest.fixture
def point(cast, meeting):
    return actions.add_point(meeting=meeting, section="5", title="แผนประจำปี", actor=cast.manager)


def attend(cast, meeting, members, n=2):
    marks = dict.fromkeys(members[:n], Presence.CAME)
    actions.mark_attendance(meeting=meeting, came=marks, actor=cast.manager, now=NOW)


def decide(cast, point, owner=None):
    return actions.decide(
        point=point,
        what="จัดวันสำรวจ",
        owner=owner or cast.officer,
        due_on=timezone.localdate() + timedelta(days=5),
        actor=cast.manager,
        now=NOW,
    )


def write(cast, point, text="เห็นชอบ"):
    return actions.write_minutes(meeting=point.meeting, said={point: text}, actor=cast.manager, now=NOW)


def test_half_of_three_is_two_and_only_who_sits_that_day_counts(cast, meeting, members, committee):
    past = actions.seat_member(
        committee=committee, name="พ้นวาระ", since=date(2024, 1, 1), until=date(2025, 1, 1), actor=cast.manager
    )
    attend(cast, meeting, members, 1)
    assert (quorum_of(meeting).n_members, quorum_of(meeting).n_needed, quorum_of(meeting).is_met) == (3, 2, False)
    with pytest.raises(NotAMember):
        actions.mark_attendance(meeting=meeting, came={past: "came"}, actor=cast.manager, now=NOW)
    attend(cast, meeting, members)
    assert quorum_of(meeting).is_met


def test_without_quorum_nothing_is_decided(cast, point, members):
    attend(cast, point.meeting, members, 1)

    with pytest.raises(NoQuorum):
        decide(cast, point)

    assert not Decision.objects.exists()


def test_before_it_begins_a_meeting_says_nothing(cast, committee, members):
    coming = call(committee, cast.manager, NOW + timedelta(days=2))
    point = actions.add_point(meeting=coming, section="5", title="x", actor=cast.manager)

    with pytest.raises(NotHeldYet):
        attend(cast, coming, members)
    with pytest.raises(NotHeldYet):
        write(cast, point)


def test_members_are_invited_once_with_the_agenda(cast, point, members):
    assert actions.invite_members(meeting=point.meeting, actor=cast.manager, now=NOW) == 3

    copy = Notice.objects.get(channel="copy")
    assert "แผนประจำปี" in copy.body
    assert list(Notice.objects.filter(channel="in_app").values_list("user", flat=True)) == [cast.manager.pk]
    with pytest.raises(InvitedAlready):
        actions.invite_members(meeting=point.meeting, actor=cast.manager, now=NOW)
    bare = actions.found_committee(city=cast.city, name_th="ว่าง", actor=cast.manager)
    with pytest.raises(NobodyToInvite):
        actions.invite_members(meeting=call(bare, cast.manager, NOW), actor=cast.manager, now=NOW)


def test_every_saving_that_changes_something_is_a_version_and_agreed_ones_freeze(cast, point, members, committee):
    attend(cast, point.meeting, members)
    later = call(committee, cast.manager, PAST + timedelta(days=10))
    with pytest.raises(AgreedTooEarly):
        actions.agree_minutes(meeting=point.meeting, at=later, actor=cast.manager, now=NOW)
    attend(cast, later, members)
    with pytest.raises(NothingWritten):
        actions.agree_minutes(meeting=point.meeting, at=later, actor=cast.manager, now=NOW)
    first = write(cast, point)
    assert write(cast, point) == first
    write(cast, point, "เห็นชอบโดยมีข้อสังเกต")
    with pytest.raises(AgreedTooEarly):
        actions.agree_minutes(meeting=later, at=point.meeting, actor=cast.manager, now=NOW)

    actions.agree_minutes(meeting=point.meeting, at=later, actor=cast.manager, now=NOW)

    assert MinutesVersion.objects.filter(meeting=point.meeting).count() == 2
    for press in (
        lambda: write(cast, point, "แก้ภายหลัง"),
        lambda: decide(cast, point),
        lambda: attend(cast, point.meeting, members),
        lambda: actions.agree_minutes(meeting=point.meeting, at=later, actor=cast.manager, now=NOW),
    ):
        with pytest.raises(MinutesAgreed):
            press()
    agreed = CommitteeMeeting.objects.get(pk=point.meeting_id)
    text = zipfile.ZipFile(io.BytesIO(document_of(agreed, kind="minutes", form="docx", language="th")))
    words = text.read("word/document.xml").decode()
    assert "เห็นชอบโดยมีข้อสังเกต" in words
    assert "แก้ภายหลัง" not in words


def test_a_decision_is_followed_until_it_is_done_once(cast, point, members):
    attend(cast, point.meeting, members)
    decision = decide(cast, point)
    assert Notice.objects.get(user=cast.officer).about.startswith("committees.decision")
    assert [one.uuid for one in held_decisions(cast.officer, cast.city)] == [decision.uuid]
    assert open_decisions(viewer=cast.manager_elsewhere, city=cast.city) == []
    with pytest.raises(PermissionDenied):
        actions.end_decision(decision=decision, state="done", note="", actor=cast.auditor, now=NOW)

    actions.hand_over_decision(decision=decision, owner=cast.manager, actor=cast.officer)
    actions.end_decision(decision=decision, state="done", note="แล้วเสร็จ", actor=cast.manager, now=NOW)

    assert held_decisions(cast.officer, cast.city) == held_decisions(cast.manager, cast.city) == []
    for press in (
        lambda: actions.end_decision(decision=decision, state="dropped", note="", actor=cast.manager, now=NOW),
        lambda: actions.hand_over_decision(decision=decision, owner=cast.officer, actor=cast.manager),
    ):
        with pytest.raises(DecisionOver):
            press()


def test_the_worker_reminds_each_of_their_own_once(cast, point, members):
    attend(cast, point.meeting, members)
    decide(cast, point)
    today = timezone.localdate(NOW)
    agreement = AgreementFactory(organization__city=cast.city, ends_on=today + timedelta(days=30))
    ContributionFactory(agreement=agreement, due_on=today + timedelta(days=3), what="ครูพี่เลี้ยง")
    ContributionFactory(agreement=agreement, due_on=today + timedelta(days=3), given=40, what="ให้ครบแล้ว")
    Notice.objects.all().delete()

    # the decision to its owner; a promise and an agreement to the manager and the officer
    assert tasks.run(NOW) == 1 + 2 * 2
    assert tasks.run(NOW) == 0

    told = set(Notice.objects.values_list("user", flat=True))
    assert told == {cast.officer.pk, cast.manager.pk}
    assert not Notice.objects.filter(subject__contains="ให้ครบแล้ว").exists()


@pytest.mark.parametrize("member", ["stranger", "keeper", "auditor", "manager_elsewhere"])
def test_strangers_found_seat_call_and_write_nothing(cast, point, members, member):
    actor = getattr(cast, member)
    for press in (
        lambda: actions.found_committee(city=cast.city, name_th="x", actor=actor),
        lambda: actions.seat_member(committee=point.meeting.committee, name="x", since=NOW.date(), actor=actor),
        lambda: actions.end_term(member=members[0], until=NOW.date(), actor=actor),
        lambda: call(point.meeting.committee, actor, NOW),
        lambda: actions.add_point(meeting=point.meeting, section="5", title="x", actor=actor),
        lambda: actions.write_minutes(meeting=point.meeting, said={}, actor=actor, now=NOW),
    ):
        with pytest.raises(PermissionDenied):
            press()


def url(cast, name, *arguments):
    return reverse(f"committees:{name}", args=[cast.city.slug, *arguments])


@pytest.mark.parametrize("member", MEMBERS)
def test_pages_open_to_staff_and_to_no_stranger(client, cast, point, member):
    if member != "anonymous":
        client.force_login(getattr(cast, member))
    staff = {"officer", "manager", "unit_officer"}
    reads = 302 if member == "anonymous" else 200 if member in staff | {"auditor"} else 404
    writes = {"anonymous": 302, "auditor": 403}.get(member, 200 if member in staff else 404)
    meeting = point.meeting

    for address in (
        url(cast, "home"),
        url(cast, "decisions"),
        url(cast, "committee", meeting.committee.uuid),
        url(cast, "meeting", meeting.uuid),
        url(cast, "calendar", meeting.uuid),
        url(cast, "document", meeting.uuid, "agenda", "en.docx"),
    ):
        assert client.get(address).status_code == reads
    for address in (
        url(cast, "found"),
        url(cast, "seat", meeting.committee.uuid),
        url(cast, "call", meeting.committee.uuid),
    ):
        assert client.get(address).status_code == writes


def test_an_officer_walks_a_committee_from_its_founding_to_its_second_meeting(client, cast):
    client.force_login(cast.officer)
    client.post(url(cast, "found"), {"name_th": "คณะกรรมการเดิน", "quorum_percent": "50"})
    row = Committee.objects.get()
    again = client.post(url(cast, "found"), {"name_th": "คณะกรรมการเดิน", "quorum_percent": "50"})
    assert "อยู่แล้ว" in again.content.decode()
    assert (
        client.post(
            url(cast, "seat", row.uuid), {"name": "x", "seat": "chair", "since": "1/1/2569", "until": "1/1/2568"}
        ).status_code
        == 200
    )
    client.post(
        url(cast, "seat", row.uuid),
        {"name": "ประธาน", "seat": "chair", "since": "1/1/2568", "user": str(cast.officer.uuid)},
    )
    member = row.members.get()
    told = {"day": "1/2/2569", "begins": "13:30", "hours": "2", "where": "ห้องประชุม"}
    client.post(url(cast, "call", row.uuid), told)
    meeting = row.meetings.get()

    def press(step, data=None):
        return client.post(url(cast, "press", meeting.uuid, step), data or {}, follow=True).content.decode()

    press("point", {"section": "5", "title": "เรื่องสำคัญ"})
    assert "แผงวาระ" not in press("point", {"section": "5"})
    press("invite")
    assert "เชิญ" in press("invite")
    press("attend", {f"member-{member.uuid}": "came"})
    matter = meeting.points.get(title="เรื่องสำคัญ")
    press("minutes", {f"said-{matter.uuid}": "เห็นชอบตามเสนอ"})
    owned = {"point": str(matter.uuid), "what": "ทำแผน", "owner": str(cast.officer.uuid)}
    assert press("decide", owned)
    assert not Decision.objects.exists()
    press("decide", {**owned, "due_on": "1/12/2569"})
    sheet = load_workbook(io.BytesIO(client.get(url(cast, "decisions") + "?format=xlsx").content)).active
    assert sheet["A2"].value == "ทำแผน"
    client.post(url(cast, "call", row.uuid), {**told, "day": "1/3/2569"})
    later = row.meetings.get(number=2)
    client.post(url(cast, "press", later.uuid, "attend"), {f"member-{member.uuid}": "came"})
    page = client.get(url(cast, "meeting", later.uuid)).content.decode()
    assert str(meeting.uuid) in page
    client.post(url(cast, "press", later.uuid, "agree"), {"earlier": str(meeting.uuid)})
    meeting.refresh_from_db()
    assert meeting.agreed_at == later
    decision = Decision.objects.get()
    assert "ทำแผน" in client.get(url(cast, "decisions")).content.decode()
    client.post(url(cast, "end", decision.uuid), {"state": "done", "note": "เรียบร้อย"})
    assert "แล้ว" in client.post(url(cast, "end", decision.uuid), {"state": "done"}, follow=True).content.decode()
    assert client.post(url(cast, "press", meeting.uuid, "dance")).status_code == 404
    assert client.post(url(cast, "press", later.uuid, "decide")).status_code == 404
    assert client.post(url(cast, "press", later.uuid, "agree")).status_code == 404
    assert client.get(url(cast, "document", meeting.uuid, "songs", "th.pdf")).status_code == 404
    client.post(url(cast, "unseat", row.uuid, member.uuid))
    member.refresh_from_db()
    assert member.until == timezone.localdate()
    pdf = client.get(url(cast, "document", meeting.uuid, "minutes", "th.pdf"))
    assert pdf.content.startswith(b"%PDF")


@pytest.mark.parametrize("n", [1, 3])
def test_a_meeting_takes_the_same_statements_however_much_it_decides(
    client, cast, committee, n, django_assert_num_queries
):
    seats = [
        actions.seat_member(committee=committee, name=f"คน {one}", since=date(2025, 1, 1), actor=cast.manager)
        for one in range(n)
    ]
    meeting = call(committee, cast.manager, PAST)
    attend(cast, meeting, seats, n)
    for _each in range(n):
        point = actions.add_point(meeting=meeting, section="5", title="x", actor=cast.manager)
        decide(cast, point)
        write(cast, point)
    client.force_login(cast.manager)

    with django_assert_num_queries(12):
        client.get(url(cast, "meeting", meeting.uuid))
