"""Events in books: each event's hash covers the one before it, so a change, a gap or a swap shows."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC
from typing import Any, ClassVar, NoReturn

from django.db import models

from mueang.apps.accounts.models import User
from mueang.apps.audit.enums import VERB_WORDS
from mueang.apps.audit.enums.facts import FACT_WORDS, read_out
from mueang.apps.audit.enums.targets import TARGET_WORDS
from mueang.apps.audit.errors import AppendOnly


class Book(models.Model):
    """The head of one chain, so that a cut-off tail shows too."""

    personal_data: ClassVar[str] = ""

    name = models.CharField(max_length=80, unique=True)
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return self.name


class EventQuerySet(models.QuerySet["Event"]):
    """Reads only: what would change or remove many events at once is refused."""

    def update(self, **_values: Any) -> NoReturn:
        raise AppendOnly

    def delete(self) -> NoReturn:
        raise AppendOnly

    def bulk_create(self, *_arguments: Any, **_options: Any) -> NoReturn:
        raise AppendOnly

    def bulk_update(self, *_arguments: Any, **_options: Any) -> NoReturn:
        raise AppendOnly


class Event(models.Model):
    """One thing done or read. `target` is `app.model:uuid`; `facts` holds no names and no free text of people."""

    personal_data: ClassVar[str] = "who did what to which row"

    # The constraint below begins with it.
    book = models.ForeignKey(Book, models.PROTECT, related_name="events", db_index=False)
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    verb = models.CharField(max_length=60)
    target = models.CharField(max_length=120)
    facts = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["book", "number"]
        constraints = [models.UniqueConstraint(fields=["book", "number"], name="one_event_per_number_of_a_book")]
        indexes = [models.Index(fields=["target", "at"], name="audit_target_at")]

    def __str__(self) -> str:
        return f"{self.verb} {self.target}"

    def save(self, *_arguments: Any, **options: Any) -> None:
        if not self._state.adding:
            raise AppendOnly
        # An event built with the key of one that exists would otherwise overwrite it.
        super().save(force_insert=True, using=options.get("using"))

    def delete(self, *_arguments: Any, **_options: Any) -> NoReturn:
        raise AppendOnly

    @property
    def deed(self) -> str:
        """What was done, in the reader's language; a verb without words is read out as it is written."""
        return str(VERB_WORDS.get(self.verb, self.verb))

    @property
    def thing(self) -> str:
        """The kind of row it was done to, in the reader's language."""
        kind = self.target.partition(":")[0]
        return str(TARGET_WORDS.get(kind, kind))

    @property
    def told(self) -> list[tuple[str, str]]:
        """Its facts, in the reader's language; a fact without words is read out as it is written."""
        return [(str(FACT_WORDS.get(name, name)), read_out(value)) for name, value in self.facts.items()]

    def computed_hash(self) -> str:
        """SHA-256 over everything the event says and the hash before it."""
        said = [
            self.book.name,
            self.number,
            self.at.astimezone(UTC).isoformat(),
            self.actor_id,
            self.verb,
            self.target,
            self.facts,
            self.previous_hash,
        ]
        return hashlib.sha256(canonical_text(said).encode()).hexdigest()


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical_text(value: Any) -> str:
    return _ENCODER.encode(canonical(value))


def canonical(value: Any) -> Any:
    """JSON as every database gives it back: one stores 1e2 as 100 and -0.0 as 0, another keeps them as written."""
    match value:
        case dict():
            return {str(key): canonical(member) for key, member in value.items()}
        case list() | tuple():
            return [canonical(member) for member in value]
        case float() if value.is_integer():
            return int(value)
    return value
