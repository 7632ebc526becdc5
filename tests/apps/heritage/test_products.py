"""What is sold of heritage: only what its people permit, private until a seller agrees, sums that tell of nobody."""

from __future__ import annotations

import io

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from openpyxl import Workbook, load_workbook

from factories.heritage import HolderFactory, NameConsentFactory
from factories.rows import HeritageItemFactory, OrganizationFactory, PersonFactory
from mueang.apps.audit.models import Event
from mueang.apps.heritage.actions.products import add_product, change_product, remove_product, state_income
from mueang.apps.heritage.errors import NotForSale, PersonElsewhere, SellerUnknown
from mueang.apps.heritage.models import Product, ProductIncome
from mueang.apps.heritage.queries.products import YearSum, products_of, shown_products, sums_by_year

BAHT = 100


@pytest.fixture
def item(cast):
    return HeritageItemFactory(city=cast.city, may_be_sold=True)


def sold(cast, item, seller=None, **details):
    seller = seller or PersonFactory(city=cast.city)
    return add_product(item=item, name_th="ผ้าสมมติ", seller=seller, actor=cast.officer, **details)


def earned(cast, product, baht, year=2025):
    state_income(product=product, year=year, satang=baht * BAHT, actor=cast.officer)
    return product


def address(cast, name, *more):
    return reverse(f"heritage:{name}", args=[cast.city.slug, *more])


def test_nothing_is_sold_that_its_people_do_not_permit_and_nobody_elsewhere_sells_it(cast, item):
    kept = HeritageItemFactory(city=cast.city, may_be_sold=False)
    with pytest.raises(NotForSale):
        sold(cast, kept)
    with pytest.raises(PersonElsewhere):
        sold(cast, item, PersonFactory(city=cast.elsewhere))
    with pytest.raises(SellerUnknown):
        sold(cast, item, OrganizationFactory(city=cast.elsewhere))
    with pytest.raises(PersonElsewhere):
        sold(cast, item, PersonFactory(city=cast.city, merged_into=PersonFactory(city=cast.city)))
    for stranger in (cast.keeper, cast.auditor, cast.stranger):
        with pytest.raises(PermissionDenied):
            add_product(item=item, name_th="ผ้า", seller=PersonFactory(city=cast.city), actor=stranger)

    assert not Product.objects.exists()


def test_the_public_sees_only_what_a_seller_agreed_to(cast, item, client):
    quiet, seen = PersonFactory(city=cast.city, given_name="เงียบสมมติ"), PersonFactory(city=cast.city)
    NameConsentFactory(person=seen)
    earned(cast, sold(cast, item, quiet, is_shown=True), 111_111)
    earned(cast, sold(cast, item, seen, is_shown=True, shows_income=True), 222_222)
    earned(cast, sold(cast, item, name_en="Kept to itself"), 333_333)
    group = OrganizationFactory(city=cast.city, name_th="กลุ่มทอผ้าสมมติ")
    sold(cast, item, group, is_shown=True, since_year=2020)

    page = client.get(reverse("public:heritage_item", args=[cast.city.slug, item.slug])).content.decode()

    assert [one.seller_th for one in shown_products(city=cast.city, slug=item.slug)] == [
        "",
        seen.full_name,
        group.name_th,
    ]
    assert "เงียบสมมติ" not in page
    assert seen.full_name in page
    assert ("222,222" in page, "111,111" in page, "333,333" in page) == (True, False, False)
    assert "2563" in page
    item.may_be_sold = False
    item.save()
    assert shown_products(city=cast.city, slug=item.slug) == []


def test_withdrawing_the_item_takes_what_is_sold_of_it_away(cast, item):
    sold(cast, item, is_shown=True)
    item.is_published = False
    item.save()

    assert shown_products(city=cast.city, slug=item.slug) == []


def test_a_sum_of_few_sellers_is_withheld_and_so_is_one_that_leaves_few_beside_what_is_shown(cast, item):
    products = [earned(cast, sold(cast, item), 1_000 * number) for number in range(1, 5)]
    assert sums_by_year(cast.city) == [YearSum(2025, 4, None, None)]

    double = PersonFactory(city=cast.city, merged_into=products[0].person)
    Product.objects.filter(pk=earned(cast, sold(cast, item), 5).pk).update(person=double)
    assert sums_by_year(cast.city) == [YearSum(2025, 5, None, None)]

    group = earned(cast, sold(cast, item, OrganizationFactory(city=cast.city)), 5_000)
    assert sums_by_year(cast.city) == [YearSum(2025, 6, 5, 15_005 * BAHT)]

    change_product(product=group, seller=group.organization, is_shown=True, shows_income=True, actor=cast.officer)
    assert sums_by_year(cast.city) == [YearSum(2025, 6, 5, None)]
    assert sums_by_year(cast.elsewhere) == []


def test_who_only_reads_the_desk_sees_sums_and_no_seller(cast, item, client):
    product = earned(cast, sold(cast, item, name_en="A cloth"), 123_456)
    client.force_login(cast.auditor)

    page = client.get(address(cast, "products"))
    assert page.status_code == 200
    assert "123,456" not in page.content.decode()
    assert product.person.full_name not in page.content.decode()
    assert client.get(address(cast, "products") + "?format=xlsx").status_code == 302
    assert client.get(address(cast, "product", item.slug, product.uuid)).status_code in {403, 404}
    assert products_of(viewer=cast.auditor, city=cast.city).count() == 0
    sent = {"file": SimpleUploadedFile("a.xlsx", b"")}
    assert client.post(address(cast, "products_take_in"), sent).status_code in {403, 404}


def test_the_officer_records_changes_states_and_takes_off(cast, item, client):
    holder = HolderFactory(item=item)
    client.force_login(cast.officer)
    sent = {"name_th": "ผ้าสมมติ", "seller": f"person:{holder.person.uuid}", "since_year": "2563", "shows_income": "on"}
    assert client.post(address(cast, "product_add", item.slug), sent).status_code == 200
    client.post(address(cast, "product_add", item.slug), {**sent, "is_shown": "on"})
    product = Product.objects.get()
    assert (product.since_year, product.shows_income) == (2020, True)
    here = address(cast, "product", item.slug, product.uuid)

    client.post(here, {"year": "๒๕๖๘", "income": "12,500.50"})
    assert "12,500.50" in client.get(here).content.decode()
    assert list(product.incomes.values_list("year", "satang")) == [(2025, 1_250_050)]
    client.post(here, {"year": "2568", "income": ""})
    assert not product.incomes.exists()
    change = address(cast, "product_change", item.slug, product.uuid)
    assert holder.person.full_name in client.get(change).content.decode()
    client.post(change, {**sent, "shows_income": "", "name_th": "ผ้าใหม่"})
    product.refresh_from_db()
    assert (product.name_th, product.is_shown) == ("ผ้าใหม่", False)
    assert "ผ้าใหม่" in client.get(address(cast, "item", item.slug)).content.decode()

    client.post(address(cast, "product_remove", item.slug, product.uuid))
    assert not Product.objects.exists()
    assert "12500" not in repr(list(Event.objects.values_list("facts", flat=True)))


def sheet_of(answer) -> Workbook:
    return load_workbook(io.BytesIO(answer.content))


def test_the_sheet_goes_out_is_filled_in_and_comes_back_once(cast, item, client):
    first, second = (sold(cast, item) for _each in range(2))
    earned(cast, first, 900, year=2024)
    elsewhere = add_product(
        item=HeritageItemFactory(city=cast.city, may_be_sold=True), name_th="อื่น",
        seller=PersonFactory(city=cast.city), actor=cast.officer,
    )  # fmt: skip
    client.force_login(cast.officer)
    with translation.override("en"):
        book = sheet_of(client.get(address(cast, "products") + "?format=xlsx"))
    rows = list(book.active.iter_rows())
    assert len(rows) == 1 + 3 + 1
    by_code = {}
    for row in rows[1:]:
        by_code.setdefault(row[0].value, row)
    by_code[str(second.uuid)][6].value = "1,250.75"
    by_code[str(elsewhere.uuid)][6].value = "much"
    written = io.BytesIO()
    book.save(written)

    said = [
        client.post(
            address(cast, "products_take_in"), {"file": SimpleUploadedFile("b.xlsx", written.getvalue())}, follow=True
        ).content.decode()
        for _each in range(2)
    ]

    assert list(ProductIncome.objects.filter(product=second).values_list("satang", flat=True)) == [125_075]
    assert ProductIncome.objects.count() == 2
    assert Event.objects.filter(verb="heritage.income_stated").count() == 2
    assert "ไม่เข้าใจ" in said[0]
    wrong = {"file": SimpleUploadedFile("c.csv", b"a,b\n1,2\n")}
    assert "Excel" in client.post(address(cast, "products_take_in"), wrong, follow=True).content.decode()


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_takes_the_same_statements_however_many_are_sold(cast, item, client, n, django_assert_num_queries):
    for _each in range(n):
        earned(cast, sold(cast, item, is_shown=True), 10)
    client.force_login(cast.officer)
    client.get(address(cast, "products"))

    with django_assert_num_queries(7):
        assert client.get(address(cast, "products")).status_code == 200
    with django_assert_num_queries(1):
        assert len(shown_products(city=cast.city, slug=item.slug)) == n


def test_removing_needs_a_keeper(cast, item):
    product = sold(cast, item)
    with pytest.raises(PermissionDenied):
        remove_product(product=product, actor=cast.auditor)
