"""Derived indicators: defined once as data, counted by any engine in whole numbers, divided in one place."""

from mueang.methods.derived.counting import Number, Tally, by_statements, completeness, divided, in_rows, numbers
from mueang.methods.derived.definitions import AGE_BANDS, BY_CODE, DEFINITIONS, Condition, Count, Definition, Span
from mueang.methods.derived.relations import NEVER, RELATIONS, Column, Relation
from mueang.methods.derived.statements import statement

__all__ = [
    "AGE_BANDS",
    "BY_CODE",
    "DEFINITIONS",
    "NEVER",
    "RELATIONS",
    "Column",
    "Condition",
    "Count",
    "Definition",
    "Number",
    "Relation",
    "Span",
    "Tally",
    "by_statements",
    "completeness",
    "divided",
    "in_rows",
    "numbers",
    "statement",
]
