"""Write a campaign, try it on oneself, let it go, stop it; and hand it over to the outbox in portions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.campaigns.enums import CampaignState
from mueang.apps.campaigns.errors import NobodyToTell, NotADraft, NotToBeStopped, WordsRefused
from mueang.apps.campaigns.models import Campaign, MessageTemplate, NewsWish
from mueang.apps.campaigns.queries import (
    Reached,
    Segment,
    count_of,
    faults_of,
    message,
    portions,
    previews,
    values_for,
)
from mueang.apps.campaigns.rules import may_send
from mueang.apps.catalog.models import Interest
from mueang.apps.network.models import City
from mueang.apps.notices.actions import new_notice, queue_many, stop_part
from mueang.apps.notices.enums import Channel, NoticeKind
from mueang.apps.notices.models import Notice
from mueang.apps.notices.queries import unsubscribe_url
from mueang.apps.people.models import Person
from mueang.apps.places.models import Neighbourhood
from mueang.lib.one_by_one import is_turn_over, one_by_one

WORDS = ("subject_th", "subject_en", "body_th", "body_en", "short_th", "short_en")
_ON_ITS_WAY = (CampaignState.SCHEDULED, CampaignState.QUEUING, CampaignState.QUEUED)


@transaction.atomic
def write_campaign(
    *, city: City, values: Mapping[str, Any], segment: Segment, actor: User, campaign: Campaign | None = None
) -> Campaign:
    """A new draft, or one written anew. Raises PermissionDenied, NotADraft, and WordsRefused for what none may say."""
    if campaign is None:
        if not may_send(actor, city):
            raise PermissionDenied
        row = Campaign(city=city, made_by=actor)
    else:
        row = _locked(campaign, actor)
        if row.state != CampaignState.DRAFT:
            raise NotADraft
    for name in (*WORDS, "kind", "about", "channels"):
        setattr(row, name, values[name])
    row.segment = segment.as_json()
    _ensure_sayable(row)
    too_long = [one.way for one in previews(row) if one.is_too_long]
    if too_long:
        raise WordsRefused([_("The text is too long for: %(ways)s.") % {"ways": ", ".join(dict.fromkeys(too_long))}])
    row.full_clean(exclude=["channels", "segment"])
    row.save()
    record(actor=actor, verb="campaign.written", target=row, book=city.slug)
    return row


@transaction.atomic
def write_template(
    *, city: City, name: str, words: Mapping[str, str], actor: User, template: MessageTemplate | None = None
) -> MessageTemplate:
    """New words to begin with, or those there were written anew. Raises PermissionDenied and WordsRefused."""
    if not may_send(actor, city):
        raise PermissionDenied
    row = template or MessageTemplate(city=city)
    row.name = name
    for field in WORDS:
        setattr(row, field, words[field])
    _ensure_sayable(row)
    row.full_clean()
    row.save()
    record(actor=actor, verb="campaign.template_written", target=row, book=city.slug)
    return row


@transaction.atomic
def try_campaign(*, campaign: Campaign, actor: User) -> list[str]:
    """Send it to oneself by every chosen way one can be reached by, at once; the ways. Raises PermissionDenied."""
    campaign = _locked(campaign, actor)
    person = Person.objects.filter(user=actor, city=campaign.city).first()
    addresses = {
        Channel.EMAIL: actor.email or (person.email if person else ""),
        Channel.SMS: person.phone if person else "",
    }
    now, sent = timezone.now(), []
    for channel in campaign.channels:
        needs_address = channel in {Channel.EMAIL, Channel.SMS}
        if channel == Channel.LETTER or (needs_address and not addresses[channel]):
            continue
        one = Reached(
            person_id=0,
            channel=channel,
            user_id=actor.pk,
            address=addresses.get(channel, ""),
            given_name=person.given_name if person else str(actor),
            language=actor.language,
        )
        notice = _notice(campaign, one, key=f"campaign:{campaign.uuid}:try:{channel}:{now:%Y%m%d%H%M%S}", values={})
        notice.kind, notice.part_of = NoticeKind.URGENT, None
        queue_many([notice])
        sent.append(channel)
    record(actor=actor, verb="campaign.tried", target=campaign, book=campaign.city.slug)
    return sent


@transaction.atomic
def schedule_campaign(*, campaign: Campaign, send_at: datetime, actor: User) -> Campaign:
    """Let it go at a time, at once if that has passed. Raises PermissionDenied, NotADraft and NobodyToTell."""
    campaign = _locked(campaign, actor)
    if campaign.state != CampaignState.DRAFT:
        raise NotADraft
    _ensure_sayable(campaign)
    count = count_of(campaign)
    if not count.n_people:
        raise NobodyToTell
    campaign.state, campaign.send_at = CampaignState.SCHEDULED, send_at
    campaign.save(update_fields=["state", "send_at"])
    facts = {"n": count.n_people}
    record(actor=actor, verb="campaign.scheduled", target=campaign, book=campaign.city.slug, facts=facts)
    return campaign


@transaction.atomic
def stop_campaign(*, campaign: Campaign, actor: User) -> int:
    """Take back what has not left the house. How many will not be told. Raises PermissionDenied and NotToBeStopped."""
    campaign = _locked(campaign, actor)
    if campaign.state not in _ON_ITS_WAY:
        raise NotToBeStopped
    n = stop_part(campaign.uuid)
    if campaign.state == CampaignState.QUEUED and not n:
        raise NotToBeStopped
    campaign.state, campaign.stopped_at = CampaignState.STOPPED, timezone.now()
    campaign.save(update_fields=["state", "stopped_at"])
    record(actor=actor, verb="campaign.stopped", target=campaign, book=campaign.city.slug, facts={"n": n})
    return n


@transaction.atomic
def use_again(*, campaign: Campaign, actor: User) -> Campaign:
    """The same words to the same people as a new draft. Raises PermissionDenied."""
    if not may_send(actor, campaign.city):
        raise PermissionDenied
    names = (*WORDS, "city", "kind", "about", "segment", "channels")
    copy = Campaign.objects.create(made_by=actor, **{name: getattr(campaign, name) for name in names})
    record(actor=actor, verb="campaign.written", target=copy, book=copy.city.slug)
    return copy


def hand_over_due(*, now: datetime, limit: int = 10) -> int:
    """The worker's part: portions of 500 people of what is due. Returns how many it queued, at most `limit` of each."""

    def hand_over(campaign: Campaign) -> int:
        done = 0
        while done < limit and _hand_over_portion(campaign.pk, now):
            done += 1
            if is_turn_over():
                break
        return done

    return one_by_one("campaigns", Campaign.objects.due(now).order_by("send_at", "pk"), hand_over)


@transaction.atomic
def _hand_over_portion(pk: int, now: datetime) -> bool:
    """One portion and how far it came, together or not at all; False once there is none left or it was stopped."""
    rows = Campaign.objects.select_for_update(of=("self",)).select_related("city", "about__program", "about__place")
    campaign = rows.get(pk=pk)
    if campaign.state not in {CampaignState.SCHEDULED, CampaignState.QUEUING}:
        return False
    portion = next(portions(campaign, today=timezone.localdate(now), after=campaign.cursor), None)
    if portion is None:
        campaign.state, campaign.queued_at = CampaignState.QUEUED, now
        campaign.save(update_fields=["state", "queued_at"])
        return False
    last, reached, n_missed = portion
    values = {language: values_for(campaign, language) for language in ("th", "en")}
    queue_many(
        _notice(campaign, one, key=f"campaign:{campaign.uuid}:{one.person_id}:{one.channel}", values=values)
        for one in reached
    )
    campaign.state, campaign.cursor = CampaignState.QUEUING, last
    campaign.n_unreachable += n_missed
    campaign.save(update_fields=["state", "cursor", "n_unreachable"])
    return True


def _notice(campaign: Campaign, one: Reached, *, key: str, values: Mapping[str, Mapping[str, str]]) -> Notice:
    language = "en" if one.language == "en" else "th"
    given = {**(values.get(language) or values_for(campaign, language)), "name": one.given_name}
    subject, body = message(campaign, channel=one.channel, language=language, values=given)
    with translation.override(language):
        notice = new_notice(
            city=campaign.city,
            channel=one.channel,
            subject=subject,
            body=body,
            key=key,
            user=User(pk=one.user_id) if one.user_id else None,
            address=one.address,
            kind=campaign.kind,
        )
        if one.channel == Channel.EMAIL and campaign.kind == NoticeKind.NEWS:
            notice.body += "\n\n--\n" + _("No more of these messages: %(link)s") % {"link": unsubscribe_url(notice)}
    notice.part_of = campaign.uuid
    if notice.channel not in {Channel.IN_APP, Channel.LINE}:
        # Known by the address that was used: the link in it refuses that address.
        notice.user = None
    return notice


@transaction.atomic
def wish_news(*, person: Person, interests: list[Interest], neighbourhood: Neighbourhood | None) -> NewsWish:
    """What somebody wants to hear of, told by themselves; nothing at all is a wish too."""
    wish, _is_new = NewsWish.objects.update_or_create(person=person, defaults={"neighbourhood": neighbourhood})
    wish.interests.set(interests)
    return wish


def _ensure_sayable(words: Campaign | MessageTemplate) -> None:
    faults = faults_of(words)
    if faults:
        raise WordsRefused(faults)


def _locked(campaign: Campaign, actor: User) -> Campaign:
    rows = Campaign.objects.select_for_update(of=("self",)).select_related("city", "about__program", "about__place")
    campaign = rows.get(pk=campaign.pk)
    if not may_send(actor, campaign.city):
        raise PermissionDenied
    return campaign
