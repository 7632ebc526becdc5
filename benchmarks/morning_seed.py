"""An invented city of many small places, each with a keeper signed in and a roll of today: the rush of the morning."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.utils import timezone
from django.utils.crypto import get_random_string

from mueang.apps.accounts.models import RoleGrant, User
from mueang.apps.catalog.models import Offering, Program, Session
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.network.models import City
from mueang.apps.people.models import Person
from mueang.apps.places.models import Place

BATCH = 500


def seed(n_keepers: int, n_learners: int) -> None:
    """Prints what each phone knows, as JSON."""
    now = timezone.now()
    city = City.objects.create(
        slug="morning",
        kind="town_municipality",
        name_th="เมืองสมมติ",
        name_en="Invented City",
        province_code="95",
        latitude=6.5,
        longitude=101.3,
        is_invented=True,
    )
    program = Program.objects.create(city=city, slug="class", name_th="ห้องเรียนสมมติ", name_en="Invented Class")
    keepers = User.objects.bulk_create(
        [User(username=f"keeper{n}", display_name=f"ผู้ดูแลสมมติ {n}") for n in range(n_keepers)], BATCH
    )
    places = Place.objects.bulk_create(
        [
            Place(city=city, slug=f"p{n}", kind="library", name_th=f"แหล่งสมมติ {n}", name_en=f"Invented Place {n}")
            for n in range(n_keepers)
        ],
        BATCH,
    )
    RoleGrant.objects.bulk_create(
        [
            RoleGrant(user=keeper, role="keeper", scope_kind="place", scope=place.uuid)
            for keeper, place in zip(keepers, places, strict=True)
        ],
        BATCH,
    )
    offerings = Offering.objects.bulk_create(
        [
            Offering(
                city=city,
                program=program,
                slug=f"c{n}",
                place=place,
                state="published",
                seats=n_learners,
                seats_taken=n_learners,
                starts_on=now.date(),
                ends_on=now.date() + timedelta(days=9),
                owner=keepers[0],
            )
            for n, place in enumerate(places)
        ],
        BATCH,
    )
    sessions = Session.objects.bulk_create(
        [
            Session(
                offering=one,
                number=1,
                starts_at=now - timedelta(minutes=5),
                ends_at=now + timedelta(hours=3),
                mode="lecture",
            )
            for one in offerings
        ],
        BATCH,
    )
    enrollments = seat(city, offerings, n_learners)
    with connection.cursor() as cursor:
        # As the database does by itself once rows have been there for a minute.
        cursor.execute("ANALYZE")
    engine = import_module(settings.SESSION_ENGINE).SessionStore
    said = []
    for n, (keeper, session) in enumerate(zip(keepers, sessions, strict=True)):
        store = engine()
        store[SESSION_KEY] = str(keeper.pk)
        store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        store[HASH_SESSION_KEY] = keeper.get_session_auth_hash()
        store.save()
        who = [str(one.uuid) for one in enrollments[n * n_learners : (n + 1) * n_learners]]
        said.append(
            {
                "cookie": store.session_key,
                "token": get_random_string(32),
                "owner": str(keeper.uuid),
                "session": str(session.uuid),
                "learners": who,
            }
        )
    print(json.dumps(said))


def seat(city: City, offerings: list[Offering], n_learners: int) -> list[Enrollment]:
    now = timezone.now()
    persons = Person.objects.bulk_create(
        [
            Person(
                city=city,
                given_name=f"สมมติ{n}",
                family_name="ทดสอบ",
                sort_key=f"{n:09}",
                match_key=f"{n:09}",
                is_invented=True,
            )
            for n in range(len(offerings) * n_learners)
        ],
        BATCH,
    )
    return Enrollment.objects.bulk_create(
        [
            Enrollment(
                uuid=uuid.uuid4(),
                offering=offerings[n // n_learners],
                person=person,
                state="enrolled",
                via="officer",
                requested_at=now,
                enrolled_at=now,
            )
            for n, person in enumerate(persons)
        ],
        BATCH,
    )
