"""Words of concerns: where they came from, how sure somebody is, what was decided, and why a record was wrong."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    SCHOOL = "school", _("A school's report")
    REGISTER_FLAG = "register_flag", _("A flag from the registers")
    DOOR_TO_DOOR = "door_to_door", _("A door-to-door survey")
    COMMUNITY = "community", _("A civil society, religious or community leader")
    RECORD_MATCH = "record_match", _("A health or civil registry match")
    PARTNER = "partner", _("A partner or another agency")
    CITIZEN = "citizen", _("A citizen or the hotline")


class Urgency(TextChoices):
    NOW = "now", _("Today: the child may be in danger")
    SOON = "soon", _("Within three days")
    ROUTINE = "routine", _("Within two weeks")


class Confidence(TextChoices):
    """How sure the source is that the record and the child are one."""

    CERTAIN = "certain", _("Certain: the same number")
    LIKELY = "likely", _("Likely: name and birth agree")
    POSSIBLE = "possible", _("Possible: the name is alike")
    NONE = "none", _("Not matched")


class ConcernState(TextChoices):
    NEW = "new", _("To be looked into")
    CASE = "case", _("A case was opened")
    JOINED = "joined", _("Joined to a case")
    DUPLICATE = "duplicate", _("The same as another concern")
    RECORD_WRONG = "record_wrong", _("The record was wrong")
    UNREACHABLE = "unreachable", _("Could not be reached")
    UNFOUNDED = "unfounded", _("Not so")


SETTLED = tuple(state for state in ConcernState if state != ConcernState.NEW)


class RecordFault(TextChoices):
    """Why a record said "out of school" of a child who is not: never a reason why a child left."""

    ELSEWHERE = "elsewhere", _("Enrolled elsewhere")
    ABROAD = "abroad", _("Studies abroad")
    SAME_SYSTEM = "same_system", _("Still in the same system")
    MOVED = "moved", _("Moved out of the city")
    DIED = "died", _("Died")
    TWICE = "twice", _("The same child twice")


class TryHow(TextChoices):
    PHONE = "phone", _("By telephone")
    HOME = "home", _("At the home")
    NEIGHBOUR = "neighbour", _("Through a neighbour or leader")
    SCHOOL = "school", _("Through the school")
    LINE = "line", _("By LINE or letter")
