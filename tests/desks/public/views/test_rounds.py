"""Rounds in public: wishes without JavaScript, changed by the ticket, and a result anybody can check."""

import json
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from factories.desks import request_of
from factories.enrollment import new_key
from factories.rounds import drawn, grown_up, opened, published, wished
from factories.rows import NeighbourhoodFactory, OfferingFactory
from mueang.apps.catalog.enums import SeatGroup
from mueang.apps.enrollment.actions.rounds import call_off_round
from mueang.apps.enrollment.models import AllocationRound, WishList
from mueang.methods.allocation import replay

pytestmark = pytest.mark.django_db


@pytest.fixture
def offerings(cast):
    return [OfferingFactory(program__city=cast.city, place=cast.place, seats=2) for _ in range(3)]


@pytest.fixture
def row(cast, offerings):
    return opened(cast, *offerings)


def address(name, *more):
    return reverse(f"public:{name}", args=["nakhon", *more])


def typed(*wishes, **changed):
    chosen = {f"wish{number}": str(one.uuid) for number, one in enumerate(wishes, 1)}
    return request_of(**{"request_key": new_key() + "x" * 30, "invitation": ""} | chosen | changed)


def ticket_of(one):
    return address("wishes", one.ticket)


def test_wishes_with_a_name_and_a_phone_lead_to_a_ticket_with_a_code(client, row, offerings):
    page = client.post(address("wish", row.uuid), typed(offerings[1], offerings[0]))
    one = WishList.objects.get()
    ticket = client.get(ticket_of(one))

    assert (page.status_code, page["Location"]) == (303, ticket_of(one))
    assert one.wishes == [str(offerings[1].uuid), str(offerings[0].uuid)]
    assert one.code in ticket.content.decode()
    assert ticket["Referrer-Policy"] == "no-referrer"
    assert "noindex" in ticket.content.decode()


def test_a_carer_and_children_are_one_list(client, row, offerings):
    family = {
        "relation": "mother",
        "takes_part": "on",
        "child1_name": "เด็กหญิงสมมติ ทดสอบ",
        "child1_birth": (timezone.localdate() - timedelta(days=3_000)).isoformat(),
    }
    client.post(address("wish", row.uuid), typed(offerings[0], **family))

    assert WishList.objects.get().members.count() == 2


def test_the_same_press_twice_is_one_list(client, row, offerings):
    asked = typed(offerings[0])
    first, second = (client.post(address("wish", row.uuid), asked)["Location"] for _ in "ab")

    assert first == second
    assert WishList.objects.count() == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"wish1": ""},
        {"wish1": "nothing"},
        {"wish1": "00000000-0000-0000-0000-000000000000"},
        {"wish2": "same"},
        {"name": "1234"},
        {"phone": "not a number"},
        {"agree": ""},
        {"request_key": "x"},
        {"invitation": "Z" * 21},
        {"invitation": "WRONGONE"},
        {"neighbourhood": "00000000-0000-0000-0000-000000000000"},
    ],
)
def test_what_cannot_be_meant_is_shown_again_and_nobody_is_kept(client, cast, row, offerings, changed):
    NeighbourhoodFactory(city=cast.city)
    same = {"wish2": str(offerings[0].uuid)} if changed.get("wish2") == "same" else {}
    page = client.post(address("wish", row.uuid), typed(offerings[0], **{**changed, **same}))

    assert page.status_code in (200, 409)
    assert not WishList.objects.exists()


def test_a_name_that_is_a_script_is_only_a_name(client, row, offerings):
    client.post(address("wish", row.uuid), typed(offerings[0], name="<script>alert(1)</script>"))

    assert "<script>alert" not in client.get(ticket_of(WishList.objects.get())).content.decode()


def test_a_bound_age_asks_for_every_birth_date(client, cast, offerings):
    young = OfferingFactory(program__city=cast.city, place=cast.place, age_min=15)
    row = opened(cast, young, offerings[0])
    page = client.post(address("wish", row.uuid), typed(young, birth=""))

    assert page.status_code == 200
    assert not WishList.objects.exists()


def test_changed_and_taken_back_by_the_ticket_alone(client, row, offerings):
    one = wished(row, offerings[0])
    page = client.post(ticket_of(one), {"wish1": str(offerings[2].uuid), "invitation": ""})
    one.refresh_from_db()
    assert page["Location"] == ticket_of(one)
    assert one.wishes == [str(offerings[2].uuid)]
    assert client.post(ticket_of(one), {"wish1": "", "invitation": ""}).status_code == 200
    assert client.post(ticket_of(one), {"wish1": one.wishes[0], "invitation": "WRONGONE"}).status_code == 409

    assert client.get(address("take_back", one.ticket)).status_code == 405
    client.post(address("take_back", one.ticket))
    one.refresh_from_db()
    assert one.withdrawn_at is not None
    assert client.get(ticket_of(one)).status_code == 200
    assert client.post(address("take_back", one.ticket))["Location"] == ticket_of(one)


def test_a_ticket_opens_nothing_in_another_city_and_a_guess_nothing_at_all(client, cast, row, offerings):
    one = wished(row, offerings[0])

    assert client.get(reverse("public:wishes", args=["elsewhere", one.ticket])).status_code == 404
    assert client.post(reverse("public:take_back", args=["elsewhere", one.ticket])).status_code == 404
    assert client.get(address("wishes", "x" * 43)).status_code == 404
    assert client.post(address("take_back", "x" * 43)).status_code == 404
    assert client.get(reverse("public:round", args=["elsewhere", row.uuid])).status_code == 404
    assert WishList.objects.get().withdrawn_at is None


def test_after_closing_the_form_is_gone_and_a_late_press_is_refused(client, row, offerings):
    one = wished(row, offerings[0])
    later = timezone.now() - timedelta(minutes=1)
    AllocationRound.objects.update(opens_at=later - timedelta(hours=1), closes_at=later)

    assert "wish1" not in client.get(address("wish", row.uuid)).content.decode()
    assert client.post(address("wish", row.uuid), typed(offerings[0])).status_code == 409
    assert client.post(ticket_of(one), {"wish1": str(offerings[1].uuid)}).status_code == 200
    one.refresh_from_db()
    assert one.wishes == [str(offerings[0].uuid)]


def test_seed_and_file_are_public_only_with_the_result(client, row, offerings):
    one = wished(row, *offerings)
    pages = [address("rounds"), address("round", row.uuid), ticket_of(one)]
    drawn(row)
    seed = row.unsealed_seed()
    for page in pages:
        assert seed not in client.get(page).content.decode()
    assert client.get(address("round_file", row.uuid)).status_code == 404
    assert row.commitment in client.get(address("round", row.uuid)).content.decode()

    published(row)
    file = client.get(address("round_file", row.uuid))
    assert seed in client.get(address("round", row.uuid)).content.decode()
    assert replay(json.loads(file.content)).verdict == "follows"
    assert "attachment" in file["Content-Disposition"]


def test_the_ticket_says_what_became_of_it(client, row, offerings):
    lists = [wished(row, offerings[0], members=[grown_up() for _ in range(2)]) for _ in range(2)]
    published(drawn(row))
    pages = {one.code: client.get(ticket_of(one)) for one in lists}
    seated = {code: page.context["page"].is_seated for code, page in pages.items()}

    assert sorted(seated.values()) == [False, True]
    for one in lists:
        one.refresh_from_db()
        assert f"/my/ticket/{one.party.ticket}/" in pages[one.code].content.decode()


def test_a_small_group_is_said_to_be_withheld(client, cast):
    offering = OfferingFactory(program__city=cast.city, place=cast.place, reserved_seats={SeatGroup.OLDER.value: 1})
    row = opened(cast, offering)
    wished(row, offering, group=SeatGroup.OLDER)
    published(drawn(row))
    file = json.loads(client.get(address("round_file", row.uuid)).content)

    assert "older" not in json.dumps(file)
    assert file["groups_withheld"].keys() == {"sha256"}
    assert client.get(address("round", row.uuid)).status_code == 200


def test_an_activity_in_a_round_leads_to_it_instead_of_the_form(client, row, offerings):
    there = address("round_of", offerings[0].slug)
    page = client.get(reverse("public:offering", args=["nakhon", offerings[0].slug])).content.decode()

    assert there in page
    assert "/join/" not in page
    assert client.get(there)["Location"] == address("round", row.uuid)
    assert client.post(reverse("public:join", args=["nakhon", offerings[0].slug]), request_of()).status_code == 409
    call_off_round(allocation_round=row, actor=row.opened_by)
    assert client.get(there)["Location"] == reverse("public:offering", args=["nakhon", offerings[0].slug])
    assert client.get(address("round_of", "no-such"))["Location"] == address("learn")


def test_rounds_in_every_state_are_listed_and_readable(client, cast, offerings):
    later = timezone.now() + timedelta(hours=1)
    ahead = opened(cast, offerings[0], opens_at=later, closes_at=later + timedelta(hours=1))
    one = wished(opened(cast, offerings[1]), offerings[1])
    done = published(drawn(opened(cast, offerings[2])))
    for language in ("", "/en"):
        page = client.get(f"{language}/nakhon/rounds/").content.decode()
        assert len(set(re.findall(r"/rounds/([0-9a-f-]{36})/", page))) == 3
        for row in (ahead, one.round, done):
            assert client.get(f"{language}/nakhon/rounds/{row.uuid}/").status_code == 200
    call_off_round(allocation_round=one.round, actor=one.round.opened_by)
    assert client.get(ticket_of(one)).status_code == 200


def test_no_round_yet_says_where_to_go(client, cast):
    assert client.get(address("rounds")).status_code == 200


@pytest.mark.parametrize("n_rows", [1, 3])
def test_pages_take_a_fixed_number_of_statements(client, cast, django_assert_num_queries, n_rows):
    offerings = [OfferingFactory(program__city=cast.city, place=cast.place) for _ in range(n_rows)]
    row = opened(cast, *offerings)
    lists = [wished(row, *offerings) for _ in range(n_rows)]
    pages = {address("rounds"): 2, address("round", row.uuid): 3, address("wish", row.uuid): 4, ticket_of(lists[0]): 7}
    for page, count in pages.items():
        client.get(page)
        with django_assert_num_queries(count):
            client.get(page)
