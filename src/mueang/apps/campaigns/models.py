"""A campaign: the same words to a part of the city's people; templates of words; what somebody wants news about."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models

from mueang.apps.accounts.models import User
from mueang.apps.campaigns.enums import CampaignState
from mueang.apps.catalog.models import Interest, Offering
from mueang.apps.network.models import City
from mueang.apps.notices.enums import NoticeKind
from mueang.apps.people.models import Person
from mueang.apps.places.models import Neighbourhood


class Words(models.Model):
    """Words in both languages; the short ones are for SMS, where every letter is paid for."""

    subject_th = models.CharField(max_length=120)
    subject_en = models.CharField(max_length=120, blank=True)
    body_th = models.TextField(max_length=4_000)
    body_en = models.TextField(max_length=4_000, blank=True)
    short_th = models.CharField(max_length=335, blank=True)
    short_en = models.CharField(max_length=335, blank=True)

    class Meta:
        abstract = True


class MessageTemplate(Words):
    """Words to begin with."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="message_templates")
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["city", "name"], name="one_message_template_per_name_in_a_city")]

    def __str__(self) -> str:
        return self.name


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def due(self, now: datetime) -> CampaignQuerySet:
        """Those the worker hands over now, or goes on handing over."""
        waiting = models.Q(state=CampaignState.SCHEDULED, send_at__lte=now) | models.Q(state=CampaignState.QUEUING)
        return self.filter(waiting)


class Campaign(Words):
    """`segment` says to whom (queries.segments), `channels` by which ways in which order; `cursor` is how far it is."""

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="campaigns")
    kind = models.CharField(max_length=10, choices=NoticeKind, default=NoticeKind.NEWS)
    about = models.ForeignKey(Offering, models.PROTECT, null=True, blank=True, related_name="+")
    segment = models.JSONField(default=dict)
    channels = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=CampaignState, default=CampaignState.DRAFT)
    send_at = models.DateTimeField(null=True, blank=True)
    cursor = models.BigIntegerField(default=0)
    n_unreachable = models.PositiveIntegerField(default=0)
    queued_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["state", "send_at"], name="campaign_due")]

    def __str__(self) -> str:
        return self.subject_th


class NewsWish(models.Model):
    """What somebody wants to hear of: interests, and the neighbourhood they live in. Told by themselves."""

    personal_data: ClassVar[str] = "interests and neighbourhood of a person"

    person = models.OneToOneField(Person, models.CASCADE, related_name="news_wish")
    neighbourhood = models.ForeignKey(Neighbourhood, models.SET_NULL, null=True, blank=True, related_name="+")
    interests = models.ManyToManyField(Interest, related_name="+", blank=True)

    def __str__(self) -> str:
        return str(self.pk)
