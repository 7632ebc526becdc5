"""Who teaches, looked up and put in at the desk."""

from __future__ import annotations

from factories.rows import (
    PersonFactory,
)


def test_instructors_are_looked_up_added_and_taken_off(officer, cast, offering):
    person = PersonFactory(city=cast.city, given_name="จำปา", match_key="จำปาตวอยาง", organization_name="ชมรมสมมติ")
    foreign = PersonFactory(city=cast.elsewhere, given_name="จำปา", match_key="จำปาตวอยาง", organization_name="ต่างเมือง")

    page = officer.see("instructors", offering.slug, words="จำปา")
    assert str(person.uuid) in page
    assert "ต่างเมือง" not in page
    assert officer.post("instructor_add", offering.slug, foreign.uuid).status_code == 404

    officer.post("instructor_add", offering.slug, person.uuid)
    assert "จำปา" in officer.see("offering", offering.slug)
    again = officer.see("instructors", offering.slug, words="จำปา")
    assert again.count(officer.to("instructor_add", offering.slug, person.uuid)) == 1  # to change the role
    assert "Nobody found" in officer.see("instructors", offering.slug, words="ไม่มีใคร")

    officer.post("instructor_remove", offering.slug, person.uuid)
    assert not offering.instructors.exists()
    assert officer.post("instructor_remove", offering.slug, person.uuid).status_code == 404


def test_a_keeper_who_may_not_see_people_is_told_whom_to_ask(desk, cast, offering):
    page = desk.see("instructors", offering.slug, words="สมมติ")

    assert "Please ask one of them" in page
    assert cast.learner_person.given_name not in page
