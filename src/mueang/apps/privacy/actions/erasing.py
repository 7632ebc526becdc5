"""Erase one person in every app: rows go, are emptied, or stay as rows without a person; and no restore undoes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from mueang.apps.accounts.models import RoleGrant, User
from mueang.apps.accounts.queries import own_grants
from mueang.apps.audit.actions import record
from mueang.apps.forums.actions.speakers import forget_unless_shown
from mueang.apps.forums.models import Speaker
from mueang.apps.heritage.actions.tellings import forget_recording_unless_kept
from mueang.apps.heritage.models import ItemTelling
from mueang.apps.notices.enums import NoticeState
from mueang.apps.notices.models import Notice
from mueang.apps.people.actions import erase_person
from mueang.apps.people.enums import ERASED_NAME
from mueang.apps.people.models import Person
from mueang.apps.people.queries import same_person_ids
from mueang.apps.privacy.enums.handling import Erasing
from mueang.apps.privacy.errors import StillInService
from mueang.apps.privacy.queries.tables import DataTable, data_tables, rows_of
from mueang.lib.backups.erasures import note_erased

# As many as a statement of either database takes.
NUMBERS_AT_ONCE = 500


def erase_everywhere(person: Person) -> Counter[str]:
    """Carry out what `enums.handling` says of each table, then erase the person; how many rows met which end.

    Within the caller's transaction, who asked the rule and writes the record. Raises StillInService where the
    person's account holds a role: what they did in office is handed over first.
    """
    user = person.user
    if user is not None and own_grants(user):
        raise StillInService
    ids, done = same_person_ids(person), Counter[str]()
    _keep_in_mind(ids)
    _forget_files(ids)
    for table in data_tables():
        rows = rows_of(table, person_ids=ids, user_id=user.pk if user else None)
        if rows is not None and table.handling and table.model not in (Person, User):
            done[table.handling.erasing] += _carry_out(table, rows)
    done[Erasing.CLEAR] += _forget_addresses(person, ids)
    erase_person(person)
    if user is not None:
        _close_account(user)
    return done


def erase_again(numbers: Iterable[UUID]) -> int:
    """Erase whoever was erased before and is back, as a restored backup brings them; how many.

    A role that is back with them ends: it had been handed over, or nobody would have been erased.
    """
    known, n = list(numbers), 0
    for start in range(0, len(known), NUMBERS_AT_ONCE):
        # Who was merged into another is erased with them.
        back = Person.objects.filter(uuid__in=known[start : start + NUMBERS_AT_ONCE], erased_at=None)
        for pk in list(back.order_by(F("merged_into").asc(nulls_first=True), "pk").values_list("pk", flat=True)):
            n += _erase_again(pk)
    return n


@transaction.atomic
def _erase_again(pk: int) -> int:
    person = Person.objects.select_for_update(of=("self",)).select_related("city", "user").get(pk=pk)
    if person.erased_at:
        return 0
    if person.user is not None:
        RoleGrant.objects.filter(user=person.user, ended_at=None).update(ended_at=timezone.now())
    erase_everywhere(person)
    record(actor=None, verb="person.erased", target=person, book=person.city.slug, facts={"reason": "restore"})
    return 1


def _keep_in_mind(ids: list[int]) -> None:
    """Note them where no restored backup undoes it. Where that fails, the next backup does it from the rows."""
    numbers = list(Person.objects.filter(pk__in=ids).values_list("uuid", flat=True))

    def note() -> None:
        note_erased(numbers)

    transaction.on_commit(note, robust=True)


def emptied(model: type[models.Model], *, clear: tuple[str, ...], mark: tuple[str, ...]) -> dict[str, Any]:
    """What the fields say afterwards: nothing, or a mark where a word must stand."""
    return {name: _nothing(model._meta.get_field(name)) for name in clear} | dict.fromkeys(mark, ERASED_NAME)


def _carry_out(table: DataTable, rows: Any) -> int:
    handling = table.handling
    assert handling is not None  # noqa: S101 (asked by the caller; tells the type checker)
    if handling.erasing == Erasing.DELETE:
        return int(rows.delete()[0])
    if handling.erasing == Erasing.CLEAR:
        return int(rows.update(**emptied(table.model, clear=handling.clear, mark=handling.mark)))
    return int(rows.count())


def _nothing(field: Any) -> Any:
    if field.null:
        return None
    if field.has_default():
        return field.get_default()
    return b"" if isinstance(field, models.BinaryField) else ""


def _close_account(user: User) -> None:
    """Nobody signs in with it again, and it says no more who it was; what others' libraries keep about it goes."""
    user.username, user.first_name, user.last_name = f"erased-{user.uuid}", "", ""
    user.email = user.display_name = ""
    user.is_active, user.last_login = False, None
    user.set_unusable_password()
    user.save()
    for model in apps.get_models():
        if model.__module__.startswith("mueang."):
            continue
        for field in model._meta.concrete_fields:
            if field.related_model is User:
                model._base_manager.filter(**{field.name: user}).delete()


def _forget_files(ids: list[int]) -> None:
    """Their voice and picture leave the disk once the erasure stands; what another row shows too stays."""
    sounds = set(ItemTelling.objects.filter(holder__person__in=ids).values_list("file", flat=True))
    pictures = set(Speaker.objects.filter(person__in=ids).values_list("digest", flat=True))

    def forget() -> None:
        for name in sounds:
            forget_recording_unless_kept(name)
        for digest in pictures:
            forget_unless_shown(digest)

    transaction.on_commit(forget)


def _forget_addresses(person: Person, ids: list[int]) -> int:
    """Empty messages that went to their own addresses; an address that somebody else of the city has too stays."""
    pairs = Person.objects.filter(pk__in=ids).values_list("phone", "email")
    addresses = {address for pair in pairs for address in pair if address}
    shared = Person.objects.current().filter(Q(phone__in=addresses) | Q(email__in=addresses), city=person.city)
    for phone, email in shared.exclude(pk__in=ids).values_list("phone", "email"):
        addresses -= {phone, email}
    notices = Notice.objects.filter(city=person.city, address__in=addresses)
    notices.filter(state__in=(NoticeState.QUEUED, NoticeState.FAILED)).delete()
    return notices.update(**emptied(Notice, clear=("body", "address"), mark=("subject",)))
