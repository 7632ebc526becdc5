"""Completers of an invented course, some months ago."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from factories.rows import EnrollmentFactory
from mueang.apps.enrollment.enums import EnrollmentState
from mueang.apps.enrollment.models import Enrollment


def completer(offering: Any, *, days_ago: int = 31, **person: Any) -> Enrollment:
    """Somebody who completed `offering` so many days ago."""
    details = {f"person__{name}": value for name, value in person.items()}
    ended_at = timezone.now() - timedelta(days=days_ago)
    return EnrollmentFactory(offering=offering, state=EnrollmentState.COMPLETED, ended_at=ended_at, **details)
