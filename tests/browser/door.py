"""The check-in desk of a forum: phones that read badges, and the days they read them on."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.db.models import F
from django.utils import timezone
from playwright.sync_api import expect

from browser.hall import ROWS, Hall
from browser.house import House
from mueang.apps.catalog.models import Session
from mueang.apps.enrollment.models import Attendance, Enrollment

SCRIPT = Path(__file__).with_name("three_days.py")


class Forum:
    """Three days from today on, for everybody of the demo's cohort."""

    def __init__(self, house: House) -> None:
        self.house = house
        done = house.mueang("manage", "shell", "-v", "0", "-c", SCRIPT.read_text(encoding="utf-8"))
        assert done.returncode == 0, done.stderr
        newest = house.ask(
            lambda alias: Session.objects.using(alias).order_by("-pk").values_list("offering", flat=True)[0]
        )
        self.offering: int = newest

    def days(self) -> list[UUID]:
        rows = Session.objects.filter(offering=self.offering).order_by("starts_at").values_list("uuid", flat=True)
        return self.house.ask(lambda alias: list(rows.using(alias)))

    def uuid(self) -> UUID:
        row = Enrollment.objects.filter(offering=self.offering).values_list("offering__uuid", flat=True)
        return self.house.ask(lambda alias: row.using(alias)[0])

    def badges(self) -> list[str]:
        """What a hand scanner types for each badge."""
        rows = Enrollment.objects.filter(offering=self.offering).order_by("pk").values_list("uuid", flat=True)
        return self.house.ask(
            lambda alias: [f"https://city.example/yala/learn/forum/#{who}" for who in rows.using(alias)]
        )

    def a_night_passes(self) -> None:
        """Tomorrow's session is today's; no clock but the calendar of this forum moves."""
        day = timedelta(days=1)
        rows = Session.objects.filter(offering=self.offering)
        self.house.ask(
            lambda alias: rows.using(alias).update(starts_at=F("starts_at") - day, ends_at=F("ends_at") - day)
        )


class Rooms:
    """The demo's forum to come, brought forward to today: three rooms at a time, chosen by most."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.sessions = Session.objects.filter(offering__forum__asks_each_day=True).order_by("starts_at", "room_th")
        first = house.ask(lambda alias: self.sessions.using(alias)[0].starts_at)
        ahead = timezone.localdate(first) - timezone.localdate()
        house.ask(
            lambda alias: self.sessions.using(alias).update(
                starts_at=F("starts_at") - ahead, ends_at=F("ends_at") - ahead
            )
        )
        chosen = self.sessions.filter(seats__isnull=False)
        self.rooms: list[Session] = house.ask(lambda alias: list(chosen.using(alias)[:3]))

    def chose(self, room: Session) -> list[UUID]:
        rows = Enrollment.objects.filter(room_choices__session=room).order_by("pk").values_list("uuid", flat=True)
        return self.house.ask(lambda alias: list(rows.using(alias)))

    def undecided(self) -> list[UUID]:
        rows = Enrollment.objects.filter(offering=self.rooms[0].offering_id).exclude(
            room_choices__session__in=[room.pk for room in self.rooms]
        )
        return self.house.ask(lambda alias: list(rows.using(alias).order_by("pk").values_list("uuid", flat=True)))

    def was_here(self, room: Session) -> set[UUID]:
        """Whom the saved roll of the room says to have been there."""
        rows = Attendance.objects.filter(session=room, mark="present").values_list("enrollment__uuid", flat=True)
        return self.house.ask(lambda alias: set(rows.using(alias)))


class Door(Hall):
    """A phone at the door, its reading window open."""

    def is_kept(self) -> None:
        """Until the page and all it needs are on the device."""
        self.page.wait_for_function("() => navigator.serviceWorker.controller")

    def open_door(self, session: UUID, *, n_people: int) -> None:
        self.page.goto(f"{self.address}/keeper/hall/#{session}")
        expect(self.page.locator(ROWS)).to_have_count(n_people)
        self.press("[data-do=read-ticket]")

    def read(self, badges: list[str]) -> None:
        """As a hand scanner does: the text, then Enter, and the next without waiting."""
        field = self.page.locator("[data-form=ticket] [name=code]")
        for text in badges:
            field.fill(text)
            field.press("Enter")

    def counts(self, n: int, *, of: int) -> None:
        expect(self.page.locator("[data-said=at-the-door]")).to_contain_text(f"{n} / {of}", timeout=60_000)

    def comes_back(self) -> None:
        """From a hall without a network; everything it kept is taken."""
        self.context.set_offline(False)
        self.waits_for(0)

    def save_roll(self) -> None:
        """Pressed, put into the queue, and taken by the server."""
        self.save()
        expect(self.page.locator("[data-do=save]")).to_be_disabled()
        self.waits_for(0)

    def close_door(self) -> None:
        self.press("#ticket-dialog [data-do=close]")
