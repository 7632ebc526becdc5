"""The catalog desk, door by door."""

from __future__ import annotations

import io
from datetime import timedelta
from uuid import uuid4

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone, translation

from factories.catalog import DraftFactory, InstructorFactory
from factories.rows import (
    HeritageItemFactory,
    InterestFactory,
    OfferingFactory,
    PlaceFactory,
    ProgramFactory,
    SessionFactory,
)
from mueang.apps.catalog.enums import OfferingState, SessionState
from mueang.apps.catalog.models import Offering, Program

TOMORROW = timezone.localdate() + timedelta(days=1)


SOON = timezone.now() + timedelta(days=1)


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def an_offer(cast, **changes):
    answers = {
        "name_th": "ทำขนม",
        "name_en": "Sweets",
        "place": cast.place.slug,
        "first_on": f"{TOMORROW.day}/{TOMORROW.month}/{TOMORROW.year + 543}",
        "from_time": "09:00",
        "to_time": "12:00",
        "times": "2",
        "seats": "20",
        "language": "th",
        "mode": "lab",
        "cost": "0",
    }
    return {**answers, **changes}


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_list_shows_a_keeper_their_own_place_only(cast, client, offering, language):
    other, foreign = OfferingFactory(program__city=cast.city), OfferingFactory(program__city=cast.elsewhere)
    client.force_login(cast.keeper)
    with translation.override(language):
        address = reverse("catalog:offerings", args=[cast.city.slug])

    page = text(client.get(address))

    assert offering.slug in page
    assert other.slug not in page
    assert foreign.slug not in page


@pytest.mark.parametrize(
    ("member", "status"),
    [("anonymous", 302), ("stranger", 404), ("instructor", 404), ("manager_elsewhere", 404), ("auditor", 200)],
)
def test_the_desk_opens_to_those_who_publish_or_read_there(cast, client, member, status):
    if member != "anonymous":
        client.force_login(getattr(cast, member))

    for name in ("offerings", "programs", "lessons"):
        assert client.get(reverse(f"catalog:{name}", args=[cast.city.slug])).status_code == status


@pytest.mark.parametrize("n_offerings", [1, 3])
def test_the_list_is_a_fixed_number_of_queries(desk, cast, n_offerings, django_assert_num_queries):
    for number in range(n_offerings):
        SessionFactory(offering__program__city=cast.city, offering__place=cast.place, number=number)

    with django_assert_num_queries(8):  # session, account, grants, city, places of the filter, number, rows, may offer
        desk.get("offerings")


@pytest.mark.parametrize("n_programs", [1, 3])
def test_the_list_of_programs_is_a_fixed_number_of_queries(officer, cast, n_programs, django_assert_num_queries):
    for _ in range(n_programs):
        OfferingFactory(program__city=cast.city).program.interests.set([InterestFactory()])

    with django_assert_num_queries(7):  # session, account, grants, city, number, rows, interests
        officer.get("programs")


@pytest.mark.parametrize("n_rows", [1, 3])
def test_an_offering_is_a_fixed_number_of_queries(desk, offering, n_rows, django_assert_num_queries):
    for number in range(n_rows):
        SessionFactory(offering=offering, number=number)
        InstructorFactory(offering=offering)

    with django_assert_num_queries(7):  # session, account, grants, offering, sessions, instructors, what was told
        desk.get("offering", offering.slug)


@pytest.mark.parametrize("n_rows", [1, 3])
def test_a_program_and_the_lessons_are_a_fixed_number_of_queries(officer, cast, n_rows, django_assert_num_queries):
    program = ProgramFactory(city=cast.city)
    program.interests.set(InterestFactory.create_batch(n_rows))
    OfferingFactory.create_batch(n_rows, program=program)
    HeritageItemFactory.create_batch(n_rows, city=cast.city)

    with django_assert_num_queries(8):  # session, account, grants, city, program, interests, may offer, offerings
        officer.get("program", program.slug)
    with django_assert_num_queries(6):  # session, account, grants, city, number, items
        officer.get("lessons")


def test_an_empty_list_teaches_those_who_may_offer_and_those_who_may_not(desk, cast, client):
    assert "On one page you say what, where and when" in desk.see("offerings")
    assert "Nothing fits these filters" in desk.see("offerings", words="ไม่มี")

    client.force_login(cast.auditor)
    assert desk.to("offering_add") not in desk.see("offerings")


def test_lists_are_handed_out_as_excel(officer, cast, offering):
    offering.program.interests.set([InterestFactory(name_en="Food")])
    SessionFactory(offering=offering, starts_at=SOON)

    for name, wanted in [("offerings", "Sweets"), ("programs", "Food")]:
        response = officer.get(name, format="xlsx")
        sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
        cells = [cell for row in sheet.values for cell in row]
        assert wanted in cells
        assert "nakhon" in response["Content-Disposition"]


def test_a_keeper_publishes_a_simple_offering_on_one_page(desk, cast):
    interest = InterestFactory(name_en="Food and cooking")
    page = desk.see("offering_add")
    assert cast.place.name_en in page
    assert interest.name_en in page

    response = desk.post("offering_add", **an_offer(cast))

    offering = Offering.objects.get()
    assert response["Location"] == desk.to("offering", offering.slug)
    assert (offering.state, offering.sessions.count(), offering.owner) == (OfferingState.PUBLISHED, 2, cast.keeper)
    page = desk.see("offering", offering.slug)
    assert "Published." in page
    assert "Sweets" in page


def test_a_keeper_may_keep_it_as_a_draft(desk, cast):
    desk.post("offering_add", **an_offer(cast, draft="1"))

    offering = Offering.objects.get()
    assert offering.state == OfferingState.DRAFT
    assert "Nobody sees this yet" in desk.see("offering", offering.slug)


def test_holidays_stepped_over_are_told(desk, cast):
    new_year = TOMORROW.replace(month=12, day=25)

    response = desk.post(
        "offering_add", **an_offer(cast, first_on=new_year.isoformat(), times="2", skips_holidays="on")
    )

    assert response.status_code == 302
    assert "No session on public holidays" in desk.see("offering", Offering.objects.get().slug)


def test_a_form_in_disorder_writes_nothing_and_says_where(desk, cast):
    page = text(desk.post("offering_add", **an_offer(cast, to_time="08:00", name_th="")))

    assert "The end must be after the start." in page
    assert "#id_name_th" in page
    assert not Offering.objects.exists()
    assert not Program.objects.exists()


def test_a_program_chosen_from_its_page_is_set_already(desk, cast):
    program = ProgramFactory(city=cast.city)

    page = desk.see("offering_add", program=program.slug)

    assert f'<option value="{program.slug}" selected>' in page


def test_those_who_only_read_offer_and_change_nothing(cast, desk, client, offering):
    session = SessionFactory(offering=offering, starts_at=SOON)
    client.force_login(cast.auditor)

    page = desk.see("offering", offering.slug)
    assert desk.to("offering_change", offering.slug) not in page
    for name, rest in [
        ("offering_add", []),
        ("offering_change", [offering.slug]),
        ("offering_copy", [offering.slug]),
        ("offering_cancel", [offering.slug]),
        ("sessions_add", [offering.slug]),
        ("session_change", [offering.slug, session.number]),
        ("instructors", [offering.slug]),
        ("program_add", []),
        ("program_change", [offering.program.slug]),
    ]:
        assert desk.get(name, *rest).status_code == 403
    for name, rest in [
        ("offering_step", [offering.slug, "finish"]),
        ("session_cancel", [offering.slug, session.number]),
        ("instructor_add", [offering.slug, uuid4()]),
        ("instructor_remove", [offering.slug, uuid4()]),
    ]:
        assert desk.post(name, *rest).status_code == 403


@pytest.mark.parametrize(
    "name", ["offering", "offering_change", "offering_cancel", "offering_copy", "sessions_add", "instructors"]
)
def test_an_offering_of_another_keeper_does_not_exist_here(desk, cast, name):
    draft = DraftFactory(program__city=cast.city, place=PlaceFactory(city=cast.city))
    foreign = OfferingFactory(program__city=cast.elsewhere)

    assert desk.get(name, draft.slug).status_code == 404
    assert desk.get(name, foreign.slug).status_code == 404


def test_an_offering_is_changed_by_its_form(desk, cast, offering):
    assert "id_seats" in desk.see("offering_change", offering.slug)

    desk.post("offering_change", offering.slug, place=cast.place.slug, seats="33", language="ms", cost="50")

    offering.refresh_from_db()
    assert (offering.seats, offering.language, offering.cost_satang) == (33, "ms", 5_000)


def test_what_happened_meanwhile_is_said_on_the_form(desk, cast, offering):
    offering.state = OfferingState.CANCELLED
    offering.save()

    page = text(desk.post("offering_change", offering.slug, place=cast.place.slug, seats="33", language="th"))

    assert "not published at the moment" in page


def test_an_offering_is_offered_again_on_other_days(desk, offering):
    SessionFactory(offering=offering, starts_at=SOON)
    desk.see("offering_copy", offering.slug)

    response = desk.post("offering_copy", offering.slug, starts_on=TOMORROW.isoformat())

    copy = Offering.objects.exclude(pk=offering.pk).get()
    assert response["Location"] == desk.to("offering", copy.slug)
    assert copy.sessions.count() == 1


def test_an_offering_is_cancelled_with_its_reason(desk, offering):
    desk.see("offering_cancel", offering.slug)

    desk.post("offering_cancel", offering.slug, reason="ฝนตกหนัก")

    offering.refresh_from_db()
    assert offering.state == OfferingState.CANCELLED
    assert "ฝนตกหนัก" in desk.see("offering", offering.slug)


def test_one_press_publishes_confirms_finishes_or_throws_away(desk, cast):
    draft, waste = (DraftFactory(program__city=cast.city, place=cast.place) for _ in range(2))
    SessionFactory(offering=draft, starts_at=timezone.now() - timedelta(days=1))

    for step, state in [("publish", "published"), ("confirm", "published"), ("finish", "finished")]:
        desk.post("offering_step", draft.slug, step)
        draft.refresh_from_db()
        assert draft.state == state
    response = desk.post("offering_step", waste.slug, "discard")

    assert response["Location"] == desk.to("offerings")
    assert not Offering.objects.filter(pk=waste.pk).exists()
    assert desk.post("offering_step", draft.slug, "burn").status_code == 404
    assert desk.get("offering_step", draft.slug, "publish").status_code == 405


def test_a_press_that_is_refused_says_why(desk, cast):
    draft = DraftFactory(program__city=cast.city, place=cast.place)

    desk.post("offering_step", draft.slug, "publish")

    assert "at least one session" in desk.see("offering", draft.slug)


@pytest.mark.parametrize("state", OfferingState)
def test_every_state_has_its_page(desk, cast, state):
    offering = OfferingFactory(
        program__city=cast.city, place=cast.place, state=state, age_min=7, age_max=12, verified_on=None,
        enroll_until=SOON, contact="ห้อง 2",
    )  # fmt: skip
    SessionFactory(offering=offering, number=1, starts_at=SOON, place=PlaceFactory(city=cast.city))
    SessionFactory(offering=offering, number=2, starts_at=SOON, state=SessionState.CANCELLED)
    SessionFactory(offering=offering, number=3, starts_at=timezone.now() - timedelta(days=3))

    page = desk.see("offering", offering.slug)

    assert "7 to 12 years" in page
    assert ("Offer it again" in page) is True
    assert (desk.to("offering_cancel", offering.slug) in page) == (state == OfferingState.PUBLISHED)


@pytest.mark.parametrize(("band", "words"), [({"age_min": 60}, "from 60 years"), ({"age_max": 6}, "up to 6 years")])
def test_a_half_open_age_band_is_said_in_words(desk, cast, band, words):
    offering = OfferingFactory(program__city=cast.city, place=cast.place, seats=1, seats_taken=1, **band)

    page = desk.see("offering", offering.slug)

    assert words in page
    assert "No seat left" in page
