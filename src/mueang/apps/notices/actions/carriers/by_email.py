"""The carrier that speaks SMTP: no keys, so what was handed over without an answer is never repeated by itself."""

from __future__ import annotations

import smtplib
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from mueang.apps.notices.actions.carriers.parcels import Outcome, Parcel, Verdict
from mueang.apps.notices.enums import Reason

FIRST_PERMANENT = 500


class ByEmail:
    """One connection for a wave of letters."""

    is_keyed = False
    takes_many = 1
    at_once = 1
    wave = 16

    def __init__(self) -> None:
        self._connection: Any = None

    def carry(self, parcel: Parcel) -> Outcome:
        """Hand it over, once. A connection that does not come about has delivered nothing."""
        if self._connection is None:
            connection = get_connection()
            try:
                connection.open()
            except (OSError, ValueError) as error:
                return Outcome(Verdict.NOT_SENT, _kind_of(error), Reason.UNREACHABLE)
            self._connection = connection
        try:
            message = _message(parcel)
        except ValueError as error:
            return Outcome(Verdict.REFUSED, _kind_of(error), Reason.REFUSED)
        try:
            self._connection.send_messages([message])
        except (OSError, ValueError) as error:  # what smtplib raises is an OSError
            self.close()
            return outcome_of(error)
        return Outcome(Verdict.ACCEPTED)

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            try:
                connection.close()
            except OSError:
                return  # whoever hung up first has hung up


def outcome_of(error: Exception) -> Outcome:
    """A server that answered with a code has not taken the letter; one that fell silent may have."""
    says = _kind_of(error)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _words in error.recipients.values()]
        is_for_good = bool(codes) and all(code >= FIRST_PERMANENT for code in codes)
        return Outcome(Verdict.REFUSED if is_for_good else Verdict.NOT_SENT, says, Reason.REFUSED)
    code = getattr(error, "smtp_code", 0)
    if isinstance(code, int) and code > 0:
        # 421 and 4xx: not now. 5xx: never.
        return Outcome(Verdict.REFUSED if code >= FIRST_PERMANENT else Verdict.NOT_SENT, says, Reason.REFUSED)
    if isinstance(error, ConnectionRefusedError | ValueError | smtplib.SMTPNotSupportedError):
        return Outcome(Verdict.NOT_SENT, says, Reason.UNREACHABLE)
    return Outcome(Verdict.UNKNOWN, says, Reason.NO_ANSWER)


def _kind_of(error: Exception) -> str:
    """The words of an error may hold an address: only its kind stays."""
    return f"{type(error).__name__} {getattr(error, 'smtp_code', '')}".strip()


def _message(parcel: Parcel) -> EmailMessage:
    host = urlsplit(settings.BASE_URL).hostname
    # A mail server that sees the same id twice may drop the second copy.
    headers = {"Message-ID": f"<{parcel.key}@{host}>"}
    if parcel.unsubscribe:
        # RFC 2369 and RFC 8058: one press in the mail programme.
        headers |= {
            "List-Unsubscribe": f"<{parcel.unsubscribe}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    message = EmailMessage(parcel.subject, parcel.body, to=list(parcel.addresses), headers=headers)
    message.message()  # a header that cannot be written is refused before anything leaves the house
    return message
