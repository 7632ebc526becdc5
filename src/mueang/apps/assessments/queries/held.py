"""What an assessor took and has not judged yet."""

from __future__ import annotations

from mueang.apps.accounts.models import User
from mueang.apps.assessments.models import Judgement
from mueang.apps.network.models import City
from mueang.lib.held import Held


def held_judgements(holder: User, city: City) -> list[Held]:
    """By the title of the assignment: whose work it is stands nowhere. One SQL statement."""
    rows = Judgement.objects.filter(assessor=holder, given_at=None, hand_in__assignment__offering__city=city)
    titles = rows.values_list("uuid", "hand_in__assignment__title_th", "hand_in__assignment__title_en")
    return [Held(uuid, title_th, title_en or title_th, "", ()) for uuid, title_th, title_en in titles]
