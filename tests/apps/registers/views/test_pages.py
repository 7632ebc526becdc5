from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cast import MEMBERS, Cast
from factories.registers import RegisterPageFactory, SchoolingFactory
from mueang.apps.audit.models import Event
from mueang.apps.registers.models import RegisterPage, School, SchoolCalendar, Schooling
from mueang.apps.registers.queries import class_month
from mueang.lib.workbook import open_workbook

pytestmark = pytest.mark.django_db

READ = {"teacher", "case_worker", "case_supervisor"}


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 6, 15))


@pytest.fixture
def teacher(cast: Cast) -> Client:
    return signed_in(cast.teacher)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def month_url(section, month: int = 6) -> str:
    return reverse("registers:month", args=[section.school.city.slug, section.uuid, month])


def sent(page, days: list[int], **cells: str) -> dict[str, object]:
    """The form of a grid as a browser sends it; cells as m0_3="A"."""
    form: dict[str, object] = {"day": days}
    for row in page.rows:
        form[f"p{row.place}"], form[f"b{row.place}"] = str(row.schooling.uuid), row.seen
        form |= {f"m{row.place}-{cell.day}": cell.sign for cell in row.cells}
    return form | {name.replace("_", "-"): sign for name, sign in cells.items()}


def grid(section, month: int = 6):
    return class_month(section, month=month, today=date(2026, 6, 15))


@pytest.mark.parametrize("member", MEMBERS)
def test_only_who_works_with_children_sees_a_class_or_a_pupil(cast: Cast, schools, member: str) -> None:
    user = getattr(cast, member)
    client = Client() if member == "anonymous" else signed_in(user)
    pages = [
        month_url(schools.section),
        reverse("registers:pupil", args=["nakhon", schools.pupil.pupil.uuid]),
        reverse("registers:pupils", args=["nakhon", schools.own.uuid]),
    ]
    expected = 302 if member == "anonymous" else 200 if member in READ else 404

    assert [client.get(url).status_code for url in pages] == [expected] * 3


def test_a_teacher_sees_no_other_school(schools, teacher: Client) -> None:
    there = SchoolingFactory(section__school=schools.other, pupil__given_name="สมมติลับ")
    urls = [
        month_url(there.section),
        reverse("registers:pupil", args=["nakhon", there.pupil.uuid]),
        reverse("registers:school", args=["nakhon", schools.other.uuid]),
        reverse("registers:calendar", args=["nakhon", schools.other.uuid]),
        reverse("registers:pupil_add", args=["nakhon", schools.other.uuid]),
    ]

    assert [teacher.get(url).status_code for url in urls] == [404] * 5
    listed = teacher.get(reverse("registers:schools", args=["nakhon"])).content.decode()
    assert schools.own.name_th in listed
    assert schools.other.name_th not in listed


def test_a_teacher_lands_at_their_school_after_signing_in(schools, teacher: Client) -> None:
    response = teacher.get(reverse("after_sign_in"))

    assert response["Location"] == reverse("registers:schools", args=["nakhon"])


def test_a_manager_sees_a_school_and_its_teachers_but_no_child(cast: Cast, schools) -> None:
    page = signed_in(cast.manager).get(reverse("registers:school", args=["nakhon", schools.own.uuid]))

    text = page.content.decode()
    assert cast.teacher.username in text
    assert month_url(schools.section) not in text


def test_looking_at_a_child_is_written_down_without_its_name(cast: Cast, schools, teacher: Client) -> None:
    teacher.get(reverse("registers:pupil", args=["nakhon", schools.pupil.pupil.uuid]))
    teacher.get(month_url(schools.section))

    events = list(Event.objects.filter(verb="read").order_by("number"))
    assert [event.target for event in events] == [
        f"registers.pupil:{schools.pupil.pupil.uuid}",
        f"registers.section:{schools.section.uuid}",
    ]
    assert schools.pupil.pupil.given_name not in str([event.facts for event in events])


def test_no_title_or_address_names_a_child(schools, teacher: Client) -> None:
    response = teacher.get(reverse("registers:pupil", args=["nakhon", schools.pupil.pupil.uuid]))

    title = response.content.decode().partition("<title>")[2].partition("</title>")[0]
    assert title.strip()
    assert schools.pupil.pupil.given_name not in title
    assert "no-store" in response["Cache-Control"]


def test_an_empty_cell_of_a_ticked_day_is_present(schools, teacher: Client) -> None:
    second = SchoolingFactory(section=schools.section)

    response = teacher.post(month_url(schools.section), sent(grid(schools.section), [4, 5], m1_4="A", m1_5="ส"))

    assert response.status_code == 302
    pages = {page.schooling_id: page.masks for page in RegisterPage.objects.all()}
    assert pages[schools.pupil.pk] == (0b11000, 0b11000, 0, 0)
    assert pages[second.pk] == (0b11000, 0b10000, 0b10000, 0)


def test_a_day_that_is_not_ticked_stays_unrecorded(schools, teacher: Client) -> None:
    teacher.post(month_url(schools.section), sent(grid(schools.section), [4]))

    assert RegisterPage.objects.get().open == 0b1000


def test_every_open_day_up_to_today_at_one_tick(schools, teacher: Client) -> None:
    form = sent(grid(schools.section), []) | {"everybody": "1"}

    teacher.post(month_url(schools.section), form)

    page = RegisterPage.objects.get()
    # Weekdays from 1 to 15 June without the 1st and the 3rd, which are holidays in 2026.
    assert [head.day for head in grid(schools.section).days if not head.is_ahead] == [
        day for day in range(1, 16) if page.open >> (day - 1) & 1
    ]
    assert page.open == page.present


def test_saving_the_same_sheet_twice_changes_nothing(schools, teacher: Client) -> None:
    form = sent(grid(schools.section), [4, 5], m0_4="ข")
    teacher.post(month_url(schools.section), form)
    before, n_events = RegisterPage.objects.values().get(), Event.objects.count()

    assert teacher.post(month_url(schools.section), form).status_code == 302

    assert RegisterPage.objects.values().get() == before
    assert Event.objects.count() == n_events


def test_what_another_teacher_marked_meanwhile_is_shown_and_not_overwritten(schools, teacher: Client) -> None:
    opened = grid(schools.section)
    teacher.post(month_url(schools.section), sent(opened, [4, 5], m0_4="ข"))

    response = teacher.post(month_url(schools.section), sent(opened, [4, 5, 8], m0_4="ล"))

    assert response.status_code == 409
    assert "is-conflict" in response.content.decode()
    page = RegisterPage.objects.get()
    # Day 4 is still the colleague's; day 8, which only this teacher marked, is written.
    assert page.masks == (0b10011000, 0b10010000, 0, 0)
    teacher.post(month_url(schools.section), sent(grid(schools.section), [4, 5, 8], m0_4="ล"))
    assert RegisterPage.objects.get().excused == 0b1000


def test_a_sign_nobody_knows_saves_nothing_and_is_shown(schools, teacher: Client) -> None:
    response = teacher.post(month_url(schools.section), sent(grid(schools.section), [4, 5], m0_4="ฮ"))

    assert response.status_code == 400
    assert "is-wrong" in response.content.decode()
    assert not RegisterPage.objects.exists()


@pytest.mark.parametrize("seen", ["", "zz", "1.2.3", "ffffffffff.0.0.0", "-1.0.0.0"])
def test_a_tampered_sheet_breaks_nothing(schools, teacher: Client, seen: str) -> None:
    form = sent(grid(schools.section), [4]) | {"b0": seen, "p1": "not-a-child", "day": ["4", "x", "99"]}

    assert teacher.post(month_url(schools.section), form).status_code in {302, 409}
    assert RegisterPage.objects.get().open == 0b1000


def test_a_case_worker_reads_the_sheet_and_cannot_write_it(cast: Cast, schools) -> None:
    client = signed_in(cast.case_worker)

    assert "<input name=" not in client.get(month_url(schools.section)).content.decode()
    assert client.post(month_url(schools.section), sent(grid(schools.section), [4])).status_code == 404
    assert not RegisterPage.objects.exists()


def test_a_child_takes_no_mark_outside_its_time_at_the_school(schools, teacher: Client) -> None:
    Schooling.objects.update(entered_on=date(2026, 6, 5))

    teacher.post(month_url(schools.section), sent(grid(schools.section), [4, 5]))

    assert RegisterPage.objects.get().open == 0b10000


def test_a_month_that_is_none_is_not_found(schools, teacher: Client) -> None:
    assert teacher.get(month_url(schools.section, 13)).status_code == 404


@pytest.mark.parametrize("n_rows", [1, 3])
def test_a_class_takes_the_same_statements_whatever_its_size(schools, n_rows: int, django_assert_num_queries) -> None:
    for _n in range(n_rows - 1):
        RegisterPageFactory(schooling__section=schools.section)

    with django_assert_num_queries(3):
        grid(schools.section)


@pytest.mark.parametrize("name", ["school", "pupils"])
def test_pages_of_a_school_open(schools, teacher: Client, name: str) -> None:
    RegisterPageFactory(schooling=schools.pupil)

    assert teacher.get(reverse(f"registers:{name}", args=["nakhon", schools.own.uuid])).status_code == 200


@pytest.mark.parametrize("name", ["month", "pupil", "pupils", "schools"])
def test_every_list_goes_to_excel(schools, teacher: Client, name: str) -> None:
    RegisterPageFactory(schooling=schools.pupil)
    url = {
        "month": month_url(schools.section),
        "pupil": reverse("registers:pupil", args=["nakhon", schools.pupil.pupil.uuid]),
        "pupils": reverse("registers:pupils", args=["nakhon", schools.own.uuid]),
        "schools": reverse("registers:schools", args=["nakhon"]),
    }[name]

    response = teacher.get(url, {"format": "xlsx"})

    assert response.content.startswith(b"PK")
    assert schools.pupil.pupil.given_name not in response["Content-Disposition"]


def test_pupils_are_found_by_name_or_number_without_a_trace_in_the_address(schools, teacher: Client) -> None:
    other = SchoolingFactory(section=schools.section, pupil__given_name="มาลีสมมติ")
    url = reverse("registers:pupils", args=["nakhon", schools.own.uuid])

    for words in ("มาลี", other.number):
        text = teacher.post(url, {"words": words}).content.decode()
        assert "มาลีสมมติ" in text
        assert f">{schools.pupil.pupil.full_name}<" not in text


def test_open_days_are_set_on_a_page(schools, teacher: Client) -> None:
    url = reverse("registers:calendar", args=["nakhon", schools.own.uuid])
    page = teacher.get(url).content.decode()
    assert page.count('type="checkbox" name="m6"') == 30

    teacher.post(url, {"m6": ["1", "30"]})

    assert SchoolCalendar.objects.get().open_masks[1] == 1 | 1 << 29


def test_a_class_and_a_pupil_are_added(schools, teacher: Client) -> None:
    teacher.post(reverse("registers:section_add", args=["nakhon", schools.own.uuid]), {"grade": "5", "room": "๒"})
    section = schools.own.sections.get(grade=5)
    url = reverse("registers:pupil_add", args=["nakhon", schools.own.uuid])
    form = {"given_name": "ใหม่สมมติ", "born": "2558", "number": "๑๒๓", "section": section.pk}

    assert teacher.get(url).status_code == 200
    assert teacher.post(url, form | {"national_id": "12"}).status_code == 400
    assert teacher.post(url, form | {"national_id": "1234567890121"}).status_code == 302
    assert teacher.post(url, form | {"given_name": "อีกคน"}).status_code == 400

    row = Schooling.objects.get(section=section)
    assert (section.room, row.number, row.pupil.birth_year) == ("2", "123", 2015)
    assert row.pupil.national_id == "1234567890121"


def test_classes_and_what_is_missing_in_them_are_taken_along(schools, teacher: Client) -> None:
    url = reverse("registers:school", args=["nakhon", schools.own.uuid])

    answer = teacher.get(url, {"format": "xlsx"})

    rows = [[cell.text for cell in row] for row in open_workbook(answer.content, name="x.xlsx").sheets[0].rows]
    assert [row[:2] for row in rows if str(schools.section) in row] == [[str(schools.section), "1"]]


def test_a_wrong_grade_opens_no_class(schools, teacher: Client) -> None:
    teacher.post(reverse("registers:section_add", args=["nakhon", schools.own.uuid]), {"grade": "77"})

    assert schools.own.sections.count() == 1


def test_leaving_is_said_and_taken_back(schools, teacher: Client) -> None:
    url = reverse("registers:leave", args=["nakhon", schools.pupil.uuid])

    teacher.post(url)
    assert Schooling.objects.get().left_on == date(2026, 6, 15)
    teacher.post(url)
    assert Schooling.objects.get().left_on is None


def test_a_manager_adds_a_school_and_appoints_its_teacher(cast: Cast, schools) -> None:
    client = signed_in(cast.manager)
    form = {"name_th": "โรงเรียนใหม่สมมติ", "affiliation": "obec", "code": "๑๒๓"}
    assert client.get(reverse("registers:school_add", args=["nakhon"])).status_code == 200
    client.post(reverse("registers:school_add", args=["nakhon"]), form)
    school = School.objects.get(code="123")

    assert client.post(reverse("registers:school_add", args=["nakhon"]), form).status_code == 400
    client.post(reverse("registers:teacher_give", args=["nakhon", school.uuid]), {"username": "stranger"})
    assert signed_in(cast.stranger).get(reverse("registers:pupils", args=["nakhon", school.uuid])).status_code == 200
    grant = cast.stranger.role_grants.get()
    client.post(reverse("registers:teacher_end", args=["nakhon", school.uuid, grant.pk]))
    client.post(reverse("registers:teacher_end", args=["nakhon", school.uuid, grant.pk]))
    assert signed_in(cast.stranger).get(reverse("registers:pupils", args=["nakhon", school.uuid])).status_code == 404


@pytest.mark.parametrize("username", ["teacher", "nobody-of-that-name", "manager", ""])
def test_appointing_who_cannot_be_is_said(cast: Cast, schools, username: str) -> None:
    url = reverse("registers:teacher_give", args=["nakhon", schools.own.uuid])

    page = signed_in(cast.manager).post(url, {"username": username}, follow=True)

    assert page.status_code == 200
    assert cast.manager.role_grants.count() == 1


def test_a_teacher_is_invited_once(cast: Cast, schools) -> None:
    client = signed_in(cast.manager)
    url = reverse("registers:teacher_invite", args=["nakhon", schools.own.uuid])
    form = {"display_name": "ครูสมมติ", "username": "kru.sommut"}
    assert client.get(url).status_code == 200

    assert "/welcome/" in client.post(url, form).content.decode() or client.post(url, form).status_code == 400
    assert client.post(url, form).status_code == 400


def test_a_school_is_renamed_by_who_may(cast: Cast, schools, teacher: Client) -> None:
    url = reverse("registers:school_change", args=["nakhon", schools.own.uuid])
    form = {"name_th": "ชื่อใหม่สมมติ", "affiliation": "private"}

    assert teacher.get(url).status_code == 404
    client = signed_in(cast.manager)
    assert client.get(url).status_code == 200
    assert client.post(url, form | {"name_th": schools.other.name_th}).status_code == 400
    assert client.post(url, form).status_code == 302
    assert School.objects.get(pk=schools.own.pk).name_th == "ชื่อใหม่สมมติ"


@pytest.mark.parametrize("name", ["school_add", "teacher_invite"])
def test_a_teacher_adds_no_school_and_appoints_nobody(schools, teacher: Client, name: str) -> None:
    arguments = ["nakhon"] if name == "school_add" else ["nakhon", schools.own.uuid]

    assert teacher.get(reverse(f"registers:{name}", args=arguments)).status_code == 404
