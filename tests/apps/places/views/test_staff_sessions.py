"""A colleague is signed out everywhere by whoever gives roles in their city, and by nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cast import MEMBERS
from factories.rows import RoleGrantFactory
from mueang.apps.accounts.enums import Role, ScopeKind
from mueang.apps.audit.models import Event
from mueang.apps.places.actions import sign_out_staff
from mueang.apps.signins.models import SignIn

pytestmark = pytest.mark.django_db
LINE = "LINE, Android"


def signed_in(user):
    """A session with its row, as the door would have begun it."""
    device = Client()
    device.force_login(user)
    now = timezone.now()
    SignIn.objects.create(
        user=user,
        session_key=device.session.session_key,
        way="password",
        browser=LINE,
        address="192.0.2.7",
        began_at=now,
        seen_at=now,
        over_at=now + timedelta(hours=1),
    )
    return device


def address(cast, user):
    return reverse("places:staff_sessions", args=[cast.city.slug, user.uuid])


@pytest.mark.parametrize("member", MEMBERS)
def test_only_those_who_give_roles_see_and_end_a_colleagues_sessions(client, cast, member):
    signed_in(cast.keeper)
    if member != "anonymous":
        client.force_login(getattr(cast, member))

    answers = [client.get(address(cast, cast.keeper)), client.post(address(cast, cast.keeper))]

    allowed = member in {"manager", "unit_officer"}
    expected = [302, 302] if member == "anonymous" else [200, 302] if allowed else [404, 404]
    assert [answer.status_code for answer in answers] == expected
    assert SignIn.objects.standing().filter(user=cast.keeper).exists() != allowed


def test_every_session_of_the_colleague_ends_and_nobody_elses(client, cast):
    devices, other = [signed_in(cast.keeper) for _ in range(2)], signed_in(cast.officer)
    client.force_login(cast.manager)

    page = client.get(address(cast, cast.keeper)).text
    client.post(address(cast, cast.keeper))

    assert page.count(LINE) == 2
    assert "192.0.2.7" not in page
    assert [device.session.get("_auth_user_id") for device in devices] == [None, None]
    assert SignIn.objects.standing().get().user == cast.officer
    assert other.session.get("_auth_user_id") == str(cast.officer.pk)
    assert set(SignIn.objects.filter(user=cast.keeper).values_list("ending", flat=True)) == {"office"}
    event = Event.objects.get(verb="sign_in.staff_signed_out")
    assert (str(event.book), event.actor, event.facts) == (cast.city.slug, cast.manager, {"n": 2})
    assert Event.objects.filter(verb="sign_in.ended").count() == 2


def test_who_works_elsewhere_has_left_or_only_learns_is_not_there(client, cast):
    both = RoleGrantFactory(user=cast.keeper, role=Role.KEEPER, scope_kind=ScopeKind.CITY, city=cast.elsewhere)
    left = RoleGrantFactory(role=Role.KEEPER, city=cast.city, ended_at=timezone.now()).user
    client.force_login(cast.manager)

    for user in (cast.keeper, left, cast.manager_elsewhere, cast.unit_officer, cast.learner, cast.stranger):
        signed_in(user)
        assert client.post(address(cast, user)).status_code == 404
        with pytest.raises(PermissionDenied):
            sign_out_staff(user=user, city=cast.city, actor=cast.manager)
    assert SignIn.objects.standing().count() == 6
    both.ended_at = timezone.now()
    both.save()

    assert client.post(address(cast, cast.keeper)).status_code == 302
    assert SignIn.objects.standing().count() == 5


def test_one_s_own_sessions_are_ended_on_one_s_own_page(client, cast):
    client.force_login(cast.manager)

    assert client.get(address(cast, cast.manager)).url == reverse("signins:sessions")
    with pytest.raises(PermissionDenied):
        sign_out_staff(user=cast.manager, city=cast.city, actor=cast.manager)


def test_the_roles_lead_to_the_sessions_of_those_who_work_here_alone(client, cast):
    RoleGrantFactory(user=cast.officer, role=Role.KEEPER, scope_kind=ScopeKind.CITY, city=cast.elsewhere)
    client.force_login(cast.manager)

    page = client.get(reverse("places:roles", args=[cast.city.slug])).text

    assert address(cast, cast.keeper) in page
    assert address(cast, cast.officer) not in page
