"""Words of the catalog."""

from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OfferingState(TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    CANCELLED = "cancelled", _("Cancelled")
    FINISHED = "finished", _("Finished")


class SessionState(TextChoices):
    PLANNED = "planned", _("Planned")
    CANCELLED = "cancelled", _("Cancelled")


class Mode(TextChoices):
    LECTURE = "lecture", _("Lecture")
    LAB = "lab", _("Lab or workshop")
    PRACTICE = "practice", _("Practice or field work")


class CourseLanguage(TextChoices):
    THAI = "th", _("Thai")
    MALAY = "ms", _("Malay")
    ENGLISH = "en", _("English")
    CHINESE = "zh", _("Chinese")


class Delivery(TextChoices):
    ONSITE = "onsite", _("At the place")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("At the place and online")


class SeatGroup(TextChoices):
    """For whom seats are kept or the cost is less. A property of seats, never written on a person."""

    LOW_INCOME = "low_income", _("Low-income households")
    OUT_OF_SCHOOL = "out_of_school", _("Out of school")
    DISABILITY = "disability", _("Persons with disabilities")
    OLDER = "older", _("Older persons")
    NEIGHBOURHOOD = "neighbourhood", _("From this neighbourhood")
    CARER = "carer", _("Carers of small children")


class Support(TextChoices):
    """What an offering itself provides, beside what its place has."""

    WHEELCHAIR = "wheelchair", _("Wheelchair users can take part")
    SIGN_LANGUAGE = "sign_language", _("Thai sign language")
    HEARING_LOOP = "hearing_loop", _("Hearing loop")
    CAPTIONS = "captions", _("Words shown on a screen")
    LARGE_PRINT = "large_print", _("Large print")
    QUIET_ROOM = "quiet_room", _("Quiet room")
    EASY_WORDS = "easy_words", _("Easy words")
    CHILDCARE = "childcare", _("Childcare during the sessions")
    HALAL = "halal", _("Halal food")


class KitFrom(TextChoices):
    BRING = "bring", _("Bring it along")
    PROVIDED = "provided", _("Provided")
    BUY = "buy", _("Can be bought there")


class TeachingRole(TextChoices):
    LEAD = "lead", _("Lead instructor")
    ASSISTANT = "assistant", _("Assistant")
    SCHOLAR = "scholar", _("Local scholar")


class ChangeKind(TextChoices):
    MOVED = "moved", _("Changed place or time")
    TIMETABLE = "timetable", _("Changed timetable")
    SESSION_CANCELLED = "session_cancelled", _("Session cancelled")
    SESSION_BACK = "session_back", _("Session takes place after all")
    CANCELLED = "cancelled", _("Activity cancelled")
    BACK = "back", _("Activity takes place after all")


class ClashKind(TextChoices):
    ROOM = "room", _("The place is taken")
    TEACHER = "teacher", _("The instructor teaches elsewhere")


class SheetState(TextChoices):
    PREVIEW = "preview", _("Being checked")
    CONFIRMED = "confirmed", _("Confirmed")
    DISCARDED = "discarded", _("Discarded")


class MeetingState(TextChoices):
    """What a meeting of a partner's calendar is to us."""

    NEW = "new", _("New")
    HERE = "here", _("Already here")
    CHANGED = "changed", _("Changed")
    OFF = "off", _("Called off by the partner")
    BACK = "back", _("Takes place after all")
    STUCK = "stuck", _("Cannot be followed")


# Why something in a partner's file becomes no session, by the code of lib.timetable or of our own reading.
UNUSABLE_WORDS = {
    "all_day": _("Lasts all day: it has no time."),
    "called_off": _("Called off by the partner, and not here yet."),
    "no_length": _("Ends before it starts, or has no end."),
    "no_start": _("Has no day that can be read."),
    "no_time": _("Has no time that can be read. Write it like 09:00 - 12:00."),
    "no_title": _("Has no name."),
    "not_in_these_days": _("Lies outside the days that are taken over."),
    "not_readable": _("Cannot be read."),
    "over": _("Has begun already, or is over."),
    "rule_not_usable": _("Its rule of repetition cannot be used."),
    "rule_too_fast": _("Repeats every hour or faster."),
    "too_many_meetings": _("Meets more often than anybody can hold."),
    "twice": _("Stands in the file twice; taken over once."),
}
# What to know of one meeting that is here.
NOTE_WORDS = {
    "begun": _("It has begun already."),
    "changed_here": _("Changed here since; that stays."),
    "not_yours": _("You may not change this activity."),
    "offering_closed": _("The activity is cancelled or finished here."),
    "place_unknown": _("Its new place is in no list of yours; choose it by hand."),
}


class When(TextChoices):
    """How soon a citizen wants to begin: the sessions to come are looked at, not the whole course."""

    TODAY = "today", _("Today")
    WEEK = "week", _("In the next 7 days")
    MONTH = "month", _("In the next 30 days")


class Day(TextChoices):
    """Days on which a citizen has time, Monday first; one session must fit day, part of the day and `When` together."""

    MON = "mon", pgettext_lazy("opening days", "Monday")
    TUE = "tue", pgettext_lazy("opening days", "Tuesday")
    WED = "wed", pgettext_lazy("opening days", "Wednesday")
    THU = "thu", pgettext_lazy("opening days", "Thursday")
    FRI = "fri", pgettext_lazy("opening days", "Friday")
    SAT = "sat", pgettext_lazy("opening days", "Saturday")
    SUN = "sun", pgettext_lazy("opening days", "Sunday")


class DayPart(TextChoices):
    MORNING = "morning", _("Morning")
    AFTERNOON = "afternoon", _("Afternoon")
    EVENING = "evening", _("Evening")


class Cost(TextChoices):
    """The most it may cost, in satang, stands in `MOST_SATANG`."""

    FREE = "free", _("Free of charge")
    LOW = "100", _("Up to 100 baht")
    MIDDLE = "500", _("Up to 500 baht")


MOST_SATANG = {Cost.FREE: 0, Cost.LOW: 100_00, Cost.MIDDLE: 500_00}


class Because(TextChoices):
    """Why something is worth learning next, the strongest tie first."""

    BUILDS_ON = "builds_on", _("Builds on it")
    HERITAGE = "heritage", _("Passes the same heritage on")
    TEACHER = "teacher", _("Same instructor")
    INTEREST = "interest", _("Same interest")


class Way(TextChoices):
    """How one can take part; what is given both ways is found by either."""

    ONSITE = "onsite", _("At the place")
    ONLINE = "online", _("Online")


class Order(TextChoices):
    """Orders of the list."""

    SUGGESTED = "suggested", _("Suggested")
    SOON = "soon", _("Soonest first")
    NEAR = "near", _("Nearest first")


class InterestWord(NamedTuple):
    """One line of the controlled list; `isced_f` is a field of ISCED-F 2013 (UNESCO Institute for Statistics)."""

    code: str
    name_th: str
    name_en: str
    icon: str
    isced_f: str


INTERESTS = (
    InterestWord("food", "อาหารและขนม", "Food and cooking", "food", "1013"),
    InterestWord("craft", "งานฝีมือและผ้า", "Crafts and textiles", "craft", "0214"),
    InterestWord("music", "ดนตรีและการแสดง", "Music and performing", "music", "0215"),
    InterestWord("art", "ศิลปะและการออกแบบ", "Art and design", "art", "0213"),
    InterestWord("history", "ประวัติศาสตร์และท้องถิ่น", "History and local life", "flag", "0222"),
    InterestWord("language", "ภาษา", "Languages", "language", "0231"),
    InterestWord("reading", "การอ่านและการเขียน", "Reading and writing", "book", "0232"),
    InterestWord("nature", "เกษตรและสิ่งแวดล้อม", "Farming and nature", "leaf", "0812"),
    InterestWord("technology", "คอมพิวเตอร์และเทคโนโลยี", "Computers and technology", "tech", "0611"),
    InterestWord("health", "สุขภาพและการดูแลตนเอง", "Health and wellbeing", "heart", "0910"),
    InterestWord("family", "ครอบครัวและการเลี้ยงดู", "Family and childcare", "users", "0922"),
    InterestWord("sport", "กีฬาและการออกกำลังกาย", "Sport and exercise", "sport", "1014"),
    InterestWord("work", "อาชีพและการค้าขาย", "Work and small business", "work", "0413"),
    InterestWord("city", "ชุมชนและการพัฒนาเมือง", "Community and city building", "building", "0312"),
)
