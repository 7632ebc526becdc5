"""Keep entries true: ask their owners, let them answer by a sealed link, hand an entry over, take stale ones off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.actions.finding import mark_one_changed
from mueang.apps.catalog.actions.offerings import locked_offering, verify_offering
from mueang.apps.catalog.enums import OfferingState
from mueang.apps.catalog.errors import LinkSpent
from mueang.apps.catalog.models import Offering
from mueang.apps.catalog.queries.freshness import Entry, answer_of, link_for, owners_of_place
from mueang.apps.catalog.rules import may_change_offering
from mueang.apps.network.models import City
from mueang.apps.notices.actions import queue_notice
from mueang.apps.notices.enums import Channel
from mueang.apps.places.actions import step_freshness as step_place
from mueang.apps.places.actions import verify_place
from mueang.apps.places.enums import Freshness
from mueang.apps.places.models import Place
from mueang.ui.templatetags.ui import name


@transaction.atomic
def step_offering(*, offering: Offering, today: date) -> Freshness | None:
    """The worker's next step for an offering: ask its owner, once more, show it as unconfirmed, take it off the lists.

    State and words in one transaction: a worker killed on the way has asked nobody, one that comes back asks once.
    """
    offering = (
        Offering.objects.select_for_update(of=("self",)).select_related("city", "program", "owner").get(pk=offering.pk)
    )
    is_current = offering.state == OfferingState.PUBLISHED and offering.ends_on >= today
    step = offering.next_freshness(today) if is_current else None
    if step is None:
        return None
    offering.freshness, offering.freshness_on = step, today
    offering.save(update_fields=["freshness", "freshness_on"])
    _ask(offering.city, offering, [offering.owner], what=name(offering.program), step=step, on=today)
    if step >= Freshness.UNCONFIRMED:
        mark_one_changed(offering)
    if step == Freshness.UNLISTED:
        record(actor=None, verb="offering.unlisted", target=offering, book=offering.city.slug)
    return step


@transaction.atomic
def ask_about_place(*, place: Place, today: date) -> Freshness | None:
    """The same for a learning place, whose own app cannot send words."""
    step = step_place(place=place, today=today)
    if step is not None:
        _ask(place.city, place, owners_of_place(place), what=name(place), step=step, on=today)
    return step


def confirm_by_link(*, sealed: str, today: date) -> Entry:
    """Confirm the entry in the name of the account the link was sent to: the link is the authority, once.

    Raises LinkSpent where it was not sealed here, is too old, or the account may no longer keep the entry.
    """
    entry = answer_of(sealed, today=today)
    if entry is None or entry.row is None:
        raise LinkSpent
    try:
        if isinstance(entry.row, Offering):
            verify_offering(offering=entry.row, on=today, actor=entry.user)
        else:
            verify_place(place=entry.row, on=today, actor=entry.user)
    except PermissionDenied:
        raise LinkSpent from None
    return entry


@transaction.atomic
def hand_over_offering(*, offering: Offering, owner: User, actor: User) -> Offering:
    """Give an offering another owner, who is asked from now on.

    Raises PermissionDenied, also where the new owner may not change the offering.
    """
    offering = locked_offering(offering, actor)
    if not may_change_offering(owner, offering):
        raise PermissionDenied
    offering.owner = owner
    offering.save(update_fields=["owner"])
    facts = {"to": str(owner.uuid)}
    record(actor=actor, verb="offering.handed_over", target=offering, book=offering.city.slug, facts=facts)
    return offering


def _ask(city: City, row: Offering | Place, owners: Sequence[User], *, what: str, step: Freshness, on: date) -> None:
    """Word to each owner for the steps that ask, and for the last one; unconfirmed is seen on the page."""
    if step == Freshness.UNCONFIRMED:
        return
    for owner in owners:
        with translation.override(owner.language):
            address = settings.BASE_URL + reverse("still_true:answer", args=[link_for(row, owner, on=on)])
            words = {"what": what, "link": address}
            subject = _("Is this still true? %(what)s") % words
            body = _("Please open this link and press the button if everything in “%(what)s” is still true: %(link)s")
            if step == Freshness.UNLISTED:
                subject = _("Out of the lists: %(what)s") % words
                body = _(
                    "Nobody has confirmed “%(what)s”, so it left lists and search. It returns at once here: %(link)s"
                )
            key = f"freshness:{row.uuid}:{on.isoformat()}:{step.value}:{owner.uuid}"
            for channel in (Channel.IN_APP, *([Channel.EMAIL] if owner.email else [])):
                queue_notice(
                    city=city,
                    channel=channel,
                    subject=subject,
                    body=body % words,
                    key=f"{key}:{channel.value}",
                    user=owner,
                    about=row,
                )
