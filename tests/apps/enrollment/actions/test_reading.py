"""Reads that are recorded."""

import pytest
from django.core.exceptions import PermissionDenied

from factories.rows import OfferingFactory
from mueang.apps.audit.models import Event
from mueang.apps.enrollment.actions import note_export

pytestmark = pytest.mark.django_db


def test_only_who_sees_learners_takes_them_away_and_it_is_recorded(cast):
    offering = OfferingFactory(program__city=cast.city, place=cast.place)

    with pytest.raises(PermissionDenied):
        note_export(offering=offering, actor=cast.stranger, n_people=3)
    note_export(offering=offering, actor=cast.keeper, n_people=3)

    assert Event.objects.get(verb="enrollment.exported").actor == cast.keeper
