"""Whoever took a held seat looks like anybody else: on rolls, lists, exports, public pages and in the record."""

import io
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from factories.enrollment import adult, joined, new_key
from factories.rows import OfferingFactory, SessionFactory
from mueang.apps.audit.models import Event
from mueang.apps.enrollment.actions import hold_seats, join_held
from mueang.apps.enrollment.enums import Via
from mueang.apps.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(cast):
    """Two learners of one activity: one took a held seat, the other any seat."""
    offering = OfferingFactory(
        seats=9, program__city=cast.city, place=cast.place, starts_on=timezone.localdate() + timedelta(days=9)
    )
    session = SessionFactory(offering=offering, starts_at=timezone.now() + timedelta(minutes=5))
    hold = hold_seats(offering=offering, n_seats=1, actor=cast.officer, token="opaque")
    invited = join_held(hold=hold, members=[adult("ฟ้าใส")], via=Via.SELF, request_key=new_key())
    other = joined(offering, adult("ดาวเด่น"))
    return offering, session, hold, invited.enrollments.get(), other.enrollments.get()


def fields(row):
    skipped = {
        "id",
        "uuid",
        "person",
        "party",
        "requested_at",
        "enrolled_at",
        "ticket",
        "lead",
        "request_key",
        "created_at",
    }
    return {field.name: getattr(row, field.name) for field in row._meta.fields if field.name not in skipped}


def test_the_rows_of_both_say_the_same(pair):
    _offering, _session, _hold, invited, other = pair

    assert fields(invited) == fields(other)
    assert fields(invited.party) == fields(other.party)


def test_the_record_of_both_says_the_same_and_the_hold_names_nobody(pair):
    _offering, _session, _hold, invited, other = pair
    first, second = (
        list(Event.objects.filter(target__endswith=str(row.party.uuid)).values_list("verb", "facts"))
        for row in (invited, other)
    )

    assert first == second
    assert len(first) == 1
    held = Event.objects.get(verb="enrollment.seats_held")
    assert set(held.facts) == {"n_seats", "release_on"}


@pytest.mark.parametrize("member", ["keeper", "instructor", "officer", "manager"])
def test_staff_pages_show_both_alike(client, cast, pair, member):
    offering, session, hold, invited, other = pair
    client.force_login(getattr(cast, member))

    def plain(text, row):
        for own in (str(row.uuid), str(row.person.uuid), row.person.full_name, row.person.given_name):
            text = text.replace(own, "-")
        return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d|(value|nonce)=\"[^\"]*\"|nonce-[^\"']+", "", text)

    pages = [client.get(reverse("enrollment:learner", args=[cast.city.slug, row.uuid])) for row in (invited, other)]
    assert plain(pages[0].content.decode(), invited) == plain(pages[1].content.decode(), other)
    for address in (
        reverse("enrollment:offering", args=[cast.city.slug, offering.uuid]),
        reverse("keeper:roll", args=[session.uuid]),
        reverse("keeper:sheet", args=[session.uuid]),
    ):
        page = client.get(address).content.decode()
        assert hold.token not in page
        assert hold.link not in page
        rows = re.findall(r"<tr\b.*?</tr>|<li\b.*?</li>", page, re.DOTALL)
        first, second = ([plain(one, row) for one in rows if row.person.full_name in one] for row in (invited, other))
        assert first == second
        assert len(first) == 1


def test_the_export_shows_both_alike(client, cast, pair):
    offering, *_rest = pair
    client.force_login(cast.officer)

    data = client.get(reverse("enrollment:offering", args=[cast.city.slug, offering.uuid]), {"format": "xlsx"}).content

    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()[1:]
    first, second = (row[5:] for row in rows)
    assert first == second


def test_a_keeper_does_not_find_the_page_of_held_seats_and_an_officer_sees_only_those_still_held(client, cast, pair):
    offering, _session, hold, _invited, _other = pair
    address = reverse("enrollment:held", args=[cast.city.slug, offering.uuid])

    client.force_login(cast.keeper)
    assert client.get(address).status_code == 404
    assert client.post(address, {"n_seats": 1}).status_code == 404
    client.force_login(cast.officer)
    page = client.get(address).content.decode()
    assert hold.link not in page
    assert "ฟ้าใส" not in page


def test_public_pages_and_notices_say_nothing_of_held_seats(client, cast, pair):
    offering, _session, _hold, _invited, _other = pair
    pending = hold_seats(offering=offering, n_seats=2, actor=cast.officer, token="pending")

    page = client.get(reverse("public:offering", args=[cast.city.slug, offering.slug])).content.decode()

    assert pending.link not in page
    assert "สำรองที่นั่งไว้" not in page
    assert not any("opaque" in notice.body or "pending" in notice.body for notice in Notice.objects.all())
