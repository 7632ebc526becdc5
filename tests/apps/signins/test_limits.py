"""How long sessions rest and last, and who must set up a second factor."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from factories.doors import is_signed_in, set_up_codes, sign_in, with_password
from mueang.apps.accounts.models import RoleGrant
from mueang.apps.audit.models import Event
from mueang.apps.signins.enums import STAMP
from mueang.apps.signins.models import SignIn
from mueang.apps.signins.rules import factor_due

HOUR = 3600


def age(client, **seconds):
    """Make the session look so many seconds older."""
    session = client.session
    stamp = session[STAMP]
    session[STAMP] = stamp | {name: stamp[name] - older for name, older in seconds.items()}
    session.save()


@pytest.mark.parametrize(
    ("older", "ending"),
    [({"seen": 2 * HOUR + 60}, "rested"), ({"seen": HOUR, "began": 12 * HOUR + 60}, "lasted")],
)
def test_a_session_of_staff_ends_by_itself(manager, client, older, ending):
    sign_in(client, "manager")
    age(client, **older)
    answer = client.get("/desk/nakhon/people/")

    assert answer.status_code == 302
    assert not is_signed_in(client)
    assert SignIn.objects.get().ending == ending
    assert Event.objects.get(verb="sign_in.ended").facts == {"how": ending}


def test_a_session_in_use_goes_on_and_is_seen(manager, client):
    sign_in(client, "manager")
    SignIn.objects.update(seen_at=timezone.now() - timedelta(hours=1), over_at=timezone.now())
    age(client, seen=HOUR)

    assert client.get("/desk/nakhon/people/").status_code == 200
    row = SignIn.objects.get()
    assert row.seen_at > timezone.now() - timedelta(minutes=1)
    assert row.over_at == row.seen_at + timedelta(hours=2)
    assert client.session[STAMP]["began"] <= client.session[STAMP]["seen"]


def test_looking_after_a_session_costs_no_statement_between_two_looks(manager, client, django_assert_num_queries):
    sign_in(client, "manager")
    address = reverse("accounts:roles")
    client.get(address)
    with django_assert_num_queries(2):
        # The session and the account.
        client.get(address)


def test_a_learner_stays_signed_in_for_days(learner, client):
    sign_in(client, "learner")
    age(client, seen=24 * HOUR, began=13 * 24 * HOUR)

    assert client.get(reverse("accounts:preferences")).status_code == 200
    age(client, began=2 * 24 * HOUR)
    assert client.get(reverse("accounts:preferences")).status_code == 302


def test_a_session_ended_elsewhere_is_over_even_where_its_row_still_stood(manager, client):
    sign_in(client, "manager")
    SignIn.objects.update(ended_at=timezone.now(), ending="revoked", session_key=None)
    age(client, seen=HOUR)

    assert client.get("/desk/nakhon/people/").status_code == 302


def test_who_works_with_children_is_asked_for_a_second_factor_and_has_days_for_it(cast, client, settings):
    with_password(cast.case_worker)
    answer = sign_in(client, "case_worker")

    said = [str(one) for one in get_messages(answer.wsgi_request)]
    assert any("พาสคีย์" in one or "passkey" in one for one in said), said
    assert client.get("/desk/nakhon/support/").status_code == 200


def test_after_those_days_nothing_opens_until_it_is_set_up(cast, client):
    with_password(cast.case_worker)
    RoleGrant.objects.filter(user=cast.case_worker).update(granted_at=timezone.now() - timedelta(days=15))
    sign_in(client, "case_worker")

    assert client.get("/desk/nakhon/support/").headers["Location"] == reverse("mfa_index")
    assert client.get("/en/desk/nakhon/support/").status_code == 302
    assert client.get(reverse("accounts:preferences")).status_code == 200

    set_up_codes(client)

    assert client.get("/desk/nakhon/support/").status_code == 200


@pytest.mark.parametrize(
    ("wanted", "asked"), [("nobody", set()), ("protected", {"teacher"}), ("staff", {"teacher", "manager"})]
)
def test_of_whom_it_is_asked_is_the_citys_choice(cast, settings, wanted, asked):
    settings.SECOND_FACTOR = wanted

    assert {name for name in ("teacher", "manager", "learner") if factor_due(getattr(cast, name))} == asked
