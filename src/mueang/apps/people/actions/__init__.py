"""Everything that changes people: persons, guardians, consents, data requests, rosters."""

from mueang.apps.people.actions.consents import AGE_OF_OWN_CONSENT, give_consent, give_first_consents, withdraw_consent
from mueang.apps.people.actions.data_requests import answer_data_request, erase_person, open_data_request
from mueang.apps.people.actions.guardianships import add_guardianship, end_guardianship
from mueang.apps.people.actions.merging import merge_persons
from mueang.apps.people.actions.persons import NewPerson, add_person, add_persons, change_person
from mueang.apps.people.actions.reading import note_access_copy, note_corrections_taken, note_export
from mueang.apps.people.actions.roster_confirming import confirm_roster
from mueang.apps.people.actions.roster_rows import (
    correct_row,
    correct_rows,
    decide_all,
    keep_apart,
    reconsider_row,
    skip_row,
    use_known_person,
)
from mueang.apps.people.actions.rosters import choose_columns, discard_roster, purge_abandoned, stage_roster

__all__ = [
    "AGE_OF_OWN_CONSENT",
    "NewPerson",
    "add_guardianship",
    "add_person",
    "add_persons",
    "answer_data_request",
    "change_person",
    "choose_columns",
    "confirm_roster",
    "correct_row",
    "correct_rows",
    "decide_all",
    "discard_roster",
    "end_guardianship",
    "erase_person",
    "give_consent",
    "give_first_consents",
    "keep_apart",
    "merge_persons",
    "note_access_copy",
    "note_corrections_taken",
    "note_export",
    "open_data_request",
    "purge_abandoned",
    "reconsider_row",
    "skip_row",
    "stage_roster",
    "use_known_person",
    "withdraw_consent",
]
