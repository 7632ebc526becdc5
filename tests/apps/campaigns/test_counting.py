"""What a campaign would reach is counted as the worker will hand it over, and the database does the counting."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from factories.people import ConsentFactory
from factories.rows import PersonFactory
from mueang.apps.campaigns import actions, queries
from mueang.apps.notices.models import LineLink, OptOut
from mueang.apps.notices.queries import address_hash
from mueang.apps.people.enums import Purpose
from mueang.apps.people.models import Person


def written(cast, channels, *, kind="news", short="ชวน{name} {link}"):
    values = {"subject_th": "ชวนเรียน", "subject_en": "Learn", "body_th": "มา", "body_en": "Come", "short_th": short}
    values |= {"short_en": "Dear {name}", "kind": kind, "about": None, "channels": channels}
    return actions.write_campaign(city=cast.city, values=values, segment=queries.Segment(), actor=cast.officer)


@pytest.fixture
def crowd(cast, settings):
    """People of every kind: two addresses, one, none, refused by address, by account, joined to LINE."""
    settings.LINE_TOKEN, settings.SMS_URL = "t", "http://sms"
    several = [
        {"email": "a@example.org", "phone": "+66810000001"},
        {"email": "", "phone": "+66810000002", "given_name": "ก" * 60},
        {"email": "out@example.org", "phone": "+66810000003"},
        {"email": "", "phone": "+66810000004"},
        {"email": "", "phone": ""},
    ]
    for values in several:
        PersonFactory(city=cast.city, **values)
    people = Person.objects.filter(city=cast.city, user=None)
    Person.objects.filter(user=cast.learner).update(email="", phone="+66810000005")
    for user, digest, channel in (
        (None, "OUT@example.org", "email"),
        (None, "+66810000004", "sms"),
        (None, cast.learner.email or "none@example.org", "email"),
        (cast.learner, "", "in_app"),
    ):
        OptOut.objects.create(user=user, address_hash=digest and address_hash(digest), kind="news", channel=channel)
    for person in (*people, cast.learner_person):
        ConsentFactory(person=person, given_by=person, purpose=Purpose.CONTACT, withdrawn_at=None)
    LineLink.objects.create(user=cast.learner, line_user="U" + "a" * 32, joined_at=timezone.now())


@pytest.mark.parametrize("kind", ["news", "urgent"])
@pytest.mark.parametrize("ways", ["email", "sms email", "in_app", "line email sms letter in_app", "email sms in_app"])
def test_the_count_is_what_the_worker_hands_over(cast, crowd, ways, kind):
    campaign = written(cast, ways.split(), kind=kind)
    handed, missed = [], 0
    for _last, reached, n_missed in queries.portions(campaign, today=timezone.localdate()):
        handed, missed = handed + reached, missed + n_missed
    n_of = Counter(one.channel for one in handed)

    count = queries.count_of(campaign)

    assert {channel: n for channel, _label, n in count.by_channel} == {way: n_of[way] for way in ways.split()}
    assert (count.n_people, count.n_unreachable) == (len({one.person_id for one in handed}), missed)
    assert count.n_line == n_of["line"]


def test_an_sms_is_priced_with_the_name_it_will_hold_in_the_language_of_its_reader(cast, crowd, settings):
    cast.learner.language = "en"
    cast.learner.save()
    # +1 and +3 with a short Thai name one part each, +2 with sixty letters two, +5 in English one; +4 refused.
    count = queries.count_of(written(cast, ["sms"], short="ชวน{name}" + "ก" * 20))

    assert count.by_channel == (("sms", "SMS", 4),)
    assert count.sms_satang == 5 * settings.SMS_PRICE_SATANG


def test_counting_costs_the_same_however_many_people_there_are(cast, crowd, monkeypatch):
    monkeypatch.setattr("mueang.apps.campaigns.queries.segments.PORTION", 1)
    campaign = written(cast, ["line", "email", "sms", "letter", "in_app"])

    with CaptureQueriesContext(connection) as asked:
        count = queries.count_of(campaign)

    # The refused, the addresses of e-mail, those of SMS, and the count.
    assert (len(asked), count.n_people) == (4, 6)
