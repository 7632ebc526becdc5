"""How many a campaign would reach, counted by the database: a city's people are not read one by one for a figure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone

from mueang.apps.campaigns.models import Campaign
from mueang.apps.campaigns.queries.segments import readers_of
from mueang.apps.campaigns.queries.wording import message, values_for, words_in
from mueang.apps.notices.enums import Channel
from mueang.apps.notices.models import LineLink, OptOut
from mueang.apps.notices.queries import address_hash
from mueang.apps.people.models import PersonQuerySet
from mueang.standards.sms import sms_size

_NOBODY = Q(pk__in=())
_ADDRESSES = {Channel.EMAIL: Coalesce(NullIf("email", Value("")), "user__email", Value("")), Channel.SMS: F("phone")}
_WORD, _TRUTH = models.CharField(), models.BooleanField()


@dataclass(frozen=True, slots=True)
class Count:
    """How many people a campaign would reach now, by way, and what the SMS among them cost."""

    n_people: int
    n_unreachable: int
    by_channel: tuple[tuple[str, str, int], ...]
    sms_satang: int
    n_line: int


def count_of(campaign: Campaign) -> Count:
    """As `portions` hands it over. Two SQL statements, and one more for each way that an address refused."""
    readers = readers_of(campaign, today=timezone.localdate()).order_by()
    ways = _ways_to(campaign, readers)
    in_app = ways.pop(Channel.IN_APP, _NOBODY)
    is_sms = Q(first=Channel.SMS)
    language = Coalesce(NullIf("user__language", Value("")), Value(settings.LANGUAGE_CODE))
    is_named = any("{name}" in words_in(campaign, language)[2] for language in ("th", "en"))
    told = (
        readers.annotate(
            first=Case(
                *(When(way, Value(channel)) for channel, way in ways.items()), default=Value(""), output_field=_WORD
            ),
            is_in_app=Case(When(in_app, Value(True)), default=Value(False), output_field=_TRUTH),
        )
        .annotate(
            language=Case(When(is_sms, language), default=Value(""), output_field=_WORD),
            called=Case(
                When(is_sms, F("given_name") if is_named else Value("")), default=Value(""), output_field=_WORD
            ),
        )
        .values_list("first", "is_in_app", "language", "called")
        .annotate(n=models.Count("pk"))
    )
    return _summed(campaign, told)


def _ways_to(campaign: Campaign, readers: PersonQuerySet) -> dict[str, Q]:
    """Whom each chosen way reaches, in the order chosen; whoever refused it is left out."""
    reached = {
        Channel.LINE: Q(user__in=LineLink.objects.standing().values("user")) if settings.LINE_TOKEN else _NOBODY,
        Channel.EMAIL: ~Q(email="") | (Q(user__isnull=False) & ~Q(user__email="")),
        Channel.SMS: ~Q(phone="") if settings.SMS_URL else _NOBODY,
        Channel.LETTER: Q(pk__isnull=False),
        Channel.IN_APP: Q(user__isnull=False),
    }
    by_account = OptOut.objects.filter(kind=campaign.kind, user__isnull=False)
    by_address = _refused_by_address(campaign, readers)
    return {
        channel: reached[Channel(channel)]
        & ~Q(user__in=by_account.filter(channel=channel).values("user"))
        & ~Q(pk__in=by_address.get(channel, ()))
        for channel in campaign.channels
    }


def _refused_by_address(campaign: Campaign, readers: PersonQuerySet) -> dict[str, set[int]]:
    """Who refused by an address alone: only its hash is kept, so the addresses of the readers are hashed."""
    refused = defaultdict(set)
    asked = OptOut.objects.filter(kind=campaign.kind, user=None, channel__in={*campaign.channels} & {*_ADDRESSES})
    for channel, digest in asked.values_list("channel", "address_hash"):
        refused[channel].add(digest)
    found = {}
    for channel, digests in refused.items():
        rows = readers.annotate(address=_ADDRESSES[Channel(channel)]).exclude(address="").values_list("pk", "address")
        found[channel] = {pk for pk, address in rows if address_hash(address) in digests}
    return found


def _summed(campaign: Campaign, told: Iterable[tuple[str, bool, str, str, int]]) -> Count:
    by_way = Counter[str]()
    people = missed = satang = 0
    values = {language: values_for(campaign, language) for language in ("th", "en")}
    for first, is_in_app, language, called, n in told:
        people, missed = (people + n, missed) if first or is_in_app else (people, missed + n)
        by_way[first] += n
        by_way[Channel.IN_APP] += n if is_in_app else 0
        if first == Channel.SMS:
            given = values["en" if language == "en" else "th"] | {"name": called}
            _subject, text = message(campaign, channel=first, language=language, values=given)
            satang += n * sms_size(text).n_parts * settings.SMS_PRICE_SATANG
    by_channel = tuple((channel, str(Channel(channel).label), by_way[channel]) for channel in campaign.channels)
    return Count(people, missed, by_channel, satang, by_way[Channel.LINE])
