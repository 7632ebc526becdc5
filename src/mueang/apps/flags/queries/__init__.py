"""What flags are asked."""

from mueang.apps.flags.queries.due import cities_due
from mueang.apps.flags.queries.features import Features, features_of
from mueang.apps.flags.queries.scoring import Scores, score
from mueang.apps.flags.queries.standing import quiet_keys, standing_flags, waiting_hand_overs

__all__ = [
    "Features",
    "Scores",
    "cities_due",
    "features_of",
    "quiet_keys",
    "score",
    "standing_flags",
    "waiting_hand_overs",
]
