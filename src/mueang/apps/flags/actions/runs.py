"""The nightly look at every pupil of a city: flags are raised, brought up to date, and end when they hold no more."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.flags.actions.opinions import write_opinions
from mueang.apps.flags.enums import Ending, FlagState, RunState
from mueang.apps.flags.errors import NoLiveRules
from mueang.apps.flags.models import Flag, FlagRun, RuleSet
from mueang.apps.flags.queries.features import features_of
from mueang.apps.flags.queries.scoring import Scores, score
from mueang.apps.flags.queries.standing import StandingFlag, quiet_keys, standing_flags
from mueang.apps.flags.rules import may_answer_flags
from mueang.apps.network.models import City
from mueang.lib.ready import ReadyChange, Slot

_TOGETHER = 500
_CHANGED = ("level", "points", "visit_points", "rank", "reasons", "school_id", "section_id", "rule_set_id")
_BRING_UP_TO_DATE = ReadyChange(
    lambda: Flag.objects.filter(pk=Slot("pk")),
    **{name: Slot(name) for name in (*_CHANGED, "seen_on", "expires_on")},
)


@dataclass(slots=True)
class Changes:
    """What one run writes."""

    raised: list[Flag] = field(default_factory=list)
    changed: list[StandingFlag] = field(default_factory=list)
    seen: list[int] = field(default_factory=list)
    ended: dict[str, list[int]] = field(default_factory=dict)
    n_quiet: int = 0


@transaction.atomic
def ask_for_run(*, city: City, actor: User, now: datetime | None = None) -> FlagRun:
    """Somebody will not wait for the night; asking twice asks once. Raises PermissionDenied, NoLiveRules."""
    if not may_answer_flags(actor, city):
        raise PermissionDenied
    if not RuleSet.objects.filter(city=city).live().exists():
        raise NoLiveRules
    run, _is_new = FlagRun.objects.get_or_create(
        city=city, state=RunState.ASKED, defaults={"asked_by": actor, "asked_at": now or timezone.now()}
    )
    return run


def run_flags(*, city: City, as_of: date, now: datetime | None = None) -> FlagRun:
    """Look at every pupil as of a day. The same day with the same data again changes no flag.

    What is read and counted is read before the writing begins, so that nobody waits for it.
    Raises NoLiveRules.
    """
    began, now = time.perf_counter(), now or timezone.now()
    live = RuleSet.objects.filter(city=city).live().first()
    if live is None:
        raise NoLiveRules
    scores = score(live, list(live.rules.all()), features_of(city, as_of=as_of))
    with transaction.atomic():
        City.objects.select_for_update().get(pk=city.pk)
        changes = _changes(city, live, scores, as_of=as_of)
        _write(changes, as_of=as_of, expires_on=as_of + timedelta(days=live.life_days))
        write_opinions(city=city, features=scores.features)
        run = _done(city, now) or FlagRun(city=city, asked_at=now)
        run.rule_set, run.as_of, run.state, run.finished_at = live, as_of, RunState.DONE, timezone.now()
        run.n_pupils, run.n_quiet = len(scores.features), changes.n_quiet
        run.n_raised, run.n_changed = len(changes.raised), len(changes.changed)
        run.n_ended = sum(map(len, changes.ended.values()))
        run.n_open = Flag.objects.open().filter(city=city).count()
        run.seconds = round(time.perf_counter() - began, 3)
        run.save()
        facts = {"n_pupils": run.n_pupils, "n_raised": run.n_raised, "n_ended": run.n_ended, "rules": live.number}
        record(actor=run.asked_by, verb="flags.run", target=run, book=city.slug, facts=facts)
    return run


def _done(city: City, now: datetime) -> FlagRun | None:
    """The run that was asked for, if one was before this one began."""
    return FlagRun.objects.filter(city=city, state=RunState.ASKED, asked_at__lte=now).first()


def _changes(city: City, live: RuleSet, scores: Scores, *, as_of: date) -> Changes:
    standing = standing_flags(city)
    quiet = quiet_keys(city, as_of=as_of)
    pupils, changes = scores.features.pupils, Changes()
    for place in scores.named():
        pupil = pupils.ids[place]
        said: dict[str, Any] = {
            "level": str(scores.levels[place]),
            "points": int(scores.points[place]),
            "visit_points": int(scores.visit_points[place]),
            "rank": scores.rank(place),
            "reasons": scores.reasons(place),
            "school_id": pupils.schools[place],
            "section_id": pupils.sections[place],
            "rule_set_id": live.pk,
        }
        flag = standing.pop(pupil, None)
        if flag is not None:
            _see_again(flag, said, changes, as_of=as_of, expires_on=as_of + timedelta(days=live.life_days))
        elif quiet.get(pupil, frozenset()) >= {reason["rule"] for reason in said["reasons"]}:
            changes.n_quiet += 1
        else:
            changes.raised.append(_new(city, pupil, said, as_of=as_of, life_days=live.life_days))
    _end(standing.values(), live, scores, changes, as_of=as_of)
    return changes


def _new(city: City, pupil: int, said: dict[str, Any], *, as_of: date, life_days: int) -> Flag:
    expires_on = as_of + timedelta(days=life_days)
    return Flag(city=city, pupil_id=pupil, raised_on=as_of, seen_on=as_of, expires_on=expires_on, **said)


def _see_again(flag: StandingFlag, said: dict[str, Any], changes: Changes, *, as_of: date, expires_on: date) -> None:
    if flag.said != said:
        changes.changed.append(flag._replace(said=said, seen_on=as_of, expires_on=expires_on))
    elif flag.seen_on < as_of or flag.expires_on != expires_on:
        changes.seen.append(flag.pk)


def _end(flags: Iterable[StandingFlag], live: RuleSet, scores: Scores, changes: Changes, *, as_of: date) -> None:
    """Flags of which nothing was found this time. One whose reasons cannot be known now waits until it expires."""
    place_of = {pupil: place for place, pupil in enumerate(scores.features.pupils.ids)}
    for flag in flags:
        place = place_of.get(flag.pupil)
        if place is None:
            ending = Ending.LEFT
        elif flag.said["rule_set_id"] == live.pk and scores.unknown_to(place, flag.keys):
            if flag.expires_on > as_of:
                continue
            ending = Ending.NOTHING_NEW
        else:
            ending = Ending.HOLDS_NO_MORE if flag.said["rule_set_id"] == live.pk else Ending.RULES_CHANGED
        changes.ended.setdefault(ending, []).append(flag.pk)


def _write(changes: Changes, *, as_of: date, expires_on: date) -> None:
    Flag.objects.bulk_create(changes.raised, batch_size=_TOGETHER)
    for flag in changes.changed:
        _BRING_UP_TO_DATE(pk=flag.pk, seen_on=flag.seen_on, expires_on=flag.expires_on, **flag.stored)
    for some in _parts(changes.seen):
        Flag.objects.filter(pk__in=some).update(seen_on=as_of, expires_on=expires_on)
    for ending, keys in changes.ended.items():
        for some in _parts(keys):
            Flag.objects.filter(pk__in=some).update(state=FlagState.ENDED, ended_on=as_of, ending=ending)


def _parts(keys: Sequence[int]) -> Iterable[Sequence[int]]:
    return (keys[start : start + _TOGETHER] for start in range(0, len(keys), _TOGETHER))
