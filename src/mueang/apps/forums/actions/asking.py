"""When a day is over, those who were there are asked what they thought of it: no name, one link for all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from mueang.apps.audit.actions import record
from mueang.apps.forums.actions.telling import LANGUAGES, way_to
from mueang.apps.forums.models import DaySurvey, Forum
from mueang.apps.forums.queries.days import there_on
from mueang.apps.network.models import City
from mueang.apps.notices.actions import queue_notice
from mueang.apps.surveys.actions import make_questionnaire, open_survey, prepare_survey
from mueang.apps.surveys.enums import Sampling
from mueang.apps.surveys.models import Questionnaire, Survey
from mueang.facts.questionnaires import PackagedQuestionnaire, packaged_questionnaires
from mueang.ui.words import thai_date

QUESTIONNAIRE = "end-of-day"
ANSWERED_WITHIN = timedelta(days=7)


@transaction.atomic
def open_day_survey(*, forum: Forum, on: date, now: datetime) -> DaySurvey:
    """Open the survey of a day and leave word for those who were there and can be written to; once.

    Everybody gets the same link, so nobody can tell who answered, and no margin of error can be stated.
    """
    row = Forum.objects.select_for_update(of=("self",)).select_related("offering__program__city").get(pk=forum.pk)
    known = DaySurvey.objects.filter(forum=row, on=on).select_related("survey").first()
    if known is not None:
        return known
    program, city = row.offering.program, row.offering.program.city
    template = _packaged()
    survey = prepare_survey(
        city=city,
        questionnaire=_questionnaire(city, template),
        closes_on=on + ANSWERED_WITHIN,
        actor=None,
        now=now,
        name_th=_said("th", program.name_th, on)[:200],
        name_en=_said("en", program.name_en or program.name_th, on)[:200],
        purpose_th=template.purpose_th,
        purpose_en=template.purpose_en,
        contact=row.offering.contact or city.name_th,
        sampling=Sampling.OPEN,
        asks_background=False,
    )
    survey = open_survey(survey=survey, actor=None, now=now)
    asked = DaySurvey.objects.create(forum=row, on=on, survey=survey)
    asked.n_told = _tell(asked, city)
    asked.save(update_fields=["n_told"])
    facts = {"day": on.isoformat(), "n_people": asked.n_told}
    record(actor=None, verb="forum.day_asked", target=row, book=city.slug, facts=facts)
    return asked


def _said(language: str, name: str, on: date) -> str:
    with translation.override(language):
        return f"{name} · {thai_date(on)}"


def _packaged() -> PackagedQuestionnaire:
    return next(one for one in packaged_questionnaires() if one.code == QUESTIONNAIRE)


def _questionnaire(city: City, template: PackagedQuestionnaire) -> Questionnaire:
    """The city's latest version of it; the packaged one is taken over where it has none."""
    known = Questionnaire.objects.filter(city=city, code=QUESTIONNAIRE).order_by("-version").first()
    if known is not None and known.questions:
        return known
    return make_questionnaire(
        city=city,
        code=template.code if known is None else f"{template.code}-forum",
        names=(template.name_th, template.name_en),
        questions=template.questions,
        source=template.source,
        licence=template.licence,
        actor=None,
    )


def _tell(asked: DaySurvey, city: City) -> int:
    """One notice for each who was there: in the app or by e-mail; the others have the link on their own programme."""
    survey, n_told = asked.survey, 0
    rows = there_on(forum=asked.forum, on=asked.on).select_related("person__merged_into__user", "person__user")
    link = settings.BASE_URL + reverse("answers_to:survey", args=[survey.key])
    for enrollment in rows:
        way = way_to(enrollment.person.merged_into or enrollment.person)
        if way is None:
            continue
        channel, user, address = way
        queue_notice(
            city=city,
            channel=channel,
            subject=_in_both(_subject, survey)[:200],
            body=_in_both(_words, survey, link),
            key=f"forum:{asked.forum.uuid.hex}:{asked.on:%Y%m%d}:{enrollment.pk}",
            user=user,
            address=address,
            about=asked.forum.offering,
        )
        n_told += 1
    return n_told


def _in_both(words: Callable[..., str], survey: Survey, *more: str) -> str:
    """In Thai, then in English: nobody has said which they read."""
    said = []
    for language, name in zip(LANGUAGES, (survey.name_th, survey.name_en), strict=True):
        with translation.override(language):
            said.append(words(name, *more))
    return "\n\n".join(said) if more else " · ".join(said)


def _subject(_name: str) -> str:
    return _("How was today?")


def _words(name: str, link: str) -> str:
    said = _(
        "Thank you for coming to %(name)s. A few short questions, no name asked; nobody knows who answered: %(link)s"
    )
    return said % {"name": name, "link": link}
