"""Published scenarios and what citizens say of them: for everybody, and for those who plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from mueang.apps.network.models import City
from mueang.apps.planning.enums import NEED_WORDS, AgeGroup, ChangeKind, CommentState, Stance, Way
from mueang.apps.planning.models import Comment, CommentQuerySet, Publication, PublicationQuerySet, Scenario

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class PublicLine:
    """Before and after, of a neighbourhood (with names, and the number on the map) or of a group; None: not counted."""

    label: str
    name_th: str
    name_en: str
    people: int | None
    within: tuple[int | None, int | None]
    access: tuple[float | None, float | None]
    number: int = 0

    @property
    def n_gained(self) -> int:
        """People who would newly have a place within reach; below zero, who would lose it."""
        return (self.within[1] or 0) - (self.within[0] or 0)

    @property
    def words(self) -> str:
        """What the group is called."""
        return str(NEED_WORDS[self.label] if self.label in NEED_WORDS else AgeGroup(self.label).label)

    @property
    def turn(self) -> str:
        """Better, worse or as today, by what is there for each; empty where it is not known."""
        before, after = self.access
        if before is None or after is None:
            return ""
        # What is shown as the same number is the same.
        shown = round(after, 1) - round(before, 1)
        return "better" if shown > 0 else "worse" if shown < 0 else "same"


@dataclass(frozen=True, slots=True)
class PublicChange:
    kind: ChangeKind
    name_th: str
    name_en: str
    seats: int | None
    cost_satang: int | None


@dataclass(frozen=True, slots=True)
class PublicScenario:
    """One version as everybody sees it. `map` and `basis` are the frozen parts as they were written down."""

    publication: Publication
    group: AgeGroup
    way: Way
    minutes: int
    interest: Any
    counts_need: bool
    basis: dict[str, Any]
    gini: tuple[float | None, float | None]
    whole: PublicLine
    areas: list[PublicLine]
    ages: list[PublicLine]
    need: list[PublicLine]
    changes: list[PublicChange]
    cost_satang: int
    cost_each_satang: int | None
    map: dict[str, Any]

    @property
    def sources(self) -> list[tuple[str, date]]:
        return [(source, date.fromisoformat(day)) for source, day in self.basis["sources"]]

    @property
    def better(self) -> list[PublicLine]:
        return [line for line in self.areas if line.turn == "better"]

    @property
    def worse(self) -> list[PublicLine]:
        return [line for line in self.areas if line.turn == "worse"]

    @property
    def turned(self) -> list[PublicLine]:
        """Neighbourhoods for which something changes, those who lose first."""
        return sorted(
            (line for line in self.areas if line.turn in {"better", "worse"}), key=lambda one: one.turn != "worse"
        )

    @property
    def basis_hours(self) -> tuple[str, str]:
        """When the group is taken to be free: on a working day, and on a day of the weekend."""
        return _clock(self.basis["workday"]), _clock(self.basis["weekend"])


@dataclass(frozen=True, slots=True)
class Said:
    """How many comments, by state and by what they think; `stances` counts those that are shown."""

    n_waiting: int
    n_shown: int
    n_hidden: int
    stances: list[tuple[Stance, int]]


def public_publications(city: City) -> PublicationQuerySet:
    """What citizens of `city` may read, the newest first; a version that was followed is reached from its follower."""
    return Publication.objects.filter(city=city, later=None).standing().defer("frozen")


def publication_of(*, city: City, uuid: UUID) -> Publication | None:
    """One version of `city` for its public page, withdrawn or not. One SQL statement."""
    rows = Publication.objects.select_related("city", "later", "earlier")
    return rows.filter(city=city, uuid=uuid).first()


def public_scenario(publication: Publication) -> PublicScenario:
    """What was frozen, to be read. No SQL."""
    frozen = publication.frozen
    asked = frozen["asked"]
    return PublicScenario(
        publication=publication,
        group=AgeGroup(asked["group"]),
        way=Way(asked["way"]),
        minutes=asked["minutes"],
        interest=asked["interest"],
        counts_need=asked["counts_need"],
        basis=frozen["basis"],
        gini=(frozen["before"]["gini"], frozen["after"]["gini"]),
        whole=_line(frozen["whole"]),
        areas=[_line(row, number=number) for number, row in enumerate(frozen["areas"], start=1)],
        ages=[_line(row) for row in frozen["ages"]],
        need=[_line(row) for row in frozen["need"]],
        changes=[PublicChange(**{**row, "kind": ChangeKind(row["kind"])}) for row in frozen["changes"]],
        cost_satang=frozen["cost_satang"],
        cost_each_satang=frozen["cost_each_satang"],
        map=frozen["map"],
    )


def shown_comments(publication: Publication) -> CommentQuerySet:
    """What everybody may read, the newest first. One SQL statement."""
    return publication.comments.shown()[:MOST_SHOWN]


def said_of(publication: Publication) -> Said:
    """One SQL statement."""
    counts = {state: Count("pk", filter=Q(state=state)) for state in CommentState}
    stances = {f"is_{one}": Count("pk", filter=Q(stance=one, state=CommentState.SHOWN)) for one in Stance}
    found = publication.comments.aggregate(**{f"n_{key}": value for key, value in counts.items()}, **stances)
    return Said(
        n_waiting=found["n_waiting"],
        n_shown=found["n_shown"],
        n_hidden=found["n_hidden"],
        stances=[(one, found[f"is_{one}"]) for one in Stance],
    )


def standing_publication(scenario: Scenario) -> Publication | None:
    """The version of this scenario that citizens see. One SQL statement."""
    return scenario.publications.standing().select_related("later", "earlier").first()


def publications_to_follow(city: City) -> QuerySet[Publication]:
    """Versions that a new one may follow: those that stand, and that none follows yet."""
    return public_publications(city)


def desk_comments(publication: Publication, *, state: str = "") -> QuerySet[Comment]:
    """Every comment, or those of one state, the newest first. One SQL statement."""
    rows = publication.comments.select_related("told_by", "settled_by", "answered_by")
    return rows.filter(state=state) if state in CommentState.values else rows


def _clock(span: list[float]) -> str:
    return "–".join(f"{int(hour):02}:{round(hour % 1 * 60):02}" for hour in span)


def _line(row: dict[str, Any], *, number: int = 0) -> PublicLine:
    return PublicLine(
        label=row.get("label", ""),
        name_th=row.get("name_th", ""),
        name_en=row.get("name_en", ""),
        people=row["people"],
        within=(row["within"][0], row["within"][1]),
        access=(row["access"][0], row["access"][1]),
        number=number,
    )
