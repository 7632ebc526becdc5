"""Bring the packaged facts about networks, pilots and partners into the database."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F

from mueang.apps.audit.actions import record
from mueang.apps.network.enums import CityKind, NetworkKind
from mueang.apps.network.models import City, Network, NetworkMembership, NetworkSize, Organization
from mueang.facts import Member, gnlc_members, gnlc_sizes, partners, pilots, slow_towns

NETWORKS = (
    ("gnlc", NetworkKind.GNLC, "เครือข่ายเมืองแห่งการเรียนรู้โลกของยูเนสโก", "UNESCO Global Network of Learning Cities"),
    ("city-administrators", NetworkKind.PROGRAMME, "หลักสูตรนักจัดการเมืองแห่งการเรียนรู้", "City Administrators programme"),
    ("cittaslow-taiwan", NetworkKind.CITTASLOW, "เครือข่ายเมืองสโลว์ (Cittaslow) ไต้หวัน", "Cittaslow Taiwan"),
)


@transaction.atomic
def load_network_facts() -> None:
    """Write every packaged fact, each with its source; run again, it corrects and never doubles.

    Cities already open take up their memberships. What people added or corrected stays as they said it.
    """
    networks = {}
    for code, kind, name_th, name_en in NETWORKS:
        values = {"kind": kind, "name_th": name_th, "name_en": name_en}
        networks[code], _created = Network.objects.update_or_create(code=code, defaults=values)
    grantees = _load_partners()
    _load_sizes(networks["gnlc"])
    _load_members(networks["gnlc"], gnlc_members(), grantees)
    _load_members(networks["city-administrators"], pilots(), grantees)
    _load_members(networks["cittaslow-taiwan"], slow_towns(), grantees)
    # Every city's home shows its memberships.
    City.objects.update(version=F("version") + 1)
    record(actor=None, verb="network.facts_loaded", target=networks["gnlc"])


def _load_partners() -> dict[str, Organization]:
    found = {}
    for partner in partners():
        values = {
            "kind": partner.kind,
            "name_en": partner.name_en,
            "short_name": partner.short_name,
            "website": partner.website,
            "source": partner.source,
        }
        found[partner.key], _created = Organization.objects.update_or_create(
            city=None, name_th=partner.name_th, defaults=values
        )
    return found


def _load_sizes(network: Network) -> None:
    for size in gnlc_sizes():
        values = {
            "n_cities": size.n_cities,
            "is_at_least": size.is_at_least,
            "n_countries": size.n_countries,
            "source": size.source,
        }
        NetworkSize.objects.update_or_create(network=network, year=size.year, defaults=values)


def _load_members(network: Network, members: Iterable[Member], grantees: dict[str, Organization]) -> None:
    corrected = set(network.memberships.exclude(corrected_at=None).values_list("member_en", flat=True))
    for member in members:
        values: dict[str, Any] = {
            "member_th": member.name_th,
            "area_code": member.area_code,
            "city_kind": member.kind,
            "since_year": member.since_year,
            "grantee": grantees.get(member.grantee),
            "note_th": member.note_th,
            "note_en": member.note_en,
            "source": member.source,
        }
        if member.name_en in corrected:
            # Said by hand: only what finds its city is taken up.
            values = {name: values[name] for name in ("area_code", "city_kind")}
        if open_here := _city_of(member):
            values["city"] = open_here
        NetworkMembership.objects.update_or_create(network=network, member_en=member.name_en, defaults=values)


def _city_of(member: Member) -> City | None:
    """The open, real city that this member is."""
    if member.kind not in CityKind.values:
        return None
    province, district = member.area_code[:2], member.area_code[2:] and member.area_code
    same = City.objects.filter(kind=member.kind, province_code=province, district_code=district, subdistrict_code="")
    return same.filter(is_invented=False).first()
