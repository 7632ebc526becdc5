"""Thai as offices write it: dates in two eras, names with prefixes, telephone numbers, dictionary order, words."""

from mueang.methods.thai.cutting import cut, cut_with_inner
from mueang.methods.thai.date_format import format_date, format_date_range, to_buddhist_era
from mueang.methods.thai.date_ranges import parse_date_range
from mueang.methods.thai.dates import parse_date
from mueang.methods.thai.errors import DateError, NationalIdError, PhoneError, ThaiTextError
from mueang.methods.thai.folding import fold
from mueang.methods.thai.matching import match_key, name_similarity
from mueang.methods.thai.names import Name, full_name, initials, split_name
from mueang.methods.thai.national_id import parse_national_id, valid_national_id
from mueang.methods.thai.numbers import number_in
from mueang.methods.thai.periods import Period, calendar_year, fiscal_year, fiscal_year_of, parse_period, school_year
from mueang.methods.thai.phones import format_phone, parse_phone
from mueang.methods.thai.sorting import sort_key
from mueang.methods.thai.text import arabic_digits, clean, normalise, thai_digits

__all__ = [
    "DateError",
    "Name",
    "NationalIdError",
    "Period",
    "PhoneError",
    "ThaiTextError",
    "arabic_digits",
    "calendar_year",
    "clean",
    "cut",
    "cut_with_inner",
    "fiscal_year",
    "fiscal_year_of",
    "fold",
    "format_date",
    "format_date_range",
    "format_phone",
    "full_name",
    "initials",
    "match_key",
    "name_similarity",
    "normalise",
    "number_in",
    "parse_date",
    "parse_date_range",
    "parse_national_id",
    "parse_period",
    "parse_phone",
    "school_year",
    "sort_key",
    "split_name",
    "thai_digits",
    "to_buddhist_era",
    "valid_national_id",
]
