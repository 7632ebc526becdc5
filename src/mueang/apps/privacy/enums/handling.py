"""How each table answers its people: by which way their rows are found, what a copy leaves out, what erasure does.

Every model that says it holds personal data has its line here; a test walks them all, so a new one cannot be forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Erasing(TextChoices):
    DELETE = "delete", _("The rows are deleted")
    CLEAR = "clear", _("Words are emptied; the row stays and counts, without a person")
    LOOSE = "loose", _("The row stays and counts, without a person")
    KEEP = "keep", _("Kept: the law or the proof needs it")
    BY_HAND = "by_hand", _("No row says whose it is: an officer looks and corrects")
    NOBODY = "nobody", _("Nobody can be recognised in it")
    APART = "apart", _("Answered apart by the desk that protects children")


@dataclass(frozen=True, slots=True)
class Handling:
    """`ways` lead from a row to a person ("enrollment__person") or, with an @, to an account ("@user").

    `clear` are fields emptied, `mark` fields where a word must stand, `withheld` fields that no copy shows.
    """

    erasing: Erasing
    ways: tuple[str, ...] = ()
    clear: tuple[str, ...] = ()
    mark: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    why: str | Promise = ""


DUTY_IN_OFFICE = _("Who was trusted with which public duty, and when, must stay provable")
CHAINED = _("Each event is chained to the one before it; it names nobody")
PROOF = _("Signed proof that was given out; whoever holds it must be able to have it checked")
AGREED = _("Proof of what was agreed to and when it ended")
OFFICIAL = _(
    "Official documents of the municipality; an officer looks for the name and corrects what the law lets change"
)
PUBLISHED = _("Contact lines and texts of an office: an officer looks for the name and corrects it")
BOOKS = _("The law on accounting and the fund's rules: who was paid, as on the receipt")
COUNTED = _("Counts and answers without a name: nobody can be found in them")
SEALED_DRAW = _("Sealed until the draw is published; it holds codes, not names")
PROTECTED_WORDS = _(
    "Held, if at all, by the desk that protects children. It answers apart, so that nobody else learns of it; "
    "who told of a child stays protected"
)


def _gone(*ways: str) -> Handling:
    return Handling(Erasing.DELETE, ways)


def _loose(*ways: str) -> Handling:
    return Handling(Erasing.LOOSE, ways)


def _cleared(way: str, *clear: str, mark: tuple[str, ...] = ()) -> Handling:
    return Handling(Erasing.CLEAR, (way,), clear, mark)


def _kept(why: str | Promise, *ways: str) -> Handling:
    return Handling(Erasing.KEEP, ways, why=why)


def _by_hand(why: str | Promise) -> Handling:
    return Handling(Erasing.BY_HAND, why=why)


def _nobody(why: str | Promise = COUNTED) -> Handling:
    return Handling(Erasing.NOBODY, why=why)


APART = Handling(Erasing.APART, why=PROTECTED_WORDS)
_SEAT, _WORK = "enrollment__person", "hand_in__enrollment__person"

HANDLING: dict[str, Handling] = {
    "accounts.RoleGrant": _kept(DUTY_IN_OFFICE, "@user"),
    "accounts.User": Handling(
        Erasing.CLEAR, ("@pk",), ("first_name", "last_name", "email", "display_name"), withheld=("password",)
    ),
    "assessments.Appeal": _cleared(_WORK, "answer", mark=("reason",)),
    "assessments.Attempt": _loose(_SEAT),
    "assessments.Drawn": _cleared("attempt__enrollment__person", "answer"),
    "assessments.HandIn": _cleared(_SEAT, "text", "plan_copy"),
    "assessments.HandInFile": _gone(_WORK),
    "assessments.Judgement": _cleared(_WORK, "feedback", "remarks"),
    "assessments.Verdict": _cleared(_WORK, "words"),
    "audit.Event": _kept(CHAINED),
    "campaigns.NewsWish": _gone("person"),
    "catalog.CalendarImport": _by_hand(PUBLISHED),
    "catalog.Change": _by_hand(PUBLISHED),
    "catalog.FailedSearch": _nobody(),
    "catalog.Instructor": _loose("person"),
    "catalog.Offering": _by_hand(PUBLISHED),
    "catalog.OfferingSheet": _by_hand(PUBLISHED),
    "catalog.Photo": _by_hand(PUBLISHED),
    "coaching.CityOpening": _by_hand(OFFICIAL),
    "coaching.CoachNote": _by_hand(OFFICIAL),
    "committees.AgendaPoint": _by_hand(OFFICIAL),
    "committees.Attendance": _kept(OFFICIAL, "@member__user"),
    "committees.CommitteeMeeting": _by_hand(OFFICIAL),
    "committees.Member": _kept(OFFICIAL, "@user"),
    "committees.MinutesVersion": _by_hand(OFFICIAL),
    "courses.CourseSeat": _loose(_SEAT),
    "courses.MadeUp": _loose("recognition__enrollment__person"),
    "courses.ModuleProgress": _loose(_SEAT),
    "credentials.Award": _kept(PROOF, "person"),
    "credentials.AwardClaim": _gone("award__person"),
    "credentials.EarnedPart": _loose(_SEAT),
    "credentials.Transcript": _kept(PROOF, "person"),
    "enrollment.AbsenceAlert": _loose(_SEAT),
    "enrollment.AbsenceCall": _cleared("alert__enrollment__person", "note"),
    "enrollment.AllocationRound": _nobody(SEALED_DRAW),
    "enrollment.Apology": _cleared(_SEAT, "reason"),
    "enrollment.Assessment": _cleared(_SEAT, "note"),
    "enrollment.Attendance": _cleared(_SEAT, "reason"),
    "enrollment.CheckOut": _cleared(_SEAT, mark=("fetched_by",)),
    "enrollment.Enrollment": _cleared("person", "ended_reason", "exception"),
    "enrollment.HoursEntry": _loose(_SEAT),
    "enrollment.MarkEntry": _cleared(_SEAT, "reason", "device"),
    "enrollment.Party": _cleared("lead", "name"),
    "enrollment.Recognition": _cleared(_SEAT, mark=("institution", "title", "evidence")),
    "enrollment.RollCall": _by_hand(OFFICIAL),
    "enrollment.RoomChoice": _loose(_SEAT),
    "enrollment.RoundInvitation": _loose("used_by__lead"),
    "enrollment.Scan": _loose(_SEAT),
    "enrollment.SeatHold": _loose("party__lead"),
    "enrollment.SeatOffer": _cleared("party__lead", "reason"),
    "enrollment.SignedPage": _by_hand(OFFICIAL),
    "enrollment.WishList": _loose("lead"),
    "enrollment.WishMember": _loose("person"),
    "forums.Speaker": _cleared("person", "position_th", "position_en", "about_th", "about_en", "digest", "widths"),
    "forums.Talk": _loose("speaker__person"),
    "grants.Application": _by_hand(BOOKS),
    "grants.Expense": _by_hand(BOOKS),
    "grants.GrantReport": _by_hand(BOOKS),
    "grants.Paper": _by_hand(BOOKS),
    "handover.Handover": _kept(DUTY_IN_OFFICE, "@leaver", "@successor"),
    "heritage.Finding": _by_hand(PUBLISHED),
    "heritage.Holder": _loose("person"),
    "heritage.ItemPicture": _by_hand(PUBLISHED),
    "heritage.ItemTelling": _gone("holder__person"),
    "heritage.Lineage": _loose("teacher", "learner"),
    "heritage.MappingPass": _by_hand(OFFICIAL),
    "heritage.Product": _loose("person"),
    "heritage.ProductIncome": _loose("product__person"),
    "indicators.Judgement": _kept(OFFICIAL, "@reviewer__user"),
    "indicators.ObservationPart": _nobody(),
    "indicators.Reviewer": _kept(OFFICIAL, "@user"),
    "lti.Visitor": _gone("@user"),
    "network.AgreementDocument": _by_hand(OFFICIAL),
    "network.Organization": _by_hand(PUBLISHED),
    "network.PartnerLink": _by_hand(OFFICIAL),
    "notices.LineLink": _gone("@user"),
    "notices.LinkCode": _gone("@user"),
    "notices.Notice": _gone("@user"),
    "notices.OptOut": _gone("@user"),
    "notices.PushDevice": _gone("@user"),
    "notices.QuietHours": _gone("@user"),
    "outcomes.AskNoMore": _loose("person"),
    "outcomes.FollowUp": _loose(_SEAT),
    "outcomes.Outcome": _cleared(_SEAT, "words"),
    "outcomes.OutcomeCheck": _cleared("outcome__enrollment__person", "evidence"),
    "outcomes.Proposal": _cleared(_SEAT, mark=("what", "for_whom", "when")),
    "outcomes.ProposalStep": _cleared("proposal__enrollment__person", "words"),
    "people.Consent": _kept(AGREED, "person"),
    "people.DataRequest": _cleared("person", "note"),
    "people.Face": _gone("person"),
    "people.Guardianship": _loose("guardian", "child"),
    "people.Person": Handling(Erasing.CLEAR, ("pk",)),
    "people.Roster": _nobody(),
    "people.RosterRow": _cleared("person", "raw", "read", "problems"),
    "places.Place": _by_hand(PUBLISHED),
    "planning.Comment": _by_hand(PUBLISHED),
    "plans.Evidence": _by_hand(OFFICIAL),
    "plans.ReportWords": _by_hand(OFFICIAL),
    "plans.SignedPlanReport": _by_hand(OFFICIAL),
    "privacy.Breach": _by_hand(OFFICIAL),
    "privacy.BreachStep": _by_hand(OFFICIAL),
    "privacy.ResearchExport": _by_hand(OFFICIAL),
    "reports.Answer": _by_hand(OFFICIAL),
    "reports.SignedCopy": _by_hand(OFFICIAL),
    "signins.SignIn": _gone("@user"),
    "surveys.Invite": _nobody(),
    "surveys.PaperEntry": _nobody(),
    "surveys.Reply": _nobody(),
    "surveys.Survey": _by_hand(PUBLISHED),
}
# The protected zone answers apart as a whole: which of its tables there are is nobody else's business.
APART_APPS = frozenset({"registers", "flags", "support"})


def handling_of(label: str) -> Handling | None:
    """The line of a table (`app.Model`); None where somebody forgot it."""
    if label.partition(".")[0] in APART_APPS:
        return APART
    return HANDLING.get(label)
