"""Below a valid award stands what follows from it; below any other nothing."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from factories.credentials import make_achievement, make_cohort, make_issuer
from factories.rows import OfferingFactory
from mueang.apps.credentials.actions import award, revoke
from mueang.apps.credentials.enums import RevocationReason

pytestmark = pytest.mark.django_db


@pytest.fixture
def earned(cast):
    offering = make_cohort(cast.city, n_completed=1, officer=cast.officer)
    enrollment = offering.enrollments.get()
    achievement = make_achievement(make_issuer(cast.city), offering)
    OfferingFactory(program__city=cast.city, program__name_en="Second cloth", program__builds_on=offering.program)
    return award(achievement=achievement, person=enrollment.person, enrollment=enrollment, actor=cast.manager)


def page_of(client, row):
    with translation.override("en"):
        return client.get(reverse("verify:checked", args=[row.uuid])).content.decode()


def test_a_valid_award_leads_on_to_what_builds_on_it(client, earned):
    page = page_of(client, earned)

    assert "It builds on" in page
    assert "Second cloth" in page


def test_a_revoked_award_leads_nowhere(client, cast, earned):
    revoke(award=earned, reason=RevocationReason.MISTAKE, actor=cast.manager, now=timezone.now())

    assert "Second cloth" not in page_of(client, earned)


def test_an_award_without_a_course_leads_nowhere(client, cast, earned):
    type(earned).objects.update(enrollment=None)

    page = page_of(client, earned)

    assert "genuine" in page
    assert "Second cloth" not in page
