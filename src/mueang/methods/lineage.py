"""Who learned from whom, as a forest: everybody once, below the first who taught them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Taught:
    """`learner` learned it from `teacher` in `year`."""

    teacher: int
    learner: int
    year: int


@dataclass(frozen=True, slots=True)
class Branch:
    """One person, since which year, and those who learned from them."""

    person: int
    since: int | None
    learners: tuple["Branch", ...] = field(default=())

    @property
    def n_people(self) -> int:
        """The person and everybody below."""
        return 1 + sum(branch.n_people for branch in self.learners)

    @property
    def n_generations(self) -> int:
        return 1 + max((branch.n_generations for branch in self.learners), default=0)


def forest(taught: Iterable[Taught], *, roots: Iterable[int] = ()) -> tuple[Branch, ...]:
    """The branches of everybody who taught, learned or is a root.

    Parameters
    ----------
    taught : pairs of keys of persons with a year of the common era, in any order; a pair may stand there twice
    roots : keys of persons who hold the know-how, whether they taught or not

    Returns
    -------
    tuple of Branch; each person stands in it exactly once. Who learned from several stands below the one who taught
    them first (then the smaller key); a pair that would make somebody their own teacher's teacher is left out, the
    later pair first. Branches and learners are in the order of year, then key; who has no teacher comes without year.

    Raises
    ------
    Nothing: a pair of a person with themself is left out.

    Source
    ------
    Ours. A spanning forest by earliest edge (Kruskal 1956, with years as weights), kept acyclic by union of parents.

    Examples
    --------
    >>> forest([Taught(1, 2, 2020), Taught(2, 3, 2023), Taught(1, 3, 2024)])[0].n_generations
    3
    """
    pairs = sorted({(one.year, one.teacher, one.learner) for one in taught})
    teacher_of: dict[int, tuple[int, int]] = {}
    for year, teacher, learner in pairs:
        if learner not in teacher_of and not _is_below(teacher, learner, teacher_of):
            teacher_of[learner] = (teacher, year)
    people = {*roots, *(one for _year, teacher, learner in pairs for one in (teacher, learner))}
    below: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for learner, (teacher, year) in teacher_of.items():
        below[teacher].append((year, learner))
    return tuple(_branch(person, None, below) for person in sorted(people - teacher_of.keys()))


def _is_below(person: int, other: int, teacher_of: dict[int, tuple[int, int]]) -> bool:
    """Whether `person` is `other` or learned from them, over however many."""
    at: int | None = person
    while at is not None:
        if at == other:
            return True
        at = teacher_of[at][0] if at in teacher_of else None
    return False


def _branch(person: int, since: int | None, below: dict[int, list[tuple[int, int]]]) -> Branch:
    # Without recursion: a chain of teachers may be longer than Python's stack.
    order: list[tuple[int, int | None]] = [(person, since)]
    for at, _year in order:
        order.extend((learner, year) for year, learner in sorted(below[at]))
    made: dict[int, Branch] = {}
    for at, year in reversed(order):
        made[at] = Branch(at, year, tuple(made[learner] for _year, learner in sorted(below[at])))
    return made[person]
