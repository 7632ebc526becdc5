"""Changes to credentials."""

from mueang.apps.credentials.actions.achievements import define_achievement
from mueang.apps.credentials.actions.claiming import Slip, claim, hand_out, hand_out_run, withdraw_claim
from mueang.apps.credentials.actions.correcting import award_again
from mueang.apps.credentials.actions.endorsing import (
    add_endorsement,
    align,
    endorse,
    unalign,
    withdraw_endorsement,
)
from mueang.apps.credentials.actions.issuers import open_issuer, rotate_key
from mueang.apps.credentials.actions.parts import note_parts
from mueang.apps.credentials.actions.renewing import ask_renewal, work_renewal
from mueang.apps.credentials.actions.revoking import revoke, revoke_transcript
from mueang.apps.credentials.actions.runs import start_award_run, work_award_run
from mueang.apps.credentials.actions.single import award
from mueang.apps.credentials.actions.tokens import credential_token
from mueang.apps.credentials.actions.transcripts import ask_transcript, make_transcript
from mueang.apps.credentials.actions.unsafe_keys import declare_unsafe

__all__ = [
    "Slip",
    "add_endorsement",
    "align",
    "ask_renewal",
    "ask_transcript",
    "award",
    "award_again",
    "claim",
    "credential_token",
    "declare_unsafe",
    "define_achievement",
    "endorse",
    "hand_out",
    "hand_out_run",
    "make_transcript",
    "note_parts",
    "open_issuer",
    "revoke",
    "revoke_transcript",
    "rotate_key",
    "start_award_run",
    "unalign",
    "withdraw_claim",
    "withdraw_endorsement",
    "work_award_run",
    "work_renewal",
]
