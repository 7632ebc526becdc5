"""Which forums there are: of a city's desk, in public, of an activity."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from mueang.apps.accounts.rules import Viewer
from mueang.apps.catalog.enums import OfferingState
from mueang.apps.catalog.models import OfferingQuerySet
from mueang.apps.enrollment.models import Party
from mueang.apps.enrollment.rules import visible_learner_lists
from mueang.apps.forums.models import DaySurvey, Forum
from mueang.apps.forums.queries.days import there_on
from mueang.apps.forums.rules import visible_forums
from mueang.apps.network.models import City
from mueang.apps.surveys.enums import SurveyState

# A report may still be wanted of a meeting that is over.
_MAY_BE_PAST_DAYS = 60
_ALONG = ("offering__program", "offering__place", "offering__city")


def forums_in(*, viewer: Viewer, city: City) -> list[Forum]:
    """Forums of the city that the viewer works on, the latest first; one SQL statement."""
    rows = visible_forums(viewer).filter(offering__city=city).select_related(*_ALONG)
    return list(rows.order_by("-offering__starts_on", "-pk"))


def forums_to_open(*, viewer: Viewer, city: City) -> OfferingQuerySet:
    """Activities of this and the coming months that have no forum pages yet, the latest first."""
    since = timezone.localdate() - timedelta(days=_MAY_BE_PAST_DAYS)
    rows = visible_learner_lists(viewer).filter(city=city, forum=None, ends_on__gte=since)
    states = (OfferingState.DRAFT, OfferingState.PUBLISHED)
    return rows.filter(state__in=states).select_related("program").order_by("-starts_on", "-pk")


def open_survey_of(party: Party, *, now: datetime) -> DaySurvey | None:
    """The latest open survey of a day on which somebody of this party was there; two SQL statements at most."""
    asked = DaySurvey.objects.filter(forum__offering=party.offering_id, survey__state=SurveyState.OPEN)
    latest = asked.select_related("survey", "forum").order_by("-on").first()
    if latest is None or latest.survey.closes_on < timezone.localdate(now):
        return None
    here = there_on(forum=latest.forum, on=latest.on).filter(party=party)
    return latest if here.exists() else None
