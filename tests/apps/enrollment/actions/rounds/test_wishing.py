"""Wishes: one list a party, changed until the closing second, for people whom the offerings would take."""

from datetime import timedelta

import pytest
from django.utils import timezone

from factories.enrollment import child, joined, new_key
from factories.rounds import HOUR, drawn, grown_up, opened, wished
from factories.rows import NeighbourhoodFactory, OfferingFactory
from mueang.apps.audit.models import Event
from mueang.apps.catalog.enums import SeatGroup
from mueang.apps.enrollment.actions.rounds import Wishes, change_wishes, make_invitations, send_wishes, withdraw_wishes
from mueang.apps.enrollment.enums import Via
from mueang.apps.enrollment.errors import (
    AgeNotAllowed,
    AgeUnknown,
    AlreadyEnrolled,
    AlreadyWished,
    CarerNeeded,
    InvitationUnknown,
    NobodyToEnrol,
    NotOnTheTicket,
    PartyTooLarge,
    WishesClosed,
    WishesUnclear,
)
from mueang.apps.enrollment.models import WishList, WishMember
from mueang.apps.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def offerings(cast):
    return [OfferingFactory(program__city=cast.city, place=cast.place, seats=2) for _ in range(6)]


@pytest.fixture
def row(cast, offerings):
    return opened(cast, *offerings)


def test_a_party_is_one_list_with_a_code_and_a_ticket(row, offerings):
    one = wished(row, *offerings[:2], members=[grown_up("แม่"), child("ลูก")])

    assert [member.person.given_name for member in one.members.all()] == ["แม่", "ลูก"]
    assert one.wishes == [str(offerings[0].uuid), str(offerings[1].uuid)]
    assert len(one.code) == 16
    assert len(one.ticket) == 43
    assert one.lead.consents.exists()


def test_the_same_request_again_gives_the_same_list(row, offerings):
    members, key = [grown_up()], new_key()
    asked = Wishes([offerings[0].uuid])
    first, second = (
        send_wishes(allocation_round=row, members=members, wishes=asked, via=Via.SELF, request_key=key) for _ in "ab"
    )

    assert first == second
    assert Event.objects.filter(verb="round.wished").count() == 1


def test_nobody_is_on_two_lists_of_a_round(row, offerings):
    somebody = grown_up("ซ้ำ")
    wished(row, offerings[0], members=[somebody])

    with pytest.raises(AlreadyWished) as refusal:
        wished(row, offerings[1], members=[grown_up(), somebody])
    assert "ซ้ำ" in refusal.value.sentence


@pytest.mark.parametrize("chosen", [[], [0, 0], [0, 1, 2, 3, 4, 5]])
def test_one_to_five_different_wishes(row, offerings, chosen):
    with pytest.raises(WishesUnclear):
        wished(row, *(offerings[number] for number in chosen))


def test_a_wish_outside_the_round_is_refused(cast, row):
    with pytest.raises(WishesUnclear):
        wished(row, OfferingFactory(program__city=cast.city, place=cast.place))


def test_six_come_together_and_not_seven(row, offerings):
    assert wished(row, offerings[0], members=[grown_up() for _ in range(6)]).members.count() == 6
    with pytest.raises(PartyTooLarge):
        wished(row, offerings[0], members=[grown_up() for _ in range(7)])
    with pytest.raises(NobodyToEnrol):
        send_wishes(allocation_round=row, members=[], wishes=Wishes([]), via=Via.SELF, request_key="k")


def test_everybody_fits_the_ages_of_every_wish(cast, offerings):
    young = OfferingFactory(program__city=cast.city, place=cast.place, age_max=12)
    row = opened(cast, offerings[0], young)

    with pytest.raises(AgeNotAllowed):
        wished(row, offerings[0], young)
    with pytest.raises(AgeUnknown):
        wished(row, young, members=[grown_up(birth_on=None)])
    with pytest.raises(CarerNeeded):
        wished(row, young, members=[child(phone="0812345678", relation="")])
    assert wished(row, young, members=[child()], lead=grown_up()).members.count() == 1


def test_who_has_a_seat_already_does_not_wish_for_it(cast, offerings):
    somebody = grown_up()
    joined(offerings[0], somebody)
    row = opened(cast, *offerings)

    with pytest.raises(AlreadyEnrolled):
        wished(row, offerings[1], offerings[0], members=[somebody])


def test_wishes_are_taken_from_the_opening_to_the_closing_second(row, offerings):
    for early_or_late in (row.opens_at - timedelta(seconds=1), row.closes_at):
        with pytest.raises(WishesClosed):
            wished(row, offerings[0], now=early_or_late)
    assert wished(row, offerings[0], now=row.opens_at)
    assert wished(row, offerings[0], now=row.closes_at - timedelta(microseconds=1))


def test_a_refused_list_leaves_nobody_behind(row, offerings):
    before = Person.objects.count()
    with pytest.raises(InvitationUnknown):
        send_wishes(
            allocation_round=row,
            members=[grown_up()],
            wishes=Wishes([offerings[0].uuid], invitation="WRONGONE"),
            via=Via.SELF,
            request_key="k",
        )

    assert Person.objects.count() == before


def test_wishes_change_until_the_round_closes(row, offerings):
    one = wished(row, offerings[0])
    changed = change_wishes(ticket=one.ticket, wishes=Wishes([offerings[2].uuid, offerings[1].uuid]))

    assert changed.wishes == [str(offerings[2].uuid), str(offerings[1].uuid)]
    assert (changed.code, changed.arrived_at) == (one.code, one.arrived_at)
    with pytest.raises(WishesClosed):
        change_wishes(ticket=one.ticket, wishes=Wishes([offerings[0].uuid]), now=row.closes_at)
    with pytest.raises(WishesUnclear):
        change_wishes(ticket=one.ticket, wishes=Wishes([]))


@pytest.mark.parametrize("ticket", ["", "x" * 43, "' OR 1=1 --"])
def test_only_the_ticket_changes_a_list(row, offerings, ticket):
    wished(row, offerings[0])
    for change in (lambda: change_wishes(ticket=ticket, wishes=Wishes([])), lambda: withdraw_wishes(ticket=ticket)):
        with pytest.raises(NotOnTheTicket):
            change()


def test_taken_back_its_people_may_wish_anew_and_the_invitation_is_free(row, offerings):
    somebody = grown_up()
    code = make_invitations(allocation_round=row, group=SeatGroup.OLDER, count=1, actor=row.opened_by)[0].code
    asked = Wishes([offerings[0].uuid], invitation=code.lower())
    one = send_wishes(allocation_round=row, members=[somebody], wishes=asked, via=Via.SELF, request_key="k")
    withdraw_wishes(ticket=one.ticket)
    again = send_wishes(allocation_round=row, members=[somebody], wishes=asked, via=Via.SELF, request_key="l")

    assert WishMember.objects.filter(is_standing=True).count() == 1
    assert again.group == SeatGroup.OLDER
    with pytest.raises(NotOnTheTicket):
        withdraw_wishes(ticket=one.ticket)


def test_an_invitation_works_once_and_one_a_list(row, offerings):
    first, second = make_invitations(allocation_round=row, group=SeatGroup.OLDER, count=2, actor=row.opened_by)
    one, two = wished(row, offerings[0]), wished(row, offerings[0])
    change_wishes(
        ticket=one.ticket, wishes=Wishes([offerings[0].uuid], invitation=f" {first.code[:4]}-{first.code[4:]}")
    )

    assert WishList.objects.get(pk=one.pk).group == SeatGroup.OLDER
    change_wishes(ticket=one.ticket, wishes=Wishes([offerings[0].uuid], invitation=first.code))
    for ticket, code in [(two.ticket, first.code), (one.ticket, second.code), (two.ticket, "NOSUCHXX")]:
        with pytest.raises(InvitationUnknown):
            change_wishes(ticket=ticket, wishes=Wishes([offerings[0].uuid], invitation=code))


def test_a_neighbourhood_of_another_city_is_not_kept(cast, row, offerings):
    here, there = NeighbourhoodFactory(city=cast.city), NeighbourhoodFactory(city=cast.elsewhere)
    one = wished(row, offerings[0])

    assert (
        change_wishes(ticket=one.ticket, wishes=Wishes([offerings[0].uuid], neighbourhood=there.uuid)).neighbourhood
        is None
    )
    assert (
        change_wishes(ticket=one.ticket, wishes=Wishes([offerings[0].uuid], neighbourhood=here.uuid)).neighbourhood
        == here
    )


def test_no_wish_gets_in_while_the_draw_is_on(row, offerings):
    one = wished(row, offerings[0])
    drawn(row)

    with pytest.raises(WishesClosed):
        withdraw_wishes(ticket=one.ticket)
    with pytest.raises(WishesClosed):
        wished(row, offerings[0], now=timezone.now() - HOUR / 2)
