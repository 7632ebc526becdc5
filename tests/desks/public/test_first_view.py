"""What every public page promises to a reader on an old phone: few bytes, hardly a script, no cookie."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from factories.desks import city_with, offering_in
from factories.enrollment import joined

pytestmark = pytest.mark.django_db

PAGES = (
    "",
    "learn/",
    "learn/?words=zz&age=abc",
    "learn/{offering}/",
    "learn/{offering}/calendar.ics",
    "places/",
    "places/{place}/",
    "heritage/",
    "heritage/{item}/",
)
MOST_BYTES = 60_000
MOST_REQUESTS = 8


def addresses():
    city = city_with(0)
    offering = offering_in(city)
    joined(offering)
    for _ in range(23):
        offering_in(city, program__summary_th="เรียนรู้โดยลงมือทำกับผู้รู้ในชุมชน " * 4)
    names = {"offering": offering.slug, "place": offering.place.slug, "item": offering.program.heritage_item.slug}
    return [f"/nakhon/{page.format(**names)}" for page in PAGES]


def test_a_reader_gets_no_cookie(client):
    for address in [*addresses(), "/privacy/", "/my/", "/"]:
        response = client.get(address)

        assert (address, response.status_code < 400, dict(response.cookies)) == (address, True, {})


def test_the_form_alone_brings_the_token_that_guards_it(client):
    offering = offering_in(city_with(0))

    assert set(client.get(f"/nakhon/learn/{offering.slug}/join/").cookies) == {"csrftoken"}


def test_a_first_view_is_light_and_runs_two_small_scripts_at_most(client):
    for address in addresses():
        response = client.get(address)
        page = response.content.decode()

        files = set(re.findall(r'(?:href|src)="/static/([^"]+)"', page)) if "<html" in page else set()
        wanted = {Path(finders.find(name)) for name in files}
        wanted |= {path for file in wanted if file.suffix == ".css" for path in file.parent.glob("fonts/*.woff2")}
        weight = sum(len(gzip.compress(file.read_bytes())) for file in wanted) + len(gzip.compress(response.content))
        assert (address, weight <= MOST_BYTES, 1 + len(wanted) <= MOST_REQUESTS) == (address, True, True)
        scripts = re.findall(r"<script(?! type=\"application/ld)[^>]*>", page)
        own = {f'<script src="/static/public/{name}.js" defer>' for name in ("learn", "suggest")}
        assert set(scripts) <= own


def test_no_page_styles_itself(client):
    for address in addresses():
        assert not re.search(r"\sstyle=|<style|\son\w+=", client.get(address).content.decode())
