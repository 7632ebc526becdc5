"""Who sees the outbox, its words, and whose notices are whose."""

from __future__ import annotations

import pytest

from cast import MEMBERS
from mueang.apps.notices.actions import queue_notice
from mueang.apps.notices.enums import Channel
from mueang.apps.notices.queries import my_notices, n_unread, outbox_counts
from mueang.apps.notices.rules import may_read_words, own_notices, visible_notices

SEES_THE_OUTBOX = {"officer", "manager", "unit_officer", "auditor"}


def queue(city, key, **values):
    return queue_notice(**{"city": city, "key": key, "subject": key, "body": "b", "channel": Channel.COPY, **values})


@pytest.mark.parametrize("member", MEMBERS)
def test_the_outbox_is_for_those_who_may_read_it_in_that_city(cast, member):
    ours = queue(cast.city, "ours")
    queue(cast.elsewhere, "theirs")

    seen = visible_notices(getattr(cast, member)).filter(city=cast.city)

    assert list(seen) == ([ours] if member in SEES_THE_OUTBOX else [])


@pytest.mark.parametrize("member", MEMBERS)
def test_words_and_addresses_are_for_those_who_work_the_outbox(cast, member):
    may = may_read_words(getattr(cast, member), cast.city)

    assert may == (member in SEES_THE_OUTBOX - {"auditor", "unit_officer"})


def test_own_notices_are_those_in_the_app_for_oneself(cast):
    own = queue(cast.city, "own", channel=Channel.IN_APP, user=cast.learner)
    queue(cast.city, "another", channel=Channel.IN_APP, user=cast.stranger)
    queue(cast.city, "letter", channel=Channel.EMAIL, user=cast.learner, address="l@example.org")

    assert list(own_notices(cast.learner)) == [own]
    assert list(own_notices(cast.anonymous)) == []


def test_my_notices_are_unread_first_and_of_every_city(cast):
    read = queue(cast.city, "read", channel=Channel.IN_APP, user=cast.learner)
    read.read_at = read.created_at
    read.save()
    unread = queue(cast.elsewhere, "unread", channel=Channel.IN_APP, user=cast.learner)
    newest = queue(cast.city, "newest", channel=Channel.IN_APP, user=cast.learner)

    assert list(my_notices(cast.learner)) == [newest, unread, read]
    assert list(my_notices(cast.learner, city=cast.elsewhere)) == [unread]
    assert n_unread(cast.learner) == 2


@pytest.mark.parametrize("n_notices", [1, 3])
def test_outbox_counts_is_one_query(cast, n_notices, django_assert_num_queries):
    for number in range(n_notices):
        queue(cast.city, f"text{number}")
        queue(cast.city, f"letter{number}", channel=Channel.EMAIL, address="l@example.org")
        queue(cast.city, f"app{number}", channel=Channel.IN_APP, user=cast.learner)
    queue(cast.elsewhere, "theirs")
    outbox_counts(viewer=cast.officer, city=cast.city)  # grants are read once a request

    with django_assert_num_queries(1):
        counts = outbox_counts(viewer=cast.officer, city=cast.city)

    assert (counts.waiting, counts.failed, counts.to_copy) == (n_notices, 0, n_notices)
