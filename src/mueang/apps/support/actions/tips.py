"""What anybody may tell the city about a child, and add later: the same statements whatever is known."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from mueang.apps.audit.actions import record
from mueang.apps.network.models import City
from mueang.apps.support.actions.concerns import TellerWords, Told, keep_teller, take_in
from mueang.apps.support.actions.word import leave_word
from mueang.apps.support.enums.concerns import Channel
from mueang.apps.support.models.concerns import Addition, code_hash
from mueang.apps.support.rules.cases import supervisors_of

# Letters nobody mistakes for another, read over the phone or copied by hand: 12 of 29 are 58 bits.
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ346789"
_GROUPS, _GROUP_LETTERS = 3, 4


@transaction.atomic
def tell_city(*, city: City, told: Told, teller: TellerWords | None = None) -> str:
    """Keep what a citizen told, and answer the code by which they may add to it.

    Nothing is looked up: whether the child is known changes neither the answer nor the time it takes.
    """
    code = "-".join(get_random_string(_GROUP_LETTERS, CODE_LETTERS) for _group in range(_GROUPS))
    concern = take_in(city=city, channel=Channel.CITIZEN, told=told, raised_by=None, code_hash=code_hash(code))
    keep_teller(concern, teller)
    leave_word(city=city, to=supervisors_of(city), row=concern)
    record(actor=None, verb="concern.told", target=concern, book=city.slug)
    return code


@transaction.atomic
def add_words(*, city: City, code: str, said: str) -> None:
    """Keep what somebody added under a code, whether or not there is such a code: one insert, and nothing is read."""
    row = Addition(city=city, code_hash=code_hash(code), said=said.strip(), at=timezone.now())
    row.clean_fields()
    row.save(force_insert=True)
