"""Citizens say what they think of a published scenario; officers let it through, hide it, answer it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.network.actions import mark_public_change
from mueang.apps.planning.actions.publishing import lock_publication
from mueang.apps.planning.enums import CommentState, HiddenBecause, Moderation
from mueang.apps.planning.errors import CommentsClosed
from mueang.apps.planning.models import Comment, Publication
from mueang.methods.thai import arabic_digits, clean

# A telephone or identity number, an address of a page or of a person: seen by an officer before it is by everybody.
_LOOK_FIRST = re.compile(r"\d(?:[ .-]?\d){7,}|https?:|www\.|@\w", re.IGNORECASE)
_PRESSED_TWICE = timedelta(minutes=30)


@transaction.atomic
def send_comment(
    *, publication: Publication, stance: str, words: str, name: str, now: datetime, told_to: User | None = None
) -> Comment:
    """Keep what a citizen said; `told_to` is the officer who writes down what was said to them.

    The same words sent again within half an hour are one comment. Raises CommentsClosed; PermissionDenied where
    `told_to` may not plan.
    """
    if told_to is not None:
        lock_publication(publication, told_to)
    publication = Publication.objects.select_for_update(of=("self",)).select_related("city").get(pk=publication.pk)
    if not publication.takes_comments(timezone.localdate(now)):
        raise CommentsClosed
    said: dict[str, Any] = {"stance": stance, "words": _tidy(words), "name": clean(name)}
    again = publication.comments.filter(**said, sent_at__gt=now - _PRESSED_TWICE).first()
    if again is not None:
        return again
    waits = publication.moderation == Moderation.BEFORE or bool(_LOOK_FIRST.search(arabic_digits(words + " " + name)))
    state = CommentState.WAITING if waits and told_to is None else CommentState.SHOWN
    comment = Comment(publication=publication, sent_at=now, told_by=told_to, state=state, **said)
    comment.clean_fields(exclude=["publication", "told_by"])
    comment.save()
    if state == CommentState.SHOWN:
        mark_public_change(publication.city, catalog=False)
    facts = {"state": state.value, "told": told_to is not None}
    record(actor=told_to, verb="planning.comment_sent", target=comment, book=publication.city.slug, facts=facts)
    return comment


@transaction.atomic
def show_comment(*, comment: Comment, actor: User, now: datetime) -> None:
    """Let everybody read it, hidden or not before; words deleted for good stay away.

    Raises PermissionDenied and NotPublishedNow.
    """
    comment = _lock(comment, actor)
    if comment.words:
        comment.state, comment.hidden_because = CommentState.SHOWN, ""
        _settled(comment, actor=actor, now=now)


@transaction.atomic
def hide_comment(*, comment: Comment, because: str, actor: User, now: datetime) -> None:
    """Keep it from everybody, who see that one is hidden and why. What is private of somebody is deleted for good.

    Raises PermissionDenied and NotPublishedNow.
    """
    comment = _lock(comment, actor)
    comment.state, comment.hidden_because = CommentState.HIDDEN, HiddenBecause(because).value
    if because == HiddenBecause.PERSONAL:
        comment.words, comment.name = "", ""
    _settled(comment, actor=actor, now=now)


@transaction.atomic
def answer_comment(*, comment: Comment, answer: str, actor: User, now: datetime) -> None:
    """Answer for everybody to read; an empty answer takes it back. Raises PermissionDenied and NotPublishedNow."""
    comment = _lock(comment, actor)
    comment.answer = _tidy(answer)
    comment.answered_by, comment.answered_at = (actor, now) if comment.answer else (None, None)
    comment.save(update_fields=["answer", "answered_by", "answered_at"])
    _told(comment, actor=actor, verb="planning.comment_answered", facts={"is_empty": not comment.answer})


def _tidy(text: str) -> str:
    """Lines as they were typed, each in one spelling, with one empty line between two at most."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(map(clean, text.splitlines()))).strip()


def _lock(comment: Comment, actor: User) -> Comment:
    lock_publication(comment.publication, actor)
    rows = Comment.objects.select_for_update(of=("self",)).select_related("publication__city")
    return rows.get(pk=comment.pk)


def _settled(comment: Comment, *, actor: User, now: datetime) -> None:
    comment.settled_by, comment.settled_at = actor, now
    comment.save(update_fields=["state", "hidden_because", "words", "name", "settled_by", "settled_at"])
    facts = {"state": str(comment.state), "because": comment.hidden_because}
    _told(comment, actor=actor, verb="planning.comment_settled", facts=facts)


def _told(comment: Comment, *, actor: User, verb: str, facts: dict[str, Any]) -> None:
    city = comment.publication.city
    mark_public_change(city, catalog=False)
    record(actor=actor, verb=verb, target=comment, book=city.slug, facts=facts)
