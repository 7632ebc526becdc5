from django.db import migrations

from mueang.lib.walls import RaiseWalls


class Migration(migrations.Migration):
    dependencies = [("support", "0001_initial")]

    operations = [
        RaiseWalls(
            by_city=[
                "support_concern",
                "support_addition",
                "support_child",
                "support_case",
                "support_conference",
                "support_registrylist",
                "support_visit",
            ],
            through={
                "support_teller": ("concern_id", "support_concern"),
                "support_try": ("concern_id", "support_concern"),
                "support_decision": ("concern_id", "support_concern"),
                "support_setapart": ("concern_id", "support_concern"),
                "support_childlink": ("child_id", "support_child"),
                "support_caseaccess": ("case_id", "support_case"),
                "support_casenote": ("case_id", "support_case"),
                "support_handover": ("case_id", "support_case"),
                "support_assessment": ("case_id", "support_case"),
                "support_consenttoshare": ("case_id", "support_case"),
                "support_plan": ("case_id", "support_case"),
                "support_step": ("plan_id", "support_plan"),
                "support_agendaitem": ("conference_id", "support_conference"),
                "support_attendee": ("conference_id", "support_conference"),
                "support_resolution": ("item_id", "support_agendaitem"),
                "support_closure": ("case_id", "support_case"),
                "support_recheck": ("closure_id", "support_closure"),
                "support_reopening": ("case_id", "support_case"),
                "support_concernofcase": ("concern_id", "support_concern"),
                "support_referral": ("case_id", "support_case"),
                "support_placement": ("case_id", "support_case"),
                "support_visitreport": ("visit_id", "support_visit"),
                "support_visitphoto": ("report_id", "support_visitreport"),
            },
        ),
    ]
