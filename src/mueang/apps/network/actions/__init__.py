"""Changes to cities, their partners and the packaged facts about networks."""

from mueang.apps.network.actions.cities import mark_public_change, open_city
from mueang.apps.network.actions.partners import (
    add_organization,
    change_agreement,
    change_contribution,
    change_organization,
    record_contribution,
    sign_agreement,
)
from mueang.apps.network.actions.public_facts import load_network_facts

__all__ = [
    "add_organization",
    "change_agreement",
    "change_contribution",
    "change_organization",
    "load_network_facts",
    "mark_public_change",
    "open_city",
    "record_contribution",
    "sign_agreement",
]
