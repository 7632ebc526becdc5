"""Rows of support."""

from mueang.apps.support.models import cases, concerns, endings, joins, planning, referrals, visits

__all__ = ["cases", "concerns", "endings", "joins", "planning", "referrals", "visits"]
