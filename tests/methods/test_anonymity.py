"""k-anonymity: no row goes out whose group is shared by fewer than k people."""

import doctest
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mueang.methods import anonymity
from mueang.methods.anonymity import k_anonymous

ROWS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 12)), max_size=60)


def test_its_examples_hold_by_hand():
    assert doctest.testmod(anonymity).failed == 0


@given(ROWS, st.integers(2, 6))
def test_what_goes_out_has_k_people_a_group_and_what_is_held_back_has_not(rows, k):
    groups, people = [row[0] for row in rows], [row[1] for row in rows]

    held = k_anonymous(groups=groups, people=people, k=k)

    members = defaultdict(set)
    for group, person in rows:
        members[group].add(person)
    assert held.kept == tuple(i for i, group in enumerate(groups) if len(members[group]) >= k)
    assert held.n_rows_held_back == len(rows) - len(held.kept)
    assert held.smallest == min((len(m) for m in members.values() if len(m) >= k), default=0)
    assert held.n_people_held_back == len(set(people) - {people[i] for i in held.kept})


def test_lists_that_do_not_fit_and_a_group_of_one_are_refused():
    with pytest.raises(ValueError, match="same length"):
        k_anonymous(groups=["a"], people=[], k=5)
    with pytest.raises(ValueError, match="at least 2"):
        k_anonymous(groups=["a"], people=[1], k=1)
