"""Who prepares a forum, who reads its report, and what everybody may see of it."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from mueang.apps.accounts.rules import Viewer
from mueang.apps.catalog.models import Offering
from mueang.apps.catalog.rules import may_change_offering
from mueang.apps.enrollment.rules import visible_learner_lists
from mueang.apps.forums.models import Forum
from mueang.apps.people.enums import Purpose
from mueang.apps.people.models import Consent, Person


def visible_forums(viewer: Viewer) -> QuerySet[Forum]:
    """Forums whose participants the viewer may see by name: the only door to one for signed-in people."""
    return Forum.objects.filter(offering__in=visible_learner_lists(viewer).values("pk"))


def may_prepare(actor: Viewer, offering: Offering) -> bool:
    """Whether `actor` may open a forum of this offering, and say who speaks in it."""
    return may_change_offering(actor, offering)


def showable_persons() -> QuerySet[Person]:
    """Persons who agreed to be shown in pictures, and were not erased."""
    own = Q(person=OuterRef("pk")) | Q(person=OuterRef("merged_into"))
    agreed = Consent.objects.filter(own, purpose=Purpose.PHOTO, withdrawn_at=None)
    return Person.objects.filter(Exists(agreed), erased_at=None)
