"""A scenario as citizens see it, frozen on the day it was published, and what they say of it."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from mueang.apps.accounts.models import User
from mueang.apps.network.models import City
from mueang.apps.planning.enums import CommentState, HiddenBecause, Moderation, Stance
from mueang.apps.planning.models.what_ifs import Scenario


class PublicationQuerySet(models.QuerySet["Publication"]):
    def standing(self) -> PublicationQuerySet:
        """Not withdrawn."""
        return self.filter(withdrawn_at=None)


class Publication(models.Model):
    """One version that citizens see. `frozen` holds every number and line of its page as they were on that day.

    While one stands its scenario is not changed; a changed copy is published as the next version, and then no more is
    said of the earlier. The last word is what the city heard and what it does with it.
    """

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, models.PROTECT, related_name="publications")
    scenario = models.ForeignKey(Scenario, models.PROTECT, related_name="publications")
    earlier = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="later")
    number = models.PositiveSmallIntegerField(default=1)
    title_th = models.CharField(max_length=160)
    title_en = models.CharField(max_length=160, blank=True)
    about_th = models.TextField(max_length=3000)
    about_en = models.TextField(max_length=3000, blank=True)
    comments_until = models.DateField()
    moderation = models.CharField(max_length=10, choices=Moderation, default=Moderation.BEFORE)
    frozen = models.JSONField()
    published_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    heard_th = models.TextField(max_length=3000, blank=True)
    heard_en = models.TextField(max_length=3000, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scenario"], condition=Q(withdrawn_at=None), name="one_standing_publication_of_a_scenario"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, heard_th="") | (Q(closed_at__isnull=False) & ~Q(heard_th="")),
                name="closed_exactly_when_it_says_what_was_heard",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_because="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because="")),
                name="withdrawn_exactly_when_it_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.title_th

    def takes_comments(self, today: date) -> bool:
        """The last day is a whole day; a version that was followed by another is not talked about any more."""
        is_over = self.closed_at is not None or self.withdrawn_at is not None or self.is_followed
        return not is_over and today <= self.comments_until

    @property
    def is_followed(self) -> bool:
        return getattr(self, "later", None) is not None


class CommentQuerySet(models.QuerySet["Comment"]):
    def shown(self) -> CommentQuerySet:
        return self.filter(state=CommentState.SHOWN)

    def waiting(self) -> CommentQuerySet:
        return self.filter(state=CommentState.WAITING)


class Comment(models.Model):
    """What one citizen said; no account, no address of a device. `told_by` is the officer whom somebody told it."""

    personal_data: ClassVar[str] = "the name a citizen chose to give, if any, and their words; shown to everybody"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="comments")
    stance = models.CharField(max_length=10, choices=Stance)
    words = models.TextField(max_length=2000)
    name = models.CharField(max_length=80, blank=True)
    sent_at = models.DateTimeField()
    told_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=CommentState)
    hidden_because = models.CharField(max_length=10, choices=HiddenBecause, blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(max_length=2000, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        indexes = [models.Index(fields=["publication", "state", "sent_at"], name="comment_of_state_by_time")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(state=CommentState.HIDDEN) & ~Q(hidden_because=""))
                | (~Q(state=CommentState.HIDDEN) & Q(hidden_because="")),
                name="hidden_exactly_when_it_says_why",
            )
        ]

    def __str__(self) -> str:
        return f"{self.publication_id}: {self.state}"
