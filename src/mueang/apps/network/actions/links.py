"""Ask a partner by a private link to confirm what was promised and given, and take its answer."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.network.actions.cities import mark_public_change
from mueang.apps.network.actions.partners import locked
from mueang.apps.network.enums import Verdict
from mueang.apps.network.errors import LinkOver, NothingToConfirm
from mueang.apps.network.models import Agreement, City, Gift, Organization, PartnerLink, hash_of_key, new_key
from mueang.apps.network.rules import may_change_network

LASTS = timedelta(days=30)


@transaction.atomic
def make_partner_link(*, city: City, organization: Organization, actor: User) -> str:
    """The key of a new link for a partner of `city`: shown once, kept nowhere. Earlier unanswered links end.

    Raises PermissionDenied and NothingToConfirm.
    """
    if not may_change_network(actor, city):
        raise PermissionDenied
    now = timezone.now()
    if not Agreement.objects.standing(timezone.localdate(now)).filter(city=city, organization=organization).exists():
        raise NothingToConfirm
    open_ones = PartnerLink.objects.filter(city=city, organization=organization, answered_at=None)
    open_ones.filter(ends_at__gt=now).update(ends_at=now)
    key = new_key()
    PartnerLink.objects.create(
        city=city, organization=organization, key_hash=hash_of_key(key), made_by=actor, ends_at=now + LASTS
    )
    record(actor=actor, verb="organization.asked", target=organization, book=city.slug)
    return key


@transaction.atomic
def answer_by_key(
    *, key: str, verdict: str, position: str, words: str = "", may_show: bool = False, now: datetime
) -> PartnerLink:
    """Take a partner's answer, once; where all is right, every gift written down before is confirmed by it.

    Raises LinkOver for any key that cannot answer (any more).
    """
    links = PartnerLink.objects.select_for_update(of=("self",)).select_related("city", "organization")
    link = links.filter(key_hash=hash_of_key(key), answered_at=None, ends_at__gt=now).first()
    if link is None:
        raise LinkOver
    link.answered_at, link.verdict, link.position, link.words = now, Verdict(verdict), position, words
    link.full_clean(exclude=["key_hash"])
    link.save(update_fields=["answered_at", "verdict", "position", "words"])
    if verdict == Verdict.RIGHT:
        of_partner = Gift.objects.filter(
            contribution__agreement__city=link.city, contribution__agreement__organization=link.organization
        )
        of_partner.filter(confirmed_by=None, taken_back_at=None, recorded_at__lte=now).update(confirmed_by=link)
    if may_show and link.organization.shown_since is None and link.organization.city_id == link.city_id:
        _show(link.organization, link.city)
    record(
        actor=None,
        verb="organization.answered",
        target=link.organization,
        book=link.city.slug,
        facts={"answer": verdict},
    )
    return link


@transaction.atomic
def settle_answer(*, link: PartnerLink, actor: User) -> PartnerLink:
    """Say that a partner's objection was looked into; twice changes nothing. Raises PermissionDenied."""
    link = locked(link)
    if not may_change_network(actor, link.city):
        raise PermissionDenied
    if link.settled_at is None:
        link.settled_at = timezone.now()
        link.save(update_fields=["settled_at"])
        record(actor=actor, verb="organization.settled", target=link.organization, book=link.city.slug)
    return link


@transaction.atomic
def show_partner(*, city: City, organization: Organization, is_shown: bool, actor: User) -> Organization:
    """Show a partner on the city's public pages, as it agreed on paper, or no longer. Raises PermissionDenied."""
    organization = locked(organization)
    if not may_change_network(actor, city) or organization.city_id != city.pk:
        raise PermissionDenied
    if is_shown and organization.shown_since is None:
        _show(organization, city)
    elif not is_shown:
        organization.shown_since = None
        organization.save(update_fields=["shown_since"])
        mark_public_change(city, catalog=False)
    record(actor=actor, verb="organization.shown", target=organization, book=city.slug, facts={"is_so": is_shown})
    return organization


def _show(organization: Organization, city: City) -> None:
    organization.shown_since = timezone.localdate()
    organization.save(update_fields=["shown_since"])
    mark_public_change(city, catalog=False)
