"""Changes to cities, their partners and the packaged facts about networks."""

from mueang.apps.network.actions.across import add_organization_across
from mueang.apps.network.actions.cities import mark_public_change, mark_seats_changed, open_city
from mueang.apps.network.actions.giving import (
    attach_document,
    record_gift,
    renew_agreement,
    take_back_gift,
    take_in_promises,
)
from mueang.apps.network.actions.links import answer_by_key, make_partner_link, settle_answer, show_partner
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
    "add_organization_across",
    "answer_by_key",
    "attach_document",
    "change_agreement",
    "change_contribution",
    "change_organization",
    "load_network_facts",
    "make_partner_link",
    "mark_public_change",
    "mark_seats_changed",
    "open_city",
    "record_contribution",
    "record_gift",
    "renew_agreement",
    "settle_answer",
    "show_partner",
    "sign_agreement",
    "take_back_gift",
    "take_in_promises",
]
