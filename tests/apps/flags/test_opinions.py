"""The second opinion: learned from the city's own past, judged by a later year, refused without it, never alone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cast import MEMBERS, Cast
from factories.flags import TODAY, a_past, class_of, flagged, schooled
from mueang.apps.audit.models import Event
from mueang.apps.flags import tasks
from mueang.apps.flags.actions import add_fact, ask_for_opinion, judge_asked, run_flags, turn_off, turn_on
from mueang.apps.flags.actions.opinions import finish_opinion
from mueang.apps.flags.enums import COMPARED, FactKind, FactSource, OpinionState, Shortfall
from mueang.apps.flags.enums.opinions import PREDICTORS
from mueang.apps.flags.errors import NotValidated, OpinionAskedAlready
from mueang.apps.flags.models import Flag, Opinion, SecondOpinion
from mueang.apps.flags.queries.features import features_of
from mueang.apps.flags.queries.history import Outcomes, _left, groups_of, outcomes_of, years_over
from mueang.apps.flags.queries.judging import Judgement
from mueang.apps.registers.enums import Grade
from mueang.apps.registers.models import Pupil, Schooling

pytestmark = pytest.mark.django_db


def judged(cast: Cast, **past: Any) -> SecondOpinion:
    """What the worker makes of an invented past."""
    if past.pop("has_past", True):
        a_past(cast.city, **past)
    row = ask_for_opinion(city=cast.city, actor=cast.case_supervisor, as_of=TODAY)
    assert judge_asked() == 1
    row.refresh_from_db()
    return row


def at(client: Client, member: Any, *arguments: object, view: str = "opinions", **query: str) -> Any:
    if not member.is_anonymous:
        client.force_login(member)
    return client.get(reverse(f"flags:{view}", args=["nakhon", *arguments]), query)


def test_a_past_that_tells_is_learned_and_judged_by_the_year_after(cast: Cast) -> None:
    row = judged(cast)
    assert (row.state, row.shortfalls, row.n_done) == (OpinionState.VALID, [], row.n_steps)
    assert (row.report["learned_years"], row.report["judged_year"]) == ([2024], 2025)
    ours, lot = row.report["judges"]["glass_box"], row.report["judges"]["base_rate"]
    assert ours["auc"] > 0.7 > lot["auc"] == 0.5
    # Thirty visits to those who are away every third day find about nine; by lot three or four.
    assert ours["found"][29] > 2 * lot["found"][29]
    assert {term["variable"] for term in row.box["terms"]} <= set(PREDICTORS)
    assert Event.objects.filter(verb="flags.opinion_judged", book__name="nakhon.protected").count() == 1


def test_too_little_history_is_refused_with_how_much_is_missing(cast: Cast) -> None:
    nothing = judged(cast, has_past=False)
    assert nothing.shortfalls[0] == {"code": Shortfall.YEARS, "found": 0, "needed": 2}
    one = judged(cast, years=(2025,), n=60)
    assert (one.state, one.box) == (OpinionState.REFUSED, {})
    lacking = {said["code"]: (said["found"], said["needed"]) for said in one.shortfalls}
    assert lacking[Shortfall.YEARS] == (1, 2)
    assert lacking[Shortfall.LEFT_BEFORE] == (0, 50)
    assert 0 < lacking[Shortfall.LEFT_LATER][0] < lacking[Shortfall.LEFT_LATER][1] == 20


def test_a_past_in_which_nothing_foretells_is_refused(cast: Cast) -> None:
    """Leaving by lot, whoever is away: a box is learned, and does not sort the later year."""
    a_past(cast.city, n=400, share=0.0)
    ids = list(Schooling.objects.filter(section__room="9").order_by("pk").values_list("pk", flat=True))
    Schooling.objects.filter(pk__in=ids[::4]).delete()
    row = judged(cast, has_past=False)
    assert row.state == OpinionState.REFUSED
    assert {said["code"] for said in row.shortfalls} <= {Shortfall.SORTS, Shortfall.TRUE}


@pytest.mark.parametrize(
    ("grade", "fields", "has_left"),
    [
        (4, {"schools_again": {7}}, True),
        (4, {}, False),
        (6, {"schools_again": {7}}, False),
        (6, {"left_on": {1: date(2025, 9, 1)}}, True),
        (4, {"left_on": {1: date(2025, 9, 1)}, "seen_again": {1}}, False),
        (4, {"stopped": {1}, "seen_again": {1}}, True),
        (None, {"schools_again": {7}}, True),
    ],
)
def test_who_counts_as_having_left(grade: int | None, fields: dict[str, Any], has_left: bool) -> None:
    """Nobody is lost because the next year of the school was not read, or because the last class ended."""
    assert _left(1, grade=grade, school=7, outcomes=Outcomes(**fields)) is has_left


def test_who_stopped_coming_or_left_is_read_from_the_register(cast: Cast) -> None:
    section = class_of(cast.city)
    stopped, stayed, gone = schooled(section, absent=range(25)), schooled(section), schooled(section)
    Schooling.objects.filter(pupil=gone).update(left_on=TODAY)
    found = outcomes_of(cast.city, school_year=2026)
    assert (found.stopped, found.left_on) == ({stopped.pk}, {gone.pk: TODAY})
    assert stayed.pk not in found.seen_again
    assert years_over(cast.city, as_of=TODAY) == []


def test_language_disability_and_migration_are_compared_and_never_looked_at(cast: Cast) -> None:
    pupil = schooled(class_of(cast.city))
    for kind in COMPARED:
        add_fact(pupil=pupil, kind=kind, value=1, as_of=TODAY, source=FactSource.FAMILY, actor=None)
    assert not set(COMPARED) & set(features_of(cast.city, as_of=TODAY).columns)
    assert not set(COMPARED) & set(PREDICTORS)
    compared = groups_of(cast.city, [pupil.pk, pupil.pk])
    assert compared[FactKind.OTHER_LANGUAGE].tolist() == ["yes", "yes"]
    assert set(compared) == {"sex", *COMPARED}


def test_the_officer_turns_it_on_beside_the_rules_and_off_again(client: Client, cast: Cast) -> None:
    row = judged(cast)
    flag = flagged(cast.city)
    boss = cast.case_supervisor
    client.force_login(boss)
    client.post(reverse("flags:opinion_switch", args=["nakhon", row.uuid, "on"]))
    row.refresh_from_db()
    assert (row.is_live, row.live_by) == (True, boss)
    assert not Opinion.objects.exists()
    run_flags(city=cast.city, as_of=TODAY)
    opinion = Opinion.objects.get()
    assert (opinion.flag, opinion.second_opinion) == (flag, row)
    for page in (at(client, boss, view="queue"), at(client, boss, flag.uuid, view="flag")):
        said = page.content.decode()
        assert f"{round(100 * opinion.chance)}" in said
        assert "flags/opinion_line.html" in {template.name for template in page.templates}
    assert at(client, boss, view="queue", format="xlsx").content[:2] == b"PK"
    client.post(reverse("flags:opinion_switch", args=["nakhon", row.uuid, "off"]))
    turn_off(opinion=row, actor=boss)
    assert not Opinion.objects.exists()
    assert list(Event.objects.filter(verb__startswith="flags.opinion_o").values_list("verb", flat=True)) == [
        "flags.opinion_on",
        "flags.opinion_off",
    ]


def test_a_child_whom_no_rule_names_is_not_named_by_the_second_opinion(cast: Cast) -> None:
    turn_on(opinion=judged(cast), actor=None, now=timezone.now())
    schooled(class_of(cast.city))
    flagged(cast.city)
    run_flags(city=cast.city, as_of=TODAY)
    assert Opinion.objects.count() == Flag.objects.open().count() < Pupil.objects.count()


def test_only_what_a_recent_year_validated_is_turned_on(cast: Cast) -> None:
    refused = judged(cast, years=(2025,), n=30)
    with pytest.raises(NotValidated):
        turn_on(opinion=refused, actor=cast.case_supervisor)
    with pytest.raises(IntegrityError), transaction.atomic():
        SecondOpinion.objects.update(live_since=timezone.now())
    SecondOpinion.objects.update(state=OpinionState.VALID, as_of=timezone.localdate() - timedelta(days=500))
    with pytest.raises(NotValidated):
        turn_on(opinion=refused, actor=cast.case_supervisor)


def test_a_newer_one_takes_the_place_of_the_one_that_is_on(cast: Cast) -> None:
    first = turn_on(opinion=judged(cast), actor=None)
    assert turn_on(opinion=first, actor=None).live_since == first.live_since
    second = turn_on(opinion=judged(cast, has_past=False), actor=None)
    assert [row.pk for row in SecondOpinion.objects.live()] == [second.pk]


def test_one_is_asked_for_at_a_time_and_judged_once(cast: Cast) -> None:
    row = ask_for_opinion(city=cast.city, actor=cast.case_supervisor)
    with pytest.raises(OpinionAskedAlready):
        ask_for_opinion(city=cast.city, actor=cast.case_supervisor)
    assert tasks.run(timezone.now()) == 1
    assert judge_asked() == 0
    # Another worker that was as far: what stands is kept.
    again = finish_opinion(opinion=row, judgement=Judgement([], {"terms": []}, {}))
    assert again.state == OpinionState.REFUSED


@pytest.mark.parametrize("name", MEMBERS)
def test_who_sees_it_and_who_turns_it_on(client: Client, cast: Cast, name: str) -> None:
    row = judged(cast, years=(2025,), n=30)
    member = getattr(cast, name)
    reads, changes = name in {"case_worker", "case_supervisor"}, name == "case_supervisor"
    outside = 302 if name == "anonymous" else 404
    for page in (at(client, member), at(client, member, row.uuid, view="opinion")):
        assert page.status_code == (200 if reads else outside)
    for address in (
        reverse("flags:opinion_ask", args=["nakhon"]),
        reverse("flags:opinion_switch", args=["nakhon", row.uuid, "off"]),
    ):
        answer = client.post(address)
        assert (answer.status_code == 302 and "/accounts/" not in answer["Location"]) == changes
    if name not in {"case_supervisor", "anonymous"}:
        for act in (lambda: ask_for_opinion(city=cast.city, actor=member), lambda: turn_off(opinion=row, actor=member)):
            with pytest.raises(PermissionDenied):
                act()


def test_the_page_shows_what_the_teams_visits_find_and_whose_errors_they_are(client: Client, cast: Cast) -> None:
    row = judged(cast)
    boss = cast.case_supervisor
    shown = at(client, boss, visits="30")
    page = shown.context["page"]
    ours = page.judges[0]
    assert (page.visits, len(page.judges)) == (30, 4)
    assert ours.found == pytest.approx(30 * ours.precision)
    assert ours.missed == pytest.approx(1 - ours.found / row.report["n_left"])
    assert at(client, boss, visits="60").context["page"].ours.found > ours.found
    sexes = [one for one in page.groups if one.n and one.visited]
    assert sum(one.visited for one in sexes[:2]) == pytest.approx(30, abs=0.1)
    assert [one.value for one in page.groups if one.n is None] == []
    said = shown.content.decode()
    assert "<svg" in said
    assert "ตัวอย่าง" not in said
    assert at(client, boss, visits="0").status_code == 422
    assert at(client, boss, visits="x").context["page"].visits == 20
    for query in ({}, {"visits": "7"}):
        assert at(client, boss, format="xlsx", **query).content[:2] == b"PK"


def test_a_refusal_and_progress_are_read_on_the_page(client: Client, cast: Cast) -> None:
    boss = cast.case_supervisor
    assert "flags/opinion_report.html" not in {t.name for t in at(client, boss).templates}
    row = judged(cast, years=(2025,), n=30)
    shown = at(client, boss)
    assert shown.context["page"].lacking[0][1:] == (1, 2)
    assert at(client, boss, format="xlsx").content[:2] == b"PK"
    client.post(reverse("flags:opinion_ask", args=["nakhon"]))
    client.post(reverse("flags:opinion_ask", args=["nakhon"]))
    waiting = at(client, boss)
    assert waiting.context["waiting"].n_steps == 1
    assert "<progress" in waiting.content.decode()
    assert at(client, boss, waiting.context["waiting"].uuid, view="opinion").status_code == 404
    assert at(client, boss, uuid4(), view="opinion").status_code == 404
    assert client.post(reverse("flags:opinion_switch", args=["nakhon", row.uuid, "burn"])).status_code == 404
    client.post(reverse("flags:opinion_switch", args=["nakhon", row.uuid, "on"]))
    assert not SecondOpinion.objects.live().exists()


def test_every_grade_that_ends_a_level_is_known() -> None:
    assert {Grade.P6, Grade.M3, Grade.M6, Grade.V3} == {6, 9, 12, 32}
