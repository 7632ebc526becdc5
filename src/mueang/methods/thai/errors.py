"""Refusals of text that cannot be read, each with a code for the caller to put into words.

The text itself never enters the message: it may be somebody's birthday or telephone number.
"""


class ThaiTextError(ValueError):
    """Text that could not be read; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class DateError(ThaiTextError):
    """Codes: empty, not_a_date, year_only, no_such_month, no_such_day, year_out_of_range, range_backwards."""


class PhoneError(ThaiTextError):
    """Codes: empty, not_a_number, several_numbers, too_short, too_long, not_a_thai_number."""


class NationalIdError(ThaiTextError):
    """Codes: empty, not_a_number, lost_digits, wrong_length, wrong_checksum."""
