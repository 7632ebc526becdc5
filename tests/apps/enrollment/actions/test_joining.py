"""Joining: together or not at all, once, and only those who may."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from factories.enrollment import adult, child, joined, new_key
from factories.rows import OfferingFactory, PersonFactory
from mueang.apps.catalog.enums import OfferingState
from mueang.apps.enrollment.actions import NewMember, join, join_waitlist
from mueang.apps.enrollment.enums import EnrollmentState, Via
from mueang.apps.enrollment.errors import (
    AgeNotAllowed,
    AgeUnknown,
    AlreadyEnrolled,
    CarerNeeded,
    EnrollmentClosed,
    NamedTwice,
    NobodyToEnrol,
    OfferingFull,
    PartyTooLarge,
)
from mueang.apps.enrollment.models import Enrollment, Party
from mueang.apps.people.errors import PersonGone
from mueang.apps.people.models import Consent, Guardianship, Person
from mueang.methods.thai import PhoneError

pytestmark = pytest.mark.django_db


def test_a_name_and_a_phone_suffice():
    offering = OfferingFactory(seats=2)

    party = join(
        offering=offering, members=[NewMember("มาลี", phone="081-234-5678")], via=Via.SELF, request_key=new_key()
    )

    offering.refresh_from_db()
    enrollment = party.enrollments.get()
    assert (offering.seats_taken, enrollment.state, party.lead.phone) == (1, "enrolled", "+66812345678")
    assert len(party.ticket) == 43


def test_a_carer_and_children_sit_together_with_guardianship_and_consent():
    offering = OfferingFactory(seats=3)

    party = joined(offering, adult("ฟาตีมะห์"), child("นูร์"), child("อามีน"), via=Via.CARER)

    offering.refresh_from_db()
    assert offering.seats_taken == 3
    assert Guardianship.objects.filter(guardian=party.lead, has_legal_authority=True).count() == 2
    given = Consent.objects.filter(given_by=party.lead).values_list("relation", "lawful_basis")
    assert sorted(given) == [("mother", "consent"), ("mother", "consent"), ("self", "consent")]


def test_a_party_larger_than_the_seats_left_gets_none_of_them():
    offering = OfferingFactory(seats=2)

    with pytest.raises(OfferingFull) as refusal:
        joined(offering, adult(), child(), child())

    offering.refresh_from_db()
    assert (refusal.value.wanted, refusal.value.seats_left, offering.seats_taken) == (3, 2, 0)
    assert not Person.objects.exists()


def test_a_carer_who_only_brings_the_children_takes_no_seat():
    offering = OfferingFactory(seats=2, age_max=12)

    party = joined(offering, child("นูร์"), child("อามีน"), lead=adult("ฟาตีมะห์"), via=Via.CARER)

    offering.refresh_from_db()
    assert offering.seats_taken == 2
    assert party.lead.given_name == "ฟาตีมะห์"
    assert party.lead.enrollments.count() == 0
    assert Consent.objects.filter(person=party.lead).exists()


def test_the_same_request_again_gives_the_same_party_even_when_all_seats_are_gone():
    offering = OfferingFactory(seats=1)
    asked = {"offering": offering, "members": [adult()], "via": Via.SELF, "request_key": new_key()}

    first, second = join(**asked), join(**asked)

    assert first == second
    assert Enrollment.objects.count() == 1


def test_another_name_under_the_same_key_is_another_request():
    offering, key = OfferingFactory(seats=5), new_key()

    first = join(offering=offering, members=[adult("หนึ่ง")], via=Via.SELF, request_key=key)
    second = join(offering=offering, members=[adult("สอง")], via=Via.SELF, request_key=key)

    assert first != second


def test_who_is_enrolled_already_is_told_so_rather_than_that_it_is_full():
    offering, member = OfferingFactory(seats=1), adult("มาลี", phone="0812345678")
    joined(offering, member)

    with pytest.raises(AlreadyEnrolled) as refusal:
        joined(offering, adult("มาลี", phone="081 234 5678"))

    assert "มาลี" in refusal.value.sentence
    assert "มาลี" not in str(refusal.value)


def test_the_same_name_and_phone_is_the_same_person_in_another_activity():
    one, other = OfferingFactory(), OfferingFactory()
    other.city = one.city
    other.save()

    first, second = joined(one, adult("มาลี", phone="0812345678")), joined(other, adult("มาลี", phone="0812345678"))

    assert first.lead == second.lead


def test_the_same_name_with_another_phone_is_another_person():
    offering = OfferingFactory()

    joined(offering, adult("มาลี", phone="0812345678"))
    joined(offering, adult("มาลี", phone="0812345679"))

    assert Person.objects.filter(given_name="มาลี").count() == 2


def test_a_child_without_a_phone_is_known_by_the_carer_and_enrolled_once():
    offering, mother = OfferingFactory(), adult("ฟาตีมะห์")
    joined(offering, mother, child("นูร์"))
    other = OfferingFactory(program__city=offering.city)

    party = joined(other, mother, child("นูร์"))

    assert Person.objects.filter(given_name="นูร์").count() == 1
    with pytest.raises(AlreadyEnrolled):
        joined(other, child("นูร์"), lead=mother)
    assert party.enrollments.count() == 2


def test_a_person_known_by_a_merged_row_is_enrolled_once():
    offering = OfferingFactory()
    kept = PersonFactory(city=offering.city)
    merged = PersonFactory(city=offering.city)
    joined(offering, merged)
    merged.merged_into = kept
    merged.save()

    with pytest.raises(AlreadyEnrolled):
        joined(offering, kept)


def test_one_request_does_not_seat_a_person_twice():
    offering, member = OfferingFactory(), adult("มาลี")

    with pytest.raises(NamedTwice):
        joined(offering, member, member)

    assert not Enrollment.objects.exists()


@pytest.mark.parametrize("state", [OfferingState.DRAFT, OfferingState.CANCELLED, OfferingState.FINISHED])
def test_only_a_published_offering_takes_people(state):
    with pytest.raises(EnrollmentClosed):
        joined(OfferingFactory(state=state))


def test_nobody_joins_after_the_enrollment_date_or_the_end():
    now = timezone.now()
    closed = OfferingFactory(enroll_until=now - timedelta(minutes=1))
    over = OfferingFactory(starts_on=timezone.localdate() - timedelta(days=20))

    for offering in (closed, over):
        with pytest.raises(EnrollmentClosed):
            joined(offering, now=now)
        with pytest.raises(EnrollmentClosed):
            join_waitlist(offering=offering, members=[adult()], via=Via.SELF, request_key=new_key(), now=now)


@pytest.mark.parametrize(
    ("band", "years", "refusal"),
    [
        ({"age_min": 8}, 7, AgeNotAllowed),
        ({"age_max": 6}, 7, AgeNotAllowed),
        ({"age_min": 8, "age_max": 12}, 7, AgeNotAllowed),
        ({"age_min": 7, "age_max": 7}, 7, None),
        ({"age_min": 0, "age_max": 7}, 7, None),
    ],
)
def test_the_age_band_holds_for_every_member(band, years, refusal):
    offering, mother = OfferingFactory(**band), adult()

    if refusal is None:
        assert joined(offering, child(years=years), lead=mother)
    else:
        with pytest.raises(refusal) as refused:
            joined(offering, child("นูร์", years=years), lead=mother)
        assert "นูร์" in refused.value.sentence


def test_where_age_matters_a_birth_date_is_asked_for():
    with pytest.raises(AgeUnknown) as refusal:
        joined(OfferingFactory(age_min=15), adult("มาลี"))

    assert "มาลี" in refusal.value.sentence


def test_a_child_under_ten_cannot_join_alone_nor_lead():
    offering = OfferingFactory()

    for members in ([child(relation="")], [child(), adult()], [adult(), child(relation="")]):
        with pytest.raises(CarerNeeded):
            joined(offering, *members)

    assert not Person.objects.exists()


def test_a_child_of_ten_may_join_alone_and_consents():
    party = joined(OfferingFactory(), child(years=11, relation="", phone="0812345678"))

    assert Consent.objects.get().given_by == party.lead


def test_a_grandparent_without_parental_power_rests_on_the_public_task():
    party = joined(OfferingFactory(), adult(), child("นูร์", relation="grandparent"))

    consent = Consent.objects.get(person__given_name="นูร์")
    assert (consent.lawful_basis, consent.has_legal_authority) == ("public_task", False)
    assert not party.lead.wards_link.get().has_legal_authority


def test_no_guardianship_over_an_adult_companion():
    joined(OfferingFactory(), adult(), child("สามี", years=40, relation="relative"))

    assert not Guardianship.objects.exists()


def test_nobody_and_a_crowd_are_refused():
    with pytest.raises(NobodyToEnrol):
        join(offering=OfferingFactory(), members=[], via=Via.SELF, request_key=new_key())
    with pytest.raises(PartyTooLarge):
        joined(OfferingFactory(seats=30), *(adult() for _ in range(13)))


def test_the_officers_door_needs_the_role(cast):
    offering = OfferingFactory(program__city=cast.city, place=cast.place)

    for stranger in (None, cast.stranger, cast.learner, cast.instructor, cast.manager_elsewhere, cast.auditor):
        with pytest.raises(PermissionDenied):
            joined(offering, via=Via.OFFICER, actor=stranger)
    party = joined(offering, via=Via.OFFICER, actor=cast.keeper)

    assert party.enrollments.get().enrolled_by == cast.keeper
    assert Consent.objects.get().lawful_basis == "public_task"


def test_an_officer_may_enter_people_after_enrollment_closed_but_not_once_it_is_over(cast):
    offering = OfferingFactory(
        program__city=cast.city, place=cast.place, enroll_until=timezone.now() - timedelta(days=1)
    )

    assert joined(offering, via=Via.OFFICER, actor=cast.officer)
    offering.state = OfferingState.FINISHED
    offering.save()
    with pytest.raises(EnrollmentClosed):
        joined(offering, via=Via.OFFICER, actor=cast.officer)


def test_joining_marks_the_public_pages_stale_and_leaves_word_and_record():
    from mueang.apps.audit.models import Event
    from mueang.apps.notices.models import Notice

    offering, version = OfferingFactory(), None
    version = offering.city.version

    party = joined(offering, adult("มาลี", email="malee@example.org"))
    joined(offering)

    offering.city.refresh_from_db()
    assert offering.city.version == version + 2
    assert Event.objects.filter(verb="enrollment.joined", target=f"enrollment.party:{party.uuid}").count() == 1
    assert sorted(Notice.objects.values_list("channel", flat=True)) == ["email", "in_app"]
    assert not any("มาลี" in str(event.facts) for event in Event.objects.all())


def test_a_learner_with_an_account_reads_it_in_the_app(cast):
    from mueang.apps.notices.models import Notice

    joined(OfferingFactory(program__city=cast.city), cast.learner_person, actor=cast.learner)

    assert Notice.objects.filter(user=cast.learner).count() == 1


def test_who_waits_waits_together_and_in_order():
    offering = OfferingFactory(seats=2)
    joined(offering, adult(), child())
    wait = {"offering": offering, "via": Via.SELF}

    first = join_waitlist(members=[adult(), child()], request_key=new_key(), **wait)
    second = join_waitlist(members=[adult()], request_key=new_key(), **wait)

    assert set(first.enrollments.values_list("state", "waitlist_number")) == {(EnrollmentState.WAITLISTED, 1)}
    assert second.enrollments.get().waitlist_number == 2


def test_joining_the_waiting_list_while_there_is_room_gives_the_seat():
    offering = OfferingFactory(seats=1)

    party = join_waitlist(offering=offering, members=[adult()], via=Via.SELF, request_key=new_key())

    assert party.enrollments.get().state == EnrollmentState.ENROLLED


def test_a_newcomer_does_not_overtake_those_who_wait_for_a_seat_that_came_free_unnoticed():
    offering = OfferingFactory(seats=1)
    joined(offering)
    waiting = join_waitlist(offering=offering, members=[adult()], via=Via.SELF, request_key=new_key())
    offering.refresh_from_db()
    offering.seats = 2
    offering.save()

    with pytest.raises(OfferingFull):
        joined(offering)

    assert waiting.enrollments.get().state == EnrollmentState.WAITLISTED


def test_a_phone_that_is_none_is_refused_before_anything_is_written():
    offering = OfferingFactory()

    with pytest.raises(PhoneError):
        joined(offering, adult(phone="12"))

    assert not Party.objects.exists()


def test_typed_members_speak_for_themselves():
    declared = NewMember("นูร์", "ทดสอบ", "ด.ญ.", relation="grandparent", has_legal_authority=True)

    assert declared.full_name == "ด.ญ.นูร์ ทดสอบ"
    assert declared.lead_has_authority


def test_an_erased_person_cannot_be_enrolled():
    offering = OfferingFactory()
    erased = PersonFactory(city=offering.city, erased_at=timezone.now())

    with pytest.raises(PersonGone):
        joined(offering, erased)
