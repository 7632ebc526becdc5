"""When nothing rings, who is not told, and what an officer took back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from cast import MEMBERS
from factories.outbox import NIGHT, NOON, line_user, linked, queue, sms, states, until_settled
from factories.rows import CityFactory
from mueang.apps.audit.models import Event
from mueang.apps.notices.actions import send_due, stop_part
from mueang.apps.notices.enums import Channel, NoticeKind
from mueang.apps.notices.models import Notice, OptOut, QuietHours
from mueang.apps.notices.queries import address_hash, quiet_until


@pytest.fixture
def city(db):
    return CityFactory(slug="nakhon")


@pytest.mark.parametrize(
    ("hour", "minute", "ends"), [(20, 59, None), (21, 0, 16), (23, 30, 16), (0, 0, 15), (6, 59, 15), (7, 0, None)]
)
def test_it_is_quiet_from_nine_to_seven(hour, minute, ends):
    now = timezone.make_aware(datetime(2026, 6, 15, hour, minute))  # noqa: DTZ001  made aware

    quiet = quiet_until(now)

    assert quiet == (timezone.make_aware(datetime(2026, 6, ends, 7)) if ends else None)  # noqa: DTZ001


def test_what_rings_waits_for_the_morning_and_what_is_urgent_does_not(city, line):
    Notice.objects.all().delete()
    waits = queue(city, "waits", user=linked(1), kind=NoticeKind.NEWS)
    queue(city, "urgent", user=linked(2), kind=NoticeKind.URGENT)
    early = queue(city, "early bird", user=linked(3))
    QuietHours.objects.create(user=early.user, starts_at="02:00", ends_at="03:00")

    send_due(now=NIGHT)

    waits.refresh_from_db()
    assert line.taken == {line_user(2): 1, line_user(3): 1}
    assert (waits.attempts, waits.next_attempt_at) == (0, datetime(2026, 6, 16, 0, 0, tzinfo=UTC))


def test_a_city_sets_its_own_quiet_hours(city, line):
    QuietHours.objects.create(city=city, starts_at="00:00", ends_at="00:00")
    queue(city, "k", user=linked(1))

    send_due(now=NIGHT)

    assert states() == [("sent", "")]


def test_whoever_asked_not_to_be_told_is_not(city, line):
    user = linked(1)
    OptOut.objects.create(user=user, kind=NoticeKind.NEWS, channel=Channel.LINE)
    OptOut.objects.create(address_hash=address_hash("+66810000000"), kind=NoticeKind.NEWS, channel=Channel.SMS)
    queue(city, "news", user=user, kind=NoticeKind.NEWS)
    queue(city, "service", user=user)
    sms(city, "sms", kind=NoticeKind.NEWS)

    send_due(now=NOON)

    assert states() == [("cancelled", "opted_out"), ("sent", ""), ("cancelled", "opted_out")]


def test_stopping_takes_back_what_has_not_left_the_house(city, line):
    part = "8c3f4a8e-0000-4000-8000-000000000001"
    rows = [queue(city, f"k{number}", user=linked(number)) for number in range(3)]
    Notice.objects.update(part_of=part)
    Notice.objects.filter(pk=rows[0].pk).update(handed_over_at=NOON, attempts=1)

    assert stop_part(part) == 2

    until_settled(NOON)
    assert states() == [("sent", ""), ("cancelled", "stopped"), ("cancelled", "stopped")]


def quiet_page(city) -> str:
    return reverse("notices:quiet", args=[city.slug])


@pytest.mark.parametrize("member", MEMBERS)
def test_whoever_works_the_outbox_says_when_the_city_is_quiet(cast, client, member):
    if member != "anonymous":
        client.force_login(getattr(cast, member))
    may = member in {"officer", "manager"}

    answer = client.post(quiet_page(cast.city), {"starts_at": "20:30", "ends_at": "06:00"})

    assert answer.status_code == (302 if may or member == "anonymous" else 404)
    assert [str(row) for row in QuietHours.objects.filter(city=cast.city)] == (["20:30-06:00"] if may else [])


def test_the_page_says_what_holds_and_the_book_what_held_before(cast, client):
    client.force_login(cast.officer)
    with translation.override("en"):
        before = client.get(quiet_page(cast.city)).content.decode()
        client.post(quiet_page(cast.city), {"starts_at": "00:00", "ends_at": "00:00"})
        wrong = client.post(quiet_page(cast.city), {"starts_at": "late", "ends_at": ""})
        after = client.get(quiet_page(cast.city)).content.decode()

    assert "nothing rings from 21:00 to 07:00" in before
    assert "there are no quiet hours" in after
    assert wrong.status_code == 200
    facts = Event.objects.get(verb="notices.quiet_hours_set").facts
    assert (facts["before"], facts["after"]) == ("21:00-07:00", "00:00-00:00")
