"""Pages of partners, networks and the city's audit record."""

from mueang.apps.network.views.partners import (
    agreement_add,
    agreement_change,
    contribution_add,
    contribution_change,
    organization_add,
    organization_change,
    partners,
)
from mueang.apps.network.views.public_record import events, networks

__all__ = [
    "agreement_add",
    "agreement_change",
    "contribution_add",
    "contribution_change",
    "events",
    "networks",
    "organization_add",
    "organization_change",
    "partners",
]
