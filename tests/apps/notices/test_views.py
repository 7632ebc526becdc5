"""The outbox page and everybody's own notices."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook
from pypdf import PdfReader

from cast import MEMBERS
from mueang.apps.audit.models import Event
from mueang.apps.notices.actions import queue_notice
from mueang.apps.notices.enums import Channel, NoticeState
from mueang.apps.notices.models import Notice

SEES_THE_OUTBOX = {"officer", "manager", "unit_officer", "auditor"}


@pytest.fixture(autouse=True)
def in_thai():
    with translation.override("th"):
        yield


def queue(city, key, **values):
    common = {"city": city, "key": key, "subject": f"about {key}", "body": f"words of {key}", "channel": Channel.EMAIL}
    return queue_notice(**{**common, "address": f"{key}@example.org", **values})


def outbox_of(city):
    return reverse("notices:outbox", args=[city.slug])


@pytest.mark.parametrize("member", MEMBERS)
def test_the_outbox_is_shown_to_those_who_may_see_it(cast, client, member):
    queue(cast.city, "ours")
    queue(cast.elsewhere, "theirs")
    if member != "anonymous":
        client.force_login(getattr(cast, member))

    answer = client.get(outbox_of(cast.city))

    assert answer.status_code == (200 if member in SEES_THE_OUTBOX else 302 if member == "anonymous" else 404)
    assert ("about ours" in answer.content.decode()) == (member in SEES_THE_OUTBOX)
    assert "theirs" not in answer.content.decode()


def test_an_auditor_sees_that_something_was_sent_but_not_to_whom_and_what(cast, client):
    queue(cast.city, "ours")
    client.force_login(cast.auditor)

    page = client.get(outbox_of(cast.city)).content.decode()
    file = client.get(outbox_of(cast.city), {"format": "xlsx"}).content

    assert "about ours" in page
    assert "words of ours" not in page
    assert "ours@example.org" not in page
    assert next(load_workbook(io.BytesIO(file)).active.iter_rows(min_row=2, values_only=True))[2] is None


@pytest.mark.parametrize("n_notices", [1, 3])
def test_the_outbox_costs_the_same_however_long(cast, client, n_notices, django_assert_num_queries):
    for number in range(n_notices):
        queue(cast.city, f"k{number}", user=cast.learner)
    client.force_login(cast.officer)

    with django_assert_num_queries(7):
        assert client.get(outbox_of(cast.city)).status_code == 200


def test_the_outbox_filters_and_ignores_what_is_no_state(cast, client):
    queue(cast.city, "letter")
    queue(cast.city, "text", channel=Channel.COPY)
    client.force_login(cast.officer)

    def page(**query: str) -> str:
        return client.get(outbox_of(cast.city), query).content.decode()

    assert "about text" not in page(channel="email")
    assert "about letter" not in page(state="queued", channel="copy")
    assert "about letter" in page(state="'; DROP TABLE notices_notice", channel="<script>")
    assert "about" not in page(state="failed")


def test_an_empty_outbox_says_what_will_appear(cast, client):
    client.force_login(cast.officer)

    assert "ยังไม่มีข้อความออก" in client.get(outbox_of(cast.city)).content.decode()


def test_every_state_is_shown(cast, client):
    for state in NoticeState:
        row = queue(cast.city, state.value)
        Notice.objects.filter(pk=row.pk).update(state=state, attempts=2, last_error="SMTPException 451")
    client.force_login(cast.officer)

    with translation.override("en"):
        page = client.get(outbox_of(cast.city)).content.decode()

    assert "SMTPException 451" in page
    assert "next try" in page
    assert (page.count("/retry/"), page.count("/arrived/")) == (2, 1)


def test_words_are_escaped(cast, client):
    queue(cast.city, "k", body="<script>alert(1)</script>", channel=Channel.COPY)
    queue(cast.city, "own", body="<script>alert(1)</script>", channel=Channel.IN_APP, user=cast.officer)
    client.force_login(cast.officer)

    for address in (outbox_of(cast.city), reverse("notices:mine", args=[cast.city.slug])):
        assert "<script>alert" not in client.get(address).content.decode()


def test_the_excel_file_holds_the_outbox_and_is_put_on_record(cast, client):
    queue(cast.city, "letter")
    sent = queue(cast.city, "app", channel=Channel.IN_APP, user=cast.learner)
    queue(cast.elsewhere, "theirs")
    client.force_login(cast.officer)

    answer = client.get(outbox_of(cast.city), {"format": "xlsx"})

    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(min_row=2, values_only=True))
    assert [(row[2], row[3]) for row in rows] == [(str(sent.user), "about app"), ("letter@example.org", "about letter")]
    assert Event.objects.filter(verb="read", actor=cast.officer, facts__n_rows=2).exists()


def test_an_officer_tries_again_and_ticks_off(cast, client):
    failed, text = queue(cast.city, "failed"), queue(cast.city, "text", channel=Channel.COPY)
    Notice.objects.filter(pk=failed.pk).update(state=NoticeState.FAILED)
    client.force_login(cast.officer)

    for name, notice in (("retry", failed), ("retry", failed), ("copied", text)):
        answer = client.post(reverse(f"notices:{name}", args=[cast.city.slug, notice.uuid]), follow=True)
        assert answer.status_code == 200

    assert set(Notice.objects.values_list("key", "state")) == {("failed", "queued"), ("text", "sent")}


@pytest.mark.parametrize("name", ["retry", "copied"])
def test_the_outbox_is_worked_only_by_those_who_may(cast, client, name):
    notice = queue(cast.city, "k", channel=Channel.COPY)
    Notice.objects.filter(pk=notice.pk).update(state=NoticeState.FAILED)
    address = reverse(f"notices:{name}", args=[cast.city.slug, notice.uuid])

    codes = []
    for member in (cast.auditor, cast.keeper, cast.manager_elsewhere):
        client.force_login(member)
        codes.append(client.post(address).status_code)
    client.force_login(cast.officer)
    codes.append(client.get(address).status_code)

    assert codes == [403, 404, 404, 405]
    assert Notice.objects.get().state == NoticeState.FAILED


@pytest.mark.parametrize("n_notices", [1, 3])
def test_mine_shows_only_ones_own_of_this_city(cast, client, n_notices, django_assert_num_queries):
    for number in range(n_notices):
        queue(cast.city, f"own{number}", channel=Channel.IN_APP, user=cast.learner)
    queue(cast.city, "another", channel=Channel.IN_APP, user=cast.stranger)
    queue(cast.elsewhere, "theirs", channel=Channel.IN_APP, user=cast.learner)
    client.force_login(cast.learner)

    with django_assert_num_queries(7):
        page = client.get(reverse("notices:mine", args=[cast.city.slug])).content.decode()

    assert page.count("about own") >= n_notices
    assert "another" not in page
    assert "theirs" not in page


def test_mine_is_empty_at_first_and_asks_strangers_to_sign_in(cast, client):
    address = reverse("notices:mine", args=[cast.city.slug])

    assert client.get(address).status_code == 302
    client.force_login(cast.learner)
    assert "ไม่มีการแจ้งเตือน" in client.get(address).content.decode()
    assert client.get(reverse("notices:mine", args=["no-such-city"])).status_code == 404


def test_one_and_then_all_are_marked_as_read(cast, client):
    rows = [queue(cast.city, f"k{n}", channel=Channel.IN_APP, user=cast.learner) for n in range(3)]
    theirs = queue(cast.city, "another", channel=Channel.IN_APP, user=cast.stranger)
    client.force_login(cast.learner)

    assert client.post(reverse("notices:read", args=[cast.city.slug, theirs.uuid])).status_code == 404
    client.post(reverse("notices:read", args=[cast.city.slug, rows[0].uuid]))
    assert Notice.objects.filter(read_at__isnull=False).count() == 1
    client.post(reverse("notices:read_all", args=[cast.city.slug]))

    assert set(Notice.objects.filter(read_at=None)) == {theirs}


def test_letters_are_printed_for_window_envelopes_and_ticked_off(cast, client):
    for number in range(3):
        queue(cast.city, f"k{number}", channel=Channel.LETTER, address="นางสมศรี ใจดี", body="เรียน\n\nเชิญ")
    queue(cast.elsewhere, "theirs", channel=Channel.LETTER, address="another")
    addresses = [reverse(f"notices:letters{part}", args=[cast.city.slug]) for part in ("", "_print", "_posted")]
    client.force_login(cast.officer)

    page = client.get(addresses[0]).content.decode()
    pdf = client.get(addresses[1])
    uuids = [str(row.uuid) for row in Notice.objects.exclude(key="k2")]
    client.post(addresses[2], {"letter": [*uuids, "no-uuid"]})

    assert page.count("นางสมศรี ใจดี") == 3
    assert pdf.content.startswith(b"%PDF")
    assert len(PdfReader(io.BytesIO(pdf.content)).pages) == 3
    assert sorted(Notice.objects.values_list("key", "state")) == [
        ("k0", "sent"),
        ("k1", "sent"),
        ("k2", "queued"),
        ("theirs", "queued"),
    ]
    assert Event.objects.filter(verb="notice.posted", facts__n=2).exists()
    client.force_login(cast.auditor)
    assert [client.get(address).status_code for address in addresses[:2]] == [404, 404]
    assert client.post(addresses[2]).status_code == 404


def test_nothing_is_printed_where_no_letter_waits(cast, client):
    client.force_login(cast.officer)

    assert client.get(reverse("notices:letters_print", args=[cast.city.slug])).status_code == 404
    assert client.get(reverse("notices:letters", args=[cast.city.slug])).status_code == 200


def test_an_officer_decides_whether_it_arrived(cast, client):
    notice = queue(cast.city, "k")
    Notice.objects.update(state=NoticeState.UNCERTAIN)
    client.force_login(cast.officer)
    address = reverse("notices:arrived", args=[cast.city.slug, notice.uuid])

    for _time in range(2):
        assert client.post(address).status_code == 302

    assert Notice.objects.get().state == NoticeState.SENT
