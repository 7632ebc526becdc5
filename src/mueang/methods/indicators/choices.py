"""The choices an index is made by, read from a configuration; an unknown word is refused with its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, TypeVar

from mueang.methods.indicators.errors import IndexRefused

IMPUTATIONS = ("none", "mean", "median", "group-mean", "group-median")
TREATMENTS = ("none", "winsorise", "log")
NORMALISATIONS = ("min-max", "goalposts", "z-score", "rank", "target", "reference", "ratio")
WEIGHINGS = ("meta", "equal", "budget", "ahp", "pca", "factor", "benefit-of-the-doubt")
AGGREGATIONS = ("arithmetic", "geometric", "harmonic", "copeland", "benefit-of-the-doubt")
MOST_DRAWS = 100_000
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Imputation:
    method: str = "none"
    group: str = ""


@dataclass(frozen=True, slots=True)
class Treatment:
    """Winsorise at most `most_points` while skewness and kurtosis are both beyond; then, if still so, `then`."""

    method: str = "none"
    most_points: int = 5
    skewness: float = 2.0
    kurtosis: float = 3.5
    then: str = "none"


@dataclass(frozen=True, slots=True)
class Normalisation:
    """`scale` is what the lowest and the highest become; of z-scores `mean` and `sd`, unless laid `onto_scale`."""

    method: str = "min-max"
    scale: tuple[float, float] = (0.0, 100.0)
    goalposts: tuple[float, float] | None = None
    clip: bool = False
    target: float | None = None
    reference: str = ""
    mean: float = 0.0
    sd: float = 1.0
    onto_scale: bool = False


@dataclass(frozen=True, slots=True)
class Weighing:
    """`weights` set single ones; `points` are experts' budgets; `comparisons` say how much more one matters."""

    method: str = "meta"
    weights: Mapping[str, float] = field(default_factory=dict)
    points: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    comparisons: Mapping[str, Sequence[tuple[str, str, float]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Aggregation:
    """`method` for every aggregate, other ones for single levels or aggregates; measured where `least_known` is."""

    method: str = "arithmetic"
    levels: Mapping[str, str] = field(default_factory=dict)
    nodes: Mapping[str, str] = field(default_factory=dict)
    least_known: float = 0.66


@dataclass(frozen=True, slots=True)
class Choices:
    """One way to make the index; `by_indicator` holds what differs for single ones."""

    denominate: bool = True
    denominators: Mapping[str, tuple[str, float]] = field(default_factory=dict)
    impute: Imputation = field(default_factory=Imputation)
    treat: Treatment = field(default_factory=Treatment)
    normalise: Normalisation = field(default_factory=Normalisation)
    weigh: Weighing = field(default_factory=Weighing)
    aggregate: Aggregation = field(default_factory=Aggregation)
    treat_by: Mapping[str, Treatment] = field(default_factory=dict)
    normalise_by: Mapping[str, Normalisation] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Doubts:
    """What is drawn: alternatives for each step (empty: the one chosen), and how far weights may move, as a share."""

    draws: int = 1_000
    seed: int = 1
    level: float = 0.9
    weights_spread: float = 0.25
    weights_levels: tuple[int, ...] = ()
    impute: tuple[Imputation, ...] = ()
    treat: tuple[Treatment, ...] = ()
    normalise: tuple[Normalisation, ...] = ()
    weigh: tuple[Weighing, ...] = ()
    aggregate: tuple[Aggregation, ...] = ()
    is_default: bool = True


def read_choices(config: Mapping[str, Any] | None) -> Choices:
    """The choices in a configuration; raises IndexRefused with the path of what is not known, such as treat.metod."""
    given = _mapping(config or {}, "")
    _refuse_unknown(given, SECTIONS, "")
    denominate = given.get("denominate", True)
    by_name = {} if isinstance(denominate, bool) else _mapping(denominate, "denominate")
    treat, normalise = dict(_part(given, "treat")), dict(_part(given, "normalise"))
    treat_by, normalise_by = treat.pop("indicators", {}), normalise.pop("indicators", {})
    treated, normalised = read_treatment(treat, "treat"), read_normalisation(normalise, "normalise")
    return Choices(
        denominate=denominate is not False,
        denominators={code: _denominator(one, f"denominate.{code}") for code, one in by_name.items()},
        impute=read_imputation(_part(given, "impute"), "impute"),
        treat=treated,
        normalise=normalised,
        weigh=read_weighing(_part(given, "weigh"), "weigh"),
        aggregate=read_aggregation(_part(given, "aggregate"), "aggregate"),
        treat_by={
            code: read_treatment(one, f"treat.indicators.{code}", base=treated)
            for code, one in _mapping(treat_by, "treat.indicators").items()
        },
        normalise_by={
            code: read_normalisation(one, f"normalise.indicators.{code}", base=normalised)
            for code, one in _mapping(normalise_by, "normalise.indicators").items()
        },
    )


def read_doubts(config: Mapping[str, Any] | None) -> Doubts:
    """What `config["uncertainty"]` draws from; raises IndexRefused as `read_choices`."""
    path = "uncertainty"
    given = dict(_part(_mapping(config or {}, ""), path))
    options = _mapping(given.pop("alternatives", {}), f"{path}.alternatives")
    _refuse_unknown(options, READERS, f"{path}.alternatives")
    base = _made(Doubts(), given, path, known={"draws", "seed", "level", "weights_spread", "weights_levels"})
    if not 1 <= base.draws <= MOST_DRAWS or base.seed < 0:
        raise _refused(path, f"draws at least 1, at most {MOST_DRAWS:,}, and a seed of zero or more")
    if not 0 < base.level < 1 or not 0 <= base.weights_spread < 1:
        raise _refused(path, "level between 0 and 1, weights_spread from 0 to below 1")
    read: dict[str, Any] = {
        step: tuple(
            READERS[step](one, f"{path}.alternatives.{step}[{number}]") for number, one in enumerate(_list(some, path))
        )
        for step, some in options.items()
    }
    return replace(base, **read, is_default="alternatives" not in _part(_mapping(config or {}, ""), path))


def read_imputation(given: Any, path: str) -> Imputation:
    made = _made(Imputation(), given, path, methods=IMPUTATIONS)
    if made.method.startswith("group") and not made.group:
        raise _refused(f"{path}.group", "which column of groups?")
    return made


def read_treatment(given: Any, path: str, base: Treatment | None = None) -> Treatment:
    made = _made(base or Treatment(), given, path, methods=TREATMENTS)
    if made.then not in {"none", "log"}:
        raise _refused(f"{path}.then", f"{made.then!r} is not known; there are none, log")
    if made.most_points < 0:
        raise _refused(f"{path}.most_points", "it is negative")
    return made


def read_normalisation(given: Any, path: str, base: Normalisation | None = None) -> Normalisation:
    said = _method_alone(given, path)
    if said.get("goalposts") is not None and "method" not in said:
        said = {**said, "method": "goalposts"}
    made = _made(base or Normalisation(), said, path, methods=NORMALISATIONS)
    for name, pair in (("scale", made.scale), ("goalposts", made.goalposts)):
        if pair is not None and not pair[0] < pair[1]:
            raise _refused(f"{path}.{name}", f"{pair[0]:g} is not below {pair[1]:g}")
    if made.sd <= 0:
        raise _refused(f"{path}.sd", f"{made.sd:g} is not above zero")
    return made


def read_weighing(given: Any, path: str) -> Weighing:
    made = _made(Weighing(), given, path, methods=WEIGHINGS)
    for code, weight in made.weights.items():
        if not isinstance(weight, int | float) or not weight >= 0:
            raise _refused(f"{path}.weights.{code}", f"{weight!r} is no weight of zero or more")
    return made


def read_aggregation(given: Any, path: str) -> Aggregation:
    made = _made(Aggregation(), given, path, methods=AGGREGATIONS)
    for name in ("levels", "nodes"):
        for key, method in getattr(made, name).items():
            if method not in AGGREGATIONS:
                raise _refused(f"{path}.{name}.{key}", f"{method!r} is not known; there are {', '.join(AGGREGATIONS)}")
    if not 0 < made.least_known <= 1:
        raise _refused(f"{path}.least_known", "above 0, at most 1")
    return made


SECTIONS = ("denominate", "impute", "treat", "normalise", "weigh", "aggregate", "uncertainty", "sensitivity")
READERS: dict[str, Callable[[Any, str], Any]] = {
    "impute": read_imputation,
    "treat": read_treatment,
    "normalise": read_normalisation,
    "weigh": read_weighing,
    "aggregate": read_aggregation,
}


def _made(base: Made, given: Any, path: str, *, methods: Sequence[str] = (), known: set[str] | None = None) -> Made:
    """`base` with what is given; every name known, every value of the kind it replaces."""
    said = _method_alone(given, path)
    names = known or {one.name for one in fields(base)}  # type: ignore[arg-type]  # always a dataclass
    _refuse_unknown(said, names, path)
    if "method" in said and said["method"] not in methods:
        raise _refused(f"{path}.method", f"{said['method']!r} is not known; there are {', '.join(methods)}")
    values = {name: _like(getattr(base, name), value, f"{path}.{name}") for name, value in said.items()}
    return replace(base, **values)  # type: ignore[type-var]


def _method_alone(given: Any, path: str) -> dict[str, Any]:
    """A single word is the method."""
    return {"method": given} if isinstance(given, str) else dict(_mapping(given, path))


PAIRS = {"goalposts", "scale"}


def _like(before: Any, value: Any, path: str) -> Any:
    name = path.rpartition(".")[2]
    if name in PAIRS or isinstance(before, tuple):
        listed = _list(value, path)
        if not all(_is_number(one) for one in listed) or (name in PAIRS and len(listed) != 2):
            raise _refused(path, "a list of two numbers" if name in PAIRS else "a list of numbers")
        return tuple(float(one) for one in listed) if name in PAIRS else tuple(int(one) for one in listed)
    if isinstance(before, bool):
        fits = isinstance(value, bool)
    elif isinstance(before, int):
        fits = _is_number(value) and float(value).is_integer()
    elif isinstance(before, float) or before is None:
        fits = _is_number(value)
    else:
        fits = isinstance(value, str if isinstance(before, str) else Mapping)
    if not fits:
        raise _refused(path, f"{value!r} does not fit here")
    return int(value) if isinstance(before, int) and not isinstance(before, bool) else value


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < float("inf")


def _denominator(given: Any, path: str) -> tuple[str, float]:
    said = {"by": given} if isinstance(given, str) else _mapping(given, path)
    _refuse_unknown(said, {"by", "per"}, path)
    per = said.get("per", 1)
    if not isinstance(said.get("by"), str) or not _is_number(per) or float(per) <= 0:
        raise _refused(path, 'name the denominator, such as {"by": "Population", "per": 100000}')
    return said["by"], float(per)


def _part(given: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = given.get(name, {})
    return {"method": found} if isinstance(found, str) else _mapping(found, name)


def _mapping(given: Any, path: str) -> Mapping[str, Any]:
    if not isinstance(given, Mapping):
        raise _refused(path, f"names with values are needed, not {type(given).__name__}")
    return given


def _list(given: Any, path: str) -> list[Any]:
    if isinstance(given, str) or not isinstance(given, Sequence):
        raise _refused(path, "a list is needed")
    return list(given)


def _refuse_unknown(given: Mapping[str, Any], known: Any, path: str) -> None:
    for name in given:
        if name not in known:
            raise _refused(f"{path}.{name}".lstrip("."), f"it is not known; there are {', '.join(sorted(known))}")


def _refused(path: str, why: str) -> IndexRefused:
    return IndexRefused(f"{path}: {why}" if path else why, table="config")
