"""Scenarios that citizens see: frozen, talked about, answered, and never moving under their eyes."""

import io
import re
from datetime import date, timedelta

import openpyxl
import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from factories.planning import ResidentsFactory, ScenarioFactory, square
from factories.rows import NeighbourhoodFactory
from mueang.apps.audit.models import Event
from mueang.apps.network.queries import public_version
from mueang.apps.planning.actions import (
    answer_comment,
    ask_for_places,
    close_publication,
    copy_scenario,
    delete_scenario,
    hide_comment,
    lengthen_publication,
    move_site,
    publish_scenario,
    rename_scenario,
    send_comment,
    set_change,
    show_comment,
    withdraw_publication,
)
from mueang.apps.planning.enums import CommentState, Moderation
from mueang.apps.planning.errors import (
    AlreadyComputing,
    AlreadyFollowed,
    CommentsClosed,
    DayIsOver,
    NameTaken,
    NothingToShow,
    NotPublishedNow,
    ScenarioPublished,
    WasPublished,
)
from mueang.apps.planning.models import Comment, Publication, Scenario
from mueang.apps.planning.queries import public_scenario

pytestmark = pytest.mark.django_db

SATURDAY = {"weekdays": ["SA"], "opens_at": "09:00", "closes_at": "12:00"}
WISH = {"goal": "reach", "n_places": 1, "seats": 10, **SATURDAY}


@pytest.fixture
def scenario(cast):
    """A hundred people of each age, far from the only place; a new one opens among them."""
    row = NeighbourhoodFactory(
        city=cast.city, name_th="บ้านไกลสมมติ", latitude=6.6, longitude=101.3, boundary=square(6.6, 101.3, side=0.004)
    )
    ResidentsFactory(neighbourhood=row)
    made = ScenarioFactory(city=cast.city, made_by=cast.manager)
    point = {"latitude": 6.6, "longitude": 101.3}
    opened = {"kind": "opened", "name": "ห้องเรียนรู้สมมติ", "seats": 20, "cost_satang": 5_000_000}
    set_change(scenario=made, actor=cast.manager, **opened, **point, **SATURDAY)
    return made


@pytest.fixture
def now():
    return timezone.now()


def words(**more):
    until = timezone.localdate() + timedelta(days=7)
    return {"title_th": "ห้องเรียนรู้ใหม่", "about_th": "เทศบาลขอฟังความเห็น", "comments_until": until, **more}


@pytest.fixture
def publication(cast, scenario, now):
    return publish_scenario(scenario=scenario, actor=cast.manager, now=now, **words(title_en="A new room"))


def said(publication, now, **more):
    return send_comment(publication=publication, now=now, **{"stance": "for", "words": "ดีมาก", "name": "", **more})


def address(publication, name="scenario"):
    return reverse(f"public:{name}", args=[publication.city.slug, publication.uuid])


def desk(publication, name, *more):
    return reverse(f"planning:{name}", args=[publication.city.slug, publication.uuid, *more])


def test_what_citizens_see_stays_as_it_was_whatever_happens_to_the_city(cast, scenario, publication):
    before = publication.frozen
    NeighbourhoodFactory(city=cast.city)
    cast.place.__class__.objects.update(capacity=999, latitude=6.6, longitude=101.3)

    publication.refresh_from_db()
    shown = public_scenario(publication)

    assert publication.frozen == before
    assert [(line.name_th, line.people, line.within, line.n_gained) for line in shown.areas] == [
        ("บ้านไกลสมมติ", 100, (0, 100), 100)
    ]
    assert (shown.better, shown.worse) == (shown.areas, [])
    assert (shown.cost_satang, shown.cost_each_satang) == (5_000_000, 50_000)
    assert [line.words for line in shown.ages][1] == "วัยเรียน (6–14 ปี)"
    assert [change.name_th for change in shown.changes] == ["ห้องเรียนรู้สมมติ"]


def test_a_published_scenario_is_not_changed_nor_thrown_away(cast, scenario, publication, now):
    actor, change = cast.manager, scenario.changes.get()
    for action in (
        lambda: move_site(scenario=scenario, key=change.uuid, latitude=6.5, longitude=101.3, actor=actor),
        lambda: set_change(scenario=scenario, kind="closed", place=cast.place.uuid, actor=actor),
        lambda: ask_for_places(scenario=scenario, actor=actor, now=now, **WISH),
        lambda: publish_scenario(scenario=scenario, actor=actor, now=now, **words()),
    ):
        with pytest.raises(ScenarioPublished):
            action()
    with pytest.raises(WasPublished):
        delete_scenario(scenario=scenario, actor=actor)
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.create(
            city=cast.city, scenario=scenario, frozen={}, published_by=actor, published_at=now, **words()
        )

    rename_scenario(scenario=scenario, name="ชื่อใหม่", note="", actor=actor)
    withdraw_publication(publication=publication, because="คิดใหม่", actor=actor, now=now)
    move_site(scenario=scenario, key=change.uuid, latitude=6.5, longitude=101.3, actor=actor)

    assert scenario.changes.get().latitude == 6.5
    with pytest.raises(WasPublished):
        delete_scenario(scenario=scenario, actor=actor)


def test_a_changed_copy_follows_as_the_next_version_and_ends_the_talk_about_the_first(
    cast, scenario, publication, now, client
):
    copy = copy_scenario(scenario=scenario, actor=cast.manager)
    again = copy_scenario(scenario=scenario, actor=cast.manager)
    second = publish_scenario(scenario=copy, actor=cast.manager, now=now, earlier=publication, **words())

    assert [row.name for row in (copy, again)] == [f"{scenario.name} (สำเนา 1)", f"{scenario.name} (สำเนา 2)"]
    assert copy.changes.get().name == "ห้องเรียนรู้สมมติ"
    assert second.number == 2
    with pytest.raises(CommentsClosed):
        said(publication, now)
    with pytest.raises(AlreadyFollowed):
        publish_scenario(scenario=again, actor=cast.manager, now=now, earlier=publication, **words())
    assert said(second, now).publication == second
    assert address(second) in client.get(address(publication)).content.decode()
    listed = client.get(reverse("public:scenarios", args=[cast.city.slug])).content.decode()
    assert (address(second) in listed, address(publication) in listed) == (True, False)


def test_nothing_is_published_that_says_nothing_or_ends_before_it_begins(cast, scenario, now):
    empty = ScenarioFactory(city=cast.city, made_by=cast.manager)
    with pytest.raises(NothingToShow):
        publish_scenario(scenario=empty, actor=cast.manager, now=now, **words())
    with pytest.raises(DayIsOver):
        publish_scenario(scenario=scenario, actor=cast.manager, now=now, **words(comments_until=date(2020, 1, 1)))
    with pytest.raises(PermissionDenied):
        publish_scenario(scenario=scenario, actor=cast.manager_elsewhere, now=now, **words())
    ask_for_places(scenario=scenario, actor=cast.manager, now=now, **WISH)
    with pytest.raises(AlreadyComputing):
        publish_scenario(scenario=scenario, actor=cast.manager, now=now, **words())
    with pytest.raises(NameTaken):
        rename_scenario(scenario=scenario, name=empty.name, note="", actor=cast.manager)
    assert not Publication.objects.exists()


def test_what_citizens_say_waits_for_an_officer_and_can_be_hidden_with_a_reason(cast, publication, now, client):
    hostile = "<script>alert(1)</script>\u200b ดี\n\n\n\nมาก"
    first = said(publication, now, words=hostile, name="ป้าสมมติ")
    twice = said(publication, now + timedelta(minutes=1), words=hostile, name="ป้าสมมติ")
    private = said(publication, now, words="ลูกบ้านเลขที่ 1 สมมติ")
    assert (first.state, twice.pk) == (CommentState.WAITING, first.pk)
    assert "alert" not in client.get(address(publication)).content.decode()

    version = public_version(cast.city.slug)
    show_comment(comment=first, actor=cast.manager, now=now)
    answer_comment(comment=first, answer="จะเปิดถึงค่ำ", actor=cast.manager, now=now)
    hide_comment(comment=private, because="personal", actor=cast.manager, now=now)
    show_comment(comment=private, actor=cast.manager, now=now)

    page = client.get(address(publication)).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; ดี<br><br>มาก" in page
    assert "<script>alert" not in page
    assert "จะเปิดถึงค่ำ" in page
    assert "ซ่อนไว้ 1 ความเห็น" in page
    private.refresh_from_db()
    assert (private.state, private.words) == (CommentState.HIDDEN, "")
    assert public_version(cast.city.slug) > version
    told = Event.objects.filter(verb__startswith="planning.comment").values_list("facts", flat=True)
    assert not any("สมมติ" in str(facts) for facts in told)
    for action, more in ((show_comment, {}), (hide_comment, {"because": "twice"}), (answer_comment, {"answer": "x"})):
        with pytest.raises(PermissionDenied):
            action(comment=first, actor=cast.manager_elsewhere, now=now, **more)


@pytest.mark.parametrize(
    ("typed", "is_seen"),
    [("เห็นด้วยกับห้องใหม่ 20 ที่นั่ง", True), ("โทร ๐๘๑ 234-5678", False), ("ดู WWW.x.example", False), ("@line", False)],
)
def test_where_comments_are_seen_at_once_numbers_and_addresses_are_read_first(cast, scenario, now, typed, is_seen):
    row = publish_scenario(scenario=scenario, actor=cast.manager, now=now, **words(moderation=Moderation.AFTER))

    assert (said(row, now, words=typed).state == CommentState.SHOWN) is is_seen


def test_the_last_day_is_a_whole_day_and_can_be_put_off_until_the_city_has_answered(cast, publication, now):
    last = now + timedelta(days=7)
    assert said(publication, last).pk
    with pytest.raises(CommentsClosed):
        said(publication, last + timedelta(days=1), words="ช้าไป")
    with pytest.raises(DayIsOver):
        lengthen_publication(publication=publication, until=date(2020, 1, 1), actor=cast.manager, now=now)
    further = timezone.localdate() + timedelta(days=30)
    lengthen_publication(publication=publication, until=further, actor=cast.manager, now=now)
    assert said(publication, last + timedelta(days=1), words="ทันแล้ว").pk

    heard = {"heard_th": "เราจะเปิดวันอาทิตย์ด้วย", "heard_en": ""}
    close_publication(publication=publication, actor=cast.manager, now=now, **heard)
    close_publication(publication=publication, actor=cast.manager, now=last, **heard)

    publication.refresh_from_db()
    assert publication.closed_at == now
    with pytest.raises(CommentsClosed):
        said(publication, now, words="ปิดแล้ว")
    with pytest.raises(NotPublishedNow):
        lengthen_publication(publication=publication, until=further, actor=cast.manager, now=now)


def test_a_citizen_reads_and_speaks_without_account_or_cookie(client, cast, publication, django_assert_max_num_queries):
    cache.clear()
    for _ in range(3):
        Comment.objects.create(
            publication=publication, stance="doubt", words="ไกลไป", sent_at=timezone.now(), state=CommentState.SHOWN
        )
    with django_assert_max_num_queries(6):
        page = client.get(address(publication))
    english = client.get(f"/en{address(publication)}").content.decode()
    assert (page.status_code, dict(page.cookies)) == (200, {})
    assert "ไม่ระบุชื่อ" in page.content.decode()
    assert "A new room" in english
    assert "There would be more for" in english
    assert client.get(address(publication, "comment")).status_code == 200

    wrong = client.post(address(publication, "comment"), {"stance": "for", "words": "\x00"})
    long = client.post(address(publication, "comment"), {"stance": "for", "words": "ก" * 2001})
    answers = [
        client.post(address(publication, "comment"), {"stance": "for", "words": f"ดี {n}"}).status_code
        for n in range(13)
    ]

    assert (wrong.status_code, long.status_code) == (422, 422)
    assert answers == [302] * 12 + [429]
    assert publication.comments.waiting().count() == 12


def test_what_is_withdrawn_says_why_and_nothing_else(client, cast, publication, now):
    show_comment(comment=said(publication, now, words="คำที่ไม่ควรเห็น"), actor=cast.manager, now=now)
    withdraw_publication(publication=publication, because="ตัวเลขผิด", actor=cast.manager, now=now)

    page = client.get(address(publication))
    text = page.content.decode()

    assert (page.status_code, "ตัวเลขผิด" in text, "คำที่ไม่ควรเห็น" in text) == (410, True, False)
    assert client.get(address(publication, "comment")).status_code == 302
    elsewhere = reverse("public:scenario", args=[cast.elsewhere.slug, publication.uuid])
    assert client.get(elsewhere).status_code == 404
    with pytest.raises(NotPublishedNow):
        withdraw_publication(publication=publication, because="อีกครั้ง", actor=cast.manager, now=now)


def test_the_desk_publishes_reads_settles_answers_and_closes(client, cast, scenario, now):
    client.force_login(cast.manager)
    place = [cast.city.slug, scenario.uuid]
    publish = reverse("planning:publish", args=place)
    over = client.post(publish, words(comments_until="1/1/2563", moderation="before"))
    empty = ScenarioFactory(city=cast.city, made_by=cast.manager)
    nothing = client.post(
        reverse("planning:publish", args=[cast.city.slug, empty.uuid]),
        words(comments_until="31/12/2599", moderation="before"),
    )
    done = client.post(publish, words(comments_until="31/12/2599", moderation="before"))
    row = Publication.objects.get()
    assert (over.status_code, nothing.status_code, done.url) == (422, 422, desk(row, "publication"))
    assert row.comments_until == date(2056, 12, 31)

    one = said(row, now, words="=1+1", name="ลุงสมมติ")
    client.post(desk(row, "told"), {"stance": "against", "words": "ไกลตลาด", "name": ""})
    client.post(desk(row, "told"), {"stance": "against", "words": ""})
    client.post(desk(row, "comment_step", one.uuid, "show"))
    client.post(desk(row, "comment_step", one.uuid, "answer"), {"answer": "ขอบคุณ"})
    told = row.comments.exclude(pk=one.pk).get()
    client.post(desk(row, "comment_step", told.uuid, "hide"), {"because": "no-such-reason"})
    client.post(desk(row, "comment_step", told.uuid, "hide"), {"because": "elsewhere"})
    page = client.get(desk(row, "publication")).content.decode()
    hidden = client.get(desk(row, "publication"), {"state": "hidden"}).content.decode()
    file = openpyxl.load_workbook(io.BytesIO(client.get(desk(row, "publication"), {"format": "xlsx"}).content))
    assert "ขอบคุณ" in page
    assert ("ลุงสมมติ" in hidden, "ไกลตลาด" in hidden) == (False, True)
    assert [list(line[1:4]) for line in file.active.values][-1] == ["เห็นด้วย", "=1+1", "ลุงสมมติ"]
    assert client.post(desk(row, "comment_step", one.uuid, "burn")).status_code == 404

    client.post(desk(row, "lengthen"), {"until": "1/1/2600"})
    client.post(desk(row, "lengthen"), {"until": "1/1/2563"})
    client.post(desk(row, "close"), {"heard_th": "เราได้ฟังแล้ว"})
    row.refresh_from_db()
    assert (row.comments_until, row.heard_th) == (date(2057, 1, 1), "เราได้ฟังแล้ว")
    assert "เราได้ฟังแล้ว" in client.get(address(row)).content.decode()
    assert not re.search(
        r'data-drag|name="kind"', client.get(reverse("planning:scenario", args=place)).content.decode()
    )
    client.post(desk(row, "withdraw"), {"because": "จบแล้ว"})
    assert client.get(address(row)).status_code == 410


def test_a_scenario_is_renamed_copied_and_refused_at_the_desk(client, cast, scenario, publication):
    client.force_login(cast.manager)
    place = [cast.city.slug, scenario.uuid]

    client.post(reverse("planning:rename", args=place), {"name": "", "note": ""})
    client.post(reverse("planning:rename", args=place), {"name": "ชื่ออื่น", "note": "เพื่อสภา"})
    copied = client.post(reverse("planning:copy", args=place), follow=True).content.decode()
    refused = client.post(reverse("planning:delete", args=place), follow=True).content.decode()

    scenario.refresh_from_db()
    assert (scenario.name, scenario.note) == ("ชื่ออื่น", "เพื่อสภา")
    assert "ชื่ออื่น (สำเนา 1)" in copied
    assert "เคยเผยแพร่แล้ว" in refused
    assert Scenario.objects.count() == 2


def test_only_those_who_plan_come_to_the_desk_of_a_published_scenario(client, cast, publication, now):
    one = said(publication, now, words="ความลับสมมติ")
    for who in (cast.manager_elsewhere, cast.keeper, cast.learner):
        client.force_login(who)
        answers = [
            client.get(desk(publication, "publication")),
            client.post(desk(publication, "close"), {"heard_th": "x"}),
            client.post(desk(publication, "comment_step", one.uuid, "show")),
            client.post(desk(publication, "told"), {"stance": "for", "words": "x"}),
        ]
        assert [answer.status_code for answer in answers] == [404] * 4
    one.refresh_from_db()
    assert one.state == CommentState.WAITING
