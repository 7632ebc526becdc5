"""The gallery shows every component, in both languages, with nothing a strict browser would refuse."""

import re
from pathlib import Path

import pytest
from django.template import engines
from django.test import Client
from django.urls import reverse
from django.utils import translation

import mueang.ui
from mueang.ui.templatetags import ui as library

COMPONENTS = Path(mueang.ui.__file__).parent / "templates" / "ui"
# Behind walls (PostgreSQL) even a page that asks nothing says first: show nothing; the tests' own process shows all.
pytestmark = pytest.mark.django_db
PAGES = ["ui:gallery", "ui:desk"]
# What stands on every page already, and what leads to rooms of a city.
NOT_SHOWN = {"refusal.html", "messages.html", "city_nav.html", "scenario_to_plan.html"}
NOT_SHOWN |= {"gallery.html", "gallery_desk.html"}


def rendered_templates(client: Client) -> set[str]:
    responses = [client.get(reverse(page)) for page in PAGES]
    return {template.name for response in responses for template in response.templates if template.name}


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_gallery_answers_in_both_languages(client: Client, page: str, language: str) -> None:
    with translation.override(language):
        address = reverse(page)

    response = client.get(address)

    text = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{language}">' in text
    assert not re.search(r"\sstyle=|<style|\son\w+=|<script(?![^>]*src=)", text)
    assert {"th": "ข้อมูลสาธิต: บุคคลและตัวเลขสมมติทั้งหมด", "en": "Demonstration: all people and figures are invented"}[
        language
    ] in text


def test_gallery_asks_the_database_nothing(client: Client) -> None:
    # Without the `db` fixture any query is an error.
    assert client.get(reverse("ui:gallery")).status_code == 200


def test_gallery_renders_every_component(client: Client) -> None:
    components = {f"ui/{path.name}" for path in COMPONENTS.glob("*.html") if path.name not in NOT_SHOWN}

    assert components - rendered_templates(client) == set()


def test_gallery_uses_every_tag_and_filter() -> None:
    pages = [path for path in COMPONENTS.rglob("*.html") if "gallery" in str(path.relative_to(COMPONENTS))]
    text = "\n".join(path.read_text(encoding="utf-8") for path in [*pages, COMPONENTS.parent / "base.html"])

    tags = {tag for tag in library.register.tags if not re.search(rf"{{% {tag}\b", text)}
    filters = {name for name in library.register.filters if not re.search(rf"\|{name}\b", text)}

    assert (tags, filters) == (set(), set())


def test_gallery_refuses_to_be_posted_to(client: Client) -> None:
    assert client.post(reverse("ui:gallery")).status_code == 405


def test_first_view_weighs_little(client: Client) -> None:
    template = engines["django"].from_string("{% extends 'base.html' %}")

    assert len(template.render({}, client.get(reverse("ui:gallery")).wsgi_request).encode()) <= 6_000
