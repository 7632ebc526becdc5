"""What the worker does for sign-ins and lent roles."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from factories.doors import is_signed_in, sign_in
from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.models import RoleGrant, User
from mueang.apps.accounts.rules import holds
from mueang.apps.audit.models import Event
from mueang.apps.signins.models import SignIn
from mueang.apps.signins.queries import browser_of
from mueang.apps.signins.tasks import run


def test_a_session_that_nobody_used_is_ended_and_later_forgotten(manager, client):
    now = timezone.now()
    sign_in(client, "manager")
    SignIn.objects.update(over_at=now)

    assert run(now) == 1
    assert SignIn.objects.get().ending == "rested"
    assert not is_signed_in(client)
    assert run(now) == 0
    assert run(now + timedelta(days=89)) == 0
    assert run(now + timedelta(days=91)) == 1
    assert not SignIn.objects.exists()


def test_a_session_in_use_is_left_alone(manager, client):
    sign_in(client, "manager")

    assert run(timezone.now() + timedelta(minutes=119)) == 0
    assert is_signed_in(client)


def lend(*arguments):
    said = StringIO()
    call_command("access_lend", *arguments, stdout=said)
    return said.getvalue()


def fresh(user):
    return User.objects.get(pk=user.pk)


def test_a_role_is_lent_for_hours_and_ends_by_itself_on_the_record(cast):
    lend("stranger", "--role", "city_manager", "--city", "nakhon", "--hours", "1", "--reason", "ticket 12")
    now, at = timezone.now(), [cast.city.uuid]

    assert holds(fresh(cast.stranger), Permission.AUDIT_READ, at=at)
    assert not holds(fresh(cast.stranger), Permission.AUDIT_READ, at=[cast.elsewhere.uuid])
    event = Event.objects.get(verb="role.lent")
    assert (event.book.name, event.facts["reason"]) == ("nakhon", "ticket 12")

    RoleGrant.objects.filter(user=cast.stranger).update(until=now - timedelta(seconds=1))
    assert not holds(fresh(cast.stranger), Permission.AUDIT_READ, at=at)
    assert run(now) == 1
    assert RoleGrant.objects.get(user=cast.stranger).ended_at == now
    assert Event.objects.get(verb="role.ended").facts == {"role": "city_manager", "how": "lent"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("nobody", "--role", "auditor", "--reason", "x"),
        ("stranger", "--role", "auditor", "--city", "nowhere", "--reason", "x"),
        ("stranger", "--role", "auditor", "--hours", "25", "--reason", "x"),
        ("stranger", "--role", "auditor", "--hours", "0", "--reason", "x"),
        ("auditor", "--role", "auditor", "--city", "nakhon", "--reason", "x"),
    ],
)
def test_what_cannot_be_lent_is_said(cast, arguments):
    with pytest.raises(CommandError):
        lend(*arguments)


@pytest.mark.parametrize("flag", ["is_superuser", "is_staff"])
def test_no_account_can_be_a_superuser(cast, flag):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=cast.manager.pk).update(**{flag: True})


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/120.0 Mobile Safari/537.36", "Chrome, Android"),
        ("curl/8.0 <script>", ""),
        ("", ""),
    ],
)
def test_a_browser_is_named_as_its_owner_would(agent, said):
    assert browser_of(agent) == said
