"""Everything that changes enrollment: seats, rolls and hours, completion."""

from mueang.apps.enrollment.actions.absences import (
    end_alerts,
    note_absences_taken,
    record_call,
    set_absence_rule,
    watch_absences,
)
from mueang.apps.enrollment.actions.apologies import apologise, take_back_apology
from mueang.apps.enrollment.actions.changes import pass_on_change
from mueang.apps.enrollment.actions.completion import Settled, assess, assess_everybody, settle_completions
from mueang.apps.enrollment.actions.corrections import correct_hours
from mueang.apps.enrollment.actions.entering import enrol_persons, enrol_roster
from mueang.apps.enrollment.actions.faces import (
    forget_faces,
    keep_face,
    show_faces,
    show_faces_by_default,
    take_face_away,
)
from mueang.apps.enrollment.actions.holds import hold_for_token, hold_seats, join_held, release_hold, release_token
from mueang.apps.enrollment.actions.joining import add_to_party, join, join_group, join_waitlist
from mueang.apps.enrollment.actions.leaving import release_cancelled, undo_withdrawal, withdraw, withdraw_by_ticket
from mueang.apps.enrollment.actions.line import offer_to_waiting
from mueang.apps.enrollment.actions.marks import RollMark
from mueang.apps.enrollment.actions.members import NewMember
from mueang.apps.enrollment.actions.moodle import take_in_attendance
from mueang.apps.enrollment.actions.offers import (
    accept_offer,
    decline_offer,
    expire_offer,
    offer_by_hand,
    set_answer_hours,
)
from mueang.apps.enrollment.actions.reading import note_export
from mueang.apps.enrollment.actions.recognising import Elsewhere, agree_credit_rule, recognise_hours
from mueang.apps.enrollment.actions.reminding import remind_of_tickets
from mueang.apps.enrollment.actions.roll import save_roll
from mueang.apps.enrollment.actions.rooms import choose_room, leave_room
from mueang.apps.enrollment.actions.scanning import note_scan
from mueang.apps.enrollment.actions.sent import (
    Answer,
    Sent,
    SentBatch,
    SentCheckOut,
    SentMark,
    SentSave,
    SentWalkIn,
)
from mueang.apps.enrollment.actions.signed_sheets import add_signed_pages, read_signed_page, replace_signed_page
from mueang.apps.enrollment.actions.syncing import sync_roll
from mueang.apps.enrollment.actions.tickets import give_tickets
from mueang.apps.enrollment.actions.walk_ins import WalkIn

__all__ = [
    "Answer",
    "Elsewhere",
    "NewMember",
    "RollMark",
    "Sent",
    "SentBatch",
    "SentCheckOut",
    "SentMark",
    "SentSave",
    "SentWalkIn",
    "Settled",
    "WalkIn",
    "accept_offer",
    "add_signed_pages",
    "add_to_party",
    "agree_credit_rule",
    "apologise",
    "assess",
    "assess_everybody",
    "choose_room",
    "correct_hours",
    "decline_offer",
    "end_alerts",
    "enrol_persons",
    "enrol_roster",
    "expire_offer",
    "forget_faces",
    "give_tickets",
    "hold_for_token",
    "hold_seats",
    "join",
    "join_group",
    "join_held",
    "join_waitlist",
    "keep_face",
    "leave_room",
    "note_absences_taken",
    "note_export",
    "note_scan",
    "offer_by_hand",
    "offer_to_waiting",
    "pass_on_change",
    "read_signed_page",
    "recognise_hours",
    "record_call",
    "release_cancelled",
    "release_hold",
    "release_token",
    "remind_of_tickets",
    "replace_signed_page",
    "save_roll",
    "set_absence_rule",
    "set_answer_hours",
    "settle_completions",
    "show_faces",
    "show_faces_by_default",
    "sync_roll",
    "take_back_apology",
    "take_face_away",
    "take_in_attendance",
    "undo_withdrawal",
    "watch_absences",
    "withdraw",
    "withdraw_by_ticket",
]
