"""Persons in pages."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cast import officer_of_both
from factories.people import NUMBERS, DataRequestFactory, GuardianshipFactory, KnownPersonFactory
from mueang.apps.audit.models import Event
from mueang.apps.people.actions import change_person, merge_persons
from mueang.apps.people.models import Person
from mueang.lib.workbook import open_workbook


def at(name, person, *more):
    return reverse(f"people:{name}", args=[person.city.slug, person.uuid, *more])


def text_of(answer):
    return answer.content.decode()


@pytest.fixture
def persons_url(cast):
    return reverse("people:persons", args=[cast.city.slug])


@pytest.fixture
def mali(cast):
    return KnownPersonFactory(city=cast.city, family_name="ใจดี", name_en="Mali Jaidee", organization_name="เทศบาล")


@pytest.mark.parametrize("n_people", [1, 3])
def test_the_list_costs_the_same_however_many(cast, officer_client, persons_url, n_people, django_assert_num_queries):
    KnownPersonFactory.create_batch(n_people, city=cast.city, family_name="ใจดี")
    KnownPersonFactory(city=cast.elsewhere, family_name="เมืองอื่น")
    officer_client.get(persons_url)

    with django_assert_num_queries(6):
        page = text_of(officer_client.get(persons_url))

    assert page.count("ใจดี") == n_people
    assert "เมืองอื่น" not in page


def test_searching_keeps_the_words_out_of_the_address(cast, officer_client, persons_url, mali):
    KnownPersonFactory(city=cast.city, given_name="สมชาย", phone="+66899999999")

    answer = officer_client.post(reverse("people:search", args=[cast.city.slug]), {"words": "มาลี"}, follow=True)

    assert answer.redirect_chain == [(persons_url, 302)]
    assert ("ใจดี" in text_of(answer), "สมชาย" in text_of(answer)) == (True, False)
    answer = officer_client.post(reverse("people:search", args=[cast.city.slug]), {"words": "ไม่มีใคร"}, follow=True)
    assert "ไม่พบบุคคล" in text_of(answer)
    answer = officer_client.post(reverse("people:search", args=[cast.city.slug]), {"words": ""}, follow=True)
    assert "สมชาย" in text_of(answer)


@pytest.mark.parametrize(
    ("words", "leads_to"),
    [
        ("1-2345-67890-12-1", "person"),
        (NUMBERS[1], "ไม่มีบุคคลในเมืองนี้"),
        ("1234567890122", "เลขหลักสุดท้ายไม่สอดคล้อง"),
    ],
)
def test_a_national_id_leads_straight_to_its_person_and_is_kept_nowhere(
    cast, officer_client, persons_url, mali, words, leads_to
):
    change_person(person=mali, national_id=NUMBERS[0], actor=cast.officer)

    answer = officer_client.post(reverse("people:search", args=[cast.city.slug]), {"words": words}, follow=True)

    address = answer.redirect_chain[-1][0]
    assert address == (at("person", mali) if leads_to == "person" else persons_url)
    assert leads_to == "person" or leads_to in text_of(answer)
    assert words not in str(dict(officer_client.session)) + address


def test_an_overlong_search_shows_everybody(cast, officer_client, persons_url, mali):
    answer = officer_client.post(reverse("people:search", args=[cast.city.slug]), {"words": "ก" * 200}, follow=True)

    assert "ใจดี" in text_of(answer)


def test_the_export_is_on_record_and_holds_what_was_searched(cast, officer_client, persons_url, mali):
    KnownPersonFactory(city=cast.city, given_name="สมชาย")
    officer_client.post(reverse("people:search", args=[cast.city.slug]), {"words": "มาลี"})

    answer = officer_client.get(persons_url + "?format=xlsx")

    rows = open_workbook(answer.content, name="x.xlsx").sheets[0].rows
    assert [row[1].text for row in rows[1:]] == ["มาลี"]
    event = Event.objects.get()
    assert (event.verb, event.facts, event.actor) == ("people.exported", {"n_persons": 1}, cast.officer)
    assert "no-store" in answer["Cache-Control"]


def test_an_empty_list_teaches(cast, officer_client, persons_url):
    Person.objects.all().delete()

    assert "ยังไม่มีบุคคลในทะเบียน" in text_of(officer_client.get(persons_url))


def test_a_persons_page_shows_everything_but_the_whole_national_id(cast, officer_client, mali):
    change_person(person=mali, national_id=NUMBERS[0], birth_on="1977-07-09", position="ครู", actor=cast.officer)
    GuardianshipFactory(child=mali), GuardianshipFactory(guardian=mali, child__city=cast.city, until_on="2026-01-01")
    twin = KnownPersonFactory(city=cast.city, family_name="ใจดี")

    page = text_of(officer_client.get(at("person", mali)))

    assert NUMBERS[0] not in page
    assert "x-xxxx-xxxx0-12-1" in page
    for said in ("มารดา", "สิ้นสุดแล้ว", "9 ก.ค. 2520", str(twin.uuid), "แก้ไขข้อมูล"):
        assert said in page


def test_a_merged_row_leads_to_the_kept_one_and_an_erased_one_says_so(cast, officer_client, mali):
    merged = KnownPersonFactory(city=cast.city)
    merge_persons(keep=mali, merge=merged, actor=cast.officer)
    erased = KnownPersonFactory(city=cast.city, erased_at="2026-01-01T00:00Z")

    assert officer_client.get(at("person", merged)).url == at("person", mali)
    assert "ลบข้อมูลของบุคคลนี้ตามคำขอแล้ว" in text_of(officer_client.get(at("person", erased)))


def test_a_person_is_added_from_the_form_in_either_era(cast, officer_client):
    form = {
        "name_prefix": "น.ส.",
        "given_name": "มาลี",
        "family_name": "ใหม่",
        "phone": "๐๘๑ ๒๓๔ ๕๖๗๘",
        "birth_on": "9/7/2520",
        "national_id": NUMBERS[0],
    }

    answer = officer_client.post(reverse("people:add", args=[cast.city.slug]), form, follow=True)

    person = Person.objects.get(family_name="ใหม่")
    assert answer.redirect_chain[-1][0] == at("person", person)
    assert (person.prefix, person.phone, person.birth_on.year) == ("นางสาว", "+66812345678", 1977)
    assert person.national_id == NUMBERS[0]


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("given_name", "", "จำเป็น"),
        ("phone", "0812", "ไม่ครบ 10 หลัก"),
        ("birth_on", "31/2/2530", "ไม่มีวันที่นี้"),
        ("birth_on", "1/1/2600", "อนาคต"),
        ("national_id", "1234567890122", "พิมพ์ผิด"),
        ("national_id", "12345", "5 หลัก"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(cast, officer_client, field, typed, said):
    before = Person.objects.count()
    form = {"given_name": "มาลี", field: typed}

    answer = officer_client.post(reverse("people:add", args=[cast.city.slug]), form)

    assert field in answer.context["form"].errors
    assert said in str(answer.context["form"].errors[field]) or field == "given_name"
    assert Person.objects.count() == before
    assert field != "national_id" or f'value="{typed}"' not in text_of(answer)


def test_a_namesake_is_shown_before_another_is_added(cast, officer_client, mali):
    form = {"given_name": "มาลี", "family_name": "ใจดี"}
    url = reverse("people:add", args=[cast.city.slug])

    answer = officer_client.post(url, form)
    assert ("เป็นบุคคลเดียวกันหรือไม่" in text_of(answer), Person.objects.filter(given_name="มาลี").count()) == (True, 1)
    officer_client.post(url, {**form, "is_another": "on"})

    assert Person.objects.filter(given_name="มาลี").count() == 2


def test_a_known_national_id_is_refused_in_the_form(cast, officer_client, mali):
    change_person(person=mali, national_id=NUMBERS[0], actor=cast.officer)

    answer = officer_client.post(
        reverse("people:add", args=[cast.city.slug]), {"given_name": "สมชาย", "national_id": NUMBERS[0]}
    )

    assert "เลขประจำตัวประชาชนนี้ในเมืองนี้แล้ว" in text_of(answer)


def test_changing_a_person_keeps_replaces_or_takes_the_national_id(cast, officer_client, mali):
    change_person(person=mali, national_id=NUMBERS[0], actor=cast.officer)
    form = {"given_name": "มาลี", "family_name": "ใจดี", "phone": "081-234-5678", "position": "ครู"}

    page = text_of(officer_client.get(at("change", mali)))
    assert ("ลงท้ายด้วย 0121" in page, NUMBERS[0] in page, "081-234-5678" in page) == (True, False, True)
    endings = []
    for more in ({}, {"national_id": NUMBERS[1]}, {"forget_national_id": "on"}):
        officer_client.post(at("change", mali), form | more)
        endings.append(Person.objects.get(pk=mali.pk).national_id_ending)

    assert endings == ["0121", NUMBERS[1][-4:], ""]
    assert Person.objects.get(pk=mali.pk).position == "ครู"


def test_changing_a_person_who_went_is_explained(cast, officer_client, mali):
    Person.objects.filter(pk=mali.pk).update(erased_at="2026-01-01T00:00Z")

    answer = officer_client.post(at("change", mali), {"given_name": "มาลี"})

    assert "ถูกรวมหรือลบไปแล้ว" in text_of(answer)


def test_duplicates_are_found_compared_and_merged(cast, officer_client, mali):
    twin = KnownPersonFactory(city=cast.city, family_name="ใจดี", birth_on="1977-07-09")
    other = KnownPersonFactory(city=cast.city, given_name="สมชาย", phone="+66899999999")

    page = text_of(officer_client.get(at("merge", mali)))
    assert (str(twin.uuid) in page, str(other.uuid) in page) == (True, False)
    page = text_of(officer_client.post(at("merge", mali), {"words": "สมชาย"}))
    assert str(other.uuid) in page
    page = text_of(officer_client.post(at("merge", mali), {"words": "ไม่มีใคร"}))
    assert "ไม่พบบุคคล" in page
    page = text_of(officer_client.get(at("merge", mali) + f"?with={twin.uuid}"))
    assert "9 ก.ค. 2520" in page
    answer = officer_client.post(at("merge", mali) + f"?with={twin.uuid}", follow=True)

    assert "รวมข้อมูลเป็นบุคคลเดียวแล้ว" in text_of(answer)
    twin.refresh_from_db()
    assert twin.merged_into == mali
    answer = officer_client.post(at("merge", mali) + f"?with={twin.uuid}", follow=True)
    assert "ถูกรวมหรือลบไปแล้ว" in text_of(answer)


def test_what_forbids_merging_is_said_on_the_page(cast, officer_client, mali):
    twin = KnownPersonFactory(city=cast.city, family_name="ใจดี")
    change_person(person=mali, national_id=NUMBERS[0], actor=cast.officer)
    change_person(person=twin, national_id=NUMBERS[1], actor=cast.officer)

    page = text_of(officer_client.get(at("merge", mali) + f"?with={twin.uuid}"))

    assert "เลขประจำตัวประชาชนต่างกัน" in page
    assert NUMBERS[0] not in page


@pytest.mark.parametrize("member", ["stranger", "keeper", "auditor", "manager_elsewhere", "learner"])
def test_a_stranger_meets_a_404_at_every_door(cast, client, mali, persons_url, member):
    request = DataRequestFactory(person=mali)
    client.force_login(getattr(cast, member))

    of_the_person = ("person", "change", "merge", "add_guardian", "add_consent", "add_request")
    doors = [persons_url, *(at(name, mali) for name in of_the_person)]
    doors += [reverse(f"people:{name}", args=[cast.city.slug]) for name in ("add", "rosters")]
    doors += [reverse("privacy:requests", args=[cast.city.slug])]
    doors += [reverse("privacy:request", args=[cast.city.slug, request.uuid])]
    doors += [reverse("privacy:copy", args=[cast.city.slug, request.uuid, "json"])]

    assert {client.get(door).status_code for door in doors} == {404}
    assert client.post(reverse("people:search", args=[cast.city.slug]), {"words": "มาลี"}).status_code == 404


def test_a_person_of_another_city_is_not_found_under_this_one(cast, client, mali):
    client.force_login(officer_of_both(cast))

    assert client.get(reverse("people:person", args=[cast.elsewhere.slug, mali.uuid])).status_code == 404
