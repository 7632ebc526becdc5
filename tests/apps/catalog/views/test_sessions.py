"""Sessions at the desk: added, changed, called off, and never after the fact."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from factories.rows import (
    SessionFactory,
)
from mueang.apps.catalog.enums import SessionState


def test_sessions_are_added_changed_and_cancelled(desk, cast, offering):
    desk.see("sessions_add", offering.slug)
    tomorrow = timezone.localdate() + timedelta(days=1)
    answers = {"on": tomorrow.isoformat(), "from_time": "09:00", "to_time": "12:00", "mode": "lab"}

    desk.post("sessions_add", offering.slug, **answers, times="2")
    assert offering.sessions.count() == 2

    assert "09:00" in desk.see("session_change", offering.slug, 1)
    desk.post("session_change", offering.slug, 1, **{**answers, "topic_th": "เปิดเรื่อง"})
    desk.post("session_cancel", offering.slug, 2)

    first, second = offering.sessions.order_by("number")
    assert (first.topic_th, first.n_changes) == ("เปิดเรื่อง", 1)
    assert second.state == SessionState.CANCELLED
    assert desk.get("session_change", offering.slug, 99).status_code == 404


def test_a_session_that_is_over_is_not_cancelled_by_a_forged_press(desk, offering):
    session = SessionFactory(offering=offering, number=1, starts_at=timezone.now() - timedelta(days=1))

    answer = desk.post("session_cancel", offering.slug, 1)

    session.refresh_from_db()
    assert session.state == SessionState.PLANNED
    assert "over or cancelled" in answer.text
