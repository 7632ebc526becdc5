"""A key that may be in other hands: told at one page, and what it signed is signed anew."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from factories.credentials import make_achievement, make_cohort, make_issuer
from mueang.apps.accounts.models import RoleGrant
from mueang.apps.credentials import tasks
from mueang.apps.credentials.actions import ask_renewal, declare_unsafe, revoke, start_award_run
from mueang.apps.credentials.errors import KeyStillGood, RenewalUnderWay
from mueang.apps.credentials.models import Award, IssuerKey
from mueang.apps.credentials.queries import check_award, counts_of


@pytest.fixture
def key(cast):
    """A key that signed three awards."""
    cohort = make_cohort(cast.city, n_completed=3, officer=cast.officer)
    achievement = make_achievement(make_issuer(cast.city), cohort)
    start_award_run(achievement=achievement, offering=cohort, actor=cast.officer)
    while tasks.run(timezone.now()):
        pass
    return IssuerKey.objects.get()


def page_of(key, cast):
    return reverse("credentials:key", args=[cast.city.slug, key.fragment])


def declared(key, cast):
    return declare_unsafe(key=key, since=timezone.now() - timedelta(days=1), actor=cast.officer)


def test_an_officer_tells_that_a_key_is_not_safe_and_has_its_awards_signed_anew(client, key, cast):
    client.force_login(cast.officer)
    listed = client.get(reverse("credentials:keys", args=[cast.city.slug])).text
    before = client.get(page_of(key, cast))
    day = timezone.localdate()

    told = client.post(page_of(key, cast), {"since": f"{day.day}/{day.month}/{day.year + 543}", "clock": "00:00"})
    key.refresh_from_db()
    doubtful = client.get(page_of(key, cast))
    asked = client.post(page_of(key, cast), {"renew": "1"})
    busy = client.get(page_of(key, cast))
    while tasks.run(timezone.now()):
        pass
    over = client.get(page_of(key, cast))

    assert page_of(key, cast) in listed
    assert (before.status_code, told.status_code, doubtful.status_code, asked.status_code) == (200, 302, 200, 302)
    assert timezone.localtime(key.unsafe_since).strftime("%H:%M") == "00:00"
    assert (busy["Refresh"], over.headers.get("Refresh")) == ("2", None)
    standing = Award.objects.filter(revoked_at=None)
    assert standing.count() == 3
    assert all(check_award(one.uuid).ok and one.replaces.revocation_reason == "unsafe_key" for one in standing)
    assert (counts_of(key).n_signed, counts_of(key).n_standing) == (3, 0)


def test_a_renewal_goes_on_where_it_was_killed_and_leaves_out_what_was_revoked_meanwhile(key, cast, monkeypatch):
    monkeypatch.setattr("mueang.apps.credentials.actions.renewing.BATCH", 1)
    declared(key, cast)
    ask_renewal(key=key, actor=cast.officer)

    assert tasks.run(timezone.now()) == 1
    revoke(award=Award.objects.filter(revoked_at=None, replaces=None).first(), reason="request", actor=cast.officer)
    while tasks.run(timezone.now()):
        pass

    assert Award.objects.filter(revoked_at=None).count() == 2
    assert IssuerKey.objects.get(pk=key.pk).renewed_at is not None
    assert tasks.run(timezone.now()) == 0


def test_a_renewal_stops_where_its_officer_may_not_award_any_more_and_can_be_asked_for_anew(key, cast):
    declared(key, cast)
    ask_renewal(key=key, actor=cast.officer)
    RoleGrant.objects.filter(user=cast.officer).update(ended_at=timezone.now())

    assert tasks.run(timezone.now()) == 0
    assert Award.objects.filter(revoked_at=None).count() == 3
    ask_renewal(key=key, actor=cast.manager)


def test_only_an_unsafe_key_is_renewed_and_only_once(key, cast):
    with pytest.raises(KeyStillGood):
        ask_renewal(key=key, actor=cast.officer)
    declared(key, cast)
    with pytest.raises(PermissionDenied):
        ask_renewal(key=key, actor=cast.stranger)
    ask_renewal(key=key, actor=cast.officer)
    with pytest.raises(RenewalUnderWay):
        ask_renewal(key=key, actor=cast.officer)


def test_a_day_that_is_none_and_a_second_press_are_told(client, key, cast):
    client.force_login(cast.officer)

    assert client.post(page_of(key, cast), {"since": "31/2/2566", "clock": "00:00"}).status_code == 400
    assert client.post(page_of(key, cast), {"renew": "1"}, follow=True).status_code == 200
    declared(key, cast)
    twice = client.post(page_of(key, cast), {"since": "1/1/2566", "clock": "00:00"}, follow=True)
    assert "ถูกประกาศว่าไม่ปลอดภัยไปแล้ว" in twice.text
    assert client.get(page_of(key, cast), {"format": "xlsx"}).status_code == 200


def test_keys_are_a_404_for_strangers(client, key, cast):
    for member in (cast.stranger, cast.manager_elsewhere, cast.keeper, cast.auditor):
        client.force_login(member)
        assert client.get(reverse("credentials:keys", args=[cast.city.slug])).status_code == 404
        assert client.post(page_of(key, cast), {"renew": "1"}).status_code == 404
