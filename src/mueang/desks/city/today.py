"""What the manager's day begins with: what needs attention, what is next, and the city's numbers with their sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.rules import Viewer, holds
from mueang.apps.catalog.queries import NextSession, next_sessions
from mueang.apps.catalog.rules import visible_offerings
from mueang.apps.committees.queries import n_own_decisions
from mueang.apps.credentials.queries import cohorts, n_standing_awards
from mueang.apps.enrollment.queries import missing_rolls, n_open_alerts, n_waiting, people_learning, places_taken
from mueang.apps.network.queries import partners_waiting
from mueang.apps.notices.queries import outbox_counts
from mueang.apps.outcomes.queries import n_came_of_it, n_open_proposals, n_to_call, n_unverified
from mueang.apps.people.queries import due_requests
from mueang.apps.people.rules import visible_rosters
from mueang.apps.places.queries import n_public_places, stale_places
from mueang.apps.plans.queries import late_milestones

if TYPE_CHECKING:
    from mueang.apps.network.models import City

N_NEXT = 8


@dataclass(frozen=True, slots=True)
class Attention:
    """Something to be done today, with how many rows and where they are."""

    n: int
    sentence: str | Promise
    href: str
    icon: str
    tone: str = "warn"


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the city with the rows it counts and where to see them."""

    value: int
    label: str | Promise
    source: str | Promise
    href: str


@dataclass(frozen=True, slots=True)
class Today:
    attention: tuple[Attention, ...]
    sessions: tuple[NextSession, ...]
    numbers: tuple[Number, ...]


def today_of(city: City, *, viewer: Viewer, now: datetime) -> Today:
    """Everything the page shows; a fixed number of SQL statements."""
    return Today(
        attention=tuple(line for line in attention_of(city, viewer=viewer, now=now) if line.n),
        sessions=next_sessions(now=now, limit=N_NEXT, city=city, viewer=viewer),
        numbers=tuple(numbers_of(city, viewer=viewer, now=now)),
    )


def attention_of(city: City, *, viewer: Viewer, now: datetime) -> Iterator[Attention]:
    """What waits for somebody, as far as `viewer` may do something about it."""
    may = {permission for permission in Permission if holds(viewer, permission, at=[city.uuid])}
    if Permission.ENROLLMENT_READ in may:
        yield from learners_waiting(city, viewer=viewer, now=now)
        yield from outcomes_waiting(city, viewer=viewer, now=now)
    if Permission.AWARD in may:
        yield awards_waiting(city, viewer=viewer)
    if Permission.PEOPLE_READ in may:
        yield from people_waiting(city, viewer=viewer, now=now)
    n = n_own_decisions(viewer=viewer, city=city)
    words = ngettext_lazy(
        "%(n)d decision of a committee is yours to do", "%(n)d decisions of committees are yours to do", "n"
    )
    yield Attention(n, words % {"n": n}, reverse("committees:decisions", args=[city.slug]), "check", "accent")
    yield from house_waiting(city, viewer=viewer, now=now, may=may)


def learners_waiting(city: City, *, viewer: Viewer, now: datetime) -> Iterator[Attention]:
    n = len(missing_rolls(viewer=viewer, now=now, city=city))
    words = ngettext_lazy("%(n)d session is over and has no roll", "%(n)d sessions are over and have no roll", "n")
    yield Attention(n, words % {"n": n}, reverse("keeper:home"), "check")
    n = n_open_alerts(viewer=viewer, city=city)
    words = ngettext_lazy(
        "%(n)d learner has stayed away several times in a row",
        "%(n)d learners have stayed away several times in a row",
        "n",
    )
    yield Attention(n, words % {"n": n}, reverse("enrollment:absences", args=[city.slug]), "users")
    n = n_waiting(city)
    words = ngettext_lazy("%(n)d person is on a waiting list", "%(n)d people are on waiting lists", "n")
    yield Attention(n, words % {"n": n}, reverse("enrollment:home", args=[city.slug]), "clock", "info")


def outcomes_waiting(city: City, *, viewer: Viewer, now: datetime) -> Iterator[Attention]:
    """What came of learning: whom to call, what to verify, and who would teach."""
    n = n_to_call(viewer=viewer, city=city, now=now)
    words = ngettext_lazy(
        "%(n)d completer has not said what came of it: call them",
        "%(n)d completers have not said what came of it: call them",
        "n",
    )
    yield Attention(n, words % {"n": n}, reverse("outcomes:calls", args=[city.slug]), "phone", "info")
    n = n_unverified(viewer=viewer, city=city)
    words = ngettext_lazy("%(n)d outcome is not verified yet", "%(n)d outcomes are not verified yet", "n")
    yield Attention(n, words % {"n": n}, reverse("outcomes:answers", args=[city.slug]), "flag", "info")
    n = n_open_proposals(viewer=viewer, city=city)
    words = ngettext_lazy("%(n)d completer would teach a class", "%(n)d completers would teach a class", "n")
    yield Attention(n, words % {"n": n}, reverse("outcomes:proposals", args=[city.slug]), "users", "accent")


def awards_waiting(city: City, *, viewer: Viewer) -> Attention:
    n = sum(row.n_to_award for row in cohorts(offerings=visible_offerings(viewer).filter(city=city)))
    words = ngettext_lazy(
        "%(n)d person has completed and holds no award", "%(n)d people have completed and hold no award", "n"
    )
    return Attention(n, words % {"n": n}, reverse("credentials:home", args=[city.slug]), "badge", "accent")


def people_waiting(city: City, *, viewer: Viewer, now: datetime) -> Iterator[Attention]:
    n = visible_rosters(viewer).filter(city=city, state="preview").count()
    words = ngettext_lazy("%(n)d workbook waits to be checked", "%(n)d workbooks wait to be checked", "n")
    yield Attention(n, words % {"n": n}, reverse("people:rosters", args=[city.slug]), "upload", "info")
    due = due_requests(viewer=viewer, city=city, today=timezone.localdate(now))
    words = ngettext_lazy(
        "%(n)d request about personal data is open", "%(n)d requests about personal data are open", "n"
    )
    tone = "bad" if due.n_late else "warn"
    yield Attention(due.n_open, words % {"n": due.n_open}, reverse("people:requests", args=[city.slug]), "lock", tone)


def promises_waiting(city: City, *, viewer: Viewer, today: date) -> Iterator[Attention]:
    """Promises and agreements whose day is near or past, and what partners say is not right."""
    href = reverse("network:partners", args=[city.slug])
    waiting = partners_waiting(viewer=viewer, city=city, today=today)
    n = waiting.n_late
    words = ngettext_lazy("%(n)d promise of a partner is overdue", "%(n)d promises of partners are overdue", "n")
    yield Attention(n, words % {"n": n}, href, "building")
    n = waiting.n_due
    words = ngettext_lazy(
        "%(n)d promise of a partner is due within two weeks", "%(n)d promises of partners are due within two weeks", "n"
    )
    yield Attention(n, words % {"n": n}, href, "calendar", "info")
    n = waiting.n_ending
    words = ngettext_lazy("%(n)d agreement ends within two months", "%(n)d agreements end within two months", "n")
    yield Attention(n, words % {"n": n}, href, "copy")
    n = waiting.n_objections
    words = ngettext_lazy(
        "%(n)d partner says that something is not right", "%(n)d partners say that something is not right", "n"
    )
    yield Attention(n, words % {"n": n}, href, "alert")


def house_waiting(city: City, *, viewer: Viewer, now: datetime, may: set[Permission]) -> Iterator[Attention]:
    today = timezone.localdate(now)
    if Permission.PLACES_WRITE in may:
        n = stale_places(viewer=viewer, city=city, today=today).count()
        words = ngettext_lazy("%(n)d place is unconfirmed", "%(n)d places are unconfirmed", "n")
        yield Attention(n, words % {"n": n}, reverse("places:places", args=[city.slug]) + "?state=stale", "map-pin")
    if Permission.PLANS_WORK in may:
        n = late_milestones(viewer=viewer, city=city, today=today).count()
        words = ngettext_lazy(
            "%(n)d milestone of the work plan is late", "%(n)d milestones of the work plan are late", "n"
        )
        yield Attention(n, words % {"n": n}, reverse("plans:home", args=[city.slug]), "flag", "bad")
    if Permission.NETWORK_WRITE in may:
        yield from promises_waiting(city, viewer=viewer, today=today)
    if Permission.NOTICES_READ in may:
        n = outbox_counts(viewer=viewer, city=city).failed
        words = ngettext_lazy("%(n)d notice could not be delivered", "%(n)d notices could not be delivered", "n")
        yield Attention(n, words % {"n": n}, reverse("notices:outbox", args=[city.slug]), "mail", "bad")


def numbers_of(city: City, *, viewer: Viewer, now: datetime) -> Iterator[Number]:
    """Each number opens to the list it was counted from, where `viewer` may see that."""
    today = timezone.localdate(now)
    may_see_learners = holds(viewer, Permission.ENROLLMENT_READ, at=[city.uuid])
    learners = reverse("enrollment:home", args=[city.slug]) if may_see_learners else ""
    yield Number(
        people_learning(city, today=today),
        _("people learning now"),
        _("Enrollments in activities that are not over, each person once"),
        learners,
    )
    taken = places_taken(city, today=today)
    yield Number(
        taken.n_taken,
        _("seats taken of %(n)d") % {"n": taken.n_seats},
        _("Published activities that are not over"),
        reverse("catalog:offerings", args=[city.slug]),
    )
    yield Number(
        n_public_places(city),
        _("learning places"),
        _("Places that are open, confirmed or not"),
        reverse("places:places", args=[city.slug]),
    )
    if may_see_learners:
        yield Number(
            n_came_of_it(viewer=viewer, city=city),
            _("completions that led on"),
            _("To work, an own business, further study or teaching, as completers said last"),
            reverse("outcomes:answers", args=[city.slug]),
        )
    if holds(viewer, Permission.AWARD, at=[city.uuid]):
        yield Number(
            n_standing_awards(city),
            _("awards that stand"),
            _("Awards signed and not revoked"),
            reverse("credentials:awards", args=[city.slug]),
        )
