"""What is said when somebody stayed away several times in a row: to them or their carer, and to the staff."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mueang.apps.accounts.enums import Role
from mueang.apps.accounts.models import RoleGrant, User
from mueang.apps.catalog.models import Offering
from mueang.apps.enrollment.actions.words import about_offering, to_person, to_user
from mueang.apps.enrollment.models import AbsenceAlert, Enrollment
from mueang.apps.enrollment.queries.absences import to_be_told


def tell_absent(offering: Offering, alerts: Sequence[AbsenceAlert]) -> None:
    """One kind word to each learner or carer, one line to each of the staff; both only once a run of absences."""
    rows = Enrollment.objects.filter(pk__in=[alert.enrollment_id for alert in alerts])
    learners = {
        row.pk: row for row in rows.select_related("person__merged_into__user", "person__user", "party__lead__user")
    }
    for alert in alerts:
        _tell_learner(offering, alert, learners[alert.enrollment_id])
    staff = staff_of(offering)
    for alert in alerts:
        for user in staff:
            _tell_staff(offering, alert, user)


def staff_of(offering: Offering) -> list[User]:
    """Who teaches it, who keeps its place, and who answers for the entry; each once."""
    teachers = User.objects.filter(person__teaching__offering=offering)
    scopes = [offering.place.uuid, *([offering.place.organization.uuid] if offering.place.organization else [])]
    keeping = RoleGrant.objects.current().filter(role=Role.KEEPER, scope__in=scopes).values("user")
    found = User.objects.filter(is_active=True)
    return list(
        (found.filter(pk__in=teachers.values("pk")) | found.filter(pk__in=keeping) | found.filter(pk=offering.owner_id))
        .distinct()
        .order_by("pk")
    )


def _tell_learner(offering: Offering, alert: AbsenceAlert, learner: Enrollment) -> None:
    reader = to_be_told(learner)
    if reader is None:
        return
    person = learner.person.merged_into or learner.person

    def written() -> tuple[str, str]:
        words = about_offering(offering) | {"name": person.full_name}
        return (
            _("We missed you: %(activity)s") % words,
            _(
                "%(name)s has not been to %(activity)s at %(place)s lately. We hope all is well. You are welcome to "
                "come again; if something is in the way, please tell the organiser."
            )
            % words,
        )

    to_person(reader, written, about=offering, key=f"absence:{alert.uuid}:learner", also_copy=True)


def _tell_staff(offering: Offering, alert: AbsenceAlert, user: User) -> None:
    def written() -> tuple[str, str]:
        words = about_offering(offering) | {"n": alert.n_sessions}
        return (
            _("Stayed away: %(activity)s") % words,
            ngettext(
                "A learner of %(activity)s was away %(n)d time. The list of absences says who and whom to call.",
                "A learner of %(activity)s was away %(n)d times in a row. "
                "The list of absences says who and whom to call.",
                alert.n_sessions,
            )
            % words,
        )

    to_user(user, written, about=offering, key=f"absence:{alert.uuid}:user:{user.pk}")
