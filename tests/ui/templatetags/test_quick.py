"""Django's own tags, remembered: what they say is what Django's say, in every language and for every address."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import NoReverseMatch, include, path
from django.utils import translation


def nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.path)


inner = ([path("<slug:slug>/", nothing, name="page")], "inner")
urlpatterns = [
    path("here/", nothing, name="here"),
    path("one/<str:word>/", nothing, name="one"),
    path("number/<int:pk>/", nothing, name="number"),
    path("first/", include(inner, namespace="first")),
    path("second/", include(inner, namespace="second")),
]
own_addresses = pytest.mark.urls(__name__)


def render(source: str, **context: Any) -> str:
    return engines["django"].from_string(source).render(context)


def test_a_sentence_follows_the_language_each_time() -> None:
    template = engines["django"].from_string('{% translate "Menu" %}')

    said = []
    for language in ("th", "en", "th"):
        with translation.override(language):
            said.append(template.render({}))

    assert said == ["เมนู", "Menu", "เมนู"]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{% translate words %}", "&lt;b&gt;"),
        ('{% translate "Menu" as shown %}[{{ shown }}]', "[เมนู]"),
        ('{% translate "Menu" noop %}', "Menu"),
        ('{% translate "Menu"|upper %}', "เมนู"),
        ('{% translate "a <b>" %}', "a <b>"),
        ('{% translate "100%" %}', "100%"),
        ('{% translate "Menu" context "nowhere" %}', "Menu"),
    ],
)
def test_every_way_to_say_a_sentence_says_what_djangos_does(source: str, said: str) -> None:
    for _each in range(2):
        assert render(source, words="<b>") == said
    assert render(f"{{% load i18n %}}{source}", words="<b>") == said


@own_addresses
@pytest.mark.parametrize(
    ("source", "address"),
    [
        ('{% url "here" %}', "/here/"),
        ('{% url "one" word %}', "/one/%3Cb%3E&amp;/"),
        ('{% url "one" word as it %}{{ it }}', "/one/%3Cb%3E&amp;/"),
        ('{% autoescape off %}{% url "one" word %}{% endautoescape %}', "/one/%3Cb%3E&/"),
        ('{% url "one" word=word %}', "/one/%3Cb%3E&amp;/"),
        ('{% url "number" 7 %}', "/number/7/"),
        ('{% url "nowhere" as it %}[{{ it }}]', "[]"),
        ("{% url name %}", "/here/"),
    ],
)
def test_an_address_is_the_same_however_often_it_is_asked_for(source: str, address: str) -> None:
    for _each in range(2):
        assert render(source, word="<b>&", name="here") == address


@own_addresses
def test_an_address_that_does_not_exist_is_a_fault_of_the_page() -> None:
    with pytest.raises(NoReverseMatch):
        render('{% url "nowhere" %}')


@own_addresses
def test_an_address_within_a_namespace_is_of_the_one_the_page_is_in() -> None:
    def seen_from(namespace: str) -> str:
        request = SimpleNamespace(resolver_match=SimpleNamespace(namespace=namespace))
        return render('{% url "inner:page" "a" %}', request=request)

    assert [seen_from("first"), seen_from("second"), seen_from("first")] == ["/first/a/", "/second/a/", "/first/a/"]
