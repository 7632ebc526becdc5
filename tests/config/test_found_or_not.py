"""Whoever may not see a child gets the same answer by the same statements, whether the child is there or not."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cast import MEMBERS
from factories.cases import colleague, opened
from factories.concerns import ConcernFactory
from factories.registers import SchoolFactory, SchoolingFactory, SectionFactory
from factories.visits import planned

pytestmark = pytest.mark.django_db
# Letters and digits of values, and the cookies' own: what is left says which statement it was.
VALUES = re.compile(r"'[^']*'|s\d+_x\d+|\b[0-9a-f]{32}\b|\b\d+\b")


@pytest.fixture
def rows(cast):
    """One protected row of each kind, by the page that shows it."""
    case, concern = opened(cast), ConcernFactory(city=cast.city)
    pupil = SchoolingFactory(section=SectionFactory(school=SchoolFactory(city=cast.city))).pupil
    return {
        "support:case": case,
        "support:links": case,
        "support:case_visit": case,
        "support:concern": concern,
        "support:visit": planned(cast, about=case),
        "support:raise_pupil": pupil,
        "registers:pupil": pupil,
        "registers:pupil_same": pupil,
    }


def asked(client, page, city, uuid):
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(reverse(page, args=[city.slug, uuid]))
    said = re.sub(r'csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode()).replace(str(uuid), "?")
    return answer.status_code, said, [VALUES.sub("?", query["sql"]) for query in caught]


@pytest.mark.parametrize("who", [*(name for name in MEMBERS if name not in {"case_supervisor"}), "colleague"])
def test_a_child_that_is_there_answers_as_one_that_is_not(client, cast, rows, who):
    viewer = colleague(cast) if who == "colleague" else getattr(cast, who)
    if viewer.is_authenticated:
        client.force_login(viewer)
    n_shut = 0

    for page, row in rows.items():
        # Once before: what is read only once (languages, menus) is no difference.
        asked(client, page, cast.city, uuid4())
        there, missing = asked(client, page, cast.city, row.uuid), asked(client, page, cast.city, uuid4())
        # Who reads the register sees the pupil, and only may not make two rows one: nothing is hidden from them.
        if there[0] == 200 or (page == "registers:pupil_same" and who in {"case_worker", "colleague"}):
            continue
        n_shut += 1
        assert there[:2] == missing[:2], page
        assert there[2] == missing[2], page

    assert n_shut > 2 or who in {"case_worker", "colleague"}
