"""Reports: begun, written by several, reviewed, signed, and written on for a next copy."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mueang.apps.accounts.models import User
from mueang.apps.audit.actions import record
from mueang.apps.indicators.models import Observation
from mueang.apps.network.models import City
from mueang.apps.reports.enums import FIGURES_OF, Kind, Language, State
from mueang.apps.reports.errors import (
    FigureNotTheirs,
    NotBeingWritten,
    NotReady,
    NotUnderReview,
    SourceNeeded,
    TooManyFigures,
    UnknownQuestion,
    WordsNeeded,
    WrittenMeanwhile,
)
from mueang.apps.reports.models import Answer, Evidence, QuestionCheck, Report, SignedCopy
from mueang.apps.reports.queries import content_of, count_words, digest_of, outline_of, packaged_outline, written_report
from mueang.apps.reports.rules import may_sign, may_write
from mueang.methods.thai import Period


@transaction.atomic
def begin_report(
    *,
    city: City,
    kind: str,
    title: str,
    language: str,
    period: Period,
    actor: User,
    now: datetime | None = None,
) -> Report:
    """Begin a document by the form of today. Raises PermissionDenied; ValueError for a kind or language unknown."""
    if not may_write(actor, city):
        raise PermissionDenied
    now = now or timezone.now()
    report = Report.objects.create(
        city=city,
        kind=Kind(kind),
        title=title.strip()[:200],
        language=Language(language),
        period_from=period.starts_on,
        period_to=period.ends_on,
        outline=packaged_outline(kind),
        made_by=actor,
        made_at=now,
        changed_at=now,
    )
    record(actor=actor, verb="report.begun", target=report, book=city.slug, facts={"kind": kind})
    return report


@transaction.atomic
def save_answer(
    *,
    report: Report,
    question: str,
    language: str,
    text: str,
    version: int,
    actor: User,
    now: datetime | None = None,
) -> Answer | None:
    """Save what is written to a question; `version` is that of the text it was written over, 0 where there was none.

    Gives the answer as it stands; None where nothing was and nothing is written. The same text again changes nothing,
    whatever the version. A word in the record is left once an hour and writer: saving goes by itself.
    Raises PermissionDenied, NotBeingWritten, UnknownQuestion, WrittenMeanwhile.
    """
    row = _locked(report, actor)
    _question_of(row, question)
    text, now = text.replace("\r\n", "\n").replace("\0", ""), now or timezone.now()
    found = Answer.objects.filter(report=row, question=question, language=Language(language)).first()
    if found is None:
        if not text.strip():
            return None
        found = Answer(report=row, question=question, language=language, version=0)
    elif found.text == text:
        return found
    elif found.version != version:
        raise WrittenMeanwhile(text=found.text, version=found.version, by=str(found.changed_by))
    is_told = found.changed_by_id != actor.pk or (now - found.changed_at).total_seconds() > _AN_HOUR
    found.text, found.n_words, found.version = text, count_words(text), found.version + 1
    found.changed_by, found.changed_at = actor, now
    found.save()
    _touch(row, now)
    if is_told:
        facts = {"question": question, "language": language}
        record(actor=actor, verb="report.written", target=row, book=row.city.slug, facts=facts)
    return found


@transaction.atomic
def attach_figures(
    *, report: Report, question: str, observations: Iterable[Observation], actor: User, now: datetime | None = None
) -> list[Evidence]:
    """Stand an answer on figures that stand; one that is attached already stays once.

    Raises PermissionDenied, NotBeingWritten, UnknownQuestion, FigureNotTheirs, TooManyFigures.
    """
    row, now = _locked(report, actor), now or timezone.now()
    _question_of(row, question)
    known = set(Evidence.objects.filter(report=row, question=question).values_list("observation_id", flat=True))
    wanted = {observation.pk: observation for observation in observations if observation.pk not in known}
    if any(told.city_id != row.city_id or told.withdrawn_at is not None for told in wanted.values()):
        raise FigureNotTheirs
    most = FIGURES_OF.get(Kind(row.kind))
    if most is not None and Evidence.objects.filter(report=row).count() + len(wanted) > most:
        raise TooManyFigures
    made = [
        Evidence(report=row, question=question, observation=told, attached_by=actor, attached_at=now)
        for told in wanted.values()
    ]
    Evidence.objects.bulk_create(made)
    if made:
        _touch(row, now)
        facts = {"question": question, "n": len(made)}
        record(actor=actor, verb="report.figures_attached", target=row, book=row.city.slug, facts=facts)
    return made


@transaction.atomic
def detach_figure(*, report: Report, question: str, observation: Observation, actor: User) -> None:
    """Take a figure from an answer; doing it twice changes nothing. Raises PermissionDenied, NotBeingWritten."""
    row = _locked(report, actor)
    gone, _rows = Evidence.objects.filter(report=row, question=question, observation=observation).delete()
    if gone:
        _touch(row, timezone.now())
        facts = {"question": question}
        record(actor=actor, verb="report.figure_detached", target=row, book=row.city.slug, facts=facts)


@transaction.atomic
def ask_review(*, report: Report, actor: User) -> Report:
    """Ask for the report to be read and signed, finished or not. Raises PermissionDenied, NotBeingWritten."""
    row = _locked(report, actor)
    _move(row, State.REVIEW)
    record(actor=actor, verb="report.review_asked", target=row, book=row.city.slug)
    return row


@transaction.atomic
def send_back(*, report: Report, remark: str, actor: User) -> Report:
    """Give the report back to its writers with a word why; also a signed one, for its next copy.

    Raises PermissionDenied, NotUnderReview, WordsNeeded.
    """
    row = Report.objects.select_for_update(of=("self",)).select_related("city").get(pk=report.pk)
    if not may_sign(actor, row.city) and not (row.state == State.SIGNED and may_write(actor, row.city)):
        raise PermissionDenied
    if row.state == State.DRAFT:
        raise NotUnderReview
    if not remark.strip():
        raise WordsNeeded
    _move(row, State.DRAFT, remark=remark.strip()[:600])
    record(actor=actor, verb="report.sent_back", target=row, book=row.city.slug)
    return row


@transaction.atomic
def sign_report(*, report: Report, actor: User, now: datetime | None = None) -> SignedCopy:
    """Sign what was reviewed: a copy that nobody changes, with the fingerprint of all it says.

    Raises PermissionDenied, NotUnderReview, NotReady.
    """
    now = now or timezone.now()
    row = Report.objects.select_for_update(of=("self",)).select_related("city").get(pk=report.pk)
    if not may_sign(actor, row.city):
        raise PermissionDenied
    if row.state != State.REVIEW:
        raise NotUnderReview
    page = written_report(row)
    if page.obstacles:
        raise NotReady
    content = content_of(page)
    number = row.copies.count() + 1
    copy = SignedCopy.objects.create(
        report=row, number=number, content=content, digest=digest_of(content), signed_by=actor, signed_at=now
    )
    _move(row, State.SIGNED)
    facts = {"number": number, "digest": copy.digest}
    record(actor=actor, verb="report.signed", target=row, book=row.city.slug, facts=facts)
    return copy


@transaction.atomic
def check_question(*, report: Report, question: str, source: str, actor: User) -> QuestionCheck:
    """The question was compared with the printed form; holds for every report of the kind in the city.

    Raises PermissionDenied, UnknownQuestion, SourceNeeded.
    """
    city = City.objects.select_for_update().get(pk=report.city_id)
    if not may_write(actor, city):
        raise PermissionDenied
    _question_of(report, question)
    if not source.strip():
        raise SourceNeeded
    told = {"source": source.strip()[:300], "checked_by": actor, "checked_at": timezone.now()}
    row, _made = QuestionCheck.objects.update_or_create(city=city, kind=report.kind, question=question, defaults=told)
    record(actor=actor, verb="report.question_checked", target=report, book=city.slug, facts={"question": question})
    return row


_AN_HOUR = 3600


def _locked(report: Report, actor: User) -> Report:
    """The report, for whoever writes it while it is being written."""
    row = Report.objects.select_for_update(of=("self",)).select_related("city").get(pk=report.pk)
    if not may_write(actor, row.city):
        raise PermissionDenied
    if row.state != State.DRAFT:
        raise NotBeingWritten
    return row


def _question_of(report: Report, code: str) -> None:
    if outline_of(report.outline).question(code) is None:
        raise UnknownQuestion


def _move(row: Report, state: State, *, remark: str = "") -> None:
    row.state, row.remark, row.changed_at = state, remark, timezone.now()
    row.save(update_fields=["state", "remark", "changed_at"])


def _touch(row: Report, now: datetime) -> None:
    row.changed_at = now
    row.save(update_fields=["changed_at"])
