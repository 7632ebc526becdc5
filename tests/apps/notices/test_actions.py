"""The outbox: once queued, delivered at least once, never twice under one key."""

from __future__ import annotations

import logging
import smtplib
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from cast import MEMBERS
from factories.rows import CityFactory, UserFactory
from mueang.apps.audit.models import Event
from mueang.apps.notices.actions import (
    LONGEST_PAUSE,
    MOST_ATTEMPTS,
    RECLAIM_AFTER,
    mark_all_read,
    mark_copied,
    mark_read,
    pause_before,
    queue_notice,
    retry_notice,
    send_due,
)
from mueang.apps.notices.enums import Channel, NoticeState
from mueang.apps.notices.errors import NoAddress, NotFailed
from mueang.apps.notices.models import Notice
from mueang.apps.notices.tasks import run

MAY_WORK_THE_OUTBOX = {"officer", "manager"}


class AwayBackend(BaseEmailBackend):
    """A mail server that refuses, and says so with an address in its words."""

    def send_messages(self, email_messages: Any) -> int:
        raise smtplib.SMTPResponseException(451, b"try later, somsri@example.org")


class SecondWorkerBackend(BaseEmailBackend):
    """While the first worker talks to the mail server, a second looks for work."""

    sent: ClassVar[list[str]] = []

    def send_messages(self, email_messages: Any) -> int:
        self.sent.extend(message.to[0] for message in email_messages)
        run(timezone.now())
        return len(email_messages)


@pytest.fixture
def server_away(settings):
    settings.EMAIL_BACKEND = f"{__name__}.AwayBackend"


@pytest.fixture
def city(db):
    return CityFactory(slug="nakhon")


def email(city, key="k", **values):
    values = {"channel": Channel.EMAIL, "address": "somsri@example.org", "subject": "เรื่อง", "body": "ข้อความ", **values}
    return queue_notice(city=city, key=key, **values)


def test_queue_notice_twice_under_one_key_keeps_the_first_row(city):
    first = email(city, subject="one")
    second = email(city, subject="two")

    assert second.pk == first.pk
    assert Notice.objects.values_list("subject", flat=True).get() == "one"


def test_queue_notice_keeps_the_row_that_another_process_queued_meanwhile(city, monkeypatch):
    first = email(city)
    monkeypatch.setattr("mueang.apps.notices.models.NoticeQuerySet.first", lambda _rows: None)

    assert email(city).pk == first.pk


def test_a_notice_is_called_by_its_subject(city):
    assert str(email(city)) == "เรื่อง"


def test_failing_notices_are_those_given_up_or_tried_in_vain(city):
    given_up, tried, fresh = (email(city, key=key) for key in "abc")
    Notice.objects.filter(pk=given_up.pk).update(state=NoticeState.FAILED)
    Notice.objects.filter(pk=tried.pk).update(attempts=1)

    assert set(Notice.objects.failing()) == {given_up, tried}
    assert fresh in Notice.objects.due(timezone.now())


def test_a_notice_in_the_app_is_there_at_once(city):
    user = UserFactory()

    notice = queue_notice(city=city, channel=Channel.IN_APP, subject="s", body="b", key="k", user=user, about=city)

    assert (notice.state, notice.read_at) == (NoticeState.SENT, None)
    assert notice.about == f"network.city:{city.uuid}"


def test_an_email_goes_to_the_account_where_no_address_is_named(city):
    user = UserFactory(email="account@example.org")

    assert email(city, address="", user=user).address == "account@example.org"


@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.IN_APP])
def test_queue_notice_refuses_where_nobody_could_receive_it(city, channel):
    with pytest.raises(NoAddress):
        queue_notice(city=city, channel=channel, subject="s", body="b", key="k")

    assert not Notice.objects.exists()


def test_queue_notice_refuses_an_unknown_channel(city):
    with pytest.raises(ValidationError):
        email(city, channel="pigeon")


def test_a_line_break_in_a_subject_starts_no_header(city):
    notice = email(city, subject="เรื่อง\r\nBcc: everybody@example.org")

    send_due(now=timezone.now())

    assert notice.subject == "เรื่อง Bcc: everybody@example.org"
    assert mail.outbox[0].recipients() == ["somsri@example.org"]


def test_run_sends_an_email_once(city):
    notice = email(city)
    now = timezone.now()

    assert (run(now), run(now)) == (1, 0)

    notice.refresh_from_db()
    assert (notice.state, notice.sent_at, notice.attempts, notice.last_error) == (NoticeState.SENT, now, 1, "")
    assert [(m.to, m.subject, m.body) for m in mail.outbox] == [(["somsri@example.org"], "เรื่อง", "ข้อความ")]
    assert mail.outbox[0].extra_headers["Message-ID"].startswith(f"<{notice.uuid}@")


def test_run_leaves_texts_to_copy_to_an_officer(city):
    notice = email(city, channel=Channel.COPY, address="0810000000")

    assert run(timezone.now()) == 0

    notice.refresh_from_db()
    assert notice.state == NoticeState.QUEUED


@pytest.mark.parametrize("n_notices", [1, 3])
def test_send_due_takes_no_more_than_asked(city, n_notices):
    for number in range(n_notices):
        email(city, key=f"k{number}")

    assert send_due(now=timezone.now(), limit=2) == min(n_notices, 2)
    assert len(mail.outbox) == min(n_notices, 2)


def test_a_refusing_server_is_tried_again_later_and_named_without_words(city, server_away, caplog):
    notice = email(city)
    now = timezone.now()

    with caplog.at_level(logging.WARNING, logger="mueang.notices"):
        run(now)

    notice.refresh_from_db()
    assert (notice.state, notice.attempts, notice.sending_since) == (NoticeState.QUEUED, 1, None)
    assert notice.next_attempt_at == now + timedelta(minutes=1)
    assert notice.last_error == "SMTPResponseException 451"
    assert "somsri" not in caplog.text


def test_a_notice_is_given_up_after_eight_tries(city, server_away):
    notice, now, tries = email(city), timezone.now(), 0

    for _ in range(20):
        tries += run(now)
        now += LONGEST_PAUSE

    notice.refresh_from_db()
    assert (tries, notice.attempts, notice.state) == (MOST_ATTEMPTS, MOST_ATTEMPTS, NoticeState.FAILED)


def test_the_pause_doubles_up_to_six_hours():
    pauses = [pause_before(attempt) for attempt in range(1, 12)]

    assert pauses[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE


def held_by_a_dead_worker(notice: Notice, *, since: Any, attempts: int = 1) -> None:
    Notice.objects.filter(pk=notice.pk).update(state=NoticeState.SENDING, sending_since=since, attempts=attempts)


def test_a_row_held_by_a_living_worker_is_left_alone(city):
    now = timezone.now()
    held_by_a_dead_worker(email(city), since=now - RECLAIM_AFTER + timedelta(seconds=1))

    assert run(now) == 0
    assert mail.outbox == []


def test_an_email_held_by_a_dead_worker_is_not_sent_again_but_put_before_a_person(city):
    notice, now = email(city), timezone.now()
    held_by_a_dead_worker(notice, since=now - RECLAIM_AFTER - timedelta(seconds=1))

    assert run(now) == 0

    notice.refresh_from_db()
    assert (notice.state, notice.reason, notice.last_error) == (NoticeState.UNCERTAIN, "worker_lost", "WorkerLost")
    assert mail.outbox == []


def test_an_email_held_by_a_dead_worker_whose_clock_was_a_day_ahead_is_put_before_a_person_too(city):
    notice, now = email(city), timezone.now()
    held_by_a_dead_worker(notice, since=now + timedelta(days=1))

    assert run(now) == 0

    notice.refresh_from_db()
    assert (notice.state, notice.reason) == (NoticeState.UNCERTAIN, "worker_lost")


def test_two_workers_at_once_send_each_email_once(city, settings):
    for key in ("first", "second"):
        email(city, key=key, address=f"{key}@example.org")
    settings.EMAIL_BACKEND = f"{__name__}.SecondWorkerBackend"
    SecondWorkerBackend.sent = []

    n_tried = run(timezone.now())

    assert n_tried == 2
    assert sorted(SecondWorkerBackend.sent) == ["first@example.org", "second@example.org"]


@pytest.mark.parametrize("member", [m for m in MEMBERS if m != "anonymous"])
def test_only_officers_of_the_city_try_again_or_tick_off(cast, member):
    actor = getattr(cast, member)
    failed = email(cast.city, key="failed")
    Notice.objects.filter(pk=failed.pk).update(state=NoticeState.FAILED, attempts=MOST_ATTEMPTS)
    text = email(cast.city, key="text", channel=Channel.COPY)

    outcomes = []
    for act, notice in ((retry_notice, failed), (mark_copied, text)):
        try:
            act(notice=notice, actor=actor)
        except PermissionDenied:
            outcomes.append(False)
        else:
            outcomes.append(True)

    assert outcomes == [member in MAY_WORK_THE_OUTBOX] * 2
    assert Event.objects.filter(actor=actor).count() == sum(outcomes)


def test_retry_notice_begins_anew_and_leaves_a_record(cast):
    notice = email(cast.city)
    Notice.objects.filter(pk=notice.pk).update(state=NoticeState.FAILED, attempts=MOST_ATTEMPTS)

    retry_notice(notice=notice, actor=cast.officer)
    run(timezone.now())

    assert len(mail.outbox) == 1
    assert Event.objects.values_list("verb", "book__name").get() == ("notice.retried", cast.city.slug)


def test_retry_notice_refuses_one_that_did_not_fail(cast):
    with pytest.raises(NotFailed):
        retry_notice(notice=email(cast.city), actor=cast.officer)


def test_mark_copied_twice_is_recorded_once(cast):
    text = email(cast.city, channel=Channel.COPY)

    for _ in range(2):
        notice = mark_copied(notice=text, actor=cast.officer)

    assert notice.state == NoticeState.SENT
    assert Event.objects.filter(verb="notice.copied").count() == 1


def test_mark_copied_refuses_what_is_no_text_to_copy(cast):
    with pytest.raises(PermissionDenied):
        mark_copied(notice=email(cast.city), actor=cast.officer)


def test_mark_read_is_for_the_person_addressed(cast):
    notice = email(cast.city, channel=Channel.IN_APP, user=cast.learner)

    with pytest.raises(PermissionDenied):
        mark_read(notice=notice, actor=cast.manager)
    first = mark_read(notice=notice, actor=cast.learner).read_at

    assert mark_read(notice=notice, actor=cast.learner).read_at == first


def test_mark_all_read_touches_only_ones_own_in_this_city(cast):
    own = email(cast.city, key="own", channel=Channel.IN_APP, user=cast.learner)
    others = [
        email(cast.elsewhere, key="elsewhere", channel=Channel.IN_APP, user=cast.learner),
        email(cast.city, key="another", channel=Channel.IN_APP, user=cast.stranger),
    ]

    assert mark_all_read(city=cast.city, actor=cast.learner) == 1

    assert Notice.objects.get(pk=own.pk).read_at is not None
    assert not Notice.objects.filter(pk__in=[row.pk for row in others], read_at__isnull=False).exists()
