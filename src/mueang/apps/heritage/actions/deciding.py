"""Decide what becomes of a finding: into the inventory, joined to what is known, or not taken."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.heritage.actions.bearers import add_holder
from mueang.apps.heritage.actions.items import locked_item, record_item
from mueang.apps.heritage.actions.pictures import MOST_PICTURES, append_picture, forget_unless_kept
from mueang.apps.heritage.enums import FindingState, Permission, Willingness
from mueang.apps.heritage.errors import AlreadyDecided
from mueang.apps.heritage.models import Finding, HeritageItem, ItemPicture
from mueang.apps.heritage.rules import may_record_item
from mueang.apps.network.actions import mark_public_change
from mueang.apps.people.actions import add_person, give_consent
from mueang.apps.people.enums import LawfulBasis, Purpose, Relation
from mueang.apps.places.models import Neighbourhood
from mueang.apps.places.queries import neighbourhood_at

# The words of consent that stand on the telephone's page.
CONSENT_TEXT = "mapping-2026-1"


@transaction.atomic
def take_finding(*, finding: Finding, actor: User) -> HeritageItem:
    """Write a finding into the inventory with its picture, spot and holder; it is not shown in public yet.

    What its people keep to themselves stays so. Raises PermissionDenied, AlreadyDecided.
    """
    finding = _locked(finding, actor)
    city = finding.day.city
    item = record_item(
        city=city,
        actor=actor,
        category=finding.category,
        name_th=finding.name,
        story_th=finding.story,
        season=finding.season,
        season_from=finding.season_from,
        season_to=finding.season_to,
        ingredients=finding.ingredients,
        latitude=finding.latitude,
        longitude=finding.longitude,
        neighbourhood=_area(finding),
        is_sacred=finding.permission == Permission.SACRED,
        is_family_secret=finding.permission == Permission.FAMILY_SECRET,
        is_city_only=finding.permission == Permission.CITY,
        is_invented=city.is_invented,
    )
    _hand_over(finding, item, actor)
    return _decide(finding, item, FindingState.TAKEN, actor)


@transaction.atomic
def merge_finding(*, finding: Finding, item: HeritageItem, actor: User) -> HeritageItem:
    """It is known already: its picture and its holder join that item, and its story where there was none.

    A stricter permission than the item's own is taken over in the same moment. Raises PermissionDenied,
    AlreadyDecided.
    """
    finding = _locked(finding, actor)
    item = locked_item(item, actor)
    if item.city_id != finding.day.city_id:
        raise PermissionDenied
    item.story_th = item.story_th or finding.story
    item.is_sacred |= finding.permission == Permission.SACRED
    item.is_family_secret |= finding.permission == Permission.FAMILY_SECRET
    item.is_city_only |= finding.permission == Permission.CITY
    item.is_published &= not item.is_withheld
    item.save(update_fields=["story_th", "is_sacred", "is_family_secret", "is_city_only", "is_published"])
    mark_public_change(item.city, catalog=False)
    _hand_over(finding, item, actor)
    return _decide(finding, item, FindingState.MERGED, actor)


@transaction.atomic
def decline_finding(*, finding: Finding, reason: str, actor: User) -> None:
    """Leave it out; who was named in it and its picture are gone. Raises PermissionDenied, AlreadyDecided."""
    finding = _locked(finding, actor)
    finding.reason = reason.strip()[:300]
    digest, finding.digest = finding.digest, ""
    _decide(finding, None, FindingState.DECLINED, actor)
    transaction.on_commit(lambda: forget_unless_kept(digest))


def _area(finding: Finding) -> Neighbourhood | None:
    if finding.latitude is None or finding.longitude is None:
        return None
    return neighbourhood_at(city=finding.day.city, latitude=finding.latitude, longitude=finding.longitude)


def _hand_over(finding: Finding, item: HeritageItem, actor: User) -> None:
    """The picture and the holder of a finding become the item's."""
    pictures = item.pictures
    if finding.digest and pictures.count() < MOST_PICTURES and not pictures.filter(digest=finding.digest).exists():
        append_picture(
            ItemPicture(
                item=item,
                digest=finding.digest,
                widths=finding.widths,
                width=finding.width,
                height=finding.height,
                alt_th=finding.alt,
            )
        )
    if not finding.holder_name:
        return
    person = add_person(
        city=item.city,
        given_name=finding.holder_name,
        phone=finding.holder_phone,
        is_invented=item.city.is_invented,
        actor=actor,
    )
    consent = None
    if finding.may_name:
        consent = give_consent(
            person=person,
            given_by=person,
            relation=Relation.SELF,
            has_legal_authority=True,
            purpose=Purpose.PUBLIC_NAME,
            lawful_basis=LawfulBasis.CONSENT,
            text_version=CONSENT_TEXT,
            actor=actor,
        )
    add_holder(
        item=item,
        person=person,
        willingness=finding.willingness or Willingness.NOT_NOW,
        age_band=finding.holder_age,
        consent=consent,
        actor=actor,
    )


def _decide(finding: Finding, item: HeritageItem | None, state: FindingState, actor: User) -> HeritageItem:
    finding.item, finding.state = item, state
    finding.holder_name = finding.holder_phone = ""
    finding.decided_by, finding.decided_at = actor, timezone.now()
    finding.save()
    facts = {"finding": str(finding.uuid), "state": state.value, **({"item": item.slug} if item else {})}
    record(actor=actor, verb="mapping.decided", target=finding.day, book=finding.day.city.slug, facts=facts)
    return item  # type: ignore[return-value]  # a declined finding has none, and its caller gives none back


def _locked(finding: Finding, actor: User) -> Finding:
    finding = Finding.objects.select_for_update(of=("self",)).select_related("day__city").get(pk=finding.pk)
    if not may_record_item(actor, finding.day.city):
        raise PermissionDenied
    if finding.state != FindingState.WAITING:
        raise AlreadyDecided
    return finding
