"""The keeper before left: what they answered for went to the keeper of today; all invented."""

from __future__ import annotations

from mueang.apps.accounts.actions import open_account
from mueang.apps.accounts.enums import Role
from mueang.apps.catalog.actions import hand_over_offering
from mueang.apps.catalog.models import Offering
from mueang.apps.handover.actions.leaving import hand_over
from mueang.apps.places.actions import give_role, hand_over_place
from mueang.demo.city import Demo
from mueang.demo.sign_ins import PASSWORD

PLACE = "learning-park"
NOTE = (
    "กุญแจห้องกิจกรรมอยู่ที่ห้องธุรการ มีสองดอก\n"
    "ช่างดูแลเครื่องเสียงมาทุกวันจันทร์ ครูภูมิปัญญาสะดวกรับโทรศัพท์หลังละหมาดบ่าย\n"
    "ตกลงกับกลุ่มทอผ้าไว้ว่าใช้ห้องใหญ่ได้ทุกเสาร์แรกของเดือน"
)


def add_handover(demo: Demo) -> None:
    """One handover that is over, with its book."""
    place = demo.places[PLACE]
    before = open_account(username="keeper-before", display_name="ผู้ดูแลอุทยานการเรียนรู้คนก่อน (สาธิต)", password=PASSWORD)
    give_role(user=before, role=Role.KEEPER, city=demo.city, at=place, actor=demo.manager)
    hand_over_place(place=place, owner=before, actor=demo.manager)
    for offering in Offering.objects.published().filter(place=place, ends_on__gte=demo.today).order_by("pk")[:3]:
        hand_over_offering(offering=offering, owner=before, actor=demo.manager)
    hand_over(city=demo.city, leaver=before, successor=demo.users["keeper"], actor=demo.manager, note=NOTE)
