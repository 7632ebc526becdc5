"""Words of a campaign: what they may hold, how they read when filled in, and how long they are by each way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from mueang.apps.campaigns.enums import FIELDS
from mueang.apps.campaigns.models import Campaign, Words
from mueang.apps.notices.enums import Channel
from mueang.standards.line_messaging import LONGEST_TEXT, text_length
from mueang.standards.sms import sms_size
from mueang.ui.words import thai_date

_FIELD = re.compile(r"\{([^{}]*)\}")
_ID_NUMBER = re.compile(r"[0-9๐-๙](?:[\s-]?[0-9๐-๙]){12}")
# Words of casework and of what only an office should know. A message is read over somebody's shoulder.
PRIVATE_WORDS = (
    *("กลุ่มเสี่ยง", "เสี่ยงหลุด", "หลุดจากระบบ", "หลุดออกจากระบบ", "นอกระบบการศึกษา", "ออกกลางคัน", "เด็กที่ได้รับความช่วยเหลือ"),
    *("ผู้จัดการรายกรณี", "รายกรณี", "เลขประจำตัวประชาชน", "เลขบัตรประชาชน", "เด็กพิการ", "เด็กยากจน", "ยากจนพิเศษ"),
    *(
        "case worker",
        "case number",
        "case file",
        "at risk",
        "at-risk",
        "dropout",
        "drop-out",
        "dropped out",
        "out of school",
    ),
    *("out-of-school", "early warning", "flagged", "national id", "disabled child", "vulnerable child"),
)
MOST_SMS_PARTS = 5
WAYS = (Channel.LINE, Channel.EMAIL, Channel.SMS, Channel.LETTER, Channel.IN_APP)


@dataclass(frozen=True, slots=True)
class Preview:
    """How a message reads by one way, in one language, with its length."""

    channel: str
    language: str
    subject: str
    text: str
    n_letters: int
    most_letters: int | None
    n_parts: int = 0
    satang: int = 0

    @property
    def way(self) -> str:
        return str(Channel(self.channel).label)

    @property
    def is_too_long(self) -> bool:
        return self.n_parts > MOST_SMS_PARTS or (self.most_letters is not None and self.n_letters > self.most_letters)


def faults_in(text: str) -> list[str]:
    """Why no message may hold this text; empty where it may."""
    faults = []
    unknown = sorted({name for name in _FIELD.findall(text) if name not in FIELDS})
    if unknown:
        allowed = ", ".join(f"{{{name}}}" for name in FIELDS)
        words = {"fields": ", ".join(f"{{{name}}}" for name in unknown), "allowed": allowed}
        faults.append(_("A message cannot hold %(fields)s. It may hold %(allowed)s.") % words)
    if "{" in _FIELD.sub("", text) or "}" in _FIELD.sub("", text):
        faults.append(_("A bracket { or } stands alone."))
    squeezed = " ".join(text.lower().split())
    found = [word for word in PRIVATE_WORDS if word in squeezed]
    if found:
        words = {"words": ", ".join(f"“{word}”" for word in found)}
        faults.append(_("No message may say %(words)s: others may read it too.") % words)
    if _ID_NUMBER.search(text):
        faults.append(_("No message may hold a thirteen-digit identity number."))
    return faults


def faults_of(words: Words) -> list[str]:
    """The faults of all texts, each said once."""
    texts = (words.subject_th, words.subject_en, words.body_th, words.body_en, words.short_th, words.short_en)
    return list(dict.fromkeys(fault for text in texts for fault in faults_in(text)))


def values_for(campaign: Campaign, language: str) -> dict[str, str]:
    """What the fields stand for, but for the reader's name."""
    city, about = campaign.city, campaign.about
    is_thai = language == "th"
    with translation.override(language):
        values = {
            "city": city.name_th if is_thai else city.name_en or city.name_th,
            "activity": "",
            "place": "",
            "day": "",
            "link": settings.BASE_URL + reverse("public:home", args=[city.slug]),
        }
        if about is not None:
            program, place = about.program, about.place
            values |= {
                "activity": program.name_th if is_thai else program.name_en or program.name_th,
                "place": place.name_th if is_thai else place.name_en or place.name_th,
                "day": thai_date(about.starts_on, "long"),
                "link": settings.BASE_URL + reverse("public:offering", args=[city.slug, about.slug]),
            }
    return values


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its fields filled in; a value is never read as a text with fields."""
    return _FIELD.sub(lambda field: values.get(field.group(1), ""), text).strip()


def words_in(campaign: Words, language: str) -> tuple[str, str, str]:
    """Subject, text and short text in a language, Thai where there is no other."""
    is_thai = language == "th" or not campaign.body_en
    if is_thai:
        return campaign.subject_th, campaign.body_th, campaign.short_th or campaign.subject_th
    subject = campaign.subject_en or campaign.subject_th
    return subject, campaign.body_en, campaign.short_en or subject


def message(campaign: Campaign, *, channel: str, language: str, values: Mapping[str, str]) -> tuple[str, str]:
    """Subject and body as they are queued."""
    subject, body, short = words_in(campaign, language)
    return filled(subject, values), filled(short if channel == Channel.SMS else body, values)


def title_of(campaign: Campaign, language: str) -> str:
    """Its subject as a list shows it, fields filled in."""
    return filled(words_in(campaign, language)[0], values_for(campaign, language) | {"name": "…"})


def previews(campaign: Campaign) -> list[Preview]:
    """How it reads by each chosen way, in each language it is written in, to somebody with a name of usual length."""
    found = []
    for language in ("th", *(("en",) if campaign.body_en else ())):
        values = values_for(campaign, language) | {"name": "สมศรี" if language == "th" else "Somsri"}
        for channel in campaign.channels:
            subject, body = message(campaign, channel=channel, language=language, values=values)
            found.append(_preview(channel, language, subject, body))
    return found


def _preview(channel: str, language: str, subject: str, body: str) -> Preview:
    if channel == Channel.SMS:
        size = sms_size(body)
        satang = size.n_parts * settings.SMS_PRICE_SATANG
        return Preview(channel, language, "", body, size.n_units, None, size.n_parts, satang)
    if channel == Channel.LINE:
        text = f"{subject}\n\n{body}"
        return Preview(channel, language, "", text, text_length(text), LONGEST_TEXT)
    return Preview(channel, language, subject, body, len(body), None)


def line_group_text(campaign: Campaign) -> str:
    """What an officer copies into a LINE group: both languages, nobody's name, the page at the end."""
    parts = []
    for language in ("th", *(("en",) if campaign.body_en else ())):
        values = values_for(campaign, language) | {"name": "ทุกท่าน" if language == "th" else "all"}
        subject, body = message(campaign, channel=Channel.LINE, language=language, values=values)
        link, body = values["link"], body.replace("คุณทุกท่าน", "ทุกท่าน")
        parts.append("\n".join([f"📣 {subject}", "", body, *([] if link in body else ["", link])]))
    return "\n\n".join(parts)
