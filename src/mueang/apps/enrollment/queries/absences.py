"""Which offerings to look at for absences, how each learner's marks stand, and the list of those to be called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils import timezone

from mueang.apps.accounts.rules import Viewer
from mueang.apps.catalog.models import Offering, OfferingQuerySet, Session
from mueang.apps.enrollment.models import (
    AbsenceAlert,
    AbsenceAlertQuerySet,
    AbsenceCall,
    AbsenceWatch,
    Attendance,
    Enrollment,
    RollCall,
)
from mueang.apps.enrollment.rules import open_alert_keys, visible_alerts
from mueang.apps.network.models import City
from mueang.apps.people.models import Guardianship, Person
from mueang.lib.ready import ReadyAmong, ReadyRows, Slot
from mueang.methods.absence import AbsenceRule, SessionMark, usual_in_a_row

CHILD_UNTIL = 18
# Asked of an offering each time that its roll is saved.
_WATCH = ReadyRows(lambda: AbsenceWatch.objects.filter(offering=Slot("offering")))
_PLANNED = ReadyRows(lambda: Session.objects.planned().filter(offering=Slot("offering")).order_by("starts_at", "pk"))
_OF_LEARNERS = ReadyRows(
    lambda: Attendance.objects.filter(
        session__offering=Slot("offering"),
        enrollment__offering=Slot("offering"),
        enrollment__in=Enrollment.objects.learning(),
    ).order_by()
)
_ALERTS = ReadyAmong(lambda learners: AbsenceAlert.objects.filter(enrollment__pk__in=learners))


def offerings_to_watch() -> OfferingQuerySet:
    """Offerings with a roll that nobody looked at for absences."""
    waiting = RollCall.objects.filter(waits_for_watch=True).order_by()
    rows = Offering.objects.filter(pk__in=waiting.values("session__offering"))
    return rows.select_related("city").order_by("pk")


def alerts_to_end() -> AbsenceAlertQuerySet:
    """Open alerts of people who do not learn there any more."""
    learning = Enrollment.objects.learning()
    return AbsenceAlert.objects.open().exclude(enrollment__in=learning.values("pk"))


def rule_of(offering: Offering, *, watch: AbsenceWatch | None) -> AbsenceRule:
    """The offering's own rule, else the usual one for how often it meets."""
    n = watch.n_in_a_row if watch else None
    if not n:
        n = usual_in_a_row(timezone.localtime(one.starts_at) for one in _PLANNED(offering=offering.pk))
    return AbsenceRule(in_a_row=n, least_share=Fraction(watch.least_share_percent if watch else 0, 100))


def marks_of_learners(offering: Offering) -> dict[int, list[SessionMark]]:
    """The marks of everybody still learning, in the order of the sessions; cancelled sessions left out."""
    of_session: dict[int, list[Attendance]] = defaultdict(list)
    for row in _OF_LEARNERS(offering=offering.pk):
        of_session[row.session_id].append(row)
    marks: dict[int, list[SessionMark]] = defaultdict(list)
    for session in _PLANNED(offering=offering.pk):
        for row in of_session[session.pk]:
            mark = SessionMark(session.pk, row.mark, row.minutes_present, session.minutes)
            marks[row.enrollment_id].append(mark)
    return dict(marks)


def alerts_of(learners: Collection[int]) -> dict[int, list[AbsenceAlert]]:
    """Enrollment key -> its alerts, closed ones too; for none there is no list."""
    found: dict[int, list[AbsenceAlert]] = defaultdict(list)
    for alert in _ALERTS(list(learners)):
        found[alert.enrollment_id].append(alert)
    return dict(found)


def to_be_told(enrollment: Enrollment, *, child_until: int = CHILD_UNTIL) -> Person | None:
    """The learner; for a child whoever answers for them, else whoever brought them. None: only the staff is told.

    Of whom no birth date is known counts as a child if somebody answers for them.
    """
    person = enrollment.person.merged_into or enrollment.person
    lead = enrollment.party.lead if enrollment.party else None
    age = person.age_on(timezone.localdate())
    guardian = _guardians({person.pk}).get(person.pk) if age is None or age < child_until else None
    if guardian is not None:
        return guardian
    if age is not None and age < child_until:
        return lead if lead is not None and lead.pk != person.pk else None
    return person if person.user_id or person.email or person.phone else lead or person


@dataclass(frozen=True, slots=True)
class AlertRow:
    """One alert on the list: who stayed away, whom to call, and what was heard so far."""

    alert: AbsenceAlert
    person: Person
    contact: Person
    calls: Sequence[AbsenceCall]

    @property
    def offering(self) -> Offering:
        return self.alert.enrollment.offering


def absence_alerts(*, viewer: Viewer, city: City | None = None, offering: Offering | None = None) -> list[AlertRow]:
    """Open alerts that `viewer` may act on, the longest run first; six SQL statements, however many."""
    only: dict[str, object] = {}
    if city is not None:
        only["enrollment__offering__city"] = city
    if offering is not None:
        only["enrollment__offering"] = offering
    keys = open_alert_keys(viewer, **only)
    rows = list(
        AbsenceAlert.objects.filter(pk__in=keys)
        .select_related(
            "enrollment__person__merged_into",
            "enrollment__party__lead",
            "enrollment__offering__program",
            "enrollment__offering__place",
            "enrollment__offering__city",
            "first_session",
        )
        .prefetch_related("calls__called_by")
        .order_by("-n_sessions", "raised_at", "pk")
    )
    guardians = _guardians({row.enrollment.person_id for row in rows})
    return [_row(alert, guardians.get(alert.enrollment.person_id)) for alert in rows]


def _row(alert: AbsenceAlert, guardian: Person | None) -> AlertRow:
    person = alert.enrollment.person.merged_into or alert.enrollment.person
    lead = alert.enrollment.party.lead if alert.enrollment.party else None
    age = person.age_on(timezone.localdate())
    is_child = age is not None and age < CHILD_UNTIL
    contact = (guardian or lead or person) if is_child else (person if person.phone or lead is None else lead)
    return AlertRow(alert, person, contact, list(alert.calls.all()))


def _guardians(children: set[int]) -> dict[int, Person]:
    """The first guardian of each child; those with legal authority before others."""
    links = Guardianship.objects.filter(child__in=children, until_on=None).select_related("guardian")
    found: dict[int, Person] = {}
    for link in links.order_by("-has_legal_authority", "pk"):
        found.setdefault(link.child_id, link.guardian)
    return found


def n_open_alerts(*, viewer: Viewer, city: City) -> int:
    return len(open_alert_keys(viewer, enrollment__offering__city=city))


def watch_of(offering: Offering) -> AbsenceWatch | None:
    return _WATCH.first(offering=offering.pk)


def closed_alerts(*, viewer: Viewer, offering: Offering) -> AbsenceAlertQuerySet:
    """What came of earlier alerts of the offering, the latest first."""
    rows = visible_alerts(viewer).filter(enrollment__offering=offering).exclude(closed_at=None)
    return rows.select_related("enrollment__person__merged_into", "first_session").order_by("-closed_at")
