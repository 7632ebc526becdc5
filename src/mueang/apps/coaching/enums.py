"""Words of coaching: stages, the items of the checklist, notes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    """What a city goes through; it stands at the first whose items are not all there."""

    FOUND = "found", _("Founded")
    MAP = "map", _("Knows what it has")
    LEARN = "learn", _("People learn")
    MEASURE = "measure", _("Measures")
    PLAN = "plan", _("Works by a plan")


class Item(TextChoices):
    MANAGER = "manager", _("The manager has signed in")
    PARTNERS = "partners", _("Partners with an agreement")
    PLACES = "places", _("Places confirmed")
    HERITAGE = "heritage", _("Heritage items with a holder's consent")
    OFFERINGS = "offerings", _("Activities published")
    COMPLETED = "completed", _("Completions")
    SCHOOLS = "schools", _("Schools with a register")
    FEATURES = "features", _("Key Features measured")
    PLANS = "plans", _("Work plans agreed")


# Stage, item, how many are enough, and the page of the city where it is done.
CHECKLIST = (
    (Stage.FOUND, Item.MANAGER, 1, "places:roles"),
    (Stage.FOUND, Item.PARTNERS, 3, "network:partners"),
    (Stage.MAP, Item.PLACES, 10, "places:places"),
    (Stage.MAP, Item.HERITAGE, 5, "heritage:items"),
    (Stage.LEARN, Item.OFFERINGS, 1, "catalog:offerings"),
    (Stage.LEARN, Item.COMPLETED, 20, "enrollment:home"),
    (Stage.MEASURE, Item.SCHOOLS, 1, "registers:schools"),
    (Stage.MEASURE, Item.FEATURES, 3, "indicators:home"),
    (Stage.PLAN, Item.PLANS, 1, "plans:home"),
)


class NoteKind(TextChoices):
    VISIT = "visit", _("Visit to the city")
    CALL = "call", _("Call")
    NOTE = "note", _("Note")


# Partners every city begins with; the officer strikes out or renames them.
TEMPLATE_PARTNERS = (
    ("school", "โรงเรียนสังกัดเทศบาล", "Municipal schools"),
    ("university", "มหาวิทยาลัยพี่เลี้ยง", "Partner university"),
    ("health", "โรงพยาบาลและ รพ.สต.", "Hospital and health centers"),
    ("religious", "วัดและศาสนสถาน", "Temples and places of worship"),
    ("enterprise", "หอการค้า", "Chamber of commerce"),
    ("community", "เครือข่ายประธานชุมชน", "Network of community presidents"),
)
TEMPLATE_COMMITTEE = ("คณะกรรมการขับเคลื่อนเมืองแห่งการเรียนรู้", "Learning City Steering Committee")
