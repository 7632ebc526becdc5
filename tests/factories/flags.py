"""Factories of flags: rules, and what they raise."""

from __future__ import annotations

from django.utils import timezone

from mueang.apps.flags.actions import draft_rules, put_live
from mueang.apps.flags.models import RuleSet
from mueang.apps.network.models import City


def live_rules(city: City) -> RuleSet:
    """The rules a city begins with, live since a moment ago."""
    return put_live(draft=draft_rules(city=city, actor=None, now=timezone.now()), actor=None)
