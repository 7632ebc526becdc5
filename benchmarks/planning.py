"""Dragging a place in the demo city: processor time at the server from the request to the redrawn numbers and map.

Usage: python -m benchmarks.planning

A database in a folder of its own, the fourteen sub-districts of Mueang Yala with invented counts, twelve places and
a scenario; then one place is moved about, each time saved, computed for five age groups before and after, and drawn.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from datetime import date
from datetime import time as hour

N_PLACES, N_DRAGS = 12, 30
TARGET_SECONDS = 0.3


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"MUEANG_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "mueang.config.settings"}
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        spent = drags()
    middle, worst = statistics.median(spent), max(spent)
    print(
        f"a drag, {N_DRAGS} times: processor seconds, median {middle:.3f}, worst {worst:.3f} (target {TARGET_SECONDS})"
    )
    if middle > TARGET_SECONDS:
        sys.exit("slower than the target")


def drags() -> list[float]:
    from django.test import Client, override_settings
    from django.urls import reverse

    from mueang.apps.accounts.actions import grant_role, open_account
    from mueang.apps.accounts.enums import Role, ScopeKind
    from mueang.apps.network.actions import open_city
    from mueang.apps.network.enums import CityKind
    from mueang.apps.places.actions import add_neighbourhoods, add_place
    from mueang.apps.planning.actions import ResidentsLine, make_scenario, set_residents
    from mueang.apps.planning.enums import Way
    from mueang.apps.planning.queries import Asked

    city = open_city(
        code="9501",
        kind=CityKind.CITY_MUNICIPALITY,
        slug="measured",
        name_th="ข",
        name_en="B",
        is_invented=True,
        actor=None,
    )
    add_neighbourhoods(city=city, actor=None)
    manager = open_account(username="manager", display_name="manager", password=None)
    grant_role(user=manager, role=Role.CITY_MANAGER, scope_kind=ScopeKind.CITY, scope=city.uuid, actor=None)
    codes = city.neighbourhoods.values_list("code", flat=True)
    lines = [ResidentsLine(code, 500, 900, 900, 3000, 1000, 10 + n) for n, code in enumerate(codes)]
    set_residents(city=city, lines=lines, counted_on=date(2026, 1, 1), source="invented", actor=None)
    chance = random.Random(5)
    week = {"opening_rule": "FREQ=WEEKLY;BYDAY=TU,WE,TH,FR,SA,SU", "opens_at": hour(9), "closes_at": hour(18)}
    for number in range(N_PLACES):
        point = {"latitude": 6.5 + chance.random() / 10, "longitude": 101.2 + chance.random() / 10}
        place = add_place(
            city=city,
            kind="library",
            name_th=str(number),
            name_en=str(number),
            actor=manager,
            capacity=40,
            **week,
            **point,
        )
    asked = Asked(way=Way.MOTORBIKE)
    scenario = make_scenario(city=city, name="s", asked=asked, actor=manager)
    client, spent = Client(), []
    client.force_login(manager)
    where = reverse("planning:drag", args=[city.slug, scenario.uuid])
    with override_settings(ALLOWED_HOSTS=["testserver"]):
        for _ in range(N_DRAGS):
            point = {"latitude": 6.5 + chance.random() / 10, "longitude": 101.2 + chance.random() / 10}
            began = time.process_time()
            answer = client.post(where, {"key": str(place.uuid)} | point)
            spent.append(time.process_time() - began)
            assert answer.status_code == 200, answer.status_code
    return spent


if __name__ == "__main__":
    main()
