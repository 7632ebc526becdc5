"""Plan a visit, hand it on, call it off, and take in what was found: each report once, however often it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record, record_read
from mueang.apps.audit.enums import protected_book
from mueang.apps.network.models import City
from mueang.apps.support.actions.word import leave_word
from mueang.apps.support.enums.concerns import TryHow
from mueang.apps.support.enums.visits import Found
from mueang.apps.support.errors.visits import AlreadyVisited, CalledOff, SomebodyElses, VisitRefused
from mueang.apps.support.models.cases import Case
from mueang.apps.support.models.concerns import Concern, Try
from mueang.apps.support.models.visits import Visit, VisitPhoto, VisitReport
from mueang.apps.support.rules.cases import may_supervise, workers_of
from mueang.apps.support.rules.visits import may_go, may_plan_for, reportable_visits, visible_visits
from mueang.lib.photographs import PhotoError, prepare

# Wide enough to read a door's number, small enough for a phone's network.
PHOTO_WIDTH = 1280
_REACHED = (Found.CHILD, Found.FAMILY)


@dataclass(frozen=True, slots=True)
class Report:
    """What a device (or somebody with a paper form) hands in; `uuid` is the device's own number for it."""

    uuid: UUID
    visit: UUID
    found: str
    made_at: datetime
    said: str = ""
    is_in_danger: bool = False
    next_on: date | None = None
    photo: bytes = b""
    is_from_paper: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of one report: kept, or refused and why; `is_photo_lost` where only its picture was refused."""

    uuid: UUID
    refusal: VisitRefused | None = None
    is_photo_lost: bool = False


@transaction.atomic
def plan_visit(*, about: Concern | Case, to: User, on: date, purpose: str, actor: User) -> Visit:
    """Ask somebody to go and see. Raises PermissionDenied; see `may_plan_for`."""
    city = about.city
    if not may_plan_for(actor, about, to=to):
        raise PermissionDenied
    visit = Visit(
        city=city,
        concern=about if isinstance(about, Concern) else None,
        case=about if isinstance(about, Case) else None,
        assigned_to=to,
        planned_on=on,
        purpose=purpose.strip(),
        planned_by=actor,
        planned_at=timezone.now(),
    )
    visit.clean_fields()
    visit.save(force_insert=True)
    if to != actor:
        leave_word(city=city, to=[to], row=visit)
    record(actor=actor, verb="visit.planned", target=visit, book=city.slug, facts={"on": on.isoformat()})
    return visit


@transaction.atomic
def hand_on_visit(*, visit: Visit, to: User, actor: User) -> Visit:
    """Give a visit to a colleague. Raises PermissionDenied, CalledOff and AlreadyVisited."""
    visit = _lock_waiting(visit)
    if not may_supervise(actor, visit.city) or not workers_of(visit.city).filter(pk=to.pk).exists():
        raise PermissionDenied
    if visit.case is not None and not may_go(to, visit.case):
        raise PermissionDenied
    if visit.assigned_to != to:
        visit.handed_from, visit.assigned_to = visit.assigned_to, to
        visit.save(update_fields=["handed_from", "assigned_to"])
        leave_word(city=visit.city, to=[to], row=visit)
    record(actor=actor, verb="visit.handed_on", target=visit, book=visit.city.slug, facts={"account": str(to.uuid)})
    return visit


@transaction.atomic
def call_off_visit(*, visit: Visit, actor: User) -> Visit:
    """The visit is not needed. Raises PermissionDenied, CalledOff and AlreadyVisited."""
    visit = _lock_waiting(visit)
    if not visible_visits(actor).filter(pk=visit.pk).exists():
        raise PermissionDenied
    visit.called_off_at = timezone.now()
    visit.save(update_fields=["called_off_at"])
    record(actor=actor, verb="visit.called_off", target=visit, book=visit.city.slug)
    return visit


def sync_visits(*, reports: Sequence[Report], device: UUID | None, sent_at: datetime, actor: User) -> list[Kept]:
    """Take what a device kept, each report in a transaction of its own: a kill between two loses neither.

    A number that is known is answered as kept and written no second time. Of several reports of one visit all stay;
    the one made last stands.
    """
    skew = timezone.now() - sent_at
    return [_take(report, device=device, made_at=report.made_at + skew, actor=actor) for report in reports]


def _take(report: Report, *, device: UUID | None, made_at: datetime, actor: User) -> Kept:
    known = VisitReport.objects.filter(uuid=report.uuid).first()
    if known is not None:
        return Kept(report.uuid, None if known.by_id == actor.pk else SomebodyElses())
    # The picture is looked at before anything is locked: it takes a process and some tenths of a second.
    webp, is_lost = _small_photo(report.photo)
    try:
        keep_report(report=report, device=device, made_at=made_at, webp=webp, actor=actor)
    except VisitRefused as refusal:
        return Kept(report.uuid, refusal)
    except (PermissionDenied, ValidationError):
        return Kept(report.uuid, SomebodyElses())
    return Kept(report.uuid, is_photo_lost=is_lost)


@transaction.atomic
def keep_report(*, report: Report, device: UUID | None, made_at: datetime, webp: bytes, actor: User) -> VisitReport:
    """Write one report down, and a try to reach the family. Raises PermissionDenied and SomebodyElses."""
    visit = Visit.objects.select_for_update(of=("self",)).filter(uuid=report.visit).first()
    if visit is None or not reportable_visits(actor).filter(pk=visit.pk).exists():
        raise PermissionDenied
    # Looked for again under the lock: two requests with one number wait for each other here.
    known = VisitReport.objects.filter(uuid=report.uuid).first()
    if known is not None:
        if known.by_id != actor.pk:
            raise SomebodyElses
        return known
    now = timezone.now()
    row = VisitReport(
        uuid=report.uuid,
        visit=visit,
        found=Found(report.found),
        is_in_danger=report.is_in_danger,
        said=report.said.strip(),
        next_on=report.next_on,
        is_from_paper=report.is_from_paper,
        by=actor,
        device=device,
        made_at=min(made_at, now),
        kept_at=now,
    )
    row.clean_fields()
    row.save(force_insert=True)
    if webp:
        photo = VisitPhoto(report=row)
        photo.webp = webp
        photo.save(force_insert=True)
    _note_try(visit, row)
    facts = {"found": row.found, "report": str(row.uuid), "danger": row.is_in_danger}
    record(actor=actor, verb="visit.reported", target=visit, book=visit.city.slug, facts=facts)
    return row


@transaction.atomic
def read_visit(*, visit: Visit, actor: User, is_photo: bool = False) -> None:
    """Write down that `actor` looked at a visit or its picture. Raises PermissionDenied."""
    if not visible_visits(actor).filter(pk=visit.pk).exists():
        raise PermissionDenied
    record_read(actor=actor, target=visit, book=visit.city.slug, facts={"photo": is_photo})


@transaction.atomic
def note_visits_taken(*, city: City, actor: User, n_visits: int, way: str) -> None:
    """Write down that `actor` looked at a list of visits by name: on a page, on paper, or along on a device."""
    facts = {"list": "visits", "n": n_visits, "way": way}
    record_read(actor=actor, target=city, book=protected_book(city.slug), facts=facts)


def _note_try(visit: Visit, row: VisitReport) -> None:
    if visit.concern is not None and row.found not in _REACHED:
        on = timezone.localdate(row.made_at)
        note = row.get_found_display()
        Try.objects.create(concern=visit.concern, on=on, how=TryHow.HOME, note=note, by=row.by, at=row.kept_at)


def _small_photo(data: bytes) -> tuple[bytes, bool]:
    if not data:
        return b"", False
    try:
        files = prepare(data).files
    except PhotoError:
        return b"", True
    fitting = [width for width in files if width <= PHOTO_WIDTH] or [min(files)]
    return files[max(fitting)], False


def _lock_waiting(visit: Visit) -> Visit:
    found = Visit.objects.select_for_update(of=("self",)).select_related("city", "assigned_to").get(pk=visit.pk)
    if found.called_off_at is not None:
        raise CalledOff
    if found.reports.exists():
        raise AlreadyVisited
    return found
