"""What was given of a promise: written down, taken back, and agreements renewed, with their papers."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.network.actions.cities import mark_public_change
from mueang.apps.network.actions.partners import locked, record_contribution
from mueang.apps.network.errors import (
    DayToCome,
    DocumentRefused,
    GiftTakenBack,
    RenewalTooEarly,
    RenewedAlready,
)
from mueang.apps.network.models import Agreement, AgreementDocument, City, Contribution, Gift, Organization
from mueang.apps.network.queries.workbooks import PromiseLine
from mueang.apps.network.rules import may_change_network
from mueang.lib.photographs import PhotoError, prepare
from mueang.lib.sealed import seal

MOST_BYTES = 10_000_000
# A file is what its first bytes say, whatever it is called.
PDF = b"%PDF-"


@transaction.atomic
def record_gift(*, contribution: Contribution, amount: int, given_on: date, actor: User, note: str = "") -> Gift:
    """Write down what was given of a promise on one day. Raises PermissionDenied and DayToCome."""
    row = locked(contribution)
    city = row.agreement.city
    if not may_change_network(actor, city):
        raise PermissionDenied
    if given_on > timezone.localdate():
        raise DayToCome
    gift = Gift(contribution=row, amount=amount, given_on=given_on, note=note, recorded_by=actor)
    gift.full_clean()
    gift.save(force_insert=True)
    Contribution.objects.filter(pk=row.pk).update(given=F("given") + amount)
    mark_public_change(city, catalog=False)
    facts = {"given": amount, "day": str(given_on)}
    record(actor=actor, verb="contribution.given", target=row, book=city.slug, facts=facts)
    return gift


@transaction.atomic
def take_back_gift(*, gift: Gift, actor: User) -> Gift:
    """Take back an entry made in error; it stays readable. Raises PermissionDenied and GiftTakenBack."""
    row = locked(gift.contribution)
    city = row.agreement.city
    if not may_change_network(actor, city):
        raise PermissionDenied
    gift = locked(gift)
    if gift.taken_back_at is not None:
        raise GiftTakenBack
    gift.taken_back_at = timezone.now()
    gift.save(update_fields=["taken_back_at"])
    Contribution.objects.filter(pk=row.pk).update(given=F("given") - gift.amount)
    mark_public_change(city, catalog=False)
    record(actor=actor, verb="contribution.taken_back", target=row, book=city.slug, facts={"given": gift.amount})
    return gift


@transaction.atomic
def renew_agreement(
    *, agreement: Agreement, title: str, signed_on: date, ends_on: date | None, keep_promises: bool, actor: User
) -> Agreement:
    """Sign the next agreement, which names this one; `keep_promises` promises the same again, without their days.

    Raises PermissionDenied, RenewedAlready and RenewalTooEarly.
    """
    agreement = locked(agreement)
    city = agreement.city
    if not may_change_network(actor, city):
        raise PermissionDenied
    if Agreement.objects.filter(renews=agreement).exists():
        raise RenewedAlready
    if signed_on <= agreement.signed_on:
        raise RenewalTooEarly
    new = Agreement(
        city=city,
        organization=agreement.organization,
        title=title,
        signed_on=signed_on,
        ends_on=ends_on,
        renews=agreement,
    )
    new.full_clean()
    new.save(force_insert=True)
    for old in agreement.contributions.all() if keep_promises else []:
        Contribution.objects.create(
            agreement=new, kind=old.kind, area=old.area, what=old.what, unit=old.unit, promised=old.promised
        )
    mark_public_change(city, catalog=False)
    record(actor=actor, verb="agreement.renewed", target=new, book=city.slug, facts={"before": str(agreement.uuid)})
    return new


def readable_document(content: bytes) -> tuple[bytes, str]:
    """What is kept of a file, and its kind, by what it is and not by what it is called. Raises DocumentRefused."""
    if not content or len(content) > MOST_BYTES:
        raise DocumentRefused
    if content.startswith(PDF):
        return content, "application/pdf"
    try:
        made = prepare(content)
    except PhotoError as error:
        raise DocumentRefused from error
    return made.files[max(made.files)], "image/webp"


def attach_document(*, agreement: Agreement, file_name: str, content: bytes, actor: User) -> AgreementDocument:
    """Keep a signed paper with its agreement: a PDF as it came, a picture without where and with what it was taken.

    The same file twice is one. Raises PermissionDenied, DocumentRefused.
    """
    if not may_change_network(actor, agreement.city):
        raise PermissionDenied
    # Read before any row is locked.
    content, media_type = readable_document(content)
    return _keep_document(agreement, file_name, content, media_type, actor)


@transaction.atomic
def _keep_document(
    agreement: Agreement, file_name: str, content: bytes, media_type: str, actor: User
) -> AgreementDocument:
    agreement = locked(agreement)
    digest = hashlib.sha256(content).hexdigest()
    known = agreement.documents.filter(digest=digest).first()
    if known is not None:
        return known
    document = AgreementDocument(
        agreement=agreement,
        file_name=file_name[-120:],
        media_type=media_type,
        n_bytes=len(content),
        digest=digest,
    )
    document.sealed = seal(content, purpose="agreement document", bound_to=str(document.uuid))
    document.save(force_insert=True)
    record(
        actor=actor,
        verb="agreement.document_added",
        target=agreement,
        book=agreement.city.slug,
        facts={"digest": digest},
    )
    return document


@transaction.atomic
def take_in_promises(*, city: City, lines: list[PromiseLine], actor: User) -> tuple[int, int]:
    """Write the lines of a workbook: how many promises are new, and how many were corrected.

    A partner is known by its name, an agreement by its title and day, a promise by its kind and words; what was given
    is left as it is. All or nothing. Raises PermissionDenied and ValidationError.
    """
    if not may_change_network(actor, city):
        raise PermissionDenied
    City.objects.select_for_update().get(pk=city.pk)
    n_new = n_changed = 0
    for line in lines:
        partner, _made = Organization.objects.get_or_create(
            city=city,
            name_th=line.name_th,
            defaults={"kind": line.partner_kind, "name_en": line.name_en or line.name_th},
        )
        agreement, _made = Agreement.objects.get_or_create(
            city=city,
            organization=partner,
            title=line.title,
            signed_on=line.signed_on,
            defaults={"ends_on": line.ends_on},
        )
        values: dict[str, Any] = {
            "unit": line.unit,
            "area": line.area,
            "promised": line.promised,
            "due_on": line.due_on,
        }
        known = agreement.contributions.filter(kind=line.kind, what=line.what).first()
        if known is None:
            record_contribution(agreement=agreement, kind=line.kind, what=line.what, actor=actor, **values)
            n_new += 1
        elif any(getattr(known, name) != value for name, value in values.items()):
            Contribution.objects.filter(pk=known.pk).update(**values)
            n_changed += 1
    mark_public_change(city, catalog=False)
    facts = {"added": n_new, "changed": n_changed}
    record(actor=actor, verb="contribution.imported", target=city, book=city.slug, facts=facts)
    return n_new, n_changed
