"""Where the activities of the course are done, and whose account a learner reads it with."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import translation

from factories.courses import a_learner, a_run
from factories.rows import CityFactory, PersonFactory, RoleGrantFactory, UserFactory
from mueang.apps.accounts.enums import Role, ScopeKind
from mueang.apps.accounts.models import RoleGrant
from mueang.apps.courses.actions import give_account, take_practice_seat
from mueang.apps.courses.errors import AccountTaken, NoPracticeCity, NoSuchAccount
from mueang.apps.courses.queries import own_city, room_of
from mueang.curriculum.reading import packaged_course

MODULES = {one.key: one for one in packaged_course().modules}
ROOMS = {one.tool: one for one in packaged_course().modules}


def to(name, *rest):
    with translation.override("en"):
        return reverse(name, args=rest)


@pytest.fixture
def learner(cast):
    return a_learner(a_run(cast), "reader")


@pytest.fixture
def practice():
    return CityFactory(slug="practice", is_invented=True)


def in_the_city(cast, learner, role):
    RoleGrantFactory(
        user=learner.person.user, role=role, scope_kind=ScopeKind.CITY, scope=cast.elsewhere.uuid, city=None
    )
    return learner.person.user


@pytest.mark.parametrize("role", [Role.CITY_MANAGER, Role.CITY_OFFICER, Role.AUDITOR])
def test_every_button_opens_a_real_room_to_whoever_sees_it(cast, learner, practice, client, role):
    user = in_the_city(cast, learner, role)
    take_practice_seat(enrollment=learner, actor=user)
    assert own_city(user, learner) == cast.elsewhere
    client.force_login(user)

    rooms = {tool: room_of(user, module, cast.elsewhere) for tool, module in ROOMS.items()}

    answers = {tool: client.get(room.address).status_code for tool, room in rooms.items() if not room.asks_for_a_seat}
    assert answers == dict.fromkeys(answers, 200)
    closed = {tool for tool in rooms if tool not in answers}
    assert closed == (set() if role == Role.CITY_MANAGER else {"places:roles"})
    own = {tool for tool, room in rooms.items() if not room.is_practice}
    assert "support:caseload" not in own
    assert {"heritage:items", "places:places", "plans:home", "indicators:panels"} <= own or role == Role.AUDITOR


def test_who_has_no_city_takes_a_seat_in_the_practice_city_once(cast, learner, practice, client):
    client.force_login(learner.person.user)
    page = to("course:module", learner.uuid, "no-child-lost")
    assert "Take a seat in the practice city" in client.get(page).content.decode()
    assert "Take a seat in the practice city" in client.get(to("course:home", learner.uuid)).content.decode()

    for _twice in range(2):
        answer = client.post(to("course:practise", learner.uuid), {"module": "no-child-lost"})

    assert answer.url == page
    grants = RoleGrant.objects.current().filter(user=learner.person.user)
    assert {(one.role, one.scope) for one in grants} == {
        (Role.CITY_OFFICER, practice.uuid),
        (Role.CASE_WORKER, practice.uuid),
    }
    assert f'href="{to("support:caseload", practice.slug)}"' in client.get(page).content.decode()
    assert client.post(to("course:practise", learner.uuid), {"module": "nothing"}).url == to(
        "course:home", learner.uuid
    )


def test_no_seat_is_taken_in_a_city_with_real_people_nor_by_anybody_else(cast, learner, client):
    with pytest.raises(NoPracticeCity):
        take_practice_seat(enrollment=learner, actor=learner.person.user)
    client.force_login(learner.person.user)
    client.post(to("course:practise", learner.uuid))
    assert room_of(learner.person.user, MODULES["no-child-lost"], cast.elsewhere) is None
    CityFactory(slug="practice", is_invented=True)
    for who in (cast.stranger, cast.manager, a_learner(learner.offering.course_run).person.user):
        with pytest.raises(PermissionDenied):
            take_practice_seat(enrollment=learner, actor=who)
    assert not RoleGrant.objects.filter(user=learner.person.user).exists()


def test_an_officer_says_which_account_a_learner_reads_with(cast, client):
    run = a_run(cast)
    seat = a_learner(run)
    seat.person.user = None
    seat.person.save()
    UserFactory(username="new")
    client.force_login(cast.officer)
    page, press = (to(f"courses:{one}", cast.city.slug, run.uuid, seat.uuid) for one in ("learner", "account"))
    assert "none yet" in client.get(page).content.decode()

    client.post(press, {"username": "nobody"})
    assert "Give the account" in client.get(page).content.decode()
    client.post(press, {"username": " new "})

    seat.person.refresh_from_db()
    assert seat.person.user.username == "new"
    found = client.get(page).content.decode()
    assert "Give the account" not in found
    assert "new" in found


def test_an_account_stands_for_one_person_and_is_given_by_the_citys_people(cast):
    run = a_run(cast)
    seat, other = a_learner(run, "first"), a_learner(run, "second")
    PersonFactory(city=cast.elsewhere, user=UserFactory(username="elsewhere"))
    free = a_learner(run)
    free.person.user = None
    free.person.save()

    for row, name, refusal in (
        (seat, "second", AccountTaken),
        (free, "elsewhere", AccountTaken),
        (free, "second", AccountTaken),
        (free, "nobody", NoSuchAccount),
    ):
        with pytest.raises(refusal):
            give_account(enrollment=row, username=name, actor=cast.officer)
    UserFactory(username="free")
    for who in (cast.stranger, cast.instructor, cast.manager_elsewhere, other.person.user):
        with pytest.raises(PermissionDenied):
            give_account(enrollment=free, username="free", actor=who)
    assert give_account(enrollment=seat, username="first", actor=cast.officer) == seat.person.user
