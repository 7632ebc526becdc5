"""Factories of concerns; every child in them is invented."""

from __future__ import annotations

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from factories.rows import CityFactory
from mueang.apps.support.enums.concerns import Channel
from mueang.apps.support.models.concerns import Concern, Teller
from mueang.methods.thai import match_key

CHILD = "ด.ช. ลับสุดยอด สมมติชื่อ"
TELLER = "ป้าผู้แจ้ง สมมตินาม"


class ConcernFactory(DjangoModelFactory):
    class Meta:
        model = Concern

    city = factory.SubFactory(CityFactory)
    channel = Channel.SCHOOL
    about = CHILD
    match_key = factory.LazyAttribute(lambda o: match_key(o.about) if o.about else "")
    age_years = 11
    area = "ชุมชนสมมติ ซอย 3"
    said = "ไม่มาเรียนสามสัปดาห์ (เรื่องสมมติ)"
    received_at = factory.LazyFunction(timezone.now)


def teller_of(concern: Concern, *, may_team_know: bool = False) -> Teller:
    row = Teller(concern=concern, may_team_know=may_team_know)
    row.words = {"name": TELLER, "phone": "+66811111111", "relation": "เพื่อนบ้าน"}
    row.save()
    return row
