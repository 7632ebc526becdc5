"""Who may read which book."""

from __future__ import annotations

import pytest

from cast import MEMBERS
from mueang.apps.audit.actions import record
from mueang.apps.audit.rules import events_in, visible_books


@pytest.mark.parametrize("member", MEMBERS)
def test_every_book_is_for_those_who_read_the_record_everywhere(cast, member):
    record(actor=None, verb="x", target=cast.city, book=cast.city.slug)

    may = visible_books(getattr(cast, member)).exists()

    assert may == (member == "unit_officer")


def test_events_in_a_book_are_of_no_other(cast):
    ours = record(actor=None, verb="x", target=cast.city, book=cast.city.slug)
    record(actor=None, verb="x", target=cast.elsewhere, book=cast.elsewhere.slug)

    assert list(events_in(cast.city.slug)) == [ours]
