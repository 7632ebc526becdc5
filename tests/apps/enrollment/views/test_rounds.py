"""The officer's desk of rounds: from announcing to publishing, for nobody else."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from cast import MEMBERS
from factories.rounds import HOUR, drawn, grown_up, opened, published, wished
from factories.rows import NeighbourhoodFactory, OfferingFactory
from mueang.apps.audit.models import Event
from mueang.apps.catalog.enums import SeatGroup
from mueang.apps.enrollment import tasks
from mueang.apps.enrollment.enums import RoundState
from mueang.apps.enrollment.models import AllocationRound, RoundInvitation, WishList

pytestmark = pytest.mark.django_db

MAY_RUN = {"officer", "manager"}
POSTS = ("invite", "draw_round", "publish_round", "call_off", "withheld")


@pytest.fixture
def offering(cast):
    return OfferingFactory(
        program__city=cast.city, place=cast.place, seats=3, reserved_seats={SeatGroup.OLDER.value: 1}
    )


@pytest.fixture
def row(cast, offering):
    return opened(cast, offering)


@pytest.fixture
def desk(client, cast):
    client.force_login(cast.officer)
    return client


def address(name, row=None):
    return reverse(f"enrollment:{name}", args=["nakhon", row.uuid] if row else ["nakhon"])


def close(row):
    """Let the closing time be past."""
    AllocationRound.objects.filter(pk=row.pk).update(
        opens_at=timezone.now() - 2 * HOUR, closes_at=timezone.now() - HOUR
    )
    row.refresh_from_db()


@pytest.mark.parametrize("member", [member for member in MEMBERS if member != "anonymous"])
def test_a_stranger_finds_no_round_and_moves_none(client, cast, row, member):
    client.force_login(getattr(cast, member))
    may = member in MAY_RUN

    for name in ("rounds", "new_round"):
        assert client.get(address(name)).status_code == (200 if may else 404), name
    for name in ("round", "invitations"):
        assert client.get(address(name, row)).status_code == (200 if may else 404), name
    if not may:
        for name in POSTS:
            assert client.post(address(name, row)).status_code == 404, name
    row.refresh_from_db()
    assert row.state == RoundState.OPEN


def test_who_is_not_signed_in_is_asked_to(client, row):
    assert client.get(address("round", row)).status_code == 302
    assert client.post(address("publish_round", row)).status_code == 302


def plan(offering, **changed):
    today = timezone.localdate()
    return {
        "request_key": "k" * 40,
        "name_th": "รอบใหม่",
        "offerings": [str(offering.uuid)],
        "method": "wishes",
        "opens_on": f"{today.day}/{today.month}/{today.year + 543}",
        "opens_time": "00:00",
        "closes_on": (today + timedelta(days=3)).isoformat(),
        "closes_time": "16:30",
    } | changed


def test_a_round_is_announced_once_with_years_of_either_era(desk, offering):
    pages = [desk.post(address("new_round"), plan(offering)) for _ in "ab"]
    row = AllocationRound.objects.get()

    assert [page["Location"] for page in pages] == [address("round", row)] * 2
    assert timezone.localdate(row.opens_at) == timezone.localdate()
    assert row.commitment in desk.get(address("round", row)).content.decode()


@pytest.mark.parametrize(
    "changed",
    [
        {"offerings": []},
        {"offerings": ["00000000-0000-0000-0000-000000000000"]},
        {"offerings": ["'; DROP TABLE"]},
        {"closes_on": "1/1/2560"},
        {"closes_on": "someday"},
        {"opens_time": "25:99"},
        {"method": "mine"},
        {"hard_groups": ["everybody"]},
        {"request_key": "short"},
        {"name_th": ""},
    ],
)
def test_a_plan_that_makes_no_sense_is_shown_again_with_a_reason(desk, offering, changed):
    page = desk.post(address("new_round"), plan(offering, **changed))

    assert page.status_code == 200
    assert not AllocationRound.objects.exists()
    assert page.context["form"].errors


def test_invitations_are_made_and_taken_as_a_workbook(desk, row):
    desk.post(address("invite", row), {"group": SeatGroup.OLDER, "count": 3})
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(desk.get(address("invitations", row)).content))
    codes = {line[0] for line in sheet.get_sheet_by_index(0).to_python()}

    assert set(RoundInvitation.objects.values_list("code", flat=True)) <= codes
    for wrong in ({"group": "everybody", "count": 3}, {"group": SeatGroup.OLDER, "count": 501}, {}):
        desk.post(address("invite", row), wrong)
    assert RoundInvitation.objects.count() == 3


def test_from_the_draw_to_the_published_file(desk, row, offering):
    for _ in range(5):
        wished(row, offering)
    desk.post(address("draw_round", row))
    row.refresh_from_db()
    assert row.state == RoundState.OPEN, "wishes are still taken"

    close(row)
    desk.post(address("draw_round", row))
    assert 'role="status"' in desk.get(address("round", row)).content.decode()
    tasks.run(timezone.now())
    page = desk.get(address("round", row), headers={"accept-language": "en"})
    assert len(page.context["promises"]) == 5
    assert {table.title for table in page.context["tables"]}
    desk.post(address("publish_round", row))
    tasks.run(timezone.now())
    row.refresh_from_db()

    assert row.state == RoundState.PUBLISHED
    assert row.seed in desk.get(reverse("public:round", args=["nakhon", row.uuid])).content.decode()


def test_a_press_that_comes_too_late_says_so_and_changes_nothing(desk, row):
    close(row)
    drawn(row)
    for _ in "ab":
        page = desk.post(address("publish_round", row), follow=True)
    row.refresh_from_db()

    assert row.state == RoundState.PUBLISHING
    assert page.status_code == 200
    assert desk.post(address("call_off", row)).status_code == 302
    row.refresh_from_db()
    assert row.state == RoundState.PUBLISHING


def test_called_off_from_the_desk(desk, row):
    desk.post(address("call_off", row))
    row.refresh_from_db()

    assert row.state == RoundState.CALLED_OFF
    assert desk.get(address("round", row)).status_code == 200
    assert desk.get(reverse("public:round", args=["nakhon", row.uuid])).status_code == 404


def test_the_withheld_part_is_given_after_publishing_and_recorded(desk, row, offering):
    one = wished(row, offering, group=SeatGroup.OLDER)
    drawn(row)
    assert desk.post(address("withheld", row)).status_code == 404
    published(row)
    part = desk.post(address("withheld", row))

    assert one.code in part.content.decode()
    assert part["Cache-Control"]
    assert Event.objects.filter(verb="round.withheld_read").count() == 1
    assert desk.get(address("withheld", row)).status_code == 405


def test_nobody_sees_whose_an_invitation_became(desk, row, offering):
    one = wished(row, offering, group=SeatGroup.OLDER, members=[grown_up("ปกปิด")])
    code = RoundInvitation.objects.get().code
    drawn(row)
    shown = desk.get(address("round", row)).content.decode() + str(desk.get(address("invitations", row)).content)

    for secret in ("ปกปิด", one.code, code, row.unsealed_seed()):
        assert secret not in shown


def test_an_outcome_that_fails_its_check_is_shown_as_a_fault(desk, row, offering):
    wished(row, offering)
    drawn(row)
    AllocationRound.objects.update(comparison=row.comparison | {"n_broken": 1, "n_passed_over": 2})
    page = desk.get(address("round", row))

    assert page.context["is_faulty"]
    assert page.context["promises"] == []
    AllocationRound.objects.update(comparison=row.comparison | {"n_passed_over": 2})
    assert "2" in desk.get(address("round", row)).context["promises"][-1]


def test_lists_and_comparison_go_to_excel(desk, cast, row, offering):
    near = NeighbourhoodFactory(city=cast.city)
    for years in (70, 5 * 1 + 20, 20):
        wished(row, offering, members=[grown_up(birth_on=timezone.localdate() - timedelta(days=366 * years))])
    WishList.objects.update(neighbourhood=near)
    drawn(row)
    for name, arguments in (("rounds", ()), ("round", (row,))):
        content = desk.get(address(name, *arguments), {"format": "xlsx"}).content
        assert CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()[1:]


@pytest.mark.parametrize("n_rows", [1, 3])
def test_lists_and_pages_take_a_fixed_number_of_statements(desk, cast, django_assert_num_queries, n_rows):
    for _ in range(n_rows):
        offerings = [OfferingFactory(program__city=cast.city, place=cast.place) for _ in range(n_rows)]
        row = opened(cast, *offerings)
        for _ in range(n_rows):
            wished(row, *offerings)
    desk.get(address("rounds"))

    with django_assert_num_queries(6):
        desk.get(address("rounds"))
    with django_assert_num_queries(8):
        desk.get(address("round", row))
