"""Who learns, who sets quizzes and assignments, who judges, and who may read what was handed in."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from mueang.apps.accounts.enums import Permission, Role, ScopeKind
from mueang.apps.accounts.models import User
from mueang.apps.accounts.rules import Viewer, current_grants, scopes_where
from mueang.apps.assessments.enums import AppealState, HandInState
from mueang.apps.assessments.models import Appeal, Assignment, Attempt, HandIn, HandInFile, Judgement, Quiz
from mueang.apps.catalog.models import Offering, OfferingQuerySet
from mueang.apps.catalog.rules import may_change_offering, visible_offerings
from mueang.apps.enrollment.models import Enrollment, EnrollmentQuerySet
from mueang.apps.network.models import City
from mueang.apps.people.models import Guardianship


def own_seats(viewer: Viewer, tickets: Collection[str] = ()) -> EnrollmentQuerySet:
    """Seats of the viewer, of children they answer for, and of the parties whose ticket their device holds.

    The learner's only door: quizzes, attempts and hand-ins of a learner start here.
    """
    theirs = Q(party__ticket__in=list(tickets)) if tickets else Q(pk__in=())
    if isinstance(viewer, User):
        wards = Guardianship.objects.filter(guardian__user=viewer, until_on=None).values("child")
        theirs |= Q(person__user=viewer) | Q(person__merged_into__user=viewer) | Q(person__in=wards)
    return Enrollment.objects.seated().filter(theirs)


def own_attempts(viewer: Viewer, tickets: Collection[str] = ()) -> QuerySet[Attempt]:
    return Attempt.objects.filter(enrollment__in=own_seats(viewer, tickets))


def own_hand_ins(viewer: Viewer, tickets: Collection[str] = ()) -> QuerySet[HandIn]:
    return HandIn.objects.filter(enrollment__in=own_seats(viewer, tickets))


def may_set(actor: Viewer, offering: Offering) -> bool:
    """Whether `actor` may prepare quizzes and assignments: whoever may change the offering itself."""
    return may_change_offering(actor, offering)


def judged_offerings(viewer: Viewer) -> OfferingQuerySet:
    """Offerings whose work `viewer` was appointed to judge, by themselves or through city, partner or place."""
    scopes = scopes_where(viewer, Permission.ASSESS)
    if scopes.everywhere:
        return Offering.objects.all()
    if not scopes.ids:
        return Offering.objects.none()
    names = ("uuid", "city__uuid", "place__uuid", "place__organization__uuid")
    return Offering.objects.filter(Q(*((f"{name}__in", scopes.ids) for name in names), _connector=Q.OR))


def home_cities(viewer: Viewer) -> QuerySet[City]:
    """Cities somebody works for or is a person of: about those they judge nothing where the rule says so."""
    if not isinstance(viewer, User):
        return City.objects.none()
    scopes = [
        grant.scope
        for grant in current_grants(viewer)
        if grant.scope_kind == ScopeKind.CITY and grant.role != Role.ASSESSOR
    ]
    return City.objects.filter(Q(uuid__in=scopes) | Q(persons__user=viewer)).distinct()


def judgeable_hand_ins(viewer: Viewer) -> QuerySet[HandIn]:
    """Handed-in work `viewer` may judge: never their own, nor about their own city where the assignment says so."""
    if not isinstance(viewer, User):
        return HandIn.objects.none()
    own = Q(enrollment__person__user=viewer) | Q(enrollment__person__merged_into__user=viewer)
    at_home = Q(assignment__spares_own_city=True, city__in=home_cities(viewer))
    handed_in = HandIn.objects.exclude(state=HandInState.DRAFT)
    return handed_in.filter(assignment__offering__in=judged_offerings(viewer)).exclude(own | at_home)


def decidable_appeals(viewer: Viewer) -> QuerySet[Appeal]:
    """Open appeals about work that `viewer` may judge and has not judged."""
    if not isinstance(viewer, User):
        return Appeal.objects.none()
    judged = Judgement.objects.filter(hand_in=OuterRef("hand_in"), assessor=viewer)
    rows = Appeal.objects.filter(state=AppealState.OPEN, hand_in__in=judgeable_hand_ins(viewer))
    return rows.exclude(Exists(judged))


def readable_hand_ins(viewer: Viewer) -> QuerySet[HandIn]:
    """Work that `viewer` has taken to judge, and work whose appeal they may decide: nobody else opens it."""
    if not isinstance(viewer, User):
        return HandIn.objects.none()
    taken = Q(judgements__assessor=viewer, assignment__offering__in=judged_offerings(viewer))
    return HandIn.objects.filter(taken | Q(appeal__in=decidable_appeals(viewer))).distinct()


def visible_files(viewer: Viewer, tickets: Collection[str] = ()) -> QuerySet[HandInFile]:
    """Files of one's own hand-ins, and of those one may read."""
    return HandInFile.objects.filter(
        Q(hand_in__in=own_hand_ins(viewer, tickets)) | Q(hand_in__in=readable_hand_ins(viewer))
    )


def offered_quizzes(viewer: Viewer, tickets: Collection[str] = ()) -> QuerySet[Quiz]:
    """Quizzes of what one learns, once they were opened."""
    offerings = own_seats(viewer, tickets).values("offering")
    return Quiz.objects.filter(Q(is_open=True) | Q(attempts__isnull=False), offering__in=offerings).distinct()


def offered_assignments(viewer: Viewer, tickets: Collection[str] = ()) -> QuerySet[Assignment]:
    offerings = own_seats(viewer, tickets).values("offering")
    return Assignment.objects.filter(Q(is_open=True) | Q(hand_ins__isnull=False), offering__in=offerings).distinct()


def visible_quizzes(viewer: Viewer) -> QuerySet[Quiz]:
    """Quizzes of the offerings one works for; whether one may change them, `may_set` says."""
    return Quiz.objects.filter(offering__in=visible_offerings(viewer))


def visible_assignments(viewer: Viewer) -> QuerySet[Assignment]:
    return Assignment.objects.filter(offering__in=visible_offerings(viewer))
