"""The demo city itself: accounts, partners, places, heritage, people."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from mueang.apps.accounts.actions import grant_role, open_account
from mueang.apps.accounts.enums import ScopeKind
from mueang.apps.accounts.models import User
from mueang.apps.heritage.actions import add_holder, add_lineage, add_picture, publish_item, record_item
from mueang.apps.heritage.models import HeritageItem
from mueang.apps.network.actions import (
    add_organization,
    answer_by_key,
    make_partner_link,
    open_city,
    record_contribution,
    sign_agreement,
)
from mueang.apps.network.enums import CityKind, Verdict
from mueang.apps.network.models import City, Organization
from mueang.apps.people.actions import add_guardianship, add_persons, give_consent
from mueang.apps.people.enums import LawfulBasis, Purpose, Relation
from mueang.apps.people.models import Person
from mueang.apps.places.actions import add_neighbourhoods, add_place, verify_place
from mueang.apps.places.models import Neighbourhood, Place
from mueang.demo.content_heritage import AGES, HERITAGE, PICTURES, SEASONS, DemoSeason
from mueang.demo.content_places import PARTNERS, PLACES, DemoPlace
from mueang.demo.heritage_pictures import drawn
from mueang.demo.heritage_products import sell
from mueang.demo.heritage_sounds import let_be_heard
from mueang.demo.names import SHARE_OF_CHILDREN, invented_adult, invented_child
from mueang.demo.sign_ins import ACCOUNTS, PASSWORD

CITY_CODE = "9501"
METRES_A_DEGREE = 111_320
CONSENT_TEXT = "2566-1"


@dataclass(slots=True)
class Demo:
    """What has been made so far, and the one source of chance."""

    city: City
    chance: random.Random
    today: date
    users: dict[str, User] = field(default_factory=dict)
    partners: dict[str, Organization] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    heritage: dict[str, HeritageItem] = field(default_factory=dict)
    adults: list[Person] = field(default_factory=list)
    children: list[Person] = field(default_factory=list)
    busy: dict[int, list[tuple[datetime, datetime]]] = field(default_factory=dict)

    def is_free(self, person: Person, spans: Iterable[tuple[datetime, datetime]]) -> bool:
        """Whether nothing this person goes to overlaps any of these times."""
        taken = self.busy.get(person.pk, [])
        return not any(start < end and begin < stop for start, stop in spans for begin, end in taken)

    @property
    def manager(self) -> User:
        return self.users["manager"]


def open_demo_city(*, seed: str, today: date) -> Demo:
    """The city on Mueang Yala's public geography, with its accounts."""
    city = open_city(
        code=CITY_CODE,
        kind=CityKind.CITY_MUNICIPALITY,
        slug="yala",
        name_th="เมืองยะลา (สาธิต)",
        name_en="Yala (demonstration)",
        is_invented=True,
        actor=None,
    )
    add_neighbourhoods(city=city, actor=None)
    demo = Demo(city=city, chance=random.Random(seed), today=today)  # noqa: S311 -- invented, the same at every run
    for account in ACCOUNTS:
        demo.users[account.username] = open_account(
            username=account.username, display_name=account.display_name, password=PASSWORD
        )
    for account in ACCOUNTS:
        if account.scope in {"city", "installation"}:
            scope = city.uuid if account.scope == "city" else None
            kind = ScopeKind.CITY if scope else ScopeKind.INSTALLATION
            grant_role(user=demo.users[account.username], role=account.role, scope_kind=kind, scope=scope, actor=None)
    return demo


def add_partners(demo: Demo) -> None:
    for number, partner in enumerate(PARTNERS):
        row = add_organization(
            city=demo.city, kind=partner.kind, name_th=partner.name_th, name_en=partner.name_en, actor=demo.manager
        )
        demo.partners[partner.code] = row
        agreement = sign_agreement(
            city=demo.city,
            organization=row,
            title="บันทึกความร่วมมือเมืองแห่งการเรียนรู้",
            signed_on=demo.today - timedelta(days=400 - 20 * number),
            ends_on=demo.today + timedelta(days=330 - 48 * number),
            actor=demo.manager,
        )
        record_contribution(
            agreement=agreement,
            kind=partner.kind_of_promise,
            what=partner.promise,
            promised=partner.promised,
            given=partner.given,
            due_on=demo.today + timedelta(days=25 * number - 40),
            area=partner.area,
            unit=partner.unit,
            actor=demo.manager,
        )
        if number % 3:
            continue
        # Every third asked its link: they confirm, and may be shown.
        key = make_partner_link(city=demo.city, organization=row, actor=demo.manager)
        answer_by_key(key=key, verdict=Verdict.RIGHT, position="ผู้ประสานงาน", may_show=True, now=timezone.now())


def add_places(demo: Demo) -> None:
    """The places; two of them nobody has confirmed for long, so that freshness has something to show."""
    for number, place in enumerate(PLACES):
        row = add_place(
            city=demo.city,
            kind=place.kind,
            name_th=place.name_th,
            name_en=place.name_en,
            actor=demo.manager,
            slug=place.slug,
            about_th=place.about_th,
            about_en=place.about_en,
            organization=demo.partners[place.partner],
            capacity=place.capacity,
            accessibility=list(place.accessibility),
            opening_rule=f"FREQ=WEEKLY;BYDAY={place.days}",
            opens_at=time(place.hours[0]),
            closes_at=time(place.hours[1]),
            contact="โทร. 073-000-000 (สมมติ)",
            is_invented=True,
            **position(demo.city, place),
        )
        days_ago = 240 if number in {4, 9} else 3 + 7 * number
        demo.places[place.slug] = verify_place(place=row, on=demo.today - timedelta(days=days_ago), actor=demo.manager)
    for account in ACCOUNTS:
        if account.scope in demo.places:
            grant_role(
                user=demo.users[account.username],
                role=account.role,
                scope_kind=ScopeKind.PLACE,
                scope=demo.places[account.scope].uuid,
                actor=demo.manager,
                within=[demo.city.uuid],
            )


def position(city: City, place: DemoPlace) -> dict[str, float]:
    """Metres from the city's centre as degrees; the online room is nowhere."""
    if place.kind == "online":
        return {}
    east = METRES_A_DEGREE * math.cos(math.radians(city.latitude))
    return {
        "latitude": round(city.latitude + place.north_m / METRES_A_DEGREE, 6),
        "longitude": round(city.longitude + place.east_m / east, 6),
    }


def add_people(demo: Demo, *, n_people: int) -> None:
    """Families: adults with a phone, and children their carers answer for."""
    n_children = int(n_people * SHARE_OF_CHILDREN)
    adults = [invented_adult(demo.chance, number=n, today=demo.today) for n in range(n_people - n_children)]
    demo.adults = add_persons(city=demo.city, people=adults, actor=None)
    carers = [demo.chance.choice(demo.adults) for _each in range(n_children)]
    children = [invented_child(demo.chance, family_name=carer.family_name, today=demo.today) for carer in carers]
    demo.children = add_persons(city=demo.city, people=children, actor=None)
    # A few hundred links are plenty to walk through; each is an action with its own audit event.
    for carer, child in list(zip(carers, demo.children, strict=True))[:200]:
        relation = Relation.MOTHER if carer.prefix.startswith("นาง") else Relation.FATHER
        add_guardianship(guardian=carer, child=child, relation=relation, has_legal_authority=True, actor=None)


def add_heritage(demo: Demo) -> None:
    """The inventory with its holders; every second holder agreed to be named."""
    elders = demo.adults[1 : 1 + 2 * len(HERITAGE)]
    areas = list(Neighbourhood.objects.filter(city=demo.city))
    for number, line in enumerate(HERITAGE):
        when = SEASONS.get(line.slug, DemoSeason("", None))
        item = record_item(
            city=demo.city,
            actor=demo.manager,
            category=line.category,
            name_th=line.name_th,
            name_en=line.name_en,
            story_th=line.story_th,
            story_en=line.story_en,
            place=demo.places[line.place],
            neighbourhood=areas[number % len(areas)] if areas else None,
            season=when.season,
            season_from=when.months[0] if when.months else None,
            season_to=when.months[1] if when.months else None,
            ingredients=when.ingredients,
            risk=line.risk,
            is_sacred=line.is_sacred,
            is_family_secret=line.is_family_secret,
            may_be_sold=line.may_be_sold,
            is_invented=True,
        )
        own = elders[2 * number : 2 * number + 2]
        _hold_heritage(demo, item, number=number, elders=own)
        if line.slug == "rong-ngeng":
            let_be_heard(item, actor=demo.manager)
        if line.may_be_sold:
            sell(item, sellers=own, number=number, this_year=demo.today.year, actor=demo.manager)
        if line.slug in PICTURES:
            alt_th, alt_en = PICTURES[line.slug]
            add_picture(item=item, data=drawn(line.slug), alt_th=alt_th, alt_en=alt_en, actor=demo.manager)
        if not (line.is_sacred or line.is_family_secret):
            item = publish_item(item=item, actor=demo.manager)
        demo.heritage[line.slug] = item


def _hold_heritage(demo: Demo, item: HeritageItem, *, number: int, elders: Sequence[Person]) -> None:
    """Its holder, who agreed to be named in every second case; and who learned it, unless nobody did."""
    teacher, learner = elders
    consent = None
    if number % 2 == 0:
        consent = give_consent(
            person=teacher,
            given_by=teacher,
            relation=Relation.SELF,
            has_legal_authority=True,
            purpose=Purpose.PUBLIC_NAME,
            lawful_basis=LawfulBasis.CONSENT,
            text_version=CONSENT_TEXT,
            actor=demo.manager,
        )
    add_holder(
        item=item,
        person=teacher,
        willingness="willing",
        consent=consent,
        age_band=AGES[number % len(AGES)],
        last_taught_year=demo.today.year - number % 8 if number % 3 else None,
        actor=demo.manager,
    )
    if item.risk != "last":
        year = 2018 + number % 6
        add_lineage(item=item, teacher=teacher, learner=learner, since_year=year, actor=demo.manager)
