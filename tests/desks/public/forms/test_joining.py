"""Who comes along, as people write it."""

from datetime import date

import pytest

from factories.desks import family, request_of, years_ago
from mueang.apps.enrollment.enums import Via
from mueang.apps.enrollment.errors import AgeNotAllowed, EnrollmentClosed
from mueang.desks.public.forms import JoinForm
from mueang.lib.fields import Birth


def errors(typed, **band):
    return set(JoinForm(typed, **band).errors)


def test_a_name_and_a_phone_suffice():
    form = JoinForm(request_of(name="น.ส. มาลี ณ ยะลา"))

    assert form.is_valid()
    request = form.request()
    member = request["members"][0]
    assert (member.prefix, member.given_name, member.family_name) == ("นางสาว", "มาลี", "ณ ยะลา")
    assert (member.phone, member.birth_on, request["via"]) == ("+66812345678", None, Via.SELF)


@pytest.mark.parametrize("typed", ["๐๘๑-๒๓๔ ๕๖๗๘", "081 234 5678", "+66 81 234 5678", "0812345678"])
def test_a_phone_is_one_number_however_it_is_written(typed):
    form = JoinForm(request_of(phone=typed))

    assert form.is_valid()
    assert form.cleaned_data["phone"] == "+66812345678"


@pytest.mark.parametrize("typed", ["3/2/2560", "3/2/2017", "๓ ก.พ. ๒๕๖๐", "3 Feb 2017", "2017-02-03"])
def test_a_birth_date_is_one_day_in_either_era(typed):
    form = JoinForm(request_of(birth=typed))

    assert form.is_valid()
    assert form.cleaned_data["birth"] == Birth(on=date(2017, 2, 3))


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("name", "   "),
        ("name", "12345"),
        ("name", "ก" * 121),
        ("name", "มาลี\x00"),
        ("phone", ""),
        ("phone", "12"),
        ("phone", "081-234-5678, 089-999-9999"),
        ("phone", "ไม่มี"),
        ("birth", "2700"),
        ("birth", "31/2/2560"),
        ("birth", "1/1/2999"),
        ("birth", "1/1/2700"),
        ("birth", "1/1/2400"),
        ("birth", "x" * 41),
        ("request_key", "short"),
        ("request_key", ""),
        ("agree", ""),
        ("relation", "boss"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(field, typed):
    form = JoinForm(request_of(**{field: typed}))

    assert set(form.errors) == {field}


def test_each_way_to_miswrite_a_phone_has_its_sentence():
    several = JoinForm(request_of(phone="081-234-5678, 089-999-9999"))
    none = JoinForm(request_of(phone="ไม่มี"))

    assert list(several.errors["phone"]) != list(none.errors["phone"])


def test_a_carer_and_two_children_are_one_party():
    form = JoinForm(family(("ด.ญ. นูร์ ทดสอบ", years_ago(7)), ("ด.ช. อามีน ทดสอบ", years_ago(9))))

    assert form.is_valid()
    request = form.request()
    assert [member.given_name for member in request["members"]] == ["สมมติ", "นูร์", "อามีน"]
    assert [member.relation for member in request["members"]] == ["", "mother", "mother"]
    assert (request["via"], "lead" in request) == (Via.CARER, False)


def test_a_carer_who_takes_no_part_leads_without_a_seat():
    form = JoinForm(family(("ด.ญ. นูร์ ทดสอบ", years_ago(7)), takes_part=""), age_min=4, age_max=10)

    assert form.is_valid()
    request = form.request()
    assert (request["lead"].given_name, request["lead"].birth_on) == ("สมมติ", None)
    assert [member.given_name for member in request["members"]] == ["นูร์"]


def test_whoever_comes_alone_takes_part_whatever_is_ticked():
    form = JoinForm(request_of(takes_part=""))

    assert form.is_valid()
    assert "lead" not in form.request()


def test_an_age_band_asks_for_the_birth_date_of_whoever_takes_part():
    assert errors(request_of(), age_min=18) == {"birth"}
    assert errors(request_of(), age_max=18) == {"birth"}
    assert errors(request_of(birth=years_ago(30)), age_min=18) == set()
    assert errors(request_of()) == set()
    assert errors(family(("นูร์", years_ago(7))), age_min=5) == {"birth"}


def test_a_wrong_birth_date_of_a_carer_stays_an_error():
    assert errors(family(("นูร์", years_ago(7)), takes_part="", birth="31/2/2530"), age_max=10) == {"birth"}


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"child1_name": "นูร์", "child1_birth": ""}, {"child1_birth"}),
        ({"child1_name": "", "child1_birth": "3/2/2560"}, {"child1_name"}),
        ({"child1_name": "99", "child1_birth": "3/2/2560"}, {"child1_name"}),
        ({"child1_name": "นูร์", "child1_birth": "เมื่อวาน"}, {"child1_birth"}),
        ({"child1_name": "นูร์", "child1_birth": "3/2/2560", "relation": ""}, {"relation"}),
        ({"child1_name": "นูร์", "child1_birth": "3/2/2560", "relation": "self"}, {"relation"}),
    ],
)
def test_a_child_needs_a_name_a_birth_date_and_what_the_carer_is_to_them(typed, wrong):
    assert errors(request_of(relation="mother", takes_part="on") | typed) == wrong


def test_the_family_part_is_open_for_children_and_for_their_activities():
    assert not JoinForm().shows_children
    assert not JoinForm(age_max=60).shows_children
    assert JoinForm(age_max=10).shows_children
    assert JoinForm(family(("นูร์", years_ago(7)))).shows_children


def test_a_carer_is_not_expected_to_join_what_is_for_children():
    assert JoinForm(age_max=10)["takes_part"].initial is False
    assert JoinForm(age_min=18)["takes_part"].initial is True


def test_a_carer_outside_the_band_is_told_how_the_children_still_can_join():
    form = JoinForm(family(("นูร์", years_ago(8))))
    assert form.is_valid()

    form.add_refusal(AgeNotAllowed(name="นางสาวสมมติ ตัวอย่าง", age=34, age_min=7, age_max=18))

    assert set(form.errors) == {"__all__", "takes_part"}


@pytest.mark.parametrize(
    "refusal", [AgeNotAllowed(name="นูร์", age=3, age_min=7, age_max=18), EnrollmentClosed()], ids=["child", "closed"]
)
def test_other_refusals_are_said_once(refusal):
    form = JoinForm(family(("นูร์", years_ago(3))))
    assert form.is_valid()

    form.add_refusal(refusal)

    assert set(form.errors) == {"__all__"}


def test_the_waiting_list_is_asked_for_by_its_button():
    assert JoinForm(request_of(waitlist="1")).wants_waitlist
    assert not JoinForm(request_of()).wants_waitlist


def test_what_one_form_asks_for_leaves_the_next_as_it_was():
    before = JoinForm()
    told = {name: (field.required, field.initial, str(field.help_text)) for name, field in before.fields.items()}

    young = JoinForm(request_of(name="", phone="x"), age_min=5, age_max=12)
    young.is_valid()
    str(young["birth"])
    assert young.fields["birth"].required
    assert young.child_rows

    after = JoinForm()
    assert {n: (f.required, f.initial, str(f.help_text)) for n, f in after.fields.items()} == told
    assert after.errors == {}
