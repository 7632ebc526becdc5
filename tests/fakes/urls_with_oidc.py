"""The house's addresses, with those of a provider of OpenID Connect, which it has only where one is configured."""

from allauth.socialaccount.providers import registry
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.urls import include, path

from mueang.config.urls import urlpatterns as house

registry.register(OpenIDConnectProvider)
provider_urlpatterns = [
    path("3rdparty/", include("allauth.socialaccount.urls")),
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
]
urlpatterns = [path("accounts/", include(provider_urlpatterns)), *house]
