"""Who may see awards and who may award. Whoever holds a certificate's link may check it: that is what it is for."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from mueang.apps.accounts.enums import Permission
from mueang.apps.accounts.models import User
from mueang.apps.accounts.rules import Viewer, holds, scopes_where
from mueang.apps.credentials.models import (
    Achievement,
    Award,
    AwardClaim,
    AwardRun,
    Issuer,
    IssuerKey,
    StatusList,
    Transcript,
    TranscriptQuerySet,
)
from mueang.apps.network.models import City
from mueang.apps.people.models import Person, PersonQuerySet
from mueang.apps.people.rules import is_self_or_guardian, people_of


def visible_issuers(viewer: Viewer) -> QuerySet[Issuer]:
    """Issuers of the cities where `viewer` may award."""
    scopes = scopes_where(viewer, Permission.AWARD)
    return Issuer.objects.all() if scopes.everywhere else Issuer.objects.filter(city__uuid__in=scopes.ids)


def visible_achievements(viewer: Viewer) -> QuerySet[Achievement]:
    return Achievement.objects.filter(issuer__in=visible_issuers(viewer))


def visible_awards(viewer: Viewer) -> QuerySet[Award]:
    """Awards of the cities where `viewer` may award, and the viewer's own."""
    awards = Q(achievement__issuer__in=visible_issuers(viewer))
    if isinstance(viewer, User):
        awards |= Q(person__user=viewer) | Q(person__merged_into__user=viewer)
    return Award.objects.filter(awards)


def visible_runs(viewer: Viewer) -> QuerySet[AwardRun]:
    return AwardRun.objects.filter(achievement__in=visible_achievements(viewer))


def visible_keys(viewer: Viewer) -> QuerySet[IssuerKey]:
    return IssuerKey.objects.filter(issuer__in=visible_issuers(viewer))


def visible_claims(viewer: Viewer) -> QuerySet[AwardClaim]:
    """For those who hand awards out; a holder needs no list of links."""
    return AwardClaim.objects.filter(award__achievement__issuer__in=visible_issuers(viewer))


def claims_by_key() -> QuerySet[AwardClaim]:
    """For whoever holds the key of one; never list this."""
    return AwardClaim.objects.select_related("award__achievement__issuer__city", "award__person")


def published_issuers() -> QuerySet[Issuer]:
    """Issuers are public: their keys are what others check with."""
    return Issuer.objects.all()


def published_achievements() -> QuerySet[Achievement]:
    return Achievement.objects.all()


def published_status_lists() -> QuerySet[StatusList]:
    """Status lists are public and say nothing about people: a bit per certificate, in random order."""
    return StatusList.objects.all()


def awards_by_link() -> QuerySet[Award]:
    """For whoever holds the unguessable address of one certificate; never list this."""
    return Award.objects.select_related("achievement__issuer__city", "person", "status_list", "replaced_by", "replaces")


def transcripts_by_link() -> TranscriptQuerySet:
    """For whoever holds the unguessable address of one transcript; never list this."""
    return Transcript.objects.select_related("issuer__city")


def visible_transcripts(viewer: Viewer) -> TranscriptQuerySet:
    """Transcripts of the cities where `viewer` may award, and the viewer's own."""
    found = Q(issuer__in=visible_issuers(viewer))
    if isinstance(viewer, User):
        found |= Q(person__user=viewer) | Q(person__merged_into__user=viewer)
    return Transcript.objects.filter(found)


def people_with_transcripts(viewer: Viewer, city: City) -> PersonQuerySet:
    """The persons of `city` whose transcript `viewer` may see and have signed."""
    return people_of(viewer, city) if may_award(viewer, city) else Person.objects.none()


def may_ask_transcript(actor: Viewer, person: Person) -> bool:
    """The officers who award, the person, and whoever answers for them."""
    return may_award(actor, person.city) or (isinstance(actor, User) and is_self_or_guardian(actor, person))


def may_award(actor: Viewer, city: City) -> bool:
    return holds(actor, Permission.AWARD, at=[city.uuid])
