"""What the manager's day begins with: what needs attention, what is next, and the city's numbers with their sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.rules import Viewer, holds, scopes_where
from mueang.apps.catalog.queries import NextSession, next_sessions
from mueang.apps.catalog.rules import visible_offerings
from mueang.apps.committees.queries import own_decisions
from mueang.apps.credentials.queries import n_to_award, standing_awards
from mueang.apps.enrollment.queries import n_missing_rolls, n_open_alerts, people_learning, places_taken, waiting
from mueang.apps.network.queries import partners_waiting
from mueang.apps.notices.rules import visible_notices
from mueang.apps.outcomes.queries import came_of_it, open_proposals, unanswered, unverified
from mueang.apps.people.queries import data_requests
from mueang.apps.people.rules import visible_rosters
from mueang.apps.places.queries import stale_places
from mueang.apps.places.rules import listed_places
from mueang.apps.plans.queries import late_milestones
from mueang.lib.backups.state import read_state, wanting
from mueang.lib.counting import counted_together

if TYPE_CHECKING:
    from django.db.models import QuerySet

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
    may = {permission for permission in Permission if holds(viewer, permission, at=[city.uuid])}
    n = counted_together(rows_of(city, viewer=viewer, now=now, may=may))
    return Today(
        attention=tuple(line for line in attention_of(city, viewer=viewer, now=now, may=may, n=n) if line.n),
        sessions=next_sessions(now=now, limit=N_NEXT, city=city, viewer=viewer),
        numbers=tuple(numbers_of(city, now=now, may=may, n=n)),
    )


def rows_of(city: City, *, viewer: Viewer, now: datetime, may: set[Permission]) -> dict[str, QuerySet[Any]]:
    """What is counted in one statement, as far as `viewer` may see it."""
    today = timezone.localdate(now)
    rows: dict[str, QuerySet[Any]] = {
        "decisions": own_decisions(viewer=viewer, city=city),
        "places": listed_places(city),
    }
    if Permission.ENROLLMENT_READ in may:
        rows |= {
            "waiting": waiting(city),
            "to_call": unanswered(viewer=viewer, city=city, now=now),
            "unverified": unverified(viewer=viewer, city=city),
            "came_of_it": came_of_it(viewer=viewer, city=city),
            "proposals": open_proposals(viewer=viewer, city=city),
        }
    if Permission.AWARD in may:
        rows["awards"] = standing_awards(city)
    if Permission.PEOPLE_READ in may:
        due = data_requests(viewer=viewer, city=city)
        rows |= {"requests": due, "late_requests": due.filter(due_on__lt=today)}
        rows["rosters"] = visible_rosters(viewer).filter(city=city, state="preview")
    if Permission.PLACES_WRITE in may:
        rows["stale"] = stale_places(viewer=viewer, city=city, today=today)
    if Permission.PLANS_WORK in may:
        rows["late"] = late_milestones(viewer=viewer, city=city, today=today)
    if Permission.NOTICES_READ in may:
        notices = visible_notices(viewer).filter(city=city)
        rows |= {"failed": notices.filter(state="failed"), "to_decide": notices.filter(state="uncertain")}
    return rows


def attention_of(
    city: City, *, viewer: Viewer, now: datetime, may: set[Permission], n: Counter[str]
) -> Iterator[Attention]:
    """What waits for somebody, as far as `viewer` may do something about it."""
    if Permission.ENROLLMENT_READ in may:
        yield from learners_waiting(city, viewer=viewer, now=now, n_listed=n["waiting"])
        yield from outcomes_waiting(city, n=n)
    if Permission.AWARD in may:
        yield awards_waiting(city, viewer=viewer)
    if Permission.PEOPLE_READ in may:
        yield from people_waiting(city, counted=n)
    words = ngettext_lazy(
        "%(n)d decision of a committee is yours to do", "%(n)d decisions of committees are yours to do", "n"
    )
    href, mine = reverse("committees:decisions", args=[city.slug]), n["decisions"]
    yield Attention(mine, words % {"n": mine}, href, "check", "accent")
    yield from house_waiting(city, viewer=viewer, now=now, may=may, counted=n)
    if scopes_where(viewer, Permission.AUDIT_READ).everywhere:
        n_wanting = len(tuple(wanting(read_state(), now=now)))
        words = ngettext_lazy(
            "%(n)d thing about backups is not in order", "%(n)d things about backups are not in order", "n"
        )
        yield Attention(n_wanting, words % {"n": n_wanting}, reverse("record:books") + "#backups", "lock", "bad")


def learners_waiting(city: City, *, viewer: Viewer, now: datetime, n_listed: int) -> Iterator[Attention]:
    n = n_missing_rolls(viewer=viewer, now=now, city=city)
    words = ngettext_lazy("%(n)d session is over and has no roll", "%(n)d sessions are over and have no roll", "n")
    yield Attention(n, words % {"n": n}, reverse("keeper:home"), "check")
    n = n_open_alerts(viewer=viewer, city=city)
    words = ngettext_lazy(
        "%(n)d learner has stayed away several times in a row",
        "%(n)d learners have stayed away several times in a row",
        "n",
    )
    yield Attention(n, words % {"n": n}, reverse("enrollment:absences", args=[city.slug]), "users")
    n = n_listed
    words = ngettext_lazy("%(n)d person is on a waiting list", "%(n)d people are on waiting lists", "n")
    yield Attention(n, words % {"n": n}, reverse("enrollment:home", args=[city.slug]), "clock", "info")


def outcomes_waiting(city: City, *, n: Counter[str]) -> Iterator[Attention]:
    """What came of learning: whom to call, what to verify, and who would teach."""
    calls, answers, proposals = n["to_call"], n["unverified"], n["proposals"]
    words = ngettext_lazy(
        "%(n)d completer has not said what came of it: call them",
        "%(n)d completers have not said what came of it: call them",
        "n",
    )
    yield Attention(calls, words % {"n": calls}, reverse("outcomes:calls", args=[city.slug]), "phone", "info")
    words = ngettext_lazy("%(n)d outcome is not verified yet", "%(n)d outcomes are not verified yet", "n")
    yield Attention(answers, words % {"n": answers}, reverse("outcomes:answers", args=[city.slug]), "flag", "info")
    words = ngettext_lazy("%(n)d completer would teach a class", "%(n)d completers would teach a class", "n")
    href = reverse("outcomes:proposals", args=[city.slug])
    yield Attention(proposals, words % {"n": proposals}, href, "users", "accent")


def awards_waiting(city: City, *, viewer: Viewer) -> Attention:
    n = n_to_award(offerings=visible_offerings(viewer).filter(city=city))
    words = ngettext_lazy(
        "%(n)d person has completed and holds no award", "%(n)d people have completed and hold no award", "n"
    )
    return Attention(n, words % {"n": n}, reverse("credentials:home", args=[city.slug]), "badge", "accent")


def people_waiting(city: City, *, counted: Counter[str]) -> Iterator[Attention]:
    n = counted["rosters"]
    words = ngettext_lazy("%(n)d workbook waits to be checked", "%(n)d workbooks wait to be checked", "n")
    yield Attention(n, words % {"n": n}, reverse("people:rosters", args=[city.slug]), "upload", "info")
    due, late = counted["requests"], counted["late_requests"]
    words = ngettext_lazy(
        "%(n)d request about personal data is open", "%(n)d requests about personal data are open", "n"
    )
    tone = "bad" if late else "warn"
    yield Attention(due, words % {"n": due}, reverse("privacy:requests", args=[city.slug]), "lock", tone)


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


def house_waiting(
    city: City, *, viewer: Viewer, now: datetime, may: set[Permission], counted: Counter[str]
) -> Iterator[Attention]:
    today = timezone.localdate(now)
    if Permission.PLACES_WRITE in may:
        n = counted["stale"]
        words = ngettext_lazy("%(n)d place is unconfirmed", "%(n)d places are unconfirmed", "n")
        yield Attention(n, words % {"n": n}, reverse("places:places", args=[city.slug]) + "?state=stale", "map-pin")
    if Permission.PLANS_WORK in may:
        n = counted["late"]
        words = ngettext_lazy(
            "%(n)d milestone of the work plan is late", "%(n)d milestones of the work plan are late", "n"
        )
        yield Attention(n, words % {"n": n}, reverse("plans:home", args=[city.slug]), "flag", "bad")
    if Permission.NETWORK_WRITE in may:
        yield from promises_waiting(city, viewer=viewer, today=today)
    if Permission.NOTICES_READ in may:
        n, outbox = counted["failed"], reverse("notices:outbox", args=[city.slug])
        words = ngettext_lazy("%(n)d notice could not be delivered", "%(n)d notices could not be delivered", "n")
        yield Attention(n, words % {"n": n}, f"{outbox}?state=failed", "mail", "bad")
        n = counted["to_decide"]
        words = ngettext_lazy(
            "%(n)d notice may have arrived or not: please decide",
            "%(n)d notices may have arrived or not: please decide",
            "n",
        )
        yield Attention(n, words % {"n": n}, f"{outbox}?state=uncertain", "mail")


def numbers_of(city: City, *, now: datetime, may: set[Permission], n: Counter[str]) -> Iterator[Number]:
    """Each number opens to the list it was counted from, where `viewer` may see that."""
    today = timezone.localdate(now)
    may_see_learners = Permission.ENROLLMENT_READ in may
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
        n["places"],
        _("learning places"),
        _("Places that are open, confirmed or not"),
        reverse("places:places", args=[city.slug]),
    )
    if may_see_learners:
        yield Number(
            n["came_of_it"],
            _("completions that led on"),
            _("To work, an own business, further study or teaching, as completers said last"),
            reverse("outcomes:answers", args=[city.slug]),
        )
    if Permission.AWARD in may:
        yield Number(
            n["awards"],
            _("awards that stand"),
            _("Awards signed and not revoked"),
            reverse("credentials:awards", args=[city.slug]),
        )
