"""Word to workers: that something waits, and never about whom."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mueang.apps.accounts.models import User
from mueang.apps.network.models import City
from mueang.apps.notices.actions import queue_notice
from mueang.apps.notices.enums import Channel


def tell_workers(city: City, workers: Iterable[User], *, key: str, n: int = 1, is_urgent: bool = False) -> None:
    """One line each: how many items wait, and where the list is. No name, no number, no page of a case.

    The outbox is read by people who may not know of any case, so a notice names no row it is about either.
    """
    for worker in sorted(set(workers), key=lambda one: one.pk):
        with translation.override(worker.language):
            page = settings.BASE_URL + reverse("support:caseload", args=[city.slug])
            waits = ngettext("%(n)d item is due", "%(n)d items are due", n) % {"n": n}
            said = _("An urgent item is due") if is_urgent else waits
            body = _("%(said)s. Look at your list: %(page)s") % {"said": said, "page": page}
        queue_notice(
            city=city, channel=Channel.IN_APP, subject=said, body=body, key=f"{key}:{worker.pk}"[:120], user=worker
        )
