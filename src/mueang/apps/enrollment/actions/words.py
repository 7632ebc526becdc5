"""The words enrollment leaves in the outbox, each in its reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mueang.apps.accounts.models import User
from mueang.apps.catalog.models import Change, Offering
from mueang.apps.enrollment.models import AllocationRound, Enrollment, Party, SeatOffer
from mueang.apps.notices.actions import queue_notice
from mueang.apps.notices.enums import Channel, NoticeKind
from mueang.apps.notices.queries import is_queued
from mueang.apps.people.models import Person
from mueang.ui.words import clock, thai_date

Writing = Callable[[], tuple[str, str]]
About = Offering | AllocationRound
# Who would set out before the morning after hears of it in quiet hours too.
SHORT_NOTICE = timedelta(hours=24)


def tell_joined(party: Party, persons: Sequence[Person], *, is_seated: bool) -> None:
    """Word for the party's lead where they can be reached."""
    offering = party.offering

    def to_lead() -> tuple[str, str]:
        words = about_offering(offering) | {"names": _names(persons)}
        if is_seated:
            return (
                _("You have a seat: %(activity)s") % words,
                _("%(names)s – %(activity)s, from %(day)s at %(place)s.") % words,
            )
        return (
            _("On the waiting list: %(activity)s") % words,
            _("%(names)s – %(activity)s. We will tell you when seats come free.") % words,
        )

    to_person(party.lead, to_lead, about=offering, key=f"party:{party.uuid}:joined", also_copy=False)


def tell_owner(offering: Offering) -> None:
    """Word for the offering's owner that people joined, once a day."""

    def to_owner() -> tuple[str, str]:
        words = about_offering(offering)
        return (
            _("New enrollments: %(activity)s") % words,
            _("People joined %(activity)s today. The list of learners shows who.") % words,
        )

    key = f"offering:{offering.uuid}:joined:{timezone.localdate().isoformat()}"
    if not is_queued(key):
        to_user(offering.owner, to_owner, about=offering, key=key)


def tell_offered(offer: SeatOffer, offering: Offering, persons: Sequence[Person]) -> None:
    """The party whose turn it is: until when, and the page with the two buttons."""

    def written() -> tuple[str, str]:
        words = about_offering(offering) | {
            "names": _names(persons),
            "until": f"{thai_date(offer.answer_by, 'full')} {clock(offer.answer_by)}",
            "page": page_of_offer(offer),
        }
        return (
            _("Seats came free: %(activity)s") % words,
            _("%(names)s – there is room in %(activity)s, from %(day)s at %(place)s.") % words
            + " "
            + _("Please say yes or no by %(until)s: %(page)s") % words,
        )

    to_person(offer.party.lead, written, about=offering, key=f"offer:{offer.uuid}", also_copy=True)


def page_of_offer(offer: SeatOffer) -> str:
    """The address that whoever was offered a seat opens; its token is the key to it."""
    return settings.BASE_URL + reverse("learner:offer", args=[offer.token])


def tell_seated(party: Party, persons: Sequence[Person]) -> None:
    """Who accepted an offer: a note to keep, with the ticket's address."""
    offering = party.offering

    def written() -> tuple[str, str]:
        words = about_offering(offering) | {"names": _names(persons), "page": page_of_ticket(party)}
        return (
            _("You have a seat: %(activity)s") % words,
            _("%(names)s – %(activity)s, from %(day)s at %(place)s. Your ticket: %(page)s") % words,
        )

    to_person(party.lead, written, about=offering, key=f"party:{party.uuid}:accepted", also_copy=False)


def page_of_ticket(party: Party) -> str:
    return settings.BASE_URL + reverse("learner:ticket", args=[party.ticket])


def tell_offer_missed(offer: SeatOffer, persons: Sequence[Person], *, waits_again: bool) -> None:
    """Who did not answer in time, and where that leaves them."""
    offering = offer.party.offering

    def written() -> tuple[str, str]:
        words = about_offering(offering) | {"names": _names(persons)}
        end = (
            _("You are on the waiting list again, at its end.")
            if waits_again
            else _("You are no longer on the waiting list. You can join again at any time.")
        )
        return (
            _("The offered seats went to the next: %(activity)s") % words,
            _("%(names)s – we had no answer about %(activity)s in time.") % words + " " + end,
        )

    to_person(offer.party.lead, written, about=offering, key=f"offer:{offer.uuid}:missed", also_copy=True)


def tell_tickets(person: Person, parties: Sequence[Party], *, key: str) -> None:
    """The addresses of the tickets somebody holds, to where the city can reach them."""

    def written() -> tuple[str, str]:
        lines = [f"{about_offering(party.offering)['activity']}: {page_of_ticket(party)}" for party in parties]
        return (_("Your tickets"), "\n".join([_("You asked for your tickets again:"), *lines]))

    to_person(person, written, about=parties[0].offering, key=key, also_copy=True)


def tell_withdrawn(enrollment: Enrollment) -> None:
    """The person, if they can be reached: it may have been an officer who withdrew them."""
    offering = enrollment.offering

    def written() -> tuple[str, str]:
        words = about_offering(offering) | {"names": enrollment.person.full_name}
        return (
            _("Withdrawn: %(activity)s") % words,
            _("%(names)s is no longer enrolled in %(activity)s. You can join again while there are seats.") % words
            + (f" {enrollment.ended_reason}" if enrollment.ended_reason else ""),
        )

    # Whoever takes the seat back and leaves again is told again.
    key = f"enrollment:{enrollment.uuid}:withdrawn:{enrollment.ended_at:%Y%m%d%H%M%S}"
    to_person(_reader(enrollment), written, about=offering, key=key, also_copy=False)


def tell_cancelled(offering: Offering, enrollments: Iterable[Enrollment], *, now: datetime) -> None:
    def written(rows: Sequence[Enrollment]) -> tuple[str, str]:
        words = about_offering(offering) | {"names": _names([row.person for row in rows]), "why": offering.cancel_note}
        return (
            _("Cancelled: %(activity)s") % words,
            _("%(names)s – %(activity)s from %(day)s at %(place)s will not take place. %(why)s") % words,
        )

    _to_each_party(offering, enrollments, written, key="cancelled", kind=kind_of_change(offering, now=now))


def kind_of_change(offering: Offering, *, now: datetime) -> NoticeKind:
    """Urgent where a session of the offering begins, or would have begun, within a day. One SQL statement."""
    is_soon = offering.sessions.filter(starts_at__gte=now, starts_at__lt=now + SHORT_NOTICE).exists()
    return NoticeKind.URGENT if is_soon else NoticeKind.SERVICE


def tell_change(change: Change, enrollments: Iterable[Enrollment], *, now: datetime) -> int:
    """Each party in its reader's language; returns how many parties there are."""
    offering = change.offering

    def written(_rows: Sequence[Enrollment]) -> tuple[str, str]:
        is_thai = (translation.get_language() or settings.LANGUAGE_CODE).startswith("th")
        subject = f"{change.get_kind_display()}: {about_offering(offering)['activity']}"
        return subject, change.message_th if is_thai else change.message_en or change.message_th

    kind = kind_of_change(offering, now=now)
    return _to_each_party(offering, enrollments, written, key=f"change:{change.uuid}", kind=kind)


def _to_each_party(
    offering: Offering,
    enrollments: Iterable[Enrollment],
    written: Callable[[Sequence[Enrollment]], tuple[str, str]],
    *,
    key: str,
    kind: NoticeKind,
) -> int:
    """How many parties there are; one that cannot be reached at all counts as well."""
    parties: dict[str, list[Enrollment]] = {}
    for row in enrollments:
        parties.setdefault(f"party:{row.party.uuid}" if row.party else f"enrollment:{row.uuid}", []).append(row)
    for who, rows in parties.items():
        told = partial(written, rows)
        to_person(_reader(rows[0]), told, about=offering, key=f"{who}:{key}", also_copy=True, kind=kind)
    return len(parties)


def _reader(enrollment: Enrollment) -> Person:
    return enrollment.party.lead if enrollment.party else enrollment.person


def to_person(
    person: Person,
    written: Writing,
    *,
    about: About,
    key: str,
    also_copy: bool,
    kind: NoticeKind = NoticeKind.SERVICE,
) -> None:
    """By account, else by e-mail, else (`also_copy`) as text for an officer to send to the phone."""
    if person.user_id and person.user:
        to_user(person.user, written, about=about, key=key, kind=kind)
    elif person.email or (also_copy and person.phone):
        channel = Channel.EMAIL if person.email else Channel.COPY
        # Whose language is not known reads the house's own, whoever pressed the button.
        with translation.override(settings.LANGUAGE_CODE):
            address = person.email or person.phone
            _queue(written, about=about, key=key, channel=channel, kind=kind, address=address)


def to_user(user: User, written: Writing, *, about: About, key: str, kind: NoticeKind = NoticeKind.SERVICE) -> None:
    with translation.override(user.language):
        _queue(written, about=about, key=key, channel=Channel.IN_APP, kind=kind, user=user)


def _queue(
    written: Writing,
    *,
    about: About,
    key: str,
    channel: Channel,
    kind: NoticeKind,
    user: User | None = None,
    address: str = "",
) -> None:
    subject, body = written()
    queue_notice(
        city=about.city,
        channel=channel,
        subject=subject[:200],
        body=body.strip(),
        key=key,
        user=user,
        address=address,
        about=about,
        kind=kind,
    )


def about_offering(offering: Offering) -> dict[str, str]:
    is_thai = (translation.get_language() or settings.LANGUAGE_CODE).startswith("th")
    program, place = offering.program, offering.place
    return {
        "activity": program.name_th if is_thai else program.name_en or program.name_th,
        "place": place.name_th if is_thai else place.name_en or place.name_th,
        "day": thai_date(offering.starts_on, "long"),
    }


def _names(persons: Iterable[Person]) -> str:
    return ", ".join(person.full_name for person in persons)
