"""Adding, changing, confirming, closing and reopening a place."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from factories.rows import NeighbourhoodFactory, OrganizationFactory, PlaceFactory
from mueang.apps.audit.models import Event
from mueang.apps.places import actions
from mueang.apps.places.errors import PlaceClosed, ScopeElsewhere, VerifiedInTheFuture
from mueang.apps.places.models import Place

SQUARE = {"type": "Polygon", "coordinates": [[[101, 6], [102, 6], [102, 7], [101, 7], [101, 6]]]}
STRANGERS = ["stranger", "learner", "instructor", "auditor", "manager_elsewhere"]


def add(cast, actor=None, **details):
    values = {"kind": "library", "name_th": "หอสมุดสมมติ", "name_en": "Invented Library", **details}
    return actions.add_place(city=cast.city, actor=actor or cast.officer, **values)


def version(cast):
    cast.city.refresh_from_db()
    return cast.city.version


def test_add_place_finds_its_address_and_neighbourhood(cast):
    here = NeighbourhoodFactory(city=cast.city, boundary=SQUARE)

    first = add(cast, latitude=6.54, longitude=101.28, capacity=40, accessibility=["step_free"])
    second = add(cast)

    assert (first.slug, first.neighbourhood, first.capacity) == ("invented-library", here, 40)
    assert (second.slug, second.neighbourhood, second.verified_on) == ("invented-library-2", None, None)


def test_every_change_is_recorded_and_tells_the_public_pages(cast):
    today = timezone.localdate()

    place = add(cast)
    actions.change_place(place=place, capacity=10, actor=cast.officer)
    actions.verify_place(place=place, on=today, actor=cast.officer)
    actions.close_place(place=place, on=today, actor=cast.officer)
    actions.reopen_place(place=place, actor=cast.officer)

    assert list(Event.objects.order_by("number").values_list("verb", "facts")) == [
        ("place.added", {"kind": "library"}),
        ("place.changed", {"fields": ["capacity"]}),
        ("place.verified", {"on": today.isoformat()}),
        ("place.closed", {"on": today.isoformat()}),
        ("place.reopened", {}),
    ]
    assert version(cast) == 6


@pytest.mark.parametrize("member", STRANGERS)
def test_strangers_change_nothing_about_a_place(cast, member):
    actor, today = getattr(cast, member), timezone.localdate()
    before = Place.objects.values().get(pk=cast.place.pk)

    for attempt in (
        lambda: add(cast, actor=actor),
        lambda: actions.change_place(place=cast.place, name_en="Hacked", actor=actor),
        lambda: actions.verify_place(place=cast.place, on=today, actor=actor),
        lambda: actions.close_place(place=cast.place, on=today, actor=actor),
        lambda: actions.reopen_place(place=cast.place, actor=actor),
    ):
        with pytest.raises(PermissionDenied):
            attempt()

    assert Place.objects.values().get(pk=cast.place.pk) == before
    assert (Place.objects.count(), Event.objects.count(), version(cast)) == (1, 0, 1)


def test_a_keeper_keeps_the_entry_true_but_neither_adds_nor_closes(cast):
    today = timezone.localdate()

    changed = actions.change_place(place=cast.place, contact="073-123456", actor=cast.keeper)
    actions.verify_place(place=cast.place, on=today, actor=cast.keeper)

    assert changed.contact == "073-123456"
    with pytest.raises(PermissionDenied):
        add(cast, actor=cast.keeper)
    with pytest.raises(PermissionDenied):
        actions.close_place(place=cast.place, on=today, actor=cast.keeper)


def test_a_moved_place_finds_its_neighbourhood_anew_and_an_unmoved_one_keeps_its_own(cast):
    square, chosen = NeighbourhoodFactory(city=cast.city, boundary=SQUARE), NeighbourhoodFactory(city=cast.city)
    place = add(cast, latitude=6.5, longitude=101.5, neighbourhood=chosen)
    assert place.neighbourhood == chosen

    kept = actions.change_place(place=place, capacity=5, actor=cast.officer)
    moved = actions.change_place(place=place, latitude=6.6, longitude=101.6, actor=cast.officer)
    lost = actions.change_place(place=place, latitude=None, longitude=None, actor=cast.officer)

    assert (kept.neighbourhood, moved.neighbourhood, lost.neighbourhood) == (chosen, square, None)


@pytest.mark.parametrize(
    "details",
    [
        {"latitude": 6.5},
        {"latitude": 91.0, "longitude": 101.0},
        {"latitude": float("nan"), "longitude": 101.0},
        {"kind": "castle"},
        {"name_th": ""},
        {"website": "javascript:alert(1)"},
        {"slug": "not a slug"},
        {"capacity": -1},
    ],
)
def test_add_place_refuses_what_cannot_be(cast, details):
    with pytest.raises(ValidationError):
        add(cast, **details)

    assert Place.objects.count() == 1


def test_a_place_is_not_run_by_nor_laid_into_another_city(cast):
    for details in (
        {"organization": OrganizationFactory(city=cast.elsewhere)},
        {"neighbourhood": NeighbourhoodFactory(city=cast.elsewhere)},
    ):
        with pytest.raises(ScopeElsewhere):
            add(cast, **details)
        with pytest.raises(ScopeElsewhere):
            actions.change_place(place=cast.place, actor=cast.officer, **details)

    assert add(cast, organization=OrganizationFactory(city=None)).organization.city is None


def test_nobody_confirms_a_day_that_is_still_to_come(cast):
    tomorrow = timezone.localdate() + timedelta(days=1)

    with pytest.raises(VerifiedInTheFuture):
        actions.verify_place(place=cast.place, on=tomorrow, actor=cast.officer)
    with pytest.raises(VerifiedInTheFuture):
        add(cast, verified_on=tomorrow)


def test_an_earlier_day_never_overwrites_a_later_confirmation(cast):
    today = timezone.localdate()
    actions.verify_place(place=cast.place, on=today, actor=cast.officer)

    place = actions.verify_place(place=cast.place, on=date(2020, 1, 1), actor=cast.officer)

    assert place.verified_on == today


def test_a_closed_place_changes_no_more_until_it_reopens_unconfirmed(cast):
    today = timezone.localdate()
    actions.close_place(place=cast.place, on=today, actor=cast.officer)

    for attempt in (
        lambda: actions.change_place(place=cast.place, capacity=1, actor=cast.officer),
        lambda: actions.verify_place(place=cast.place, on=today, actor=cast.officer),
        lambda: actions.close_place(place=cast.place, on=today, actor=cast.officer),
    ):
        with pytest.raises(PlaceClosed):
            attempt()

    place = actions.reopen_place(place=cast.place, actor=cast.officer)
    assert (place.closed_on, place.verified_on) == (None, None)


def test_a_stale_copy_of_a_place_does_not_undo_what_others_changed(cast):
    stale = Place.objects.get(pk=cast.place.pk)
    actions.change_place(place=cast.place, contact="073-999999", actor=cast.keeper)

    actions.change_place(place=stale, capacity=7, actor=cast.officer)

    cast.place.refresh_from_db()
    assert (cast.place.contact, cast.place.capacity) == ("073-999999", 7)
    assert PlaceFactory(city=cast.city).capacity is None
