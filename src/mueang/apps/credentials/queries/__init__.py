"""Questions to credentials."""

from mueang.apps.credentials.queries.cohorts import (
    Cohort,
    achievements_for,
    awards_in,
    awards_of,
    cohorts,
    enrollments_to_award,
    runs_of,
)
from mueang.apps.credentials.queries.exports import award_headings, award_rows
from mueang.apps.credentials.queries.pages import (
    Progress,
    award_by_link,
    certificates_of,
    n_standing_awards,
    open_runs,
    progress_of,
    status_list_text,
)
from mueang.apps.credentials.queries.publishing import achievement_document, issuer_document, issuers_without_key
from mueang.apps.credentials.queries.verifying import (
    Found,
    award_number_to_link,
    baked_picture,
    check_award,
    check_upload,
    found_of,
    own_status_list,
    resolve_issuer,
)

__all__ = [
    "Cohort",
    "Found",
    "Progress",
    "achievement_document",
    "achievements_for",
    "award_by_link",
    "award_headings",
    "award_number_to_link",
    "award_rows",
    "awards_in",
    "awards_of",
    "baked_picture",
    "certificates_of",
    "check_award",
    "check_upload",
    "cohorts",
    "enrollments_to_award",
    "found_of",
    "issuer_document",
    "issuers_without_key",
    "n_standing_awards",
    "open_runs",
    "own_status_list",
    "progress_of",
    "resolve_issuer",
    "runs_of",
    "status_list_text",
]
