"""What the city processes personal data for: the lines of the record of processing (PDPA section 39)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

_STAFF_OF_IT = _("Only staff whose role covers it; every change is in the audit record")
_SEALED = _("Sealed with a key of the installation, need-to-know one by one, every reading in the audit record")
_NOBODY = _("Nobody outside the municipality")
_TASK = _("Public task of a local government in education and culture (section 24(4))")
_DUTY = _("Legal duty (section 24(6))")


@dataclass(frozen=True, slots=True)
class Activity:
    """One line of the record. `tables` are apps, or single tables that another line would otherwise take."""

    code: str
    title: Words
    purpose: Words
    basis: Words
    people: Words
    recipients: Words
    retention: Words
    safeguards: Words
    tables: tuple[str, ...]


ACTIVITIES: tuple[Activity, ...] = (
    Activity(
        "accounts",
        _("Accounts and roles"),
        _("Letting staff and learners sign in, and saying who may do what"),
        _TASK,
        _("Staff, keepers, instructors, learners who want an account"),
        _("The provider of a sign-in the person chose (LINE, an OpenID provider)"),
        _("While the account is in use; closed accounts keep who held which role"),
        _("Passwords as hashes, two-step sign-in, roles that end, no superuser at rest"),
        ("accounts", "signins"),
    ),
    Activity(
        "record",
        _("The audit record"),
        _("Proving who changed or read what, so that misuse shows"),
        _DUTY,
        _("Staff and learners who act in the system"),
        _("Auditors, a court or an authority that the law entitles"),
        _("As long as the rows it speaks of; each event is chained to the one before and cannot be taken out"),
        _("Append-only and hash-chained; holds neither names nor free text"),
        ("audit",),
    ),
    Activity(
        "people",
        _("The city's list of people"),
        _("Knowing who takes part in learning, and who answers for a child"),
        _TASK,
        _("Learners of any age, carers, instructors, holders of know-how"),
        _NOBODY,
        _("While somebody takes part, and until they ask for erasure; uploaded lists are emptied within two days"),
        _("National ID sealed and found by keyed hash only; names are in no address and no log"),
        ("people",),
    ),
    Activity(
        "rights",
        _("Consents and requests about data"),
        _("Keeping what somebody agreed to, answering what they ask, and watching over breaches"),
        _DUTY,
        _("Everybody whose data the city holds"),
        _("The Personal Data Protection Committee (PDPC), where the law asks for it"),
        _("Consents: while they stand and as proof after; requests and breaches: as proof of how they were handled"),
        _STAFF_OF_IT,
        ("people.Consent", "people.DataRequest", "privacy"),
    ),
    Activity(
        "catalog",
        _("Activities, places and partners"),
        _("Publishing what can be learned, where and from whom"),
        _TASK,
        _("Instructors, contact persons of places and partners"),
        _("The public: what is published, names of people only with their consent"),
        _("While the activity, place or agreement is shown; words of failed searches lose their numbers at once"),
        _("Contact lines of offices; a person is named in public only after they agreed"),
        ("catalog", "places", "network"),
    ),
    Activity(
        "learning",
        _("Seats, attendance and learning hours"),
        _("Running an activity, telling about changes, proving hours learned"),
        _TASK,
        _("Learners, children among them, and the carers who come with them"),
        _("The keeper and the instructor of that activity"),
        _("Hours and attendance as proof of learning; reasons and remarks only while they are needed"),
        _STAFF_OF_IT,
        ("enrollment", "courses", "assessments", "lti", "forums", "people.Face"),
    ),
    Activity(
        "credentials",
        _("Certificates and transcripts"),
        _("Giving proof of what somebody learned that can be checked by anybody they show it to"),
        _TASK,
        _("Learners who completed something"),
        _("Whoever the holder shows it to; the public list of states holds numbers only"),
        _("As long as the proof may be shown; its place in the list of states is never used again"),
        _("Signed with the city's key; the list of states names nobody"),
        ("credentials",),
    ),
    Activity(
        "outcomes",
        _("What came of learning"),
        _("Asking later whether learning led to work, study or teaching"),
        _TASK,
        _("Learners who completed something"),
        _("The public as counts; small counts are left out"),
        _("Answers while they are counted; words are emptied when their time is over"),
        _STAFF_OF_IT,
        ("outcomes",),
    ),
    Activity(
        "messages",
        _("Messages"),
        _("Telling people about their seats and, if they wish, about what is new"),
        _("Public task for messages about one's own seats; consent for news (section 19)"),
        _("Learners, carers, staff, partners"),
        _("The carrier of the message: e-mail, LINE, text message, push"),
        _("Until delivered; words and addresses are emptied when their time is over"),
        _("One press ends news; no message holds anything of the protected zone"),
        ("notices", "campaigns"),
    ),
    Activity(
        "heritage",
        _("Local capital and who holds it"),
        _("Keeping what the city's people know, and finding who would teach it"),
        _("Consent for being named (section 19); public task for the inventory"),
        _("Holders of know-how, volunteers of a mapping day"),
        _("The public: with the holder's consent only"),
        _("While the item is in the inventory and the consent stands"),
        _("Permission of each item is asked: sacred, family secret, commercial use"),
        ("heritage",),
    ),
    Activity(
        "surveys",
        _("Surveys and comments of citizens"),
        _("Knowing what people wish to learn and think of a plan"),
        _("Research and statistics (section 24(1)); answering is voluntary"),
        _("Residents who were asked or who wrote"),
        _("The public as counts; a comment is shown as it was signed"),
        _("Answers are erased the days after closing that the survey states"),
        _("No name is asked; links are drawn by lot; small counts are left out"),
        ("surveys", "planning"),
    ),
    Activity(
        "figures",
        _("City figures, plans and reports"),
        _("Measuring the city, planning its work and reporting to the public"),
        _TASK,
        _("Residents as counts, reviewers, people who agreed to be shown"),
        _("The public; small counts are left out"),
        _("As official documents of the municipality"),
        _("Counts below the stated size are suppressed; forms ask to name nobody who did not agree"),
        ("indicators", "reports", "plans", "practices"),
    ),
    Activity(
        "money",
        _("Grants and the books"),
        _("Using public money as agreed and being able to prove it"),
        _DUTY,
        _("Payees, people who applied"),
        _("The fund, auditors, the tax authority"),
        _("As the law on accounting and the rules of the fund require"),
        _("Nothing is edited, only reversed; two people for every expense"),
        ("grants", "ledger"),
    ),
    Activity(
        "office",
        _("Committees, coaching and handover"),
        _("Deciding together, coaching the city, passing work on"),
        _TASK,
        _("Members of committees, staff, coaches"),
        _("Members of the committee; the City Unit for its own notes"),
        _("As official documents of the municipality"),
        _STAFF_OF_IT,
        ("committees", "coaching", "handover"),
    ),
    Activity(
        "registers",
        _("School registers"),
        _("Seeing early that a child stays away from school"),
        _("Public task in compulsory education (section 24(4)) and legal duty (section 24(6))"),
        _("Pupils"),
        _("The child's school"),
        _("While the child may go to school in the city"),
        _SEALED,
        ("registers",),
    ),
    Activity(
        "flags",
        _("Early warning"),
        _("Choosing which child a person should look at first; never a decision by itself"),
        _("Public task (section 24(4)); no religion, no ethnicity"),
        _("Pupils"),
        _("Case workers of the city"),
        _("A flag expires by itself and ends in a person's decision"),
        _SEALED,
        ("flags",),
    ),
    Activity(
        "support",
        _("Children in difficulty"),
        _("Finding a child, agreeing a plan with the family, seeing it through"),
        _("Legal duty of child protection, public task, vital interest (section 24); health data: section 26"),
        _("Children and their families, people who told of a child"),
        _("Agencies the family agreed to, or that a named legal ground requires"),
        _("Until the last check after closing, then as the law on child protection requires"),
        _SEALED,
        ("support",),
    ),
)


def activity_of(label: str) -> Activity | None:
    """The line a table (`app.Model`) belongs to: named itself, or with its app. None: the record has a gap."""
    app = label.partition(".")[0]
    whole = [one for one in ACTIVITIES if app in one.tables]
    single = [one for one in ACTIVITIES if label in one.tables]
    return next(iter(single + whole), None)
