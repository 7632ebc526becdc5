"""Changes to credentials."""

from mueang.apps.credentials.actions.achievements import define_achievement
from mueang.apps.credentials.actions.issuers import open_issuer, rotate_key
from mueang.apps.credentials.actions.revoking import revoke
from mueang.apps.credentials.actions.runs import start_award_run, work_award_run
from mueang.apps.credentials.actions.single import award

__all__ = [
    "award",
    "define_achievement",
    "open_issuer",
    "revoke",
    "rotate_key",
    "start_award_run",
    "work_award_run",
]
