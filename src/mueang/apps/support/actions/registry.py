"""Bring in a ministry's list: uploaded, looked at, confirmed; a list brought in again changes nothing."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record, record_read
from mueang.apps.network.models import City
from mueang.apps.support.actions.concerns import Told, take_in
from mueang.apps.support.enums.concerns import Channel
from mueang.apps.support.errors.registry import ListConfirmed
from mueang.apps.support.models.concerns import Concern
from mueang.apps.support.models.registry import RegistryList
from mueang.apps.support.queries.registry import ListLine, list_lines
from mueang.apps.support.rules.cases import may_supervise


@transaction.atomic
def upload_list(*, city: City, data: bytes, file_name: str, actor: User) -> RegistryList:
    """Keep a list sealed until it is confirmed. Raises PermissionDenied and NoList."""
    if not may_supervise(actor, city):
        raise PermissionDenied
    list_lines(data=data, file_name=file_name, city=city)
    row = RegistryList(city=city, file_name=file_name[:120], uploaded_by=actor, uploaded_at=timezone.now())
    row.content = data
    row.save(force_insert=True)
    record(actor=actor, verb="registry.uploaded", target=row, book=city.slug)
    return row


@transaction.atomic
def read_list(*, row: RegistryList, actor: User) -> list[ListLine]:
    """The lines as they would be taken in now; that they were looked at is written down. Raises PermissionDenied."""
    if not may_supervise(actor, row.city):
        raise PermissionDenied
    if row.sealed is None:
        return []
    lines = list_lines(data=row.content, file_name=row.file_name, city=row.city)
    record_read(actor=actor, target=row, book=row.city.slug, facts={"n": len(lines)})
    return lines


@transaction.atomic
def confirm_list(*, row: RegistryList, actor: User) -> RegistryList:
    """Make a concern of every line that is new; the file is thrown away.

    Nothing is merged: a match is written into the concern with its confidence, for somebody to look at. Raises
    PermissionDenied and ListConfirmed.
    """
    row = RegistryList.objects.select_for_update(of=("self",)).select_related("city").get(pk=row.pk)
    if not may_supervise(actor, row.city):
        raise PermissionDenied
    if row.confirmed_at is not None:
        raise ListConfirmed
    lines = list_lines(data=row.content, file_name=row.file_name, city=row.city)
    for line in lines:
        if line.is_taken:
            _take(row, line, actor=actor)
    row.n_new = sum(line.is_taken for line in lines)
    row.n_known = sum(line.is_told and not line.problem for line in lines)
    row.n_unread = sum(bool(line.problem) for line in lines)
    row.confirmed_at, row.sealed = timezone.now(), None
    row.save()
    facts = {"n_new": row.n_new, "n_known": row.n_known, "n_unread": row.n_unread}
    record(actor=actor, verb="registry.confirmed", target=row, book=row.city.slug, facts=facts)
    return row


def _take(row: RegistryList, line: ListLine, *, actor: User) -> Concern:
    said = [_("On a list of children out of school (%(file)s).") % {"file": row.file_name}, line.why]
    if line.found_in:
        said.append(_("Perhaps %(where)s.") % {"where": line.found_in})
    born = line.birth
    age = timezone.localdate().year - born.year if born and born.year else None
    told = Told(
        said=" ".join(part for part in said if part),
        about=line.name,
        age_years=age if age is None or age >= 0 else None,
        birth_on=born.on if born else None,
        area=line.area,
    )
    return take_in(
        city=row.city,
        channel=Channel.RECORD_MATCH,
        told=told,
        raised_by=actor,
        confidence=line.confidence,
        source_key=line.key,
    )
