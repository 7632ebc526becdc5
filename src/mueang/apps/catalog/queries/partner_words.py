"""What those who have a seat read when a partner's calendar changes their activity."""

from __future__ import annotations

from collections.abc import Sequence

from mueang.apps.catalog.enums import MeetingState, OfferingState
from mueang.apps.catalog.models import Offering
from mueang.apps.catalog.queries.partners import Activity, Entry
from mueang.apps.catalog.queries.wording import Words, words_of_partner_change


def words_of(offering: Offering, entries: Sequence[Entry]) -> Words | None:
    """The message in both languages; None where nobody has a seat yet."""
    if offering.state != OfferingState.PUBLISHED or not offering.seats_taken:
        return None
    here = [(entry, entry.session) for entry in entries if entry.session is not None]
    return words_of_partner_change(
        offering,
        moves=[
            (session, entry.meeting.starts_at, entry.meeting.ends_at, entry.place)
            for entry, session in here
            if entry.state == MeetingState.CHANGED
        ],
        added=[(entry.meeting.starts_at, entry.meeting.ends_at) for entry in entries if entry.session is None],
        dropped=[session for entry, session in here if entry.state == MeetingState.OFF],
        back=[session for entry, session in here if entry.state == MeetingState.BACK],
    )


def words_of_all(activity: Activity) -> list[Words]:
    """What would be sent for one activity, an offering each."""
    return [words for offering, entries in activity.touched if (words := words_of(offering, entries))]
