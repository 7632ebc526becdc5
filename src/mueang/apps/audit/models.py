"""Events in books: each event's hash covers the one before it, so a change, a gap or a swap shows."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from mueang.apps.accounts.models import User


class Book(models.Model):
    """The head of one chain, so that a cut-off tail shows too."""

    personal_data: ClassVar[str] = ""

    name = models.CharField(max_length=80, unique=True)
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return self.name


class Event(models.Model):
    """One thing that was done or read. `target` is `app.model:uuid`; `facts` holds no names and no free text of people."""

    personal_data: ClassVar[str] = "who did what to which row"

    book = models.ForeignKey(Book, models.PROTECT, related_name="events")
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    verb = models.CharField(max_length=60)
    target = models.CharField(max_length=120)
    facts = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["book", "number"]
        constraints = [models.UniqueConstraint(fields=["book", "number"], name="one_event_per_number_of_a_book")]
        indexes = [models.Index(fields=["target", "at"], name="audit_target_at")]

    def __str__(self) -> str:
        return f"{self.verb} {self.target}"
