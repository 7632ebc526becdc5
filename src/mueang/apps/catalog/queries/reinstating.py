"""Whether what was called off can still be taken back."""

from __future__ import annotations

from datetime import datetime

from mueang.apps.catalog.enums import OfferingState, SessionState
from mueang.apps.catalog.models import REINSTATE_WITHIN, Offering, Session


def may_be_reinstated(offering: Offering, *, now: datetime) -> bool:
    """Called off less than a day ago, with a session still to come: until then everybody keeps their seat."""
    return (
        offering.state == OfferingState.CANCELLED
        and offering.cancelled_at is not None
        and now < offering.cancelled_at + REINSTATE_WITHIN
        and Session.objects.still_to_end(now).filter(offering=offering).exists()
    )


def session_may_return(session: Session, *, now: datetime) -> bool:
    """Called off, and its hour has not come yet."""
    return session.state == SessionState.CANCELLED and session.starts_at > now
