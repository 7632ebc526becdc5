"""Words of people."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# Data, not a screen text: the row keeps it whoever looks.
ERASED_NAME = "(ลบข้อมูลแล้ว)"


class Relation(TextChoices):
    MOTHER = "mother", _("Mother")
    FATHER = "father", _("Father")
    GRANDPARENT = "grandparent", _("Grandparent")
    RELATIVE = "relative", _("Relative")
    CARER = "carer", _("Carer")
    INSTITUTION = "institution", _("Institution")
    SELF = "self", _("The person themself")


class LawfulBasis(TextChoices):
    CONSENT = "consent", _("Consent (PDPA s.19)")
    PUBLIC_TASK = "public_task", _("Public task (PDPA s.24(4))")
    CONTRACT = "contract", _("Contract (PDPA s.24(3))")
    LEGAL_DUTY = "legal_duty", _("Legal duty (PDPA s.24(6))")
    VITAL_INTEREST = "vital_interest", _("Vital interest (PDPA s.24(2))")
    RESEARCH = "research", _("Research and statistics (PDPA s.24(1))")


class Purpose(TextChoices):
    LEARNING = "learning", _("Taking part in learning and keeping proof of it")
    CONTACT = "contact", _("Being told about changes and new activities")
    PUBLIC_NAME = "public_name", _("Being named in public as a holder of local know-how")
    PHOTO = "photo", _("Being shown in pictures")
    FACE = "face", _("A picture beside one's name on the roll of one's activities")


class RequestKind(TextChoices):
    ACCESS = "access", _("Copy of my data")
    CORRECTION = "correction", _("Correction")
    ERASURE = "erasure", _("Erasure")
    PORTABILITY = "portability", _("My data in a form a machine reads")
    OBJECTION = "objection", _("Objection to a use of my data")
    RESTRICTION = "restriction", _("Restriction: keep it, but do not use it")


class RequestOutcome(TextChoices):
    GRANTED = "granted", _("Done as asked")
    PARTLY = "partly", _("Done in part")
    REFUSED = "refused", _("Refused")


class RefusalReason(TextChoices):
    """Why a request may be refused; which sections name these grounds is to be checked against the law's text."""

    NOT_THEM = "not_them", _("Who asks could not be shown to be the person or to answer for them")
    OTHERS = "others", _("It would harm the rights and freedoms of others")
    LAW = "law", _("A law or a court order requires otherwise")
    CLAIM = "claim", _("Needed to establish, exercise or defend a legal claim")
    PUBLIC_TASK = "public_task", _("Needed for a task in the public interest that outweighs it")
    NOTHING_HELD = "nothing_held", _("The city holds nothing about the person")


class RosterState(TextChoices):
    PREVIEW = "preview", _("Being checked")
    CONFIRMED = "confirmed", _("Confirmed")
    DISCARDED = "discarded", _("Discarded")


class RowState(TextChoices):
    READY = "ready", _("Ready")
    WRONG = "wrong", _("Needs correction")
    DUPLICATE = "duplicate", _("Same person twice in the file")
    KNOWN = "known", _("Known already")
    SKIPPED = "skipped", _("Skipped")


class Decision(TextChoices):
    """What the officer decided about one row; empty while nothing needs deciding."""

    SKIP = "skip", _("Leave out")
    USE_KNOWN = "use_known", _("Use the person known already")
    ANOTHER = "another", _("Another person: add")


class RosterField(TextChoices):
    SEQUENCE = "sequence", _("No.")
    PREFIX = "prefix", _("Prefix")
    FULL_NAME = "full_name", _("Full name in one column")
    GIVEN_NAME = "given_name", _("Given name")
    FAMILY_NAME = "family_name", _("Family name")
    NAME_EN = "name_en", _("Name in English")
    PHONE = "phone", pgettext_lazy("person", "Phone")
    EMAIL = "email", _("E-mail")
    ORGANIZATION = "organization_name", pgettext_lazy("person", "Organization")
    POSITION = "position", _("Position")
    BIRTH_ON = "birth_on", _("Birth date")
    AGE = "age", _("Age")
    NATIONAL_ID = "national_id", _("National ID number")
    REMARK = "remark", _("Remark")
