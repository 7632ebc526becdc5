"""Who speaks at a forum, with what they agreed to: being named, being shown."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypedDict
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.models import Photo
from mueang.apps.forums.actions.forums import locked_forum
from mueang.apps.forums.errors import NotOfThisForum, PictureNeedsConsent, PictureRefused
from mueang.apps.forums.models import Forum, Speaker, Talk
from mueang.apps.network.actions import mark_public_change
from mueang.apps.people.actions import NewPerson, add_persons, give_consent
from mueang.apps.people.enums import LawfulBasis, Purpose, Relation
from mueang.apps.people.models import Person
from mueang.lib.photographs import PhotoError, Prepared, forget, keep, prepare
from mueang.methods.thai import clean, match_key, split_name

CONSENT_TEXT = "forum-2566-1"


class SpeakerWords(TypedDict):
    """What the programme says of a speaker."""

    position_th: str
    position_en: str
    about_th: str
    about_en: str


def add_speaker(
    *,
    forum: Forum,
    name: str,
    words: SpeakerWords,
    sessions: Collection[UUID],
    actor: User,
    agreed: Collection[str] = (),
    picture: bytes = b"",
) -> Speaker:
    """Let somebody speak in these sessions. One person of this name in the city is them; else they are added.

    `agreed` are purposes of consent they gave (`Purpose`), with the picture made small before any row is locked. Added
    once more they are changed. Raises PermissionDenied, NotOfThisForum, PictureRefused, PictureNeedsConsent.
    """
    prepared = _prepare(picture, agreed)
    with transaction.atomic():
        forum = locked_forum(forum, actor)
        mark_public_change(forum.offering.city)
        person = _person(forum, name, actor=actor)
        last = forum.speakers.aggregate(last=Max("order"))["last"]
        order = 0 if last is None else last + 1
        speaker, _is_new = Speaker.objects.get_or_create(forum=forum, person=person, defaults={"order": order})
        return _say(forum, speaker, words=words, sessions=sessions, agreed=agreed, prepared=prepared, actor=actor)


def change_speaker(
    *,
    speaker: Speaker,
    words: SpeakerWords,
    sessions: Collection[UUID],
    actor: User,
    agreed: Collection[str] = (),
    picture: bytes = b"",
) -> Speaker:
    """Change what is said of a speaker; without a picture the one there stays. Raises as `add_speaker` does."""
    prepared = _prepare(picture, agreed)
    with transaction.atomic():
        forum = locked_forum(speaker.forum, actor)
        mark_public_change(forum.offering.city)
        row = Speaker.objects.select_related("person__city").get(pk=speaker.pk)
        return _say(forum, row, words=words, sessions=sessions, agreed=agreed, prepared=prepared, actor=actor)


@transaction.atomic
def remove_speaker(*, speaker: Speaker, actor: User) -> None:
    """Take somebody out of the programme, and their picture away. Raises PermissionDenied."""
    forum = locked_forum(speaker.forum, actor)
    facts, digest = {"person": str(speaker.person.uuid)}, speaker.digest
    speaker.delete()
    transaction.on_commit(lambda: forget_unless_shown(digest))
    mark_public_change(forum.offering.city)
    record(actor=actor, verb="forum.speaker_removed", target=forum, book=forum.offering.city.slug, facts=facts)


def _prepare(picture: bytes, agreed: Collection[str]) -> Prepared | None:
    if not picture:
        return None
    if Purpose.PHOTO not in agreed:
        raise PictureNeedsConsent
    try:
        return prepare(picture)
    except PhotoError:
        raise PictureRefused from None


def _person(forum: Forum, name: str, *, actor: User) -> Person:
    typed, city = split_name(name), forum.offering.city
    key = match_key(f"{clean(typed.given)} {clean(typed.family)}")
    same = list(Person.objects.filter(city=city, match_key=key, merged_into=None, erased_at=None)[:2])
    if len(same) == 1:
        return same[0]
    new = NewPerson(typed.given, family_name=typed.family, prefix=typed.prefix, is_invented=forum.offering.is_invented)
    return add_persons(city=city, people=[new], actor=actor)[0]


def _say(
    forum: Forum,
    speaker: Speaker,
    *,
    words: SpeakerWords,
    sessions: Collection[UUID],
    agreed: Collection[str],
    prepared: Prepared | None,
    actor: User,
) -> Speaker:
    """Write words, consents, picture and sessions; the audit event is of the forum, so that it holds no name."""
    rows = list(forum.offering.sessions.filter(uuid__in=list(sessions)))
    if len(rows) != len(set(sessions)):
        raise NotOfThisForum
    before = speaker.digest
    for name, value in words.items():
        setattr(speaker, name, str(value).strip())
    if prepared is not None:
        keep(prepared, folder=settings.PHOTO_DIR)
        speaker.digest, speaker.widths = prepared.digest, sorted(prepared.files)
        speaker.width, speaker.height = prepared.width, prepared.height
        transaction.on_commit(lambda: forget_unless_shown(before))
    speaker.clean_fields()
    speaker.save()
    standing = speaker.person.consents.filter(withdrawn_at=None).values_list("purpose", flat=True)
    for purpose in sorted(set(agreed) - set(standing)):
        give_consent(
            person=speaker.person,
            given_by=speaker.person,
            relation=Relation.SELF,
            has_legal_authority=True,
            purpose=purpose,
            lawful_basis=LawfulBasis.CONSENT,
            text_version=CONSENT_TEXT,
            actor=actor,
        )
    speaker.talks.exclude(session__in=rows).delete()
    spoken = set(speaker.talks.values_list("session", flat=True))
    Talk.objects.bulk_create(Talk(speaker=speaker, session=row) for row in rows if row.pk not in spoken)
    facts = {"person": str(speaker.person.uuid), "n": len(rows)}
    record(actor=actor, verb="forum.speaker_said", target=forum, book=forum.offering.city.slug, facts=facts)
    return speaker


def forget_unless_shown(digest: str) -> None:
    is_shown = Speaker.objects.filter(digest=digest).exists() or Photo.objects.filter(digest=digest).exists()
    if digest and not is_shown:
        forget(digest, folder=settings.PHOTO_DIR)
