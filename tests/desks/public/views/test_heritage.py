"""The story map: found by season, community and kind; what its people keep to themselves is nowhere."""

from __future__ import annotations

import io
import json
import re
import zipfile

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from factories.desks import city_with
from factories.heritage import NamedHolderFactory
from factories.rows import CityFactory, HeritageItemFactory, NeighbourhoodFactory
from mueang.apps.heritage.models import ItemPicture

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return CityFactory(slug="nakhon")


def names(client, **query: str) -> set[str]:
    page = client.get("/nakhon/heritage/", query).content.decode()
    return set(re.findall(r'class="card-title"><a href="[^"]*">([^<]*)</a>', page))


def test_season_and_community_narrow_the_map(city, client):
    area = NeighbourhoodFactory(city=city)
    HeritageItemFactory(city=city, name_th="ว่าว", season_from=2, season_to=4, neighbourhood=area)
    HeritageItemFactory(city=city, name_th="ลูกประคบ", season_from=11, season_to=2)
    HeritageItemFactory(city=city, name_th="ผ้า", neighbourhood=area)

    assert names(client, month="3") == {"ว่าว", "ผ้า"}
    assert names(client, month="12") == {"ลูกประคบ", "ผ้า"}
    assert names(client, month="2", area=area.code) == {"ว่าว", "ผ้า"}
    assert names(client, month="13", area="zz") == {"ว่าว", "ลูกประคบ", "ผ้า"}


def test_cards_show_the_picture_and_the_map_its_marker(city, client):
    item = HeritageItemFactory(city=city, latitude=6.5, longitude=101.2, season="มีนาคม")
    ItemPicture.objects.create(item=item, digest="a" * 40, widths=[320, 640], width=640, height=400, alt_th="ภาพสมมติ")

    page = client.get("/nakhon/heritage/").content.decode()

    assert f'src="/photos/heritage/{"a" * 40}-320.webp"' in page
    assert 'height="200" alt="ภาพสมมติ"' in page
    assert f'<a href="/nakhon/heritage/{item.slug}/"' in page
    assert "<circle" in page


def test_feeds_say_the_same_in_every_form(city, client):
    item = HeritageItemFactory(city=city, name_th="ว่าว", latitude=6.5, longitude=101.2, season_from=2, season_to=4)
    HeritageItemFactory(city=city, name_th="เพลงเก่า")

    features = json.loads(client.get("/nakhon/heritage/map.geojson").content)["features"]
    assert {one["properties"]["name_th"]: one["geometry"] for one in features} == {
        "ว่าว": {"type": "Point", "coordinates": [101.2, 6.5]},
        "เพลงเก่า": None,
    }
    listed = json.loads(client.get("/nakhon/heritage/list.jsonld").content)
    assert (listed["@type"], len(listed["itemListElement"])) == ("ItemList", 2)
    rss = client.get("/nakhon/heritage/new.xml").content.decode()
    assert f"{settings.BASE_URL}/nakhon/heritage/{item.slug}/" in rss
    page = client.get(f"/nakhon/heritage/{item.slug}/").content.decode()
    said = json.loads(re.search(r'ld\+json">(.*?)</script>', page)[1])
    assert said["contentLocation"]["geo"]["latitude"] == 6.5
    assert client.get("/elsewhere/heritage/map.geojson").status_code == 404


def addresses_of(city) -> list[str]:
    """Every address that needs nothing but a city, or a city and one of its slugs."""
    found = []

    def walk(patterns, prefix: str) -> None:
        for one in patterns:
            route = prefix + str(one.pattern)
            if isinstance(one, URLResolver):
                walk(one.url_patterns, route)
            elif isinstance(one, URLPattern) and set(re.findall(r"<([^>]+)>", route)) <= {"slug:city"}:
                found.append("/" + route.replace("<slug:city>", city.slug))

    walk(get_resolver().url_patterns, "")
    return sorted(set(found))


def texts_of(response) -> str:
    """What an answer says, unpacked where it is a workbook or an archive."""
    body = response.getvalue() if response.streaming else response.content
    if not body.startswith(b"PK"):
        return body.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return " ".join(archive.read(name).decode(errors="replace") for name in archive.namelist())


@pytest.mark.parametrize("flags", [{"is_sacred": True}, {"is_family_secret": True}, {}])
def test_no_open_address_says_a_word_of_what_is_withheld(client, flags):
    """Walks every address that anybody may open; a shown item proves that the walk would have seen it."""
    city = city_with(1)
    shown = HeritageItemFactory(city=city, name_th="ว่าวที่เผยแพร่", is_published=True)
    hidden = HeritageItemFactory(
        city=city, name_th="พิธีปกปิดสมมติ", name_en="Zqx rite", story_th="เล่าไม่ได้สมมติ", is_published=False, **flags
    )
    ItemPicture.objects.create(item=hidden, digest="b" * 40, widths=[320], width=320, height=200, alt_th="ภาพปิดสมมติ")
    holder = NamedHolderFactory(item=hidden, person__given_name="ผู้ถือลับสมมติ")
    told = ("พิธีปกปิดสมมติ", "Zqx rite", "เล่าไม่ได้สมมติ", "ภาพปิดสมมติ", "b" * 40, holder.person.given_name, hidden.slug)

    seen = []
    addresses = addresses_of(city)
    for address in [*addresses, f"/nakhon/heritage/{hidden.slug}/", "/nakhon/heritage/?words=พิธีปกปิดสมมติ"]:
        response = client.get(address)
        text = texts_of(response)
        # A page may say back the address it was asked by, and nothing more.
        words = [word for word in told if word in text and word not in address]
        assert (address, words) == (address, [])
        if shown.name_th in text or shown.slug in text:
            seen.append(address)
    expected = ["", "map.geojson", "list.jsonld", "list.xlsx", "new.xml"]
    assert {f"/nakhon/heritage/{end}" for end in expected} <= set(seen)
    assert "/sitemap.xml" in seen
    assert len(addresses) > 60
    assert client.get(f"/nakhon/heritage/{hidden.slug}/").status_code == 404
    assert client.get(reverse("heritage_picture_file", args=["b" * 40, 320])).status_code == 404
