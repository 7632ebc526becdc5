"""Words of the second opinion: how far one is, what it may look at, when it looks, and what it takes to be trusted."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mueang.apps.flags.enums.variables import COMPARED, FactKind, Variable


class OpinionState(TextChoices):
    ASKED = "asked", pgettext_lazy("second opinion", "Being learned and judged")
    VALID = "valid", _("Validated by the city's own history")
    REFUSED = "refused", _("Refused: the history does not bear it")


class Shortfall(TextChoices):
    """Why a second opinion is refused; each is stored with how much there is and how much it takes."""

    YEARS = "years", _("School years whose pupils and register are known, and the year after them")
    LEFT_BEFORE = "left_before", _("Children who left, in the years to learn from")
    STAYED_BEFORE = "stayed_before", _("Children who stayed, in the years to learn from")
    LEFT_LATER = "left_later", _("Children who left, in the year to judge by")
    SORTS = "sorts", _("How well it sorts the year it has not seen (AUC, per cent; 50 is chance)")
    TRUE = "true", _("How far chances were from what came to pass (per cent; less is better)")


# What is known of a child on a day. Subjects failed are entered at the end of a year without a day, so that they would
# tell of what was known only afterwards.
PREDICTORS = tuple(variable.value for variable in Variable if variable != Variable.FAILING_SUBJECTS)
SEX = "sex"
GROUPS = {SEX: _("Sex"), **{kind.value: FactKind(kind).label for kind in COMPARED}}
# As of which days of a school year children are looked at: (month, day).
AS_OF = ((7, 31), (9, 30), (11, 30), (1, 31))
LEAST_YEARS, LEAST_LEFT_BEFORE, LEAST_STAYED, LEAST_LEFT_LATER = 2, 50, 50, 20
LEAST_AUC_PERCENT, MOST_ERROR_PERCENT = 60, 5
MOST_VISITS, USUAL_VISITS = 500, 20
# Days after which a second opinion must be judged anew by a later year.
LASTS_DAYS = 400
