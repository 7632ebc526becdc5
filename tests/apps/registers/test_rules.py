from __future__ import annotations

import pytest

from cast import MEMBERS, Cast
from factories.registers import SchoolingFactory
from factories.rows import RoleGrantFactory
from mueang.apps.accounts.enums import Role, ScopeKind
from mueang.apps.registers import rules

pytestmark = pytest.mark.django_db

READ_ALL, READ_OWN, APPOINT = {"case_worker", "case_supervisor"}, {"teacher"}, {"manager", "unit_officer"}


@pytest.mark.parametrize("member", MEMBERS)
def test_who_sees_which_school_and_child(cast: Cast, schools, member: str) -> None:
    viewer = getattr(cast, member)
    there = SchoolingFactory(section=None, school=schools.other)
    far = SchoolingFactory(section=None, school=schools.elsewhere)

    children = {schools.pupil.pupil, there.pupil} if member in READ_ALL else set()
    children |= {schools.pupil.pupil} if member in READ_OWN else set()
    assert set(rules.visible_pupils(viewer)) == children
    assert {row.pupil for row in rules.visible_schoolings(viewer)} == children
    assert far.pupil not in children
    in_city = {schools.own, schools.other}
    everywhere = in_city | {schools.elsewhere}
    seen = {"unit_officer": everywhere, "manager_elsewhere": {schools.elsewhere}, "teacher": {schools.own}}
    assert set(rules.visible_schools(viewer)) == seen.get(member, in_city if member in READ_ALL | APPOINT else set())
    assert set(rules.readable_schools(viewer)) == (
        in_city if member in READ_ALL else {schools.own} if member in READ_OWN else set()
    )


@pytest.mark.parametrize("member", MEMBERS)
def test_who_keeps_registers_and_appoints_teachers(cast: Cast, schools, member: str) -> None:
    viewer = getattr(cast, member)

    assert rules.may_keep_register(viewer, schools.own) == (member in {"teacher", "case_supervisor"})
    assert rules.may_keep_register(viewer, schools.other) == (member == "case_supervisor")
    assert rules.may_keep_city_registers(viewer, cast.city) == (member == "case_supervisor")
    assert rules.may_appoint_teachers(viewer, cast.city) == (member in APPOINT)
    assert rules.may_add_school(viewer, cast.city) == (member in APPOINT | {"case_supervisor"})


@pytest.mark.parametrize("member", MEMBERS)
def test_who_may_open_the_registers_of_the_city(cast: Cast, schools, member: str) -> None:
    desks = set(rules.register_desks(getattr(cast, member)))

    assert (cast.city in desks) == (member in READ_ALL | READ_OWN | APPOINT)
    assert (cast.elsewhere in desks) == (member in {"manager_elsewhere", "unit_officer"})


def test_the_operator_at_the_machine_may_keep_all(cast: Cast, schools) -> None:
    assert rules.may_keep_register(None, schools.own)
    assert rules.may_appoint_teachers(None, cast.city)


def test_teachers_are_listed_for_who_may_appoint_them_only(cast: Cast, schools) -> None:
    RoleGrantFactory(role=Role.TEACHER, scope_kind=ScopeKind.SCHOOL, scope=schools.other.uuid, city=None)

    assert [grant.user for grant in rules.teachers_of(cast.manager, schools.own)] == [cast.teacher]
    assert not rules.teachers_of(cast.teacher, schools.own).exists()


def test_somebody_with_a_role_over_the_installation_sees_all(schools) -> None:
    keeper = RoleGrantFactory(role=Role.CASE_SUPERVISOR, scope_kind=ScopeKind.INSTALLATION, scope=None, city=None).user

    assert schools.elsewhere in rules.readable_schools(keeper)
    assert schools.pupil.pupil in rules.visible_pupils(keeper)
    assert rules.register_desks(keeper).count() == 2
    assert not rules.visible_runs(keeper).exists()
