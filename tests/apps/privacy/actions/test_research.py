"""Rows for research: no names, pseudonyms of one export and one table, small groups held back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from factories.enrollment import adult, joined
from factories.people import DataRequestFactory
from factories.rows import OfferingFactory
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.outcomes.models import Outcome
from mueang.apps.people.models import Person
from mueang.apps.privacy.actions.research import close_export, open_export, take_export
from mueang.apps.privacy.errors import ExportClosed, NobodyLeft
from mueang.apps.privacy.models import ResearchExport
from mueang.lib.workbook import open_workbook

TABLES = ["learners", "seats", "outcomes"]


@pytest.fixture
def learners(cast):
    """Six adults of one age who learned this year, and one child alone."""
    offering = OfferingFactory(city=cast.city, seats=20)
    for _n in range(7):
        joined(offering, adult())
    people = list(Person.objects.filter(enrollments__offering=offering).order_by("pk"))
    Person.objects.filter(pk__in=[one.pk for one in people[:6]]).update(birth_year=1980, birth_on=None)
    Person.objects.filter(pk=people[6].pk).update(birth_year=2015, birth_on=None)
    for seat in Enrollment.objects.filter(offering=offering):
        Outcome.objects.create(enrollment=seat, kind="work", words="ลับ", via="link", said_at=timezone.now())
    return people


def opened(cast, **said):
    options = {
        "title": "การเรียนรู้ของผู้ใหญ่",
        "purpose": "ศึกษา",
        "researcher": "ดร. สมมติ",
        "institution": "มหาวิทยาลัยสมมติ",
        "agreement": "1/2569",
        "ends_on": timezone.localdate() + timedelta(days=365),
        "tables": TABLES,
        "actor": cast.manager,
    }
    return open_export(city=cast.city, **options | said)


def test_a_group_below_five_is_held_back_and_counted(cast, learners):
    export = opened(cast)

    said = {"rows": 6, "rows_held_back": 1, "people_held_back": 1, "smallest": 6}
    assert export.counts == dict.fromkeys(TABLES, said)


def test_no_row_says_who_it_is_and_two_tables_cannot_be_put_together(cast, learners):
    export = opened(cast)

    rows = {one.table: one.lines for one in take_export(export=export, actor=cast.manager)}
    other = {one.table: one.lines for one in take_export(export=opened(cast), actor=cast.manager)}

    said = str(rows)
    for person in learners:
        for hidden in (person.given_name, person.family_name, person.phone, str(person.uuid), "ลับ"):
            assert hidden not in said
    names = {table: {line[0] for line in lines} for table, lines in rows.items()}
    assert len(names["seats"]) == 6
    assert names["seats"] & names["learners"] == names["seats"] & names["outcomes"] == set()
    assert names["seats"] & {line[0] for line in other["seats"]} == set()
    again = {one.table: one.lines for one in take_export(export=export, actor=cast.manager)}
    assert again == rows


def test_whoever_restricted_the_use_or_was_erased_is_not_in_it(cast, learners):
    DataRequestFactory(person=learners[0], kind="restriction", outcome="granted", done_at=timezone.now())
    export = opened(cast)
    assert export.counts["learners"]["rows"] == 5
    Person.objects.filter(pk=learners[1].pk).update(erased_at=timezone.now())

    rows = take_export(export=export, actor=cast.manager)

    assert [len(one.lines) for one in rows] == [0, 0, 0]


def test_nothing_is_recorded_where_every_group_is_too_small(cast):
    joined(OfferingFactory(city=cast.city))

    with pytest.raises(NobodyLeft):
        opened(cast)
    with pytest.raises(NobodyLeft):
        opened(cast, k=2)

    assert not ResearchExport.objects.exists()


def test_closing_destroys_the_key(cast, learners):
    export = opened(cast)

    close_export(export=export, actor=cast.manager)

    export.refresh_from_db()
    assert (export.key_sealed, export.closed_at is not None) == (None, True)
    for again in (take_export, close_export):
        with pytest.raises(ExportClosed):
            again(export=export, actor=cast.manager)


def test_only_whoever_keeps_the_desk_hands_data_out(cast, learners):
    export = opened(cast)

    for member in ("officer", "unit_officer", "manager_elsewhere", "stranger"):
        for deed in (take_export, close_export):
            with pytest.raises(PermissionDenied):
                deed(export=export, actor=getattr(cast, member))
        with pytest.raises(PermissionDenied):
            opened(cast, actor=getattr(cast, member))


def test_an_agreement_is_recorded_taken_and_closed_in_pages(cast, dpo_client, learners):
    def at(name, *more):
        return reverse(f"privacy:{name}", args=[cast.city.slug, *more])

    form = dict.fromkeys(("title", "purpose", "researcher", "institution", "agreement"), "สมมติ")
    form |= {"tables": ["seats"], "k": "5", "ends_on": "1/1/2500"}
    past = dpo_client.post(at("add_export"), form)
    dpo_client.post(at("add_export"), form | {"ends_on": "1/1/2599"})
    export = ResearchExport.objects.get()

    page = dpo_client.get(at("export", export.uuid)).content.decode()
    file = dpo_client.post(at("data", export.uuid))
    dpo_client.post(at("close_export", export.uuid))
    gone = dpo_client.post(at("data", export.uuid), follow=True).content.decode()
    twice = dpo_client.post(at("close_export", export.uuid), follow=True).content.decode()

    assert "ends_on" in past.context["form"].errors
    assert "สมมติ" in page
    assert len(open_workbook(file.content, name="x.xlsx").sheets) == 2
    assert "กุญแจถูกทำลาย" in gone
    assert "กุญแจถูกทำลาย" in twice
    assert dpo_client.post(at("add_export"), form | {"ends_on": "1/1/2599", "k": "7"}).status_code == 422
