"""Changes of work plans."""

from mueang.apps.plans.actions.activities import (
    add_activity,
    change_activity,
    delete_activity,
    delete_milestone,
    drop_activity,
    reach_milestone,
    reopen_milestone,
    report_progress,
    set_milestone,
    take_up_activity,
)
from mueang.apps.plans.actions.copying import begin_filled_plan, copy_activities, fill_from_template
from mueang.apps.plans.actions.evidence import (
    attach_evidence,
    attach_picture,
    recount_plan,
    restore_evidence,
    withdraw_evidence,
)
from mueang.apps.plans.actions.money import add_source, change_source, delete_source, set_budget
from mueang.apps.plans.actions.plans import CameFrom, begin_plan, change_plan, move_plan, plan_for_year, share_plan
from mueang.apps.plans.actions.reminders import remind_of_milestones
from mueang.apps.plans.actions.reports import (
    begin_report,
    correct_report,
    discard_report,
    draw_report,
    sign_report,
    write_report,
)
from mueang.apps.plans.actions.scenarios import plan_from_scenario
from mueang.apps.plans.actions.sheets import confirm_sheet, discard_sheet, stage_sheet

__all__ = [
    "CameFrom",
    "add_activity",
    "add_source",
    "attach_evidence",
    "attach_picture",
    "begin_filled_plan",
    "begin_plan",
    "begin_report",
    "change_activity",
    "change_plan",
    "change_source",
    "confirm_sheet",
    "copy_activities",
    "correct_report",
    "delete_activity",
    "delete_milestone",
    "delete_source",
    "discard_report",
    "discard_sheet",
    "draw_report",
    "drop_activity",
    "fill_from_template",
    "move_plan",
    "plan_for_year",
    "plan_from_scenario",
    "reach_milestone",
    "recount_plan",
    "remind_of_milestones",
    "reopen_milestone",
    "report_progress",
    "restore_evidence",
    "set_budget",
    "set_milestone",
    "share_plan",
    "sign_report",
    "stage_sheet",
    "take_up_activity",
    "withdraw_evidence",
    "write_report",
]
