"""The City Unit opens a city from the template, sees on what cities wait, and never a child's name."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from cast import MEMBERS
from factories.network import AgreementFactory
from factories.rows import CityFactory, OfferingFactory, PersonFactory, PlaceFactory
from mueang.apps.accounts.models import User
from mueang.apps.coaching import actions, tasks
from mueang.apps.coaching.enums import Item, Stage
from mueang.apps.coaching.errors import InUse, OpenedAlready
from mueang.apps.coaching.models import CityOpening, CoachNote, StageReached
from mueang.apps.coaching.queries import progress_of
from mueang.apps.network.models import City

HOME = "/unit/"


def told(**values):
    return {"name_th": "เทศบาลเมืองลำพูน", "name_en": "Lamphun", "slug": "lamphun", "partners": ["0", "2"], **values}


def begin(client, code="5101", kind="town_municipality"):
    client.post(reverse("unit:begin"), {"code": code, "kind": kind})
    return reverse("unit:opening", args=[CityOpening.objects.latest("begun_at").uuid])


def progress(city):
    [row] = progress_of(City.objects.filter(pk=city.pk), today=timezone.localdate())
    return row


@pytest.mark.parametrize("member", MEMBERS)
def test_the_desk_opens_to_the_city_unit_and_to_nobody_else(client, cast, member):
    if member != "anonymous":
        client.force_login(getattr(cast, member))
    expected = 302 if member == "anonymous" else 200 if member == "unit_officer" else 404

    for address in (
        reverse("unit:home"),
        reverse("unit:begin"),
        reverse("unit:city", args=[cast.city.slug]),
        reverse("unit:report", args=["docx"]),
        reverse("unit:report", args=["xlsx"]),
    ):
        assert client.get(address).status_code == expected


def test_an_officer_opens_lamphun_in_five_presses_and_takes_it_back(client, cast):
    client.force_login(cast.unit_officer)

    found = client.get(reverse("unit:begin") + "?words=ลำพูน").content.decode()
    assert "5101" in found
    assert "จังหวัดสุราษฎร์ธานี" in found, "two areas of one name are not told apart"
    page = begin(client)
    assert "เทศบาลเมืองลำพูน" in client.get(page).content.decode()
    client.post(page, told(later="yes", username="somchai"))
    assert "somchai" in client.get(page).content.decode()
    assert CityOpening.objects.get().city is None
    opened = client.post(page, told(username="somchai", display_name="ผู้จัดการสมมติ")).content.decode()

    city = City.objects.get(slug="lamphun")
    assert "/accounts/welcome/" in opened
    assert city.organizations.count() == 2
    assert city.neighbourhoods.count() > 5
    assert city.committees.count() == 1
    assert client.get(page).status_code == 404
    client.post(reverse("unit:undo", args=["lamphun"]))
    assert not City.objects.filter(slug="lamphun").exists()
    assert User.objects.filter(username="somchai").exists()


def test_an_opening_is_not_taken_back_once_the_city_is_in_use(client, cast):
    client.force_login(cast.unit_officer)
    client.post(begin(client), told())
    city = City.objects.get(slug="lamphun")
    PlaceFactory(city=city)

    client.post(reverse("unit:undo", args=["lamphun"]))

    assert City.objects.filter(slug="lamphun").exists()
    for other in (city, cast.city):
        with pytest.raises(InUse):
            actions.undo_opening(city=other, actor=cast.unit_officer)
    with pytest.raises(PermissionDenied):
        actions.undo_opening(city=city, actor=cast.manager)


def test_what_is_refused_is_said_on_the_page_and_writes_nothing(client, cast):
    client.force_login(cast.unit_officer)
    CityFactory(slug="taken")
    before = City.objects.count()

    for values in (told(slug="taken"), told(slug="desk"), told(username="manager")):
        assert client.post(begin(client), values).status_code == 200
    assert client.post(begin(client, kind="province"), told()).status_code == 200
    assert City.objects.count() == before
    client.post(begin(client), told())
    assert client.post(begin(client), told(slug="again")).status_code == 200
    assert City.objects.count() == before + 1
    opened = CityOpening.objects.get(city__slug="lamphun")
    with pytest.raises(OpenedAlready):
        actions.keep_answers(opening=opened, answers={}, actor=cast.unit_officer)
    with pytest.raises(PermissionDenied):
        actions.keep_answers(opening=opened, answers={}, actor=cast.manager)
    with pytest.raises(PermissionDenied):
        actions.begin_opening(code="5101", kind="town_municipality", actor=cast.manager)


def test_the_checklist_reads_the_rows_and_since_when_a_stage_is_reached(cast):
    city = CityFactory()
    assert (progress(city).stage, progress(city).stuck_on.item) == (Stage.FOUND, Item.MANAGER)
    cast.manager_elsewhere.last_login = timezone.now()
    cast.manager_elsewhere.save()
    AgreementFactory.create_batch(3, organization__city=cast.elsewhere)

    row = progress(cast.elsewhere)
    assert (row.stage, row.n_met) == (Stage.MAP, 2)
    assert tasks.run(timezone.now()) == 1
    assert tasks.run(timezone.now()) == 0
    StageReached.objects.update(reached_on=timezone.localdate() - timedelta(days=9))
    assert progress(cast.elsewhere).since == timezone.localdate() - timedelta(days=9)


@pytest.mark.parametrize("n", [1, 3])
def test_the_desk_takes_the_same_statements_however_many_cities(client, cast, n, django_assert_num_queries):
    for city in CityFactory.create_batch(n):
        PlaceFactory.create_batch(n, city=city)
        OfferingFactory(program__city=city)
    client.force_login(cast.unit_officer)

    with django_assert_num_queries(7):
        client.get(reverse("unit:home"))


def test_no_childs_name_reaches_any_page_or_file_of_the_desk(client, cast):
    child = PersonFactory(city=cast.city, given_name="เด็กหญิงลับสมมติ", phone="")
    client.force_login(cast.unit_officer)
    begin(client)

    pages = [
        client.get(address).content
        for address in (
            reverse("unit:home"),
            reverse("unit:begin") + "?words=ยะลา",
            reverse("unit:city", args=[cast.city.slug]),
        )
    ]
    docx = client.get(reverse("unit:report", args=["docx"])).content
    xlsx = client.get(reverse("unit:report", args=["xlsx"])).content
    pages.append(zipfile.ZipFile(io.BytesIO(docx)).read("word/document.xml"))
    cells = [str(cell.value) for row in load_workbook(io.BytesIO(xlsx)).active.iter_rows() for cell in row]
    pages.append(" ".join(cells).encode())

    assert progress(cast.city).n_without_phone == 1
    assert cast.city.name_th.encode() in pages[-1]
    assert not any(child.given_name.encode() in page for page in pages)
    assert client.get(reverse("unit:report", args=["pdf"])).status_code == 404


def test_a_visit_is_written_down_by_the_coach_only(client, cast):
    client.force_login(cast.unit_officer)
    address = reverse("unit:city", args=[cast.city.slug])

    client.post(address, {"kind": "visit", "on": "1/2/2569", "words": "พบผู้จัดการแล้ว"})

    assert "พบผู้จัดการแล้ว" in client.get(address).content.decode()
    assert CoachNote.objects.get().written_by == cast.unit_officer
    with pytest.raises(PermissionDenied):
        actions.write_note(city=cast.city, kind="note", on=timezone.localdate(), words="x", actor=cast.manager)
