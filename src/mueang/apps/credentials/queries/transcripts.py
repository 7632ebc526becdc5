"""A transcript as facts, as an Open Badge to be signed, as a table, and as it was kept."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from mueang.apps.catalog.enums import Mode
from mueang.apps.credentials.models import Issuer, StatusList, Transcript, TranscriptQuerySet
from mueang.apps.credentials.queries.addresses import did_of
from mueang.apps.credentials.queries.documents import entry_of
from mueang.apps.credentials.rules import transcripts_by_link, visible_transcripts
from mueang.apps.enrollment.enums import EnrollmentState
from mueang.apps.enrollment.models import Enrollment
from mueang.apps.enrollment.queries import PersonTranscript, TranscriptLine
from mueang.apps.network.models import City
from mueang.apps.people.models import Person
from mueang.methods.thai import format_date
from mueang.standards import open_badges

# What the standard calls the states of a course; nobody is said to have failed.
STATUS = {EnrollmentState.COMPLETED: "Completed", EnrollmentState.ENROLLED: "InProgress"}
CREDIT_PLACES = 2


def signing_issuer(city: City) -> Issuer | None:
    """Who signs transcripts of the city: its first issuer with a current key."""
    return Issuer.objects.filter(city=city, keys__retired_at=None, keys__isnull=False).order_by("pk").first()


def facts_of(transcript: PersonTranscript, *, day: date) -> dict[str, Any]:
    """Everything the transcript says, as plain JSON: what is signed, printed and written into tables."""
    person = transcript.person
    return {
        "as_of": day.isoformat(),
        "holder": person.full_name,
        "holder_en": person.name_en,
        "is_invented": person.is_invented,
        "lines": [_line(one) for one in transcript.lines],
        "minutes": dict(transcript.minutes_by_mode),
        "credit": credit_words(*transcript.credit),
        "credit_least": str(floor(transcript.credit[0])),
    }


def _line(line: TranscriptLine) -> dict[str, Any]:
    program, row = line.offering.program, line.completion
    return {
        "program_th": program.name_th,
        "program_en": program.name_en or program.name_th,
        "city_th": line.offering.city.name_th,
        "city_en": line.offering.city.name_en,
        "starts_on": line.offering.starts_on.isoformat(),
        "ends_on": line.offering.ends_on.isoformat(),
        "state": line.state.value,
        "completed_on": line.completed_on.isoformat() if line.completed_on else "",
        "minutes": dict(row.minutes_by_mode),
        "elsewhere_minutes": line.elsewhere_minutes,
        "credit": row.credit_words if row.earns_credit else "",
        "rule": row.credits.rule.name,
        "rule_source": row.credits.rule.source,
    }


def digest_of(facts: dict[str, Any], *, enrollment: Enrollment | None) -> str:
    """The same facts of the same day about the same seats are the same transcript."""
    told = {"facts": facts, "only": str(enrollment.uuid) if enrollment else ""}
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def credit_words(least: Fraction, most: Fraction) -> str:
    low, high = floor(least), floor(most)
    return str(low) if low == high else f"{low}–{high}"


def floor(amount: Fraction) -> Decimal:
    """Rounded down, as all credit is."""
    scaled = amount * 10**CREDIT_PLACES
    return Decimal(scaled.numerator // scaled.denominator).scaleb(-CREDIT_PLACES)


def transcript_document(row: Transcript, status_list: StatusList, index: int) -> dict[str, Any]:
    """The transcript as an unsigned Open Badge: an achievement of its own, each course a result."""
    facts, issuer = row.facts, row.issuer
    return open_badges.build(
        f"urn:uuid:{row.uuid}",
        issuer=open_badges.Issuer(
            id=did_of(issuer), name=f"{issuer.name_th} · {issuer.name_en}", url=issuer.website or settings.BASE_URL
        ),
        achievement=open_badges.Achievement(
            id=f"urn:uuid:{row.uuid}#transcript",
            name="ใบแสดงผลการเรียนรู้ · Transcript of learning",
            description=f"ชั่วโมงเรียนและหน่วยกิตตามบัญชีชั่วโมง ณ วันที่ {thai(facts['as_of'])}\n\n"
            f"Hours of learning and credit as in the ledger on {english(facts['as_of'])}",
            criteria="ชั่วโมงมาจากการเช็กชื่อและรายการที่เจ้าหน้าที่อนุมัติ หน่วยกิตคิดตามเกณฑ์ที่ระบุไว้ ปัดเศษลง\n\n"
            "Hours come from roll calls and entries approved by an officer; credit by the rule named, rounded down.",
            type="ext:Transcript",
            language="th",
            parts=tuple(_part(row, number, line) for number, line in enumerate(facts["lines"], start=1)),
        ),
        learner=open_badges.Learner(id=f"urn:uuid:{row.uuid}#holder", name=facts["holder"]),
        valid_from=row.asked_at.replace(microsecond=0),
        credits_earned=float(facts["credit_least"]) or None,
        status=entry_of(status_list, index),
    )


def _part(row: Transcript, number: int, line: dict[str, Any]) -> open_badges.Part:
    days = f"{line['starts_on']}/{line['ends_on']}"
    told = [f"{line['program_en']}, {line['city_en']}, {days}", *hours_lines(line["minutes"], language="en")]
    if line["elsewhere_minutes"]:
        told.append(f"of these {hours(line['elsewhere_minutes'])} hours from elsewhere")
    if line["credit"]:
        told.append(f"{line['credit']} credits by rule {line['rule']}")
    return open_badges.Part(
        id=f"urn:uuid:{row.uuid}#course-{number}",
        name=f"{line['program_th']} · {line['program_en']}",
        value="; ".join(told),
        status=STATUS.get(EnrollmentState(line["state"]), ""),
    )


def hours_lines(minutes: dict[str, int], *, language: str) -> list[str]:
    unit = {"th": "ชั่วโมง", "en": "hours"}[language]
    with translation.override(language):
        return [f"{mode.label} {hours(minutes[mode])} {unit}" for mode in Mode if minutes.get(mode)]


def hours(minutes: int) -> str:
    """Hours without needless decimals: 90 -> 1.5, 120 -> 2, 100 -> 1.67."""
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")


def thai(day: str) -> str:
    return format_date(date.fromisoformat(day), language="th", style="long")


def english(day: str) -> str:
    return format_date(date.fromisoformat(day), language="en", style="long")


def table_headings() -> list[str]:
    return [
        _("No."),
        _("Program (Thai)"),
        _("Program (English)"),
        _("City"),
        _("Starts on"),
        _("Ends on"),
        _("State"),
        _("Completed on"),
        *(_("Hours: %(mode)s") % {"mode": mode.label} for mode in Mode),
        _("Hours in all"),
        _("Hours from elsewhere"),
        _("Credit"),
        _("Credit rule"),
    ]


def table_rows(facts: dict[str, Any]) -> list[list[Any]]:
    """One row a course; hours, not minutes. The name is in no cell: the file's reader has it."""
    return [
        [
            number,
            line["program_th"],
            line["program_en"],
            line["city_th"],
            date.fromisoformat(line["starts_on"]),
            date.fromisoformat(line["ends_on"]),
            EnrollmentState(line["state"]).label,
            date.fromisoformat(line["completed_on"]) if line["completed_on"] else None,
            *(round(line["minutes"].get(mode, 0) / 60, 2) for mode in Mode.values),
            round(sum(line["minutes"].values()) / 60, 2),
            round(line["elsewhere_minutes"] / 60, 2),
            line["credit"],
            line["rule"],
        ]
        for number, line in enumerate(facts["lines"], start=1)
    ]


def transcript_by_link(uuid: UUID) -> Transcript | None:
    """The signed transcript at an unguessable address."""
    return transcripts_by_link().filter(uuid=uuid).exclude(document="").first()


def transcripts_made(*, person: Person, enrollment: Enrollment | None = None) -> TranscriptQuerySet:
    """What was asked for before, the latest first; with `enrollment` only what speaks of that one."""
    rows = Transcript.objects.filter(person=person).select_related("issuer").defer("document", "sheet")
    return rows.filter(enrollment=enrollment) if enrollment is not None else rows


def waiting_transcripts() -> TranscriptQuerySet:
    """Those the worker has to make, the oldest first."""
    return Transcript.objects.waiting().select_related("issuer__city").order_by("asked_at", "pk")


def transcript_to_revoke(*, viewer: Any, city: City, uuid: UUID) -> Transcript | None:
    return visible_transcripts(viewer).filter(issuer__city=city, uuid=uuid).first()
