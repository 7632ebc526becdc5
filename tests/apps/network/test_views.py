"""Pages of partners and networks, and the city's book of the record."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from cast import MEMBERS
from factories.network import AgreementFactory, ContributionFactory
from factories.rows import OrganizationFactory
from mueang.apps.network.actions import change_organization, load_network_facts, record_contribution
from mueang.apps.network.models import Agreement, Contribution, Organization

STAFF = {"officer", "manager", "unit_officer"}


def url(cast, name, *arguments):
    return reverse(name, args=[cast.city.slug, *arguments])


def status(client, cast, member, address, method="get", data=None):
    if member != "anonymous":
        client.force_login(getattr(cast, member))
    return getattr(client, method)(address, data or {}).status_code


def rows_of(response):
    sheet = load_workbook(io.BytesIO(response.content)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize("member", MEMBERS)
@pytest.mark.parametrize("name", ["network:partners", "network:networks"])
def test_staff_and_auditors_read_the_partners_and_strangers_meet_a_404(client, cast, member, name):
    expected = 302 if member == "anonymous" else 200 if member in STAFF | {"auditor"} else 404

    assert status(client, cast, member, url(cast, name)) == expected


@pytest.mark.parametrize("member", MEMBERS)
def test_only_those_who_may_read_the_record_see_the_citys_book(client, cast, member):
    expected = 302 if member == "anonymous" else 200 if member in {"manager", "unit_officer", "auditor"} else 404

    assert status(client, cast, member, url(cast, "city_record:events")) == expected


@pytest.mark.parametrize("member", MEMBERS)
@pytest.mark.parametrize("page", ["add", "change", "agreement", "agreement_change", "promise", "promise_change"])
def test_forms_open_only_to_those_who_may_change(client, cast, member, page):
    promise = ContributionFactory(agreement=AgreementFactory(organization__city=cast.city))
    agreement, partner = promise.agreement, promise.agreement.organization
    address = {
        "add": url(cast, "network:organization_add"),
        "change": url(cast, "network:organization_change", partner.uuid),
        "agreement": url(cast, "network:agreement_add", partner.uuid),
        "agreement_change": url(cast, "network:agreement_change", agreement.uuid),
        "promise": url(cast, "network:contribution_add", agreement.uuid),
        "promise_change": url(cast, "network:contribution_change", promise.uuid),
    }[page]
    expected = {"anonymous": 302, "auditor": 403}.get(member, 200 if member in STAFF else 404)

    assert status(client, cast, member, address) == expected
    assert status(client, cast, member, address, "post", {"title": ""}) == expected


def test_the_page_shows_who_promised_what_and_no_other_citys_words(client, cast):
    promise = ContributionFactory(agreement=AgreementFactory(organization__city=cast.city), what="ครูพี่เลี้ยงของเรา")
    money = ContributionFactory(agreement=promise.agreement, kind="money", promised=125050, given=125050)
    theirs = ContributionFactory(agreement=AgreementFactory(organization__city=cast.elsewhere), what="ความลับเมืองอื่น")
    client.force_login(cast.officer)

    page = client.get(url(cast, "network:partners")).content.decode()

    assert "ครูพี่เลี้ยงของเรา" in page
    assert "1,250.50" in page
    own = client.get(url(cast, "network:partner", promise.agreement.organization.uuid)).content.decode()
    assert str(money.uuid) in own
    assert theirs.what not in page
    assert theirs.agreement.organization.name_th not in page


def test_an_auditor_sees_no_button_that_changes(client, cast):
    promise = ContributionFactory(agreement=AgreementFactory(organization__city=cast.city))
    client.force_login(cast.auditor)

    page = client.get(url(cast, "network:partners")).content.decode()

    own = client.get(url(cast, "network:partner", promise.agreement.organization.uuid)).content.decode()
    assert promise.what in own
    assert str(promise.uuid) not in own
    assert url(cast, "network:organization_add") not in page


def test_an_empty_page_teaches(client, cast):
    client.force_login(cast.officer)

    assert "ยังไม่มีภาคี" in client.get(url(cast, "network:partners")).content.decode()
    english = client.get("/en" + url(cast, "network:partners")).content.decode()
    assert "cannot be built alone" in english


@pytest.mark.parametrize("n", [1, 3])
def test_partners_takes_the_same_statements_however_many_rows(client, cast, n, django_assert_num_queries):
    for partner in OrganizationFactory.create_batch(n, city=cast.city):
        for agreement in AgreementFactory.create_batch(n, organization=partner):
            ContributionFactory.create_batch(n, agreement=agreement)
    client.force_login(cast.officer)

    # session, user, grants, city, and three of the page
    with django_assert_num_queries(7):
        client.get(url(cast, "network:partners"))


@pytest.mark.parametrize("n", [1, 3])
def test_the_excel_file_holds_every_promise(client, cast, n):
    agreement = AgreementFactory(organization__city=cast.city)
    ContributionFactory.create_batch(n, agreement=agreement)
    record_contribution(agreement=agreement, kind="money", what="ทุน", promised=50_000, actor=cast.officer)
    AgreementFactory(organization__city=cast.city)
    OrganizationFactory(city=cast.city)
    client.force_login(cast.officer)

    response = client.get(url(cast, "network:partners") + "?format=xlsx")

    rows = rows_of(response)
    assert response["Content-Disposition"] == f'attachment; filename="partners-{cast.city.slug}.xlsx"'
    assert len(rows) == 1 + n + 1 + 1 + 1
    assert [row[10] for row in rows if row[7] == "ทุน"] == [500]


def test_a_partner_an_agreement_and_a_promise_are_entered_and_corrected(client, cast):
    client.force_login(cast.officer)

    client.post(
        url(cast, "network:organization_add"),
        {"kind": "school", "name_th": "โรงเรียนใหม่", "name_en": "New School"},
    )
    partner = Organization.objects.get(name_th="โรงเรียนใหม่")
    client.post(
        url(cast, "network:organization_change", partner.uuid),
        {"kind": "school", "name_th": "โรงเรียนใหม่", "name_en": "New School", "contact": "073-111111"},
    )
    client.post(
        url(cast, "network:agreement_add", partner.uuid), {"title": "บันทึกความร่วมมือ", "signed_on": "๑๕ ม.ค. ๒๕๖๙"}
    )
    agreement = Agreement.objects.get()
    client.post(
        url(cast, "network:agreement_change", agreement.uuid),
        {"title": "บันทึกความร่วมมือ", "signed_on": "15/1/2569", "ends_on": "15/1/2571"},
    )
    client.post(
        url(cast, "network:contribution_add", agreement.uuid), {"kind": "money", "what": "ทุน", "promised": "1,000"}
    )
    promise = Contribution.objects.get()
    response = client.post(
        url(cast, "network:contribution_change", promise.uuid),
        {"kind": "money", "what": "ทุน", "promised": "1,200", "area": "work"},
        follow=True,
    )
    client.post(url(cast, "network:give", promise.uuid), {"amount": "250", "given_on": "15/1/2569"})

    for row in (partner, agreement, promise):
        row.refresh_from_db()
    assert partner.contact == "073-111111"
    assert (agreement.signed_on.year, agreement.ends_on.year) == (2026, 2028)
    assert (promise.promised, promise.given, promise.area) == (120_000, 25_000, "work")
    assert "บันทึกแล้ว" in response.content.decode()


@pytest.mark.parametrize("name", ["organization_add", "organization_change"])
def test_a_second_partner_of_a_name_is_refused_in_words(client, cast, name):
    known, other = OrganizationFactory(city=cast.city), OrganizationFactory(city=cast.city)
    address = url(cast, f"network:{name}", *([other.uuid] if name == "organization_change" else []))
    client.force_login(cast.officer)

    response = client.post(address, {"kind": "school", "name_th": known.name_th, "name_en": "X"})

    assert response.status_code == 200
    assert "มีภาคีชื่อนี้ในรายการแล้ว" in response.content.decode()


def test_what_a_form_shows_it_takes_back_unchanged(client, cast):
    promise = ContributionFactory(
        agreement=AgreementFactory(organization__city=cast.city), kind="money", promised=125050, given=50
    )
    client.force_login(cast.officer)
    address = url(cast, "network:contribution_change", promise.uuid)

    shown = client.get(address).context["form"].initial
    client.post(address, {name: value for name, value in shown.items() if value is not None})

    promise.refresh_from_db()
    assert (promise.promised, promise.given) == (125050, 50)


def test_another_citys_rows_are_not_changed_through_ones_own_address(client, cast):
    theirs = ContributionFactory(agreement=AgreementFactory(organization__city=cast.elsewhere))
    client.force_login(cast.unit_officer)

    for name, row in (
        ("organization_change", theirs.agreement.organization),
        ("agreement_change", theirs.agreement),
        ("contribution_add", theirs.agreement),
        ("contribution_change", theirs),
    ):
        assert client.get(url(cast, f"network:{name}", row.uuid)).status_code == 404


def test_networks_show_members_years_and_sources_in_both_languages(client, cast):
    cast.elsewhere.district_code = "9201"
    cast.elsewhere.save()
    load_network_facts()
    client.force_login(cast.auditor)

    address = url(cast, "network:networks")
    thai = client.get(address).content.decode()
    assert "ข่าวการประชุมครั้งที่ 3" in thai
    assert "news of the third conference" not in thai
    english = client.get("/en" + address).content.decode()

    assert "ฉะเชิงเทรา" in thai
    assert "2567" in thai
    assert "425" in thai
    assert "Chachoengsao" in english
    assert "2024" in english
    assert "pattayamail.com" in english
    assert "เมืองนี้" in thai  # it stands at Yala's code, so it took up Yala's membership


def test_networks_leave_as_excel_and_say_when_they_are_not_loaded(client, cast):
    client.force_login(cast.auditor)
    empty = client.get(url(cast, "network:networks")).content.decode()
    load_network_facts()

    rows = rows_of(client.get(url(cast, "network:networks") + "?format=xlsx"))

    assert "ยังไม่ได้นำข้อมูลที่มากับระบบเข้า" in empty
    assert len(rows) == 1 + 13 + 4 + 4


def test_the_citys_book_shows_its_events_and_no_other_citys(client, cast):
    ours = OrganizationFactory(city=cast.city)
    change_organization(organization=ours, contact="x", actor=cast.officer)
    theirs = OrganizationFactory(city=cast.elsewhere)
    change_organization(organization=theirs, contact="x", actor=cast.manager_elsewhere)
    client.force_login(cast.auditor)

    page = client.get(url(cast, "city_record:events")).content.decode()

    assert str(ours.uuid) in page
    assert str(theirs.uuid) not in page
