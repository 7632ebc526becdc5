"""Who speaks: named and shown only as they agreed, known again, taken out with the picture."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from factories.forums import WORDS, a_forum, a_picture
from factories.rows import OfferingFactory, SessionFactory
from mueang.apps.audit.models import Event
from mueang.apps.forums.actions import add_speaker, ask_each_day, change_speaker, open_forum, remove_speaker
from mueang.apps.forums.errors import ForumAlready, NotOfThisForum, PictureNeedsConsent, PictureRefused
from mueang.apps.forums.models import Speaker
from mueang.apps.forums.queries import programme, speakers_of
from mueang.apps.people.actions import add_person, withdraw_consent
from mueang.apps.people.enums import Purpose
from mueang.apps.people.models import Consent, Person

pytestmark = pytest.mark.django_db
SECRET = "ลับเฉพาะ"


@pytest.fixture(autouse=True)
def photo_folder(settings, tmp_path):
    settings.PHOTO_DIR = tmp_path
    return tmp_path


@pytest.fixture
def held(cast):
    return a_forum(cast)


def speaks(held, cast, *agreed, name=f"นางสาว{SECRET} สมมติ", **more):
    sessions = more.pop("sessions", [held.days[0].plenary.uuid])
    return add_speaker(
        forum=held.forum, name=name, words=WORDS, sessions=sessions, agreed=agreed, actor=cast.manager, **more
    )


def said(held):
    return programme(offering=held.offering, now=timezone.now())


def test_nobody_is_named_or_shown_who_did_not_agree(cast, held, django_capture_on_commit_callbacks):
    speaker = speaks(held, cast)
    (first, *_rest) = [one for day in said(held) for slot in day.slots for one in slot.meetings]
    assert (first.speakers, first.n_unnamed) == ((), 1)

    change_speaker(
        speaker=speaker,
        words=WORDS,
        sessions=[held.days[0].plenary.uuid],
        agreed=[Purpose.PUBLIC_NAME, Purpose.PHOTO],
        picture=a_picture(),
        actor=cast.manager,
    )
    (line,) = speakers_of(said(held))
    assert (line.name_th, line.digest, line.width, line.height) == (
        speaker.person.full_name,
        Speaker.objects.get().digest,
        320,
        240,
    )

    for consent in Consent.objects.filter(person=speaker.person).order_by("pk"):
        withdraw_consent(consent=consent, actor=cast.manager)
        if consent.purpose == Purpose.PHOTO:
            assert not any(line.digest for line in speakers_of(said(held)))
    assert speakers_of(said(held)) == []
    assert SECRET not in "".join(str(event.facts) for event in Event.objects.filter(verb__startswith="forum."))


def test_a_person_of_that_name_is_known_again_and_two_of_them_are_not_guessed(cast, held):
    known = add_person(city=cast.city, given_name="รู้จัก", family_name="สมมติ", is_invented=True, actor=cast.manager)

    first = speaks(held, cast, name="นาย รู้จัก สมมติ")
    again = speaks(held, cast, name="รู้จัก สมมติ", sessions=[one.uuid for one in held.days[0].rooms])

    assert first.person == again.person == known
    assert {talk.session for talk in again.talks.all()} == set(held.days[0].rooms)
    add_person(city=cast.city, given_name="รู้จัก", family_name="สมมติ", is_invented=True, actor=cast.manager)
    third = speaks(held, cast, name="รู้จัก สมมติ")
    assert third.person.is_invented
    assert Person.objects.filter(given_name="รู้จัก").count() == 3


def test_a_picture_needs_consent_and_must_be_one(cast, held):
    with pytest.raises(PictureNeedsConsent):
        speaks(held, cast, Purpose.PUBLIC_NAME, picture=a_picture())
    with pytest.raises(PictureRefused):
        speaks(held, cast, Purpose.PHOTO, picture=b"GIF89a no picture")
    with pytest.raises(NotOfThisForum):
        speaks(held, cast, sessions=[SessionFactory().uuid])

    assert not Speaker.objects.exists()


def test_pictures_go_with_the_speaker_and_with_the_next_picture(
    cast, held, photo_folder, django_capture_on_commit_callbacks
):
    consents = (Purpose.PUBLIC_NAME, Purpose.PHOTO)
    with django_capture_on_commit_callbacks(execute=True):
        speaker = speaks(held, cast, *consents, picture=a_picture())
        other = speaks(held, cast, *consents, name="อีกคน สมมติ", picture=a_picture())
    one_of_two = len(list(photo_folder.rglob("*.webp")))

    with django_capture_on_commit_callbacks(execute=True):
        change_speaker(
            speaker=other, words=WORDS, sessions=[], agreed=consents, picture=a_picture("maroon"), actor=cast.manager
        )
    assert len(list(photo_folder.rglob("*.webp"))) == 2 * one_of_two
    with django_capture_on_commit_callbacks(execute=True):
        remove_speaker(speaker=speaker, actor=cast.manager)
    assert len(list(photo_folder.rglob("*.webp"))) == one_of_two
    assert [one.person for one in Speaker.objects.all()] == [other.person]


def test_a_forum_is_prepared_by_whoever_may_change_its_activity(cast, held):
    with pytest.raises(ForumAlready):
        open_forum(offering=held.offering, actor=cast.manager)
    for stranger in (cast.stranger, cast.manager_elsewhere, cast.auditor):
        with pytest.raises(PermissionDenied):
            open_forum(offering=OfferingFactory(program__city=cast.city, place=cast.place), actor=stranger)
        with pytest.raises(PermissionDenied):
            ask_each_day(forum=held.forum, asks=False, actor=stranger)
        with pytest.raises(PermissionDenied):
            add_speaker(forum=held.forum, name="ใคร", words=WORDS, sessions=[], actor=stranger)

    assert not ask_each_day(forum=held.forum, asks=False, actor=cast.keeper).asks_each_day
    assert Event.objects.filter(verb="forum.changed").count() == 1
