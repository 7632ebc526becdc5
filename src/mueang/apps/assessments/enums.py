"""Words of judging learning."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ItemKind(TextChoices):
    ONE = "one", _("One right answer")
    SEVERAL = "several", _("Several right answers")
    SHORT = "short", _("Words to be typed")
    NUMBER = "number", _("A number to be typed")


class Counts(TextChoices):
    """Which of several attempts counts."""

    BEST = "best", _("The best attempt")
    LAST = "last", _("The last attempt")


class AssignmentKind(TextChoices):
    WORK = "work", _("Text, files or rows made in Mueang")
    PLAN = "plan", _("A work plan of one's own city")


class Level(TextChoices):
    """Levels of a rubric, worst first, as the course's content names them."""

    NOT_YET = "not_yet", pgettext_lazy("of a rubric", "Not yet")
    DEVELOPING = "developing", pgettext_lazy("of a rubric", "Developing")
    ADEQUATE = "adequate", pgettext_lazy("of a rubric", "Adequate")
    EXEMPLARY = "exemplary", pgettext_lazy("of a rubric", "Exemplary")


LEVELS = tuple(str(level) for level in Level.values)


class HandInState(TextChoices):
    DRAFT = "draft", _("Being written")
    WAITING = "waiting", _("Being judged")
    DIFFERS = "differs", _("Assessors differ")
    SETTLED = "settled", pgettext_lazy("of work", "Judged")


class Means(TextChoices):
    """How a verdict came about."""

    AT_ONCE = "at_once", _("The assessors agreed")
    TOGETHER = "together", _("The assessors settled it together")
    MEDIAN = "median", _("The middle judgement of three or more")
    APPEAL = "appeal", _("Decided on appeal")


class AppealState(TextChoices):
    OPEN = "open", pgettext_lazy("of an appeal", "Waiting for a decision")
    KEPT = "kept", _("The verdict stands")
    CHANGED = "changed", _("The verdict was changed")


# An attempt with a limit of time is taken this much later still: what was pressed in time may travel slowly.
GRACE_SECONDS = 60
MOST_FILES = 5
LARGEST_FILE = 10 * 1024 * 1024
LONGEST_TEXT = 20_000
