"""Each notice once under its key, or visibly not: a provider fails in every way, and a worker dies."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from factories.rows import CityFactory, UserFactory
from mueang.apps.notices.actions import (
    KEY_TRUSTED,
    MOST_ATTEMPTS,
    confirm_arrived,
    new_notice,
    queue_many,
    queue_notice,
    retry_notice,
    send_due,
    stop_part,
)
from mueang.apps.notices.enums import Channel, NoticeKind, NoticeState, Reason
from mueang.apps.notices.errors import NoAddress, NotFailed, TooMuchTold
from mueang.apps.notices.models import CarrierState, LineLink, Notice, OptOut, QuietHours
from mueang.apps.notices.queries import address_hash, quiet_until

NOON = datetime(2026, 6, 15, 5, 0, tzinfo=UTC)  # 12:00 in Thailand
NIGHT = datetime(2026, 6, 15, 16, 0, tzinfo=UTC)  # 23:00


@pytest.fixture
def city(db):
    return CityFactory(slug="nakhon")


def line_user(number: int) -> str:
    return f"U{number:032x}"


def linked(number: int):
    user = UserFactory()
    LineLink.objects.create(user=user, line_user=line_user(number), joined_at=NOON)
    return user


def queue(city, key: str, **values) -> Notice:
    given = {"channel": Channel.LINE, "subject": "เรื่อง", "body": f"ข้อความ {key}", **values}
    notice = new_notice(city=city, key=key, **given)
    notice.next_attempt_at = NOON
    queue_many([notice])
    return Notice.objects.get(key=key)


def sms(city, key: str = "k", **values) -> Notice:
    return queue(city, key, **{"channel": Channel.SMS, "address": "+66810000000", **values})


def states(**filters) -> list[tuple[str, str]]:
    return [(row.state, row.reason) for row in Notice.objects.filter(**filters).order_by("pk")]


def until_settled(now: datetime, *, rounds: int = 200) -> datetime:
    """Rounds of the worker, its clock moved on to when the next notice is due."""
    for _round in range(rounds):
        send_due(now=now)
        waiting = Notice.objects.filter(state__in=[NoticeState.QUEUED, NoticeState.SENDING])
        row = waiting.order_by("next_attempt_at").first()
        if row is None:
            return now
        pause = CarrierState.objects.filter(paused_until__gt=now).first()
        now = max(now + timedelta(seconds=1), row.next_attempt_at, pause.paused_until if pause else now)
    raise AssertionError("notices are still waiting")


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
    Notice.objects.filter(pk=rows[0].pk).update(state=NoticeState.SENDING, sending_since=timezone.now())

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
    line.script = ["limits"]
    notice = queue(city, "k", user=linked(1))

    send_due(now=NOON)
    notice.refresh_from_db()

    assert (notice.state, notice.attempts, CarrierState.objects.get().paused_for) == ("queued", 0, "HTTP 429")
    until_settled(NOON)
    assert line.taken == {line_user(1): 1}


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

    with django_assert_max_num_queries(20):
        send_due(now=NOON)


WORKER = Path(__file__).with_name("dying_worker.py")


def shared_database(folder: Path) -> dict[str, str]:
    """What another process needs to meet this database; one that lies in memory is copied to a file."""
    if connection.vendor != "sqlite":
        return {"NAME": str(connection.settings_dict["NAME"])}
    file = folder / "killed.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM INTO '{file}'")
    return {"NAME": str(file)}


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_at_any_point_loses_nothing_and_doubles_nothing(line, tmp_path):
    """Three workers kill themselves at a step drawn by chance, a fourth lives: LINE, and a gateway without keys."""
    city = CityFactory(slug="killed")
    line.trouble = 0.15
    for number in range(60):
        queue(city, f"line{number}", user=linked(number), body="เหมือนกัน" if number % 3 else f"ต่าง {number}")
        sms(city, f"sms{number}", address=f"+6690{number:07d}", kind=NoticeKind.URGENT)
    database = json.dumps(shared_database(tmp_path))
    environment = os.environ | {"MUEANG_TEST_DATABASE": database, "PYTHONPATH": os.pathsep.join(sys.path)}

    ends = [
        subprocess.run(
            [sys.executable, str(WORKER), str(number), line.address], env=environment, check=False, capture_output=True
        )
        for number in (1, 2, 3, 0)
    ]

    assert [end.returncode for end in ends] == [-signal.SIGKILL] * 3 + [0], ends[-1].stderr.decode()
    rows = json.loads(ends[-1].stdout)
    assert len(rows) == 120
    assert {state for key, _to, state in rows if key.startswith("line")} == {"sent"}
    assert all(line.taken[line_user(number)] == 1 for number in range(60))
    by_sms = {to: state for _key, to, state in rows if to}
    assert set(by_sms.values()) == {"sent", "uncertain"}
    assert all(line.taken[to] == 1 if state == "sent" else line.taken[to] <= 1 for to, state in by_sms.items())
