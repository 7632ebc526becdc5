"""Sharing seats fairly: first come, a drawn order, and deferred acceptance with reserves; the same answer anywhere."""

from mueang.methods.allocation.checking import Breach, breaches, passed_over
from mueang.methods.allocation.deferred import deferred_acceptance
from mueang.methods.allocation.errors import InstanceRefused
from mueang.methods.allocation.instance import Allocation, Reserve
from mueang.methods.allocation.serial import first_come, lottery
from mueang.methods.allocation.tickets import commitment, drawn_order, new_seed, ticket

__all__ = [
    "Allocation",
    "Breach",
    "InstanceRefused",
    "Reserve",
    "breaches",
    "commitment",
    "deferred_acceptance",
    "drawn_order",
    "first_come",
    "lottery",
    "new_seed",
    "passed_over",
    "ticket",
]
