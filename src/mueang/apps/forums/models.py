"""A forum, who speaks in which session, and the survey of each day."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from mueang.apps.accounts.models import User
from mueang.apps.catalog.models import Offering, Session
from mueang.apps.people.models import Person
from mueang.apps.surveys.models import Survey


class Forum(models.Model):
    """The offering's sessions are its programme, its enrollments the participants.

    While `asks_each_day` a survey opens by itself when a day's last session is over.
    """

    personal_data: ClassVar[str] = ""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    offering = models.OneToOneField(Offering, models.PROTECT, related_name="forum")
    asks_each_day = models.BooleanField(default=True)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["-opened_at", "-pk"]

    def __str__(self) -> str:
        return str(self.uuid)


class Speaker(models.Model):
    """Somebody who speaks. Named and shown in public only while they agree; the files are named by `digest`."""

    personal_data: ClassVar[str] = "who speaks, their position, words about them and a picture"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    forum = models.ForeignKey(Forum, models.CASCADE, related_name="speakers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="speaking")
    position_th = models.CharField(max_length=160, blank=True)
    position_en = models.CharField(max_length=160, blank=True)
    about_th = models.CharField(max_length=600, blank=True)
    about_en = models.CharField(max_length=600, blank=True)
    digest = models.CharField(max_length=40, blank=True)
    widths = models.JSONField(default=list, blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["forum", "person"], name="one_speaker_row_per_person")]

    def __str__(self) -> str:
        return f"{self.forum_id}:{self.person_id}"


class Talk(models.Model):
    """A speaker in a session; what it is about the session says."""

    personal_data: ClassVar[str] = "who speaks when"

    speaker = models.ForeignKey(Speaker, models.CASCADE, related_name="talks")
    session = models.ForeignKey(Session, models.CASCADE, related_name="talks")

    class Meta:
        ordering = ["session", "pk"]
        constraints = [models.UniqueConstraint(fields=["speaker", "session"], name="one_talk_per_speaker_and_session")]

    def __str__(self) -> str:
        return f"{self.session_id}:{self.speaker_id}"


class DaySurvey(models.Model):
    """What the participants of one day were asked; `n_told` of them were told of it by a notice."""

    personal_data: ClassVar[str] = ""

    forum = models.ForeignKey(Forum, models.CASCADE, related_name="day_surveys")
    on = models.DateField()
    survey = models.OneToOneField(Survey, models.PROTECT, related_name="forum_day")
    n_told = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["forum", "on"]
        constraints = [models.UniqueConstraint(fields=["forum", "on"], name="one_survey_per_day_of_a_forum")]

    def __str__(self) -> str:
        return f"{self.forum_id}:{self.on}"
