"""An invented city of ten thousand offerings, for the benchmark of its public pages."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.catalog.actions import load_interests
from mueang.apps.catalog.models import Interest, Offering, Program, Session
from mueang.apps.network.models import City
from mueang.apps.places.models import Neighbourhood, Place

WORDS = ("ทอผ้า", "จักสาน", "อาหาร", "ขนมพื้นบ้าน", "ซ่อมจักรยานยนต์", "ภาษามลายู", "คอมพิวเตอร์", "สุขภาพ", "ดนตรี", "เกษตร")
N_PLACES, N_AREAS, N_SESSIONS = 300, 24, 6


def seed(n_offerings: int) -> None:
    chance, now = random.Random(1), timezone.now()
    load_interests()
    city = City.objects.create(
        slug="rush",
        kind="town_municipality",
        name_th="เมืองสมมติ",
        name_en="Invented City",
        province_code="95",
        latitude=6.54,
        longitude=101.28,
        is_invented=True,
    )
    owner = User.objects.create(username="owner")
    places = make_places(city, chance)
    programs = make_programs(city, n_offerings // 4, chance)
    offerings = [
        an_offering(number, chance.choice(programs), chance.choice(places), owner=owner, now=now, chance=chance)
        for number in range(n_offerings)
    ]
    Offering.objects.bulk_create(offerings, batch_size=500)
    Session.objects.bulk_create(
        [session for offering in offerings for session in sessions_of(offering, now, chance)], batch_size=900
    )


def make_places(city: City, chance: random.Random) -> list[Place]:
    areas = [
        Neighbourhood(
            city=city,
            code=f"9501{n:02}",
            name_th=f"ชุมชนสมมติ {n}",
            name_en=f"Invented Community {n}",
            latitude=6.5 + n % 5 / 50,
            longitude=101.2 + n // 5 / 50,
            boundary={"type": "Polygon", "coordinates": [square(101.2 + n // 5 / 50, 6.5 + n % 5 / 50)]},
        )
        for n in range(N_AREAS)
    ]
    Neighbourhood.objects.bulk_create(areas)
    places = []
    for n in range(N_PLACES):
        area = chance.choice(areas)
        places.append(
            Place(
                city=city,
                slug=f"place-{n}",
                kind="library",
                name_th=f"แหล่งเรียนรู้สมมติ {n}",
                name_en=f"Invented Place {n}",
                address="ถนนสมมติ",
                neighbourhood=area,
                latitude=area.latitude + chance.uniform(0, 0.02),
                longitude=area.longitude + chance.uniform(0, 0.02),
                accessibility=chance.sample(["step_free", "toilet", "parking", "prayer_room"], chance.randrange(4)),
                verified_on=timezone.localdate(),
            )
        )
    return Place.objects.bulk_create(places)


def square(west: float, south: float) -> list[list[float]]:
    east, north = west + 0.02, south + 0.02
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def make_programs(city: City, n_programs: int, chance: random.Random) -> list[Program]:
    programs = [
        Program(
            city=city,
            slug=f"program-{n}",
            name_th=f"{chance.choice(WORDS)}{chance.choice(WORDS)} รุ่นสมมติ {n}",
            name_en=f"Invented Program {n}",
            sort_key=str(n),
            summary_th=" ".join(chance.choices(WORDS, k=12)),
            summary_en="Learning by doing, with people who know",
            about_th=" ".join(chance.choices(WORDS, k=60)),
            outcomes_th=["ทำได้ด้วยตนเอง", "สอนต่อได้", "ขายได้"],
            lab_minutes=1080,
            required_minutes=900,
        )
        for n in range(n_programs)
    ]
    Program.objects.bulk_create(programs, batch_size=500)
    interests, through = list(Interest.objects.all()), Program.interests.through
    through.objects.bulk_create(
        [
            through(program=program, interest=interest)
            for program in programs
            for interest in chance.sample(interests, chance.choice((1, 2)))
        ],
        batch_size=900,
    )
    return programs


def an_offering(
    number: int, program: Program, place: Place, *, owner: User, now: datetime, chance: random.Random
) -> Offering:
    seats = chance.choice((10, 20, 40))
    young = chance.choice((None, 5, 7, 13, 18))
    return Offering(
        city=program.city,
        program=program,
        place=place,
        owner=owner,
        slug=f"offering-{number}",
        state="published",
        seats=seats,
        seats_taken=chance.choice((0, 3, seats // 2, seats)),
        starts_on=now.date(),
        ends_on=now.date() + timedelta(days=120),
        age_min=young,
        age_max=None if young is None else young + 60,
        cost_satang=chance.choice((0, 0, 50_00, 300_00)),
        language=chance.choice(("th", "th", "ms", "en")),
        verified_on=now.date(),
        search_text=f"{program.name_th} {program.summary_th}",
        is_invented=True,
    )


def sessions_of(offering: Offering, now: datetime, chance: random.Random) -> list[Session]:
    first = timezone.localtime(now).replace(hour=chance.choice((9, 13, 18)), minute=0, second=0, microsecond=0)
    first += timedelta(days=chance.randrange(1, 60))
    return [
        Session(
            offering=offering,
            number=week + 1,
            starts_at=first + timedelta(weeks=week),
            ends_at=first + timedelta(weeks=week, hours=3),
            mode="lab",
            topic_th=f"ครั้งที่ {week + 1}",
        )
        for week in range(N_SESSIONS)
    ]
