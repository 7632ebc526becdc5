"""A partner's own page and link, the map of who does what, and the workbook, as people meet them."""

import io
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from cast import MEMBERS
from factories.hostile_files import a_picture
from factories.network import AgreementFactory, ContributionFactory
from factories.rows import OrganizationFactory
from mueang.apps.network.actions import make_partner_link, record_gift
from mueang.apps.network.models import Agreement, Contribution, PartnerLink
from mueang.apps.network.queries import (
    agreements_ending,
    city_map,
    contributions_due,
    partners_waiting,
    read_promises,
)

STAFF = {"officer", "manager", "unit_officer"}


def url(cast, name, *arguments):
    return reverse(f"network:{name}", args=[cast.city.slug, *arguments])


def promised(cast, **values):
    kind = values.pop("partner_kind", "community")
    return ContributionFactory(
        agreement=AgreementFactory(organization__city=cast.city, organization__kind=kind), **values
    )


@pytest.mark.parametrize("member", MEMBERS)
def test_every_new_page_opens_to_staff_and_to_no_stranger(client, cast, member):
    row = promised(cast)
    partner = row.agreement.organization
    if member != "anonymous":
        client.force_login(getattr(cast, member))
    reads = 302 if member == "anonymous" else 200 if member in STAFF | {"auditor"} else 404
    writes = {"anonymous": 302, "auditor": 403}.get(member, 200 if member in STAFF else 404)

    for address in (url(cast, "partner", partner.uuid), url(cast, "together")):
        assert client.get(address).status_code == reads
    for address in (
        url(cast, "give", row.uuid),
        url(cast, "renew", row.agreement.uuid),
        url(cast, "take_in"),
    ):
        assert client.get(address).status_code == writes
    for name in ("ask", "show"):
        done = client.post(url(cast, name, partner.uuid)).status_code
        assert done == (302 if name == "show" and writes == 200 else writes)


@pytest.mark.parametrize("n", [1, 3])
def test_a_partners_page_takes_the_same_statements_however_much_was_given(client, cast, n, django_assert_num_queries):
    partner = OrganizationFactory(city=cast.city)
    for agreement in AgreementFactory.create_batch(n, organization=partner):
        for row in ContributionFactory.create_batch(n, agreement=agreement):
            for _gift in range(n):
                record_gift(contribution=row, amount=1, given_on=date(2026, 2, 1), actor=cast.officer)
    make_partner_link(city=cast.city, organization=partner, actor=cast.officer)
    client.force_login(cast.officer)

    # session, user, grants, city, whether any city, partner, and five of the page
    with django_assert_num_queries(11):
        page = client.get(url(cast, "partner", partner.uuid)).content.decode()

    assert page.count("gifts/") == n**3


@pytest.mark.parametrize("n", [1, 3])
def test_the_map_is_one_statement_and_names_who_is_missing(client, cast, n, django_assert_num_queries):
    for kind in ("school", "religious", "enterprise")[:n]:
        promised(cast, partner_kind=kind, area="basic")
    promised(cast)
    over = promised(cast, partner_kind="health", area="health")
    Agreement.objects.filter(pk=over.agreement_id).update(ends_on=date(2026, 2, 1))
    client.force_login(cast.officer)

    with django_assert_num_queries(5):
        page = client.get(url(cast, "together")).content.decode()

    assert "ยังไม่มีภาคีจากภาค “สุขภาพ”" in page
    assert "ยังไม่มีภาคีจากภาค “สถานศึกษา”" not in page
    assert "รพ.สต." in page
    assert "มีคำมั่น 1 รายการที่ยังไม่ได้ระบุด้านงาน" in page
    start = page.index('<svg viewBox="0 0 860')
    drawing = ElementTree.fromstring(page[start : page.index("</svg>", start) + 6])
    assert len(drawing[0]) == n


def test_the_drawing_is_the_same_at_every_look_and_crosses_as_little_as_it_can(cast):
    green = promised(cast, area="green", what="ก")
    basic = promised(cast, area="basic", what="ข")
    today = timezone.localdate()

    first = city_map(cast.city, today=today, language="th")

    assert first == city_map(cast.city, today=today, language="th")
    names = [node.label for node in first.drawing.partners]
    assert names == [basic.agreement.organization.name_th, green.agreement.organization.name_th]
    assert sum(node.is_met for node in first.drawing.areas) == 2
    assert city_map(cast.elsewhere, today=today, language="en").drawing.lines == []


def test_what_is_due_or_ends_soon_is_counted_until_it_is_kept_or_renewed(cast):
    today = timezone.localdate()
    due = promised(cast, due_on=today + timedelta(days=10))
    promised(cast, due_on=today + timedelta(days=40))
    promised(cast, due_on=today, given=40)
    Agreement.objects.filter(pk=due.agreement_id).update(ends_on=today + timedelta(days=50))

    assert list(contributions_due(viewer=cast.officer, city=cast.city, today=today)) == [due]
    assert list(agreements_ending(viewer=cast.officer, city=cast.city, today=today)) == [due.agreement]
    assert not contributions_due(viewer=cast.manager_elsewhere, city=cast.city, today=today)
    waiting = partners_waiting(viewer=cast.officer, city=cast.city, today=today)
    assert (waiting.n_late, waiting.n_due, waiting.n_ending, waiting.n_objections) == (0, 1, 1, 0)
    AgreementFactory(organization=due.agreement.organization, renews=due.agreement)
    assert not agreements_ending(viewer=cast.officer, city=cast.city, today=today)


def test_a_partner_reads_and_answers_by_its_link_and_a_second_time_it_is_over(client, cast):
    row = promised(cast, what="ครูพี่เลี้ยงของเรา")
    other = promised(cast, what="ของภาคีอื่น")
    key = make_partner_link(city=cast.city, organization=row.agreement.organization, actor=cast.officer)
    address = reverse("partner_answer:page", args=[key])

    seen = client.get(address)
    refused = client.post(address, {"verdict": "differs", "position": "ครูใหญ่"})
    assert not PartnerLink.objects.exclude(answered_at=None).exists()
    done = client.post(address, {"verdict": "right", "position": "ครูใหญ่", "may_show": "on"})

    assert row.what in seen.content.decode()
    assert other.what not in seen.content.decode()
    assert (seen["Referrer-Policy"], refused.status_code, done.status_code) == ("no-referrer", 422, 200)
    assert client.get(address).status_code == client.post(address, {}).status_code == 404
    public = client.get(reverse("public:partners", args=[cast.city.slug])).content.decode()
    assert row.what in public
    assert other.what not in public
    assert "ครูใหญ่" not in public


def test_pages_press_every_button_and_say_what_was_refused(client, cast):
    row = promised(cast)
    partner = row.agreement.organization
    client.force_login(cast.officer)

    def press(name, uuid, data=None):
        return client.post(url(cast, name, uuid), data or {}, follow=True).content.decode()

    assert "ยังไม่ถึงวันที่ระบุ" in press("give", row.uuid, {"amount": "1", "given_on": "1/1/2599"})
    assert "มากกว่าศูนย์" in press("give", row.uuid, {"amount": "0", "given_on": "1/1/2569"})
    assert "จำนวนเต็ม" in press("give", row.uuid, {"amount": "1.5", "given_on": "1/1/2569"})
    press("give", row.uuid, {"amount": "3", "given_on": "1/2/2569", "note": "ครั้งแรก"})
    gift = row.gifts.get()
    assert "ถอนแล้ว" in press("take_back", gift.uuid)
    assert "ถูกถอนแล้ว" in press("take_back", gift.uuid)
    assert "ไม่เกิน 10 MB" in press("attach", row.agreement.uuid)
    press("attach", row.agreement.uuid, {"file": SimpleUploadedFile("x.png", a_picture())})
    paper = row.agreement.documents.get()
    assert client.get(url(cast, "document", paper.uuid)).content[8:12] == b"WEBP"
    early = {"title": "ใหม่", "signed_on": "1/1/2560"}
    assert "หลังจากฉบับเดิม" in press("renew", row.agreement.uuid, early)
    press("renew", row.agreement.uuid, {**early, "signed_on": "1/2/2569", "keep_promises": "on"})
    assert "ใหม่" in client.get(url(cast, "partner", partner.uuid)).content.decode()
    assert "/partner/" in press("ask", partner.uuid)
    assert "ยินยอม" in press("show", partner.uuid, {"is_shown": "yes"})
    bare = OrganizationFactory(city=cast.city)
    assert "ไม่มีข้อตกลงที่ยังมีผล" in press("ask", bare.uuid)
    client.force_login(cast.auditor)
    assert client.get(url(cast, "document", paper.uuid)).status_code == 404


def test_an_objection_stands_on_the_partners_page_until_it_is_looked_into(client, cast):
    row = promised(cast)
    key = make_partner_link(city=cast.city, organization=row.agreement.organization, actor=cast.officer)
    client.post(
        reverse("partner_answer:page", args=[key]), {"verdict": "differs", "position": "x", "words": "ขาดไปหนึ่ง"}
    )
    client.force_login(cast.officer)
    own = url(cast, "partner", row.agreement.organization.uuid)

    assert "ขาดไปหนึ่ง" in client.get(own).content.decode()
    client.post(url(cast, "settle", PartnerLink.objects.get().uuid))
    assert "ขาดไปหนึ่ง" not in client.get(own).content.decode()


def workbook_of(client, cast):
    return client.get(url(cast, "partners") + "?format=xlsx").content


def test_the_workbook_comes_back_as_it_left_and_a_wrong_cell_writes_nothing(client, cast):
    promised(cast, kind="money", promised=125050, due_on=date(2026, 9, 30), unit="", area="work")
    promised(cast, what="ครู", unit="ชั่วโมง")
    client.force_login(cast.officer)
    data = workbook_of(client, cast)
    before = list(Contribution.objects.order_by("pk").values())

    def send(content):
        file = SimpleUploadedFile("a.xlsx", content)
        return client.post(url(cast, "take_in"), {"file": file}, follow=True).content.decode()

    assert "เพิ่มคำมั่นใหม่ 0 รายการ แก้ไข 0 รายการ" in send(data)
    assert list(Contribution.objects.order_by("pk").values()) == before
    book = load_workbook(io.BytesIO(data))
    sheet = book.active
    sheet["K2"], sheet["E3"], sheet["G3"] = "มาก", "เมื่อวาน", "ทองคำ"
    changed = io.BytesIO()
    book.save(changed)
    page = send(changed.getvalue())
    assert all(cell in page for cell in ("K2", "E3", "G3"))
    assert list(Contribution.objects.order_by("pk").values()) == before
    assert "ไม่พบบรรทัด" in send(b"no workbook")
    matrix = load_workbook(io.BytesIO(client.get(url(cast, "together") + "?format=xlsx").content)).active
    assert any("ภาคี" not in str(cell.value) and "มูลนิธิ" in str(cell.value) for row in matrix for cell in row)


def test_a_line_ends_after_it_began_and_lacks_nothing(client, cast):
    client.force_login(cast.officer)
    promised(cast)
    book = load_workbook(io.BytesIO(workbook_of(client, cast)))
    sheet = book.active
    sheet["F2"], sheet["K2"] = "1/1/2560", 2.5
    sheet.append([None, None, None, None, None, None, "คน", "ล่าม", None, None, 2])
    changed = io.BytesIO()
    book.save(changed)

    read = read_promises(changed.getvalue(), name="a.xlsx", today=date(2026, 6, 1))

    assert read.lines == []
    assert {"F2", "K2", "A3", "D3", "E3"} <= set(read.faulty)
