"""Calendars and search engines: what machines are told."""

from __future__ import annotations

import json
from datetime import timedelta

import icalendar
import pytest
from django.utils import timezone

from factories.catalog import InstructorFactory
from factories.heritage import NameConsentFactory
from factories.rows import InterestFactory, OfferingFactory, PlaceFactory, SessionFactory
from mueang.apps.catalog.actions import cancel_offering, cancel_session
from mueang.apps.catalog.enums import OfferingState
from mueang.apps.catalog.queries import calendar, json_ld, offering_page
from mueang.apps.places.enums import PlaceKind

URL = "https://city.example/nakhon/learn/sweets/"


def events(feed: bytes) -> dict[str, icalendar.Event]:
    return {str(event["UID"]): event for event in icalendar.Calendar.from_ical(feed).walk("VEVENT")}


def described(offering, **options):
    page = offering_page(city=offering.city, slug=offering.slug)
    return json_ld(page, city=offering.city, url=URL, **options)


@pytest.fixture
def offering(cast):
    return OfferingFactory(
        program__city=cast.city,
        program__name_th="ทำขนม",
        program__name_en="Sweets",
        program__outcomes_th=["ทำขนมได้สามอย่าง"],
        place=PlaceFactory(city=cast.city, name_th="หอสมุด", name_en="Library", address="ถนนสมมติ"),
        seats=20,
        seats_taken=5,
        age_min=7,
    )


@pytest.mark.parametrize("n_sessions", [1, 3])
def test_a_calendar_is_one_query_however_many_sessions(offering, n_sessions, django_assert_num_queries):
    for number in range(n_sessions):
        SessionFactory(offering=offering, number=number + 1)

    with django_assert_num_queries(1):
        feed = calendar(offering)

    assert len(events(feed)) == n_sessions


def test_a_calendar_says_what_where_and_when_in_the_readers_language(offering, cast):
    session = SessionFactory(offering=offering, topic_th="ขนมชั้น", place=PlaceFactory(city=cast.city, name_en="Market"))

    thai = events(calendar(offering, url=URL))[str(session.uuid)]
    english = events(calendar(offering, url=URL, language="en"))[str(session.uuid)]

    assert (str(thai["SUMMARY"]), str(english["SUMMARY"])) == ("ทำขนม", "Sweets")
    assert str(english["LOCATION"]) == "Market"
    assert str(thai["DESCRIPTION"]) == str(english["DESCRIPTION"]) == "ขนมชั้น"
    assert str(thai["URL"]) == URL
    assert thai["DTSTAMP"].dt == session.changed_at.replace(microsecond=0)


def test_a_calendar_gives_the_offerings_place_where_a_session_has_none(offering):
    session = SessionFactory(offering=offering)

    event = events(calendar(offering))[str(session.uuid)]

    assert str(event["LOCATION"]) == "หอสมุด, ถนนสมมติ"
    assert event["GEO"].latitude == pytest.approx(6.541)


def test_a_cancelled_session_keeps_its_uid_and_counts_up(offering, cast):
    session = SessionFactory(offering=offering, starts_at=timezone.now() + timedelta(days=1))

    cancel_session(session=session, actor=cast.officer)

    event = events(calendar(offering))[str(session.uuid)]
    assert (str(event["STATUS"]), event["SEQUENCE"]) == ("CANCELLED", 1)


def test_cancelling_the_offering_cancels_its_coming_sessions_in_calendars(offering, cast):
    past = SessionFactory(offering=offering, number=1, starts_at=timezone.now() - timedelta(days=1))
    coming = SessionFactory(offering=offering, number=2, starts_at=timezone.now() + timedelta(days=1))

    cancelled = cancel_offering(offering=offering, actor=cast.officer)

    found = events(calendar(cancelled))
    assert (str(found[str(coming.uuid)]["STATUS"]), found[str(coming.uuid)]["SEQUENCE"]) == ("CANCELLED", 1)
    assert found[str(past.uuid)]["SEQUENCE"] == 0


def test_a_search_engine_is_told_a_course_with_one_instance(offering, cast):
    offering.program.interests.set([InterestFactory(name_th="อาหาร")])
    SessionFactory(offering=offering, number=1, topic_th="ขนมชั้น")
    SessionFactory(offering=offering, number=2, starts_at=timezone.now() + timedelta(days=7))

    course = described(offering)

    instance = course["hasCourseInstance"]
    assert (course["@type"], course["name"], course["inLanguage"]) == ("Course", "ทำขนม", "th")
    assert course["provider"]["name"] == cast.city.name_th
    assert course["typicalAgeRange"] == "7-"
    assert course["teaches"] == ["ทำขนมได้สามอย่าง"]
    assert course["keywords"] == ["อาหาร"]
    assert course["timeRequired"] == "PT360M"
    assert course["isAccessibleForFree"] is True
    assert (instance["maximumAttendeeCapacity"], instance["remainingAttendeeCapacity"]) == (20, 15)
    assert instance["eventStatus"] == "https://schema.org/EventScheduled"
    assert instance["location"]["geo"]["latitude"] == pytest.approx(6.541)
    assert [event["name"] for event in instance["subEvent"]] == ["ขนมชั้น", "ทำขนม (2)"]
    assert instance["startDate"].endswith("+07:00")
    json.dumps(course)


def test_english_is_given_where_there_is_english(offering):
    offering.program.summary_en = ""
    offering.program.save()

    course = described(offering, language="en")

    assert course["name"] == "Sweets"
    assert course["description"] == "เรียนรู้โดยลงมือทำ"


def test_nothing_empty_is_told(offering):
    def blanks(value):
        if isinstance(value, dict):
            return [name for name, part in value.items() if part in ("", None, [], {})] + blanks(list(value.values()))
        return [blank for part in value for blank in blanks(part)] if isinstance(value, list) else []

    offering.program.outcomes_th = []
    offering.program.lab_minutes = offering.program.required_minutes = 0
    offering.program.summary_th = offering.program.summary_en = ""
    offering.program.save()
    offering.age_min = None
    offering.save()

    course = described(offering)

    assert blanks(course) == []
    assert course["description"] == "ทำขนม"
    assert course["hasCourseInstance"]["startDate"] == offering.starts_on.isoformat()
    assert not {"typicalAgeRange", "timeRequired", "keywords"} & set(course)


@pytest.mark.parametrize(
    ("change", "availability"),
    [
        ({}, "InStock"),
        ({"seats_taken": 20}, "SoldOut"),
        ({"enroll_until": timezone.now() - timedelta(days=1)}, "SoldOut"),
        ({"state": OfferingState.FINISHED}, "SoldOut"),
    ],
)
def test_the_offer_says_whether_one_can_still_join(offering, change, availability):
    for column, value in change.items():
        setattr(offering, column, value)
    offering.save()

    assert described(offering)["offers"]["availability"] == f"https://schema.org/{availability}"


def test_what_costs_is_priced_in_baht(offering):
    offering.cost_satang, offering.age_max = 12_550, 12
    offering.save()

    course = described(offering)

    assert (course["offers"]["price"], course["offers"]["priceCurrency"]) == ("125.50", "THB")
    assert course["offers"]["category"] == "Paid"
    assert course["typicalAgeRange"] == "7-12"


def test_a_cancelled_offering_is_told_to_be_cancelled_in_every_part(offering):
    SessionFactory(offering=offering)
    offering.state = OfferingState.CANCELLED
    offering.save()

    instance = described(offering)["hasCourseInstance"]

    cancelled = "https://schema.org/EventCancelled"
    assert [instance["eventStatus"], *(event["eventStatus"] for event in instance["subEvent"])] == [cancelled] * 2


def test_online_learning_has_no_map_point(offering):
    offering.place.kind, offering.place.latitude, offering.place.longitude = PlaceKind.ONLINE, None, None
    offering.place.save()

    instance = described(offering)["hasCourseInstance"]

    assert instance["location"] == {"@type": "VirtualLocation", "url": URL}
    assert instance["courseMode"] == "online"


def test_a_place_without_coordinates_has_a_name_and_no_geo(offering):
    offering.place.latitude = offering.place.longitude = None
    offering.place.address = ""
    offering.place.save()

    location = described(offering)["hasCourseInstance"]["location"]

    assert location == {"@type": "Place", "name": "หอสมุด", "address": "หอสมุด"}


def test_search_engines_are_told_only_the_names_that_may_be_told(offering):
    named, silent = InstructorFactory(offering=offering), InstructorFactory(offering=offering)
    NameConsentFactory(person=named.person)

    course = described(offering)

    assert [person["name"] for person in course["hasCourseInstance"]["instructor"]] == [named.person.full_name]
    assert silent.person.given_name not in json.dumps(course, ensure_ascii=False)
