"""Every address of the house: machine addresses first, then pages in Thai (bare) and English (under /en/)."""

from typing import Any

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path
from django.urls.resolvers import RoutePattern

from mueang.apps.assessments.urls import judging_urlpatterns
from mueang.apps.assessments.urls import learner_urlpatterns as assessment_urlpatterns
from mueang.apps.catalog.urls import machine_urlpatterns as photo_urlpatterns
from mueang.apps.catalog.urls import public_urlpatterns as still_true_urlpatterns
from mueang.apps.courses.urls import learner_urlpatterns as course_urlpatterns
from mueang.apps.credentials.urls import claim_urlpatterns, machine_urlpatterns, public_urlpatterns
from mueang.apps.grants.urls import desk_urlpatterns as grant_desk
from mueang.apps.grants.urls import fund_urlpatterns
from mueang.apps.heritage.urls import machine_urlpatterns as picture_urlpatterns
from mueang.apps.heritage.urls import phone_urlpatterns as mapping_urlpatterns
from mueang.apps.lti.urls import machine_urlpatterns as lti_urlpatterns
from mueang.apps.network.urls import answer_urlpatterns as partner_urlpatterns
from mueang.apps.network.urls import audit_urlpatterns
from mueang.apps.notices.urls import machine_urlpatterns as line_urlpatterns
from mueang.apps.notices.urls import unsubscribe_urlpatterns
from mueang.apps.places.urls import installation_urlpatterns
from mueang.apps.privacy.urls import learner_urlpatterns as own_data_urlpatterns
from mueang.apps.support.urls import answer_urlpatterns, tell_urlpatterns
from mueang.apps.surveys.urls import answer_urlpatterns as survey_urlpatterns
from mueang.apps.upkeep.urls import machine_urlpatterns as status_urlpatterns
from mueang.config.views import after_sign_in, alive
from mueang.desks.public.urls import machine_urlpatterns as robot_urlpatterns

city_desk = [
    path("", include("mueang.desks.city.urls")),
    path("people/", include("mueang.apps.people.urls")),
    path("places/", include("mueang.apps.places.urls")),
    path("heritage/", include("mueang.apps.heritage.urls")),
    path("catalog/", include("mueang.apps.catalog.urls")),
    path("enrollment/", include("mueang.apps.enrollment.urls")),
    path("outcomes/", include("mueang.apps.outcomes.urls")),
    path("campaigns/", include("mueang.apps.campaigns.urls")),
    path("credentials/", include("mueang.apps.credentials.urls")),
    path("planning/", include("mueang.apps.planning.urls")),
    path("flags/", include("mueang.apps.flags.urls")),
    path("support/", include("mueang.apps.support.urls")),
    path("surveys/", include("mueang.apps.surveys.urls")),
    path("forums/", include("mueang.apps.forums.urls")),
    path("indicators/", include("mueang.apps.indicators.urls")),
    path("reports/", include("mueang.apps.reports.urls")),
    path("plans/", include("mueang.apps.plans.urls")),
    path("grants/", include(grant_desk)),
    path("practices/", include("mueang.apps.practices.urls")),
    path("courses/", include("mueang.apps.courses.urls")),
    path("assessments/", include("mueang.apps.assessments.urls")),
    path("lti/", include("mueang.apps.lti.urls")),
    path("books/", include("mueang.apps.ledger.urls")),
    path("partners/", include("mueang.apps.network.urls")),
    path("committees/", include("mueang.apps.committees.urls")),
    path("registers/", include("mueang.apps.registers.urls")),
    path("notices/", include("mueang.apps.notices.urls")),
    path("privacy/", include("mueang.apps.privacy.urls")),
    path("handover/", include("mueang.apps.handover.urls")),
    path("audit/", include(audit_urlpatterns)),
]

house: list[URLPattern | URLResolver] = [
    path("go/", after_sign_in, name="after_sign_in"),
    path("accounts/", include("mueang.apps.signins.urls")),
    path("accounts/", include("mueang.apps.accounts.urls")),
    path("ui/", include("mueang.ui.urls")),
    path("unit/", include("mueang.apps.coaching.urls")),
    path("judging/", include(judging_urlpatterns)),
    path("my/assessments/", include(assessment_urlpatterns)),
    path("my/course/", include(course_urlpatterns)),
    path("my/data/", include(own_data_urlpatterns)),
    path("my/", include("mueang.desks.learner.urls")),
    path("keeper/", include("mueang.desks.keeper.urls")),
    path("verify/", include(public_urlpatterns)),
    path("claim/", include(claim_urlpatterns)),
    path("status/", include("mueang.apps.upkeep.urls")),
    path("still-true/", include(still_true_urlpatterns)),
    path("cities/", include(installation_urlpatterns)),
    path("audit/", include("mueang.apps.audit.urls")),
    path("grants/", include("mueang.apps.grants.urls")),
    path("funds/", include(fund_urlpatterns)),
    path("answer/", include(answer_urlpatterns)),
    path("partner/", include(partner_urlpatterns)),
    path("s/", include(survey_urlpatterns)),
    path("unsubscribe/", include(unsubscribe_urlpatterns)),
    path("tell/", include(tell_urlpatterns)),
    path("mapping/", include(mapping_urlpatterns)),
    path("desk/<slug:city>/", include(city_desk)),
]


class InACity(RoutePattern):
    """Pages of cities, which most people read: tried first, and only where no page of the house can be meant."""

    house_words = frozenset(str(one.pattern).partition("/")[0] for one in house)

    def match(self, path: str) -> Any:
        return None if path.partition("/")[0] in self.house_words else super().match(path)


public, app_name, namespace = include("mueang.desks.public.urls")
cities = URLResolver(InACity("", is_endpoint=False), public, app_name=app_name, namespace=namespace)

handler500 = "mueang.config.views.went_wrong"
urlpatterns = [
    path("healthz", alive, name="alive"),
    *machine_urlpatterns,
    *photo_urlpatterns,
    *picture_urlpatterns,
    *line_urlpatterns,
    *lti_urlpatterns,
    *robot_urlpatterns,
    *status_urlpatterns,
    path("", include("mueang.desks.api.urls")),
    *i18n_patterns(cities, *house, prefix_default_language=False),
]
