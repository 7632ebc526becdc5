"""A class is seated whole or not at all; a party grows while there are seats; forgotten tickets reach their owner."""

from datetime import timedelta

import pytest
from django.utils import timezone

from factories.enrollment import adult, child, joined, new_key, seated, states, waiting
from factories.rows import OfferingFactory
from mueang.apps.audit.models import Event
from mueang.apps.enrollment.actions import NewMember, add_to_party, join_group, remind_of_tickets, withdraw
from mueang.apps.enrollment.enums import Via
from mueang.apps.enrollment.errors import AlreadyEnrolled, CarerNeeded, NotOnTheTicket, OfferingFull, PartyTooLarge
from mueang.apps.notices.models import Notice
from mueang.apps.people.models import Consent, Guardianship

pytestmark = pytest.mark.django_db


def pupils(n, *, start=0):
    year = timezone.localdate().year - 8
    return [NewMember(f"นักเรียน{start + one}", "สมมติ", birth_year=year, is_invented=True) for one in range(n)]


def bring(offering, n, *, teacher=None, **options):
    options.setdefault("request_key", new_key())
    return join_group(offering=offering, teacher=teacher or adult(), pupils=pupils(n), name="ป.5/1", **options)


def test_a_class_sits_together_without_a_seat_for_its_teacher_nor_a_new_guardian():
    offering = OfferingFactory(seats=40)

    party = bring(offering, 30)

    offering.refresh_from_db()
    assert (states(party), party.enrollments.count(), offering.seats_taken) == ({"enrolled"}, 30, 30)
    assert (party.name, set(party.enrollments.values_list("via", flat=True))) == ("ป.5/1", {Via.GROUP})
    assert not Guardianship.objects.exists()
    given = Consent.objects.filter(person__enrollments__party=party)
    assert set(given.values_list("lawful_basis", "relation", "given_by")) == {
        ("public_task", "institution", party.lead_id)
    }


def test_a_class_larger_than_the_seats_gets_none_and_may_wait_whole():
    offering = OfferingFactory(seats=40)
    seated(offering, 11)

    with pytest.raises(OfferingFull):
        bring(offering, 30)
    party = bring(offering, 30, may_wait=True)

    assert states(party) == {"waitlisted"}
    with pytest.raises(PartyTooLarge):
        bring(OfferingFactory(seats=90), 61)


def test_the_same_class_is_known_again_and_not_seated_twice():
    offering, other, teacher = OfferingFactory(seats=40), OfferingFactory(seats=40), adult("ครูสมมติ")
    other.city, other.program.city = offering.city, offering.city
    other.program.save()
    other.save()
    first = bring(offering, 3, teacher=teacher)

    second = bring(other, 3, teacher=teacher)
    with pytest.raises(AlreadyEnrolled):
        bring(offering, 3, teacher=teacher)

    assert set(first.enrollments.values_list("person", flat=True)) == set(
        second.enrollments.values_list("person", flat=True)
    )


def test_one_more_child_comes_along_while_there_are_seats():
    offering = OfferingFactory(seats=3)
    party = joined(offering, adult(), child(), via=Via.CARER)

    add_to_party(party=party, members=[child("น้องเล็ก")])

    offering.refresh_from_db()
    assert (states(party), party.enrollments.count(), offering.seats_taken) == ({"enrolled"}, 3, 3)
    assert Guardianship.objects.filter(guardian=party.lead).count() == 2
    with pytest.raises(OfferingFull):
        add_to_party(party=party, members=[child()])
    with pytest.raises(AlreadyEnrolled):
        add_to_party(party=party, members=[child("น้องเล็ก")])
    assert Event.objects.filter(verb="enrollment.party_grew").count() == 1


def test_who_waits_goes_before_a_party_that_grows():
    offering = OfferingFactory(seats=3)
    party, other = joined(offering, adult(), child(), via=Via.CARER), joined(offering)
    line = waiting(offering)
    withdraw(enrollment=other.enrollments.get(), actor=None)

    with pytest.raises(OfferingFull):
        add_to_party(party=party, members=[child()])

    assert states(line) == {"offered"}


def test_a_waiting_party_grows_in_its_place_but_not_beyond_the_seats():
    offering = OfferingFactory(seats=2)
    seated(offering, 2)
    party = waiting(offering)

    add_to_party(party=party, members=[child()])

    assert set(party.enrollments.values_list("state", "waitlist_number")) == {("waitlisted", 1)}
    with pytest.raises(OfferingFull):
        add_to_party(party=party, members=[child()])


def test_a_child_is_added_with_a_relation_and_a_party_that_left_does_not_grow():
    offering = OfferingFactory(seats=9)
    party = joined(offering)

    with pytest.raises(CarerNeeded):
        add_to_party(party=party, members=[child(relation="")])
    with pytest.raises(PartyTooLarge):
        add_to_party(party=party, members=[child() for _ in range(12)])
    withdraw(enrollment=party.enrollments.get(), actor=None)
    with pytest.raises(NotOnTheTicket):
        add_to_party(party=party, members=[child()])


def test_forgotten_tickets_go_to_the_number_they_belong_to_and_once():
    offering = OfferingFactory()
    party = joined(offering, adult(phone="0812345678"))
    joined(offering, adult(phone="0899999999"))
    Notice.objects.all().delete()
    now = timezone.now().replace(hour=3)

    for minutes in (0, 5):
        remind_of_tickets(city=offering.city, phone="+66812345678", now=now + timedelta(minutes=minutes))

    notice = Notice.objects.get()
    assert (notice.channel, notice.address) == ("copy", party.lead.phone)
    assert party.ticket in notice.body


def test_an_unknown_number_leaves_the_same_record_and_no_word():
    offering = OfferingFactory()
    joined(offering, adult(phone="0812345678"))
    n_notices = Notice.objects.count()

    for phone in ("+66812345678", "+66800000000", ""):
        remind_of_tickets(city=offering.city, phone=phone)

    asked = Event.objects.filter(verb="enrollment.tickets_asked")
    assert len({(event.target, str(event.facts)) for event in asked}) == 1
    assert Notice.objects.count() == n_notices + 1
