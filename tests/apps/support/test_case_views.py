"""Every address of casework as each of the cast, and a worker's day by the pages alone."""

from __future__ import annotations

import logging
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cast import MEMBERS
from factories.cases import CHILD_NAME, FAMILY_NAME, agency, colleague, opened
from factories.rows import OfferingFactory, OrganizationFactory
from mueang.apps.audit.models import Event
from mueang.apps.network.models import Organization
from mueang.apps.support.actions.cases import add_note, trust_worker
from mueang.apps.support.actions.endings import Ending, close_case
from mueang.apps.support.actions.placements import place_child
from mueang.apps.support.actions.planning import Found, Given, NewStep, assess_case, make_plan, record_consent
from mueang.apps.support.actions.referrals import draft_referral, send_referral
from mueang.apps.support.enums.cases import Need, Part
from mueang.apps.support.models.cases import Case, CaseAccess
from mueang.apps.support.models.endings import ReCheck
from mueang.apps.support.models.referrals import Placement, Referral
from mueang.lib.workbook import open_workbook

pytestmark = pytest.mark.django_db
WORKERS = {"case_worker", "case_supervisor"}
OF_CITY = ("caseload", "open", "glass", "overview", "looks", "agencies", "export", "service_levels")
OF_CASE = (
    *("case", "note", "review", "assess", "consent", "consent_sheet", "plan", "plan_sheet", "plan_agree", "step_add"),
    *("returned", "refer", "place", "close", "reopen", "hand_over", "access"),
)


def url(name, cast, *more):
    return reverse(f"support:{name}", args=[cast.city.slug, *more])


@pytest.fixture
def case(cast):
    """A case with something of everything."""
    row, worker = opened(cast), cast.case_worker
    office, day = agency(cast), timezone.localdate()
    found = Found(needs={"money": 2}, severity=3, next_on=day + timedelta(days=7), risk_words="คำลับ")
    assess_case(case=row, found=found, actor=worker)
    given = Given(
        basis="consent",
        purpose="ค่าเดินทาง",
        agencies=[office],
        parts=[Part.NAME],
        given_by_name="แม่สมมติ",
        relation="mother",
        medium="paper",
    )
    record_consent(case=row, given=given, actor=worker)
    make_plan(case=row, goal="กลับไปเรียน", steps=[NewStep("สมัคร", day)], actor=worker)
    referral = draft_referral(case=row, agency=office, need="money", words="ทุน", parts=["name"], actor=worker)
    send_referral(referral=referral, actor=worker)
    place_child(case=row, offering=OfferingFactory(program__city=cast.city, place=cast.place), actor=worker)
    add_note(case=row, words="ไปเยี่ยม", actor=worker)
    row.refresh_from_db()
    return row


def of_parts(case):
    referral, placement = case.referrals.get().uuid, case.placements.get().uuid
    names = ("referral", "referral_send", "referral_override", "referral_link", "referral_revoke", "referral_answer")
    yield from ((name, referral) for name in names)
    yield from (("seat", placement), ("placement_end", placement))
    yield from (("step", case.plans.get().steps.get().uuid), ("consent_withdraw", case.consents.get().uuid))
    yield ("access_end", case.accesses.get().uuid)


@pytest.mark.parametrize("member", [one for one in MEMBERS if one not in WORKERS])
def test_nobody_else_finds_any_page_of_casework(client, cast, case, member):
    if member != "anonymous":
        client.force_login(getattr(cast, member))
    pages = [url(name, cast) for name in OF_CITY] + [url(name, cast, case.uuid) for name in OF_CASE]
    pages += [url(name, cast, case.uuid, part) for name, part in of_parts(case)]

    for page in pages:
        for answer in (client.get(page), client.post(page)):
            # A wrong method tells nothing either: the page may be anybody's.
            assert answer.status_code in {302, 404, 405}, page
            assert CHILD_NAME not in answer.content.decode()
            if member == "anonymous" and answer.status_code == 302:
                assert "/accounts/login/" in answer["Location"]
    assert not Event.objects.filter(verb="case.read").exists()


def test_a_colleague_finds_no_page_of_a_case_that_is_not_theirs(client, cast, case):
    client.force_login(colleague(cast))

    pages = [url(name, cast, case.uuid) for name in OF_CASE]
    pages += [url(name, cast, case.uuid, part) for name, part in of_parts(case)]
    assert {client.get(page).status_code for page in pages} <= {404, 405}
    assert {client.post(page).status_code for page in pages} <= {404, 405}
    assert CHILD_NAME not in client.get(url("caseload", cast)).content.decode()
    for name in ("overview", "looks", "agencies"):
        assert client.get(url(name, cast)).status_code == 404


@pytest.mark.parametrize("member", sorted(WORKERS))
def test_workers_find_theirs_and_no_page_is_kept_or_titled_with_a_name(client, cast, case, member):
    client.force_login(getattr(cast, member))
    readable = [one for one in OF_CASE if one not in {"note", "review", "returned"}]
    pages = [url(name, cast, case.uuid) for name in readable] + [url("caseload", cast), url("open", cast)]
    pages += [url(name, cast, case.uuid, part) for name, part in of_parts(case) if name in {"referral", "seat"}]
    if member == "case_supervisor":
        pages += [url(name, cast) for name in ("overview", "looks", "agencies")]

    for page in pages:
        answer = client.get(page)
        text = answer.content.decode()
        assert answer.status_code == 200, page
        assert "no-store" in answer["Cache-Control"]
        assert CHILD_NAME not in re.search(r"<title>(.*?)</title>", text, re.DOTALL).group(1)
        assert CHILD_NAME not in page
    assert Event.objects.filter(verb="case.read", actor=getattr(cast, member)).count() >= len(readable)


def test_a_childs_name_is_found_nowhere_else(client, cast, case, caplog):
    """The manager walks the city's own pages: nothing tells that a case exists."""
    client.force_login(cast.manager)
    names = ("city:today", "people:persons", "notices:outbox", "city_record:events", "enrollment:home")
    pages = [reverse(name, args=[cast.city.slug]) for name in (*names, "network:partners", "catalog:offerings")]
    pages += [reverse("public:home", args=[cast.city.slug]), reverse("public:learn", args=[cast.city.slug])]
    pages.append(reverse("public:learn", args=[cast.city.slug]) + f"?q={FAMILY_NAME}")

    with caplog.at_level(logging.DEBUG):
        texts = [client.get(page).content.decode() for page in pages]
    client.force_login(cast.case_worker)
    with caplog.at_level(logging.DEBUG, logger="mueang"):
        client.get(url("case", cast, case.uuid))

    for text in texts:
        assert CHILD_NAME not in text
        assert str(case.uuid) not in text
        assert case.number not in text
    assert "support.case" not in texts[3]
    logged = "\n".join(row.getMessage() for row in caplog.records if row.name.startswith(("mueang", "django.request")))
    assert CHILD_NAME not in logged


def test_a_case_goes_its_way_by_the_pages(client, cast):
    client.force_login(cast.case_worker)
    office, day = agency(cast), timezone.localdate()
    offering = OfferingFactory(program__city=cast.city, place=cast.place)
    typed = {"name": "ด.ช.ทดลอง สมมติ", "birth": str(day.year - 12 + 543), "severity": "2", "sex": "male"}
    assert client.post(url("open", cast), {**typed, "name": "12"}).status_code == 422
    client.post(url("open", cast), {**typed, "carer_name": "นางแม่ สมมติ", "carer_relation": "mother"})
    case = Case.objects.get()
    assert client.post(url("open", cast), {**typed, "main_worker": cast.manager.pk}).status_code == 422

    def post(name, *more, **data):
        return client.post(url(name, cast, case.uuid, *more), data, follow=True)

    def version():
        return Case.objects.get(pk=case.pk).version

    assert post("note", words="").status_code == 422
    assert "ไปเยี่ยมบ้าน" in post("note", words="ไปเยี่ยมบ้าน", kind="visit").content.decode()
    note = case.notes.get()
    assert "ไปเยี่ยมบ้าน" in client.get(url("case", cast, case.uuid), {"corrects": note.uuid}).content.decode()
    post("note", words="ไปสองครั้ง", kind="visit", corrects=note.uuid)
    assert post("review", review_on="x").status_code == 422
    post("review", review_on=f"1/1/{day.year + 544}", severity="3", version=version())
    assert post("returned").status_code == 200
    needs = {f"need_{need}": "" for need in Need} | {"need_money": "2"}
    assessed = {"severity": "3", "next_on": "31/12/2570", "version": version(), **needs}
    assert post("assess", **(assessed | {"version": 1})).status_code == 422
    assert "เงิน" in post("assess", **assessed).content.decode()
    consent = {"basis": "consent", "agencies": office.pk, "parts": ["name", "needs"], "purpose": "ทุน"}
    assert post("consent", **consent).status_code == 422
    post("consent", **consent, given_by_name="แม่", relation="mother", medium="paper")
    assert case.consents.get().parts == ["name", "needs"]
    plan = {"goal": "กลับไปเรียน", "words_0": "สมัคร", "version": version()}
    assert post("plan", **plan, agreed_on="1/1/2570").status_code == 422
    post("plan", **plan, due_on_0="31/12/2570")
    post("plan_agree", on="1/6/2569", by_name="แม่", relation="mother")
    post("step_add", words="เยี่ยมอีก", due_on="31/12/2570")
    assert 'value="สมัคร"' in client.get(url("plan", cast, case.uuid)).content.decode()
    step = case.plans.get().steps.first()
    post("step", step.uuid, state="done")
    assert post("step", step.uuid, state="x").status_code == 404
    post("refer", agency=office.pk, need="money", words="ทุน", parts=["name"])
    referral = Referral.objects.get()
    post("referral_send", referral.uuid)
    page = client.get(url("referral", cast, case.uuid, referral.uuid)).content.decode()
    referral.refresh_from_db()
    assert referral.key in page
    post("referral_link", referral.uuid)
    post("referral_answer", referral.uuid, answer="done", words="โอนแล้ว")
    assert client.post(url("place", cast, case.uuid), {"offering": "x"}).status_code == 404
    assert client.post(url("place", cast, case.uuid), {"release_on": "x"}).status_code == 422
    post("place", offering=str(offering.uuid))
    placement = Placement.objects.get()
    seat = {"carer": "นางแม่ สมมติ", "relation": "mother", "phone": "081 234 5678", "agreed": "on"}
    assert post("seat", placement.uuid, **(seat | {"phone": "12"})).status_code == 422
    assert "0" in post("seat", placement.uuid, **seat).content.decode()
    post("placement_end", placement.uuid)
    post("returned")
    post("consent_withdraw", case.consents.get().uuid)
    case.refresh_from_db()
    assert case.state == "re_engaging"
    for wrong in ({"state": "durable"}, {"state": "record_error"}):
        assert post("close", **wrong, evidence="ครู", version=version()).status_code == 422
    post("close", state="durable", outcome="school", evidence="ครูยืนยัน", version=version())
    post("recheck", ReCheck.objects.first().uuid, holds="yes", words="ยังเรียน")
    post("reopen", reason="หายไปอีก")
    case.refresh_from_db()
    assert case.state == "reopened"


def test_a_case_opened_for_a_colleague_leads_back_to_the_list(client, cast):
    other = colleague(cast)
    client.force_login(cast.case_worker)
    typed = {"name": "ทดลอง", "severity": "2", "sex": "unstated", "main_worker": other.pk}

    answer = client.post(url("open", cast), typed)

    assert answer["Location"] == url("caseload", cast)


def test_a_colleague_joins_and_leaves_and_the_case_is_handed_over(client, cast, case):
    other = colleague(cast)
    client.force_login(cast.case_worker)
    joins = {
        "worker": other.pk,
        "reason": "ช่วยเยี่ยม",
        "withheld": ["risk"],
        "until": f"31/12/{timezone.localdate().year + 544}",
    }
    client.post(url("access", cast, case.uuid), joins)
    row = CaseAccess.objects.get(user=other)
    assert row.withheld == ["risk"]
    client.force_login(other)
    page = client.get(url("case", cast, case.uuid)).content.decode()
    assert "คำลับ" not in page
    assert CHILD_NAME in page
    assert client.get(url("hand_over", cast, case.uuid)).status_code == 404
    client.force_login(cast.case_worker)
    client.post(url("access_end", cast, case.uuid, row.uuid))
    over = {"to_worker": other.pk, "note": "นัดแม่วันศุกร์", "version": case.version}
    assert client.post(url("hand_over", cast, case.uuid), over | {"note": ""}).status_code == 422

    answer = client.post(url("hand_over", cast, case.uuid), over)

    assert answer["Location"] == url("caseload", cast)
    assert client.get(url("case", cast, case.uuid)).status_code == 404


def test_an_emergency_opens_a_case_by_its_number(client, cast, case):
    other = colleague(cast)
    client.force_login(other)
    reason = {"reason": "เด็กถูกทำร้ายคืนนี้"}
    assert client.post(url("glass", cast), {**reason, "number": "NOSUCH"}).status_code == 422
    assert client.post(url("glass", cast), {"number": case.number, "reason": "ด่วน"}).status_code == 422

    answer = client.post(url("glass", cast), {**reason, "number": case.number}, follow=True)

    assert CHILD_NAME in answer.content.decode()
    client.force_login(cast.case_supervisor)
    assert "เด็กถูกทำร้ายคืนนี้" in client.get(url("overview", cast)).content.decode()


def test_the_supervisor_sees_who_looked_and_takes_a_marked_copy(client, cast, case):
    client.force_login(cast.case_worker)
    client.get(url("case", cast, case.uuid))
    assert client.post(url("export", cast)).status_code == 404
    client.force_login(cast.case_supervisor)

    page = client.get(url("looks", cast)).content.decode()
    mine = client.get(url("access", cast, case.uuid)).content.decode()
    answer = client.post(url("export", cast))

    assert str(cast.case_worker) in page
    assert case.number in page
    sheet = open_workbook(client.get(url("looks", cast), {"format": "xlsx"}).content, name="x.xlsx").sheets[0]
    assert case.number in {cell.text for row in sheet.rows for cell in row}
    assert str(cast.case_worker) in mine
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    copy = Event.objects.get(verb="case.exported").facts["copy"]
    assert copy in answer["Content-Disposition"]


def test_agencies_and_days_are_kept_by_the_supervisor(client, cast):
    client.force_login(cast.case_supervisor)
    partner = OrganizationFactory(city=cast.city)
    typed = {"organization": partner.pk, "needs": ["money"], "is_active": "on", "contact_phone": "12"}
    assert client.post(url("agencies", cast), typed).status_code == 422
    client.post(url("agencies", cast), {**typed, "contact_phone": "081 234 5678"})
    page = client.get(url("agencies", cast)).content.decode()
    assert "081-234-5678" in page

    days = {str(need): "9" for need in Need}
    assert "บันทึกแล้ว" in client.post(url("service_levels", cast), days, follow=True).content.decode()
    wrong = client.post(url("service_levels", cast), {**days, "money": "0"}, follow=True)
    assert "1 ถึง 365" in wrong.content.decode()


def test_a_referral_goes_without_consent_by_the_supervisors_name(client, cast, case):
    office = agency(cast)
    draft_referral(case=case, agency=office, need="protection", words="ช่วย", parts=["name"], actor=cast.case_worker)
    row = Referral.objects.filter(state="draft").get()
    typed = {"basis": "child_protection", "reason": "ถูกทำร้าย ต้องแจ้งทันที"}
    client.force_login(cast.case_worker)
    refused = client.post(url("referral_send", cast, case.uuid, row.uuid), follow=True)
    assert "ยังส่งไม่ได้" in refused.content.decode()
    assert client.post(url("referral_override", cast, case.uuid, row.uuid), typed).status_code == 404
    client.force_login(cast.case_supervisor)

    client.post(url("referral_override", cast, case.uuid, row.uuid), typed)

    row.refresh_from_db()
    assert (row.state, row.override_by) == ("sent", cast.case_supervisor)
    client.post(url("referral_revoke", cast, case.uuid, row.uuid))
    row.refresh_from_db()
    assert row.state == "revoked"
    Organization.objects.filter(pk=office.organization_id).update(name_th="สำนักงานสมมติ", name_en="Invented office")
    english = client.get("/en" + url("case", cast, case.uuid)).text
    assert english.count("Invented office") >= 2
    assert "สำนักงานสมมติ" not in english


def test_the_page_of_a_case_writes_a_note_once_however_often_it_is_sent(client, cast, case):
    client.force_login(cast.case_worker)
    page = client.get(url("case", cast, case.uuid)).text
    (key,) = re.findall(r'name="request_key" value="([^"]+)"', page)
    typed = {"kind": "call", "words": "โทรแล้ว แม่รับสาย", "request_key": key}

    answers = [client.post(url("note", cast, case.uuid), typed) for _ in "ab"]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert case.notes.filter(words="โทรแล้ว แม่รับสาย").count() == 1


def answer_page(row):
    return reverse("answers:referral", args=[row.key])


def test_an_agency_answers_without_an_account_and_its_link_stands_in_no_log(client, cast, case, caplog):
    row = case.referrals.get()
    page = answer_page(row)

    with caplog.at_level(logging.DEBUG):
        first = client.get(page)
        wrong = client.post(page, {"answer": "declined"})
        asked = client.post(page, {"answer": "ask", "words": "นัดเมื่อไร"})
        done = client.post(page, {"answer": "done", "words": "โอนแล้ว"})
        over = client.get(page)

    text = first.content.decode()
    assert CHILD_NAME in text
    assert not any(word in text for word in ("ซอยสมมติ", "คำลับ", "ยายสมมติ", case.number, str(case.uuid)))
    assert first["Referrer-Policy"] == "no-referrer"
    assert "noindex" in first["X-Robots-Tag"]
    assert "no-store" in first["Cache-Control"]
    assert [one.status_code for one in (first, wrong, asked, done, over)] == [200, 422, 200, 200, 404]
    assert CHILD_NAME not in done.content.decode()
    logged = "\n".join(f"{one.name} {one.getMessage()}" for one in caplog.records)
    assert row.key not in logged
    row.refresh_from_db()
    assert row.state == "done"


def test_an_answer_is_not_pressed_for_ever(client, cast, case):
    page = answer_page(case.referrals.get())

    answers = [client.post(page, {"answer": "declined"}).status_code for _n in range(61)]

    assert answers == [422] * 60 + [429]
    assert client.get(reverse("answers:referral", args=["guess"])).status_code == 404


def test_keys_are_not_tried_for_ever(client):
    tries = [client.get(reverse("answers:referral", args=[f"guess{n}"])) for n in range(241)]

    assert [one.status_code for one in tries] == [404] * 240 + [429]
    assert tries[-1]["Referrer-Policy"] == "no-referrer"


def test_a_closed_case_shows_its_checks_and_opens_no_forms(client, cast):
    case = opened(cast)
    close_case(case=case, ending=Ending("durable", "ครู", outcome="school"), actor=cast.case_worker)
    client.force_login(cast.case_worker)

    page = client.get(url("case", cast, case.uuid)).content.decode()

    assert url("reopen", cast, case.uuid) in page
    assert url("assess", cast, case.uuid) not in page
    assert client.get(url("plan_sheet", cast, case.uuid)).status_code == 404


def test_a_member_without_the_name_sees_a_number(client, cast, case):
    other = colleague(cast)
    trust_worker(case=case, worker=other, reason="ช่วย", withheld=[Part.NAME], actor=cast.case_worker)
    client.force_login(other)

    pages = [client.get(url("caseload", cast)), client.get(url("case", cast, case.uuid))]

    for page in pages:
        assert CHILD_NAME not in page.content.decode()
        assert case.number in page.content.decode()
