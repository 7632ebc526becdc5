"""The pages of a forum, door by door: desk, public programme, one's own, report."""

import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from openpyxl import load_workbook
from pypdf import PdfReader

from factories.enrollment import adult, joined
from factories.forums import WORDS, a_forum, a_picture, rolls_of
from factories.rooms import HOUR
from factories.rows import OfferingFactory, SessionFactory
from mueang.apps.catalog.actions import add_photo
from mueang.apps.enrollment.actions import choose_room
from mueang.apps.enrollment.models import RoomChoice
from mueang.apps.forums import tasks
from mueang.apps.forums.actions import add_speaker
from mueang.apps.forums.models import Forum, Speaker
from mueang.apps.forums.queries import forum_report
from mueang.apps.forums.queries.forums import forums_to_open
from mueang.apps.people.enums import Purpose
from mueang.apps.surveys.actions import answer_by_key
from mueang.apps.surveys.queries import Said

pytestmark = pytest.mark.django_db
SECRET = "ลับเฉพาะ"


@pytest.fixture(autouse=True)
def photo_folder(settings, tmp_path):
    settings.PHOTO_DIR = tmp_path


@pytest.fixture
def held(cast):
    return a_forum(cast)


def to(name, *rest):
    with translation.override("en"):
        return reverse(name, args=rest)


def read(client, *address):
    answer = client.get(to(*address))
    assert answer.status_code == 200, answer
    return answer.content.decode()


def test_an_officer_opens_a_forum_and_says_who_speaks(cast, client, held):
    client.force_login(cast.manager)
    another = OfferingFactory(program__city=cast.city, place=cast.place)
    long_over = timezone.localdate() - timedelta(days=200)
    OfferingFactory(program__city=cast.city, place=cast.place, starts_on=long_over, ends_on=long_over)
    assert {another} <= set(forums_to_open(viewer=cast.manager, city=cast.city))
    assert not forums_to_open(viewer=cast.manager, city=cast.city).filter(ends_on=long_over).exists()
    home, city = to("forums:home", cast.city.slug), cast.city.slug
    assert client.post(home, {"offering": uuid4()}).status_code == 422

    answer = client.post(home, {"offering": another.uuid})

    opened = Forum.objects.get(offering=another)
    assert answer.headers["Location"] == to("forums:forum", city, opened.uuid)
    assert another.program.name_en in read(client, "forums:home", city)
    assert "No speaker yet" in read(client, "forums:forum", city, opened.uuid)
    typed = dict(WORDS) | {"name": "นาง วิทยากร สมมติ", "sessions": [held.days[0].plenary.uuid], "may_name": "on"}
    add = to("forums:speaker_add", city, held.forum.uuid)
    refused = client.post(add, typed | {"picture": io.BytesIO(a_picture())})
    assert refused.status_code == 422
    assert "agreed to be shown" in refused.content.decode()
    assert client.post(add, typed).status_code == 302
    speaker = Speaker.objects.get()
    change = to("forums:speaker_change", city, held.forum.uuid, speaker.uuid)
    assert "checked" in client.get(change).content.decode()
    assert client.post(change, typed | {"may_show": "on", "picture": io.BytesIO(a_picture())}).status_code == 302
    page = read(client, "forums:forum", city, held.forum.uuid)
    assert "นางวิทยากร สมมติ" in page
    assert "6 choices of rooms are still open" in page
    assert client.post(to("forums:choosing", city, held.forum.uuid)).status_code == 302
    client.post(to("forums:asking", city, held.forum.uuid), {"asks": "no"})
    assert "Not asked" in read(client, "forums:forum", city, held.forum.uuid)
    client.post(to("forums:speaker_remove", city, held.forum.uuid, speaker.uuid))
    assert not Speaker.objects.exists()


def test_others_find_no_forum_at_the_desk(cast, client, held):
    pages = [to(f"forums:{name}", cast.city.slug, held.forum.uuid) for name in ("forum", "report", "speaker_add")]
    for who in (cast.stranger, cast.manager_elsewhere, cast.learner):
        client.force_login(who)
        assert {client.get(page).status_code for page in pages} == {404}
    client.force_login(cast.auditor)
    assert client.get(pages[-1]).status_code in {403, 404}


def test_the_public_programme_is_of_days_and_rooms_and_says_what_is_on(
    cast, client, held, django_assert_max_num_queries
):
    now = timezone.now()
    SessionFactory(offering=held.offering, starts_at=now - HOUR, ends_at=now + HOUR, topic_en="Meeting at this moment")
    add_speaker(
        forum=held.forum,
        name=f"นาง {SECRET} สมมติ",
        words=WORDS,
        sessions=[held.days[0].plenary.uuid],
        actor=cast.manager,
    )
    add_speaker(
        forum=held.forum,
        name="นาย เปิดเผย สมมติ",
        words=WORDS,
        sessions=[held.days[0].plenary.uuid],
        agreed=[Purpose.PUBLIC_NAME, Purpose.PHOTO],
        picture=a_picture(),
        actor=cast.manager,
    )
    for one in held.people[:2]:
        choose_room(enrollment=one, session=held.days[0].rooms[0].uuid, actor=None)
    address = ("public:forum", cast.city.slug, "forum")

    with django_assert_max_num_queries(12):
        page = read(client, *address)

    for words in ("Meeting at this moment", "Opening", "นายเปิดเผย สมมติ", "and 1 speaker", "Full", "2 seats left"):
        assert words in page
    assert SECRET not in page
    assert not any(one.person.given_name in page for one in held.people)
    assert len(page) < 60_000
    narrowed = client.get(to(*address), {"room": "ห้อง ข"}).content.decode()
    assert "Topic ห้อง ข" in narrowed
    assert "Topic ห้อง ก" not in narrowed
    assert "Topic ห้อง ก" in client.get(to(*address), {"room": "no such room"}).content.decode()
    assert to(*address) in read(client, "public:offering", cast.city.slug, "forum")
    plain = OfferingFactory(program__city=cast.city)
    assert client.get(to("public:forum", cast.city.slug, plain.slug)).status_code == 404
    assert client.get(to("public:forum", cast.city.slug, "nothing")).status_code == 404


def test_a_ticket_chooses_and_changes_rooms_and_subscribes_to_them(cast, client, held):
    party = held.people[0].party
    first, second = held.days[0].rooms
    mine = to("learner:programme", party.ticket)
    assert mine in read(client, "learner:ticket", party.ticket)
    assert "You have still to choose a room 2 times" in client.get(mine).content.decode()

    for room in (first, second):
        assert client.post(mine, {"choose": room.uuid}).headers["Location"] == mine
    for other in held.people[1:]:
        choose_room(enrollment=other, session=first.uuid, actor=None)
    refused = client.post(mine, {"choose": first.uuid}, follow=True).content.decode()

    assert "All 2 seats in" in refused
    assert RoomChoice.objects.get(enrollment=held.people[0]).session == second
    calendar = client.get(to("learner:programme_calendar", party.ticket)).content.decode().replace("\r\n ", "")
    assert str(second.uuid) in calendar
    assert str(first.uuid) not in calendar
    assert calendar.count("BEGIN:VEVENT") == 3
    client.post(mine, {"leave": second.uuid})
    assert not RoomChoice.objects.filter(enrollment=held.people[0]).exists()
    for wrong in ({"choose": "x"}, {"choose": first.uuid, "who": held.people[1].uuid}):
        assert client.post(mine, wrong).status_code == 404
    assert client.get(to("learner:programme", "no-such-ticket")).status_code == 404


def test_each_of_a_party_has_a_programme_and_an_activity_without_rooms_has_none(cast, client, held):
    party = joined(held.offering, adult("หนึ่ง"), adult("สอง"))
    second = party.enrollments.order_by("pk")[1]
    mine = to("learner:programme", party.ticket)

    answer = client.post(mine, {"choose": held.days[0].rooms[0].uuid, "who": second.uuid})

    assert answer.headers["Location"] == f"{mine}?who={second.uuid}"
    assert "สอง" in client.get(mine, {"who": second.uuid}).content.decode()
    assert RoomChoice.objects.get().enrollment == second
    plain = joined(OfferingFactory(program__city=cast.city))
    assert client.get(to("learner:programme", plain.ticket)).status_code == 404
    assert "programme/" not in read(client, "learner:ticket", plain.ticket)


@pytest.fixture
def over(cast):
    """Its two days were the last two, everybody came but to one room, and eleven people answered the first day."""
    noon = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0) - timedelta(days=2)
    held = a_forum(cast, first=noon, n_people=3)
    body = held.people[0].person
    body.organization_name = "เทศบาลสมมติ"
    body.save()
    RoomChoice.objects.create(enrollment=held.people[0], session=held.days[0].rooms[0], chosen_at=noon)
    rolls_of(held.days[0], actor=cast.manager)
    tasks.run(noon + 3 * HOUR)
    survey = held.forum.day_surveys.get().survey
    for number in range(11):
        answer_by_key(key=survey.key, said=Said(uuid=uuid4(), answers={"overall": 5 if number else 4}))
    return held


def test_the_report_counts_rows_and_nothing_else(cast, client, over, django_assert_max_num_queries):
    report = forum_report(over.forum)

    assert (report.n_invited, report.n_came, report.n_every_day, report.total_minutes) == (3, 3, 0, 4 * 60)
    assert [(day.n_there, day.n_rolls, day.n_sessions, day.minutes) for day in report.days] == [
        (3, 3, 3, 240),
        (0, 0, 3, 0),
    ]
    assert [(line.name, line.n_invited, line.n_came) for line in report.bodies] == [("เทศบาลสมมติ", 1, 1), ("", 2, 2)]
    assert [(use.n_chose, use.n_came) for use in report.rooms[:3]] == [(None, 3), (1, 1), (0, 0)]
    assert report.days[0].share_answered == pytest.approx(11 / 3)
    client.force_login(cast.manager)
    with django_assert_max_num_queries(40):
        page = read(client, "forums:report", cast.city.slug, over.forum.uuid)
    for words in (
        "4.9 of 5 (n = 11)",
        "11 of 3 who were there",
        "not asked",
        "3 rolls are not saved yet",
        "No picture yet",
    ):
        assert words in page
    assert not any(one.person.full_name in page for one in over.people)
    survey = over.forum.day_surveys.get().survey
    desk = read(client, "forums:forum", cast.city.slug, over.forum.uuid)
    assert f"/s/{survey.key}/" in desk
    assert f"/s/{survey.key}/" in read(client, "learner:programme", over.people[0].party.ticket)
    survey.key = None
    survey.save()
    assert "For the screen or the wall" not in read(client, "forums:forum", cast.city.slug, over.forum.uuid)


def test_the_report_is_a_pdf_with_pictures_and_a_workbook(cast, client, over):
    add_photo(offering=over.offering, data=a_picture(), alt_th="ห้องประชุมสมมติ", credit="ช่างภาพสมมติ", actor=cast.manager)
    client.force_login(cast.manager)

    pdf = client.get(to("forums:report_file", cast.city.slug, over.forum.uuid))
    sheets = load_workbook(
        io.BytesIO(client.get(to("forums:report_workbook", cast.city.slug, over.forum.uuid)).content)
    )

    reader = PdfReader(io.BytesIO(pdf.content))
    text = "".join(page.extract_text() for page in reader.pages)
    assert "4.9 of 5" in text
    assert "ห้องประชุมสมมติ" in text
    assert sum(len(page.images) for page in reader.pages) == 1
    assert len(sheets.sheetnames) == 3
    assert sheets.worksheets[0]["B2"].value == 3
    assert "ห้องประชุมสมมติ" in read(client, "forums:report", cast.city.slug, over.forum.uuid)
