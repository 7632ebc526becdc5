"""Questions about people: who is there, what a roster says, what a person may be told."""

from mueang.apps.people.queries.consents import Giver, face_of, givers_of, standing_consent
from mueang.apps.people.queries.correction_file import correction_file, corrections_in
from mueang.apps.people.queries.data_requests import data_requests, held_back_ids, requests_table
from mueang.apps.people.queries.merging import MergePreview, merge_preview
from mueang.apps.people.queries.persons import (
    HistoryLine,
    PersonPage,
    erased_numbers,
    find_by_national_id,
    find_people,
    namesakes,
    people_matching,
    people_table,
    person_of,
    person_page,
    persons_of_roster,
    possible_duplicates,
    same_person,
    same_person_ids,
)
from mueang.apps.people.queries.roster_columns import ColumnSample
from mueang.apps.people.queries.roster_file import ColumnsPage, columns_page
from mueang.apps.people.queries.roster_preview import (
    Counts,
    RosterPreview,
    RowView,
    roster_preview,
    roster_rows,
    rosters_of,
    rosters_table,
    row_view,
)
from mueang.apps.people.queries.roster_texts import texts_of

__all__ = [
    "ColumnSample",
    "ColumnsPage",
    "Counts",
    "Giver",
    "HistoryLine",
    "MergePreview",
    "PersonPage",
    "RosterPreview",
    "RowView",
    "columns_page",
    "correction_file",
    "corrections_in",
    "data_requests",
    "erased_numbers",
    "face_of",
    "find_by_national_id",
    "find_people",
    "givers_of",
    "held_back_ids",
    "merge_preview",
    "namesakes",
    "people_matching",
    "people_table",
    "person_of",
    "person_page",
    "persons_of_roster",
    "possible_duplicates",
    "requests_table",
    "roster_preview",
    "roster_rows",
    "rosters_of",
    "rosters_table",
    "row_view",
    "same_person",
    "same_person_ids",
    "standing_consent",
    "texts_of",
]
