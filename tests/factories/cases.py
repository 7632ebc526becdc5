"""Cases made by support's own actions; every child is invented and says so."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.utils import timezone

from factories.rows import OrganizationFactory, RoleGrantFactory
from mueang.apps.accounts.enums import Role, ScopeKind
from mueang.apps.accounts.models import User
from mueang.apps.support.actions.cases import NewChild, open_case
from mueang.apps.support.models.cases import Case
from mueang.apps.support.models.planning import Agency

# What would leak: planted into every case and looked for everywhere else.
CHILD_NAME = "กล้าหาญสมมติ"
FAMILY_NAME = "ลับเฉพาะ"
_numbers = count(1)


def planted(**details: Any) -> NewChild:
    """An invented child whose name can be looked for."""
    details.setdefault("birth_year", timezone.localdate().year - 12)
    return NewChild(
        given_name=CHILD_NAME,
        family_name=FAMILY_NAME,
        prefix="ด.ช.",
        phone="+66812340000",
        address="ซอยสมมติ 7",
        carer_name="ยายสมมติ",
        carer_relation="grandparent",
        carer_phone="+66812340001",
        school="โรงเรียนสมมติ",
        is_invented=True,
        **details,
    )


def opened(cast: Any, **options: Any) -> Case:
    """A case of the cast's case worker."""
    options.setdefault("child", planted())
    options.setdefault("actor", cast.case_worker)
    return open_case(city=cast.city, **options)


def colleague(cast: Any, *, role: str = Role.CASE_WORKER) -> User:
    """Another worker of the same city."""
    name = f"colleague{next(_numbers):05}"
    return RoleGrantFactory(
        user__username=name, role=role, scope_kind=ScopeKind.CITY, scope=cast.city.uuid, city=None
    ).user


def agency(cast: Any, **details: Any) -> Agency:
    """A partner of the city that takes referrals."""
    organization = OrganizationFactory(city=cast.city)
    return Agency.objects.create(city=cast.city, organization=organization, contact_name="คุณสมมติ", **details)
