"""The pages on which two rows of one child are put side by side: who opens them, what they ask and write down."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from cast import MEMBERS
from factories.registers import PupilFactory, RegisterPageFactory, SchoolingFactory
from mueang.apps.audit.models import Event
from mueang.apps.registers.models import PupilMerge

pytestmark = pytest.mark.django_db
NAME = "ลับสุดยอด"


@pytest.fixture
def pair(cast, schools):
    keep = SchoolingFactory(section=schools.section, pupil__given_name=NAME, pupil__birth_on=date(2016, 3, 1))
    merge = SchoolingFactory(section=schools.section, pupil=PupilFactory(city=cast.city, given_name=NAME))
    RegisterPageFactory(schooling=keep)
    RegisterPageFactory(schooling=merge, present=0b00011, late=0)
    return keep, merge


def at(name, *rows, city="nakhon"):
    return reverse(f"registers:{name}", args=[city, *(row.uuid for row in rows)])


def test_only_who_keeps_both_registers_opens_them(client, cast, pair):
    keep, merge = (one.pupil for one in pair)
    for page in (at("pupil_same", keep), at("pupil_beside", keep, merge)):
        for name in MEMBERS:
            client.logout()
            if getattr(cast, name).is_authenticated:
                client.force_login(getattr(cast, name))
            expected = 200 if name in {"teacher", "case_supervisor"} else 302 if name == "anonymous" else 404
            answer = client.get(page)
            assert (name, answer.status_code) == (name, expected)
            assert (expected == 200) == (NAME in answer.content.decode())
    assert client.get(at("pupil_beside", keep, keep)).status_code == 404


def test_a_teacher_puts_them_side_by_side_chooses_and_undoes(client, cast, schools, pair):
    keep, merge = (one.pupil for one in pair)
    client.force_login(cast.teacher)

    assert at("pupil_same", keep) in client.get(at("pupil", keep)).content.decode()
    found = client.get(at("pupil_same", keep)).content.decode()
    assert at("pupil_beside", keep, merge) in found
    page = client.get(at("pupil_beside", keep, merge))
    assert page.content.decode().count('type="radio"') == 2
    assert "no-store" in page["Cache-Control"]
    assert NAME not in page.content.decode().partition("<title>")[2].partition("</title>")[0]
    refused = client.post(at("pupil_beside", keep, merge), {"reason": "เด็กคนเดียวกัน"})
    assert refused.status_code == 422
    assert "เด็กคนเดียวกัน" in refused.content.decode()
    assert not PupilMerge.objects.exists()

    typed = {"reason": "เด็กคนเดียวกัน", f"day-{pair[0].pk}-6-3": "merge"}
    assert client.post(at("pupil_beside", keep, merge), typed)["Location"] == at("pupil", keep)
    row = PupilMerge.objects.get()
    assert at("merge_undo", row) in client.get(at("pupil", keep)).content.decode()
    client.post(at("merge_undo", row), {"reason": ""})
    row.refresh_from_db()
    assert row.undone_at is None
    client.post(at("merge_undo", row), {"reason": "ฝาแฝด"})
    row.refresh_from_db()
    assert row.undone_reason == "ฝาแฝด"
    assert "ฝาแฝด" in client.get(at("pupil", keep)).content.decode()


def test_the_old_address_of_a_merged_row_shows_the_child_it_turned_out_to_be(client, cast, pair):
    keep, merge = (one.pupil for one in pair)
    client.force_login(cast.case_supervisor)
    client.post(at("pupil_beside", keep, merge), {"reason": "x", f"day-{pair[0].pk}-6-3": "keep"})

    text = client.get(at("pupil", merge)).content.decode()

    assert at("pupil_same", keep) in text
    client.force_login(cast.case_worker)
    assert client.post(at("merge_undo", PupilMerge.objects.get()), {"reason": "x"}).status_code == 404


def test_looking_for_another_name_and_reading_both_are_written_down(client, cast, schools, pair):
    keep, merge = (one.pupil for one in pair)
    client.force_login(cast.teacher)

    assert (
        schools.pupil.pupil.full_name
        in client.post(at("pupil_same", keep), {"words": schools.pupil.pupil.given_name}).content.decode()
    )
    assert "ไม่พบชื่อนี้" in client.post(at("pupil_same", keep), {"words": "ไม่มีใคร"}).content.decode()
    client.get(at("pupil_beside", keep, merge))

    read = Event.objects.filter(verb="read", facts__page="beside").values_list("target", flat=True)
    assert set(read) == {f"registers.pupil:{row.uuid}" for row in (keep, merge)}
