"""No question is asked of every city by mistake: each query of rows that belong to a city says which rows it means.

What is looked at: every expression that begins at the manager of a model with a foreign key `city`, in `queries` and
`views` of the apps and in the desks. (Views and desks import no models: theirs are none, as the import contracts say.)

What satisfies it, in that expression, or in one of the same function that goes on with its rows by their name: an
argument by name of `filter`, `get` or a method of the model's own query set, whose path leads over a foreign key to a
row (the city itself, a person, an offering, a school …) or to a field that is unique; keys given to `in_bulk`; rows
that belong to no city (`city=None`). Of alternatives (`|`) each must. `exclude`, `__isnull` and `None` of anything else
bind nothing. Rows that come from `rules.visible_…` begin at no manager here, so they need nothing.

What it cannot see: whether the row that binds was itself found by a rule. That is what each page's own tests hold,
with another city's rows that could leak.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

import mueang

HOUSE = Path(mueang.__file__).parent
MODULES = sorted(
    {*HOUSE.glob("apps/*/queries.py"), *HOUSE.glob("apps/*/queries/**/*.py")}
    | {*HOUSE.glob("apps/*/views.py"), *HOUSE.glob("apps/*/views/**/*.py"), *HOUSE.glob("desks/**/*.py")}
)
OF_A_CITY = {
    model.__name__: model
    for model in apps.get_models()
    if model.__module__.startswith("mueang.")
    and any(field.name == "city" and field.many_to_one for field in model._meta.get_fields())
}
MANAGERS = {"objects", "_base_manager"}
BINDS_NOTHING = {"aggregate", "annotate", "exclude", "order_by", "prefetch_related", "select_related", "values"}


# Questions that are meant for every city, or are bound where this check cannot look: function and model, and why.
WORKER = "the worker asks of every city, and does each row in the row's own city"
COUNTED = "part of a query of cities or schools: counted for each by its key, from where it is handed to"
WHOLE = "of the whole installation: a command's, or its own page's of public facts"
BESIDE = "bound by a condition that is put together beside it"
MEANT_FOR_ALL = {
    "catalog/queries/freshness:offerings_due Offering": WORKER,
    "catalog/queries/freshness:places_due Place": WORKER,
    **{
        f"coaching/queries:_items {model}": COUNTED
        for model in ("Agreement", "HeritageItem", "Offering", "Place", "School", "WorkPlan")
    },
    "coaching/queries:progress_of Person": COUNTED,
    "coaching/queries:progress_of Place": COUNTED,
    "committees/queries:agreements_to_remind Agreement": WORKER,
    "credentials/queries/publishing:issuers_without_key Issuer": WHOLE,
    "enrollment/queries/rounds:rounds_to_work AllocationRound": WORKER,
    "enrollment/queries/seats:cancelled_with_people Offering": WORKER,
    "enrollment/queries/seats:offerings_with_people_waiting Offering": WORKER,
    "handover/queries/pages:handovers_to_carry_on Handover": WORKER,
    "indicators/queries/derived/values:freezes_due Freeze": WORKER,
    "ledger/queries/whole:_fingerprints Entry": WHOLE,
    "ledger/queries/whole:verify_books Entry": WHOLE,
    "ledger/queries/whole:verify_books Period": WHOLE,
    "lti/queries:_announced Offering": BESIDE,
    "network/queries/cities:_members NetworkMembership": WHOLE,
    "network/queries/cities:memberships_of_place NetworkMembership": BESIDE,
    "notices/queries/outbox:due_since Notice": WORKER,
    # What was sent as one bears one number, and is one city's.
    "notices/queries/outbox:part_lines Notice": BESIDE,
    "notices/queries/outbox:undelivered_of Notice": BESIDE,
    "outcomes/queries/mine:my_proposals Proposal": BESIDE,
    "places/queries:city_roles Organization": BESIDE,
    "places/queries:city_roles Place": BESIDE,
    "planning/queries/proposing:proposals_due Proposal": WORKER,
    "planning/queries/times:cities_with_times_due TimeQuestion": WORKER,
    "people/queries/persons:erased_numbers Person": WHOLE,
    "privacy/queries/notices:own_circle Person": BESIDE,
    # How many files wait before one's own in the line that all cities share: a number and nothing else.
    "registers/queries/runs:_n_before ImportRun": WHOLE,
    "registers/queries/schools:_counted Schooling": COUNTED,
    "support/queries/from_flags:flags_with_findings Concern": WORKER,
    "surveys/queries/asking:surveys_to_close Survey": WORKER,
    "surveys/queries/asking:surveys_to_erase Survey": WORKER,
}


def unbound(tree: ast.Module, *, module: str) -> Iterator[str]:
    """`module:function Model` of every query that says no more than "all of them"."""
    above = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Attribute) and node.attr in MANAGERS and isinstance(node.value, ast.Name)):
            continue
        if (name := node.value.id) in OF_A_CITY:
            chain, function = whole(node, above), function_of(node, above)
            chains = [chain, *going_on(chain, function=function, above=above)]
            if not any(is_bound(one, model=OF_A_CITY[name]) for one in chains):
                yield f"{module}:{getattr(function, 'name', '')} {name}"


def going_on(chain: ast.expr, *, function: ast.AST, above: dict[ast.AST, ast.AST]) -> Iterator[ast.expr]:
    """Expressions of the same function that begin at the name under which the rows were put."""
    parent = above[chain]
    if isinstance(parent, ast.Assign) and isinstance(parent.targets[0], ast.Name):
        for node in ast.walk(function):
            if isinstance(node, ast.Name) and node.id == parent.targets[0].id and isinstance(node.ctx, ast.Load):
                yield whole(node, above)


def whole(node: ast.expr, above: dict[ast.AST, ast.AST]) -> ast.expr:
    """The chain of calls that the manager begins."""
    parent = above[node]
    if isinstance(parent, ast.Attribute) or (isinstance(parent, ast.Call) and parent.func is node):
        return whole(parent, above)
    return node


def function_of(node: ast.AST, above: dict[ast.AST, ast.AST]) -> ast.AST:
    """The function, or the module where it stands outside of one."""
    while node in above and not isinstance(node, ast.FunctionDef):
        node = above[node]
    return node


def is_bound(chain: ast.expr, *, model: type[models.Model]) -> bool:
    while isinstance(chain, ast.Call | ast.Attribute):
        if isinstance(chain, ast.Call) and isinstance(chain.func, ast.Attribute):
            method = chain.func.attr
            by_name = any(binds(keyword, model=model) for keyword in chain.keywords)
            by_condition = any(condition_binds(argument, model=model) for argument in chain.args)
            if method not in BINDS_NOTHING and (by_name or by_condition or (method == "in_bulk" and chain.args)):
                return True
        chain = chain.func if isinstance(chain, ast.Call) else chain.value
    return False


def condition_binds(node: ast.expr, *, model: type[models.Model]) -> bool:
    """Of a Q, and of several: one of those that hold together, all of alternatives."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Q":
        return any(binds(keyword, model=model) for keyword in node.keywords)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitAnd | ast.BitOr):
        both = [condition_binds(side, model=model) for side in (node.left, node.right)]
        return all(both) if isinstance(node.op, ast.BitOr) else any(both)
    return False


def binds(keyword: ast.keyword, *, model: type[models.Model]) -> bool:
    path = keyword.arg or ""
    if path.endswith("__isnull"):
        return False
    if isinstance(keyword.value, ast.Constant) and keyword.value.value is None:
        return path == "city"
    first = path.split("__")[0].removesuffix("_id")
    if first == "pk":
        return True
    try:
        field = model._meta.get_field(first)
    except FieldDoesNotExist:
        return False
    return bool(field.is_relation) or bool(getattr(field, "unique", False))


def of(source: str) -> list[str]:
    return list(unbound(ast.parse(source), module="here"))


@pytest.mark.parametrize(
    "said",
    [
        "filter(city=city)",
        "filter(state='open', city__slug=slug).order_by('pk')",
        "published().filter(Q(city=city) & Q(state='open'))",
        "filter(Q(city=city) | Q(place__city=city))",
        "get(uuid=uuid)",
        "in_bulk(keys)",
        "filter(pk__in=keys)",
    ],
)
def test_a_query_that_says_which_rows_it_means_is_bound(said):
    assert of(f"def asked(city):\n    return Offering.objects.{said}") == []
    assert of(f"def asked(city):\n    rows = Offering.objects.published()\n    return rows.{said}") == []


@pytest.mark.parametrize(
    "said",
    [
        "all()",
        "filter(state='open')",
        "exclude(city=city)",
        "filter(Q(city=city) | Q(state='open'))",
        "filter(place=None)",
        "filter(place__isnull=False)",
        "annotate(city=city)",
        "select_related('city')",
    ],
)
def test_a_query_that_means_every_city_is_found(said):
    assert of(f"def asked(city):\n    return Offering.objects.{said}") == ["here:asked Offering"]
    assert of("def asked(city):\n    return Interest.objects.all()") == []


def test_every_query_of_rows_of_a_city_says_which_it_means_or_why_it_means_all():
    found = {
        line
        for path in MODULES
        for line in unbound(
            ast.parse(path.read_text(encoding="utf-8")),
            module=path.relative_to(HOUSE).with_suffix("").as_posix().removeprefix("apps/"),
        )
    }

    assert len(OF_A_CITY) > 80
    assert found == set(MEANT_FOR_ALL)
