"""Counting by bit sets gives what counting one by one gives, whatever the catalog and whatever is asked."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from mueang.apps.catalog.queries.cards import InterestLine
from mueang.apps.catalog.queries.facets import AGES, RADII_KM, build, count, each_bit, rebuilt
from mueang.apps.catalog.queries.lines import Line, Spot, Subject

CODES, SUPPORT, LANGUAGES = ("craft", "food", "music"), ("step_free", "toilet", "captions"), ("th", "ms")
WHENS, DAYS, PARTS = (
    ("today", "week", "month"),
    ("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
    (
        "morning",
        "afternoon",
        "evening",
    ),
)
COSTS = {"free": 0, "100": 10_000, "500": 50_000}
several = lambda values: st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple)  # noqa: E731
some = lambda values: st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True).map(tuple)  # noqa: E731


@st.composite
def lines(draw):
    ages = sorted(draw(st.tuples(st.integers(0, 130), st.integers(0, 130))))
    online = draw(st.sampled_from([(True, False), (False, True), (True, True)]))
    number = draw(st.integers(1, 4))
    return Line(
        pk=draw(st.integers(1, 10_000)),
        slug="",
        subject=Subject(1, "", "", tuple(InterestLine(code, "", "", "") for code in draw(several(CODES)))),
        place=Spot(number, f"p{number}", "", "", None, None, f"area{number % 2}", False, ()),
        seats=10,
        seats_left=draw(st.integers(0, 10)),
        starts_on=date(2026, 6, 17),
        cost_satang=draw(st.sampled_from([0, 1, 10_000, 10_001, 50_000, 99_999])),
        age_min=draw(st.sampled_from([None, ages[0]])),
        age_max=draw(st.sampled_from([None, ages[1]])),
        language=draw(st.sampled_from(LANGUAGES)),
        is_online=online[0],
        is_onsite=online[1],
        accessibility=frozenset(draw(several(SUPPORT))),
        next_session=None,
        n_sessions=0,
        times=draw(st.frozensets(st.tuples(st.integers(0, 3), st.integers(0, 6), st.integers(0, 2)), max_size=4)),
        is_open=True,
        is_confirmed=True,
        true_until=None,
    )


wishes = st.fixed_dictionaries(
    {},
    optional={
        "interest": some((*CODES, "unknown")),
        "when": st.sampled_from((*WHENS, "never")),
        "day": some(DAYS),
        "part": some(PARTS),
        "age": st.integers(0, 125),
        "cost": st.sampled_from((*COSTS, "unknown")),
        "language": some(LANGUAGES),
        "access": some(SUPPORT),
        "seats": st.integers(1, 5),
        "way": st.sampled_from(("online", "onsite")),
        "area": st.sampled_from(("area0", "area1", "area9")),
        "km": st.sampled_from(RADII_KM),
    },
)
shelves = st.lists(st.one_of(st.none(), lines()), max_size=12)
NEAR = {1: {1}, 3: {1, 2}, 5: {1, 2, 3}, 10: {1, 2, 3}}


def fits(line, wanted):
    """The plain meaning of every filter."""
    oldest = 120 if line.age_max is None else min(line.age_max, 120)
    tests = {
        "interest": lambda v: any(interest.code in v for interest in line.interests),
        "age": lambda v: v <= 120 and min(line.age_min or 0, 120) <= v <= oldest,
        "cost": lambda v: v in COSTS and line.cost_satang <= COSTS[v],
        "language": lambda v: line.language in v,
        "access": lambda v: set(v) <= line.accessibility,
        "seats": lambda v: line.seats_left >= v,
        "way": lambda v: line.is_online if v == "online" else line.is_onsite,
        "area": lambda v: line.place.area == v,
        "km": lambda v: line.place.pk in NEAR[v],
    }  # fmt: skip
    if any(name in wanted for name in ("when", "day", "part")) and not any(meets(time, wanted) for time in line.times):
        return False
    return all(test(wanted[name]) for name, test in tests.items() if name in wanted)


def meets(time, wanted):
    reach, day, part = time
    when = wanted.get("when")
    return (
        (when is None or (when in WHENS and reach <= WHENS.index(when)))
        and ("day" not in wanted or DAYS[day] in wanted["day"])
        and ("part" not in wanted or PARTS[part] in wanted["part"])
    )


def one_by_one(shelf, wanted):
    """The same numbers, counted offering by offering."""

    def n(asked):
        return sum(fits(line, asked) for line in shelf if line is not None)

    values = {
        "interest": CODES, "when": WHENS, "day": DAYS, "part": PARTS, "age": AGES, "cost": tuple(COSTS),
        "language": LANGUAGES, "seats": (1, 2, 3, 4, 5), "way": ("online", "onsite"),
        "area": ("area0", "area1"), "km": RADII_KM,
    }  # fmt: skip
    multi = {"interest", "day", "part", "language"}
    numbers = {
        name: {str(value): n({**wanted, name: (value,) if name in multi else value}) for value in options}
        for name, options in values.items()
    }
    numbers["access"] = {value: n({**wanted, "access": (*wanted.get("access", ()), value)}) for value in SUPPORT}
    return n(wanted), numbers


def within(shelf):
    return {
        km: sum(1 << slot for slot, line in enumerate(shelf) if line is not None and line.place.pk in places)
        for km, places in NEAR.items()
    }


def without_zeros(numbers):
    return {name: {value: n for value, n in values.items() if n} for name, values in numbers.items()}


@given(shelves, wishes)
def test_every_count_is_what_counting_one_by_one_gives(shelf, wanted):
    sets = build(shelf)

    counts = count(sets, wanted, base=sets.alive, within=within(shelf))

    total, numbers = one_by_one(shelf, wanted)
    assert counts.total == total
    assert [shelf[slot] for slot in each_bit(counts.found)] == [line for line in shelf if line and fits(line, wanted)]
    assert without_zeros(counts.by_facet) == without_zeros(numbers)


@given(shelves, st.data())
def test_sets_brought_up_to_date_are_the_sets_made_anew(shelf, data):
    slots = st.integers(0, len(shelf) + 2)
    changed = data.draw(st.dictionaries(slots, st.one_of(st.none(), lines()), max_size=4))
    now = [*shelf, *[None] * (max(changed, default=-1) + 1 - len(shelf))]
    for slot, line in changed.items():
        now[slot] = line

    moved = rebuilt(build(shelf), changed=changed, slots=len(now))

    anew = build(now)
    assert (moved.alive, moved.by_time, moved.by_age) == (anew.alive, anew.by_time, anew.by_age)
    assert moved.by_value == anew.by_value


@given(st.integers(0, 2**300))
def test_each_bit_gives_the_bits_that_are_set(bits):
    assert sum(1 << slot for slot in each_bit(bits)) == bits
