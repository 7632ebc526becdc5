"""Who prepares surveys, who enters answers, and who reads what came of them."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.rules import Viewer, holds, scopes_where
from mueang.apps.network.models import City
from mueang.apps.network.rules import cities_where
from mueang.apps.places.models import Neighbourhood, Place
from mueang.apps.surveys.enums import SurveyState
from mueang.apps.surveys.models import Invite, PaperEntry, Questionnaire, Reply, Survey


def entering_cities(viewer: Viewer) -> QuerySet[City]:
    """Cities in which `viewer` may enter answers: through the city, a partner or a place in it."""
    scopes = scopes_where(viewer, Permission.SURVEYS_ENTER)
    if scopes.everywhere:
        return City.objects.all()
    places = Place.objects.filter(Q(uuid__in=scopes.ids) | Q(organization__uuid__in=scopes.ids)).values("city")
    return City.objects.filter(Q(uuid__in=scopes.ids) | Q(pk__in=places))


def surveyed_cities(viewer: Viewer) -> QuerySet[City]:
    """Cities whose surveys `viewer` sees: at the city's desk, or because they enter answers."""
    read = cities_where(viewer, Permission.CITY_READ)
    return City.objects.filter(Q(pk__in=read.values("pk")) | Q(pk__in=entering_cities(viewer).values("pk")))


def visible_surveys(viewer: Viewer) -> QuerySet[Survey]:
    """The only door to surveys: all of them at the city's desk; open and closed ones for who enters answers."""
    read = Q(city__in=cities_where(viewer, Permission.CITY_READ))
    entered = Q(city__in=entering_cities(viewer)) & ~Q(state=SurveyState.DRAFT)
    return Survey.objects.filter(read | entered)


def readable_surveys(viewer: Viewer) -> QuerySet[Survey]:
    """Surveys whose figures `viewer` may read."""
    return Survey.objects.filter(city__in=cities_where(viewer, Permission.CITY_READ))


def entered_surveys(viewer: Viewer) -> QuerySet[Survey]:
    """Surveys for which `viewer` may enter answers, drafts excepted."""
    return Survey.objects.filter(city__in=entering_cities(viewer)).exclude(state=SurveyState.DRAFT)


def visible_questionnaires(viewer: Viewer) -> QuerySet[Questionnaire]:
    return Questionnaire.objects.filter(city__in=cities_where(viewer, Permission.CITY_READ))


def visible_invites(viewer: Viewer) -> QuerySet[Invite]:
    """Lines with house numbers: only for who enters answers."""
    return Invite.objects.filter(survey__in=entered_surveys(viewer))


def visible_replies(viewer: Viewer) -> QuerySet[Reply]:
    """Single answers: only for who prepares surveys; everybody else reads figures."""
    return Reply.objects.filter(survey__city__in=cities_where(viewer, Permission.SURVEYS_WRITE))


def visible_entries(viewer: Viewer) -> QuerySet[PaperEntry]:
    return PaperEntry.objects.filter(survey__in=entered_surveys(viewer))


def neighbourhoods_of(city: City) -> QuerySet[Neighbourhood]:
    """Where a survey of the city may ask."""
    return Neighbourhood.objects.filter(city=city).defer("boundary")


def may_survey(actor: Viewer, city: City) -> bool:
    return holds(actor, Permission.SURVEYS_WRITE, at=[city.uuid])


def may_enter(actor: Viewer, survey: Survey) -> bool:
    return entering_cities(actor).filter(pk=survey.city_id).exists()


def reads_desk(viewer: Viewer, city: City) -> bool:
    """Whether the city's desk is open to `viewer`, and not only the entering of answers."""
    return holds(viewer, Permission.CITY_READ, at=[city.uuid])
