"""Sharing seats fairly: first come, a drawn order, and deferred acceptance with reserves; the same answer anywhere."""

from mueang.methods.allocation.checking import Breach, breaches, passed_over
from mueang.methods.allocation.deferred import deferred_acceptance
from mueang.methods.allocation.errors import InstanceRefused
from mueang.methods.allocation.instance import Allocation, Reserve
from mueang.methods.allocation.replaying import FORMAT, Replay, allocate, classes_text, replay, terms
from mueang.methods.allocation.serial import first_come, lottery
from mueang.methods.allocation.tickets import commitment, drawn_order, new_seed, ticket

__all__ = [
    "FORMAT",
    "Allocation",
    "Breach",
    "InstanceRefused",
    "Replay",
    "Reserve",
    "allocate",
    "breaches",
    "classes_text",
    "commitment",
    "deferred_acceptance",
    "drawn_order",
    "first_come",
    "lottery",
    "new_seed",
    "passed_over",
    "replay",
    "terms",
    "ticket",
]
