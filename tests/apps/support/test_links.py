"""Who else the child of a case is: proposed with a stated confidence, decided by a person, taken back with a reason."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from cast import MEMBERS
from factories.cases import CHILD_NAME, FAMILY_NAME, colleague, opened, planted
from factories.registers import PupilFactory, SchoolFactory, SchoolingFactory, SectionFactory
from factories.rows import PersonFactory
from mueang.apps.audit.models import Event
from mueang.apps.people.models import Person
from mueang.apps.registers.actions import merge_pupils
from mueang.apps.registers.models import Pupil
from mueang.apps.support.actions.cases import trust_worker
from mueang.apps.support.actions.concerns import raise_about_pupil
from mueang.apps.support.actions.deciding import open_case_from
from mueang.apps.support.actions.links import decide_link, undo_link
from mueang.apps.support.enums.cases import LinkKind, Part
from mueang.apps.support.enums.concerns import Confidence
from mueang.apps.support.errors.cases import LinkGone, LinkStands, ReasonMissing
from mueang.apps.support.models.cases import ChildLink
from mueang.apps.support.queries.links import links_of

pytestmark = pytest.mark.django_db
BORN = date(2014, 6, 1)
NAMES = {"given_name": CHILD_NAME, "family_name": FAMILY_NAME}


@pytest.fixture
def case(cast):
    return opened(cast, child=planted(birth_on=BORN, birth_year=None))


@pytest.fixture
def pupil(cast):
    section = SectionFactory(school=SchoolFactory(city=cast.city))
    return SchoolingFactory(section=section, pupil=PupilFactory(city=cast.city, birth_on=BORN, **NAMES)).pupil


@pytest.fixture
def person(cast):
    return person_like_the_child(cast)


def person_like_the_child(cast, **details):
    from mueang.methods.thai import match_key

    named = NAMES | details
    key = match_key(f"{named['given_name']} {named['family_name']}")
    return PersonFactory(city=cast.city, match_key=key, birth_on=BORN, **named)


def proposed(case, viewer, kind, words=""):
    found = links_of(case, viewer=viewer, today=timezone.localdate(), words=words)
    return next(one for one in found if one.kind == kind)


def test_who_is_alike_is_proposed_with_a_stated_confidence(cast, case, pupil, person):
    alike = SchoolingFactory(
        pupil=PupilFactory(city=cast.city, birth_on=None, **NAMES), section=pupil.schoolings.get().section
    )
    PupilFactory(city=cast.city, given_name=CHILD_NAME, family_name=FAMILY_NAME, birth_on=date(2014, 6, 2))
    PupilFactory(city=cast.elsewhere, birth_on=BORN, **NAMES)
    PupilFactory(city=cast.city, given_name="อื่น", family_name="ไกล", birth_on=BORN)

    pupils = proposed(case, cast.case_worker, LinkKind.PUPIL).candidates
    (who,) = proposed(case, cast.case_worker, LinkKind.PERSON).candidates

    assert [(one.row, one.likeness.confidence) for one in pupils] == [
        (pupil.uuid, Confidence.LIKELY),
        (alike.pupil.uuid, Confidence.POSSIBLE),
    ]
    assert pupils[0].where.startswith(pupil.schoolings.get().school.name_th)
    assert pupils[0].reasons == ["ชื่อตรงกัน", "วันเกิดตรงกัน"]
    assert (who.row, who.likeness.confidence) == (person.uuid, Confidence.LIKELY)


def test_of_a_person_the_birthday_is_told_only_to_a_case_that_has_the_same(cast, case, person):
    by_year = opened(cast, child=planted(birth_on=None, birth_year=BORN.year))

    (known,) = proposed(case, cast.case_worker, LinkKind.PERSON).candidates
    (guessed,) = proposed(by_year, cast.case_worker, LinkKind.PERSON).candidates
    decide_link(case=by_year, kind=LinkKind.PERSON, row=person.uuid, is_same=True, actor=cast.case_worker)
    linked = proposed(by_year, cast.case_worker, LinkKind.PERSON).linked

    assert (known.birth_on, guessed.birth_on, linked.other.birth_on) == (BORN, None, None)
    assert (guessed.birth_year, guessed.age) == (BORN.year, known.age)


def test_nobody_looks_for_another_name_among_the_citys_persons(cast, case):
    PersonFactory(city=cast.city, given_name="มูฮัมหมัดสมมติ", family_name="ชื่อใหม่", match_key="muhammad")

    assert proposed(case, cast.case_worker, LinkKind.PERSON, words="มูฮัมหมัด").candidates == ()


def test_the_pupil_a_school_named_is_certain(cast, pupil):
    concern = raise_about_pupil(pupil=pupil, said="ขาดบ่อย", actor=cast.case_worker)
    case = open_case_from(
        concern=concern, child=planted(birth_year=None), severity=2, reason="x", actor=cast.case_supervisor
    )

    (one,) = proposed(case, cast.case_supervisor, LinkKind.PUPIL).candidates

    assert (one.row, one.likeness.confidence) == (pupil.uuid, Confidence.CERTAIN)
    assert "โรงเรียนหรือสัญญาณเตือนระบุนักเรียนคนนี้" in one.reasons


def test_a_pupil_of_another_name_is_found_by_looking(cast, case):
    other = PupilFactory(city=cast.city, given_name="มูฮัมหมัดสมมติ", family_name="ชื่อใหม่")

    assert not proposed(case, cast.case_worker, LinkKind.PUPIL).candidates
    (one,) = proposed(case, cast.case_worker, LinkKind.PUPIL, words="มูฮัมหมัด").candidates
    link = decide_link(case=case, kind=LinkKind.PUPIL, row=other.uuid, is_same=True, actor=cast.case_worker)

    assert (one.row, one.likeness.confidence) == (other.uuid, Confidence.NONE)
    assert link.confidence == Confidence.NONE


def test_what_a_person_decided_stands_and_is_written_down(cast, case, pupil, person):
    before = Person.objects.filter(pk=person.pk).values().get(), Pupil.objects.filter(pk=pupil.pk).values().get()

    for kind, row in ((LinkKind.PUPIL, pupil), (LinkKind.PERSON, person)):
        link = decide_link(case=case, kind=kind, row=row.uuid, is_same=True, actor=cast.case_worker)
        assert (link.confidence, link.decided_by) == (Confidence.LIKELY, cast.case_worker)
        found = proposed(case, cast.case_worker, kind)
        assert (found.linked.other.row, found.candidates) == (row.uuid, ())
        with pytest.raises(LinkStands):
            decide_link(case=case, kind=kind, row=row.uuid, is_same=True, actor=cast.case_worker)

    assert (
        Person.objects.filter(pk=person.pk).values().get(),
        Pupil.objects.filter(pk=pupil.pk).values().get(),
    ) == before
    event = Event.objects.filter(verb="case.child_linked").last()
    assert (event.facts["kind"], event.facts["row"], event.facts["confidence"]) == (
        "person",
        str(person.uuid),
        "likely",
    )
    assert CHILD_NAME not in f"{event.target} {event.facts}"


def test_another_child_is_not_proposed_again_until_that_is_taken_back(cast, case, pupil):
    link = decide_link(case=case, kind=LinkKind.PUPIL, row=pupil.uuid, is_same=False, actor=cast.case_worker)

    found = proposed(case, cast.case_worker, LinkKind.PUPIL)
    assert (found.candidates, found.before) == ((), (link,))
    undo_link(case=case, kind=LinkKind.PUPIL, row=pupil.uuid, reason="เพิ่งพบบัตร", actor=cast.case_worker)
    assert [one.row for one in proposed(case, cast.case_worker, LinkKind.PUPIL).candidates] == [pupil.uuid]


def test_a_link_is_taken_back_with_a_reason_and_stays_as_history(cast, case, pupil):
    decide_link(case=case, kind=LinkKind.PUPIL, row=pupil.uuid, is_same=True, actor=cast.case_worker)
    words = {"case": case, "kind": LinkKind.PUPIL, "row": pupil.uuid, "actor": cast.case_worker}

    with pytest.raises(ReasonMissing):
        undo_link(reason=" ", **words)
    undone = undo_link(reason="คนละคน", **words)
    with pytest.raises(LinkGone):
        undo_link(reason="อีกครั้ง", **words)

    assert (undone.undone_by, undone.undone_reason) == (cast.case_worker, "คนละคน")
    assert Event.objects.get(verb="case.child_unlinked").facts["was_same"] is True
    again = decide_link(case=case, kind=LinkKind.PUPIL, row=pupil.uuid, is_same=True, actor=cast.case_worker)
    assert ChildLink.objects.count() == 2
    assert again.undone_at is None


def test_a_row_the_worker_may_not_be_shown_cannot_be_linked(cast, case, pupil):
    far = PupilFactory(city=cast.elsewhere, birth_on=BORN, **NAMES)
    grown = person_like_the_child(cast)
    Person.objects.filter(pk=grown.pk).update(birth_on=date(1960, 1, 1))
    unlike = PersonFactory(city=cast.city)

    for kind, row in (
        (LinkKind.PUPIL, far),
        (LinkKind.PERSON, grown),
        (LinkKind.PERSON, unlike),
        (LinkKind.PERSON, pupil),
    ):
        with pytest.raises(PermissionDenied):
            decide_link(case=case, kind=kind, row=row.uuid, is_same=True, actor=cast.case_worker)
    assert not ChildLink.objects.exists()


def test_a_row_that_is_gone_is_said_to_be_gone(cast, case, pupil):
    decide_link(case=case, kind=LinkKind.PUPIL, row=pupil.uuid, is_same=True, actor=cast.case_worker)
    Pupil.objects.all().delete()

    assert proposed(case, cast.case_worker, LinkKind.PUPIL).linked.other is None


def test_links_are_for_those_who_see_name_birth_and_school(client, cast, case, pupil):
    page = reverse("support:links", args=[cast.city.slug, case.uuid])
    deed = reverse("support:link_decide", args=[cast.city.slug, case.uuid, "same"])
    typed = {"kind": "pupil", "row": pupil.uuid}
    blind = colleague(cast)
    trust_worker(case=case, worker=blind, reason="ช่วย", withheld=[Part.SCHOOL], actor=cast.case_worker)
    doors = {name: getattr(cast, name) for name in MEMBERS} | {"blind": blind}

    for name, viewer in doors.items():
        client.logout()
        if viewer.is_authenticated:
            client.force_login(viewer)
        may = name in {"case_worker", "case_supervisor"}
        assert (name, client.get(page).status_code) == (name, 200 if may else 302 if name == "anonymous" else 404)
        assert may or client.post(deed, typed).status_code in {302, 404}
    assert not ChildLink.objects.exists()
    with pytest.raises(PermissionDenied):
        decide_link(case=case, kind=LinkKind.PUPIL, row=pupil.uuid, is_same=True, actor=blind)


def test_side_by_side_on_the_page_a_person_decides_and_takes_back(client, cast, case, pupil, person):
    client.force_login(cast.case_worker)
    page = reverse("support:links", args=[cast.city.slug, case.uuid])
    step = lambda name: reverse("support:link_decide", args=[cast.city.slug, case.uuid, name])  # noqa: E731
    typed = {"kind": "pupil", "row": pupil.uuid}

    assert page in client.get(reverse("support:case", args=[cast.city.slug, case.uuid])).content.decode()
    first = client.get(page)
    assert first.content.decode().count("น่าจะใช่") == 2
    assert "no-store" in first["Cache-Control"]
    done = client.post(step("same"), typed, follow=True).content.decode()
    assert reverse("registers:pupil", args=[cast.city.slug, pupil.uuid]) in done
    assert "ถอนคืนพร้อมเหตุผล" in client.post(step("same"), typed, follow=True).content.decode()
    client.post(step("undo"), typed | {"reason": "คนละคน"})
    assert "คนละคน" in client.get(page).content.decode()
    client.post(step("apart"), typed)
    assert "ไม่พบชื่อนี้" in client.post(page, {"words": "ไม่มีใคร"}).content.decode()
    assert client.post(step("same"), {"kind": "teacher", "row": "x"}).status_code == 404
    assert client.post(step("erase"), typed).status_code == 404
    assert Event.objects.filter(verb="case.read", facts__page="links").exists()


@pytest.mark.parametrize("n", [1, 3])
def test_the_page_costs_six_statements_however_many_are_alike(cast, case, n, django_assert_num_queries):
    section = SectionFactory(school=SchoolFactory(city=cast.city))
    for _each in range(n):
        SchoolingFactory(section=section, pupil=PupilFactory(city=cast.city, birth_on=BORN, **NAMES))
        person_like_the_child(cast)

    with django_assert_num_queries(6):
        pupils, people = links_of(case, viewer=cast.case_worker, today=timezone.localdate())

    assert (len(pupils.candidates), len(people.candidates)) == (n, n)


def test_a_pupil_who_was_merged_is_shown_as_the_child_it_turned_out_to_be(cast, case, pupil):
    decide_link(case=case, kind=LinkKind.PUPIL, row=pupil.uuid, is_same=True, actor=cast.case_worker)
    kept = PupilFactory(city=cast.city, given_name="ชื่อที่ถูกต้อง", birth_on=BORN)

    merge_pupils(keep=kept, merge=pupil, reason="ซ้ำ", chosen={}, actor=cast.case_supervisor)

    linked = proposed(case, cast.case_worker, LinkKind.PUPIL).linked
    assert (linked.other.row, linked.other.name) == (pupil.uuid, kept.full_name)
    assert linked.other.where
    undo_link(case=case, kind=LinkKind.PUPIL, row=pupil.uuid, reason="x", actor=cast.case_worker)
    assert pupil.uuid not in [one.row for one in proposed(case, cast.case_worker, LinkKind.PUPIL).candidates]
