"""Every day is in one term."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mueang.methods.school_terms import last_terms, school_term


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_terms_follow_each_other_without_a_gap(day):
    term = school_term(day)

    assert term.starts_on <= day <= term.ends_on
    following = school_term(term.ends_on + timedelta(days=1))
    assert following.starts_on == term.ends_on + timedelta(days=1)
    assert (following.year, following.number) == ((term.year, 2) if term.number == 1 else (term.year + 1, 1))
    before, last = last_terms(day, n=2)
    assert (last, before.ends_on + timedelta(days=1)) == (term, term.starts_on)
