"""Statements compiled once say and return what the queryset would, for every value and on every connection."""

from __future__ import annotations

from contextlib import nullcontext
from threading import Thread

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from factories.rows import CityFactory, PersonFactory
from mueang.apps.network.models import City, Organization
from mueang.apps.people.models import Person
from mueang.lib.ready import ReadyAmong, ReadyChange, ReadyRows, ReadyText, Slot, insert_rows

pytestmark = pytest.mark.django_db

NAMED = ReadyRows(
    lambda: Person.objects.filter(city__slug=Slot("city"), given_name=Slot("name")).select_related("city", "user")
)


def test_ready_rows_are_those_of_the_queryset_with_their_relations(django_assert_num_queries):
    city, elsewhere = CityFactory(slug="nakhon"), CityFactory(slug="elsewhere")
    person = PersonFactory(city=city, given_name="นูร์")
    PersonFactory(city=elsewhere, given_name="นูร์")

    with django_assert_num_queries(1):
        (found,) = NAMED(city="nakhon", name="นูร์")
        assert (found.city.slug, found.user) == ("nakhon", None)

    expected = Person.objects.get(pk=person.pk)
    assert (found, found.uuid, found.created_at) == (expected, expected.uuid, expected.created_at)


def test_ready_rows_take_other_values_at_the_next_call():
    PersonFactory(city__slug="nakhon", given_name="นูร์")

    assert [len(NAMED(city="nakhon", name=name)) for name in ("นูร์", "อามีน", "นูร์")] == [1, 0, 1]
    assert NAMED.first(city="nakhon", name="อามีน") is None


@pytest.mark.parametrize("n_values", [0, 1, 3, 40, 95])
def test_rows_among_many_values_come_once_each_and_no_others(n_values):
    people = [PersonFactory() for _ in range(n_values)]
    PersonFactory()
    by_number = ReadyAmong(lambda numbers: Person.objects.filter(uuid__in=numbers).order_by())

    found = by_number([person.uuid for person in people])

    assert sorted(row.pk for row in found) == sorted(person.pk for person in people)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps its statements by itself")
def test_lists_of_many_lengths_are_few_statements_for_the_server():
    by_key = ReadyAmong(lambda keys: Person.objects.filter(pk__in=keys).order_by("-created_at", "sort_key"))

    for n_values in range(1, 41):
        by_key(list(range(n_values)))

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%created_at\" DESC, %'")
        assert 1 <= cursor.fetchone()[0] <= 5


@pytest.mark.parametrize("is_heard", [False, True])
def test_a_row_is_found_by_its_number_however_the_database_writes_it(is_heard):
    person = PersonFactory()
    numbered = ReadyRows(lambda: Person.objects.filter(uuid=Slot("number")))

    with CaptureQueriesContext(connection) if is_heard else nullcontext():
        assert numbered(number=person.uuid) == [person]


def test_a_value_is_a_value_and_never_sql():
    PersonFactory(city__slug="nakhon", given_name="นูร์")

    assert NAMED(city="nakhon", name="' OR 1=1 --") == []
    assert NAMED(city="nakhon' --", name="%s") == []


def test_ready_rows_need_every_slot():
    with pytest.raises(KeyError, match="name"):
        NAMED(city="nakhon")


def test_the_log_of_statements_shows_each_with_its_values():
    for _twice in "ab":
        with CaptureQueriesContext(connection) as said:
            NAMED(city="nakhon", name="นูร์")

        assert said[0]["sql"].startswith("SELECT")
        assert "นูร์" in said[0]["sql"]


def test_a_ready_change_changes_its_rows_alone_and_counts_them():
    city, other = CityFactory(slug="nakhon", version=4), CityFactory(slug="elsewhere", version=1)
    raised = ReadyChange(lambda: City.objects.filter(pk=Slot("pk")), version=F("version") + Slot("more"))

    counts = [raised(pk=city.pk, more=3), raised(pk=0, more=3)]

    assert counts == [1, 0]
    assert list(City.objects.order_by("pk").values_list("pk", "version")) == [(city.pk, 7), (other.pk, 1)]


@pytest.mark.parametrize("n_rows", [1, 3, 95])
def test_inserted_rows_get_their_keys_in_order(n_rows):
    city = CityFactory()
    rows = [Organization(city=city, kind="school", name_th=f"โรงเรียน {n:03}", name_en="School") for n in range(n_rows)]

    insert_rows(rows)

    assert [row.pk for row in rows] == list(Organization.objects.filter(city=city).values_list("pk", flat=True))
    assert all(not row._state.adding and Organization.objects.get(pk=row.pk).uuid == row.uuid for row in rows)


def test_statements_of_our_own_give_their_rows_whoever_listens(django_assert_num_queries):
    city = CityFactory(version=4)
    raise_it = ReadyText("UPDATE network_city SET version = version + 1 WHERE id = %s RETURNING version")

    with django_assert_num_queries(1):
        heard = raise_it(city.pk)

    assert [list(row) for row in [*heard, *raise_it(city.pk), *raise_it(0)]] == [[5], [6]]


def test_a_broken_transaction_takes_no_ready_statement():
    PersonFactory(city__slug="nakhon", given_name="นูร์")

    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(transaction.TransactionManagementError):
            NAMED(city="nakhon", name="นูร์")


def test_what_the_database_refuses_comes_as_djangos_error():
    with pytest.raises(DatabaseError), transaction.atomic():
        ReadyText("SELECT nothing FROM nowhere")()


def test_inserting_nothing_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        insert_rows([])


def test_inserted_rows_keep_to_the_constraints():
    city = CityFactory(slug="nakhon")

    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows([City(slug=city.slug, kind="province", name_th="ก", name_en="a", latitude=1, longitude=1)])

    assert City.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_each_thread_compiles_for_its_own_connection():
    PersonFactory(city__slug="nakhon", given_name="นูร์")
    found: list[int] = []

    def look() -> None:
        try:
            found.append(len(NAMED(city="nakhon", name="นูร์")))
        finally:
            connection.close()

    threads = [Thread(target=look) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [1, 1, 1]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps its statements by itself")
def test_postgresql_reads_and_plans_a_ready_statement_once():
    for name in ("นูร์", "อามีน", "สมชาย"):
        NAMED(city="nakhon", name=name)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT generic_plans + custom_plans FROM pg_prepared_statements WHERE statement LIKE %s",
            ['%"people_person"."given_name" = (%'],
        )
        (n_runs,) = zip(*cursor.fetchall(), strict=True)

    assert n_runs == (3,)


def test_instants_and_uuids_are_inserted_as_the_fields_themselves_would():
    made = PersonFactory.build(city=CityFactory(), created_at=timezone.now(), erased_at=None)

    with transaction.atomic():
        insert_rows([made])

    found = Person.objects.get(pk=made.pk)
    assert (found.uuid, found.created_at, found.erased_at) == (made.uuid, made.created_at, None)
    assert list(Person.objects.filter(uuid=made.uuid, created_at=made.created_at)) == [made]
