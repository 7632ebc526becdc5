"""A notice: words for somebody, delivered at least once under an idempotency key."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models

from mueang.apps.accounts.models import User
from mueang.apps.network.models import City
from mueang.apps.notices.enums import Channel, NoticeState


class NoticeQuerySet(models.QuerySet["Notice"]):
    def due(self, now: datetime) -> NoticeQuerySet:
        return self.filter(state=NoticeState.QUEUED, next_attempt_at__lte=now)

    def failing(self) -> NoticeQuerySet:
        return self.filter(models.Q(state=NoticeState.FAILED) | models.Q(state=NoticeState.QUEUED, attempts__gt=0))


class Notice(models.Model):
    personal_data: ClassVar[str] = "address and words of a message"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="notices")
    channel = models.CharField(max_length=10, choices=Channel)
    user = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="notices")
    address = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    about = models.CharField(max_length=120, blank=True)
    key = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=10, choices=NoticeState, default=NoticeState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    sending_since = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "next_attempt_at"], name="notice_due")]

    def __str__(self) -> str:
        return self.subject
