"""The forest of who learned from whom."""

from hypothesis import given
from hypothesis import strategies as st

from mueang.methods.lineage import Branch, Taught, forest

TAUGHT = st.lists(st.builds(Taught, st.integers(1, 9), st.integers(1, 9), st.integers(1980, 2026)), max_size=20)


def walk(branches):
    for branch in branches:
        yield branch
        yield from walk(branch.learners)


def test_three_generations_by_hand():
    taught = [Taught(1, 2, 1999), Taught(2, 3, 2023), Taught(1, 4, 2001), Taught(4, 3, 2024)]

    assert forest(taught, roots=[1, 7]) == (
        Branch(1, None, (Branch(2, 1999, (Branch(3, 2023),)), Branch(4, 2001))),
        Branch(7, None),
    )
    assert (forest(taught)[0].n_people, forest(taught)[0].n_generations) == (4, 3)


def test_nobody_becomes_their_own_teachers_teacher():
    assert forest([Taught(1, 2, 2000), Taught(2, 1, 2001), Taught(3, 3, 2000)]) == (
        Branch(1, None, (Branch(2, 2000),)),
        Branch(3, None),
    )


@given(TAUGHT, st.sets(st.integers(1, 9)))
def test_everybody_stands_there_once(taught, roots):
    people = [branch.person for branch in walk(forest(taught, roots=roots))]

    assert sorted(people) == sorted({*roots, *(key for one in taught for key in (one.teacher, one.learner))})


@given(TAUGHT)
def test_every_line_was_taught(taught):
    known = {(one.teacher, one.learner, one.year) for one in taught}

    for branch in walk(forest(taught)):
        for learner in branch.learners:
            assert (branch.person, learner.person, learner.since) in known


@given(TAUGHT, st.randoms(use_true_random=False))
def test_the_order_of_the_pairs_does_not_matter(taught, chance):
    shuffled = list(taught)
    chance.shuffle(shuffled)

    assert forest(shuffled) == forest(taught)


def test_a_very_long_line_is_drawn():
    assert len(forest([Taught(n, n + 1, 2000) for n in range(50)])) == 1
