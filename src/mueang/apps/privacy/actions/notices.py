"""Publish what people are told, and let them agree or take it back with one press."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.network.actions import mark_public_change
from mueang.apps.network.models import City
from mueang.apps.people.actions import give_consent
from mueang.apps.people.enums import LawfulBasis, Relation
from mueang.apps.people.models import Consent, Guardianship, Person
from mueang.apps.privacy.errors import NotYetThere, VersionKnown
from mueang.apps.privacy.models import NoticeText
from mueang.apps.privacy.queries.notices import texts_in_force
from mueang.apps.privacy.rules import may_keep


@transaction.atomic
def publish_text(
    *,
    city: City,
    purpose: str,
    version: str,
    text_th: str,
    actor: User | None,
    text_en: str = "",
    what_changed: str = "",
    asks_again: bool = False,
) -> NoticeText:
    """Publish the next text of a purpose; it is never edited after. Raises PermissionDenied and VersionKnown."""
    if not may_keep(actor, city):
        raise PermissionDenied
    text = NoticeText(
        city=city,
        purpose=purpose,
        version=version,
        text_th=text_th,
        text_en=text_en,
        what_changed=what_changed,
        asks_again=asks_again,
        published_at=timezone.now(),
        published_by=actor,
    )
    try:
        with transaction.atomic():
            text.save(force_insert=True)
    except IntegrityError:
        raise VersionKnown from None
    mark_public_change(city, catalog=False)
    facts = {"purpose": purpose, "version": version, "asks_again": asks_again}
    record(actor=actor, verb="notice_text.published", target=text, book=city.slug, facts=facts)
    return text


def agree(*, person: Person, text: NoticeText, giver: Person, actor: User) -> Consent:
    """Agree to the text in force, for oneself or for a child one answers for.

    Raises PermissionDenied, NotYetThere if another text is in force by now, and ConsentRefused as `give_consent` does.
    """
    in_force = texts_in_force(person.city).get(text.purpose)
    if in_force != text:
        raise NotYetThere
    link = Guardianship.objects.filter(guardian=giver, child=person, until_on=None).first()
    is_own = giver.pk == person.pk
    if not is_own and link is None:
        raise PermissionDenied
    return give_consent(
        person=person,
        given_by=giver,
        relation=Relation.SELF if link is None else link.relation,
        has_legal_authority=is_own or (link is not None and link.has_legal_authority),
        purpose=text.purpose,
        lawful_basis=LawfulBasis.CONSENT,
        text_version=text.version,
        actor=actor,
    )
