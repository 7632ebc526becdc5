"""Ask for a second opinion, learn and judge it, turn it on and off, and write what it says beside each flag."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.flags.enums import OpinionState, Shortfall
from mueang.apps.flags.enums.opinions import LEAST_AUC_PERCENT
from mueang.apps.flags.errors import NotValidated, OpinionAskedAlready
from mueang.apps.flags.models import Flag, Opinion, SecondOpinion
from mueang.apps.flags.queries.features import Features
from mueang.apps.flags.queries.history import days_of_year, groups_of, look, outcomes_of, years_over
from mueang.apps.flags.queries.judging import Judgement, judged, shortfall, too_little
from mueang.apps.flags.rules import flag_cities, may_change_rules
from mueang.apps.network.models import City

_TOGETHER = 500
MOST_REASONS = 3


@transaction.atomic
def ask_for_opinion(
    *, city: City, actor: User | None, as_of: date | None = None, now: datetime | None = None
) -> SecondOpinion:
    """Somebody wants to know whether the city's past bears a second opinion; the worker finds out.

    Raises PermissionDenied, OpinionAskedAlready.
    """
    now = now or timezone.now()
    city = _locked(city, actor)
    if SecondOpinion.objects.filter(city=city, state=OpinionState.ASKED).exists():
        raise OpinionAskedAlready
    row = SecondOpinion(city=city, asked_by=actor, asked_at=now, as_of=as_of or timezone.localdate(now))
    row.save(force_insert=True)
    record(actor=actor, verb="flags.opinion_asked", target=row, book=city.slug)
    return row


def judge_asked(now: datetime | None = None) -> int:
    """Learn and judge the one that has waited longest; how many were.

    What is read takes long and is written in the end, so that nobody waits for it; a worker that is killed meanwhile
    leaves the row as it was, and it is begun again.
    """
    row = (
        SecondOpinion.objects.filter(state=OpinionState.ASKED).select_related("city").order_by("asked_at", "pk").first()
    )
    if row is None:
        return 0
    finish_opinion(opinion=row, judgement=_judgement(row), now=now)
    return 1


def _judgement(row: SecondOpinion) -> Judgement:
    city, years = row.city, years_over(row.city, as_of=row.as_of)
    steps = [(year, day) for year in years for day in days_of_year(year)]
    outcomes = {year: outcomes_of(city, school_year=year) for year in years}
    SecondOpinion.objects.filter(pk=row.pk).update(n_steps=len(steps) + 1, n_done=0)
    looks = []
    for done, (year, day) in enumerate(steps, start=1):
        looks.append(look(city, as_of=day, outcomes=outcomes[year]))
        SecondOpinion.objects.filter(pk=row.pk).update(n_done=done)
    past = [one for one in looks if one.school_year < years[-1]]
    later = [one for one in looks if one.school_year == years[-1] and one.pupils]
    from mueang.methods.risk import RiskRefused

    lacking = too_little(years, past, later)
    if lacking:
        return Judgement(lacking)
    groups = groups_of(city, [pupil for one in later for pupil in one.pupils])
    try:
        return judged(past, later, groups=groups)
    except RiskRefused:
        # Nothing known of the children varies, so nothing sorts them: that is what chance would do.
        return Judgement([shortfall(Shortfall.SORTS, found=50, needed=LEAST_AUC_PERCENT)])


@transaction.atomic
def finish_opinion(*, opinion: SecondOpinion, judgement: Judgement, now: datetime | None = None) -> SecondOpinion:
    """Keep what was learned and judged, or why it was refused; once only."""
    City.objects.select_for_update().get(pk=opinion.city_id)
    row = SecondOpinion.objects.select_for_update(of=("self",)).select_related("city", "asked_by").get(pk=opinion.pk)
    if row.state != OpinionState.ASKED:
        return row
    row.state = OpinionState.REFUSED if judgement.shortfalls else OpinionState.VALID
    row.shortfalls, row.box, row.report = judgement.shortfalls, judgement.box, judgement.report
    row.n_done, row.finished_at = row.n_steps, now or timezone.now()
    row.save(update_fields=["state", "shortfalls", "box", "report", "n_done", "finished_at"])
    facts = {"state": str(row.state), "n": len(row.shortfalls)}
    record(actor=row.asked_by, verb="flags.opinion_judged", target=row, book=row.city.slug, facts=facts)
    return row


@transaction.atomic
def turn_on(*, opinion: SecondOpinion, actor: User | None, now: datetime | None = None) -> SecondOpinion:
    """From the next look on it stands beside the reasons of the rules; what was on before is retired.

    Raises PermissionDenied, NotValidated.
    """
    now = now or timezone.now()
    city = _locked(opinion.city, actor)
    row = SecondOpinion.objects.select_for_update().get(pk=opinion.pk)
    if row.is_live:
        return row
    if not row.is_fresh(timezone.localdate(now)):
        raise NotValidated
    _retire(city, now=now)
    row.live_since, row.live_by, row.retired_at = now, actor, None
    row.save(update_fields=["live_since", "live_by", "retired_at"])
    record(actor=actor, verb="flags.opinion_on", target=row, book=city.slug)
    return row


@transaction.atomic
def turn_off(*, opinion: SecondOpinion, actor: User | None, now: datetime | None = None) -> SecondOpinion:
    """From now on no flag carries it, and what it said is deleted; doing it twice changes nothing.

    Raises PermissionDenied.
    """
    city = _locked(opinion.city, actor)
    row = SecondOpinion.objects.select_for_update().get(pk=opinion.pk)
    if row.is_live:
        _retire(city, now=now or timezone.now())
        row.refresh_from_db()
        record(actor=actor, verb="flags.opinion_off", target=row, book=city.slug)
    return row


def write_opinions(*, city: City, features: Features) -> int:
    """What the second opinion that is on says of each open flag, within the run that raised them; how many."""
    live = SecondOpinion.objects.filter(city=city).live().first()
    if live is None:
        return 0
    from mueang.methods import risk

    flags = dict(Flag.objects.open().filter(city=city).order_by().values_list("pupil_id", "pk"))
    scored = risk.score(risk.glass_box_from(live.box), features.columns)
    assert scored.probability is not None, "a glass box gives chances"  # noqa: S101 -- for the type checker
    rows = [
        Opinion(
            flag_id=flags[pupil],
            second_opinion=live,
            chance=float(scored.probability[place]),
            points=int(scored.points[place]),
            reasons=[
                {"variable": reason.term, "points": reason.points, "value": _value(reason.value)}
                for reason in scored.reasons(place, at_most=MOST_REASONS)
            ],
        )
        for place, pupil in enumerate(features.pupils.ids)
        if pupil in flags
    ]
    Opinion.objects.filter(flag__city=city).delete()
    Opinion.objects.bulk_create(rows, batch_size=_TOGETHER)
    return len(rows)


def _value(value: object) -> float | None:
    """What is not known has no number in JSON."""
    return round(value, 1) if isinstance(value, float) and value == value else None  # noqa: PLR0124 (that is nan)


def _retire(city: City, *, now: datetime) -> None:
    SecondOpinion.objects.filter(city=city).live().update(retired_at=now)
    Opinion.objects.filter(flag__city=city).delete()


def _locked(city: City, actor: User | None) -> City:
    city = City.objects.select_for_update().get(pk=city.pk)
    # No actor is the operator at the machine.
    may = actor is None or (may_change_rules(actor, city) and flag_cities(actor).filter(pk=city.pk).exists())
    if not may:
        raise PermissionDenied
    return city
