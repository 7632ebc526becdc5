"""From a concern to a case: opened once, joined by a person who may see both, and what does not go along."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from factories.cases import CHILD_NAME, FAMILY_NAME, colleague, opened, planted
from factories.concerns import TELLER, ConcernFactory, teller_of
from mueang.apps.support.actions.concerns import assign_concern
from mueang.apps.support.actions.deciding import join_case, open_case_from, set_apart, undo_decision
from mueang.apps.support.enums.concerns import ConcernState
from mueang.apps.support.errors.concerns import AlreadySettled, CaseHasBegun, ReasonMissing
from mueang.apps.support.models.cases import Case, CaseNote
from mueang.apps.support.models.joins import ConcernOfCase
from mueang.apps.support.queries.concerns import concern_page

pytestmark = pytest.mark.django_db
NAME = f"ด.ช. {CHILD_NAME} {FAMILY_NAME}"


@pytest.fixture
def concern(cast):
    row = ConcernFactory(city=cast.city, about=NAME, age_years=11)
    teller_of(row)
    return row


def open_from(concern, actor, **more):
    return open_case_from(concern=concern, child=planted(), severity=2, reason="ไปเยี่ยมแล้ว", actor=actor, **more)


def test_a_case_is_opened_once_and_the_teller_stays_behind(cast, concern):
    assign_concern(concern=concern, to=cast.case_worker, actor=cast.case_supervisor)
    concern.refresh_from_db()

    case = open_from(concern, cast.case_supervisor)

    concern.refresh_from_db()
    assert (concern.state, case.concern, case.main_worker) == (ConcernState.CASE, concern, cast.case_worker)
    assert not CaseNote.objects.filter(words__contains=TELLER).exists()
    with pytest.raises(AlreadySettled):
        open_from(concern, cast.case_supervisor)
    with pytest.raises(CaseHasBegun):
        undo_decision(concern=concern, actor=cast.case_supervisor)
    page = concern_page(viewer=cast.case_supervisor, concern=concern, now=timezone.now())
    assert page.own_case == case


def test_no_case_without_a_reason_or_by_a_stranger(cast, concern):
    with pytest.raises(ReasonMissing):
        open_case_from(concern=concern, child=planted(), severity=2, reason=" ", actor=cast.case_supervisor)
    for name in ("manager", "case_worker", "officer"):
        with pytest.raises(PermissionDenied):
            open_from(concern, getattr(cast, name))
    assert not Case.objects.exists()


def test_joined_by_somebody_who_sees_both_and_taken_back(cast, concern):
    case, hidden = opened(cast), opened(cast, actor=colleague(cast))
    assign_concern(concern=concern, to=cast.case_worker, actor=cast.case_supervisor)
    page = concern_page(viewer=cast.case_worker, concern=concern, now=timezone.now())
    assert [one.case for one in page.cases] == [case]
    with pytest.raises(PermissionDenied):
        join_case(concern=concern, case=hidden, reason="x", actor=cast.case_worker)

    join_case(concern=concern, case=case, reason="บ้านเดียวกัน", actor=cast.case_worker)

    concern.refresh_from_db()
    assert concern.state == ConcernState.JOINED
    assert case.notes.filter(words=concern.said).exists()
    undo_decision(concern=concern, actor=cast.case_worker)
    assert not ConcernOfCase.objects.exists()
    set_apart(concern=concern, other=case.uuid, actor=cast.case_worker)
    assert not concern_page(viewer=cast.case_worker, concern=concern, now=timezone.now()).cases


def url(name, cast, *more):
    return reverse(f"support:{name}", args=[cast.city.slug, *(one.uuid for one in more)])


def test_the_pages_open_join_and_keep_strangers_out(client, cast, concern):
    other = ConcernFactory(city=cast.city, about=NAME)
    typed = {"name": NAME, "sex": "unstated", "severity": 2, "reason": "ไปเยี่ยมแล้ว", "main_worker": cast.case_worker.pk}
    for name in ("manager", "case_worker", "officer", "teacher"):
        client.force_login(getattr(cast, name))
        assert client.get(url("open_from", cast, concern)).status_code == 404
        assert client.post(url("open_from", cast, concern), typed).status_code == 404
    client.force_login(cast.case_supervisor)
    assert NAME in client.get(url("open_from", cast, concern)).content.decode()
    assert client.post(url("open_from", cast, concern), {"name": NAME}).status_code == 422
    client.post(url("open_from", cast, concern), typed)
    case = Case.objects.get()
    assert case.concern == concern
    assert client.post(url("open_from", cast, concern), typed).status_code == 422

    page = url("beside_case", cast, other, case)
    assert client.get(page).content.decode().count(CHILD_NAME) >= 2
    client.post(page, {"is_same": "yes", "reason": ""})
    other.refresh_from_db()
    assert other.is_open
    client.post(page, {"is_same": "no"})
    client.post(page, {"is_same": "yes", "reason": "คนเดียวกัน"})
    other.refresh_from_db()
    assert other.state == "joined"
    client.force_login(cast.manager)
    assert client.get(page).status_code == 404


@pytest.mark.parametrize("n", [1, 3])
def test_a_concern_and_a_case_beside_it_take_the_same_statements_however_many_are_alike(client, cast, concern, n):
    cases = [opened(cast) for _ in range(n)]
    ConcernFactory.create_batch(n, city=cast.city, about=NAME)
    client.force_login(cast.case_supervisor)
    here = [cast.city.slug, concern.uuid]
    addresses = [reverse("support:concern", args=here), reverse("support:beside_case", args=[*here, cases[0].uuid])]

    counts = []
    for address in addresses:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        counts.append(len([one for one in asked if "SAVEPOINT" not in one["sql"]]))

    assert counts == [15, 11]
