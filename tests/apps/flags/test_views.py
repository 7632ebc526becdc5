"""Pages of flags: who is let in, what they say, and that looking is written down."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from cast import MEMBERS, Cast
from factories.flags import TODAY, class_of, flagged, live_rules, schooled
from factories.registers import SchoolingFactory, SectionFactory
from mueang.apps.audit.models import Event
from mueang.apps.flags.actions import decide, draft_rules, put_live, run_flags
from mueang.apps.flags.enums import DEFAULT_RULES, DecisionKind, FlagState, Found
from mueang.apps.flags.models import Flag, FlagRun, RuleSet
from mueang.apps.flags.queries import last_term, places, what_if

pytestmark = pytest.mark.django_db
INSIDE = {"case_worker", "case_supervisor"}


@pytest.fixture
def flag(cast: Cast) -> Flag:
    return flagged(cast.city)


def at(client: Client, member: Any, view: str, *arguments: object, **query: str) -> Any:
    if not member.is_anonymous:
        client.force_login(member)
    return client.get(reverse(f"flags:{view}", args=["nakhon", *arguments]), query)


def press(client: Client, member: Any, page: str, *arguments: object, **typed: Any) -> Any:
    if not member.is_anonymous:
        client.force_login(member)
    return client.post(reverse(f"flags:{page}", args=["nakhon", *arguments]), typed)


@pytest.mark.parametrize("name", MEMBERS)
def test_every_address_of_flags_is_there_for_those_who_work_with_children_alone(
    client: Client, cast: Cast, flag: Flag, name: str
) -> None:
    decision = decide(flag=flag, kind=DecisionKind.LOOK_INTO, actor=cast.case_worker)
    draft_rules(city=cast.city, actor=None)
    version = RuleSet.objects.drafts().get().uuid
    gets = [("queue",), ("flag", flag.uuid), ("places",), ("rules",), ("version", version)]
    of_supervisor = [("judged",), ("draft",), ("preview",)]
    posts = [("look",), ("decide", flag.uuid), ("undo", decision.uuid), ("found", decision.uuid)]
    posts_of_supervisor = [("begin",), ("settle", "discard")]
    member = getattr(cast, name)
    outside = 302 if name == "anonymous" else 404
    for page in (*gets, *of_supervisor):
        answer = at(client, member, *page)
        is_open = name == "case_supervisor" or (name == "case_worker" and page in gets)
        assert answer.status_code == (200 if is_open else outside), page
        if not is_open:
            assert flag.pupil.given_name not in answer.content.decode()
    for page in (*posts, *posts_of_supervisor):
        answer = press(client, member, *page)
        is_open = name == "case_supervisor" or (name == "case_worker" and page in posts)
        assert (answer.status_code in {302, 422} and "/accounts/" not in answer.get("Location", "")) == is_open, page


def test_the_queue_says_why_in_the_readers_language(client: Client, cast: Cast, flag: Flag) -> None:
    said = at(client, cast.case_worker, "queue").content.decode()
    assert flag.pupil.full_name in said
    assert "ขาดเรียน 6 วันใน 20 วันเรียนล่าสุด: 30%" in said
    with translation.override("en"):
        said = at(client, cast.case_worker, "queue").content.decode()
    assert "absent 6 of the last 20 school days: 30 %" in said


def test_titles_and_addresses_hold_no_name(client: Client, cast: Cast, flag: Flag) -> None:
    answer = at(client, cast.case_worker, "flag", flag.uuid)
    title = answer.content.decode().split("<title>")[1].split("</title>")[0]
    assert flag.pupil.given_name not in title
    assert "no-store" in answer["Cache-Control"]


def test_looking_is_written_down_before_it_is_shown(client: Client, cast: Cast, flag: Flag) -> None:
    at(client, cast.case_worker, "flag", flag.uuid)
    at(client, cast.case_worker, "queue")
    at(client, cast.case_worker, "queue", format="xlsx")
    one, listed, filed = Event.objects.filter(verb="read").order_by("pk")
    assert one.target == f"flags.flag:{flag.uuid}"
    assert listed.facts == {"list": "flags", "as_file": False, "flags": [str(flag.uuid)]}
    assert filed.facts["as_file"]
    assert {event.actor for event in (one, listed, filed)} == {cast.case_worker}


def test_the_file_says_on_every_line_who_took_it(client: Client, cast: Cast, flag: Flag) -> None:
    from mueang.lib.workbook import open_workbook

    answer = at(client, cast.case_worker, "queue", format="xlsx")
    rows = open_workbook(answer.content, name="x.xlsx").sheets[0].rows
    text = " ".join(cell.text for row in rows for cell in row)
    assert str(cast.case_worker) in text
    assert flag.pupil.full_name in text
    assert flag.pupil.given_name not in answer["Content-Disposition"]


@pytest.mark.parametrize(
    ("query", "n"),
    [
        ({}, 1),
        ({"level": "urgent"}, 1),
        ({"level": "visit"}, 0),
        ({"grade": "4"}, 1),
        ({"grade": "5"}, 0),
        ({"state": "answered"}, 0),
        ({"level": "' OR 1=1"}, 1),
        ({"school": "none"}, 1),
        ({"page": "999"}, 1),
    ],
)
def test_the_queue_is_narrowed(client: Client, cast: Cast, flag: Flag, query: dict[str, str], n: int) -> None:
    answer = at(client, cast.case_worker, "queue", **query)
    assert answer.status_code == 200
    assert len(answer.context["page"].object_list) == n
    mine = at(client, cast.case_worker, "queue", school=str(flag.school.uuid))
    assert len(mine.context["page"].object_list) == 1
    other = at(client, cast.case_worker, "queue", school=str(class_of(cast.city).school.uuid))
    assert len(other.context["page"].object_list) == 0


@pytest.mark.parametrize("n_flags", [1, 3])
def test_the_queue_takes_as_many_statements_for_three_as_for_one(
    client: Client, cast: Cast, n_flags: int, django_assert_num_queries: Any
) -> None:
    section = class_of(cast.city)
    for _ in range(n_flags):
        flagged(cast.city, section=section)
    client.force_login(cast.case_worker)
    address = reverse("flags:queue", args=["nakhon"])
    client.get(address)
    with django_assert_num_queries(16):
        client.get(address)


def test_a_decision_is_typed_on_the_childs_page(client: Client, cast: Cast, flag: Flag) -> None:
    wrong = press(client, cast.case_worker, "decide", flag.uuid, kind="not_now", reason="", until="")
    assert wrong.status_code == 422
    assert flag.pupil.full_name in wrong.content.decode()
    wrong = press(client, cast.case_worker, "decide", flag.uuid, kind="not_now", reason="x", until="31/2/2569")
    assert wrong.status_code == 422
    day = timezone.localdate() + timezone.timedelta(days=9)
    typed = f"{day.day}/{day.month}/{day.year + 543}"
    answer = press(client, cast.case_worker, "decide", flag.uuid, kind="not_now", reason="สอบ", until=typed)
    assert answer.status_code == 302
    decision = flag.decisions.get()
    assert (decision.quiet_until, decision.reason) == (day, "สอบ")
    said = at(client, cast.case_worker, "flag", flag.uuid).content.decode()
    assert "สอบ" in said
    assert press(client, cast.case_worker, "undo", decision.uuid).status_code == 302
    flag.refresh_from_db()
    assert flag.state == FlagState.OPEN
    refused = press(client, cast.case_worker, "decide", uuid4(), kind="known")
    assert refused.status_code == 404


def test_a_refused_undo_says_why(client: Client, cast: Cast, flag: Flag) -> None:
    long_ago = timezone.now() - timezone.timedelta(days=3)
    decision = decide(flag=flag, kind=DecisionKind.LOOK_INTO, actor=cast.case_worker, now=long_ago)
    press(client, cast.case_worker, "undo", decision.uuid)
    assert "หัวหน้างาน" in at(client, cast.case_worker, "queue").content.decode()
    flag.refresh_from_db()
    assert flag.state == FlagState.ANSWERED


def test_what_came_of_it_is_typed_too(client: Client, cast: Cast, flag: Flag) -> None:
    decision = decide(flag=flag, kind=DecisionKind.LOOK_INTO, actor=cast.case_worker)
    assert at(client, cast.case_worker, "flag", flag.uuid).context["found_form"] is not None
    press(client, cast.case_worker, "found", decision.uuid, found="nonsense")
    press(client, cast.case_worker, "found", decision.uuid, found=Found.FINE)
    decision.refresh_from_db()
    assert decision.found == Found.FINE
    assert at(client, cast.case_worker, "flag", flag.uuid).context["found_form"] is None
    known = decide(flag=flagged(cast.city), kind=DecisionKind.KNOWN, actor=cast.case_worker)
    press(client, cast.case_worker, "found", known.uuid, found=Found.FINE)
    known.refresh_from_db()
    assert known.found == Found.NEEDED


def test_somebody_asks_for_a_look_by_day(client: Client, cast: Cast) -> None:
    press(client, cast.case_worker, "look")
    assert not FlagRun.objects.exists()
    live_rules(cast.city)
    press(client, cast.case_worker, "look")
    press(client, cast.case_worker, "look")
    assert FlagRun.objects.count() == 1
    assert at(client, cast.case_worker, "queue").context["is_asked"]


def test_an_empty_queue_says_what_to_do(client: Client, cast: Cast) -> None:
    assert reverse("flags:rules", args=["nakhon"]) in at(client, cast.case_worker, "queue").content.decode()
    live_rules(cast.city)
    run_flags(city=cast.city, as_of=TODAY)
    assert at(client, cast.case_worker, "queue").context["run"].n_pupils == 0


def test_small_shares_of_few_pupils_rank_below_sure_ones(cast: Cast) -> None:
    live_rules(cast.city)
    small, large = class_of(cast.city), class_of(cast.city)
    for n in range(2):
        schooled(small, absent=range(6) if n else [])
    for n in range(12):
        schooled(large, absent=range(6) if n % 2 else [])
    run_flags(city=cast.city, as_of=TODAY)
    shown = places(viewer=cast.case_worker, city=cast.city, as_of=TODAY)
    assert [(row.label, row.n_flagged, row.n_pupils) for row in shown.schools] == [
        (large.school, 6, 12),
        (small.school, 1, 2),
    ]
    assert shown.schools[0].share == shown.schools[1].share == 0.5
    assert [(row.n_flagged, row.n_pupils) for row in shown.grades] == [(7, 14)]
    hidden = places(viewer=cast.manager, city=cast.city, as_of=TODAY)
    assert {row.n_flagged for row in hidden.schools} == {0}


def test_a_silent_school_is_told_as_a_school(cast: Cast) -> None:
    section = class_of(cast.city)
    schooled(section, n_days=0)
    speaking = class_of(cast.city)
    schooled(speaking)
    shown = places(viewer=cast.case_worker, city=cast.city, as_of=TODAY)
    assert {row.label: row.is_silent for row in shown.schools} == {section.school: True, speaking.school: False}


def test_children_lost_between_two_schools_are_counted_by_step(cast: Cast) -> None:
    sixth = SectionFactory(school__city=cast.city, school_year=2025, grade=6)
    fourth = SectionFactory(school=sixth.school, school_year=2025, grade=4)
    lower = SectionFactory(school__city=cast.city, school_year=2025, grade=5)
    secondary = class_of(cast.city, grade=7)
    for n in range(4):
        pupil = SchoolingFactory(section=sixth).pupil
        SchoolingFactory(section=lower, pupil=pupil)  # written into two schools: the higher class counts
        if n:
            SchoolingFactory(section=secondary, pupil=pupil)
        SchoolingFactory(section=class_of(cast.city, grade=5), pupil=SchoolingFactory(section=fourth).pupil)
    shown = places(viewer=cast.case_worker, city=cast.city, as_of=TODAY)
    assert [(step.grade.value, step.n_gone, step.n_before, step.changes_school) for step in shown.steps] == [
        (6, 1, 4, True),
        (4, 0, 4, False),
    ]


def test_an_unread_year_is_no_child_lost(cast: Cast) -> None:
    sixth = SectionFactory(school__city=cast.city, school_year=2025, grade=6)
    for _ in range(4):
        SchoolingFactory(section=sixth)
    schooled(class_of(cast.city))
    assert places(viewer=cast.case_worker, city=cast.city, as_of=TODAY).steps == []


def test_places_and_signs_go_to_excel(client: Client, cast: Cast, flag: Flag) -> None:
    decide(flag=flag, kind=DecisionKind.KNOWN, actor=cast.case_worker)
    for page in ("places", "judged"):
        answer = at(client, cast.case_supervisor, page, format="xlsx")
        assert answer.content[:2] == b"PK"
        shown = at(client, cast.case_supervisor, page).content.decode()
        assert flag.pupil.given_name not in shown


def typed_draft(**changes: str) -> dict[str, str]:
    rule = DEFAULT_RULES[2]
    line = {name: str(getattr(rule, name)) for name in rule._fields}
    typed = {f"rules-0-{name}": value for name, value in line.items()}
    counts = {"rules-TOTAL_FORMS": "2", "rules-INITIAL_FORMS": "0", "rules-MIN_NUM_FORMS": "0"}
    levels = {"look_from": "3", "urgent_from": "6", "visit_from": "2", "life_days": "14", "note": "fewer"}
    return {**typed, **counts, **levels, "rules-MAX_NUM_FORMS": "60", **changes}


def test_a_supervisor_changes_a_draft_tries_it_and_puts_it_live(client: Client, cast: Cast, flag: Flag) -> None:
    boss = cast.case_supervisor
    assert press(client, boss, "begin").status_code == 302
    press(client, boss, "begin")
    shown = at(client, boss, "draft").content.decode()
    assert "{days}" in shown
    answer = press(client, boss, "draft", **typed_draft(), preview="1")
    assert answer["Location"].endswith("/rules/draft/preview/")
    draft = RuleSet.objects.drafts().get()
    assert [(rule.key, rule.points) for rule in draft.rules.all()] == [("row-3", 3)]
    seen = at(client, boss, "preview", as_of="31/8/2569")
    assert seen.context["what_if"].days[0].n_pupils == 1
    assert at(client, boss, "preview", as_of="31/8/2999").status_code == 422
    press(client, boss, "settle", "live")
    draft.refresh_from_db()
    assert draft.is_live
    assert at(client, boss, "version", draft.uuid).status_code == 200
    assert at(client, boss, "draft").status_code == 404
    assert at(client, boss, "version", uuid4()).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"look_from": "9"},
        {"rules-0-says_en": "{name}"},
        {"rules-0-threshold": ""},
        {"rules-0-threshold": "999"},
        {"rules-0-points": "0"},
        {"rules-0-points": ""},
        {"rules-0-points": "three"},
        {"rules-0-variable": "religion"},
        {"rules-1-key": "row-3", "rules-1-variable": "days_in_a_row", "rules-1-comparison": "at_least"}
        | {"rules-1-threshold": "5", "rules-1-points": "1", "rules-1-says_th": "ก", "rules-1-says_en": "a"},
    ],
)
def test_a_draft_typed_wrongly_says_where_and_changes_nothing(
    client: Client, cast: Cast, wrong: dict[str, str]
) -> None:
    draft = draft_rules(city=cast.city, actor=None)
    answer = press(client, cast.case_supervisor, "draft", **typed_draft(**wrong))
    assert answer.status_code == 422
    assert draft.rules.count() == len(DEFAULT_RULES)


def test_rules_are_added_and_taken_out_in_one_saving(client: Client, cast: Cast) -> None:
    draft = draft_rules(city=cast.city, actor=None)
    new = {"variable": "distance_km", "comparison": "unknown", "threshold": "", "points": "1"}
    says = {"says_th": "ไม่ทราบระยะทาง", "says_en": "distance is not known", "source": ""}
    typed = {f"rules-1-{name}": value for name, value in {**new, **says}.items()}
    press(client, cast.case_supervisor, "draft", **typed_draft(**typed, **{"rules-0-DELETE": "on"}))
    assert [(rule.key, rule.threshold) for rule in draft.rules.all()] == [("distance-km-unknown-0", 0)]


def test_a_draft_saved_in_thai_keeps_the_sources_that_came_with_it(client: Client, cast: Cast) -> None:
    draft = draft_rules(city=cast.city, actor=None)
    client.cookies["django_language"] = "th"
    shown = at(client, cast.case_supervisor, "draft").content.decode()
    assert "เอลซัลวาดอร์" in shown
    assert "El Salvador" not in shown
    press(
        client, cast.case_supervisor, "draft", **typed_draft(**{"rules-0-source": "กสศ. และการติดตามของกระทรวงศึกษาธิการ"})
    )
    assert draft.rules.get().source == "กสศ. และการติดตามของกระทรวงศึกษาธิการ"


def test_an_empty_draft_is_not_put_live(client: Client, cast: Cast) -> None:
    draft_rules(city=cast.city, actor=None)
    press(client, cast.case_supervisor, "draft", **typed_draft(**{"rules-0-DELETE": "on"}))
    press(client, cast.case_supervisor, "settle", "live")
    assert RuleSet.objects.drafts().exists()
    assert press(client, cast.case_supervisor, "settle", "burn").status_code == 404
    press(client, cast.case_supervisor, "settle", "discard")
    assert not RuleSet.objects.exists()


def test_what_if_compares_with_the_live_rules_and_writes_nothing(cast: Cast) -> None:
    live_rules(cast.city, "row-3")
    section = class_of(cast.city)
    for absent in (range(3), [5, 6, 7, 8], []):
        schooled(section, absent=absent)
    draft = draft_rules(city=cast.city, actor=None)
    draft.rules.update(variable="absence_4_weeks", threshold=20, points=4)
    shown = what_if(city=cast.city, draft=draft, as_of=TODAY, shows_small=True)
    today = shown.days[0]
    assert (today.n_pupils, today.n_new, today.n_gone) == (3, 1, 1)
    assert [(live, drafted) for _label, live, drafted in today.rows] == [(0, 0), (1, 1), (0, 0)]
    assert [(row.school, row.live, row.draft) for row in shown.schools] == [(section.school, 1, 1)]
    assert shown.days[1].as_of == last_term(TODAY)
    assert not Flag.objects.exists()


def test_small_counts_are_withheld_from_whoever_sees_no_children(cast: Cast) -> None:
    section = class_of(cast.city)
    for _ in range(4):
        schooled(section, absent=range(4))
    draft = draft_rules(city=cast.city, actor=None)
    shown = what_if(city=cast.city, draft=draft, as_of=TODAY, shows_small=False)
    assert (shown.days[0].n_new, shown.schools[0].draft, shown.schools[0].live) == (None, None, 0)
    assert shown.days[0].live == []
    assert None in [n for _words, _points, n in shown.rules]


def test_the_term_before_is_a_day_of_school(cast: Cast) -> None:
    from datetime import date

    assert last_term(date(2026, 8, 31)) == date(2026, 3, 15)
    assert last_term(date(2026, 12, 1)) == date(2026, 9, 30)
    assert last_term(date(2027, 2, 1)) == date(2026, 9, 30)


def test_nothing_in_the_open_city_tells_of_a_flag(client: Client, cast: Cast, flag: Flag) -> None:
    put_live(draft=draft_rules(city=cast.city, actor=None), actor=None)
    for member in (cast.anonymous, cast.manager, cast.unit_officer, cast.officer, cast.learner):
        if not member.is_anonymous:
            client.force_login(member)
        for address in ("/", "/sitemap.xml", "/robots.txt", "/nakhon/", "/desk/nakhon/", "/desk/nakhon/people/"):
            said = client.get(address, {"words": flag.pupil.family_name}).content.decode()
            assert flag.pupil.given_name not in said
            assert "/flags/" not in said
            assert str(flag.uuid) not in said
