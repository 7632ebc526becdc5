"""Words of the catalog."""

from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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


class When(TextChoices):
    """When a citizen has time: the next sessions are looked at, not the whole course."""

    TODAY = "today", _("Today")
    WEEK = "week", _("In the next 7 days")
    MONTH = "month", _("In the next 30 days")
    WEEKEND = "weekend", _("At weekends")
    WEEKDAY = "weekday", _("On weekdays, by day")
    EVENING = "evening", _("In the evening")


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
