"""A notice: words for somebody, delivered once under an idempotency key, and what a provider said last."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import models

from mueang.apps.accounts.models import User
from mueang.apps.network.models import City
from mueang.apps.notices.enums import Channel, NoticeKind, NoticeState, Reason


class NoticeQuerySet(models.QuerySet["Notice"]):
    def due(self, now: datetime) -> NoticeQuerySet:
        return self.filter(state=NoticeState.QUEUED, next_attempt_at__lte=now)

    def failing(self) -> NoticeQuerySet:
        return self.filter(models.Q(state=NoticeState.FAILED) | models.Q(state=NoticeState.QUEUED, attempts__gt=0))


class Notice(models.Model):
    """One message to one person by one way.

    `holder` is the worker that took it last. `handed_over_at` is the first moment at which the provider may have taken
    it: from then on it is repeated only under the same key, and only while the provider remembers keys. Notices with
    one `group_key` went out in one request and are repeated in one, under that key; else the key is the notice's own.
    """

    personal_data: ClassVar[str] = "address and words of a message"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="notices")
    channel = models.CharField(max_length=10, choices=Channel)
    kind = models.CharField(max_length=10, choices=NoticeKind, default=NoticeKind.SERVICE)
    user = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="notices")
    address = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    language = models.CharField(max_length=8, blank=True)
    about = models.CharField(max_length=120, blank=True)
    key = models.CharField(max_length=120, unique=True)
    # What many notices were sent as: the uuid of a row of a higher app.
    part_of = models.UUIDField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=NoticeState, default=NoticeState.QUEUED)
    reason = models.CharField(max_length=12, choices=Reason, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    sending_since = models.DateTimeField(null=True, blank=True)
    holder = models.UUIDField(null=True, blank=True)
    group_key = models.UUIDField(null=True, blank=True)
    handed_over_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "channel", "next_attempt_at"], name="notice_due_by_channel"),
            models.Index(fields=["holder"], name="notice_held", condition=models.Q(state=NoticeState.SENDING)),
            models.Index(fields=["group_key"], name="notice_group", condition=models.Q(group_key__isnull=False)),
            models.Index(
                fields=["part_of", "channel", "state"],
                name="notice_part",
                condition=models.Q(part_of__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def send_key(self) -> UUID:
        """The key under which the provider knows it."""
        return self.group_key or self.uuid


class CarrierState(models.Model):
    """What a provider told us about itself: until when it wants to be left alone, and how much of the month is used."""

    personal_data: ClassVar[str] = ""

    channel = models.CharField(max_length=10, choices=Channel, unique=True)
    paused_until = models.DateTimeField(null=True, blank=True)
    paused_for = models.CharField(max_length=60, blank=True)
    quota = models.PositiveIntegerField(null=True, blank=True)
    quota_used = models.PositiveIntegerField(null=True, blank=True)
    quota_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.get_channel_display()
