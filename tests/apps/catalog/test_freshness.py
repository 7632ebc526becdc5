"""Entries that nobody confirms: asked about twice, shown as unconfirmed, out of the lists; and back at one press."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from factories.rows import OfferingFactory, PlaceFactory, RoleGrantFactory, SessionFactory, UserFactory
from mueang.apps.audit.models import Event
from mueang.apps.catalog import tasks
from mueang.apps.catalog.actions import confirm_by_link, hand_over_offering, publish_offering, step_offering
from mueang.apps.catalog.errors import LinkSpent
from mueang.apps.catalog.queries import browse, offering_page
from mueang.apps.catalog.queries.freshness import answer_of, link_for, owners_of_place, stale_offerings
from mueang.apps.notices.models import Notice
from mueang.apps.places.actions import hand_over_place, reopen_place, verify_place
from mueang.apps.places.enums import Freshness
from mueang.apps.places.queries import n_public_places

today = timezone.localdate
ASKING_STARTS = timedelta(days=120 - 14)


def at(days: int) -> datetime:
    return timezone.make_aware(datetime.combine(today() + timedelta(days=days), time(8)))


@pytest.fixture
def offering(cast):
    cast.place.verified_on = today() + timedelta(days=300)  # the place is not what is asked about here
    cast.place.save()
    row = OfferingFactory(
        city=cast.city,
        place=cast.place,
        program__city=cast.city,
        owner=cast.keeper,
        verified_on=today() - ASKING_STARTS,
        ends_on=today() + timedelta(days=400),
    )
    SessionFactory(offering=row, number=1, starts_at=at(380), ends_at=at(381))
    return row


def stage(row) -> Freshness:
    row.refresh_from_db()
    return Freshness(row.freshness)


def test_an_owner_is_asked_twice_then_it_shows_as_unconfirmed_then_it_leaves_the_lists(cast, offering):
    version = cast.city.version
    days = {0: Freshness.ASKED, 6: Freshness.ASKED, 7: Freshness.ASKED_AGAIN, 14: Freshness.ASKED_AGAIN}
    for day, expected in days.items():
        tasks.run(at(day))
        assert (stage(offering), offering.is_confirmed(today() + timedelta(days=day))) == (expected, True)
    assert Notice.objects.count() == 2
    cast.city.refresh_from_db()
    assert cast.city.version == version  # nothing the public sees has changed

    tasks.run(at(15))
    assert stage(offering) == Freshness.UNCONFIRMED
    page = offering_page(city=cast.city, slug=offering.slug, now=at(15))
    assert page is not None
    assert not page.card.is_confirmed
    assert browse(city=cast.city, now=at(74)).total == 1

    tasks.run(at(75))
    assert stage(offering) == Freshness.UNLISTED
    assert browse(city=cast.city, now=at(75)).total == 0
    assert offering_page(city=cast.city, slug=offering.slug, now=at(75)) is not None  # whoever has a seat finds it
    assert Event.objects.filter(verb="offering.unlisted").count() == 1
    cast.city.refresh_from_db()
    assert cast.city.version == version + 2
    assert Notice.objects.count() == 3


def test_each_step_is_made_once_however_often_the_worker_comes(offering):
    assert [tasks.run(at(0)) for _ in range(3)] == [1, 0, 0]
    assert Notice.objects.count() == 1


def test_a_worker_killed_in_the_middle_has_asked_nobody(offering):
    class Killed(BaseException):
        """The end of a process: its transaction is rolled back."""

    def killed_on_the_way() -> None:
        with transaction.atomic():
            step_offering(offering=offering, today=today())
            raise Killed

    with pytest.raises(Killed):
        killed_on_the_way()

    assert (stage(offering), Notice.objects.count()) == (Freshness.FRESH, 0)
    assert tasks.run(at(0)) == 1


def test_a_worker_that_was_away_for_months_still_asks_before_it_takes_anything_off(offering):
    for day, expected in {200: 1, 201: 1, 207: 2, 214: 3, 273: 3, 274: 4}.items():
        tasks.run(at(day))
        assert stage(offering) == expected


def test_a_draft_a_finished_and_a_fresh_one_are_left_in_peace(cast, offering):
    old = {"city": cast.city, "place": cast.place, "program__city": cast.city, "verified_on": None}
    OfferingFactory(**old, state="draft")
    OfferingFactory(**old, state="published", starts_on=today() - timedelta(9), ends_on=today() - timedelta(days=1))
    offering.confirm(today())
    offering.save()

    assert tasks.run(at(0)) == 0


def test_a_confirmation_begins_anew_from_any_stage(cast, offering):
    offering.freshness, offering.freshness_on = Freshness.UNLISTED, today()
    offering.save()
    sealed = link_for(offering, cast.keeper, on=today())

    confirm_by_link(sealed=sealed, today=today())

    assert stage(offering) == Freshness.FRESH
    assert (offering.verified_on, offering.freshness_on) == (today(), None)
    assert browse(city=cast.city).total == 1
    assert Event.objects.latest("pk").actor == cast.keeper


def test_publishing_confirms(cast):
    draft = OfferingFactory(
        city=cast.city, place=cast.place, program__city=cast.city, state="draft", freshness=Freshness.ASKED
    )
    SessionFactory(offering=draft, number=1)

    assert publish_offering(offering=draft, actor=cast.keeper).freshness == Freshness.FRESH


def test_a_place_is_asked_about_in_the_same_way_and_leaves_the_public_list(cast):
    place = PlaceFactory(city=cast.city, verified_on=None, owner=cast.officer)
    shown = n_public_places(cast.city)

    for day in (0, 7, 14, 74):
        tasks.run(at(day))

    assert stage(place) == Freshness.UNLISTED
    assert n_public_places(cast.city) == shown - 1
    assert Notice.objects.filter(user=cast.officer, about__contains=str(place.uuid)).count() == 3
    verify_place(place=place, on=today(), actor=cast.officer)
    assert n_public_places(cast.city) == shown
    assert reopen_place(place=place, actor=cast.officer).freshness == Freshness.FRESH


def test_who_is_asked_about_a_place(cast):
    assert owners_of_place(cast.place) == [cast.keeper]
    cast.place.owner = cast.officer
    assert owners_of_place(cast.place) == [cast.officer]
    cast.officer.is_active = False
    cast.keeper.is_active = False
    cast.keeper.save()
    assert owners_of_place(cast.place) == [cast.manager]
    assert owners_of_place(PlaceFactory()) == []


def test_an_owner_with_an_address_is_asked_by_mail_too_with_a_link_that_says_nothing(cast, offering):
    cast.keeper.email = "keeper@example.test"
    cast.keeper.save()

    tasks.run(at(0))

    mail = Notice.objects.get(channel="email")
    link = mail.body.split("/still-true/")[1].split("/")[0]
    assert offering.uuid.hex not in link
    entry = answer_of(link)
    assert entry is not None
    assert (entry.row, entry.user) == (offering, cast.keeper)


def test_looking_at_the_link_changes_nothing_and_the_button_confirms(client, cast, offering):
    offering.verified_on = today() - timedelta(days=200)
    offering.save()
    address = reverse("still_true:answer", args=[link_for(offering, cast.keeper, on=today())])

    for method in (client.get, client.head):
        assert method(address).status_code == 200
    assert stage(offering) == Freshness.FRESH
    assert offering.verified_on == today() - timedelta(days=200)

    answer = client.post(address)

    offering.refresh_from_db()
    assert (answer.status_code, offering.verified_on) == (200, today())
    assert "no-store" in answer["Cache-Control"]
    assert "ยืนยันแล้ว" in client.get(address).content.decode()


def test_a_link_made_elsewhere_too_old_or_of_somebody_who_left_is_spent(client, cast, offering):
    stranger = link_for(offering, cast.stranger, on=today())
    old = link_for(offering, cast.keeper, on=today() - timedelta(days=91))
    gone = link_for(PlaceFactory(closed_on=today()), cast.keeper, on=today())
    sealed = link_for(offering, cast.keeper, on=today())
    broken = ("A" if sealed[0] != "A" else "B") + sealed[1:]

    for link in (stranger, old, gone, broken, "x"):
        assert client.post(reverse("still_true:answer", args=[link])).status_code == 410
        with pytest.raises(LinkSpent):
            confirm_by_link(sealed=link, today=today())
    cast.keeper.is_active = False
    cast.keeper.save()
    assert client.get(reverse("still_true:answer", args=[sealed])).status_code == 410
    offering.refresh_from_db()
    assert offering.verified_on == today() - ASKING_STARTS


def test_a_place_is_confirmed_by_link(client, cast):
    cast.place.verified_on = None
    cast.place.save()
    address = reverse("still_true:answer", args=[link_for(cast.place, cast.keeper, on=today())])

    assert cast.place.name_th in client.get(address).content.decode()
    client.post(address)

    cast.place.refresh_from_db()
    assert cast.place.verified_on == today()


@pytest.fixture
def desk(cast):
    with translation.override("en"):
        yield lambda name, *rest: reverse(f"catalog:{name}", args=[cast.city.slug, *rest])


def test_the_manager_sees_who_is_stale_confirms_and_hands_over(client, cast, offering, desk):
    tasks.run(at(0))
    cast.place.verified_on = None
    cast.place.save()
    client.force_login(cast.manager)
    page = client.get(desk("freshness")).content.decode()
    assert all(words in page for words in (offering.slug, "Owner asked", cast.place.slug))
    assert client.get(desk("freshness"), {"format": "xlsx"}).content[:2] == b"PK"

    for kind, row in (("offerings", offering), ("places", cast.place)):
        client.post(desk("freshness_hand_over", kind, row.slug), {"owner": str(cast.officer.uuid)})
        row.refresh_from_db()
        assert row.owner == cast.officer
        client.post(desk("freshness_hand_over", kind, row.slug), {"owner": str(cast.stranger.uuid)})
        row.refresh_from_db()
        assert row.owner == cast.officer
        client.post(desk("freshness_confirm", kind, row.slug))
        row.refresh_from_db()
        assert row.verified_on == today()
    assert "Everything is confirmed" in client.get(desk("freshness")).content.decode()


def test_an_entry_goes_only_to_somebody_who_may_keep_it(cast, offering):
    foreign = RoleGrantFactory(city=cast.elsewhere).user
    for owner, actor in ((foreign, cast.manager), (cast.keeper, cast.stranger), (UserFactory(), cast.manager)):
        with pytest.raises(PermissionDenied):
            hand_over_offering(offering=offering, owner=owner, actor=actor)
        with pytest.raises(PermissionDenied):
            hand_over_place(place=cast.place, owner=owner, actor=actor)


@pytest.mark.parametrize(
    ("member", "status"), [("stranger", 404), ("manager_elsewhere", 404), ("keeper", 200), ("auditor", 200)]
)
def test_the_list_opens_to_those_of_the_city(client, cast, offering, desk, member, status):
    client.force_login(getattr(cast, member))

    assert client.get(desk("freshness")).status_code == status


def test_a_keeper_sees_only_what_they_keep(cast, offering):
    other = OfferingFactory(city=cast.city, program__city=cast.city, verified_on=None)

    assert list(stale_offerings(viewer=cast.keeper, city=cast.city, today=today() + timedelta(days=60))) == [offering]
    assert other in stale_offerings(viewer=cast.manager, city=cast.city, today=today())


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_database_a_fixed_number_of_times(client, cast, desk, rows, django_assert_num_queries):
    for _ in range(rows):
        OfferingFactory(city=cast.city, program__city=cast.city, verified_on=None)
        PlaceFactory(city=cast.city, verified_on=None)
    client.force_login(cast.manager)

    with django_assert_num_queries(9):  # session, account, grants, city, offerings, places, scopes twice, owners
        client.get(desk("freshness"))
