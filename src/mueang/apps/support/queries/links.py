"""Who else the child of a case may be: candidates beside it with a stated confidence, and what was decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from mueang.apps.accounts.rules import Viewer
from mueang.apps.people.models import Person
from mueang.apps.registers.models import Pupil, PupilQuerySet
from mueang.apps.support.enums.cases import LinkKind
from mueang.apps.support.enums.concerns import Confidence
from mueang.apps.support.models.cases import Case, Child, ChildLink
from mueang.apps.support.models.concerns import Concern
from mueang.apps.support.queries.likeness import Described, Likeness, likeness
from mueang.apps.support.queries.told_pupils import places_of
from mueang.apps.support.rules.links import people_to_link, pupils_to_link
from mueang.lib.beginnings import begins
from mueang.methods.thai import match_key

MOST_CANDIDATES = 6
_SAME_BEGINNING = 4
_SURENESS = {confidence: place for place, confidence in enumerate(Confidence)}
_NOT_ALIKE = Likeness(Confidence.NONE, ())


@dataclass(frozen=True, slots=True)
class Other:
    """A row that is, or may be, the same child, and why somebody could think so."""

    kind: str
    row: UUID
    name: str
    birth_on: date | None
    birth_year: int | None
    age: int | None
    where: str
    likeness: Likeness

    @property
    def confidence(self) -> str:
        return str(self.likeness.confidence.label)

    @property
    def reasons(self) -> list[str]:
        words = {
            "told": _("a school or a flag named this pupil"),
            "name": _("same name"),
            "name_alike": _("name alike"),
            "birth": _("same birthday"),
            "age": _("age fits"),
            "age_differs": _("age does not fit"),
            "birth_differs": _("another birthday"),
        }
        return [words[code] for code in self.likeness.reasons if code in words]


@dataclass(frozen=True, slots=True)
class Linked:
    """What somebody said; `other` is None where that row is gone or not the viewer's to see."""

    link: ChildLink
    other: Other | None


@dataclass(frozen=True, slots=True)
class LinksOf:
    """One kind of row: what stands, and otherwise who is proposed; `before` are words that no longer stand."""

    kind: LinkKind
    linked: Linked | None
    candidates: tuple[Other, ...]
    before: tuple[ChildLink, ...]


def links_of(case: Case, *, viewer: Viewer, today: date, words: str = "") -> tuple[LinksOf, LinksOf]:
    """Pupil and person; `words` looks among pupils for another name. A fixed number of SQL statements."""
    said = list(case.child.links.select_related("decided_by", "undone_by"))
    pupils = _pupils(case, viewer=viewer, today=today, words=words, said=said)
    people = _people(case, viewer=viewer, today=today, said=said)
    return _sorted_out(LinkKind.PUPIL, said, pupils), _sorted_out(LinkKind.PERSON, said, people)


def other_of(case: Case, *, kind: str, row: UUID, viewer: Viewer, today: date) -> Other | None:
    """The row beside the child, as far as the viewer may be shown it: a person only where they are alike."""
    if kind == LinkKind.PUPIL:
        return _first(_pupil_rows(case, pupils_to_link(viewer, case).filter(uuid=row), today=today))
    found = people_to_link(viewer, case, this_year=today.year).filter(_begins_alike(case.child), uuid=row)
    return _first(one for one in _person_rows(case, found, today=today) if _is_alike(one))


def _sorted_out(kind: LinkKind, said: Sequence[ChildLink], others: Sequence[Other]) -> LinksOf:
    own = [link for link in said if link.kind == kind]
    standing = {link.row: link for link in own if link.undone_at is None}
    same = next((link for link in standing.values() if link.is_same), None)
    known = {other.row: other for other in others}
    linked = Linked(same, known.get(same.row)) if same else None
    free = () if same else tuple(other for other in others if other.row not in standing)[:MOST_CANDIDATES]
    return LinksOf(kind, linked, free, tuple(link for link in own if link.undone_at or not link.is_same))


def _pupils(case: Case, *, viewer: Viewer, today: date, words: str, said: Sequence[ChildLink]) -> list[Other]:
    linked = [link.row for link in said if link.kind == LinkKind.PUPIL and link.undone_at is None]
    wanted = _begins_alike(case.child) | Q(pk__in=_told(case)) | Q(uuid__in=linked)
    looked_for = match_key(words)
    if looked_for:
        wanted |= Q(match_key__contains=looked_for)
    current = Q(merged_into=None) | Q(uuid__in=linked)
    rows = _pupil_rows(case, pupils_to_link(viewer, case).filter(wanted).filter(current), today=today)
    shown = [one for one in rows if _is_alike(one) or one.row in linked or _is_named(one, looked_for)]
    return sorted(shown, key=lambda one: (_SURENESS[one.likeness.confidence], -len(one.likeness.reasons)))


def _people(case: Case, *, viewer: Viewer, today: date, said: Sequence[ChildLink]) -> list[Other]:
    linked = [link.row for link in said if link.kind == LinkKind.PERSON and link.undone_at is None]
    rows = people_to_link(viewer, case, this_year=today.year).filter(_begins_alike(case.child) | Q(uuid__in=linked))
    shown = [one for one in _person_rows(case, rows, today=today) if _is_alike(one) or one.row in linked]
    return sorted(shown, key=lambda one: (_SURENESS[one.likeness.confidence], -len(one.likeness.reasons)))


def _pupil_rows(case: Case, rows: PupilQuerySet, *, today: date) -> list[Other]:
    """Each as the child it turned out to be, where it was merged since."""
    found, told = [(row.uuid, row.merged_into or row) for row in rows.select_related("merged_into")], set(_told(case))
    places = places_of([row.pk for _uuid, row in found])
    return [
        replace(_other(case, row, kind=LinkKind.PUPIL, today=today, told=told, where=places.get(row.pk, "")), row=uuid)
        for uuid, row in found
    ]


def _person_rows(case: Case, rows: Iterable[Person], *, today: date) -> list[Other]:
    """The least that tells them apart: a birthday only where the case has the same one, otherwise the year."""
    others = [_other(case, row, kind=LinkKind.PERSON, today=today) for row in rows]
    return [one if one.birth_on == case.child.birth_on else _without_birthday(one) for one in others]


def _without_birthday(one: Other) -> Other:
    year = one.birth_on.year if one.birth_on else one.birth_year
    return replace(one, birth_on=None, birth_year=year)


def _other(
    case: Case,
    row: Pupil | Person,
    *,
    kind: LinkKind,
    today: date,
    told: Iterable[int] = (),
    where: str = "",
) -> Other:
    child, age = case.child, row.age_on(today)
    mine = Described(child.full_name, child.birth_on, child.age_on(today))
    alike = likeness(mine, Described(row.full_name, row.birth_on, age))
    if row.pk in told:
        alike = Likeness(Confidence.CERTAIN, ("told", *alike.reasons))
    return Other(kind, row.uuid, row.full_name, row.birth_on, row.birth_year, age, where, alike)


def _told(case: Case) -> list[int]:
    """Pupils that a school or a flag named in what was told of this child."""
    named = Concern.objects.filter(Q(pk=case.concern_id) | Q(of_case__case__child=case.child)).exclude(pupil=None)
    return list(named.values_list(Coalesce("pupil__merged_into", "pupil"), flat=True))


def _begins_alike(child: Child) -> Q:
    """Few rows of a city: those whose name begins alike or who are born on the day; likeness judges them."""
    beginning = child.match_key[:_SAME_BEGINNING]
    alike = begins("match_key", beginning) if beginning else Q(pk__in=[])
    return alike | Q(birth_on=child.birth_on) if child.birth_on else alike


def _is_alike(one: Other) -> bool:
    return one.likeness.confidence != Confidence.NONE


def _is_named(one: Other, looked_for: str) -> bool:
    return bool(looked_for) and looked_for in match_key(one.name)


def _first(rows: Iterable[Other]) -> Other | None:
    return next(iter(rows), None)
