"""Who may say that a child of a case is a pupil or a person, and among which rows they may look."""

from __future__ import annotations

from django.db.models import Q

from mueang.apps.accounts.rules import Viewer
from mueang.apps.people.models import Person, PersonQuerySet
from mueang.apps.registers.models import PupilQuerySet
from mueang.apps.registers.rules import visible_pupils
from mueang.apps.support.enums.cases import Part
from mueang.apps.support.models.cases import Case
from mueang.apps.support.rules.cases import Sight, may_work

OLDEST_BORN = 26
_TOLD_BY_A_LINK = (Part.NAME, Part.BIRTH, Part.SCHOOL)


def may_link(sight: Sight) -> bool:
    """A link tells name, birth and school: from whom any of it is withheld, it is withheld too."""
    return sight.may_write and all(sight.shows(part) for part in _TOLD_BY_A_LINK)


def pupils_to_link(viewer: Viewer, case: Case) -> PupilQuerySet:
    return visible_pupils(viewer).filter(city=case.city)


def people_to_link(viewer: Viewer, case: Case, *, this_year: int) -> PersonQuerySet:
    """Children and young people of the city's list, for who works on cases there, without `people.read`.

    Holding `people.read` would open the whole list; here nobody can look for a name. What the case already knows is
    asked: whose name is alike and whose birthday is no other one, six at most, by name, year of birth and age; a
    birthday only where the case has the same. Whoever may not see the child's own name and birth is not asked at all
    (`may_link`), every look is written down as a reading of the case, and each decision with the row it was about.
    Without it a case and a seat of the same child could not be told to be one child's.
    """
    if not may_work(viewer, case.city):
        return Person.objects.none()
    young = Q(birth_on__year__gte=this_year - OLDEST_BORN) | Q(birth_year__gte=this_year - OLDEST_BORN)
    unknown = Q(birth_on=None, birth_year=None)
    return Person.objects.filter(Q(city=case.city), young | unknown).current()
