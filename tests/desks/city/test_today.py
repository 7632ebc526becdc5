"""The manager's morning page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cast import MEMBERS
from factories.credentials import make_cohort
from factories.outcomes import completer
from factories.rows import EnrollmentFactory, OfferingFactory, PlaceFactory, SessionFactory
from mueang.apps.outcomes.actions import Wish, answer_by_link, ask_due, propose
from mueang.apps.outcomes.models import FollowUp
from mueang.desks.city.today import today_of

MAY_OPEN = {"officer", "manager", "unit_officer", "auditor"}


def desk(cast):
    return reverse("city:today", args=[cast.city.slug])


@pytest.mark.parametrize("member", MEMBERS)
def test_the_desk_opens_for_the_citys_own_people_and_is_a_404_for_others(client, cast, member):
    viewer = getattr(cast, member)
    if viewer.is_authenticated:
        client.force_login(viewer)

    status = client.get(desk(cast)).status_code

    assert status == (200 if member in MAY_OPEN else 404 if viewer.is_authenticated else 302)


def test_a_city_that_is_not_there_is_a_404(client, cast):
    client.force_login(cast.unit_officer)

    assert client.get(reverse("city:today", args=["nowhere"])).status_code == 404


def test_what_waits_is_counted_and_leads_to_its_rows(cast):
    now = timezone.now()
    PlaceFactory(city=cast.city, verified_on=None)
    PlaceFactory(city=cast.elsewhere, verified_on=None)
    make_cohort(cast.city, n_completed=2, officer=cast.officer)
    make_cohort(cast.elsewhere, n_completed=5, officer=cast.officer)

    lines = {line.href.split("?")[0]: line.n for line in today_of(cast.city, viewer=cast.manager, now=now).attention}

    assert lines[reverse("places:places", args=[cast.city.slug])] == 1
    assert lines[reverse("credentials:home", args=[cast.city.slug])] == 2


def test_backups_that_are_off_are_told_to_whoever_runs_the_house_and_to_nobody_else(cast):
    now, address = timezone.now(), reverse("record:books") + "#backups"

    unit, manager = (today_of(cast.city, viewer=who, now=now).attention for who in (cast.unit_officer, cast.manager))

    assert [line.n for line in unit if line.href == address] == [1]
    assert address not in {line.href for line in manager}


def test_what_came_of_learning_is_counted_with_where_it_is_seen(cast):
    offering = OfferingFactory(program__city=cast.city, place=cast.place)
    silent, sells, looks = (completer(offering, days_ago=35) for _ in range(3))
    completer(OfferingFactory(program__city=cast.elsewhere), days_ago=35)
    now = timezone.now()
    ask_due(now=now)
    FollowUp.objects.update(asked_at=now - timedelta(days=8))
    for learner, kind in ((sells, "business"), (looks, "looking")):
        answer_by_link(follow_up=FollowUp.objects.get(enrollment=learner), kind=kind)
    propose(enrollment=silent, wish=Wish("สอนต่อ", "", None, ""))

    today = today_of(cast.city, viewer=cast.manager, now=now)

    lines = {line.href: line.n for line in today.attention}
    assert [
        lines[reverse(f"outcomes:{name}", args=[cast.city.slug])] for name in ("calls", "answers", "proposals")
    ] == [
        1,
        1,
        1,
    ]
    assert {number.href: number.value for number in today.numbers}[
        reverse("outcomes:answers", args=[cast.city.slug])
    ] == 1


def test_the_rounds_are_in_the_navigation_of_who_may_run_them(client, cast):
    rounds = reverse("enrollment:rounds", args=[cast.city.slug])

    client.force_login(cast.officer)
    assert rounds in client.get(desk(cast)).text
    client.force_login(cast.auditor)
    assert rounds not in client.get(desk(cast)).text
    client.force_login(cast.keeper)
    assert rounds not in client.get(reverse("enrollment:home", args=[cast.city.slug])).text


def test_an_auditor_is_not_shown_what_only_others_can_do(cast):
    PlaceFactory(city=cast.city, verified_on=None)

    assert today_of(cast.city, viewer=cast.auditor, now=timezone.now()).attention == ()


def test_numbers_count_this_city_only_and_each_person_once(cast):
    offering = OfferingFactory(program__city=cast.city, seats=10, seats_taken=1)
    learner = EnrollmentFactory(offering=offering)
    EnrollmentFactory(offering=OfferingFactory(program__city=cast.city, seats=5), person=learner.person)
    EnrollmentFactory(offering=OfferingFactory(program__city=cast.elsewhere))

    numbers = [number.value for number in today_of(cast.city, viewer=cast.manager, now=timezone.now()).numbers]

    assert numbers == [1, 1, 3, 0, 0]


@pytest.mark.parametrize("n_rows", [1, 3])
def test_the_page_asks_the_same_number_of_questions(client, cast, n_rows, django_assert_num_queries):
    for _each in range(n_rows):
        offering = OfferingFactory(program__city=cast.city, place=cast.place)
        SessionFactory(offering=offering, starts_at=timezone.now() + timedelta(hours=2))
        EnrollmentFactory(offering=offering)
    client.force_login(cast.manager)
    client.get(desk(cast))

    with django_assert_num_queries(13):
        client.get(desk(cast))


def test_an_empty_city_is_told_how_to_begin(client, cast):
    client.force_login(cast.manager)
    cast.place.closed_on = timezone.localdate()
    cast.place.save()

    text = client.get(desk(cast)).text

    assert "ไม่มีงานค้าง" in text
    assert "ลงประกาศกิจกรรมแรก" in text


def test_an_auditor_meets_no_link_that_is_refused(client, cast):
    session = SessionFactory(offering__program__city=cast.city, offering__state="published")
    learners = reverse("enrollment:offering", args=[cast.city.slug, session.offering.uuid])
    client.force_login(cast.manager)
    assert learners in client.get(desk(cast)).text

    client.force_login(cast.auditor)
    text = client.get(desk(cast)).text

    assert session.offering.program.name_th in text
    assert reverse("enrollment:home", args=[cast.city.slug]) not in text


def test_only_those_who_may_publish_are_asked_to(client, cast):
    add = reverse("catalog:offering_add", args=[cast.city.slug])
    client.force_login(cast.manager)
    assert add in client.get(desk(cast)).text

    client.force_login(cast.auditor)

    assert add not in client.get(desk(cast)).text
