"""The account a learner reads the course with: given by an officer, since a ticket proves no more than its seats."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from mueang.apps.accounts.models import User
from mueang.apps.courses.errors import AccountTaken, NoSuchAccount, NotOfThisCourse
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.people.actions import change_person


@transaction.atomic
def give_account(*, enrollment: Enrollment, username: str, actor: User) -> User:
    """Let the account of this name stand for the learner.

    Raises PermissionDenied for whoever may not change people, NotOfThisCourse, NoSuchAccount, AccountTaken.
    """
    if not enrollment.holds_a_seat or not hasattr(enrollment.offering, "course_run"):
        raise NotOfThisCourse
    user = User.objects.filter(username=username.strip(), is_active=True).first()
    if user is None:
        raise NoSuchAccount
    person = enrollment.person.merged_into or enrollment.person
    if person.user_id not in {None, user.pk}:
        raise AccountTaken
    try:
        with transaction.atomic():
            change_person(person=person, actor=actor, user=user)
    except IntegrityError as error:
        raise AccountTaken from error
    return user
