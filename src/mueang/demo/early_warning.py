"""Early warning in the demo: rules that are live, a night's flags on invented pupils, and some decisions."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from mueang.apps.flags.actions import add_fact, decide, draft_rules, put_live, record_finding, run_flags
from mueang.apps.flags.enums import DecisionKind, FactKind, FactSource, Found
from mueang.apps.flags.models import Flag
from mueang.apps.registers.actions import PageMarks, add_school, lay_pages, lock_schools, new_pupils, section_of
from mueang.apps.registers.actions.pupils import NewPupil
from mueang.apps.registers.enums import Affiliation
from mueang.apps.registers.models import School, Schooling
from mueang.apps.registers.queries import school_year_of
from mueang.demo.city import Demo
from mueang.demo.names import invented_child, invented_family_name

SCHOOLS = (
    ("โรงเรียนเทศบาลสาธิตริมคลอง (สมมติ)", "Invented Canal Municipal School", (4, 6)),
    ("โรงเรียนสาธิตหน้าตลาด (สมมติ)", "Invented Market School", (7, 9)),
)
CLASS_OF, N_DAYS = 14, 45
# How often a child of each kind stays away, and how many of the last days in a row.
KINDS = ((0.02, 0, 80), (0.12, 0, 10), (0.3, 0, 5), (0.1, 5, 3), (0.4, 12, 2))
DECISIONS = (
    (DecisionKind.KNOWN, "ครูประจำชั้นดูแลอยู่แล้ว (สมมติ)", None),
    (DecisionKind.LOOK_INTO, "", Found.NEEDED),
    (DecisionKind.LOOK_INTO, "", Found.FINE),
    (DecisionKind.WRONG_RECORD, "ครูลงวันผิด (สมมติ)", None),
    (DecisionKind.LOOK_INTO, "", None),
)


def add_early_warning(demo: Demo, *, now: datetime) -> list[Flag]:
    """The rules a city begins with go live, every pupil is looked at, and a few flags are answered."""
    if not Schooling.objects.filter(city=demo.city).exists():
        _add_school_children(demo)
    _add_facts(demo)
    supervisor, worker = demo.users["supervisor"], demo.users["caseworker"]
    put_live(draft=draft_rules(city=demo.city, actor=supervisor), actor=supervisor)
    run_flags(city=demo.city, as_of=timezone.localdate(now), now=now)
    flags = list(Flag.objects.open().filter(city=demo.city))
    # Every third: the queue keeps some of each kind.
    for flag, (kind, reason, found) in zip(flags[::3], DECISIONS, strict=False):
        decision = decide(flag=flag, kind=kind, reason=reason, actor=worker, now=now - timedelta(hours=2))
        if found:
            record_finding(decision=decision, found=found, actor=worker)
    draft_rules(city=demo.city, actor=supervisor)
    return flags


def _add_school_children(demo: Demo) -> None:
    year, days = school_year_of(demo.today), _school_days(demo.today)
    for name_th, name_en, grades in SCHOOLS:
        school = add_school(
            city=demo.city, name_th=name_th, name_en=name_en, affiliation=Affiliation.MUNICIPAL, actor=None
        )
        lock_schools([school.pk])
        for grade in grades:
            seats = _a_class(demo, school, grade=grade, school_year=year)
            said = [page for seat in seats for page in _pages(demo, seat, days)]
            lay_pages(city=demo.city, said=said, actor=None)


def _a_class(demo: Demo, school: School, *, grade: int, school_year: int) -> list[Schooling]:
    section = section_of(school=school, school_year=school_year, grade=grade, room="1")
    children = []
    for seat in range(1, CLASS_OF + 1):
        child = invented_child(demo.chance, family_name=invented_family_name(demo.chance), today=demo.today)
        late = 2 * (demo.chance.random() < 0.08)
        children.append(
            NewPupil(
                given_name=child.given_name,
                family_name=child.family_name,
                prefix=child.prefix,
                birth_on=date(school_year - 5 - grade - late, 3, 1 + seat),
                number=f"{grade:02}{seat:03}",
                seat=seat,
                section=section,
            )
        )
    return new_pupils(school=school, school_year=school_year, pupils=children)


def _school_days(today: date) -> list[date]:
    """Weekdays of this school year, the latest last; October is a holiday."""
    year = school_year_of(today)
    days = [today - timedelta(days=back) for back in range(150)]
    own = [day for day in days if day.weekday() < 5 and day.month != 10 and school_year_of(day) == year]
    return own[:N_DAYS][::-1]


def _pages(demo: Demo, seat: Schooling, days: list[date]) -> list[PageMarks]:
    """A register in which most come, some stay away now and then, and a few have not come for days."""
    share, in_a_row, _often = demo.chance.choices(KINDS, weights=[often for _share, _row, often in KINDS])[0]
    masks: dict[int, list[int]] = {}
    for place, day in enumerate(days):
        bit = 1 << (day.day - 1)
        page = masks.setdefault(day.month, [0, 0, 0, 0])
        page[0] |= bit
        if place < len(days) - in_a_row and demo.chance.random() >= share:
            page[1] |= bit
    return [
        PageMarks(schooling=seat.pk, month=month, touched=page[0], masks=(page[0], page[1], page[2], page[3]))
        for month, page in masks.items()
    ]


def _add_facts(demo: Demo) -> None:
    """A household form of some, and nothing known of the others."""
    seats = Schooling.objects.filter(city=demo.city, left_on=None).select_related("pupil__city").order_by("pk")
    for number, seat in enumerate(seats[:60]):
        if number % 5:
            continue
        said = {FactKind.INCOME_PER_HEAD: 1800 + 150 * number, FactKind.DISTANCE_KM: 1 + number % 9}
        for kind, value in said.items():
            add_fact(
                pupil=seat.pupil,
                kind=kind,
                value=value,
                as_of=demo.today,
                source=FactSource.HOUSEHOLD_FORM,
                actor=demo.users["caseworker"],
            )
