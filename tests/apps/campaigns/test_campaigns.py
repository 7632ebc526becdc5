"""Campaigns: nothing private in them, the right people counted, each handed over once, stopped half-way."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from cast import MEMBERS
from factories.people import ConsentFactory, GuardianshipFactory
from factories.rows import EnrollmentFactory, InterestFactory, NeighbourhoodFactory, OfferingFactory, PersonFactory
from mueang.apps.audit.models import Event
from mueang.apps.campaigns import actions, queries
from mueang.apps.campaigns.errors import NobodyToTell, NotADraft, NotToBeStopped, WordsRefused
from mueang.apps.campaigns.models import Campaign, MessageTemplate
from mueang.apps.campaigns.queries import PRIVATE_WORDS, Segment, faults_in
from mueang.apps.campaigns.tasks import run
from mueang.apps.notices.actions import opt_out_by_notice, send_due
from mueang.apps.notices.enums import NoticeState
from mueang.apps.notices.models import LineLink, Notice, OptOut
from mueang.apps.notices.queries import address_hash, notice_of_key, unsubscribe_key
from mueang.apps.people.enums import Purpose
from mueang.apps.people.models import Person

SENDS = {"officer", "manager"}
SEES = SENDS | {"auditor", "unit_officer"}
WORDS = {
    "subject_th": "ชวนเรียน",
    "subject_en": "Come and learn",
    "body_th": "สวัสดีคุณ{name} มาที่{city} {link}",
    "body_en": "Dear {name}, come to {city} {link}",
    "short_th": "ชวนเรียน {link}",
    "short_en": "",
}


def willing(city, **values):
    person = PersonFactory(city=city, **values)
    ConsentFactory(person=person, given_by=person, purpose=Purpose.CONTACT, withdrawn_at=None)
    return person


EVERYBODY = Segment()


def written(cast, *, segment=EVERYBODY, channels=("email", "sms", "in_app"), **values):
    given = {**WORDS, "kind": "news", "about": None, "channels": list(channels), **values}
    return actions.write_campaign(city=cast.city, values=given, segment=segment, actor=cast.officer)


def reached(campaign) -> set[int]:
    return set(queries.readers_of(campaign, today=date(2026, 6, 15)).values_list("pk", flat=True))


@pytest.mark.parametrize(
    "text",
    [
        "{case}",
        "{flag}",
        "{child}",
        "{national_id}",
        "{name.__class__}",
        "{0}",
        "{",
        "เลข 1-9599-00012-34-5",
        "๑๙๕๙๙๐๐๐๑๒๓๔๕",
    ],
)
def test_no_message_holds_a_field_or_number_that_is_not_allowed(text):
    assert faults_in(f"สวัสดี {text}")


def test_no_message_says_words_of_casework_in_any_spelling():
    assert all(faults_in(f"ก {word.upper()} ข") for word in PRIVATE_WORDS)
    assert faults_in("he is at\n  RISK")
    assert faults_in("สวัสดีคุณ{name} วันที่ {day} ที่ {place} 081-234-5678") == []


@pytest.mark.parametrize("name", ["subject_th", "body_th", "short_th", "body_en"])
def test_a_campaign_or_template_with_private_words_is_refused_whichever_field_holds_them(cast, name):
    with pytest.raises(WordsRefused) as refusal:
        written(cast, **{name: "ถึงเด็กกลุ่มเสี่ยง {flag}"})
    with pytest.raises(WordsRefused):
        actions.write_template(city=cast.city, name="t", words={**WORDS, name: "{case}"}, actor=cast.officer)

    assert "{flag}" in refusal.value.sentence
    assert not Campaign.objects.exists()


def test_a_name_is_never_read_as_a_field():
    assert queries.filled("สวัสดี {name}", {"name": "{link}", "link": "secret"}) == "สวัสดี {link}"


def test_an_sms_of_more_than_five_parts_is_refused(cast):
    offering = OfferingFactory(city=cast.city, program__name_th="ก" * 200)

    with pytest.raises(WordsRefused):
        written(cast, short_th="{activity}" * 3, channels=["sms"], about=offering)


def test_previews_say_length_parts_and_cost(cast, settings):
    settings.SMS_PRICE_SATANG = 50
    campaign = written(cast, short_th="ก" * 71, channels=["line", "sms"])

    found = {(one.channel, one.language): one for one in queries.previews(campaign)}

    assert (found["sms", "th"].n_parts, found["sms", "th"].satang) == (2, 100)
    assert found["line", "th"].most_letters == 5_000
    assert "สมศรี" in found["line", "th"].text
    assert "Somsri" in found["line", "en"].text


def test_news_reach_only_whoever_agreed_and_never_a_child(cast):
    adult = willing(cast.city, birth_year=1980)
    silent = PersonFactory(city=cast.city)
    withdrawn = PersonFactory(city=cast.city)
    ConsentFactory(person=withdrawn, given_by=withdrawn, purpose=Purpose.CONTACT, withdrawn_at=timezone.now())
    child, mother = willing(cast.city, birth_on=date(2018, 1, 1)), willing(cast.city)
    GuardianshipFactory(child=child, guardian=mother)
    willing(cast.elsewhere)

    assert reached(written(cast)) == {adult.pk, mother.pk}
    assert silent.pk in reached(written(cast, kind="urgent"))
    assert child.pk not in reached(written(cast, kind="urgent"))


def test_a_segment_is_interests_neighbourhood_age_and_seats_together(cast):
    cooking, craft = InterestFactory(), InterestFactory()
    market, river = NeighbourhoodFactory(city=cast.city), NeighbourhoodFactory(city=cast.city)
    people = [willing(cast.city, birth_on=date(1950 + 10 * number, 6, 16)) for number in range(3)]
    for person, interest, where in zip(people, (cooking, cooking, craft), (market, river, market), strict=True):
        actions.wish_news(person=person, interests=[interest], neighbourhood=where)
    offering = OfferingFactory(city=cast.city)
    EnrollmentFactory(offering=offering, person=people[2])
    first, second, third = (person.pk for person in people)

    def of(**asked) -> set[int]:
        return reached(written(cast, segment=Segment(**asked)))

    assert of(interests=(cooking.code,)) == {first, second}
    assert of(interests=(cooking.code,), neighbourhood=str(market.uuid)) == {first}
    assert of(age_from=56, age_to=65) == {second}
    assert of(age_from=55, age_to=75) == {first, second, third}
    assert of(offering=str(offering.uuid)) == {third}


def test_each_is_written_to_by_the_first_way_that_reaches_them_and_opt_outs_count(cast, settings):
    settings.LINE_TOKEN, settings.SMS_URL = "t", "http://sms"
    both = willing(cast.city, email="both@example.org", phone="+66810000001")
    phone = willing(cast.city, phone="+66810000002")
    out = willing(cast.city, email="out@example.org", phone="")
    OptOut.objects.create(address_hash=address_hash("out@example.org"), kind="news", channel="email")
    ConsentFactory(person=cast.learner_person, given_by=cast.learner_person, purpose=Purpose.CONTACT, withdrawn_at=None)
    Person.objects.filter(pk=cast.learner_person.pk).update(phone="", email="")
    LineLink.objects.create(user=cast.learner, line_user="U" + "a" * 32, joined_at=timezone.now())
    campaign = written(cast, channels=["line", "email", "sms", "in_app"])

    [(_last, ways, n_missed)] = list(queries.portions(campaign, today=date(2026, 6, 15)))

    assert {(one.person_id, one.channel) for one in ways} == {
        (both.pk, "email"),
        (phone.pk, "sms"),
        (cast.learner_person.pk, "line"),
        (cast.learner_person.pk, "in_app"),
    }
    assert n_missed == 1
    count = queries.count_of(campaign)
    assert (count.n_people, count.n_unreachable, count.sms_satang) == (3, 1, settings.SMS_PRICE_SATANG)
    assert out.pk not in {one.person_id for one in ways}


def test_a_campaign_is_handed_over_once_whatever_the_worker_does(cast, monkeypatch):
    monkeypatch.setattr("mueang.apps.campaigns.queries.segments.PORTION", 2)
    for number in range(5):
        willing(cast.city, email=f"p{number}@example.org")
    campaign = actions.schedule_campaign(campaign=written(cast), send_at=timezone.now(), actor=cast.officer)

    assert run(timezone.now() - timedelta(hours=1)) == 0
    assert run(timezone.now()) == 3
    # As if the cursor had been lost: what was queued before is not queued again.
    Campaign.objects.update(state="queuing", cursor=0)
    run(timezone.now())

    campaign.refresh_from_db()
    assert (campaign.state, Notice.objects.count()) == ("queued", 5)
    notice = Notice.objects.first()
    assert notice.body.startswith("สวัสดีคุณ")
    assert notice_of_key(unsubscribe_key(notice.uuid)) == notice
    assert unsubscribe_key(notice.uuid) in notice.body


def test_stopping_half_way_takes_back_the_rest_and_nothing_more_is_queued(cast, monkeypatch):
    monkeypatch.setattr("mueang.apps.campaigns.queries.segments.PORTION", 2)
    for number in range(5):
        willing(cast.city, email=f"p{number}@example.org")
    campaign = actions.schedule_campaign(campaign=written(cast), send_at=timezone.now(), actor=cast.officer)
    actions.hand_over_due(now=timezone.now(), limit=1)
    send_due(now=timezone.now(), limit=1)

    assert actions.stop_campaign(campaign=campaign, actor=cast.officer) == 1
    run(timezone.now())
    send_due(now=timezone.now())

    assert sorted(Notice.objects.values_list("state", "reason")) == [("cancelled", "stopped"), ("sent", "")]
    with pytest.raises(NotToBeStopped):
        actions.stop_campaign(campaign=campaign, actor=cast.officer)
    with pytest.raises(NotADraft):
        actions.schedule_campaign(campaign=campaign, send_at=timezone.now(), actor=cast.officer)


def test_a_campaign_to_nobody_does_not_go(cast):
    with pytest.raises(NobodyToTell):
        actions.schedule_campaign(campaign=written(cast), send_at=timezone.now(), actor=cast.officer)


def test_a_try_goes_to_oneself_alone(cast, settings):
    willing(cast.city, email="somebody@example.org")
    cast.officer.email = "officer@example.org"
    cast.officer.save()

    sent = actions.try_campaign(campaign=written(cast, channels=["email", "in_app", "letter"]), actor=cast.officer)

    assert sent == ["email", "in_app"]
    assert set(Notice.objects.values_list("user", "part_of")) <= {(cast.officer.pk, None), (None, None)}
    assert set(Notice.objects.values_list("address", flat=True)) == {"officer@example.org", ""}


@pytest.mark.parametrize("member", [m for m in MEMBERS if m != "anonymous"])
def test_campaigns_are_sent_by_those_who_work_the_outbox(cast, client, member):
    campaign, actor = written(cast), getattr(cast, member)
    for act in (
        lambda: actions.try_campaign(campaign=campaign, actor=actor),
        lambda: actions.use_again(campaign=campaign, actor=actor),
    ):
        if member in SENDS:
            act()
        else:
            with pytest.raises(PermissionDenied):
                act()
    client.force_login(actor)
    code = client.get(reverse("campaigns:campaign", args=[cast.city.slug, campaign.uuid])).status_code
    assert code == (200 if member in SEES else 404)
    assert client.get(reverse("campaigns:new", args=[cast.city.slug])).status_code == (200 if member in SENDS else 404)


def typed(**values):
    return {**WORDS, "kind": "news", "channels": ["email"], "age_from": "", "age_to": "", **values}


def test_an_officer_writes_looks_tries_sends_and_stops(cast, client):
    willing(cast.city, email="somebody@example.org")
    client.force_login(cast.officer)
    slug = cast.city.slug

    wrong = client.post(reverse("campaigns:new", args=[slug]), typed(body_th="ถึง {flag}", age_from="60", age_to="20"))
    answer = client.post(reverse("campaigns:new", args=[slug]), typed())
    campaign = Campaign.objects.get()
    page = reverse("campaigns:campaign", args=[slug, campaign.uuid])
    draft = client.get(page).content.decode()
    client.post(reverse("campaigns:write", args=[slug, campaign.uuid]), typed(subject_th="อีกเรื่อง"))

    def step(name: str, **values: str) -> str:
        url = reverse("campaigns:settle", args=[slug, campaign.uuid, name])
        return client.post(url, values, follow=True).content.decode()

    assert "{flag}" in wrong.content.decode()
    assert answer.headers["Location"] == page
    assert "📣 ชวนเรียน" in draft
    step("try")
    assert "โปรดตรวจวัน" in step("go", day="1/1/2560")
    step("go")
    run(timezone.now())
    report = step("stop")
    step("again")
    assert client.post(reverse("campaigns:settle", args=[slug, campaign.uuid, "burn"])).status_code == 404
    assert list(Campaign.objects.order_by("pk").values_list("state", "subject_th")) == [
        ("stopped", "อีกเรื่อง"),
        ("draft", "อีกเรื่อง"),
    ]
    assert "เจ้าหน้าที่สั่งหยุด" in report
    assert {"campaign.written", "campaign.scheduled", "campaign.stopped"} <= set(
        Event.objects.values_list("verb", flat=True)
    )


def test_the_report_names_what_did_not_arrive_and_hides_whom_from_an_auditor(cast, client):
    willing(cast.city, email="lost@example.org")
    campaign = actions.schedule_campaign(campaign=written(cast), send_at=timezone.now(), actor=cast.officer)
    run(timezone.now())
    Notice.objects.update(state=NoticeState.FAILED, reason="refused", last_error="SMTP 550")

    def rows(member) -> list:
        client.force_login(member)
        answer = client.get(reverse("campaigns:report", args=[cast.city.slug, campaign.uuid]))
        return list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(min_row=2, values_only=True))

    assert rows(cast.officer)[0][1] == "lost@example.org"
    assert rows(cast.auditor)[0][1] is None
    assert client.get(reverse("campaigns:home", args=[cast.city.slug]), {"format": "xlsx"}).status_code == 200


@pytest.mark.parametrize("n_rows", [1, 3])
def test_pages_cost_the_same_however_much_there_is(cast, client, n_rows):
    for number in range(n_rows):
        willing(cast.city, email=f"p{number}@example.org")
        campaign = written(cast)
        words = {name: WORDS[name] for name in actions.WORDS}
        actions.write_template(city=cast.city, name=f"t{number}", words=words, actor=cast.officer)
    client.force_login(cast.officer)
    addresses = {name: reverse(f"campaigns:{name}", args=[cast.city.slug]) for name in ("home", "templates", "new")}
    addresses["campaign"] = reverse("campaigns:campaign", args=[cast.city.slug, campaign.uuid])
    addresses["wishes"] = reverse("campaigns:wishes", args=[cast.city.slug])

    counts = {}
    for name, address in addresses.items():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        counts[name] = len(asked)

    assert counts == {"home": 6, "templates": 5, "new": 7, "campaign": 7, "wishes": 8}


def test_templates_begin_a_campaign_and_one_name_is_one_template(cast, client):
    client.force_login(cast.officer)
    slug, form = cast.city.slug, {**WORDS, "name": "ชวน"}

    for _time in range(2):
        answer = client.post(reverse("campaigns:template_new", args=[slug]), form)
    template = MessageTemplate.objects.get()
    client.post(reverse("campaigns:template", args=[slug, template.uuid]), {**form, "subject_th": "ใหม่"})
    offering = OfferingFactory(city=cast.city)
    begun = client.get(reverse("campaigns:new", args=[slug]), {"template": template.uuid}).content.decode()
    about = client.get(reverse("campaigns:new", args=[slug]), {"offering": offering.uuid}).content.decode()

    assert "มีแบบข้อความชื่อนี้แล้ว" in answer.content.decode()
    assert "ใหม่" in begun
    assert "{activity}" in about
    assert client.get(reverse("campaigns:templates", args=[slug]), {"format": "xlsx"}).status_code == 200


def test_a_campaign_about_an_activity_fills_its_fields_and_copies_for_a_group(cast):
    offering = OfferingFactory(city=cast.city)
    campaign = written(cast, about=offering, body_th="{activity} ที่{place} วันที่ {day}", body_en="")

    text = queries.line_group_text(campaign)

    assert offering.program.name_th in text
    assert offering.place.name_th in text
    assert f"/learn/{offering.slug}/" in text or offering.slug in text
    assert "{" not in text


def test_one_press_on_a_link_stops_the_news_and_a_look_does_not(cast, client):
    willing(cast.city, email="p@example.org")
    actions.schedule_campaign(campaign=written(cast), send_at=timezone.now(), actor=cast.officer)
    run(timezone.now())
    notice = Notice.objects.get()
    address = reverse("unsubscribe:page", args=[unsubscribe_key(notice.uuid)])

    looked = client.get(address)
    assert (looked.status_code, OptOut.objects.count()) == (200, 0)
    client.post(address, {"List-Unsubscribe": "One-Click"})
    notice.refresh_from_db()
    assert (notice.state, notice.reason, OptOut.objects.count()) == ("cancelled", "opted_out", 1)
    opt_out_by_notice(notice=notice)
    assert not OptOut.objects.filter(address_hash__contains="example").exists()
    client.post(address, {"undo": "1"})
    assert OptOut.objects.count() == 0
    for wrong in ("x", "A" * 34, unsubscribe_key(notice.uuid)[:-1] + "!"):
        assert client.get(reverse("unsubscribe:page", args=[wrong])).status_code == 404


def test_a_learner_says_what_they_want_to_be_told(cast, client):
    cooking, market = InterestFactory(), NeighbourhoodFactory(city=cast.city)
    client.force_login(cast.learner)
    address = reverse("campaigns:wishes", args=[cast.city.slug])

    assert client.get(address).status_code == 200
    form = {"wants_service": ["in_app"], "wants_news": [], "wants_urgent": ["line"], "own_hours": "on"}
    form |= {"starts_at": "22:00", "ends_at": "06:00", "interests": [cooking.code], "neighbourhood": market.uuid}
    assert client.post(address, form).status_code == 302

    assert OptOut.objects.filter(user=cast.learner, kind="news").count() == 5
    assert not OptOut.objects.filter(kind="urgent", channel="in_app").exists()
    assert str(cast.learner.quiet_hours) == "22:00-06:00"
    assert cast.learner_person.news_wish.neighbourhood == market
    client.post(address, {**form, "own_hours": "", "wants_news": ["line", "push", "email", "sms", "in_app"]})
    assert OptOut.objects.filter(kind="news").count() == 0
    assert client.get(reverse("campaigns:wishes", args=["nowhere"])).status_code == 404
