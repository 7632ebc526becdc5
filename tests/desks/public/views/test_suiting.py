"""What suits me: answers carried from step to step, and nothing kept."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factories.desks import city_with, offering_in
from factories.rows import InterestFactory

pytestmark = pytest.mark.django_db
SUITS = "/en/nakhon/suits/"
LIKES_CRAFT = {f"q{place}": "2" if place % 6 == 0 else "0" for place in range(30)}


@pytest.fixture
def city():
    return city_with(0)


def test_the_first_page_asks_six_questions_and_sets_no_cookie(client, city):
    answer = client.get(SUITS)

    assert answer.content.decode().count("<fieldset") == 6
    assert not answer.cookies


def test_answers_travel_with_the_form_back_and_forth(client, city):
    page = client.post(SUITS, {"q0": "2", "q5": "1", "go": "2"}).content.decode()
    assert 'type="hidden" name="q0" value="2"' in page
    assert 'name="q6"' in page

    back = client.post(SUITS, {"q0": "2", "q5": "1", "q6": "0", "go": "1"}).content.decode()
    assert re.search(r'name="q0" value="2"\s+checked', back)
    assert 'type="hidden" name="q6" value="0"' in back


def test_too_few_answers_lead_to_the_first_step_that_lacks_some(client, city):
    answers = {name: value for name, value in LIKES_CRAFT.items() if int(name[1:]) % 6 != 2 or int(name[1:]) < 6}

    page = client.post(SUITS, {**answers, "go": "result"}).content.decode()

    assert "A few more answers are needed" in page
    assert 'name="q8"' in page
    assert 'type="hidden" name="q8"' not in page


def test_the_result_names_what_is_on_and_leaves_nothing_behind(client, city):
    craft = offering_in(city, program__name_en="Weave a mat")
    craft.program.interests.set([InterestFactory(code="craft", name_en="Crafts")])
    other = offering_in(city, program__name_en="Keep accounts")
    other.program.interests.set([InterestFactory(code="language", name_en="Languages")])

    with CaptureQueriesContext(connection) as statements:
        answer = client.post(SUITS, {**LIKES_CRAFT, "go": "result"})

    page = answer.content.decode()
    assert "Weave a mat" in page
    assert "Keep accounts" not in page
    assert "Doers" in page
    assert "O*NET" in page
    assert not answer.cookies
    assert len(statements) <= 12
    assert not [one for one in statements if not str(one["sql"]).upper().startswith("SELECT")]


def test_as_many_statements_for_three_offerings_as_for_one(client, city):
    craft = InterestFactory(code="craft", name_en="Crafts")
    counts = []
    for n_more in (1, 2):
        for _each in range(n_more):
            offering_in(city).program.interests.set([craft])
        with CaptureQueriesContext(connection) as statements:
            client.get(f"{SUITS}90-10-20-10-10-10/")
        counts.append(len(statements))

    assert counts[0] == counts[1]


def test_a_draft_or_another_citys_offering_is_never_suggested(client, city):
    craft = InterestFactory(code="craft", name_en="Crafts")
    draft = offering_in(city, program__name_en="Secret draft", state="draft")
    draft.program.interests.set([craft])

    page = client.get(f"{SUITS}90-10-20-10-10-10/").content.decode()

    assert "Secret draft" not in page
    assert "Nothing of this kind is on just now" in page


def test_who_likes_everything_the_same_is_told_so_and_ranked_nothing(client, city):
    page = client.get(f"{SUITS}50-50-50-50-50-50/").content.decode()

    assert "You like everything about the same" in page
    assert "People who like the same often work as" not in page


def test_an_address_kept_shows_the_same_result(client, city):
    page = client.post(SUITS, {**LIKES_CRAFT, "go": "result"}).content.decode()
    [kept] = set(re.findall(r'href="[^"]*(/en/nakhon/suits/[\d-]+/)"', page))

    again = client.get(kept).content.decode()

    assert kept == "/en/nakhon/suits/100-0-0-0-0-0/"
    assert "Doers" in again


@pytest.mark.parametrize("bent", ["1-2-3", "101-0-0-0-0-0", "a-b-c-d-e-f", "٣-0-0-0-0-0", "0-0-0-0-0-0-0"])
def test_a_bent_address_finds_nothing(client, city, bent):
    assert client.get(f"{SUITS}{bent}/").status_code == 404


@pytest.mark.parametrize(
    "bent", [{"go": "99"}, {"go": "<b>"}, {"q0": "7", "go": "2"}, {"q0": "'; DROP", "go": "result"}, {"q999": "1"}]
)
def test_bent_answers_are_no_answers(client, city, bent):
    answer = client.post(SUITS, bent)

    assert answer.status_code == 200
    assert "DROP" not in answer.content.decode()
    assert 'type="hidden" name="q0"' not in answer.content.decode()
