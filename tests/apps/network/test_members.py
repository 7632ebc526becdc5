"""Members of a network from a table: seen before it is written, each with a source; the same table twice is nothing."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from cast import MEMBERS
from factories.rows import CityFactory
from mueang.apps.audit.models import Event
from mueang.apps.network.actions import load_network_facts
from mueang.apps.network.actions.member_tables import take_in_members
from mueang.apps.network.models import Network, NetworkMembership
from mueang.apps.network.queries.member_tables import compared, read_members, year_said
from mueang.lib.workbook import WorkbookError

TABLE = """Member in English,Member in Thai,Since,Until,Source
Invented One,สมมติหนึ่ง,2562,,
Invented Two,สมมติสอง,2019,2565,A page of its own
Invented Three,,nineteen,,
Invented Four,,2020,2019,
,,2020,,
Invented One,,2021,,
Invented Five,,,2020,
"""


@pytest.fixture
def gnlc(db) -> Network:
    load_network_facts()
    return Network.objects.get(code="gnlc")


def lines_of(text: str, *, source: str = "An invented yearbook, 2026"):
    return read_members(text.encode(), name="members.csv", source=source)


def test_the_table_is_laid_beside_what_is_known_and_what_is_wrong_is_said(gnlc):
    table = compared(gnlc, lines_of(TABLE))

    said = [(line.member_en, line.member_th, line.since_year, line.until_year, line.source) for line in table.new]
    assert said == [
        ("Invented One", "สมมติหนึ่ง", 2019, None, "An invented yearbook, 2026"),
        ("Invented Two", "สมมติสอง", 2019, 2022, "A page of its own"),
    ]
    assert [line.number for line in table.faulty] == [4, 5, 6, 7, 8]
    assert len({str(line.fault) for line in table.faulty}) == 5
    assert (table.changed, table.n_same) == ([], 0)


def test_the_same_table_changes_nothing_and_leaves_no_line_in_the_record(gnlc, cast):
    before = gnlc.memberships.count()

    assert take_in_members(network=gnlc, lines=lines_of(TABLE), actor=cast.unit_officer) == 2
    assert take_in_members(network=gnlc, lines=lines_of(TABLE), actor=cast.unit_officer) == 0

    assert gnlc.memberships.count() == before + 2
    assert Event.objects.filter(verb="network.members_taken_in").count() == 1
    cast.city.refresh_from_db()


def test_what_is_known_is_corrected_and_what_the_table_does_not_say_stays(gnlc, cast):
    known = gnlc.memberships.exclude(since_year=None).first()
    text = f"Member in English,Since\n{known.member_en.upper()},{known.since_year + 1}\n"

    assert take_in_members(network=gnlc, lines=lines_of(text), actor=cast.unit_officer) == 1

    after = NetworkMembership.objects.get(pk=known.pk)
    assert (after.since_year, after.source) == (known.since_year + 1, "An invented yearbook, 2026")
    assert (after.member_en, after.member_th, after.note_en) == (known.member_en, known.member_th, known.note_en)


def test_what_was_corrected_here_outlives_the_packaged_facts_and_still_finds_its_city(gnlc, cast):
    known = gnlc.memberships.get(area_code="56")
    text = f"Member in English,Since,Note\n{known.member_en},2560,Corrected here\n"
    known = gnlc.memberships.get(area_code="56")
    take_in_members(network=gnlc, lines=lines_of(text), actor=cast.unit_officer)
    phayao = CityFactory(kind="province", province_code="56", district_code="")

    load_network_facts()

    known.refresh_from_db()
    assert (known.since_year, known.note_en, known.source) == (2017, "Corrected here", "An invented yearbook, 2026")
    assert known.city == phayao


def test_a_line_without_any_source_is_left_out(gnlc):
    table = compared(gnlc, lines_of("Member in English,Since\nInvented One,2019\n", source=""))

    assert table.n_to_write == 0
    assert len(table.faulty) == 1


def test_a_file_that_names_no_members_is_refused(db):
    with pytest.raises(WorkbookError):
        lines_of("a,b\n1,2\n")


@pytest.mark.parametrize("text", ["1800", "3000", "soon", "20199"])
def test_a_year_that_cannot_be_one_is_not_guessed_at(text):
    with pytest.raises(ValueError, match=r"."):
        year_said(text)


def test_only_whoever_opens_cities_takes_members_in(gnlc, cast):
    with pytest.raises(PermissionDenied):
        take_in_members(network=gnlc, lines=lines_of(TABLE), actor=cast.manager)


def page_of(cast) -> str:
    return reverse("network:members", args=[cast.city.slug])


@pytest.mark.parametrize("member", MEMBERS)
def test_the_page_is_the_city_units(cast, client, member):
    if member != "anonymous":
        client.force_login(getattr(cast, member))

    assert (client.get(page_of(cast)).status_code == 200) == (member == "unit_officer")


def test_the_unit_looks_at_the_table_and_takes_it_in(gnlc, cast, client):
    client.force_login(cast.unit_officer)
    form = {"network": "gnlc", "source": "An invented yearbook, 2026"}
    with translation.override("en"):
        preview = client.post(page_of(cast), {**form, "file": SimpleUploadedFile("m.csv", TABLE.encode())})
        page = preview.content.decode()
        assert not gnlc.memberships.filter(member_en="Invented One").exists()
        sealed = re.search(r'name="table" value="([^"]+)"', page)
        assert sealed
        taken = client.post(page_of(cast), {"table": sealed[1]}, follow=True).content.decode()
        again = client.post(page_of(cast), {"table": sealed[1]}, follow=True).content.decode()
        forged = client.post(page_of(cast), {"table": sealed[1][:-2]}, follow=True).content.decode()
        wrong = client.post(page_of(cast), {**form, "file": SimpleUploadedFile("m.csv", b"a,b\n1,2\n")})

    assert "Invented Two" in page
    assert "2019" in page
    assert "A year is not understood." in page
    assert "2 members written." in taken
    assert "2019–2022" in taken
    assert "Nothing was new" in again
    assert "choose the file again" in forged
    assert "No table of members" in wrong.content.decode()


def test_another_officer_does_not_take_in_what_they_have_not_seen(gnlc, cast, client):
    client.force_login(cast.unit_officer)
    form = {"network": "gnlc", "source": "s", "file": SimpleUploadedFile("m.csv", TABLE.encode())}
    sealed = re.search(r'name="table" value="([^"]+)"', client.post(page_of(cast), form).content.decode())
    assert sealed
    client.force_login(cast.manager)

    assert client.post(page_of(cast), {"table": sealed[1]}).status_code == 404
