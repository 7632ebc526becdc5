"""Addresses of accounts: our own pages, and allauth's, whose names are not ours to prefix."""

from collections.abc import Mapping

from allauth.urls import build_provider_urlpatterns
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from mueang.apps.accounts import views

own_urlpatterns = [
    path("me/", views.preferences, name="preferences"),
    path("roles/", views.roles, name="roles"),
    path("welcome/<uuid:account>/<slug:key>/", views.welcome, name="welcome"),
]


def outside_urlpatterns(providers: Mapping[str, object]) -> list[URLPattern | URLResolver]:
    """Sign-in by LINE and OpenID Connect; where none is configured, nothing has an address."""
    if not providers:
        return []
    return [path("3rdparty/", include("allauth.socialaccount.urls")), *build_provider_urlpatterns()]


urlpatterns = [
    path("", include((own_urlpatterns, "accounts"))),
    path("", include("allauth.account.urls")),
    path("2fa/", include("allauth.mfa.urls")),
    *outside_urlpatterns(settings.SOCIALACCOUNT_PROVIDERS),
]
