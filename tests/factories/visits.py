"""Visits and reports; every child in them is invented."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.utils import timezone

from factories.concerns import ConcernFactory
from mueang.apps.support.actions.visits import Report, plan_visit
from mueang.apps.support.models.visits import Visit


def planned(cast: Any, **options: Any) -> Visit:
    """A visit of the cast's case worker, today, planned by the supervisor."""
    options.setdefault("about", ConcernFactory(city=cast.city))
    options.setdefault("to", cast.case_worker)
    options.setdefault("on", timezone.localdate())
    options.setdefault("purpose", "ดูความเป็นอยู่ (สมมติ)")
    return plan_visit(actor=cast.case_supervisor, **options)


def report(visit: Visit, **details: Any) -> Report:
    details.setdefault("uuid", uuid4())
    details.setdefault("found", "child")
    details.setdefault("made_at", timezone.now())
    return Report(visit=visit.uuid, **details)
