"""The pages of planning: what can be reached, and who lives where."""

import io

import openpyxl
import pytest
from django.urls import reverse

from factories.planning import ResidentsFactory, square
from factories.rows import InterestFactory, NeighbourhoodFactory
from mueang.apps.audit.models import Event
from mueang.apps.planning.enums import SPEED_SOURCES
from mueang.apps.planning.models import Residents
from mueang.apps.planning.queries import shade_of
from mueang.methods.access import MODES

pytestmark = pytest.mark.django_db


@pytest.fixture
def neighbourhood(cast):
    return NeighbourhoodFactory(
        city=cast.city, name_th="ตลาดเก่าสมมติ", latitude=6.541, longitude=101.281, boundary=square(6.541, 101.281)
    )


def address(cast, name):
    return reverse(f"planning:{name}", args=[cast.city.slug])


def cells(response):
    return list(openpyxl.load_workbook(io.BytesIO(response.content)).active.values)


def test_what_people_can_reach_is_shown_with_its_assumptions_and_as_excel(client, cast, neighbourhood):
    ResidentsFactory(neighbourhood=neighbourhood)
    cast.place.__class__.objects.update(
        capacity=30, opening_rule="FREQ=WEEKLY;BYDAY=SA", opens_at="09:00", closes_at="12:00"
    )
    InterestFactory(code="craft", name_th="งานหัตถกรรมสมมติ")
    client.force_login(cast.manager)

    page = client.get(address(cast, "access"), {"way": "motorbike"}).content.decode()
    craft = client.get(address(cast, "access"), {"interest": "craft", "need": "on"}).content.decode()
    file = client.get(address(cast, "access"), {"way": "motorbike", "format": "xlsx"})

    assert "ตลาดเก่าสมมติ" in page
    assert 'class="shade-4"' in page
    assert "25 กิโลเมตรต่อชั่วโมง" in page
    assert "ข้อสมมติ" in page
    assert "ตัวเลขสมมติ" in page
    assert "ตามเครื่องมือวางแผนการเดินทาง r5r" in craft
    assert 'class="shade-0"' in craft
    assert [row[:3] for row in cells(file)[-1:]] == [("ตลาดเก่าสมมติ", 100, 100)]


def test_every_speed_that_somebody_published_says_where():
    assert {way for way, mode in MODES.items() if not mode.is_assumed} == set(SPEED_SOURCES)


def test_a_city_of_which_nothing_is_known_is_told_what_to_do_first(client, cast, neighbourhood):
    client.force_login(cast.manager)

    no_people = client.get(address(cast, "access")).content.decode()
    neighbourhood.delete()
    nothing = client.get(address(cast, "access")).content.decode()

    assert address(cast, "residents") in no_people
    assert "shade-unknown" in no_people
    assert reverse("places:neighbourhoods", args=[cast.city.slug]) in nothing
    assert (
        reverse("places:neighbourhoods", args=[cast.city.slug])
        in client.get(address(cast, "residents")).content.decode()
    )


@pytest.mark.parametrize("n", [1, 3])
def test_the_page_asks_the_same_number_of_questions_however_many_rows(client, cast, n, django_assert_num_queries):
    for _ in range(n):
        ResidentsFactory(neighbourhood__city=cast.city, neighbourhood__boundary=square(6.54, 101.28))
    client.force_login(cast.manager)
    client.get(address(cast, "access"))

    with django_assert_num_queries(7):
        client.get(address(cast, "access"))


def test_who_lives_where_is_written_down_and_a_line_left_empty_stays_unknown(client, cast, neighbourhood):
    other = NeighbourhoodFactory(city=cast.city)
    client.force_login(cast.manager)
    typed = {f"{neighbourhood.code}-{name}": "๑,๒๐๐" for name in ("small", "pupils", "youth", "adults", "older")}
    typed |= {"counted_on": "1/1/2566", "source": "ทะเบียนราษฎรสมมติ", f"{neighbourhood.code}-need": "35"}

    answer = client.post(address(cast, "residents"), typed)

    assert answer["Location"] == address(cast, "residents")
    row = Residents.objects.get()
    assert (row.neighbourhood, row.total, row.deprivation_percent, row.counted_on.year) == (
        neighbourhood,
        6000,
        35,
        2023,
    )
    assert "ทะเบียนราษฎรสมมติ" in client.get(address(cast, "residents")).content.decode()
    assert Event.objects.get(verb="planning.residents_set").facts == {"neighbourhoods": 1, "people": 6000}
    file = client.get(address(cast, "residents"), {"format": "xlsx"})
    assert {row[0]: row[2] for row in cells(file) if row[0] in {neighbourhood.code, other.code}} == {
        neighbourhood.code: 1200,
        other.code: None,
    }


@pytest.mark.parametrize(
    "wrong", [{"pupils": ""}, {"pupils": "-5"}, {"need": "120"}, {"older": "many"}, {"counted_on": "1/1/2700"}]
)
def test_a_line_that_cannot_be_is_refused_and_what_stood_there_stays(client, cast, neighbourhood, wrong):
    before = ResidentsFactory(neighbourhood=neighbourhood)
    client.force_login(cast.manager)
    typed = dict.fromkeys(("small", "pupils", "youth", "adults", "older"), "7") | {"need": ""}
    typed = {f"{neighbourhood.code}-{name}": value for name, value in (typed | wrong).items() if name != "counted_on"}
    typed |= {"counted_on": wrong.get("counted_on", "1/1/2566"), "source": "ทดสอบ"}

    answer = client.post(address(cast, "residents"), typed)

    assert answer.status_code == 422
    assert list(Residents.objects.values_list("pk", "pupils")) == [(before.pk, 100)]


@pytest.mark.parametrize("name", ["access", "residents"])
@pytest.mark.parametrize("member", ["stranger", "keeper", "auditor", "manager_elsewhere", "case_worker"])
def test_for_everybody_else_planning_is_not_there(client, cast, name, member):
    client.force_login(getattr(cast, member))

    assert client.get(address(cast, name)).status_code == 404
    assert client.post(address(cast, name), {"source": "x"}).status_code in {404, 405}


@pytest.mark.parametrize(
    ("value", "shade"), [(None, "unknown"), (0, "0"), (0.1, "1"), (2.5, "1"), (2.6, "2"), (10, "4"), (12, "4")]
)
def test_shades_are_equal_steps_and_nothing_is_its_own(value, shade):
    assert shade_of(value, most=10) == shade


def test_pictures_lie_under_the_map_where_the_operator_names_them(client, cast, neighbourhood, settings):
    ResidentsFactory(neighbourhood=neighbourhood)
    client.force_login(cast.manager)
    plain = client.get(address(cast, "access")).content.decode()
    settings.MAP_TILES, settings.MAP_TILES_CREDIT = "https://tiles.example/{z}/{x}/{y}.png", "ภาพแผนที่สมมติ"

    page = client.get(address(cast, "access")).content.decode()

    assert ("<image" in plain, "tiles.example" in plain) == (False, False)
    assert 'href="https://tiles.example/1' in page
    assert "ภาพแผนที่สมมติ" in page


def test_minutes_are_named_in_the_language_of_whoever_reads(client, cast):
    client.force_login(cast.manager)

    assert ">15 นาที<" in client.get(address(cast, "access")).content.decode()
    assert ">15 minutes<" in client.get(f"/en{address(cast, 'access')}").content.decode()
