"""Alerts about absences in a row: derived from saved rolls, told once a run, closed by coming back or by a call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.actions.absence_words import tell_absent
from mueang.apps.enrollment.actions.seats import lock_offering
from mueang.apps.enrollment.enums import AlertClosing, CallResult
from mueang.apps.enrollment.errors import AlertClosed
from mueang.apps.enrollment.models import AbsenceAlert, AbsenceCall, AbsenceWatch, RollCall
from mueang.apps.enrollment.queries.absences import alerts_of, alerts_to_end, marks_of_learners, rule_of, watch_of
from mueang.apps.enrollment.rules import may_enrol, visible_alerts
from mueang.apps.network.models import City
from mueang.lib.ready import ReadyChange, Slot
from mueang.methods.absence import AbsenceRule, Run, SessionMark, is_away, open_run

_LOOKED_AT = ReadyChange(
    lambda: RollCall.objects.filter(session__offering=Slot("offering"), waits_for_watch=True), waits_for_watch=False
)
# An alert closed so opens again, without a second word, when the roll says that the run goes on after all.
_CLOSED_BY_THE_ROLL = (AlertClosing.CAME_BACK, AlertClosing.CORRECTED)


@transaction.atomic
def watch_absences(*, offering: Offering, now: datetime) -> int:
    """Raise and close the offering's alerts as its rolls say now; how many were raised or closed.

    May be repeated: a run of absences is known by the session it began with, and told once.
    """
    offering = lock_offering(offering)
    # Before the marks are read: a roll that is saved meanwhile waits for the next look.
    _LOOKED_AT(offering=offering.pk)
    rule, marks = rule_of(offering, watch=watch_of(offering)), marks_of_learners(offering)
    known = alerts_of(marks)
    runs = {learner: open_run(theirs, rule) for learner, theirs in marks.items()}
    closed = [
        _closed(alert, marks[learner], rule=rule, now=now)
        for learner, alerts in known.items()
        for alert in alerts
        if alert.closed_at is None and not _is_of(alert, runs[learner])
    ]
    raised = _raise(offering, runs, known=known, now=now)
    if raised or closed:
        facts = {"raised": [str(one.uuid) for one in raised], "closed": [str(one.uuid) for one in closed]}
        record(actor=None, verb="absence.watched", target=offering, book=offering.city.slug, facts=facts)
    return len(raised) + len(closed)


def _is_of(alert: AbsenceAlert, run: Run | None) -> bool:
    return run is not None and run.first_session == alert.first_session_id


def _closed(alert: AbsenceAlert, marks: Sequence[SessionMark], *, rule: AbsenceRule, now: datetime) -> AbsenceAlert:
    since = [mark.session for mark in marks].index(alert.first_session_id) if _has(marks, alert) else len(marks)
    came = any(is_away(mark, rule) is False for mark in marks[since + 1 :])
    alert.closed_at = now
    alert.closed_as = AlertClosing.CAME_BACK if came else AlertClosing.CORRECTED
    alert.save(update_fields=["closed_at", "closed_as"])
    return alert


def _has(marks: Sequence[SessionMark], alert: AbsenceAlert) -> bool:
    return any(mark.session == alert.first_session_id for mark in marks)


def _raise(
    offering: Offering, runs: Mapping[int, Run | None], *, known: Mapping[int, list[AbsenceAlert]], now: datetime
) -> list[AbsenceAlert]:
    """New alerts, and known ones whose run grew or goes on after all."""
    raised = []
    for learner, run in runs.items():
        if run is None:
            continue
        alert = next((one for one in known.get(learner, []) if _is_of(one, run)), None)
        if alert is not None:
            _go_on(alert, run)
            continue
        alert = AbsenceAlert.objects.create(
            enrollment_id=learner, first_session_id=run.first_session, n_sessions=run.n_sessions, raised_at=now
        )
        raised.append(alert)
    if raised:
        tell_absent(offering, raised)
    return raised


def _go_on(alert: AbsenceAlert, run: Run) -> None:
    if alert.closed_as in _CLOSED_BY_THE_ROLL:
        alert.closed_at, alert.closed_as = None, ""
    alert.n_sessions = run.n_sessions
    alert.save(update_fields=["n_sessions", "closed_at", "closed_as"])


@transaction.atomic
def end_alerts(*, now: datetime) -> int:
    """Close the alerts of people who withdrew or whose course was settled."""
    return alerts_to_end().update(closed_at=now, closed_as=AlertClosing.ENDED)


@transaction.atomic
def record_call(
    *, alert: AbsenceAlert, result: str, actor: User, note: str = "", now: datetime | None = None
) -> AbsenceCall:
    """Write down that somebody asked why. What was heard closes the alert; if nobody answered it stays.

    Raises PermissionDenied, and AlertClosed if it was closed meanwhile.
    """
    now = now or timezone.now()
    if not visible_alerts(actor).filter(pk=alert.pk).exists():
        raise PermissionDenied
    rows = AbsenceAlert.objects.select_for_update(of=("self",)).select_related("enrollment__offering__city")
    alert = rows.get(pk=alert.pk)
    if alert.closed_at is not None:
        raise AlertClosed
    call = AbsenceCall(alert=alert, result=result, note=note.strip()[:200], called_by=actor, called_at=now)
    call.full_clean()
    call.save(force_insert=True)
    if result != CallResult.NO_ANSWER:
        alert.closed_at, alert.closed_as = now, AlertClosing.CALLED
        alert.save(update_fields=["closed_at", "closed_as"])
    # Why somebody stayed away may be about their health: it is not repeated in the record.
    record(actor=actor, verb="absence.called", target=alert, book=alert.enrollment.offering.city.slug)
    return call


@transaction.atomic
def set_absence_rule(
    *, offering: Offering, n_in_a_row: int | None, least_share_percent: int, actor: User
) -> AbsenceWatch:
    """After how many absences in a row to ask, and how much of a session counts as having been there.

    None is the usual number. The rolls are looked at again with the new rule. Raises PermissionDenied.
    """
    offering = lock_offering(offering)
    if not may_enrol(actor, offering):
        raise PermissionDenied
    watch, _created = AbsenceWatch.objects.get_or_create(offering=offering)
    watch.n_in_a_row, watch.least_share_percent = n_in_a_row, least_share_percent
    watch.full_clean()
    watch.save()
    RollCall.objects.filter(session__offering=offering).update(waits_for_watch=True)
    facts = {"n_in_a_row": n_in_a_row, "least_share_percent": least_share_percent}
    record(actor=actor, verb="absence.rule_set", target=offering, book=offering.city.slug, facts=facts)
    return watch


@transaction.atomic
def note_absences_taken(*, city: City, actor: User, n_people: int) -> None:
    """Record that the list of absences was downloaded."""
    record(actor=actor, verb="absence.exported", target=city, book=city.slug, facts={"n_people": n_people})
