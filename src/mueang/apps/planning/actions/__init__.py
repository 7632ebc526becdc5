"""Changes of planning."""

from mueang.apps.planning.actions.residents import ResidentsLine, set_residents

__all__ = ["ResidentsLine", "set_residents"]
