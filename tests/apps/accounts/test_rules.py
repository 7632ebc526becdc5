"""Who holds what, where."""

import pytest

from cast import MEMBERS
from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.rules import holds

MAY_TAKE_THE_ROLL = {"keeper", "instructor", "officer", "manager", "unit_officer"}


@pytest.mark.parametrize("member", MEMBERS)
def test_only_those_with_a_role_at_the_place_or_its_city_take_the_roll(cast, member):
    viewer = getattr(cast, member)

    allowed = holds(viewer, Permission.ROLL_CALL, at=[cast.place.uuid, cast.city.uuid])

    assert allowed == (member in MAY_TAKE_THE_ROLL)
