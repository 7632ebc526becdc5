"""Doors of credentials."""

from mueang.apps.credentials.views.achievements import achievement, align, endorse, unalign, withdraw
from mueang.apps.credentials.views.checking import check, checked, find
from mueang.apps.credentials.views.checking_json import check_json
from mueang.apps.credentials.views.desk import (
    award_page,
    awards,
    cohort,
    home,
    new_achievement,
    new_issuer,
    run_certificates,
    run_page,
)
from mueang.apps.credentials.views.machines import (
    achievement_json,
    award_json,
    award_jwt,
    award_pdf,
    award_png,
    award_svg,
    did_document,
    endorsement_json,
    status_list,
    transcript_json,
    transcript_jwt,
    transcript_pdf,
)
from mueang.apps.credentials.views.transcripts import revoke_one, transcript
from mueang.apps.credentials.views.vc_api import issue, verify_credential, verify_presentation

__all__ = [
    "achievement",
    "achievement_json",
    "align",
    "award_json",
    "award_jwt",
    "award_page",
    "award_pdf",
    "award_png",
    "award_svg",
    "awards",
    "check",
    "check_json",
    "checked",
    "cohort",
    "did_document",
    "endorse",
    "endorsement_json",
    "find",
    "home",
    "issue",
    "new_achievement",
    "new_issuer",
    "revoke_one",
    "run_certificates",
    "run_page",
    "status_list",
    "transcript",
    "transcript_json",
    "transcript_jwt",
    "transcript_pdf",
    "unalign",
    "verify_credential",
    "verify_presentation",
    "withdraw",
]
