"""Who answers for an activity is reminded of its milestones: once before, once when they are late."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from mueang.apps.notices.actions import queue_notice
from mueang.apps.notices.enums import Channel
from mueang.apps.notices.models import Notice
from mueang.apps.plans.models import Milestone
from mueang.apps.plans.queries.plans import milestones_between
from mueang.lib.one_by_one import one_by_one
from mueang.ui.words import thai_date

DAYS_BEFORE = 7
# A milestone of long ago is on the desk every day; a first notice of it now would be noise.
DAYS_AFTER = 30


def remind_of_milestones(*, today: date) -> int:
    """Leave word of what is due within a week and of what is late, each of the two once a due day; how many."""
    rows = milestones_between(today - timedelta(days=DAYS_AFTER), today + timedelta(days=DAYS_BEFORE))
    wanted = {_key(row, today=today): row for row in rows}
    known = set(Notice.objects.filter(key__in=wanted).values_list("key", flat=True))
    new = {key: row for key, row in wanted.items() if key not in known}
    return one_by_one("milestones", list(new.items()), lambda one: _remind(one[1], one[0], today=today))


def _key(row: Milestone, *, today: date) -> str:
    return f"milestone:{row.uuid}:{row.due_on.isoformat()}:{'late' if row.is_late(today) else 'soon'}"


@transaction.atomic
def _remind(row: Milestone, key: str, *, today: date) -> int:
    owner, activity = row.activity.owner, row.activity
    with translation.override(owner.language):
        words = {"milestone": row.title_th, "activity": activity.title_th, "day": thai_date(row.due_on, "long")}
        if row.is_late(today):
            subject = _("Late: %(milestone)s")
            body = _(
                "The milestone “%(milestone)s” of “%(activity)s” was due on %(day)s. Mark it as reached, or give it "
                "another day and say why in the activity."
            )
        else:
            subject = _("Due soon: %(milestone)s")
            body = _("The milestone “%(milestone)s” of “%(activity)s” is due on %(day)s.")
        queue_notice(
            city=activity.plan.city,
            channel=Channel.IN_APP,
            subject=subject % words,
            body=body % words,
            key=key,
            user=owner,
            about=activity,
        )
    return 1
