"""Releases: versions that never change, files that say the same, and tombstones."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from decimal import Decimal
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from pyld import jsonld

from cast import MEMBERS, Cast
from factories.indicators import figure, indicator
from factories.rows import NeighbourhoodFactory
from mueang.apps.indicators.actions import observe
from mueang.apps.indicators.enums import Level
from mueang.apps.reports.actions import publish_release, withdraw_release
from mueang.apps.reports.errors import NothingToRelease, WordsNeeded
from mueang.apps.reports.models import Release, ReleasedFigure, ReleaseFile
from mueang.apps.reports.queries import data_set_of, releases_of
from mueang.lib.workbook import open_workbook
from mueang.standards.datapackage import dcat_catalog

pytestmark = pytest.mark.django_db
SIGNERS = {"manager", "unit_officer"}
FILES = ["figures.csv", "figures.parquet", "figures.xlsx", "datapackage.json", "datacite.json"]


def told(cast: Cast, **changes: Any) -> Any:
    row = changes.pop("row", None) or indicator(unit="count")
    return observe(city=cast.city, figure=figure(row, **{"value": Decimal(120)} | changes), actor=None)


def released(cast: Cast, change: str = "ครั้งแรก") -> Release:
    return publish_release(city=cast.city, change=change, actor=cast.manager)


@pytest.mark.parametrize("name", MEMBERS)
def test_only_who_signs_releases_and_withdraws(client: Client, cast: Cast, name: str) -> None:
    member = getattr(cast, name)
    told(cast)
    if name in SIGNERS:
        row = publish_release(city=cast.city, change="x", actor=member)
        assert withdraw_release(release=row, why="ผิด", actor=member).withdrawn_why == "ผิด"
        return
    with pytest.raises(PermissionDenied):
        publish_release(city=cast.city, change="x", actor=member)
    row = released(cast)
    with pytest.raises(PermissionDenied):
        withdraw_release(release=row, why="ผิด", actor=member)
    assert Release.objects.get().withdrawn_at is None


def test_every_file_says_the_same_lines_and_fits_its_description(cast: Cast) -> None:
    told(cast, value=Decimal("60480.5"), row=indicator(unit="years"))
    told(cast, level=Level.PROVINCE)
    row = released(cast)

    files = {file.name: bytes(file.content) for file in ReleaseFile.objects.filter(release=row)}

    assert list(files) == FILES
    lines = list(csv.DictReader(io.StringIO(files["figures.csv"].decode())))
    table = pq.read_table(io.BytesIO(files["figures.parquet"])).to_pylist()
    sheet = open_workbook(files["figures.xlsx"], name="x.xlsx").sheets[0].rows
    assert [line["value"] for line in lines] == ["60480.5", "120"]
    assert [line["value"] for line in table] == [60480.5, 120.0]
    assert len(sheet) == 3
    package = json.loads(files["datapackage.json"])
    for resource in package["resources"]:
        data = files[resource["path"]]
        assert resource["bytes"] == len(data)
        assert resource["hash"] == "sha256:" + hashlib.sha256(data).hexdigest()
        assert [field["name"] for field in resource["schema"]["fields"]] == list(lines[0])
    meta = json.loads(files["datacite.json"])
    assert meta["types"]["resourceTypeGeneral"] == "Dataset"
    assert {"titles", "creators", "publisher", "publicationYear", "rightsList", "version"} <= meta.keys()
    assert "withheld" in meta["descriptions"][3]["description"]


def test_a_small_community_is_withheld_in_every_file_and_the_version_says_how_many(cast: Cast) -> None:
    row = indicator(unit="count")
    for value in (3, 40, 60):
        community = NeighbourhoodFactory(city=cast.city)
        told(cast, row=row, level=Level.COMMUNITY, neighbourhood=community, value=Decimal(value))
    told(cast, row=row, value=Decimal(103))
    release = released(cast)
    lines = ReleasedFigure.objects.filter(release=release)
    assert release.n_withheld == lines.filter(is_withheld=True).count() == 2
    for file in ReleaseFile.objects.filter(release=release, name="figures.csv"):
        hidden = [line for line in csv.DictReader(io.StringIO(bytes(file.content).decode())) if line["value"] == ""]
        assert [line["is_withheld"] for line in hidden] == ["true", "true"]


def test_the_same_table_is_not_released_twice_and_a_correction_is_the_next_version(cast: Cast) -> None:
    with pytest.raises(NothingToRelease):
        released(cast)
    row = indicator(unit="count")
    told(cast, row=row)
    with pytest.raises(WordsNeeded):
        released(cast, " ")
    first = released(cast)
    before = [bytes(file.content) for file in first.files.all()]
    with pytest.raises(NothingToRelease):
        released(cast)
    told(cast, row=row, value=Decimal(150))
    second = released(cast, "แก้ตัวเลข")
    assert (first.number, second.number) == (1, 2)
    assert [bytes(file.content) for file in first.files.all()] == before
    assert b"IsNewVersionOf" in bytes(second.files.get(name="datacite.json").content)


def test_a_withdrawn_version_keeps_its_page_and_gives_no_file(client: Client, cast: Cast) -> None:
    told(cast)
    row = released(cast)
    page = reverse("public:release", args=["nakhon", 1])
    file = reverse("public:release_file", args=["nakhon", 1, "figures.csv"])
    assert "figures.csv" in client.get(page).content.decode()
    first = client.get(file)
    assert client.get(file, headers={"if-none-match": first["ETag"]}).status_code == 304
    with pytest.raises(WordsNeeded):
        withdraw_release(release=row, why=" ", actor=cast.manager)
    for _time in range(2):
        withdraw_release(release=row, why="นับซ้ำ", actor=cast.manager)
    answer = client.get(page)
    assert answer.status_code == 410
    assert "นับซ้ำ" in answer.content.decode()
    assert client.get(file).status_code == 404
    assert released(cast, "แก้").number == 2
    assert client.get(reverse("public:release", args=["nakhon", 9])).status_code == 404
    assert "/data/v2/" in client.get(page).content.decode()


def test_the_catalog_is_linked_data_of_the_versions_that_stand(client: Client, cast: Cast) -> None:
    row = indicator(unit="count")
    told(cast, row=row)
    withdraw_release(release=released(cast), why="ผิด", actor=cast.manager)
    for value in (200, 300):
        told(cast, row=row, value=Decimal(value))
        released(cast, "ใหม่")
    document = json.loads(client.get(reverse("public:data_catalog", args=["nakhon"])).content)
    assert [told["dcat:version"] for told in document["dcat:dataset"]] == ["3.0.0", "2.0.0"]
    assert document["dcat:dataset"][0]["dcat:previousVersion"]["@id"].endswith("/data/v2/")
    triples = jsonld.to_rdf(document, {"format": "application/n-quads"})
    assert "http://www.w3.org/ns/dcat#downloadURL" in triples
    empty = dcat_catalog(url="https://c.example/", titles=[("en", "x")], publisher="x", sets=[])
    assert empty["dcat:dataset"] == []


def test_the_desk_releases_and_withdraws(client: Client, cast: Cast) -> None:
    told(cast)
    told(cast, value=Decimal(3))
    home = reverse("reports:releases", args=["nakhon"])
    client.force_login(cast.officer)
    assert client.post(home, {"change": "x"}).status_code == 403
    assert client.get(home).status_code == 200
    client.force_login(cast.manager)
    assert client.post(home, {"change": ""}).status_code == 422
    client.post(home, {"change": "ครั้งแรก"})
    client.post(home, {"change": "อีกครั้ง"})
    assert Release.objects.get().n_withheld == 1
    away = reverse("reports:withdraw", args=["nakhon", 1])
    for why in ("", "นับซ้ำ"):
        client.post(away, {"why": why})
    assert Release.objects.get().withdrawn_why == "นับซ้ำ"
    assert "นับซ้ำ" in client.get(home).content.decode()
    assert client.post(reverse("reports:withdraw", args=["nakhon", 7]), {"why": "x"}).status_code == 404


@pytest.mark.parametrize("n", [1, 3])
def test_public_pages_cost_the_same_however_many_versions(
    client: Client, cast: Cast, n: int, django_assert_max_num_queries
) -> None:
    row = indicator(unit="count")
    for number in range(n):
        told(cast, row=row, value=Decimal(100 + 10 * number))
        released(cast, "ใหม่")
    for page in (reverse("public:releases", args=["nakhon"]), reverse("public:release", args=["nakhon", n])):
        with django_assert_max_num_queries(6):
            answer = client.get(page)
        assert len(answer.content) < 60_000
    assert data_set_of(releases_of(cast.city)[0], previous=None).covers[0].year == 2023
    assert client.get(reverse("public:releases", args=["elsewhere"])).status_code == 200
