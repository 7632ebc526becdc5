"""Word to the participants of a forum: in the app, by e-mail, or as text to copy."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.enrollment.actions import give_tickets
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.enrollment.rules import may_enrol
from mueang.apps.forums.actions.forums import locked_forum
from mueang.apps.forums.models import Forum
from mueang.apps.notices.actions import queue_notice
from mueang.apps.notices.enums import Channel
from mueang.apps.people.models import Person
from mueang.ui.words import in_language

LANGUAGES = ("th", "en")


@transaction.atomic
def ask_to_choose(*, forum: Forum, actor: User) -> int:
    """Give everybody a ticket who has none, and tell all to choose their rooms on it; how many were told.

    Pressed again on the same day it tells nobody twice. Raises PermissionDenied.
    """
    forum = locked_forum(forum, actor)
    offering = forum.offering
    if not may_enrol(actor, offering):
        raise PermissionDenied
    give_tickets(offering=offering, actor=actor)
    rows = Enrollment.objects.learning().filter(offering=offering, party__isnull=False)
    n_told = 0
    for row in rows.select_related("party", "person__merged_into__user", "person__user").order_by("pk"):
        way = way_to(row.person.merged_into or row.person, by_hand=True)
        if way is None or row.party is None:
            continue
        link = settings.BASE_URL + reverse("learner:programme", args=[row.party.ticket])
        channel, user, address = way
        queue_notice(
            city=offering.city,
            channel=channel,
            subject=_in_each(_subject, forum, "")[0][:200],
            body="\n\n".join(_in_each(_words, forum, link)),
            key=f"forum-rooms:{forum.uuid.hex}:{timezone.localdate():%Y%m%d}:{row.pk}",
            user=user,
            address=address,
            about=offering,
        )
        n_told += 1
    record(actor=actor, verb="forum.asked_to_choose", target=forum, book=offering.city.slug, facts={"n_people": n_told})
    return n_told


def way_to(person: Person, *, by_hand: bool = False) -> tuple[str, User | None, str] | None:
    """How somebody is told: an account before an e-mail before, `by_hand`, a telephone number to write to."""
    if person.user_id and person.user:
        return Channel.IN_APP, person.user, ""
    if person.email:
        return Channel.EMAIL, None, person.email
    return (Channel.COPY, None, person.phone) if by_hand and person.phone else None


def _in_each(words: Callable[[str, str], str], forum: Forum, link: str) -> list[str]:
    program, said = forum.offering.program, []
    for language in LANGUAGES:
        with translation.override(language):
            name = in_language(language, program.name_th, program.name_en)
            said.append(words(name, link))
    return said


def _subject(name: str, _link: str) -> str:
    return _("Choose your rooms: %(name)s") % {"name": name}


def _words(name: str, link: str) -> str:
    said = _("Your own programme of %(name)s. Choose a room for each time; you may change it until it begins: %(link)s")
    return said % {"name": name, "link": link}
