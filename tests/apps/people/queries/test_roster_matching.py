"""Who is the same person as whom."""

import pytest

from factories.people import NUMBERS, KnownPersonFactory
from mueang.apps.people.queries.roster_matching import MOST_SHARING_A_PHONE, Identity, Known, Match, known_people
from mueang.methods.thai import match_key


def who(ref, name, phone="", birth_on="", id_hash=""):
    return Identity(ref, name, match_key(name) if name else "", phone, birth_on, id_hash)


MALI = who(1, "มาลี ใจดี", "+66812345678", "1977-07-09", "hash-1")


@pytest.mark.parametrize(
    ("other", "match"),
    [
        (who(2, "คนละชื่อ ใจดี", id_hash="hash-1"), Match(1, is_certain=True)),
        (who(2, "มาลี  ใจดี"), Match(1, is_certain=False)),
        (who(2, "มาลี่ ใจดี์", "+66899999999"), Match(1, is_certain=False)),
        (who(2, "มานี ใจดี", "+66812345678"), None),
        (who(2, "มาลีย์ ใจดีี", "+66812345678"), Match(1, is_certain=False)),
        (who(2, "มาลี ใจดี", "+66812345678", birth_on="1980-01-01"), None),
        (who(2, "มาลี ใจดี", "+66812345678", id_hash="hash-2"), None),
        (who(2, "ต้นกล้า ใจดี", "+66812345678"), None),
        (who(2, ""), None),
    ],
)
def test_the_same_number_or_name_is_the_same_person_unless_birthdays_or_numbers_differ(other, match):
    assert Known([MALI]).find(other) == match


def test_one_wrong_letter_and_the_same_phone_is_the_same_person():
    known = Known([who(1, "สมเกียรติศักดิ์ ใจดีมาก", "+66812345678")])

    assert known.find(who(2, "สมเกียรตศักดิ์ ใจดีมาด", "+66812345678")) == Match(1, is_certain=False)
    assert known.find(who(2, "สมเกียรตศักดิ์ ใจดีมาด", "+66812345670")) is None


def test_a_similar_name_of_another_birthday_on_the_same_phone_is_another_person():
    known = Known([who(1, "สมเกียรติศักดิ์ ใจดีมาก", "+66812345678", "2000-01-01")])

    assert known.find(who(2, "สมเกียรติศักดา ใจดีมาก", "+66812345678", "2002-01-01")) is None


def test_of_two_namesakes_the_one_with_the_same_phone_is_meant():
    known = Known([who(1, "มาลี ใจดี", "+66811111111"), who(2, "มาลี ใจดี", "+66822222222")])

    assert known.find(who(3, "มาลี ใจดี", "+66822222222")) == Match(2, is_certain=False)


def test_an_offices_telephone_tells_nobody_apart():
    office = [who(n, f"สมเกียรติศักดิ์ ใจดีมาก{chr(0xE01 + n)}", "+6673212345") for n in range(MOST_SHARING_A_PHONE + 1)]

    assert Known(office).find(who(99, "สมเกียรติศักดิ์ ใจดีมาถ", "+6673212345")) is None
    assert Known(office[:5]).find(who(99, "สมเกียรติศักดิ์ ใจดีมาถ", "+6673212345")) is not None


@pytest.mark.parametrize("n_people", [1, 3])
def test_known_people_are_found_in_one_statement_in_their_own_city_only(cast, n_people, django_assert_num_queries):
    ours = KnownPersonFactory.create_batch(n_people, city=cast.city, birth_on="1977-07-09")
    ours[0].national_id = NUMBERS[0]
    ours[0].save()
    KnownPersonFactory(city=cast.elsewhere, given_name="อื่น")
    KnownPersonFactory(city=cast.city, given_name="อื่น", erased_at="2026-01-01T00:00Z")
    rows = [who(1, "มาลี ตัวอย่าง"), who(2, "อื่น ตัวอย่าง")]

    with django_assert_num_queries(1):
        known = known_people(cast.city, rows)

    assert known.find(rows[0]).ref in {person.pk for person in ours}
    assert known.find(rows[1]) is None
    assert known.find(who(3, "ใครก็ได้", id_hash=ours[0].national_id_hash)) == Match(ours[0].pk, is_certain=True)
