"""Where each city stands, on what it waits since when, and what is wrong with its data, all as counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from mueang.apps.accounts.enums import Role
from mueang.apps.accounts.models import RoleGrant
from mueang.apps.accounts.rules import Viewer
from mueang.apps.catalog.enums import OfferingState
from mueang.apps.catalog.models import Offering
from mueang.apps.coaching.enums import CHECKLIST, Item, Stage
from mueang.apps.coaching.models import CityOpening, CoachNote, StageReached
from mueang.apps.coaching.rules import coached_cities
from mueang.apps.enrollment.enums import EnrollmentState
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.heritage.models import HeritageItem
from mueang.apps.indicators.models import FrameworkItem
from mueang.apps.network.models import Agreement, City
from mueang.apps.people.enums import RosterState, RowState
from mueang.apps.people.models import Person, RosterRow
from mueang.apps.places.models import FRESH_FOR, Place
from mueang.apps.plans.enums import AT_WORK
from mueang.apps.plans.models import WorkPlan
from mueang.apps.registers.models import School
from mueang.lib.counting import count_of
from mueang.standards.wordprocessing import Block, Heading, Paragraph, Table, write_docx

KEY_FEATURES = "key-features"
UNREVIEWED = (RowState.DUPLICATE, RowState.KNOWN)


@dataclass(frozen=True, slots=True)
class Check:
    """One item of the checklist as the rows say it."""

    stage: Stage
    item: Item
    n: int
    enough: int
    page: str

    @property
    def is_met(self) -> bool:
        return self.n >= self.enough


@dataclass(frozen=True, slots=True)
class CityProgress:
    """Where a city stands: its stage, the first item it waits on, since when, and counts of what to tidy up."""

    city: City
    checks: tuple[Check, ...]
    since: date
    last_note_on: date | None
    n_stale: int
    n_without_phone: int
    n_unreviewed: int

    @property
    def stuck_on(self) -> Check | None:
        return next((check for check in self.checks if not check.is_met), None)

    @property
    def stage(self) -> Stage | None:
        """The stage it is at; none where everything is there."""
        return self.stuck_on.stage if self.stuck_on else None

    @property
    def n_met(self) -> int:
        return sum(check.is_met for check in self.checks)


def progress_of(cities: QuerySet[City], *, today: date) -> list[CityProgress]:
    """Every city of `cities` with its checklist. One SQL statement, however many cities."""
    names = [f"n_{item.value}" for _stage, item, _enough, _page in CHECKLIST]
    counted = {f"n_{item}": _count(rows, of) for item, (rows, of) in _items(today).items()}
    managers = _managers().filter(scope=OuterRef("uuid")).order_by().values("scope").annotate(n=Count("pk"))
    counted |= {
        "n_manager": Coalesce(Subquery(managers.values("n")), 0),
        "n_stale": _count(Place.objects.stale(today), "city"),
        "n_without_phone": _count(
            Person.objects.filter(phone="", email="", merged_into=None, erased_at=None, guardians_link=None), "city"
        ),
        "n_unreviewed": _count(
            RosterRow.objects.filter(state__in=UNREVIEWED, roster__state=RosterState.PREVIEW), "roster__city"
        ),
    }
    reached = StageReached.objects.order_by().values("city").annotate(n=Max("reached_on")).filter(city=OuterRef("pk"))
    noted = CoachNote.objects.order_by().values("city").annotate(n=Max("on")).filter(city=OuterRef("pk"))
    rows = cities.annotate(**counted, since=Subquery(reached.values("n")), noted=Subquery(noted.values("n")))
    return [_progress(row, names) for row in rows.order_by("kind", "slug")]


def alike(progress: Sequence[CityProgress]) -> list[tuple[str, list[CityProgress]]]:
    """Cities of one kind side by side: a province is not compared with a municipality."""
    groups: dict[str, list[CityProgress]] = {}
    for row in progress:
        groups.setdefault(row.city.get_kind_display(), []).append(row)
    return list(groups.items())


def notes_of(city: City) -> list[CoachNote]:
    """Newest first. One SQL statement."""
    return list(CoachNote.objects.filter(city=city).select_related("written_by"))


def open_drafts(openings: QuerySet[CityOpening]) -> list[CityOpening]:
    """Openings begun and not finished. One SQL statement."""
    return list(openings.filter(city=None))


def course_cohorts(viewer: Viewer) -> list[Offering]:
    """Offerings that somebody finished, in cities one coaches, with how many learned and completed."""
    completed = Enrollment.objects.filter(state=EnrollmentState.COMPLETED)
    seated = Enrollment.objects.filter(state__in=[EnrollmentState.ENROLLED, EnrollmentState.COMPLETED])
    rows = Offering.objects.filter(city__in=coached_cities(viewer), pk__in=completed.values("offering"))
    counted = {"n_completed": count_of(completed, by="offering"), "n_learners": count_of(seated, by="offering")}
    return list(rows.annotate(**counted).select_related("program", "city").order_by("-ends_on", "pk")[:12])


def report_headings() -> list[str]:
    return [_("City"), _("Kind"), _("Stage"), _("Waits on"), _("Since"), *(str(one[1].label) for one in CHECKLIST)]


def report_rows(progress: Sequence[CityProgress]) -> list[list[Any]]:
    """A line a city, figures only."""
    return [
        [
            row.city.name_th,
            row.city.get_kind_display(),
            str(row.stage.label) if row.stage else _("Everything is there"),
            str(row.stuck_on.item.label) if row.stuck_on else "",
            row.since,
            *(check.n for check in row.checks),
        ]
        for row in progress
    ]


def report_docx(progress: Sequence[CityProgress], *, language: str) -> bytes:
    """The programme's report to its funds, to go on writing."""
    now = timezone.now()
    at = [(stage, [row for row in progress if row.stage == stage]) for stage in Stage]
    heads = (_("Stage"), _("Cities"), _("Which"))
    stages = tuple(
        ((str(stage.label),), (str(len(rows)),), (", ".join(row.city.name_th for row in rows) or "–",))
        for stage, rows in at
    )
    items = tuple(
        (
            (str(item.label),),
            (str(sum(row.checks[place].n for row in progress)),),
            (f"{sum(row.checks[place].is_met for row in progress)}/{len(progress)}",),
        )
        for place, (_stage, item, _enough, _page) in enumerate(CHECKLIST)
    )
    blocks: list[Block] = [
        Heading(_("Learning cities: report of the City Unit"), 0),
        Paragraph((_("Counted from the rows of %(n)d cities.") % {"n": len(progress)},), "lead"),
        Heading(_("Where the cities stand"), 1),
        Table(heads, stages, (30, 15, 55)),
        Heading(_("What there is"), 1),
        Table((_("What"), _("All cities together"), _("Cities that have enough")), items, (50, 25, 25)),
    ]
    title = str(_("Learning cities: report of the City Unit"))
    return write_docx(blocks, title=title, author=_("City Unit"), language=language, made_at=now, footer=title)


def _items(today: date) -> dict[str, tuple[QuerySet[Any], str]]:
    """Each item of the checklist as rows of cities."""
    features = FrameworkItem.objects.filter(framework__code=KEY_FEATURES, indicators__observations__city__isnull=False)
    consented = HeritageItem.objects.filter(holders__consent__withdrawn_at=None, holders__consent__isnull=False)
    return {
        Item.PARTNERS: (Agreement.objects.standing(today), "city"),
        Item.PLACES: (Place.objects.open().filter(verified_on__gte=today - FRESH_FOR), "city"),
        Item.HERITAGE: (consented, "city"),
        Item.OFFERINGS: (Offering.objects.filter(state=OfferingState.PUBLISHED), "city"),
        Item.COMPLETED: (Enrollment.objects.filter(state=EnrollmentState.COMPLETED), "offering__city"),
        Item.SCHOOLS: (School.objects.all(), "city"),
        Item.FEATURES: (features, "indicators__observations__city"),
        Item.PLANS: (WorkPlan.objects.filter(state__in=AT_WORK), "city"),
    }


def _managers() -> QuerySet[RoleGrant]:
    return RoleGrant.objects.current().filter(role=Role.CITY_MANAGER, user__last_login__isnull=False)


def _count(rows: QuerySet[Any], of: str) -> Coalesce:
    found = rows.order_by().filter(**{of: OuterRef("pk")}).values(of).annotate(n=Count("pk", distinct=True))
    return Coalesce(Subquery(found.values("n")), 0)


def _progress(row: Any, names: Sequence[str]) -> CityProgress:
    checks = tuple(
        Check(stage, item, getattr(row, name), enough, page)
        for name, (stage, item, enough, page) in zip(names, CHECKLIST, strict=True)
    )
    since = row.since or timezone.localdate(row.opened_at)
    return CityProgress(row, checks, since, row.noted, row.n_stale, row.n_without_phone, row.n_unreviewed)
