"""Texts in force, and who agreed to an older one and is to be asked again."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from mueang.apps.network.models import City
from mueang.apps.people.enums import LawfulBasis, Purpose
from mueang.apps.people.models import Consent, Face, Person
from mueang.apps.privacy.models import NoticeText
from mueang.apps.privacy.rules import texts_of
from mueang.lib.workbook import Column, Table


@dataclass(frozen=True, slots=True)
class InForce:
    """One purpose: the text in force, how many consents stand under it, and how many stand under an older one."""

    purpose: str
    text: NoticeText | None
    n_standing: int
    n_to_ask_again: int


def texts_in_force(city: City) -> dict[str, NoticeText]:
    """The newest text of each purpose. One SQL statement."""
    found: dict[str, NoticeText] = {}
    for text in NoticeText.objects.filter(city=city).order_by("published_at", "pk"):
        found[text.purpose] = text
    return found


@dataclass(frozen=True, slots=True)
class PublicText:
    """One purpose as everybody may read it: the text in force, and those before it, the newest first."""

    label: str
    text: NoticeText
    earlier: list[NoticeText]


def public_texts(city: City) -> list[PublicText]:
    """What the city tells people, purpose by purpose. One SQL statement."""
    said: dict[str, list[NoticeText]] = {}
    for text in texts_of(city).order_by("-published_at", "-pk"):
        said.setdefault(text.purpose, []).append(text)
    return [
        PublicText(str(purpose.label), said[purpose][0], said[purpose][1:]) for purpose in Purpose if purpose in said
    ]


def to_ask_again(city: City) -> QuerySet[Consent]:
    """Standing consents given under a text older than one that asks again."""
    newer = NoticeText.objects.filter(city=city, purpose=OuterRef("purpose"), asks_again=True)
    outdated = newer.filter(published_at__gt=OuterRef("given_at"))
    standing = Consent.objects.filter(person__city=city, withdrawn_at=None, lawful_basis=LawfulBasis.CONSENT)
    return standing.filter(Exists(outdated))


def n_to_ask_again(city: City) -> int:
    return to_ask_again(city).count()


def notices_in_force(city: City) -> list[InForce]:
    """Every purpose, with a text or without. Three SQL statements."""
    texts = texts_in_force(city)
    standing = _by_purpose(Consent.objects.filter(person__city=city, withdrawn_at=None))
    asked = _by_purpose(to_ask_again(city))
    return [
        InForce(purpose, texts.get(purpose), standing.get(purpose, 0), asked.get(purpose, 0)) for purpose in Purpose
    ]


@dataclass(frozen=True, slots=True)
class OwnConsent:
    """What somebody sees of one purpose: the text in force, what they agreed to, and whether they are asked again.

    `has_picture` where what they agreed to is a picture that is there to be seen.
    """

    purpose: str
    label: str
    text: NoticeText | None
    consent: Consent | None
    is_asked_again: bool
    has_picture: bool


def own_consents(person: Person) -> list[OwnConsent]:
    """Purpose by purpose, for the person or whoever answers for them. Four SQL statements."""
    texts = texts_in_force(person.city)
    standing = {one.purpose: one for one in Consent.objects.filter(person=person, withdrawn_at=None)}
    asked = set(to_ask_again(person.city).filter(person=person).values_list("purpose", flat=True))
    pictured = {Purpose.FACE} if Face.objects.filter(person=person).exists() else set()
    return [
        OwnConsent(
            purpose=purpose.value,
            label=str(purpose.label),
            text=texts.get(purpose),
            consent=standing.get(purpose),
            is_asked_again=purpose in asked,
            has_picture=purpose in pictured,
        )
        for purpose in Purpose
        if purpose in texts or purpose in standing
    ]


def texts_table(texts: QuerySet[NoticeText]) -> Table:
    """Every text there was, as a sheet: what was shown when."""
    headings = (
        _("Purpose"),
        _("Version"),
        _("Published"),
        _("Asks again"),
        _("What changed"),
        _("Text in Thai"),
        _("Text in English"),
    )
    rows = [
        (
            text.get_purpose_display(),
            text.version,
            localtime(text.published_at),
            _("yes") if text.asks_again else _("no"),
            text.what_changed,
            text.text_th,
            text.text_en,
        )
        for text in texts
    ]
    return Table(_("Notices"), [Column(heading) for heading in headings], rows)


def own_circle(person: Person) -> list[Person]:
    """The person, and the children they answer for now. One SQL statement."""
    ward = Q(guardians_link__guardian=person, guardians_link__until_on=None)
    wards = Person.objects.current().filter(ward).select_related("city").distinct()
    return [person, *wards]


def _by_purpose(consents: QuerySet[Consent]) -> dict[str, int]:
    return dict(consents.order_by().values_list("purpose").annotate(n=Count("pk")))
