"""Questions about people: who is there, what a roster says, what a person may be told."""

from mueang.apps.people.queries.consents import standing_consent
from mueang.apps.people.queries.correction_file import correction_file, corrections_in
from mueang.apps.people.queries.data_requests import (
    Due,
    access_copy,
    access_tables,
    data_requests,
    due_requests,
    what_erasure_does,
)
from mueang.apps.people.queries.merging import MergePreview, merge_preview
from mueang.apps.people.queries.persons import (
    HistoryLine,
    PersonPage,
    find_by_national_id,
    find_people,
    people_matching,
    people_table,
    person_page,
    possible_duplicates,
    same_person_ids,
)
from mueang.apps.people.queries.roster_preview import (
    Counts,
    RosterPreview,
    RowView,
    roster_preview,
    roster_rows,
    row_view,
)

__all__ = [
    "Counts",
    "Due",
    "HistoryLine",
    "MergePreview",
    "PersonPage",
    "RosterPreview",
    "RowView",
    "access_copy",
    "access_tables",
    "correction_file",
    "corrections_in",
    "data_requests",
    "due_requests",
    "find_by_national_id",
    "find_people",
    "merge_preview",
    "people_matching",
    "people_table",
    "person_page",
    "possible_duplicates",
    "roster_preview",
    "roster_rows",
    "row_view",
    "same_person_ids",
    "standing_consent",
    "what_erasure_does",
]
