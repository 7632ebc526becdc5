"""A bell on a device: joined and parted by its owner, rung without words, at no address of a strangers choosing."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation

from factories.outbox import NIGHT, NOON, states
from factories.rows import CityFactory, UserFactory
from mueang.apps.notices.actions import join_device, leave_device, queue_notice, send_due
from mueang.apps.notices.actions.devices import MOST_DEVICES
from mueang.apps.notices.enums import Channel, NoticeKind
from mueang.apps.notices.errors import NoPushService
from mueang.apps.notices.models import Notice, OptOut, PushDevice
from mueang.lib.outgoing import Answer, Provider

SERVICE = "https://push.example.org/send/"


@pytest.fixture
def city(db):
    return CityFactory(slug="nakhon")


@pytest.fixture
def service(settings, monkeypatch):
    """A push service that keeps what it was asked and answers what it is told to."""
    settings.PUSH_HOSTS, settings.BASE_URL = ["push.example.org"], "https://city.example.org"
    asked: list[tuple[str, dict[str, str], bytes | None]] = []
    answers: list[int] = []

    def ask(_provider, method, url, *, headers, body=None):
        asked.append((f"{method} {url}", dict(headers), body))
        return Answer(answers.pop(0) if answers else 201, {}, b"")

    monkeypatch.setattr(Provider, "ask", ask)
    return asked, answers


def tell(city, user, key="k", kind=NoticeKind.SERVICE) -> Notice:
    told = queue_notice(
        city=city, channel=Channel.IN_APP, subject="ความลับ", body="ที่นั่งของเด็ก", key=key, user=user, kind=kind
    )
    Notice.objects.filter(channel=Channel.PUSH).update(next_attempt_at=NOON)
    return told


def bells() -> list[tuple[str, str]]:
    return states(channel=Channel.PUSH)


def test_each_device_rings_and_none_of_the_words_leaves_the_house(city, service):
    user = UserFactory()
    join_device(user=user, endpoint=f"{SERVICE}a", label="Chrome")
    join_device(user=user, endpoint=f"{SERVICE}b", label="Firefox")
    join_device(user=UserFactory(), endpoint=f"{SERVICE}c", label="")
    tell(city, user)

    send_due(now=NOON)

    asked, _answers = service
    assert sorted(line for line, _headers, _body in asked) == [f"POST {SERVICE}a", f"POST {SERVICE}b"]
    assert {body for _line, _headers, body in asked} == {b""}
    assert all("ความลับ" not in str(headers) and "vapid t=" in str(headers) for _line, headers, _body in asked)
    assert bells() == [("sent", "")] * 2


def test_a_device_that_is_gone_is_forgotten_and_the_notice_says_so(city, service):
    user = UserFactory()
    join_device(user=user, endpoint=f"{SERVICE}a", label="")
    tell(city, user)
    service[1].append(410)

    send_due(now=NOON)
    tell(city, user, key="next")

    assert bells() == [("failed", "unlinked")]
    assert not PushDevice.objects.exists()


def test_a_device_parted_meanwhile_is_not_rung(city, service):
    user, other = UserFactory(), UserFactory()
    device = join_device(user=user, endpoint=f"{SERVICE}a", label="")
    tell(city, user)

    assert not leave_device(user=other, uuid=device.uuid)
    assert leave_device(user=user, uuid=device.uuid)
    send_due(now=NOON)

    assert service[0] == []
    assert bells() == [("failed", "unlinked")]


def test_in_quiet_hours_only_what_is_urgent_rings(city, service):
    user = UserFactory()
    join_device(user=user, endpoint=f"{SERVICE}a", label="")
    tell(city, user, key="waits")
    tell(city, user, key="urgent", kind=NoticeKind.URGENT)

    send_due(now=NIGHT)

    assert bells() == [("queued", ""), ("sent", "")]


def test_whoever_turned_bells_off_is_not_rung(city, service):
    user = UserFactory()
    join_device(user=user, endpoint=f"{SERVICE}a", label="")
    OptOut.objects.create(user=user, kind=NoticeKind.SERVICE, channel=Channel.PUSH)

    tell(city, user)

    assert bells() == []


def test_a_device_taken_off_the_list_of_services_is_not_asked(city, service, settings):
    user = UserFactory()
    join_device(user=user, endpoint=f"{SERVICE}a", label="")
    tell(city, user)
    settings.PUSH_HOSTS = ["push.example.com"]

    send_due(now=NOON)

    assert service[0] == []
    assert bells() == [("failed", "turned_off")]


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://push.example.org/x",
        "https://push.example.org.evil.example/x",
        "https://push.example.org:8443/x",
        "https://user@push.example.org/x",
        "https://127.0.0.1/x",
        "https://[broken/x",
        "",
        SERVICE + "x" * 1000,
    ],
)
def test_nobody_makes_the_house_ask_an_address_of_their_own_choosing(db, service, endpoint):
    with pytest.raises(NoPushService):
        join_device(user=UserFactory(), endpoint=endpoint, label="")


def test_a_device_belongs_to_whoever_joined_it_last_and_the_oldest_make_room(db, service):
    one, two = UserFactory(), UserFactory()
    join_device(user=one, endpoint=f"{SERVICE}a", label="")
    join_device(user=two, endpoint=f"{SERVICE}a", label="")
    for number in range(MOST_DEVICES):
        join_device(user=two, endpoint=f"{SERVICE}{number}", label="")

    assert not PushDevice.objects.filter(user=one).exists()
    kept = PushDevice.objects.filter(user=two).values_list("endpoint", flat=True)
    assert list(kept) == [f"{SERVICE}{number}" for number in range(MOST_DEVICES)]


def test_a_learner_joins_a_device_sees_it_and_parts_it(cast, client, service):
    wishes, city = reverse("campaigns:wishes", args=[cast.city.slug]), cast.city.slug
    client.force_login(cast.learner)

    with translation.override("en"):
        joined = client.post(
            reverse("notices:device_join", args=[city]), {"endpoint": f"{SERVICE}a", "label": "Chrome · Android"}
        )
        page = client.get(wishes).content.decode()
        mine = PushDevice.objects.get(user=cast.learner)
        stranger = PushDevice.objects.create(user=cast.officer, endpoint=f"{SERVICE}b", endpoint_hash="b")
        leave = reverse("notices:device_leave", args=[city])
        ends = [client.post(leave, {"device": one}).status_code for one in (mine.uuid, mine.uuid, stranger.uuid, "x")]
        refused = client.post(reverse("notices:device_join", args=[city]), {"endpoint": "https://127.0.0.1/"})

    assert joined.status_code == 204
    assert "Chrome · Android" in page
    assert 'data-key="B' in page
    assert ends == [302, 404, 404, 404]
    assert refused.status_code == 400


def test_the_script_of_the_bell_holds_fixed_words_and_stands_only_where_push_is_set_up(cast, client, service, settings):
    bell = reverse("notices:bell", args=[cast.city.slug])

    script = client.get(bell)
    missing = client.get(reverse("notices:bell", args=["nowhere"]))
    settings.PUSH_HOSTS = []
    client.force_login(cast.learner)

    assert script["Content-Type"].startswith("text/javascript")
    assert reverse("notices:mine", args=[cast.city.slug]) in script.content.decode()
    assert missing.status_code == 404
    assert client.get(bell).status_code == 404
    assert 'id="bell"' not in client.get(reverse("campaigns:wishes", args=[cast.city.slug])).content.decode()


def test_words_too_are_of_the_readers_language(cast, client, service):
    with translation.override("en"):
        script = client.get(reverse("notices:bell", args=[cast.city.slug])).content.decode()

    assert "There is news for you" in script
