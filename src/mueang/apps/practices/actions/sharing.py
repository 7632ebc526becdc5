"""Between cities: ask and answer, take a practice up into one's plan, say what came of it, become twins."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.catalog.models import Offering
from mueang.apps.network.actions import mark_public_change
from mueang.apps.network.models import City
from mueang.apps.plans.actions import CameFrom, add_activity, plan_for_year
from mueang.apps.plans.enums import Origin
from mueang.apps.practices.enums import Came, PracticeState
from mueang.apps.practices.errors import (
    AdoptedAlready,
    Answered,
    NotPublished,
    OfferingElsewhere,
    OwnPractice,
    TwinsAlready,
)
from mueang.apps.practices.models import Adoption, Practice, Question, Twin
from mueang.apps.practices.rules import may_write


@transaction.atomic
def ask_question(*, practice: Practice, city: City, words: str, actor: User) -> Question:
    """Ask the city that did it. Raises PermissionDenied, NotPublished, OwnPractice."""
    practice = _others(practice, city, actor)
    question = Question(practice=practice, city=city, words=words.strip(), asked_by=actor, asked_at=timezone.now())
    question.full_clean()
    question.save(force_insert=True)
    record(actor=actor, verb="practice.asked", target=practice, book=practice.city.slug, facts={"city": city.slug})
    return question


@transaction.atomic
def answer_question(*, question: Question, answer: str, actor: User) -> Question:
    """Answer for the city; everybody reads both then. Raises PermissionDenied, Answered."""
    rows = Question.objects.select_for_update(of=("self",)).select_related("practice__city")
    question = rows.get(pk=question.pk)
    practice = question.practice
    if not may_write(actor, practice.city):
        raise PermissionDenied
    if question.answered_at:
        raise Answered
    question.answer, question.answered_by, question.answered_at = answer.strip(), actor, timezone.now()
    question.full_clean()
    question.save()
    mark_public_change(practice.city, catalog=False)
    record(actor=actor, verb="practice.answered", target=practice, book=practice.city.slug)
    return question


@transaction.atomic
def adopt_practice(
    *, practice: Practice, city: City, starts_on: date, ends_on: date, year: int, changes: str = "", actor: User
) -> Adoption:
    """Take a practice up: an activity of the city's work plan of that budget year that names where it came from.

    Raises PermissionDenied, NotPublished, OwnPractice, AdoptedAlready, and what the plan refuses.
    """
    practice = _others(practice, city, actor)
    if practice.adoptions.filter(city=city).exists():
        raise AdoptedAlready
    plan = plan_for_year(city=city, year=year, actor=actor)
    activity = add_activity(
        plan=plan,
        actor=actor,
        came_from=CameFrom(Origin.PRACTICE, practice.uuid),
        title_th=practice.title_th,
        title_en=practice.title_en,
        starts_on=starts_on,
        ends_on=ends_on,
        for_whom=practice.for_whom_th[:200],
    )
    adoption = Adoption(practice=practice, city=city, activity=activity.uuid, changes=changes.strip())
    adoption.adopted_by, adoption.adopted_at = actor, timezone.now()
    adoption.full_clean()
    adoption.save(force_insert=True)
    mark_public_change(practice.city, catalog=False)
    facts = {"practice": f"{practice.city.slug}/{practice.slug}"}
    record(actor=actor, verb="practice.adopted", target=practice, book=city.slug, facts=facts)
    return adoption


@transaction.atomic
def report_adoption(*, adoption: Adoption, came: Came | str, report: str, actor: User) -> Adoption:
    """Say what came of it; may be said again. Raises PermissionDenied."""
    rows = Adoption.objects.select_for_update(of=("self",)).select_related("practice__city", "city")
    adoption = rows.get(pk=adoption.pk)
    if not may_write(actor, adoption.city):
        raise PermissionDenied
    adoption.came, adoption.report = Came(came), report.strip()
    adoption.reported_by, adoption.reported_at = actor, timezone.now()
    adoption.full_clean()
    adoption.save()
    mark_public_change(adoption.practice.city, catalog=False)
    facts = {"practice": f"{adoption.practice.city.slug}/{adoption.practice.slug}", "came": adoption.came}
    record(
        actor=actor, verb="practice.adoption_reported", target=adoption.practice, book=adoption.city.slug, facts=facts
    )
    return adoption


@transaction.atomic
def ask_to_be_twins(*, city: City, other: City, about: str = "", actor: User) -> Twin:
    """Ask another city to visit each other. Raises PermissionDenied, OwnPractice, TwinsAlready."""
    if not may_write(actor, city):
        raise PermissionDenied
    if city == other:
        raise OwnPractice
    # Both may ask each other at once: they queue at the lower row, and the second finds the first.
    City.objects.select_for_update(no_key=True).get(pk=min(city.pk, other.pk))
    if Twin.objects.filter(Q(city=city, other=other) | Q(city=other, other=city)).exists():
        raise TwinsAlready
    twin = Twin(city=city, other=other, about=about.strip()[:300], asked_by=actor, asked_at=timezone.now())
    twin.full_clean()
    twin.save(force_insert=True)
    record(actor=actor, verb="twin.asked", target=city, book=city.slug, facts={"city": other.slug})
    return twin


@transaction.atomic
def agree_to_twin(*, twin: Twin, actor: User) -> Twin:
    """The city that was asked agrees; twice changes nothing. Raises PermissionDenied."""
    twin = Twin.objects.select_for_update(of=("self",)).select_related("city", "other").get(pk=twin.pk)
    if not may_write(actor, twin.other):
        raise PermissionDenied
    if twin.agreed_at is None:
        twin.agreed_by, twin.agreed_at = actor, timezone.now()
        twin.save(update_fields=["agreed_by", "agreed_at"])
        record(actor=actor, verb="twin.agreed", target=twin.other, book=twin.other.slug, facts={"city": twin.city.slug})
    return twin


@transaction.atomic
def link_visit(*, twin: Twin, offering: Offering, actor: User) -> None:
    """An exchange visit is an activity that people join as any other. Raises PermissionDenied, OfferingElsewhere."""
    if not any(may_write(actor, city) for city in (twin.city, twin.other)):
        raise PermissionDenied
    if twin.agreed_at is None or offering.city_id not in (twin.city_id, twin.other_id):
        raise OfferingElsewhere
    twin.visits.add(offering)
    record(actor=actor, verb="twin.visit_linked", target=offering, book=offering.city.slug)


def _others(practice: Practice, city: City, actor: User) -> Practice:
    """Another city's published practice, locked, for somebody who writes for `city`."""
    practice = Practice.objects.select_for_update(of=("self",)).select_related("city").get(pk=practice.pk)
    if not may_write(actor, city):
        raise PermissionDenied
    if practice.state != PracticeState.PUBLISHED:
        raise NotPublished
    if practice.city_id == city.pk:
        raise OwnPractice
    return practice
