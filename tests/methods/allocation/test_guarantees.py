"""What is promised holds in every one of many thousand random cases, judged without knowing how it is worked out."""

import random
from itertools import product

import pytest

from methods.allocation.instances import Instance, Judge, random_instance, vars_of
from mueang.methods.allocation import (
    Allocation,
    Reserve,
    breaches,
    deferred_acceptance,
    drawn_order,
    first_come,
    lottery,
    passed_over,
)


@pytest.mark.parametrize("start", range(0, 12_000, 1_000))
def test_every_promise_holds_with_parties_and_reserves_together(start):
    n_seated = n_kept = 0
    for number in range(start, start + 1_000):
        instance = random_instance(random.Random(number))
        allocation = instance.allocate()

        assert Judge(instance, allocation).complaints() == [], number
        assert breaches(allocation, **vars_of(instance)) == [], number
        n_seated += len(allocation.seated)
        n_kept += len(allocation.in_reserve)
    assert n_seated > 2_000, "instances in which nobody sits would prove nothing"
    assert n_kept > 300, "instances in which no reserve is used would prove nothing"


def test_every_promise_holds_where_halls_are_fuller():
    for number in range(600):
        instance = random_instance(random.Random(number), most=40, n_groups=3)

        assert Judge(instance, instance.allocate()).complaints() == [], number


def test_the_judge_and_the_checker_find_the_same_faults_in_spoilt_outcomes():
    n_bad = 0
    for number in range(3_000):
        rng = random.Random(number)
        instance = random_instance(rng)
        right = instance.allocate()
        at = {one: rng.choice(list(instance.seats)) for one in rng.sample(list(instance.wishes), 1)}
        seated = {**right.seated, **at}
        unplaced = tuple(one for one in right.order if one not in seated)
        wrong = Allocation(seated, unplaced, right.order, right.in_reserve & set(seated))
        found = breaches(wrong, **vars_of(instance))
        if any(offering not in instance.wishes[one] for one, offering in at.items()):
            assert any(one.code == "not_wished" for one in found), number
            continue
        judged = {kind for kind, _, _ in Judge(instance, wrong).complaints()} - {
            "more in the reserve than it has",
            "in a reserve without a group",
        }
        assert bool(found) == bool(judged), number
        n_bad += bool(found)
    assert n_bad > 100


def test_nothing_but_names_and_the_seed_decides():
    for number in range(1_000):
        rng = random.Random(number)
        instance = random_instance(rng)
        shuffled = Instance(
            wishes=dict(rng.sample(list(instance.wishes.items()), len(instance.wishes))),
            seats=instance.seats,
            priority=dict(reversed(instance.priority.items())),
            reserves=instance.reserves,
            parties=dict(reversed(instance.parties.items())),
            seed=instance.seed,
        )

        assert instance.allocate() == shuffled.allocate(), number


def all_outcomes(instance):
    """Every way to seat people alone that keeps to wishes and capacity."""
    entries = list(instance.wishes)
    for choice in product(*([*instance.wishes[one], None] for one in entries)):
        if all(choice.count(one) <= seats for one, seats in instance.seats.items()):
            yield dict(zip(entries, choice, strict=True))


def is_stable(instance, outcome):
    """As Hafalir, Yenmez and Yildirim define it, for one group and soft reserves, or Gale and Shapley without."""
    rank = {one: place for place, one in enumerate(drawn_order(instance.seed, instance.wishes))}
    reserve = next(iter(instance.reserves.values()), Reserve(frozenset(), {}))

    def stands_before(x, y, o):
        classes = instance.priority.get(o, {})
        return (classes.get(x, 9), rank[x]) < (classes.get(y, 9), rank[y])

    for entry, wished in instance.wishes.items():
        for offering in wished:
            if offering == outcome[entry]:
                break
            inside = [one for one, at in outcome.items() if at == offering]
            if len(inside) < instance.seats[offering]:
                return False
            n_members, kept = sum(one in reserve.members for one in inside), reserve.seats.get(offering, 0)
            for one in inside:
                same = (one in reserve.members) == (entry in reserve.members)
                claims = entry in reserve.members and not same and n_members < kept
                is_kept = one in reserve.members and not same and n_members <= kept
                if claims or (stands_before(entry, one, offering) and not is_kept):
                    return False
    return True


@pytest.mark.parametrize("n_groups", [0, 1])
def test_alone_everybody_gets_the_best_of_all_stable_outcomes(n_groups):
    n_choices = 0
    for number in range(600):
        rng = random.Random(number)
        instance = random_instance(rng, largest=1, n_groups=n_groups, kinds=(False,), most=5, fullest=2, classes=5)
        ours = {one: instance.allocate().seated.get(one) for one in instance.wishes}
        stable = [outcome for outcome in all_outcomes(instance) if is_stable(instance, outcome)]

        assert ours in stable, number
        for outcome, (entry, wished) in product(stable, instance.wishes.items()):
            places = [*wished, None]
            assert places.index(ours[entry]) <= places.index(outcome[entry]), number
        n_choices += len(stable) > 1
    assert n_choices > 5, "where there is only one stable outcome, the best of them says nothing"


def test_alone_nobody_gains_by_a_false_wish():
    for number in range(1_500):
        rng = random.Random(number)
        instance = random_instance(rng, largest=1, fullest=3, classes=5)
        entry = rng.choice(list(instance.wishes))
        places = [*instance.wishes[entry], None]
        honest = instance.allocate().seated.get(entry)
        false = rng.sample(list(instance.seats), rng.randint(0, len(instance.seats)))
        lied = deferred_acceptance(
            **{**vars_of(instance), "wishes": {**instance.wishes, entry: false}}, seed=instance.seed
        ).seated.get(entry)

        assert lied not in places or places.index(honest) <= places.index(lied), number


def test_parties_may_leave_no_stable_outcome_and_then_a_party_may_be_passed_over():
    """Two offerings disagree on their order and a party of two stands between two single people: a circle."""
    n_over = 0
    for number in range(2_000):
        instance = random_instance(random.Random(number))
        over = passed_over(instance.allocate(), **vars_of(instance))
        assert all(instance.parties.get(one, 1) > 1 for one in over), "whoever comes alone is never passed over"
        n_over += bool(over)
    assert 0 < n_over < 200


def test_where_one_order_holds_everywhere_no_party_is_ever_passed_over():
    for number in range(2_000):
        rng = random.Random(number)
        plain = random_instance(rng, kinds=(True,), classes=0)
        classes = {entry: rng.randrange(3) for entry in plain.wishes if rng.random() < 0.7}
        instance = Instance(
            plain.wishes, plain.seats, dict.fromkeys(plain.seats, classes), plain.reserves, plain.parties, plain.seed
        )
        allocation = instance.allocate()

        assert Judge(instance, allocation).complaints() == [], number
        assert passed_over(allocation, **vars_of(instance)) == [], number


def test_alone_with_one_order_both_ways_of_working_agree():
    for number in range(1_000):
        instance = random_instance(random.Random(number), largest=1, n_groups=0, classes=0)
        drawn = lottery(wishes=instance.wishes, seats=instance.seats, seed=instance.seed)
        # A class that changes nothing, but differs between offerings, sends the same case the long way.
        odd = {next(iter(instance.seats)): dict.fromkeys(instance.wishes, 5)}
        long_way = deferred_acceptance(wishes=instance.wishes, seats=instance.seats, priority=odd, seed=instance.seed)

        assert drawn.seated == instance.allocate().seated == long_way.seated, number


@pytest.mark.parametrize("method", [lottery, first_come])
def test_turns_leave_nobody_a_complaint(method):
    for number in range(1_000):
        instance = random_instance(random.Random(number), n_groups=0, classes=0)
        seed = {"seed": instance.seed} if method is lottery else {}
        allocation = method(wishes=instance.wishes, seats=instance.seats, parties=instance.parties, **seed)
        plain = {"wishes": instance.wishes, "seats": instance.seats, "parties": instance.parties}

        assert breaches(allocation, **plain) == []
        assert passed_over(allocation, **plain) == []
