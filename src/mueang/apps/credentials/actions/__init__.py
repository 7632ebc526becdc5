"""Changes to credentials."""

from mueang.apps.credentials.actions.achievements import define_achievement
from mueang.apps.credentials.actions.issuers import open_issuer, rotate_key
from mueang.apps.credentials.actions.revoking import revoke, revoke_transcript
from mueang.apps.credentials.actions.runs import start_award_run, work_award_run
from mueang.apps.credentials.actions.single import award
from mueang.apps.credentials.actions.transcripts import ask_transcript, make_transcript

__all__ = [
    "ask_transcript",
    "award",
    "define_achievement",
    "make_transcript",
    "open_issuer",
    "revoke",
    "revoke_transcript",
    "rotate_key",
    "start_award_run",
    "work_award_run",
]
