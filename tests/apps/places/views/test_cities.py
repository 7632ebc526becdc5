"""The form that opens a city."""

import pytest
from django.urls import reverse

from cast import MEMBERS
from factories.rows import CityFactory
from mueang.apps.network.models import City

LEAST = {"code": "5101", "kind": "town_municipality"}


def open_here(client, province="51", **values):
    return client.post(reverse("cities:open_here", args=[province]), {**LEAST, **values})


@pytest.mark.parametrize("member", MEMBERS)
def test_only_who_acts_everywhere_reaches_the_form(client, cast, member):
    if member != "anonymous":
        client.force_login(getattr(cast, member))
    expected = 302 if member == "anonymous" else 200 if member == "unit_officer" else 403

    assert client.get(reverse("cities:open")).status_code == expected
    assert client.get(reverse("cities:open_here", args=["51"])).status_code == expected
    assert open_here(client).status_code == (302 if member in {"anonymous", "unit_officer"} else expected)
    assert City.objects.filter(slug="lamphun").exists() == (member == "unit_officer")


@pytest.fixture
def officer(client, cast):
    client.force_login(cast.unit_officer)
    return cast.unit_officer


def test_the_first_step_offers_every_province_and_finds_areas(client, officer):
    page = client.get(reverse("cities:open")).content.decode()
    found = client.get(reverse("cities:open") + "?words=หาดใหญ่").content.decode()
    nothing = client.get(reverse("cities:open") + "?words=ดาวอังคาร").content.decode()
    too_long = client.get(reverse("cities:open") + "?words=" + "ก" * 500)

    assert page.count("/cities/open/") >= 77
    assert reverse("places:places", args=["nakhon"]) in page
    assert "?code=9011" in found
    assert "ไม่พบพื้นที่ชื่อนี้" in nothing
    assert too_long.status_code == 200


def test_the_second_step_offers_the_whole_province_its_districts_and_subdistricts(client, officer):
    form = client.get(reverse("cities:open_here", args=["51"]) + "?code=5101").context["form"]

    choices = form.fields["code"].choices
    codes = [code for _, group in choices[1:] for code, _ in group]
    assert choices[0][0] == "51"
    assert len(codes) == 8 + 51
    assert form["code"].value() == "5101"


@pytest.mark.parametrize("province", ["00", "5101", "abc"])
def test_an_unknown_province_is_a_404(client, officer, province):
    assert client.get(reverse("cities:open_here", args=[province])).status_code == 404


def test_a_city_opens_with_its_neighbourhoods_in_one_press(client, officer):
    response = client.post(reverse("cities:open_here", args=["51"]), LEAST, follow=True)

    city = City.objects.get(slug="lamphun")
    page = response.content.decode()
    assert (city.name_th, city.neighbourhoods.count(), city.is_invented) == ("เทศบาลเมืองลำพูน", 15, False)
    assert response.redirect_chain[-1][0] == reverse("places:roles", args=["lamphun"])
    assert "ชุมชน 15 แห่ง" in page
    assert "เชิญนักจัดการเมือง" in page


def test_an_invented_city_says_so(client, officer):
    open_here(client, slug="practice", name_th="เมืองฝึก", name_en="Practice", is_invented="on")

    assert City.objects.get(slug="practice").is_invented


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"slug": "taken"}, "slug", "lamphun"),
        ({"slug": "desk"}, "slug", "สงวน"),
        ({"slug": "ya la"}, "slug", ""),
        ({"kind": "province"}, "kind", "จังหวัด"),
        ({"code": "9501"}, "code", ""),
        ({"code": ""}, "code", ""),
        ({"kind": ""}, "kind", ""),
    ],
)
def test_a_wrong_entry_is_refused_at_its_field_and_nothing_opens(client, officer, values, field, words):
    CityFactory(slug="taken")
    before = City.objects.count()

    response = open_here(client, **values)

    assert response.status_code == 200
    assert words in str(response.context["form"].errors[field])
    assert City.objects.count() == before


def test_the_same_city_is_not_opened_twice(client, officer):
    open_here(client)

    response = open_here(client, slug="lamphun-again")

    assert "เปิดอยู่ในระบบแล้ว" in response.content.decode()
    assert City.objects.filter(province_code="51").count() == 1
