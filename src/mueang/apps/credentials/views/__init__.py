"""Doors of credentials."""

from mueang.apps.credentials.views.checking import check, checked, find
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
    award_pdf,
    award_svg,
    did_document,
    status_list,
    transcript_json,
    transcript_pdf,
)
from mueang.apps.credentials.views.transcripts import revoke_one, transcript

__all__ = [
    "achievement_json",
    "award_json",
    "award_page",
    "award_pdf",
    "award_svg",
    "awards",
    "check",
    "checked",
    "cohort",
    "did_document",
    "find",
    "home",
    "new_achievement",
    "new_issuer",
    "revoke_one",
    "run_certificates",
    "run_page",
    "status_list",
    "transcript",
    "transcript_json",
    "transcript_pdf",
]
