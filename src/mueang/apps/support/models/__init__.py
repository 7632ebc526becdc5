"""Rows of support."""

from mueang.apps.support.models import (
    cases,
    concerns,
    conferences,
    endings,
    joins,
    planning,
    referrals,
    registry,
    visits,
)

__all__ = ["cases", "concerns", "conferences", "endings", "joins", "planning", "referrals", "registry", "visits"]
