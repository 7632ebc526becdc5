"""A transcript: asked for once, signed and printed by the worker, checked by anyone, refused when changed."""

import io
import json
from datetime import timedelta

import pypdf
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from cast import MEMBERS
from factories.credentials import make_achievement, make_cohort, make_issuer
from factories.rows import PersonFactory
from mueang.apps.audit.models import Event
from mueang.apps.credentials import tasks
from mueang.apps.credentials.actions import ask_transcript, award, make_transcript, revoke_transcript
from mueang.apps.credentials.errors import AlreadyRevoked, NobodyToSign, NothingLearned
from mueang.apps.credentials.models import IssuerKey, Transcript
from mueang.apps.credentials.queries import award_number_to_link, check_award, check_upload
from mueang.apps.enrollment.actions import correct_hours
from mueang.apps.enrollment.models import Enrollment, HoursEntry
from mueang.apps.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner(cast):
    """Somebody with two courses, one of them completed; and another learner, who could leak."""
    make_cohort(cast.city, n_completed=1, officer=cast.officer)
    person = Person.objects.get(given_name="ปิ่น0")
    later = make_cohort(cast.city, n_completed=0, n_learning=1, officer=cast.officer)
    still = Enrollment.objects.get(offering=later)
    Enrollment.objects.filter(pk=still.pk).update(person=person)
    make_cohort(cast.elsewhere, n_completed=2, officer=cast.officer)
    return person


@pytest.fixture
def issuer(cast):
    return make_issuer(cast.city)


def made(person, actor, **options):
    row = ask_transcript(person=person, actor=actor, **options)
    assert tasks.run(timezone.now()) == 1
    row.refresh_from_db()
    return row


def test_it_is_asked_for_once_a_day_and_made_once(cast, issuer, learner):
    row = ask_transcript(person=learner, actor=cast.officer)

    assert ask_transcript(person=learner, actor=cast.officer) == row
    assert not row.is_signed
    assert [tasks.run(timezone.now()), tasks.run(timezone.now())] == [1, 0]
    row.refresh_from_db()
    assert (row.is_signed, make_transcript(row)) == (True, 0)
    tomorrow = ask_transcript(person=learner, actor=cast.officer, now=timezone.now() + timedelta(days=1))
    assert tomorrow != row
    verbs = list(Event.objects.filter(verb__startswith="credentials.transcript").values_list("verb", flat=True))
    assert verbs.count("credentials.transcript_signed") == 1


def test_it_says_every_course_its_hours_and_the_credit_of_the_completed_ones(cast, issuer, learner):
    row = made(learner, cast.officer)

    document = json.loads(row.document)
    subject = document["credentialSubject"]
    assert subject["identifier"][0]["identityHash"] == learner.full_name
    assert [one.get("status") for one in subject["result"]] == ["Completed", "InProgress"]
    assert "3 hours" in subject["result"][0]["value"]
    assert "credits by rule thai-university" in subject["result"][0]["value"]
    assert "credits" not in subject["result"][1]["value"]
    assert subject["creditsEarned"] == 0.06
    assert {one["id"] for one in subject["achievement"]["resultDescription"]} == {
        one["resultDescription"] for one in subject["result"]
    }
    assert str(learner.uuid) not in row.document


def test_the_print_says_the_same_in_both_languages_over_as_many_pages_as_it_takes(cast, issuer, learner):
    for _ in range(14):
        offering = make_cohort(cast.city, n_completed=1, officer=cast.officer)
        Enrollment.objects.filter(offering=offering).update(person=learner)
    row = made(learner, cast.officer)

    reader = pypdf.PdfReader(io.BytesIO(bytes(row.sheet)))
    said = "\n".join(page.extract_text() for page in reader.pages)

    assert len(reader.pages) > 1
    for words in (
        "ใบแสดงผลการเรียนรู้",
        "TRANSCRIPT OF LEARNING",
        learner.full_name,
        row.number,
        "In progress",
        "กำลังเรียน",
    ):
        assert words in said
    assert "บุคคลสมมติ" in said
    assert learner.given_name not in f"{reader.metadata}"


def test_a_stranger_checks_it_by_link_by_number_and_by_file(client, cast, issuer, learner):
    row = made(learner, cast.officer)

    page = client.get(reverse("verify:checked", args=[row.uuid])).content.decode()

    assert "ใบรับรองนี้เป็นของจริงและใช้ได้" in page
    assert learner.full_name in page
    assert "3 hours" in page
    assert reverse("transcript_pdf", args=[row.uuid]) in page
    assert award_number_to_link(f" {row.number.lower()} ") == row.uuid
    assert check_upload(row.document.encode()).ok
    file = client.get(reverse("transcript_json", args=[row.uuid]))
    assert file.content.decode() == row.document
    pdf = client.get(reverse("transcript_pdf", args=[row.uuid]))
    assert pdf.content[:5] == b"%PDF-"
    for answer in (file, pdf):
        assert learner.given_name not in answer["Content-Disposition"]


@pytest.mark.parametrize(("before", "after"), [("3 hours", "8 hours"), ("ปิ่น0", "ปิ่น9"), ('"Completed"', '"completed"')])
def test_one_changed_character_is_refused(client, cast, issuer, learner, before, after):
    row = made(learner, cast.officer)
    forged = row.document.replace(before, after, 1)
    assert forged != row.document

    page = client.post(reverse("verify:home"), {"file": SimpleUploadedFile("t.json", forged.encode())})

    assert "ถูกแก้ไขหลังลงนาม" in page.content.decode()


def test_what_waits_is_at_no_address_yet(client, cast, issuer, learner):
    row = ask_transcript(person=learner, actor=cast.officer)

    addresses = [reverse(name, args=[row.uuid]) for name in ("transcript_json", "transcript_pdf", "verify:checked")]
    assert [client.get(one).status_code for one in addresses] == [404, 404, 404]
    assert award_number_to_link(row.number) is None


def test_a_revoked_transcript_fails_and_the_same_facts_can_be_signed_anew(cast, issuer, learner):
    row = made(learner, cast.officer)

    revoke_transcript(transcript=row, reason="mistake", actor=cast.officer)

    found = check_award(row.uuid)
    assert (found.ok, found.code) == (False, "revoked")
    with pytest.raises(AlreadyRevoked):
        revoke_transcript(transcript=row, reason="mistake", actor=cast.officer)
    with pytest.raises(PermissionDenied):
        revoke_transcript(transcript=row, reason="mistake", actor=cast.keeper)
    again = made(learner, cast.officer)
    assert (again != row, check_award(again.uuid).ok) == (True, True)


def test_a_transcript_that_waits_can_be_taken_back_and_is_still_no_proof(cast, issuer, learner):
    row = ask_transcript(person=learner, actor=cast.officer)

    revoke_transcript(transcript=row, reason="mistake", actor=cast.officer)

    tasks.run(timezone.now())
    row.refresh_from_db()
    assert row.document == ""


def test_awards_and_transcripts_never_share_a_bit(cast, issuer, learner, monkeypatch):
    """Indices come from chance: let chance say the same number until it is free."""
    from mueang.apps.credentials.actions import lists

    draws = iter([7, 7, 7, 8])
    monkeypatch.setattr(lists.secrets, "randbelow", lambda n: next(draws))

    row = made(learner, cast.officer)
    held = award(achievement=make_achievement(issuer), person=learner, actor=cast.officer)

    assert (row.status_index, held.status_index, row.status_list_id) == (7, 8, held.status_list_id)


def test_corrected_hours_make_another_transcript(cast, issuer, learner):
    row = ask_transcript(person=learner, actor=cast.officer)
    entry = HoursEntry.objects.filter(enrollment__person=learner).first()
    correct_hours(entry=entry, mode="lab", minutes=60, reason="นับเกิน", actor=cast.officer)

    assert ask_transcript(person=learner, actor=cast.officer) != row


def test_without_issuer_or_hours_nothing_is_signed(cast, learner):
    with pytest.raises(NobodyToSign):
        ask_transcript(person=learner, actor=cast.officer)
    make_issuer(cast.city)
    with pytest.raises(NothingLearned):
        ask_transcript(person=PersonFactory(city=cast.city), actor=cast.officer)
    for refusal in (NobodyToSign(), NothingLearned()):
        assert refusal.sentence


def test_a_key_that_went_meanwhile_is_said_and_not_tried_for_ever(cast, issuer, learner):
    row = ask_transcript(person=learner, actor=cast.officer)
    IssuerKey.objects.update(retired_at=timezone.now())

    assert [tasks.run(timezone.now()), tasks.run(timezone.now())] == [0, 0]

    row.refresh_from_db()
    assert row.error == "NoSigningKey"


@pytest.mark.parametrize("member", [member for member in MEMBERS if member != "anonymous"])
def test_who_may_ask_for_somebodys_transcript(cast, issuer, learner, member):
    actor = getattr(cast, member)

    if member in {"officer", "manager"}:
        assert ask_transcript(person=learner, actor=actor).asked_by == actor
    else:
        with pytest.raises(PermissionDenied):
            ask_transcript(person=learner, actor=actor)


def test_a_learner_asks_for_their_own(cast, issuer, learner):
    cast.learner_person.user = None
    cast.learner_person.save()
    Person.objects.filter(pk=learner.pk).update(user=cast.learner)

    assert ask_transcript(person=Person.objects.get(pk=learner.pk), actor=cast.learner).person == learner


def test_a_ticket_proves_its_own_seat_only(cast, issuer, learner):
    seat = Enrollment.objects.filter(person=learner, state="completed").get()

    row = made(learner, None, enrollment=seat)

    assert [line["state"] for line in row.facts["lines"]] == ["completed"]
    assert len(json.loads(row.document)["credentialSubject"]["result"]) == 1
    with pytest.raises(PermissionDenied):
        ask_transcript(person=learner, actor=None)


def test_the_learning_of_a_merged_row_is_the_kept_persons(cast, issuer, learner):
    kept = PersonFactory(city=cast.city, given_name="ตัวจริง")
    Person.objects.filter(pk=learner.pk).update(merged_into=kept)

    row = ask_transcript(person=Person.objects.get(pk=learner.pk), actor=cast.officer)

    assert (row.person, len(row.facts["lines"]), row.facts["holder"]) == (kept, 2, kept.full_name)


def address(cast, learner, name="transcript", *more):
    return reverse(f"credentials:{name}", args=[cast.city.slug, learner.uuid, *more])


def test_the_officers_page_shows_asks_refreshes_and_revokes(client, cast, issuer, learner):
    client.force_login(cast.officer)
    door = address(cast, learner)
    assert "Refresh" not in client.get(door)

    assert client.post(door)["Location"] == door
    assert client.get(door)["Refresh"] == "2"
    tasks.run(timezone.now())
    row = Transcript.objects.get()
    page = client.get(door)
    assert "Refresh" not in page
    assert reverse("transcript_pdf", args=[row.uuid]) in page.content.decode()

    revoking = address(cast, learner, "revoke_transcript", row.uuid)
    assert client.post(revoking, {"reason": "no such"}).status_code == 404
    client.post(revoking, {"reason": "mistake"})
    assert "เพิกถอนแล้ว" in client.get(door).content.decode()
    assert client.post(revoking, {"reason": "mistake"}, follow=True).status_code == 200
    row.refresh_from_db()
    assert row.revoked_at


def test_the_officers_page_without_issuer_or_hours_says_what_to_do(client, cast, learner):
    client.force_login(cast.officer)
    nobody = PersonFactory(city=cast.city)

    assert "ต้องเพิ่มผู้ออกใบรับรองก่อน" in client.get(address(cast, learner)).content.decode()
    assert "ต้องเพิ่มผู้ออกใบรับรองก่อน" in client.post(address(cast, learner), follow=True).content.decode()
    assert "ยังไม่มีชั่วโมง" in client.get(address(cast, nobody)).content.decode()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_table_leaves_without_a_name_in_its_own(client, cast, issuer, learner, form):
    client.force_login(cast.officer)

    answer = client.get(address(cast, learner), {"format": form})

    assert answer["Content-Disposition"] == f'attachment; filename="transcript.{form}"'
    if form == "csv":
        text = answer.content.decode()
        assert text.startswith("\ufeffลำดับ")
        assert "thai-university" in text
        assert text.count("\r\n") == 3
        assert learner.given_name not in text


def test_others_meet_no_transcript(client, cast, issuer, learner):
    row = ask_transcript(person=learner, actor=cast.officer)
    doors = [address(cast, learner), address(cast, learner, "revoke_transcript", row.uuid)]

    for member in (cast.stranger, cast.learner, cast.keeper, cast.instructor, cast.auditor, cast.manager_elsewhere):
        client.force_login(member)
        assert client.get(doors[0]).status_code == 404
        assert client.post(doors[0]).status_code == 404
        assert client.post(doors[1], {"reason": "mistake"}).status_code == 404
    client.force_login(cast.officer)
    stranger = PersonFactory(city=cast.elsewhere)
    assert client.get(address(cast, stranger)).status_code == 404


@pytest.mark.parametrize("n_courses", [1, 3])
def test_the_page_takes_a_fixed_number_of_statements(client, cast, issuer, n_courses, django_assert_num_queries):
    person = PersonFactory(city=cast.city)
    for _ in range(n_courses):
        offering = make_cohort(cast.city, n_completed=1, officer=cast.officer)
        Enrollment.objects.filter(offering=offering).update(person=person)
        ask_transcript(person=person, actor=cast.officer)
    client.force_login(cast.officer)
    client.get(address(cast, person))

    with django_assert_num_queries(13):
        client.get(address(cast, person))
