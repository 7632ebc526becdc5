"""Awards handed to people without an account: a link works once, and its key stands nowhere."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from factories.credentials import make_achievement, make_cohort, make_issuer
from mueang.apps.audit.models import Event
from mueang.apps.credentials import tasks
from mueang.apps.credentials.actions import claim, hand_out, hand_out_run, revoke, start_award_run, withdraw_claim
from mueang.apps.credentials.errors import ClaimOver, NothingToHandOut
from mueang.apps.credentials.models import AwardClaim, AwardRun


@pytest.fixture
def run(cast):
    """Three awards of one cohort."""
    cohort = make_cohort(cast.city, n_completed=3, officer=cast.officer)
    achievement = make_achievement(make_issuer(cast.city), cohort)
    start_award_run(achievement=achievement, offering=cohort, actor=cast.officer)
    while tasks.run(timezone.now()):
        pass
    return AwardRun.objects.get()


@pytest.fixture
def award(run):
    return run.awards.first()


def test_a_holder_takes_the_award_by_its_link_once_without_an_account(client, award, cast):
    slip = hand_out(award=award, actor=cast.officer)
    address = reverse("claim:page", args=[slip.key])

    seen = [client.get(address), client.head(address), client.get(address)]
    taken = client.post(address)
    again = client.post(address)

    assert [one.status_code for one in seen] == [200] * 3
    assert award.person.full_name in seen[0].text
    assert (taken.status_code, again.status_code, client.get(address).status_code) == (200, 404, 404)
    assert reverse("award_jwt", args=[award.uuid]) in taken.text
    assert award.person.full_name not in again.text
    assert AwardClaim.objects.get().claimed_at is not None


def test_the_page_of_a_key_goes_into_no_log_no_cache_and_no_search_engine(client, award, cast, caplog):
    slip = hand_out(award=award, actor=cast.officer)
    answers = [client.get(f"/claim/{key}/") for key in (slip.key, "no-such-key")]

    for answer in answers:
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer["X-Robots-Tag"]
        assert "no-store" in answer["Cache-Control"]
    assert slip.key not in caplog.text
    assert "no-such-key" not in caplog.text


def test_the_key_stands_in_no_table_and_in_no_event(award, cast):
    slip = hand_out(award=award, actor=cast.officer)

    assert len(slip.key) == 32
    assert slip.key not in str(list(AwardClaim.objects.values()))
    assert slip.key not in str(list(Event.objects.values()))


def test_a_link_that_is_old_withdrawn_replaced_or_of_a_revoked_award_takes_nothing(award, cast):
    now = timezone.now()
    first = hand_out(award=award, actor=cast.officer)
    second = hand_out(award=award, actor=cast.officer)
    with pytest.raises(ClaimOver):
        claim(key=first.key)
    with pytest.raises(ClaimOver):
        claim(key=second.key, now=now + timedelta(days=31))
    withdraw_claim(claim=AwardClaim.objects.get(withdrawn_at=None), actor=cast.officer)
    with pytest.raises(ClaimOver):
        claim(key=second.key)
    third = hand_out(award=award, actor=cast.officer)
    revoke(award=award, reason="mistake", actor=cast.officer)
    with pytest.raises(ClaimOver):
        claim(key=third.key)
    with pytest.raises(NothingToHandOut):
        hand_out(award=award, actor=cast.officer)


def test_what_was_taken_cannot_be_withdrawn(award, cast):
    claim(key=hand_out(award=award, actor=cast.officer).key)

    with pytest.raises(ClaimOver):
        withdraw_claim(claim=AwardClaim.objects.get(), actor=cast.officer)


def test_slips_are_made_for_everybody_of_a_cohort_who_has_not_taken_theirs(client, run, cast):
    claim(key=hand_out(award=run.awards.last(), actor=cast.officer).key)
    client.force_login(cast.officer)

    page = client.post(reverse("credentials:run_slips", args=[cast.city.slug, run.uuid]))

    keys = set(re.findall(r"/claim/([\w-]{32})/", page.text))
    assert page.status_code == 200
    assert page.text.count("<svg xmlns") >= 2
    assert len(keys) == 2
    assert {claim(key=key).pk for key in keys} == {one.pk for one in run.awards.all()} - {run.awards.last().pk}
    with pytest.raises(NothingToHandOut):
        hand_out_run(run=run, actor=cast.officer)
    emptied = client.post(reverse("credentials:run_slips", args=[cast.city.slug, run.uuid]), follow=True)
    assert "มีเจ้าของรับไปแล้ว" in emptied.text


def test_an_officer_makes_a_link_sees_what_came_of_it_and_takes_it_back(client, award, cast):
    client.force_login(cast.officer)
    made = client.post(reverse("credentials:hand_over", args=[cast.city.slug, award.uuid]))
    (key,) = set(re.findall(r"/claim/([\w-]{32})/", made.text))
    page = client.get(reverse("credentials:award", args=[cast.city.slug, award.uuid])).text
    back = reverse("credentials:withdraw_claim", args=[cast.city.slug, AwardClaim.objects.get().uuid])

    assert back in page
    assert key not in page
    assert client.post(back).status_code == 302
    assert client.post(back, follow=True).status_code == 200
    assert client.get(f"/claim/{key}/").status_code == 404
    revoke(award=award, reason="mistake", actor=cast.officer)
    assert client.post(reverse("credentials:hand_over", args=[cast.city.slug, award.uuid])).status_code == 302


def test_strangers_hand_nothing_out(client, award, run, cast):
    hand_out(award=award, actor=cast.officer)
    row = AwardClaim.objects.get()
    for member in (cast.stranger, cast.manager_elsewhere, cast.keeper, cast.auditor):
        client.force_login(member)
        for name, uuid in (("hand_over", award.uuid), ("run_slips", run.uuid), ("withdraw_claim", row.uuid)):
            assert client.post(reverse(f"credentials:{name}", args=[cast.city.slug, uuid])).status_code == 404
    for refused in (
        lambda: hand_out(award=award, actor=cast.stranger),
        lambda: hand_out_run(run=run, actor=cast.stranger),
        lambda: withdraw_claim(claim=row, actor=cast.stranger),
    ):
        with pytest.raises(PermissionDenied):
            refused()


def test_whoever_tries_keys_is_slowed_down(client, db, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "read_claim": "2/h/ip"}

    answers = [client.get(f"/claim/key-{number}/").status_code for number in range(3)]

    assert answers == [404, 404, 429]
