"""A nation in PostgreSQL: every local government with places, activities, learners; pupils in as many as asked for.

Rows are made by the server itself, one INSERT … SELECT a table, with every column as wide as the actions write it and
every index in place. Constraints between tables hold by construction and are not asked for each row
(`session_replication_role`), which takes the server's superuser. Every tenth local government is a town ten times the
size of the others. All invented.
"""

# ruff: noqa: S608 -- names and numbers of our own

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models
from django.db.models import NOT_PROVIDED
from psycopg import ClientCursor

from mueang.methods.register import SchoolYear, to_bytes

TODAY, YEAR = date(2026, 8, 31), 2026
N_PUPILS_OF_THE_NATION, N_CITIES = 12_000_000, 7_850
SMALL, TOWN_IS = 805, 10  # pupils; a town has ten times as many: 1,529 on average, 12 million in all
CLASS_OF, SCHOOL_OF = 35, 420
PLACES, PROGRAMS, OFFERINGS, SESSIONS, PEOPLE, ROLL = 2, 10, 20, 3, 150, 40
PATTERNS = 10_000
GIVEN = "(ARRAY['สมชาย','สมหญิง','อาดัม','นูรีดา','กิตติ','มาลี','ฟาตีมะห์','ธนกร','ปาริชาติ','อนุชา'])[1 + i % 10]"
FAMILY = "(ARRAY['สมมติวงศ์','ตัวอย่างดี','ใจสมมติ','บินสมมติ','ทองตัวอย่าง','แก้วสมมติ','ศรีตัวอย่าง'])[1 + i % 7] || ' ' || i % 997"
TEXT = "ทอผ้าพื้นเมือง จักสานกระจูด ทำอาหารและขนมพื้นบ้านกับผู้รู้ของชุมชน ลงมือทำทุกครั้งที่พบกัน "


def n_pupils_in(n_cities: int) -> int:
    towns = n_cities // 10
    return SMALL * (n_cities - towns + towns * TOWN_IS)


def seed(n_cities: int, n_with_pupils: int, say: Callable[[str], None]) -> None:
    now = "now()"
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SET synchronous_commit = off")
        cursor.execute("SET work_mem = '256MB'")
    began = time.perf_counter()
    cities = f"generate_series(1, {n_cities}) AS c"
    insert(
        "network.City",
        cities,
        id="c",
        slug="'c' || lpad(c::text, 5, '0')",
        kind="CASE WHEN c % 10 = 0 THEN 'town_municipality' ELSE 'subdistrict_organization' END",
        name_th="'เทศบาลสมมติ ' || c",
        name_en="'Invented Municipality ' || c",
        province_code="lpad((10 + c % 77)::text, 2, '0')",
        latitude="6 + c % 140 / 10.0",
        longitude="98 + c % 70 / 10.0",
        is_invented="true",
    )
    insert(
        "accounts.User",
        cities,
        id="c",
        username="'keeper' || c",
        display_name="'ผู้ดูแลสมมติ ' || c",
        password="'!'",  # noqa: S106 -- none that anybody could type
    )
    insert(
        "network.Organization",
        cities,
        id="c",
        city_id="c",
        name_th="'ภาคีสมมติ ' || c",
        name_en="'Invented Partner ' || c",
    )
    insert(
        "places.Place",
        f"{cities}, generate_series(1, {PLACES}) AS k",
        id=f"(c - 1) * {PLACES} + k",
        city_id="c",
        slug="'p' || k",
        kind="'library'",
        name_th="'แหล่งเรียนรู้สมมติ ' || k || ' ' || c",
        name_en="'Invented Place ' || k || ' ' || c",
        owner_id="c",
        organization_id="CASE WHEN k > 1 THEN c END",
        verified_on="current_date",
    )
    insert(
        "accounts.RoleGrant",
        f"{cities} JOIN places_place AS hall ON hall.id = (c - 1) * {PLACES} + 1",
        user_id="c",
        role="'keeper'",
        scope_kind="'place'",
        scope="hall.uuid",
    )
    insert("audit.Book", cities, name="'c' || lpad(c::text, 5, '0')")
    _catalog(cities)
    say(f"catalog {time.perf_counter() - began:.0f} s")
    _learners(cities, now)
    say(f"learners {time.perf_counter() - began:.0f} s")
    _pupils(n_with_pupils)
    say(f"pupils {time.perf_counter() - began:.0f} s")
    _reset()
    say(f"ready {time.perf_counter() - began:.0f} s")


def _catalog(cities: str) -> None:
    insert(
        "catalog.Program",
        f"{cities}, generate_series(1, {PROGRAMS}) AS k",
        id=f"(c - 1) * {PROGRAMS} + k",
        city_id="c",
        slug="'g' || k",
        name_th="(ARRAY['ทอผ้า','จักสาน','อาหารพื้นบ้าน','ดนตรี','ภาษามลายู','คอมพิวเตอร์','สุขภาพ','เกษตร','ซ่อมรถ','เล่าเรื่องเมือง'])"
        "[k] || ' สมมติ ' || c",
        name_en="'Invented Program ' || k",
        sort_key="k::text",
        summary_th=f"repeat('{TEXT}', 2)",
        about_th=f"repeat('{TEXT}', 8)",
        lab_minutes="1080",
        required_minutes="900",
    )
    insert(
        "catalog.Offering",
        f"{cities}, generate_series(1, {OFFERINGS}) AS k",
        id=f"(c - 1) * {OFFERINGS} + k",
        city_id="c",
        program_id=f"(c - 1) * {PROGRAMS} + 1 + k % {PROGRAMS}",
        place_id=f"(c - 1) * {PLACES} + 1 + k % {PLACES} * (k > 1)::int",
        owner_id="c",
        slug="'o' || k",
        state="'published'",
        seats=f"CASE k WHEN 2 THEN 6 ELSE {ROLL} END",
        seats_taken=f"CASE k WHEN 1 THEN {ROLL} WHEN 2 THEN 0 ELSE 6 END",
        starts_on="current_date",
        ends_on="current_date + 90",
        verified_on="current_date",
        search_text=f"'{TEXT}'",
        is_invented="true",
    )
    insert(
        "catalog.Session",
        f"generate_series(1, (SELECT max(id) FROM catalog_offering)) AS o, generate_series(1, {SESSIONS}) AS k",
        id=f"(o - 1) * {SESSIONS} + k",
        offering_id="o",
        number="k",
        starts_at=f"CASE WHEN o % {OFFERINGS} = 1 AND k = 1 THEN now() - interval '5 minutes' "
        f"WHEN o % {OFFERINGS} = 2 THEN now() + k * interval '3 days' ELSE now() + (k - 2) * interval '7 days' END",
        ends_at=f"CASE WHEN o % {OFFERINGS} = 1 AND k = 1 THEN now() + interval '3 hours' "
        f"WHEN o % {OFFERINGS} = 2 THEN now() + k * interval '3 days' + interval '3 hours' "
        "ELSE now() + (k - 2) * interval '7 days' + interval '3 hours' END",
        mode="'lab'",
    )


def _learners(cities: str, now: str) -> None:
    """The first forty of a city are on today's roll; the rest were at one session of another activity, and marked."""
    people = f"{cities}, generate_series(1, {PEOPLE}) AS i"
    own = f"(c - 1) * {PEOPLE} + i"
    offering = f"(c - 1) * {OFFERINGS} + CASE WHEN i <= {ROLL} THEN 1 ELSE 3 + i % {OFFERINGS - 2} END"
    insert(
        "people.Person",
        people,
        id=own,
        city_id="c",
        given_name=GIVEN,
        family_name=FAMILY,
        sort_key=f"{GIVEN} || {FAMILY}",
        match_key=f"{GIVEN} || {FAMILY}",
        birth_year="1940 + i % 80",
        is_invented="true",
    )
    insert(
        "enrollment.Enrollment",
        people,
        id=own,
        offering_id=offering,
        person_id=own,
        state="'enrolled'",
        via="'officer'",
        requested_at=now,
        enrolled_at=now,
    )
    past = f"{cities}, generate_series({ROLL + 1}, {PEOPLE}) AS i"
    session = f"(({offering}) - 1) * {SESSIONS} + 1"
    insert(
        "enrollment.RollCall",
        f"{cities}, generate_series(3, {OFFERINGS}) AS k",
        id=f"(c - 1) * {OFFERINGS} + k",
        session_id=f"((c - 1) * {OFFERINGS} + k - 1) * {SESSIONS} + 1",
        saved_by_id="c",
        saved_at="now() - interval '7 days'",
        request_key="'nation-' || c || '-' || k",
        waits_for_watch="false",  # the worker has looked at them for absences already
    )
    insert(
        "enrollment.Attendance",
        past,
        session_id=session,
        enrollment_id=own,
        mark="'present'",
        minutes_present="180",
        roll_call_id=offering,
    )
    insert(
        "enrollment.HoursEntry",
        past,
        enrollment_id=own,
        session_id=session,
        mode="'lab'",
        minutes="180",
        recorded_by_id="c",
        recorded_at="now() - interval '7 days'",
    )


def _pupils(n_cities: int) -> None:
    size = f"CASE WHEN c % 10 = 0 THEN {SMALL * TOWN_IS} ELSE {SMALL} END"
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE pattern (k int PRIMARY KEY, packed bytea, masks int[])")
        with cursor.copy("COPY pattern FROM STDIN") as copy:
            for k, (packed, masks) in enumerate(_patterns()):
                copy.write_row((k, packed, masks))
        cursor.execute(
            "CREATE TEMP TABLE who AS SELECT row_number() OVER (ORDER BY c, i) AS id, c, i,"
            f" dense_rank() OVER (ORDER BY c, i / {SCHOOL_OF}) AS school,"
            f" dense_rank() OVER (ORDER BY c, i / {SCHOOL_OF}, i / {CLASS_OF}) AS section,"
            f" i / {CLASS_OF} AS class, (i * 7919::bigint + c * 104729) % {PATTERNS} AS k"
            f" FROM generate_series(1, {n_cities}) AS c, generate_series(0, {size} - 1) AS i"
        )
        cursor.execute("ANALYZE who")
    schools = f"(SELECT DISTINCT school, c, i / {SCHOOL_OF} AS n FROM who) AS s"
    insert(
        "registers.School", schools, id="school", city_id="c", name_th="'โรงเรียนสมมติ ' || n", affiliation="'municipal'"
    )
    sections = "(SELECT DISTINCT section, school, class FROM who) AS s"
    insert(
        "registers.Section",
        sections,
        id="section",
        school_id="school",
        school_year=str(YEAR),
        grade="1 + class % 9",
        room="class::text",
    )
    insert(
        "registers.Pupil",
        "who",
        id="id",
        city_id="c",
        prefix="'ด.ช.'",
        given_name=GIVEN,
        family_name=FAMILY,
        sort_key=f"{GIVEN} || ' ' || {FAMILY}",
        match_key=f"{GIVEN} || ' ' || {FAMILY}",
        sex="CASE WHEN i % 2 = 0 THEN 'male' ELSE 'female' END",
        birth_on=f"make_date({YEAR - 7} - (class % 9)::int - (i % 33 = 0)::int * 2, 6, 1 + (i % 28)::int)",
        source_key="'s' || id",
        is_invented="true",
    )
    for year in (YEAR - 1, YEAR):
        insert(
            "registers.Schooling",
            "who",
            id=f"id * 2 - {YEAR - year}",
            city_id="c",
            pupil_id="id",
            school_id="school",
            section_id="section" if year == YEAR else "NULL",
            school_year=str(year),
            number="lpad(i::text, 6, '0')",
        )
    insert(
        "registers.PupilYear",
        "who JOIN pattern USING (k)",
        city_id="c",
        pupil_id="id",
        school_year=str(YEAR),
        school_id="school",
        packed="packed",
    )
    for month in (5, 6, 7, 8):
        insert(
            "registers.RegisterPage",
            "who JOIN pattern USING (k)",
            city_id="c",
            schooling_id="id * 2",
            month=str(month),
            open=f"masks[{2 * (month - 5) + 1}]",
            present=f"masks[{2 * (month - 5) + 2}]",
        )


def _patterns() -> list[tuple[bytes, list[int]]]:
    """Years of children up to today: most come, some stay away now and then, a few for weeks."""
    year, draw = SchoolYear(YEAR), np.random.default_rng(4)
    often = draw.choice([0.02, 0.08, 0.3], PATTERNS, p=[0.9, 0.08, 0.02])
    packed = np.zeros((PATTERNS, 12, 4), np.uint32)
    for day in [day for day in year.days(date(YEAR, 5, 18), TODAY) if day.weekday() < 5]:
        here = draw.random(PATTERNS) >= often
        month, bit = year.place(day)
        packed[:, month, 0] |= np.uint32(1 << bit)
        packed[:, month, 1] |= np.where(here, np.uint32(1 << bit), np.uint32(0))
    return [(to_bytes(one), [int(mask) for month in one[:4] for mask in month[:2]]) for one in packed]


def another_day(n_cities: int) -> date:
    """The next school day is marked for everybody; the same children stay away."""
    day = TODAY + timedelta(days=1)
    month, bit = SchoolYear(YEAR).place(day)
    at = month * 16 + bit // 8
    one = 1 << bit % 8
    is_open = f"set_byte(packed, {at}, get_byte(packed, {at}) | {one})"
    here = f"get_byte(packed, {at + 4}) | CASE WHEN pupil_id % 17 = 0 THEN 0 ELSE {one} END"
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE registers_pupilyear SET packed = set_byte({is_open}, {at + 4}, {here})"
            f" WHERE city_id <= {int(n_cities)}"
        )
    return day


def insert(label: str, source: str, **said: str) -> None:
    """One INSERT … SELECT; a column nobody speaks of has what the model would give it."""
    model = apps.get_model(label)
    with connection.cursor() as cursor:
        mogrify = ClientCursor(connection.connection).mogrify
        for one in model._meta.concrete_fields:
            if one.column not in said and not isinstance(one, models.AutoField) and not one.generated:
                said[one.column] = _default(one, mogrify)
        names = ", ".join(f'"{name}"' for name in said)
        cursor.execute(
            f'INSERT INTO "{model._meta.db_table}" ({names}) SELECT {", ".join(said.values())} FROM {source}'
        )


def _default(one: models.Field[Any, Any], mogrify: Callable[..., str]) -> str:
    kind = one.get_internal_type()
    if kind == "UUIDField" and not one.null:
        return "gen_random_uuid()"
    if getattr(one, "auto_now", False) or getattr(one, "auto_now_add", False):
        return "now()"
    if one.default is NOT_PROVIDED:
        if one.null:
            return "NULL"
        assert kind in ("CharField", "TextField", "SlugField", "DateTimeField"), f"{one} needs a value"
        return "now()" if kind == "DateTimeField" else "''"
    value = one.get_default()
    if kind == "JSONField":
        return f"'{json.dumps(value)}'::jsonb"
    return mogrify("%s", [one.get_db_prep_save(value, connection)])


def _reset() -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(statement)
        cursor.execute("SET session_replication_role = DEFAULT")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def sizes() -> dict[str, tuple[int, float]]:
    """Rows and gigabytes, indexes included, of the largest tables."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, c.reltuples::bigint, pg_total_relation_size(c.oid) / 1e9 FROM pg_class c"
            " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND n.nspname = 'public'"
            " ORDER BY 3 DESC LIMIT 14"
        )
        return {name: (int(rows), float(gigabytes)) for name, rows, gigabytes in cursor.fetchall()}
