"""Status lists: an index for every award, drawn at random, and the signed list that tells which are revoked."""

from __future__ import annotations

import json
import secrets
import uuid
from datetime import datetime

from mueang.apps.credentials.actions.issuers import signing_key
from mueang.apps.credentials.models import Award, Endorsement, Issuer, StatusList, Transcript
from mueang.apps.credentials.queries.addresses import did_of, list_address, method_of
from mueang.apps.credentials.queries.documents import list_bits
from mueang.standards import open_badges, status_list

# A list is left for a new one at half: a random draw then finds a free index at the second try on average.
FULL_SHARE = 0.5


def draw_indices(issuer: Issuer, *, n: int, now: datetime) -> tuple[StatusList, list[int]]:
    """`n` free indices of the issuer's open list, which stays locked until the transaction ends.

    The lock on the issuer's row makes two awarding officers take turns, so no index is ever given twice.
    """
    Issuer.objects.select_for_update().get(pk=issuer.pk)
    for row in StatusList.objects.filter(issuer=issuer).order_by("-pk")[:1]:
        taken = taken_indices(row)
        if len(taken) + n <= row.n_bits * FULL_SHARE:
            return row, draw(n, taken=taken, n_bits=row.n_bits)
    row = open_list(issuer, now=now)
    return row, draw(n, taken=set(), n_bits=row.n_bits)


def taken_indices(row: StatusList) -> set[int]:
    """What awards, transcripts and endorsements hold of the list."""
    awards = Award.objects.filter(status_list=row).order_by().values_list("status_index", flat=True)
    transcripts = Transcript.objects.filter(status_list=row).order_by().values_list("status_index", flat=True)
    endorsements = Endorsement.objects.filter(status_list=row).order_by().values_list("status_index", flat=True)
    return {index for index in awards.union(transcripts, endorsements) if index is not None}


def draw(n: int, *, taken: set[int], n_bits: int) -> list[int]:
    """`n` different indices that are not taken, from the system's randomness."""
    used = set(taken)
    drawn: list[int] = []
    while len(drawn) < n:
        index = secrets.randbelow(n_bits)
        if index not in used:
            used.add(index)
            drawn.append(index)
    return drawn


def open_list(issuer: Issuer, *, now: datetime) -> StatusList:
    row = StatusList(uuid=uuid.uuid4(), issuer=issuer, signed_at=now)
    row.document = sign_list(row, now=now)
    row.save(force_insert=True)
    return row


def sign_list(row: StatusList, *, now: datetime) -> str:
    """The list as a signed credential of its issuer, as text."""
    key, private = signing_key(row.issuer)
    did, now = did_of(row.issuer), now.replace(microsecond=0)
    bits = list_bits(row)
    document = status_list.build_list_credential(list_address(row), issuer=did, bits=bits, valid_from=now)
    signed = open_badges.sign(document, key=private, verification_method=method_of(did, key), created=now)
    return json.dumps(signed)
