"""Words of casework: where a case stands, what a child may need, what is shared, how it ends."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Sex(TextChoices):
    FEMALE = "female", _("Female")
    MALE = "male", _("Male")
    UNSTATED = "unstated", _("Not stated")


class CaseState(TextChoices):
    OPEN = "open", _("Opened, not assessed")
    ASSESSED = "assessed", _("Assessed")
    PLANNED = "planned", _("Plan agreed")
    RE_ENGAGING = "re_engaging", _("Re-engaging")
    DURABLE = "durable", _("Closed with a durable outcome")
    UNREACHABLE = "unreachable", _("Closed: nobody could be reached")
    RECORD_ERROR = "record_error", _("Closed: the record was wrong")
    REOPENED = "reopened", _("Reopened")


STANDING = (CaseState.OPEN, CaseState.ASSESSED, CaseState.PLANNED, CaseState.RE_ENGAGING, CaseState.REOPENED)
CLOSED = (CaseState.DURABLE, CaseState.UNREACHABLE, CaseState.RECORD_ERROR)


class Severity(IntegerChoices):
    """Green, yellow and red, as sub-district teams sort what they find."""

    GREEN = 1, _("Green: can wait for its turn")
    YELLOW = 2, _("Yellow: soon")
    RED = 3, _("Red: at once")


class AccessKind(TextChoices):
    MAIN = "main", _("Main worker")
    TEAM = "team", _("Team")
    GLASS = "glass", _("In an emergency")


class Scope(TextChoices):
    """By which right somebody sees a case; the first that holds, counts."""

    CITY = "city", _("Supervises the city")
    MAIN = "main", _("Main worker")
    TEAM = "team", _("Team")
    GLASS = "glass", _("In an emergency")
    AGENCY = "agency", _("Agency it was referred to")


class Part(TextChoices):
    """What can be shown or withheld, piece by piece."""

    NAME = "name", _("Name")
    BIRTH = "birth", _("Birth date and sex")
    CONTACT = "contact", _("Phone and address")
    FAMILY = "family", _("Who the child lives with")
    SCHOOL = "school", _("School and attendance")
    NEEDS = "needs", _("Needs found in the assessment")
    HEALTH = "health", _("Health and disability")
    RISK = "risk", _("Danger to the child")
    PLAN = "plan", _("Plan with the family")
    NOTES = "notes", _("Notes of the workers")


# What may ever leave the house: notes are the workers' own.
SHAREABLE = tuple(part for part in Part if part != Part.NOTES)


class Need(TextChoices):
    EDUCATION = "education", _("Education")
    MONEY = "money", _("Money")
    HEALTH = "health", _("Physical health")
    MIND = "mind", _("Mental health")
    DISABILITY = "disability", _("Disability and special needs")
    PROTECTION = "protection", _("Protection from harm")
    HOUSING = "housing", _("Housing")
    TRANSPORT = "transport", _("Transport")
    DOCUMENTS = "documents", _("Identity documents")
    SKILLS = "skills", _("Vocational skills")
    WORK = "work", _("Work")
    CHILDCARE = "childcare", _("Care of siblings or own child")


# Needs that tell of health; they are withheld where health is.
HEALTH_NEEDS = frozenset({Need.HEALTH, Need.MIND, Need.DISABILITY})

# Days from sending a referral to its being done, where the city has not set its own.
SERVICE_DAYS: dict[str, int] = {
    Need.PROTECTION: 1,
    Need.HEALTH: 7,
    Need.MIND: 7,
    Need.HOUSING: 14,
    Need.MONEY: 14,
    Need.EDUCATION: 14,
    Need.TRANSPORT: 14,
    Need.CHILDCARE: 14,
    Need.SKILLS: 30,
    Need.WORK: 30,
    Need.DISABILITY: 30,
    Need.DOCUMENTS: 60,
}


class NeedLevel(IntegerChoices):
    NONE = 0, _("No need")
    SOME = 1, _("Some need")
    SERIOUS = 2, _("Serious need")


class Cause(TextChoices):
    """Why the child left or may leave, after the causes of the ministry's tracing system.

    Those of its codes that say the record was wrong are `enums.concerns.RecordFault`: they are no causes.
    """

    INCOME = "income", _("Low or insufficient income")
    FAMILY = "family", _("Family condition")
    NECESSITY = "necessity", _("Family necessity")
    TRANSPORT = "transport", _("Difficult to travel")
    HEALTH = "health", _("Health")
    DISABILITY = "disability", _("Disability")
    RISK_GROUP = "risk_group", _("At-risk group")
    DISASTER = "disaster", _("Disaster or unrest")
    CONDUCT = "conduct", _("Conduct against school rules")
    SOCIAL = "social", _("Trouble fitting in")
    FINISHED = "finished", _("Finished the compulsory level and wants no more school")
    OVER_AGE = "over_age", _("Over age and wants no more school")
    MARRIAGE = "marriage", _("Early marriage or pregnancy")
    WORK = "work", _("Child works")
    DOCUMENTS = "documents", _("No documents")
    OTHER = "other", _("Another cause")


class LinkKind(TextChoices):
    """Where else the same child may stand."""

    PUPIL = "pupil", _("Pupil of a school register")
    PERSON = "person", _("Person of the city's list")


class Basis(TextChoices):
    """By what right a child's data leave the house (PDPA B.E. 2562)."""

    CONSENT = "consent", _("Consent (PDPA s.19, s.20)")
    VITAL_INTEREST = "vital_interest", _("Vital interest (PDPA s.24(2))")
    PUBLIC_TASK = "public_task", _("Public task (PDPA s.24(4))")
    LEGAL_DUTY = "legal_duty", _("Legal duty (PDPA s.24(6))")
    CHILD_PROTECTION = "child_protection", _("Protection of a child from harm (Child Protection Act s.29)")


class Medium(TextChoices):
    PAPER = "paper", _("Signed on paper")
    THUMB = "thumb", _("Thumbprint before a witness")
    SPOKEN = "spoken", _("Spoken before a witness")
    MESSAGE = "message", _("By message that is kept")


class StepState(TextChoices):
    TODO = "todo", _("To be done")
    DONE = "done", _("Done")
    BLOCKED = "blocked", _("Held up")
    DROPPED = "dropped", _("No longer wanted")


class ReferralState(TextChoices):
    DRAFT = "draft", _("Not sent")
    SENT = "sent", _("Sent, no answer yet")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    DONE = "done", _("Done")
    REVOKED = "revoked", pgettext_lazy("referral", "Taken back")


RUNNING = (ReferralState.SENT, ReferralState.ACCEPTED)


class NoteKind(TextChoices):
    NOTE = "note", _("Note")
    CALL = "call", _("Call")
    VISIT = "visit", _("Visit")
    QUESTION = "question", _("Question of an agency")
    HAND_OVER = "hand_over", _("Hand-over")


class DurableOutcome(TextChoices):
    SCHOOL = "school", _("Back in school and staying")
    LIFELONG = "lifelong", _("Learns with the Department of Learning Encouragement")
    VOCATIONAL = "vocational", _("Vocational course")
    FAITH_SCHOOL = "faith_school", _("Religious school that teaches the state curriculum")
    APPRENTICE = "apprentice", _("Apprentice")
    WORK = "work", _("Lawful work with learning")
    SPECIAL = "special", _("Special or home education with support")


class StillHolds(TextChoices):
    YES = "yes", _("It holds")
    NO = "no", _("It holds no longer")
    UNKNOWN = "unknown", _("Nobody could be reached")


RECHECK_MONTHS = (3, 6, 12)
