"""What can be learned: programs, their offerings at a place with seats, and the sessions of an offering."""

from mueang.apps.catalog.models.changes import REINSTATE_WITHIN, Change, OfferingSheet
from mueang.apps.catalog.models.meetings import ClosedDays, Session, SessionQuerySet, Timetable
from mueang.apps.catalog.models.offerings import (
    FRESH_FOR,
    MOST_PHOTOS,
    Instructor,
    KitLine,
    Offering,
    OfferingQuerySet,
    Photo,
    Template,
)
from mueang.apps.catalog.models.partners import CalendarImport, Origin, PartnerCalendar
from mueang.apps.catalog.models.programs import Interest, Program
from mueang.apps.catalog.models.searches import FailedSearch

__all__ = [
    "FRESH_FOR",
    "MOST_PHOTOS",
    "REINSTATE_WITHIN",
    "CalendarImport",
    "Change",
    "ClosedDays",
    "FailedSearch",
    "Instructor",
    "Interest",
    "KitLine",
    "Offering",
    "OfferingQuerySet",
    "OfferingSheet",
    "Origin",
    "PartnerCalendar",
    "Photo",
    "Program",
    "Session",
    "SessionQuerySet",
    "Template",
    "Timetable",
]
