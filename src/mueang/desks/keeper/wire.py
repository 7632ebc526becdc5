"""What a keeper's device and the server say to each other about rolls, as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from mueang.apps.accounts.rules import Viewer
from mueang.apps.catalog.rules import may_change_offering
from mueang.apps.enrollment.actions import Answer, NewMember, Sent, SentCheckOut, SentMark, SentSave, SentWalkIn
from mueang.apps.enrollment.enums import Mark
from mueang.apps.enrollment.errors import PerhapsOnTheRoll
from mueang.apps.enrollment.queries import HallLine, HallSheet
from mueang.lib.rolling_codes import STEP_SECONDS, rolling_key
from mueang.methods.thai import ThaiTextError, parse_phone, split_name
from mueang.ui.templatetags.ui import name_of
from mueang.ui.words import clock, current_language, in_language, thai_date

# What one request may bring: a long day's marks of a busy place come in several.
MOST_ITEMS = 200
MOST_REASON, MOST_NAME = 200, 200


class NotUnderstood(ValueError):
    """The device sent something that is no mark."""


class NoPhone(NotUnderstood):
    """What was typed as somebody's phone number is none."""


def read_moment(text: object) -> datetime:
    """A moment with its offset. Raises NotUnderstood."""
    try:
        moment = parse_datetime(str(text))
    except ValueError as error:
        raise NotUnderstood from error
    if moment is None or moment.tzinfo is None:
        raise NotUnderstood
    return moment.astimezone(UTC)


def read_item(item: Mapping[str, Any]) -> Sent:
    """One item of the queue. Raises NotUnderstood, and NoPhone for a number that cannot be one."""
    try:
        number, made_at = UUID(str(item["uuid"])), read_moment(item["made_at"])
        match item["kind"]:
            case "mark":
                return _mark(item, number=number, made_at=made_at)
            case "walk_in":
                return _walk_in(item, number=number, made_at=made_at)
            case "check_out":
                return _check_out(item, number=number, made_at=made_at)
            case "save":
                return SentSave(number, made_at)
    except NotUnderstood:
        raise
    except (KeyError, TypeError, ValueError) as error:
        raise NotUnderstood from error
    raise NotUnderstood


def _mark(item: Mapping[str, Any], *, number: UUID, made_at: datetime) -> SentMark:
    return SentMark(
        uuid=number,
        who=UUID(str(item["who"])),
        mark=Mark(item["mark"]).value,
        made_at=made_at,
        minutes_away=int(item.get("away") or 0),
        reason=str(item.get("reason") or "")[:MOST_REASON],
        base=UUID(str(item["base"])) if item.get("base") else None,
    )


def _walk_in(item: Mapping[str, Any], *, number: UUID, made_at: datetime) -> SentWalkIn:
    name, phone = split_name(str(item["name"])[:MOST_NAME]), str(item.get("phone") or "")
    if not name.given:
        raise NotUnderstood
    try:
        phone = parse_phone(phone) if phone.strip() else ""
    except ThaiTextError as error:
        raise NoPhone from error
    return SentWalkIn(
        uuid=number,
        member=NewMember(name.given, name.family, name.prefix, phone=phone),
        made_at=made_at,
        adds_seat=item.get("adds_seat") is True,
        is_other=item.get("is_other") is True,
    )


def _check_out(item: Mapping[str, Any], *, number: UUID, made_at: datetime) -> SentCheckOut:
    fetched_by, is_taken_back = str(item.get("fetched_by") or "").strip(), item.get("is_taken_back") is True
    if not fetched_by and not is_taken_back:
        raise NotUnderstood
    return SentCheckOut(
        uuid=number,
        who=UUID(str(item["who"])),
        fetched_by=fetched_by,
        made_at=made_at,
        is_taken_back=is_taken_back,
    )


def say_answer(answer: Answer) -> dict[str, Any]:
    """What became of one item, in the reader's language."""
    said: dict[str, Any] = {"uuid": str(answer.uuid), "is_kept": answer.is_kept}
    if answer.refusal is not None:
        said |= {"refusal": type(answer.refusal).__name__, "sentence": answer.refusal.sentence}
    if isinstance(answer.refusal, PerhapsOnTheRoll):
        said["perhaps"] = [str(one) for one in answer.refusal.enrollments]
    if answer.instead is not None:
        said["instead"] = {"mark": answer.instead.mark, "by": str(answer.instead.made_by)}
    return said


def say_sheets(sheets: Sequence[HallSheet], *, viewer: Viewer) -> list[dict[str, Any]]:
    return [say_sheet(sheet, viewer=viewer) for sheet in sheets]


def say_sheet(sheet: HallSheet, *, viewer: Viewer) -> dict[str, Any]:
    """One session with its roll: names, marks, and the key of the codes that its learners scan."""
    session = sheet.session
    offering, starts_at = session.offering, timezone.localtime(session.starts_at)
    day_ends_at = timezone.localtime(session.ends_at).replace(hour=0, minute=0, second=0, microsecond=0)
    return {
        "uuid": str(session.uuid),
        "title": (session.is_chosen and _said(session, "topic")) or name_of(offering.program),
        "offering": str(offering.uuid),
        "place": " · ".join(filter(None, (_said(session, "room"), str(name_of(session.place or offering.place))))),
        "day": thai_date(starts_at, "weekday"),
        "clock": clock(session.starts_at, session.ends_at),
        "starts_at": _ms(session.starts_at),
        "ends_at": _ms(session.ends_at),
        "day_starts_at": _ms(starts_at.replace(hour=0, minute=0, second=0, microsecond=0)),
        "day_ends_at": _ms(day_ends_at + timedelta(days=1)),
        "minutes": session.minutes,
        "saved_at": _ms(sheet.saved_at) if sheet.saved_at else None,
        "seats_left": offering.seats_left,
        "may_add_seats": may_change_offering(viewer, offering),
        "page": reverse("keeper:roll", args=[session.uuid]),
        "code": {
            "key": rolling_key(f"session:{session.uuid}"),
            "seconds": STEP_SECONDS,
            "address": settings.BASE_URL + reverse("learner:here", args=[session.uuid, "CODE"]),
        },
        "lines": [
            _say_line(line, minutes=session.minutes, is_saved=bool(sheet.saved_at))
            | (_say_face(line) if sheet.faces_until else {})
            for line in sheet.lines
        ],
        "faces_until": _ms(sheet.faces_until) if sheet.faces_until else None,
        "is_chosen": session.is_chosen,
        "others": [{"who": str(one.enrollment.uuid), "name": one.name, "code": one.code} for one in sheet.others],
    }


def _said(session: Any, what: str) -> str:
    """The room or the topic of a session, in the reader's language."""
    return str(in_language(current_language(), getattr(session, f"{what}_th"), getattr(session, f"{what}_en")))


def _say_line(line: HallLine, *, minutes: int, is_saved: bool) -> dict[str, Any]:
    entry = line.entry
    return {
        "who": str(line.enrollment.uuid),
        "name": line.name,
        "mark": "" if is_saved and not line.is_marked else entry.mark,
        "away": minutes - entry.minutes_present,
        "entry": str(entry.uuid) if line.is_marked else None,
        "lost": [
            {"mark": one.mark, "away": minutes - one.minutes_present, "by": str(one.made_by), "at": _ms(one.made_at)}
            for one in line.lost
        ],
        "by": str(entry.made_by) if line.is_marked and line.lost else "",
        "scanned_at": _ms(line.scanned_at) if line.scanned_at else None,
        "is_sorry": line.is_sorry,
        "is_fetched": line.is_fetched,
        "carers": line.carers,
        "fetched": {"by": line.check_out.fetched_by, "at": _ms(line.check_out.fetched_at)} if line.check_out else None,
        "code": line.code,
    }


def _say_face(line: HallLine) -> dict[str, Any]:
    """What stands for somebody beside their name, where the roll shows faces."""
    return {"initials": line.initials, "face": str(line.face) if line.face else None}


def read_faces(asked: Sequence[object]) -> list[UUID]:
    """The pictures a device asks for. Raises NotUnderstood."""
    try:
        return [UUID(str(one)) for one in asked]
    except ValueError as error:
        raise NotUnderstood from error


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
