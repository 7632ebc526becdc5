"""From "I could teach this" to an activity: proposed, talked over, drafted, published or kindly declined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.actions import PlannedSession, SimpleOffering, add_instructor, offer, publish_offering
from mueang.apps.catalog.enums import OfferingState
from mueang.apps.enrollment.actions.words import about_offering, to_person, to_user
from mueang.apps.enrollment.enums import EnrollmentState
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.outcomes.enums import STILL_OPEN, ProposalState
from mueang.apps.outcomes.errors import NotCompleted, ProposalSettled, ProposedAlready, ReasonNeeded, TooYoung
from mueang.apps.outcomes.models import Proposal, ProposalStep
from mueang.apps.outcomes.rules import may_work_outcomes
from mueang.apps.places.models import Place

TEACHES_FROM = 15


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody would teach, to whom, where and when; only the first is needed."""

    what: str
    for_whom: str = ""
    place: Place | None = None
    when: str = ""


@transaction.atomic
def propose(*, enrollment: Enrollment, wish: Wish, now: datetime | None = None) -> Proposal:
    """A completer proposes to teach; asked for through their ticket or their own page.

    Raises NotCompleted, TooYoung, ProposedAlready.
    """
    now = now or timezone.now()
    enrollment = Enrollment.objects.select_related(
        "person__merged_into", "offering__program", "offering__city", "offering__owner", "offering__place"
    ).get(pk=enrollment.pk)
    if enrollment.state != EnrollmentState.COMPLETED:
        raise NotCompleted
    person, offering = enrollment.person.merged_into or enrollment.person, enrollment.offering
    age = person.age_on(timezone.localdate(now))
    if age is not None and age < TEACHES_FROM:
        raise TooYoung
    row = Proposal(
        city=offering.city,
        enrollment=enrollment,
        program=offering.program,
        what=wish.what.strip()[:200],
        for_whom=wish.for_whom.strip()[:200],
        place=wish.place,
        when=wish.when.strip()[:200],
        proposed_at=now,
    )
    row.clean_fields()
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise ProposedAlready from error
    ProposalStep.objects.create(proposal=row, state=ProposalState.PROPOSED, at=now)
    _tell_officer(row)
    record(actor=None, verb="proposal.proposed", target=row, book=row.city.slug)
    return row


def talk_over(*, proposal: Proposal, words: str, actor: User, now: datetime | None = None) -> Proposal:
    """Somebody of the city has talked with the proposer. Raises PermissionDenied, ProposalSettled."""
    return _step(proposal, ProposalState.TALKING, words=words, actor=actor, now=now)


@transaction.atomic
def draft_offering(
    *,
    proposal: Proposal,
    place: Place,
    seats: int,
    sessions: Sequence[PlannedSession],
    actor: User,
    now: datetime | None = None,
) -> Proposal:
    """Make a draft activity of the same program with the proposer as its instructor.

    Raises PermissionDenied, ProposalSettled, and what the catalog refuses.
    """
    locked = _locked(proposal, actor=actor)
    simple = SimpleOffering(program=locked.program, place=place, seats=seats, sessions=sessions)
    offering = offer(city=locked.city, simple=simple, publishes=False, actor=actor)
    add_instructor(offering=offering, person=locked.proposer, actor=actor)
    locked.offering = offering
    locked.save(update_fields=["offering"])
    return _step(locked, ProposalState.DRAFTED, words="", actor=actor, now=now)


@transaction.atomic
def publish_proposal(*, proposal: Proposal, actor: User, now: datetime | None = None) -> Proposal:
    """Show the drafted activity to everybody.

    Raises PermissionDenied, ProposalSettled, and what the catalog refuses.
    """
    locked = _locked(proposal, actor=actor)
    if locked.state != ProposalState.DRAFTED or locked.offering is None:
        raise ProposalSettled
    if locked.offering.state == OfferingState.DRAFT:
        publish_offering(offering=locked.offering, actor=actor)
    return _step(locked, ProposalState.PUBLISHED, words="", actor=actor, now=now)


@transaction.atomic
def decline(*, proposal: Proposal, words: str, actor: User, now: datetime | None = None) -> Proposal:
    """Say no, with a reason the proposer reads. Raises PermissionDenied, ProposalSettled, ReasonNeeded."""
    if not words.strip():
        raise ReasonNeeded
    return _step(proposal, ProposalState.DECLINED, words=words, actor=actor, now=now)


@transaction.atomic
def note_published(*, proposal: Proposal, now: datetime) -> Proposal:
    """Its draft was published from the catalog: the proposal has arrived as well. Called by the worker."""
    row = Proposal.objects.select_for_update(of=("self",)).select_related("offering").get(pk=proposal.pk)
    if row.state != ProposalState.DRAFTED:
        return row
    return _enter(row, ProposalState.PUBLISHED, words="", actor=None, now=now)


def _locked(proposal: Proposal, *, actor: User) -> Proposal:
    """The proposal as it is now, locked, for somebody who may help it along and while it is open."""
    rows = Proposal.objects.select_for_update(of=("self",)).select_related(
        "city", "program", "offering", "enrollment__person__merged_into", "enrollment__party__lead"
    )
    row = rows.get(pk=proposal.pk)
    if not may_work_outcomes(actor, row.city):
        raise PermissionDenied
    if row.state not in STILL_OPEN:
        raise ProposalSettled
    return row


@transaction.atomic
def _step(proposal: Proposal, state: ProposalState, *, words: str, actor: User, now: datetime | None) -> Proposal:
    row = _locked(proposal, actor=actor)
    return _enter(row, state, words=words, actor=actor, now=now or timezone.now())


def _enter(row: Proposal, state: ProposalState, *, words: str, actor: User | None, now: datetime) -> Proposal:
    row.state = state
    row.save(update_fields=["state"])
    step = ProposalStep.objects.create(proposal=row, state=state, words=words.strip()[:400], by=actor, at=now)
    _tell_proposer(row, step)
    record(actor=actor, verb=f"proposal.{state.value}", target=row, book=row.city.slug)
    return row


def _tell_proposer(row: Proposal, step: ProposalStep) -> None:
    about = row.offering or row.enrollment.offering

    def written() -> tuple[str, str]:
        words = about_offering(about) | {"what": row.what}
        said = {
            ProposalState.TALKING: _("The city is looking at your proposal “%(what)s” with you.") % words,
            ProposalState.DRAFTED: _("Your class “%(what)s” is drafted, from %(day)s at %(place)s. You teach it.")
            % words,
            ProposalState.PUBLISHED: _("Your class “%(what)s” is published: people can join.") % words,
            ProposalState.DECLINED: _("Your proposal “%(what)s” cannot be taken up now. Thank you for offering.")
            % words,
        }
        return _("Your proposal: %(what)s") % words, f"{said[ProposalState(step.state)]} {step.words}".strip()

    to_person(row.proposer, written, about=about, key=f"proposal:{row.uuid}:{step.pk}", also_copy=True)


def _tell_officer(row: Proposal) -> None:
    offering = row.enrollment.offering

    def written() -> tuple[str, str]:
        words = about_offering(offering) | {"what": row.what}
        return (
            _("Somebody wants to teach: %(what)s") % words,
            _("A learner who completed %(activity)s proposes a class. The board of proposals shows it.") % words,
        )

    to_user(offering.owner, written, about=offering, key=f"proposal:{row.uuid}:officer")
