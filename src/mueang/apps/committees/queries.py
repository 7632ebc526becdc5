"""Questions about committees: who sits, whether enough came, what is open, and what a document says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, Prefetch, Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.models import User
from mueang.apps.accounts.queries import grants_within
from mueang.apps.accounts.rules import PERMISSIONS_OF, Viewer
from mueang.apps.committees.enums import DecisionState, Presence, Section
from mueang.apps.committees.models import (
    AgendaPoint,
    Committee,
    CommitteeMeeting,
    Decision,
    Member,
    MinutesVersion,
)
from mueang.apps.committees.rules import visible_committees, visible_decisions
from mueang.apps.network.models import Agreement, City, Contribution
from mueang.apps.notices.models import Notice
from mueang.apps.reports.queries.drawn import TEMPLATE
from mueang.lib.held import Held
from mueang.methods.thai import format_date
from mueang.standards.icalendar import Meeting, write_calendar
from mueang.standards.wordprocessing import Block, Heading, Paragraph, write_docx


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many sit that day, how many came, and how many must."""

    n_members: int
    n_came: int
    n_needed: int

    @property
    def is_met(self) -> bool:
        return self.n_members > 0 and self.n_came >= self.n_needed


@dataclass(frozen=True, slots=True)
class MeetingPage:
    meeting: CommitteeMeeting
    points: list[AgendaPoint]
    members: list[tuple[Member, str]]
    quorum: Quorum
    versions: list[MinutesVersion]
    to_agree: list[CommitteeMeeting]
    staff: list[User]


def committees_of(*, viewer: Viewer, city: City, today: date) -> list[Committee]:
    """With members of today, the last meeting and open decisions counted. One SQL statement."""
    sits = Q(members__since__lte=today) & (Q(members__until=None) | Q(members__until__gte=today))
    rows = visible_committees(viewer).filter(city=city)
    is_open = Q(meetings__points__decisions__state=DecisionState.OPEN)
    return list(
        rows.annotate(
            n_members=Count("members", filter=sits, distinct=True),
            last_at=Max("meetings__starts_at"),
            n_open=Count("meetings__points__decisions", filter=is_open, distinct=True),
        )
    )


def committee_page(committee: Committee) -> Committee:
    """With members and meetings. Three SQL statements."""
    members = Member.objects.select_related("user", "organization")
    rows = Committee.objects.prefetch_related(Prefetch("members", members), "meetings")
    return rows.get(pk=committee.pk)


def meeting_page(meeting: CommitteeMeeting, *, staff: list[User]) -> MeetingPage:
    """Six SQL statements, however many matters, members and versions."""
    marked = dict(meeting.attendance.values_list("member_id", "presence"))
    members = [(one, marked.get(one.pk, "")) for one in _sitting(meeting)]
    decisions = Prefetch("decisions", Decision.objects.select_related("owner"))
    before = CommitteeMeeting.objects.filter(
        committee=meeting.committee_id, agreed_at=None, starts_at__lt=meeting.starts_at, versions__isnull=False
    )
    return MeetingPage(
        meeting,
        list(meeting.points.prefetch_related(decisions)),
        members,
        _quorum(meeting, members),
        list(meeting.versions.select_related("saved_by").defer("content")),
        list(before.distinct()),
        staff,
    )


def quorum_of(meeting: CommitteeMeeting) -> Quorum:
    marked = dict(meeting.attendance.values_list("member_id", "presence"))
    return _quorum(meeting, [(one, marked.get(one.pk, "")) for one in _sitting(meeting)])


def open_decisions(*, viewer: Viewer, city: City) -> list[Decision]:
    """What committees of the city decided and nobody has finished, soonest first. One SQL statement."""
    rows = visible_decisions(viewer).filter(point__meeting__committee__city=city, state=DecisionState.OPEN)
    return list(rows.select_related("owner", "point__meeting__committee"))


def held_decisions(holder: User, city: City) -> list[Held]:
    """What `holder` still owes to committees of `city`. One SQL statement."""
    rows = Decision.objects.filter(owner=holder, state=DecisionState.OPEN, point__meeting__committee__city=city)
    return [Held(row.uuid, row.what, row.what, Permission.CITY_READ, (city.uuid,)) for row in rows]


def own_decisions(*, viewer: Viewer, city: City) -> QuerySet[Decision]:
    """Open decisions that the viewer owns."""
    owner = viewer if isinstance(viewer, User) else None
    return Decision.objects.filter(owner=owner, state=DecisionState.OPEN, point__meeting__committee__city=city)


def decisions_to_remind(*, today: date, until: date) -> list[Decision]:
    """Open decisions due between these days. One SQL statement."""
    rows = Decision.objects.filter(state=DecisionState.OPEN, due_on__range=(today, until))
    return list(rows.select_related("owner", "point__meeting__committee__city"))


def promises_to_remind(*, today: date, until: date) -> list[Contribution]:
    """Promises still owed that fall due between these days. One SQL statement."""
    rows = Contribution.objects.filter(due_on__range=(today, until), given__lt=F("promised"))
    return list(rows.select_related("agreement__city"))


def agreements_to_remind(*, today: date, until: date) -> list[Agreement]:
    """Agreements that end between these days and are not renewed. One SQL statement."""
    rows = Agreement.objects.filter(ends_on__range=(today, until), renewed_by=None)
    return list(rows.select_related("city"))


def keepers_of(cities: set[City]) -> dict[int, list[User]]:
    """Managers and officers of each city by its key. One SQL statement."""
    by_uuid = {city.uuid: city.pk for city in cities}
    found: dict[int, list[User]] = {pk: [] for pk in by_uuid.values()}
    for grant in grants_within(by_uuid):
        held = grant.scope and by_uuid.get(grant.scope)
        if held and Permission.NETWORK_WRITE in PERMISSIONS_OF[grant.role] and grant.user not in found[held]:
            found[held].append(grant.user)
    return found


def staff_of(city: City) -> list[User]:
    """Who may own a decision: the accounts with a role over the whole city. One SQL statement."""
    return list({grant.user: None for grant in grants_within([city.uuid]) if grant.user.is_active})


def notice_keys(keys: list[str]) -> set[str]:
    return set(Notice.objects.filter(key__in=keys).values_list("key", flat=True))


def calendar_of(meeting: CommitteeMeeting) -> bytes:
    """The meeting as a calendar file."""
    name = meeting.committee.name_th
    event = Meeting(
        uid=str(meeting.uuid),
        stamp=meeting.invited_at or meeting.starts_at,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        summary=_("%(committee)s, meeting %(n)d") % {"committee": name, "n": meeting.number},
        location=meeting.where,
    )
    return write_calendar(name=name, meetings=[event])


def minutes_content(meeting: CommitteeMeeting) -> dict[str, Any]:
    """What the minutes say now, as it is kept."""
    decisions = Prefetch("decisions", Decision.objects.select_related("owner"))
    marked = dict(meeting.attendance.values_list("member_id", "presence"))
    return {
        "came": [[one.name, one.position, marked[one.pk]] for one in _sitting(meeting) if one.pk in marked],
        "points": [
            {
                "section": point.section,
                "title": point.title,
                "said": point.said,
                "decisions": [[row.what, row.owner.display_name, str(row.due_on)] for row in point.decisions.all()],
            }
            for point in meeting.points.prefetch_related(decisions)
        ],
    }


def document_of(meeting: CommitteeMeeting, *, kind: str, form: str, language: str) -> bytes:
    """The agenda or the minutes, as they stand or as they were agreed, as .docx or PDF."""
    content = minutes_content(meeting)
    if kind == "minutes" and meeting.agreed_at_id is not None:
        content = meeting.versions.order_by("-number").values_list("content", flat=True)[0]
    with translation.override(language):
        blocks = _blocks(meeting, content, kind=kind, language=language)
        title = str(blocks[0].text) if isinstance(blocks[0], Heading) else ""
    if form == "docx":
        return write_docx(
            blocks,
            title=title,
            author=meeting.committee.name_th,
            language=language,
            made_at=meeting.starts_at,
            footer=meeting.committee.name_th,
        )
    from mueang.lib.typeset import typeset_apart  # loads what starts a typesetter; few requests print

    data = {
        "title": title,
        "language": language,
        "footer": meeting.committee.name_th,
        "is_brief": False,
        "blocks": [_plain(block) for block in blocks],
    }
    return typeset_apart(TEMPLATE, data=data, titled_by="title", made_at=meeting.starts_at)


def _blocks(meeting: CommitteeMeeting, content: dict[str, Any], *, kind: str, language: str) -> list[Block]:
    day = format_date(timezone.localdate(meeting.starts_at), language="th" if language == "th" else "en", style="long")
    told = {"committee": meeting.committee.name_th, "n": meeting.number}
    is_minutes = kind == "minutes"
    heading = (
        _("Minutes of %(committee)s, meeting %(n)d") if is_minutes else _("Agenda of %(committee)s, meeting %(n)d")
    )
    clock = timezone.localtime(meeting.starts_at).strftime("%H.%M")
    blocks: list[Block] = [Heading(heading % told, 0), Paragraph((f"{day} {clock} · {meeting.where}",), "lead")]
    if is_minutes:
        agreed = meeting.agreed_at
        state = _("Agreed at meeting %(n)d") % {"n": agreed.number} if agreed else _("Draft, not agreed yet")
        blocks.append(Paragraph((state,), "small"))
        for presence in Presence:
            names = [
                f"{name} ({position})" if position else name
                for name, position, is_so in content["came"]
                if is_so == presence
            ]
            if names:
                blocks.append(Paragraph((f"{presence.label}: {', '.join(names)}",)))
    for section in Section:
        points = [point for point in content["points"] if point["section"] == section]
        if points:
            blocks.append(Heading(f"{section.value}. {section.label}", 1))
        for number, point in enumerate(points, start=1):
            blocks.extend(_point(f"{section.value}.{number} {point['title']}", point, is_minutes=is_minutes))
    return blocks


def _point(title: str, point: dict[str, Any], *, is_minutes: bool) -> list[Block]:
    blocks: list[Block] = [Heading(title, 2)]
    if not is_minutes:
        return blocks
    blocks.append(Paragraph((point["said"] or "–",)))
    for what, owner, due_on in point["decisions"]:
        day = format_date(date.fromisoformat(due_on), language="th", style="short")
        told = _("Decided: %(what)s. %(owner)s, by %(day)s.") % {"what": what, "owner": owner, "day": day}
        blocks.append(Paragraph((told,), "strong"))
    return blocks


def _plain(block: Block) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"kind": "heading", "text": block.text, "level": block.level}
    assert isinstance(block, Paragraph)  # noqa: S101 -- what is written above
    return {"kind": "paragraph", "pieces": list(block.pieces), "look": block.look}


def _sitting(meeting: CommitteeMeeting) -> list[Member]:
    day = timezone.localdate(meeting.starts_at)
    return [one for one in Member.objects.filter(committee=meeting.committee_id) if one.sits_on(day)]


def _quorum(meeting: CommitteeMeeting, members: list[tuple[Member, str]]) -> Quorum:
    came = sum(presence == Presence.CAME for _member, presence in members)
    needed = -(-len(members) * meeting.committee.quorum_percent // 100)
    return Quorum(len(members), came, needed)
