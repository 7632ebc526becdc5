"""Rows of support."""

from mueang.apps.support.models import cases, concerns, endings, planning, referrals

__all__ = ["cases", "concerns", "endings", "planning", "referrals"]
