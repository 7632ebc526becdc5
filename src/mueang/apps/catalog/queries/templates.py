"""Shapes of offerings to begin from: those that come with the product, invented but sensible, and the city's own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import time
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from mueang.apps.accounts.rules import Viewer
from mueang.apps.catalog.models import Offering, Program, Template
from mueang.apps.catalog.queries.meetings import sessions_of
from mueang.apps.catalog.rules import visible_templates
from mueang.apps.network.models import City

_SHARED = Path(__file__).parent.parent / "shared_templates.json"
_DETAILS = ("age_min", "age_max", "cost_satang", "language", "accessibility", "kit")
_PROGRAM = ("name_th", "name_en", "summary_th", "summary_en", "outcomes_th", "outcomes_en", "interests")


@dataclass(frozen=True, slots=True)
class Shape:
    """What a template says. `key` is a word for a shared one, a uuid for one of the city's."""

    key: str
    is_own: bool
    contents: dict[str, Any]

    @property
    def name_th(self) -> str:
        return str(self.contents["program"]["name_th"])

    @property
    def name_en(self) -> str:
        return str(self.contents["program"]["name_en"])

    @property
    def summary_th(self) -> str:
        return str(self.contents["program"]["summary_th"])

    @property
    def summary_en(self) -> str:
        return str(self.contents["program"]["summary_en"])

    @property
    def starts(self) -> time:
        return time.fromisoformat(self.contents["starts"])

    @property
    def ends(self) -> time:
        minutes = self.starts.hour * 60 + self.starts.minute + int(self.contents["minutes"])
        return time(min(23, minutes // 60), minutes % 60 if minutes < 24 * 60 else 59)

    @property
    def details(self) -> dict[str, Any]:
        """Conditions beyond what the form of a new offering asks."""
        return {name: self.contents[name] for name in ("accessibility", "kit")}

    @property
    def program_details(self) -> dict[str, Any]:
        return {name: self.contents["program"][name] for name in ("summary_en", "outcomes_th", "outcomes_en")}


def shapes(*, viewer: Viewer, city: City) -> list[Shape]:
    """The city's own first, then the shared ones. One SQL statement."""
    return [*map(_own, templates_of(viewer=viewer, city=city)), *shared_shapes()]


def shape_of(key: str, *, viewer: Viewer, city: City) -> Shape | None:
    shared = next((shape for shape in shared_shapes() if shape.key == key), None)
    if shared is not None:
        return shared
    try:
        found = templates_of(viewer=viewer, city=city).filter(uuid=UUID(key)).first()
    except ValueError:
        return None
    return _own(found) if found else None


def templates_of(*, viewer: Viewer, city: City) -> QuerySet[Template]:
    return visible_templates(viewer).filter(city=city)


def contents_of(offering: Offering) -> dict[str, Any]:
    """The shape of an offering as it is. Three SQL statements."""
    program = offering.program
    sessions = [row for row in sessions_of(offering) if row.state == "planned"]
    first = sessions[0] if sessions else None
    return {
        "program": {name: getattr(program, name) for name in _PROGRAM if name != "interests"}
        | {"interests": [row.code for row in program.interests.all()]},
        "mode": first.mode if first else "lab",
        "minutes": first.minutes if first else 120,
        "starts": _clock(first),
        "times": max(1, len(sessions)),
        "seats": offering.seats,
        **{name: getattr(offering, name) for name in _DETAILS},
    }


def program_named(city: City, name_th: str) -> Program | None:
    """The city's program of this name, offered before from the same template. One SQL statement."""
    return Program.objects.filter(city=city, name_th=name_th).order_by("pk").first()


@cache
def shared_shapes() -> tuple[Shape, ...]:
    rows = json.loads(_SHARED.read_text(encoding="utf-8"))
    return tuple(Shape(row["key"], is_own=False, contents=row) for row in rows)


def _own(row: Template) -> Shape:
    return Shape(str(row.uuid), is_own=True, contents=row.contents)


def _clock(session: Any) -> str:
    return f"{timezone.localtime(session.starts_at):%H:%M}" if session else "09:00"
