"""Questions about what can be learned."""

from mueang.apps.catalog.queries.browsing import (
    Browse,
    InterestCount,
    Listed,
    Miss,
    PlaceCount,
    browse,
    interests_with_counts,
    offerings_at,
    offerings_from_heritage,
)
from mueang.apps.catalog.queries.cards import Card, InterestLine, PlaceLine, SessionLine, may_still_join
from mueang.apps.catalog.queries.facets import AGES, MOST_SEATS, OLDEST, RADII_KM, Wanted
from mueang.apps.catalog.queries.feeds import calendar, json_ld
from mueang.apps.catalog.queries.indexing import keep_in_step, rebuild
from mueang.apps.catalog.queries.keeping import (
    OfferingFilter,
    instructors_of,
    interests,
    items_for_lessons,
    offerings_of_program,
    offerings_to_keep,
    programs_to_keep,
)
from mueang.apps.catalog.queries.likeness import similar
from mueang.apps.catalog.queries.meetings import NextSession, next_sessions, sessions_of
from mueang.apps.catalog.queries.pages import (
    HeritageLine,
    InstructorName,
    OfferingPage,
    OrganizationLine,
    named_offering,
    offering_page,
    published_offering,
)
from mueang.apps.catalog.queries.planning import Holiday, PlannedSession, WeeklyPlan, holiday_on, weekly_plan
from mueang.apps.catalog.queries.searches import Unfound, failed_searches
from mueang.apps.catalog.queries.searching import Found, Suggestion, find_words, nearest_words, suggest
from mueang.apps.catalog.queries.seat_changes import forget_seat_changes, seats_are_as_before
from mueang.apps.catalog.queries.snapshots import forget_snapshots
from mueang.apps.catalog.queries.suiting import InterestFit, OccupationFit, Suited, suited

__all__ = [
    "AGES",
    "MOST_SEATS",
    "OLDEST",
    "RADII_KM",
    "Browse",
    "Card",
    "Found",
    "HeritageLine",
    "Holiday",
    "InstructorName",
    "InterestCount",
    "InterestFit",
    "InterestLine",
    "Listed",
    "Miss",
    "NextSession",
    "OccupationFit",
    "OfferingFilter",
    "OfferingPage",
    "OrganizationLine",
    "PlaceCount",
    "PlaceLine",
    "PlannedSession",
    "SessionLine",
    "Suggestion",
    "Suited",
    "Unfound",
    "Wanted",
    "WeeklyPlan",
    "browse",
    "calendar",
    "failed_searches",
    "find_words",
    "forget_seat_changes",
    "forget_snapshots",
    "holiday_on",
    "instructors_of",
    "interests",
    "interests_with_counts",
    "items_for_lessons",
    "json_ld",
    "keep_in_step",
    "may_still_join",
    "named_offering",
    "nearest_words",
    "next_sessions",
    "offering_page",
    "offerings_at",
    "offerings_from_heritage",
    "offerings_of_program",
    "offerings_to_keep",
    "programs_to_keep",
    "published_offering",
    "rebuild",
    "seats_are_as_before",
    "sessions_of",
    "similar",
    "suggest",
    "suited",
    "weekly_plan",
]
