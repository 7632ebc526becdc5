"""Changes of grants."""

from mueang.apps.grants.actions.agreements import (
    close_grant,
    receive_instalment,
    release_instalment,
    remit_tax,
    sign_agreement,
)
from mueang.apps.grants.actions.applications import (
    Asked,
    PlannedActivity,
    hand_in_paper,
    save_application,
    submit_application,
    withdraw_application,
)
from mueang.apps.grants.actions.calls import add_fund, open_call
from mueang.apps.grants.actions.checks import (
    decide_report,
    draw_sample,
    look_at,
    sign_report,
    sign_sample,
)
from mueang.apps.grants.actions.deciding import (
    InstalmentPlan,
    Offer,
    grant_application,
    refuse_application,
    return_application,
    score_application,
)
from mueang.apps.grants.actions.expenses import (
    Receipt,
    approve_expense,
    attach_receipt,
    enter_expense,
    refuse_expense,
    reverse_expense,
)

__all__ = [
    "Asked",
    "InstalmentPlan",
    "Offer",
    "PlannedActivity",
    "Receipt",
    "add_fund",
    "approve_expense",
    "attach_receipt",
    "close_grant",
    "decide_report",
    "draw_sample",
    "enter_expense",
    "grant_application",
    "hand_in_paper",
    "look_at",
    "open_call",
    "receive_instalment",
    "refuse_application",
    "refuse_expense",
    "release_instalment",
    "remit_tax",
    "return_application",
    "reverse_expense",
    "save_application",
    "score_application",
    "sign_agreement",
    "sign_report",
    "sign_sample",
    "submit_application",
    "withdraw_application",
]
