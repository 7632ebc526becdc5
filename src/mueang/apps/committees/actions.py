"""Found a committee, call it together, write down what it says and decides, and follow that until it is done."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.committees.enums import DecisionState, Presence, Section
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
from mueang.apps.committees.models import (
    AgendaPoint,
    Attendance,
    Committee,
    CommitteeMeeting,
    Decision,
    Member,
    MinutesVersion,
)
from mueang.apps.committees.queries import (
    agreements_to_remind,
    decisions_to_remind,
    keepers_of,
    minutes_content,
    notice_keys,
    promises_to_remind,
    quorum_of,
)
from mueang.apps.committees.rules import may_end_decision, may_keep_committees
from mueang.apps.network.models import City
from mueang.apps.notices.actions import queue_notice
from mueang.apps.notices.enums import Channel
from mueang.lib.one_by_one import one_by_one
from mueang.methods.thai import format_date

DECISION_AHEAD, PROMISE_AHEAD, AGREEMENT_AHEAD = timedelta(days=7), timedelta(days=14), timedelta(days=60)


@transaction.atomic
def found_committee(*, city: City, name_th: str, actor: User, **details: Any) -> Committee:
    """Details are name_en, mandate and quorum_percent. Raises PermissionDenied and ValidationError."""
    _ensure_keeper(city, actor)
    committee = Committee(city=city, name_th=name_th, **details)
    committee.full_clean()
    committee.save(force_insert=True)
    record(actor=actor, verb="committee.founded", target=committee, book=city.slug)
    return committee


@transaction.atomic
def seat_member(*, committee: Committee, name: str, since: date, actor: User, **details: Any) -> Member:
    """Details are position, organization, user, seat and until. Raises PermissionDenied and ValidationError."""
    _ensure_keeper(committee.city, actor)
    member = Member(committee=committee, name=name, since=since, **details)
    member.full_clean()
    member.save(force_insert=True)
    facts = {"seat": member.seat}
    record(actor=actor, verb="committee.seated", target=committee, book=committee.city.slug, facts=facts)
    return member


@transaction.atomic
def end_term(*, member: Member, until: date, actor: User) -> Member:
    """The seat is free from the day after. Raises PermissionDenied and ValidationError."""
    city = member.committee.city
    _ensure_keeper(city, actor)
    member.until = until
    member.full_clean()
    member.save(update_fields=["until"])
    record(actor=actor, verb="committee.unseated", target=member.committee, book=city.slug)
    return member


@transaction.atomic
def call_meeting(
    *, committee: Committee, starts_at: datetime, ends_at: datetime, where: str, actor: User
) -> CommitteeMeeting:
    """Call the next meeting, with the agenda every meeting has. Raises PermissionDenied and ValidationError."""
    _ensure_keeper(committee.city, actor)
    committee = Committee.objects.select_for_update().get(pk=committee.pk)
    last = committee.meetings.aggregate(last=Max("number"))["last"] or 0
    meeting = CommitteeMeeting(committee=committee, number=last + 1, starts_at=starts_at, ends_at=ends_at, where=where)
    meeting.full_clean()
    meeting.save(force_insert=True)
    usual = [Section.CHAIR, *([Section.MINUTES, Section.FOLLOW_UP] if last else [])]
    AgendaPoint.objects.bulk_create(
        AgendaPoint(meeting=meeting, section=section, title=_in_thai(section)) for section in usual
    )
    record(actor=actor, verb="committee.called", target=meeting, book=committee.city.slug)
    return meeting


@transaction.atomic
def add_point(*, meeting: CommitteeMeeting, section: str, title: str, actor: User) -> AgendaPoint:
    """Put a matter on the agenda. Raises PermissionDenied, MinutesAgreed and ValidationError."""
    meeting = _open_meeting(meeting, actor)
    point = AgendaPoint(meeting=meeting, section=section, title=title)
    point.full_clean()
    point.save(force_insert=True)
    record(actor=actor, verb="committee.agenda", target=meeting, book=meeting.committee.city.slug)
    return point


@transaction.atomic
def invite_members(*, meeting: CommitteeMeeting, actor: User, now: datetime) -> int:
    """Leave word for every member who has an account, and a text to pass on for the rest; how many sit that day.

    Raises PermissionDenied, MinutesAgreed, InvitedAlready and NobodyToInvite.
    """
    meeting = _open_meeting(meeting, actor)
    if meeting.invited_at is not None:
        raise InvitedAlready
    committee = meeting.committee
    members = _sitting(meeting)
    if not members:
        raise NobodyToInvite
    with translation.override("th"):
        day = format_date(timezone.localdate(meeting.starts_at), language="th", style="long")
        clock = timezone.localtime(meeting.starts_at).strftime("%H.%M")
        told = {"committee": committee.name_th, "n": meeting.number, "day": day, "clock": clock, "where": meeting.where}
        subject = _("Invitation: %(committee)s, meeting %(n)d") % told
        lines = [_("Meeting %(n)d of %(committee)s on %(day)s at %(clock)s, %(where)s.") % told, _("Agenda:")]
        lines += [f"{point.section}. {point.title}" for point in meeting.points.all()]
    key, body = f"meeting:{meeting.uuid}", "\n".join(lines)
    word: dict[str, Any] = {"city": committee.city, "subject": subject, "body": body, "about": meeting}
    for member in members:
        if member.user is not None:
            queue_notice(channel=Channel.IN_APP, user=member.user, key=f"{key}:{member.user_id}", **word)
    queue_notice(channel=Channel.COPY, key=key, **word)
    meeting.invited_at = now
    meeting.save(update_fields=["invited_at"])
    facts = {"n": len(members)}
    record(actor=actor, verb="committee.invited", target=meeting, book=committee.city.slug, facts=facts)
    return len(members)


@transaction.atomic
def mark_attendance(*, meeting: CommitteeMeeting, came: Mapping[Member, str], actor: User, now: datetime) -> None:
    """Who came; said again, the last counts. Raises PermissionDenied, MinutesAgreed, NotHeldYet and NotAMember."""
    meeting = _open_meeting(meeting, actor)
    _ensure_begun(meeting, now)
    sitting = set(_sitting(meeting))
    for member, presence in came.items():
        if member not in sitting:
            raise NotAMember
        Attendance.objects.update_or_create(meeting=meeting, member=member, defaults={"presence": Presence(presence)})
    record(actor=actor, verb="committee.attended", target=meeting, book=meeting.committee.city.slug)


@transaction.atomic
def write_minutes(
    *, meeting: CommitteeMeeting, said: Mapping[AgendaPoint, str], actor: User, now: datetime
) -> MinutesVersion:
    """Save what was said of each matter as the next version; nothing new is no version.

    Raises PermissionDenied, MinutesAgreed, NotHeldYet and ValidationError.
    """
    meeting = _open_meeting(meeting, actor)
    _ensure_begun(meeting, now)
    for point, text in said.items():
        if point.meeting_id != meeting.pk:
            raise PermissionDenied
        point.said = text
        point.full_clean()
        point.save(update_fields=["said"])
    return _save_version(meeting, actor, now)


@transaction.atomic
def decide(*, point: AgendaPoint, what: str, owner: User, due_on: date, actor: User, now: datetime) -> Decision:
    """Write down a decision and leave word with who owns it.

    Raises PermissionDenied, MinutesAgreed, NotHeldYet, NoQuorum and ValidationError.
    """
    meeting = _open_meeting(point.meeting, actor)
    _ensure_begun(meeting, now)
    if not quorum_of(meeting).is_met:
        raise NoQuorum
    decision = Decision(point=point, what=what, owner=owner, due_on=due_on)
    decision.full_clean()
    decision.save(force_insert=True)
    city = meeting.committee.city
    with translation.override(owner.language or "th"):
        subject = _("Decided, for you to do: %(what)s") % {"what": what}
        body = _("%(committee)s, meeting %(n)d. By %(day)s.") % {
            "committee": meeting.committee.name_th,
            "n": meeting.number,
            "day": format_date(due_on, language="th", style="long"),
        }
    queue_notice(
        city=city,
        channel=Channel.IN_APP,
        user=owner,
        subject=subject,
        body=body,
        key=f"decision:{decision.uuid}",
        about=decision,
    )
    record(actor=actor, verb="committee.decided", target=decision, book=city.slug, facts={"to": str(owner.uuid)})
    return decision


@transaction.atomic
def end_decision(*, decision: Decision, state: str, note: str, actor: User, now: datetime) -> Decision:
    """Done, or no longer pursued, with a word on it. Raises PermissionDenied, DecisionOver and ValidationError."""
    rows = Decision.objects.select_for_update(of=("self",)).select_related("point__meeting__committee__city")
    decision = rows.get(pk=decision.pk)
    if not may_end_decision(actor, decision):
        raise PermissionDenied
    if decision.state != DecisionState.OPEN or state == DecisionState.OPEN:
        raise DecisionOver
    decision.state, decision.note, decision.ended_at = DecisionState(state), note, now
    decision.full_clean()
    decision.save(update_fields=["state", "note", "ended_at"])
    city = decision.point.meeting.committee.city
    record(actor=actor, verb="committee.decision_ended", target=decision, book=city.slug, facts={"state": state})
    return decision


@transaction.atomic
def hand_over_decision(*, decision: Decision, owner: User, actor: User) -> Decision:
    """Give an open decision to another owner. Raises PermissionDenied and DecisionOver."""
    rows = Decision.objects.select_for_update(of=("self",)).select_related("point__meeting__committee__city")
    decision = rows.get(pk=decision.pk)
    city = decision.point.meeting.committee.city
    _ensure_keeper(city, actor)
    if decision.state != DecisionState.OPEN:
        raise DecisionOver
    decision.owner = owner
    decision.save(update_fields=["owner"])
    record(actor=actor, verb="committee.passed_on", target=decision, book=city.slug, facts={"to": str(owner.uuid)})
    return decision


@transaction.atomic
def agree_minutes(*, meeting: CommitteeMeeting, at: CommitteeMeeting, actor: User, now: datetime) -> CommitteeMeeting:
    """A later meeting agrees the minutes; from then on they are frozen.

    Raises PermissionDenied, MinutesAgreed, NothingWritten and AgreedTooEarly.
    """
    meeting = _open_meeting(meeting, actor)
    is_later = at.committee_id == meeting.committee_id and at.starts_at > meeting.starts_at and at.starts_at <= now
    if not is_later or not quorum_of(at).is_met:
        raise AgreedTooEarly
    if not meeting.points.exclude(said="").exists():
        raise NothingWritten
    _save_version(meeting, actor, now)
    meeting.agreed_at = at
    meeting.save(update_fields=["agreed_at"])
    record(
        actor=actor,
        verb="committee.agreed",
        target=meeting,
        book=meeting.committee.city.slug,
        facts={"digest": meeting.versions.order_by("-number").values_list("digest", flat=True)[0]},
    )
    return meeting


def remind(*, today: date) -> int:
    """Leave word before decisions, promises of partners and agreements fall due; each stage of each row once.

    Owners hear of their decisions; whoever keeps the city's partners of promises and agreements.
    """
    decisions = decisions_to_remind(today=today, until=today + DECISION_AHEAD)
    n = one_by_one("decisions due", decisions, _remind_owner)
    rows = [
        (row.agreement.city, _("A partner's promise is due soon: %(what)s"), row.what, row.due_on, row.uuid)
        for row in promises_to_remind(today=today, until=today + PROMISE_AHEAD)
    ]
    rows += [
        (row.city, _("An agreement ends soon: %(what)s"), row.title, row.ends_on, row.uuid)
        for row in agreements_to_remind(today=today, until=today + AGREEMENT_AHEAD)
    ]
    keepers = keepers_of({city for city, *_rest in rows})

    def remind_keepers(row: tuple[City, str, str, date | None, UUID]) -> int:
        city, sentence, what, day, uuid = row
        return _tell(city, keepers[city.pk], words=(sentence, what, day), key=f"due:{uuid}:{day}")

    return n + one_by_one("promises and agreements due", rows, remind_keepers)


def _remind_owner(decision: Decision) -> int:
    city, words = decision.point.meeting.committee.city, (_("Due soon: %(what)s"), decision.what, decision.due_on)
    return _tell(city, [decision.owner], words=words, key=f"due:decision:{decision.uuid}:{decision.due_on}")


def _tell(city: City, users: list[User], *, words: tuple[str, str, date | None], key: str) -> int:
    sentence, what, day = words
    known = notice_keys([f"{key}:{user.pk}" for user in users])
    told = [user for user in users if f"{key}:{user.pk}" not in known]
    for user in told:
        with transaction.atomic():
            queue_notice(
                city=city,
                channel=Channel.IN_APP,
                user=user,
                subject=sentence % {"what": what},
                body=format_date(day, language="th", style="long") if day else "",
                key=f"{key}:{user.pk}",
            )
    return len(told)


def _save_version(meeting: CommitteeMeeting, actor: User, now: datetime) -> MinutesVersion:
    content = minutes_content(meeting)
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(text.encode()).hexdigest()
    last = meeting.versions.order_by("-number").first()
    if last is not None and last.digest == digest:
        return last
    version = MinutesVersion.objects.create(
        meeting=meeting,
        number=(last.number if last else 0) + 1,
        content=content,
        digest=digest,
        saved_by=actor,
        saved_at=now,
    )
    facts = {"n": version.number, "digest": digest}
    record(actor=actor, verb="committee.minuted", target=meeting, book=meeting.committee.city.slug, facts=facts)
    return version


def _ensure_keeper(city: City, actor: User) -> None:
    if not may_keep_committees(actor, city):
        raise PermissionDenied


def _ensure_begun(meeting: CommitteeMeeting, now: datetime) -> None:
    if meeting.starts_at > now:
        raise NotHeldYet


def _open_meeting(meeting: CommitteeMeeting, actor: User) -> CommitteeMeeting:
    """Locked, kept by `actor`, and its minutes not agreed yet."""
    rows = CommitteeMeeting.objects.select_for_update(of=("self",)).select_related("committee__city")
    meeting = rows.get(pk=meeting.pk)
    _ensure_keeper(meeting.committee.city, actor)
    if meeting.agreed_at_id is not None:
        raise MinutesAgreed
    return meeting


def _sitting(meeting: CommitteeMeeting) -> list[Member]:
    day = timezone.localdate(meeting.starts_at)
    return [one for one in meeting.committee.members.select_related("user") if one.sits_on(day)]


def _in_thai(section: Section) -> str:
    with translation.override("th"):
        return str(section.label)
