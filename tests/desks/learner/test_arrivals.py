"""The page of a scanned code: now and here, and never from afar an hour later."""

from datetime import timedelta

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from factories.enrollment import adult, child, joined
from factories.rows import OfferingFactory, SessionFactory
from mueang.apps.audit.models import Event
from mueang.apps.enrollment.actions import note_scan
from mueang.apps.enrollment.errors import NotOnTheRoll, SessionNotOn
from mueang.apps.enrollment.models import HoursEntry, Scan
from mueang.desks.learner.arrivals import MOST_MISSES, SALT
from mueang.lib.rolling_codes import code_at, rolling_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(cast):
    offering = OfferingFactory(program__city=cast.city, place=cast.place, seats=10)
    return SessionFactory(offering=offering, starts_at=timezone.now() - timedelta(minutes=20))


def address(session, *, seconds_ago=0):
    shown_at = timezone.now() - timedelta(seconds=seconds_ago)
    code = code_at(rolling_key(f"session:{session.uuid}"), shown_at)
    return reverse("learner:here", args=[session.uuid, code])


def scan(client, session, **typed):
    """Scan now, and press with what is typed."""
    page = client.get(address(session))
    return client.post(address(session), {"pass": page.context["given"]} | typed)


def test_name_and_four_digits_note_somebody_as_here_once_and_write_no_hours(client, session):
    party = joined(session.offering, adult("มาลี", phone="0812345678"), child("ตะวัน"))

    for _ in range(2):
        page = scan(client, session, name="นางมาลี ทดสอบ", digits="5678")
    little = scan(client, session, name="ตะวัน ทดสอบ", digits="5678")

    assert "นางมาลี ทดสอบ" in page.text
    assert little.status_code == 200
    assert Scan.objects.count() == party.enrollments.count() == 2
    assert not HoursEntry.objects.exists()
    facts = [event.facts for event in Event.objects.filter(verb="roll.scanned")]
    assert len(facts) == 2
    assert "มาลี" not in str(facts)


def test_a_phone_that_holds_the_ticket_needs_one_press(client, session):
    party = joined(session.offering, adult("มาลี"), child("ตะวัน"))
    client.get(reverse("learner:ticket", args=[party.ticket]))
    known = [str(row.uuid) for row in party.enrollments.all()]

    page = client.get(address(session))
    nobody = scan(client, session)
    some = scan(client, session, who=known[:1])

    assert "นางมาลี ทดสอบ" in page.text
    assert nobody.status_code == 422
    assert some.status_code == 200
    assert [str(row.enrollment.uuid) for row in Scan.objects.all()] == known[:1]


def test_names_of_others_are_never_shown_to_whoever_scans(client, session):
    joined(session.offering, adult("มาลี"))

    assert "มาลี" not in client.get(address(session)).text


@pytest.mark.parametrize("seconds_ago", [120, 3600])
def test_a_code_of_before_opens_nothing(client, session, seconds_ago):
    page = client.get(address(session, seconds_ago=seconds_ago))

    assert page.status_code == 410
    assert 'name="pass"' not in page.text


def test_a_pass_is_of_one_session_and_of_a_few_minutes(client, session, cast):
    joined(session.offering, adult("มาลี", phone="0812345678"))
    typed = {"name": "มาลี ทดสอบ", "digits": "5678"}
    of_another = signing.dumps(str(SessionFactory(offering=session.offering, number=9).uuid), salt=SALT)

    answers = [client.post(address(session), typed | {"pass": given}) for given in ("", "x", of_another)]

    assert [answer.status_code for answer in answers] == [410, 410, 410]
    assert not Scan.objects.exists()


@pytest.mark.parametrize(
    ("name", "digits"),
    [("มาลี ทดสอบ", "0000"), ("มานี ทดสอบ", "5678"), ("มาลี ทดสอบ", "x678"), ("", "5678"), ("มาลี ทดสอบ", "8")],
)
def test_who_is_not_found_is_told_alike(client, session, name, digits):
    joined(session.offering, adult("มาลี", phone="0812345678"))

    page = scan(client, session, name=name, digits=digits)

    assert page.status_code == 422
    assert not Scan.objects.exists()


def test_guessing_closes_the_door_for_a_while(client, session):
    joined(session.offering, adult("มาลี", phone="0812345678"))
    given = client.get(address(session)).context["given"]
    for number in range(MOST_MISSES):
        client.post(address(session), {"pass": given, "name": "มาลี ทดสอบ", "digits": f"{number:04}"})

    page = client.post(address(session), {"pass": given, "name": "มาลี ทดสอบ", "digits": "5678"})

    assert page.status_code == 422
    assert "ผู้เช็กชื่อ" in page.text
    assert not Scan.objects.exists()


@pytest.mark.parametrize("minutes", [-400, 90])
def test_nobody_arrives_long_before_or_after_the_session(client, session, minutes):
    joined(session.offering, adult("มาลี", phone="0812345678"))
    session.starts_at = timezone.now() + timedelta(minutes=minutes)
    session.ends_at = session.starts_at + timedelta(minutes=60)
    session.save()

    page = scan(client, session, name="มาลี ทดสอบ", digits="5678")

    assert page.status_code == 422
    assert "ไม่ได้อยู่ในช่วงเวลาจัด" in page.text


def test_a_ticket_of_another_time_is_told_that_the_session_is_not_on(client, session):
    party = joined(session.offering, adult("มาลี"))
    client.get(reverse("learner:ticket", args=[party.ticket]))
    session.state = "cancelled"
    session.save()

    page = scan(client, session, who=[str(party.enrollments.get().uuid)])

    assert "ไม่ได้อยู่ในช่วงเวลาจัด" in page.text


def test_an_unknown_session_is_not_found(client, cast, session):
    other = reverse("learner:here", args=[cast.city.uuid, "AAAAAAAA"])

    assert client.get(other).status_code == 404


def test_a_scan_is_refused_for_those_of_another_offering_and_for_nobody(session):
    elsewhere = joined(OfferingFactory()).enrollments.get()

    for learners in ([elsewhere], []):
        with pytest.raises(NotOnTheRoll):
            note_scan(session=session, learners=learners)
    with pytest.raises(SessionNotOn):
        note_scan(session=session, learners=[elsewhere], now=session.ends_at + timedelta(seconds=1))
