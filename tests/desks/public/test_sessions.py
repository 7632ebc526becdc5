"""Sessions as lines: what each says, and that a hostile text stays text."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import translation

from mueang.apps.catalog.enums import Mode
from mueang.apps.catalog.queries import PlaceLine, SessionLine
from mueang.desks.public.sessions import folded

NOW = datetime(2023, 11, 3, 12, tzinfo=UTC)
HOSTILE = '"><script>alert(1)</script>'


def session(days: int, **details: object) -> SessionLine:
    starts_at = NOW + timedelta(days=days)
    line = SessionLine(uuid4(), 1, starts_at, starts_at + timedelta(hours=2), Mode.LAB, "ย้อมผ้า", "", None, False)
    return replace(line, **details)  # type: ignore[arg-type]


def test_the_next_session_is_seen_and_the_others_are_unfolded():
    drawn = folded((session(-7), session(1), session(8)), now=NOW)

    assert drawn.first.count("<li>") == 1
    assert "ส. 4 พ.ย. 2566" in drawn.first
    assert drawn.n_rest == drawn.rest.count("<li>") == 2


@pytest.mark.parametrize("sessions", [(session(-7), session(-1)), (session(3, is_cancelled=True), session(-1))])
def test_where_none_is_to_come_the_first_is_seen(sessions):
    drawn = folded(sessions, now=NOW)

    assert drawn.n_rest == 1
    assert ("ยกเลิก" in drawn.first) == sessions[0].is_cancelled


def test_an_activity_without_sessions_has_no_line():
    drawn = folded((), now=NOW)

    assert (drawn.first, drawn.rest, drawn.n_rest) == ("", "", 0)


def test_a_line_follows_the_language_and_says_where_it_meets_elsewhere():
    place = PlaceLine("hall", "library", "หอประชุม", "Hall", "", None, None, (), True)
    line = session(1, topic_en="Dyeing", place=place)

    said = []
    for language in ("th", "en", "th"):
        with translation.override(language):
            said.append(folded((line,), now=NOW).first)

    assert "หอประชุม" in said[0]
    assert "ย้อมผ้า" in said[0]
    assert all(word in said[1] for word in ("Sat 4 Nov 2023", "19:00–21:00", "Dyeing", "(Lab or workshop)", "Hall"))
    assert said[2] == said[0]


def test_a_line_without_a_topic_says_how_it_is_held():
    with translation.override("en"):
        assert "<br>Lab or workshop</li>" in folded((session(1, topic_th=""),), now=NOW).first


def test_hostile_text_stays_text():
    place = PlaceLine("x", "library", HOSTILE, "", "", None, None, (), True)

    drawn = folded((session(1, topic_th=HOSTILE, place=place),), now=NOW).first

    assert "<script" not in drawn
    assert drawn.count("&lt;script&gt;") == 2
