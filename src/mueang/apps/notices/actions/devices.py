"""Join a device to an account, part it again, and forget devices that a push service no longer knows."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.db import transaction

from mueang.apps.accounts.models import User
from mueang.apps.notices.actions.handing import Handed
from mueang.apps.notices.enums import Reason
from mueang.apps.notices.errors import NoPushService
from mueang.apps.notices.models import PushDevice
from mueang.lib.sealed import keyed_hash
from mueang.standards.web_push import is_of_service

MOST_DEVICES = 8


@transaction.atomic
def join_device(*, user: User, endpoint: str, label: str) -> PushDevice:
    """Ring here from now on; a device another account had joined is theirs no longer.

    The oldest beyond a number makes room. Raises NoPushService where the address belongs to no push service we write
    to: nobody makes this house ask an address of their own choosing.
    """
    most = PushDevice._meta.get_field("endpoint").max_length or 0
    if len(endpoint) > most or not is_of_service(endpoint, settings.PUSH_HOSTS):
        raise NoPushService
    values = {"user": user, "endpoint": endpoint, "label": " ".join(label.split())[:80]}
    row, _is_new = PushDevice.objects.update_or_create(
        endpoint_hash=keyed_hash(endpoint, purpose="push-endpoint"), defaults=values
    )
    newest = PushDevice.objects.filter(user=user).order_by("-joined_at", "-pk").values_list("pk", flat=True)
    PushDevice.objects.filter(pk__in=list(newest[MOST_DEVICES:])).delete()
    return row


@transaction.atomic
def leave_device(*, user: User, uuid: UUID) -> bool:
    """Ring there no more; whether it was one of theirs."""
    n, _by_model = PushDevice.objects.filter(user=user, uuid=uuid).delete()
    return n > 0


def forget_gone(handed: Iterable[Handed]) -> None:
    """Devices of which the push service says that they are gone."""
    gone = {row.address for (_p, rows), outcome in handed if outcome.reason == Reason.UNLINKED for row in rows}
    if gone:
        PushDevice.objects.filter(uuid__in=gone).delete()
