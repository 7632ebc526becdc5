"""Each notice once under its key, or visibly not: a provider fails in every way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from factories.outbox import NOON, line_user, linked, queue, sms, states, until_settled
from factories.rows import CityFactory, UserFactory
from mueang.apps.notices.actions import (
    KEY_TRUSTED,
    MOST_ATTEMPTS,
    confirm_arrived,
    queue_notice,
    retry_notice,
    send_due,
)
from mueang.apps.notices.enums import Channel, NoticeKind, NoticeState, Reason
from mueang.apps.notices.errors import NoAddress, NotFailed, TooMuchTold
from mueang.apps.notices.models import CarrierState, LineLink, Notice, OptOut


@pytest.fixture
def city(db):
    return CityFactory(slug="nakhon")


def test_a_line_message_goes_to_the_user_joined_to_the_account(city, line):
    line.keeps_requests = True
    notice = queue(city, "k", user=linked(1))

    assert send_due(now=NOON) == 1

    path, headers, form = line.requests[0]
    assert (path, headers["x-line-retry-key"]) == ("/v2/bot/message/push", str(notice.uuid))
    assert form == {"to": line_user(1), "messages": [{"type": "text", "text": "เรื่อง\n\nข้อความ k"}]}
    assert states() == [("sent", "")]


def test_what_says_the_same_goes_out_in_one_request(city, line):
    line.keeps_requests = True
    for number in range(3):
        queue(city, f"k{number}", user=linked(number), body="เหมือนกัน")
    queue(city, "other", user=linked(9))

    assert send_due(now=NOON) == 4

    assert sorted(path for path, _headers, _form in line.requests) == [
        "/v2/bot/message/multicast",
        "/v2/bot/message/push",
    ]
    assert line.taken == {line_user(n): 1 for n in (0, 1, 2, 9)}


def test_a_request_for_many_is_repeated_as_one_under_its_key_and_delivers_each_once(city, line):
    line.script = ["hangs_up"]
    for number in range(3):
        queue(city, f"k{number}", user=linked(number), body="เหมือนกัน")

    until_settled(NOON)

    assert states() == [("sent", "")] * 3
    assert set(line.taken.values()) == {1}
    assert line.seen == {"hangs_up": 1, "plain": 1}


def test_a_bad_address_among_many_spoils_its_own_delivery_alone(city, line):
    line.bad_users = frozenset({line_user(1)})
    for number in range(3):
        queue(city, f"k{number}", user=linked(number), body="เหมือนกัน")

    until_settled(NOON)

    assert states() == [("sent", ""), ("failed", "refused"), ("sent", "")]
    assert line.taken == {line_user(0): 1, line_user(2): 1}


def test_many_in_one_request_are_not_parted_between_workers(city, line):
    rows = [queue(city, f"k{number}", user=linked(number), body="เหมือนกัน") for number in range(3)]
    line.script = ["hangs_up"]
    send_due(now=NOON)
    Notice.objects.filter(pk=rows[0].pk).update(state=NoticeState.SENDING, sending_since=NOON + timedelta(minutes=1))

    send_due(now=NOON + timedelta(minutes=2))

    assert line.seen == {"hangs_up": 1}
    assert [state for state, _reason in states()] == ["sending", "queued", "queued"]


def test_whoever_left_is_not_written_to(city, line):
    queue(city, "never", user=UserFactory())
    left = linked(1)
    queue(city, "left", user=left)
    LineLink.objects.filter(user=left).update(left_at=NOON)

    send_due(now=NOON)

    assert states() == [("failed", "unlinked")] * 2
    assert not line.seen


def test_a_limit_of_the_moment_lets_everything_wait_as_long_as_asked_and_counts_as_no_try(city, line):
    line.script = ["limits_long"]
    notice = queue(city, "k", user=linked(1))

    send_due(now=NOON)
    notice.refresh_from_db()

    assert (notice.state, notice.attempts, CarrierState.objects.get().paused_for) == ("queued", 0, "HTTP 429")
    until_settled(NOON)
    assert line.taken == {line_user(1): 1}


def test_a_short_limit_is_sat_out_in_the_same_round(city, line):
    line.script = ["limits"]
    queue(city, "k", user=linked(1))

    send_due(now=NOON)

    assert states() == [("sent", "")]
    assert line.seen == {"limits": 1, "plain": 1}
    assert not CarrierState.objects.exclude(paused_until=None).exists()


def test_a_provider_that_always_says_later_is_left_alone(city, line):
    line.script = ["limits"] * 100
    for number in range(3):
        queue(city, f"k{number}", user=linked(number))

    send_due(now=NOON)

    assert 24 <= line.seen["limits"] <= 34
    assert CarrierState.objects.get(channel=Channel.LINE).paused_until > NOON
    assert states() == [("queued", "")] * 3


def test_the_month_used_up_is_said(city, line):
    line.quota = 0
    queue(city, "k", user=linked(1))

    send_due(now=NOON)

    assert states() == [("failed", "quota")]


def test_a_provider_that_is_away_is_left_alone_after_eight(city, line, settings):
    settings.LINE_URL = "http://127.0.0.1:9"
    for number in range(30):
        queue(city, f"k{number}", user=linked(number))

    send_due(now=NOON)

    n_tried = Notice.objects.filter(attempts=1, reason=Reason.UNREACHABLE).count()
    assert 8 <= n_tried <= 16
    assert send_due(now=NOON) == 0
    assert Notice.objects.filter(attempts=0, state=NoticeState.QUEUED).count() == 30 - n_tried


def test_what_never_arrived_is_given_up_and_what_may_have_is_put_before_a_person(city, line, settings):
    never, perhaps = queue(city, "never", user=linked(1)), queue(city, "perhaps", user=linked(2))
    Notice.objects.update(attempts=MOST_ATTEMPTS - 1)
    Notice.objects.filter(pk=perhaps.pk).update(handed_over_at=NOON)
    settings.LINE_URL = "http://127.0.0.1:9"

    send_due(now=NOON)

    assert states() == [("failed", "unreachable"), ("uncertain", "unreachable")]
    assert never.pk < perhaps.pk


def test_a_key_that_line_forgets_is_not_used_again(city, line):
    notice = queue(city, "k", user=linked(1))
    Notice.objects.update(handed_over_at=NOON - KEY_TRUSTED - timedelta(minutes=1))

    send_due(now=NOON)

    assert states() == [("uncertain", "no_answer")]
    assert not line.seen
    assert Notice.objects.get().send_key == notice.uuid


def test_an_sms_without_keys_is_never_repeated_by_itself(city, line):
    line.script = ["fails", "hangs_up", "limits"]
    for number in range(3):
        sms(city, f"k{number}", address=f"+6681000000{number}", kind=NoticeKind.URGENT)

    until_settled(NOON)

    assert sorted(states()) == [("sent", ""), ("uncertain", "no_answer"), ("uncertain", "no_answer")]
    assert set(line.taken.values()) == {1}


def test_an_sms_with_keys_is_repeated_under_its_key(city, line, settings):
    settings.SMS_KEY_HEADER = "Idempotency-Key"
    line.script = ["fails", "hangs_up"]
    sms(city)

    until_settled(NOON)

    assert states() == [("sent", "")]
    assert line.taken == {"+66810000000": 1}


def test_the_gateways_form_holds_the_words_as_one_text(city, line, settings):
    settings.SMS_BODY = '{"to": "{to}", "text": "{text}", "more": [{"from": "{sender}"}, 1]}'
    line.keeps_requests, settings.SMS_SENDER = True, "YALA"
    sms(city, body='"}], "to": "+66999999999')

    send_due(now=NOON)

    form = line.requests[0][2]
    assert form == {"to": "+66810000000", "text": '"}], "to": "+66999999999', "more": [{"from": "YALA"}, 1]}


def test_a_way_that_is_not_set_up_fails_visibly(city):
    sms(city)

    send_due(now=NOON)

    assert states() == [("failed", "turned_off")]


def test_what_the_app_says_line_says_too_to_whoever_joined_it(city, line):
    user, other = linked(1), UserFactory()
    for number, one in enumerate((user, user, other)):
        queue_notice(city=city, channel=Channel.IN_APP, subject="s", body="b", key=f"k{number // 1}", user=one)
    OptOut.objects.create(user=user, kind=NoticeKind.SERVICE, channel=Channel.LINE)
    queue_notice(city=city, channel=Channel.IN_APP, subject="s", body="b", key="later", user=user)

    assert set(Notice.objects.filter(channel=Channel.LINE).values_list("key", flat=True)) == {"k0:line", "k1:line"}


@pytest.mark.parametrize("channel", [Channel.LINE, Channel.SMS, Channel.LETTER])
def test_a_message_to_nobody_is_refused(city, channel):
    with pytest.raises(NoAddress):
        queue_notice(city=city, channel=channel, subject="s", body="b", key="k")


def test_no_notice_is_about_a_row_of_the_protected_zone(city):
    from factories.concerns import ConcernFactory

    with pytest.raises(TooMuchTold):
        queue_notice(
            city=city,
            channel=Channel.IN_APP,
            subject="s",
            body="b",
            key="k",
            user=UserFactory(),
            about=ConcernFactory.build(),
        )


def test_a_person_decides_what_nobody_knows(cast, line):
    one, two = (queue(cast.city, key, user=linked(n)) for n, key in enumerate(("one", "two")))
    Notice.objects.update(state=NoticeState.UNCERTAIN, handed_over_at=NOON, attempts=8, reason=Reason.NO_ANSWER)

    confirm_arrived(notice=one, actor=cast.officer)
    again = retry_notice(notice=two, actor=cast.officer)
    with pytest.raises(NotFailed):
        confirm_arrived(notice=one, actor=cast.officer)

    # Repeated on purpose, it is a new request to the provider.
    assert again.send_key != two.uuid
    send_due(now=timezone.now().replace(hour=5))
    assert [state for state, _reason in states(pk=one.pk)] == ["sent"]


@pytest.mark.parametrize("n_notices", [1, 30])
def test_a_wave_costs_the_same_number_of_statements_however_many(city, line, n_notices, django_assert_max_num_queries):
    for number in range(n_notices):
        queue(city, f"k{number}", user=linked(number))

    # Ten of them are savepoints, which stand for the worker's transactions here.
    with django_assert_max_num_queries(28):
        send_due(now=NOON)
