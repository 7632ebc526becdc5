"""A signed-in person's one page: seats, hours, awards, questions, proposals, what next; nothing of anybody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from factories.desks import city_with, offering_in
from factories.enrollment import adult, child, joined
from factories.rows import InterestFactory, PersonFactory, RoleGrantFactory, SessionFactory, UserFactory
from mueang.apps.enrollment.enums import Via
from mueang.apps.enrollment.models import Enrollment, HoursEntry
from mueang.apps.outcomes.actions import Wish, ask_due, ask_no_more, propose
from mueang.apps.outcomes.models import FollowUp

pytestmark = pytest.mark.django_db


@pytest.fixture
def craft():
    return InterestFactory(name_en="Crafts")


@pytest.fixture
def finished(craft):
    row = offering_in(city_with(0), seats=9, program__name_en="First cloth")
    row.program.interests.set([craft])
    return row


@pytest.fixture
def following(finished, craft):
    row = offering_in(finished.city, program__name_en="Second cloth")
    row.program.interests.set([craft])
    return row


def completed(party, *, days_ago=0):
    ended_at = timezone.now() - timedelta(days=days_ago)
    Enrollment.objects.filter(party=party).update(state="completed", ended_at=ended_at)
    return party.enrollments.first()


def signed_in(client, party):
    party.lead.user = UserFactory()
    party.lead.save()
    client.force_login(party.lead.user)


def mine(client):
    return client.get("/en/my/").content.decode()


def test_what_next_is_shown_with_its_reason_and_leads_to_a_public_address(client, finished, following):
    party = joined(finished)
    completed(party)
    signed_in(client, party)

    page = mine(client)

    assert "Same interest as “First cloth”: Crafts" in page
    assert f'href="/en/nakhon/learn/{following.slug}/"' in page


def test_before_anything_is_finished_nothing_is_suggested(client, finished, following):
    party = joined(finished)
    signed_in(client, party)

    assert "What next?" not in mine(client)
    assert "What next?" not in client.get(f"/en/my/ticket/{party.ticket}/").content.decode()


def test_a_ticket_suggests_from_its_own_seats_and_no_others(client, finished, following):
    member = adult("มาลี", phone="0812345678")
    elsewhere = offering_in(finished.city, program__name_en="Private affair")
    completed(joined(elsewhere, member))
    party = joined(finished, member)
    completed(party)

    page = client.get(f"/en/my/ticket/{party.ticket}/").content.decode()

    assert "Same interest as “First cloth”" in page
    assert "Private affair”" not in page


def test_a_child_on_the_ticket_is_not_sent_to_what_is_for_grown_ups(client, finished, following):
    following.age_min = 18
    following.save()
    party = joined(finished, adult(), child("นูร์"), via=Via.CARER)
    completed(party)

    assert "Second cloth" not in client.get(f"/en/my/ticket/{party.ticket}/").content.decode()


def test_hours_are_added_up_by_mode(client, finished):
    party = joined(finished)
    signed_in(client, party)
    officer = RoleGrantFactory(city=finished.city).user
    for number, (mode, minutes) in enumerate((("lab", 90), ("lab", 30), ("lecture", 60)), start=8):
        HoursEntry.objects.create(
            enrollment=party.enrollments.get(),
            session=SessionFactory(offering=finished, number=number),
            mode=mode,
            minutes=minutes,
            recorded_by=officer,
            recorded_at=timezone.now(),
        )

    page = mine(client)

    assert "My hours" in page
    assert ("2 hr" in page, "1 hr" in page) == (True, True)


def test_an_open_question_stands_first_and_is_answered_in_one_tap(client, finished):
    party = joined(finished)
    completed(party, days_ago=31)
    signed_in(client, party)
    ask_due(now=timezone.now())
    question = FollowUp.objects.get()

    assert f"/en/my/outcome/{question.key}/" in mine(client)
    client.post(f"/en/my/outcome/{question.key}/", {"kind": "business"})

    page = mine(client)
    assert "Answer in one tap" not in page
    assert "I sell or run something of my own" in page


def test_whoever_said_not_to_be_asked_is_not_asked_here_either(client, finished):
    party = joined(finished)
    completed(party, days_ago=31)
    signed_in(client, party)
    ask_due(now=timezone.now())
    ask_no_more(follow_up=FollowUp.objects.get())

    assert "What came of it?" not in mine(client)


def test_a_proposal_is_shown_with_how_far_it_is(client, finished):
    party = joined(finished)
    seat = completed(party)
    signed_in(client, party)
    propose(enrollment=seat, wish=Wish("Weaving for neighbours", "", None, ""))

    page = mine(client)

    assert "Weaving for neighbours" in page
    assert "Proposed" in page


def test_nothing_of_anybody_else_is_on_the_page(client, finished, following):
    other = joined(finished, adult("คนแปลกหน้า"))
    seat = completed(other, days_ago=31)
    ask_due(now=timezone.now())
    propose(enrollment=seat, wish=Wish("Strange plan", "", None, ""))
    client.force_login(PersonFactory(city=finished.city, user=UserFactory()).user)

    page = mine(client)

    for hidden in ("คนแปลกหน้า", "Strange plan", FollowUp.objects.get().key, "First cloth", "What next?"):
        assert hidden not in page
