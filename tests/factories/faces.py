"""Invented faces: plain pictures, kept for a roll with the person's consent."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from factories.people import ConsentFactory
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.people.enums import Purpose
from mueang.apps.people.models import Face

WEBP = b"RIFF-an-invented-face"


def face_of(enrollment: Enrollment, *, taken_by: Any, agrees: bool = True) -> Face:
    """A picture of a learner, as the action would have kept it."""
    person = enrollment.person
    if agrees:
        ConsentFactory(person=person, purpose=Purpose.FACE)
    face = Face(person=person, taken_by=taken_by, taken_at=timezone.now())
    face.picture = WEBP
    face.save()
    return face
