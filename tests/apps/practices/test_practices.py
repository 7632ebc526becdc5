"""A practice from draft to another city's plan: checked by somebody else, silent about what is withheld."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from factories.heritage import NamedHolderFactory
from factories.indicators import indicator
from factories.practices import a_draft, a_figure, a_practice
from factories.rows import HeritageItemFactory, OfferingFactory
from mueang.apps.heritage.actions import change_item
from mueang.apps.plans.models import Activity
from mueang.apps.practices.actions import (
    adopt_practice,
    agree_to_twin,
    answer_question,
    ask_question,
    ask_to_be_twins,
    change_practice,
    link_visit,
    publish_practice,
    report_adoption,
    return_practice,
    send_practice,
    withdraw_practice,
)
from mueang.apps.practices.enums import PracticeState
from mueang.apps.practices.errors import (
    AdoptedAlready,
    Answered,
    NotADraft,
    NotPublished,
    NotSent,
    NotWhole,
    OfferingElsewhere,
    OwnPractice,
    TwinsAlready,
)
from mueang.apps.practices.models import Adoption, Practice
from mueang.apps.practices.queries import practice_page, practices_to_keep, public_twins, published
from mueang.apps.practices.rules import may_check, visible_practices

DAYS = {"starts_on": date(2025, 11, 1), "ends_on": date(2026, 8, 31), "year": 2026}


def adopted(cast) -> Adoption:
    return adopt_practice(
        practice=a_practice(cast), city=cast.elsewhere, actor=cast.manager_elsewhere, changes="วันอาทิตย์", **DAYS
    )


def test_a_practice_is_checked_by_somebody_else_before_anybody_reads_it(cast):
    row = a_draft(cast)
    assert not published().exists()
    with pytest.raises(NotSent):
        publish_practice(practice=row, actor=cast.unit_officer)
    send_practice(practice=row, actor=cast.officer)
    for member in (cast.manager, cast.officer, cast.auditor, cast.stranger):
        with pytest.raises(PermissionDenied):
            publish_practice(practice=row, actor=member)
    back = return_practice(practice=row, note="ขอต้นทุน", actor=cast.unit_officer)
    assert (back.state, back.note) == (PracticeState.DRAFT, "ขอต้นทุน")
    send_practice(practice=row, actor=cast.manager)
    with pytest.raises(NotADraft):
        change_practice(practice=row, actor=cast.manager, title_th="x")
    publish_practice(practice=row, actor=cast.unit_officer)
    assert [one.title_en for one in published(words=["ตลาดนัด", "24"][0])] == ["Invented market of local teachers"]
    with transaction.atomic(), pytest.raises(IntegrityError):
        Practice.objects.update(checked_by=None)
    with pytest.raises(NotADraft):
        send_practice(practice=row, actor=cast.manager)
    withdraw_practice(practice=row, actor=cast.manager)
    assert not published().exists()
    with pytest.raises(NotPublished):
        withdraw_practice(practice=row, actor=cast.manager)
    row.refresh_from_db()
    assert change_practice(practice=row, actor=cast.manager, title_th="ใหม่").state == PracticeState.DRAFT


def test_who_wrote_it_does_not_check_it(cast):
    row = a_draft(cast)
    Practice.objects.update(written_by=cast.unit_officer, state=PracticeState.SENT)
    row.refresh_from_db()

    assert not may_check(cast.unit_officer, row)


def test_half_a_practice_is_not_sent(cast):
    with pytest.raises(NotWhole):
        send_practice(practice=a_draft(cast, result_th=" "), actor=cast.manager)


@pytest.mark.parametrize(
    ("member", "n_seen"),
    [("anonymous", 0), ("stranger", 0), ("learner", 0), ("manager_elsewhere", 0), ("officer", 1), ("unit_officer", 1)],
)
def test_drafts_are_seen_by_their_own_city_alone(cast, member, n_seen):
    a_draft(cast)
    assert visible_practices(getattr(cast, member)).count() == n_seen


def test_figures_are_shown_before_and_since_and_of_this_city_only(cast):
    row, few = indicator(), indicator(unit="count")
    for year, value in ((2022, 40), (2023, 44), (2025, 51)):
        a_figure(cast.city, row, year, value)
    a_figure(cast.elsewhere, row, 2024, 99)
    a_figure(cast.city, few, 2023, 3)
    practice = a_practice(cast, indicators=[row, indicator(cast.elsewhere), few])

    page = practice_page(practice, is_public=True)

    [figure, withheld] = page.figures
    assert (withheld.rows, withheld.chart) == ((), None)
    assert len(practice_page(practice, is_public=False).figures[1].rows) == 1
    assert (figure.before.value, figure.since.value, figure.change) == (44, 51, 7.0)
    assert len(figure.rows) == 3
    assert figure.chart is not None
    assert figure.chart.mark is not None
    assert page.cost_per_person == 50_000


def test_heritage_that_turns_secret_leaves_the_public_practice_at_once(cast):
    item, secret = (
        HeritageItemFactory(city=cast.city),
        HeritageItemFactory(city=cast.city, is_published=False, is_sacred=True),
    )
    foreign = HeritageItemFactory(city=cast.elsewhere)
    NamedHolderFactory(item=item)
    row = a_practice(cast, heritage=[item, secret, foreign])
    assert set(row.heritage.all()) == {item}
    assert practice_page(row, is_public=True).heritage == (item,)

    change_item(item=item, is_family_secret=True, actor=cast.officer)

    assert practice_page(row, is_public=True).heritage == ()


@pytest.mark.parametrize("n_rows", [1, 3])
def test_lists_and_pages_ask_a_fixed_number_of_statements(cast, n_rows, django_assert_num_queries):
    rows = []
    for _ in range(n_rows):
        item, figures = HeritageItemFactory(city=cast.city), [indicator() for _ in range(n_rows)]
        rows.append(a_practice(cast, indicators=figures, heritage=[item]))
    for _ in range(n_rows):
        ask_question(practice=rows[0], city=cast.elsewhere, words="ใครทำ", actor=cast.manager_elsewhere)
    row = published().get(pk=rows[0].pk)
    with django_assert_num_queries(5):
        practice_page(row, is_public=True)
    with django_assert_num_queries(1):
        assert len(list(published(city=cast.city))) == n_rows
    with django_assert_num_queries(1):
        assert list(practices_to_keep(viewer=cast.manager, city=cast.city))[-1].n_open == n_rows


def test_a_question_is_public_once_it_is_answered(cast):
    row = a_practice(cast)
    asked = ask_question(practice=row, city=cast.elsewhere, words="ใช้ครูกี่คน", actor=cast.manager_elsewhere)
    assert practice_page(row, is_public=True).questions == ()
    with pytest.raises(PermissionDenied):
        answer_question(question=asked, answer="3", actor=cast.manager_elsewhere)
    answer_question(question=asked, answer="สามคน", actor=cast.officer)
    with pytest.raises(Answered):
        answer_question(question=asked, answer="x", actor=cast.officer)
    [shown] = practice_page(row, is_public=True).questions
    assert shown.answer == "สามคน"
    with pytest.raises(OwnPractice):
        ask_question(practice=row, city=cast.city, words="x", actor=cast.manager)
    with pytest.raises(PermissionDenied):
        ask_question(practice=row, city=cast.elsewhere, words="x", actor=cast.manager)
    with pytest.raises(NotPublished):
        ask_question(practice=a_draft(cast), city=cast.elsewhere, words="x", actor=cast.manager_elsewhere)


def test_taking_up_writes_an_activity_with_its_lineage_once(cast):
    adoption = adopted(cast)

    activity = Activity.objects.get(uuid=adoption.activity)
    assert (activity.plan.city, activity.came_from_kind, activity.came_from) == (
        cast.elsewhere,
        "practice",
        adoption.practice.uuid,
    )
    with pytest.raises(AdoptedAlready):
        adopt_practice(practice=adoption.practice, city=cast.elsewhere, actor=cast.manager_elsewhere, **DAYS)
    with pytest.raises(PermissionDenied):
        adopt_practice(practice=adoption.practice, city=cast.elsewhere, actor=cast.manager, **DAYS)
    assert Activity.objects.count() == 1


def test_what_came_of_it_is_said_by_the_city_that_took_it_up(cast):
    adoption = adopted(cast)
    with pytest.raises(PermissionDenied):
        report_adoption(adoption=adoption, came="helped", report="x", actor=cast.manager)
    report_adoption(adoption=adoption, came="not_here", report="ไม่มีตลาดเช้า", actor=cast.manager_elsewhere)

    [shown] = practice_page(adoption.practice, is_public=True).adoptions
    assert (shown.city, shown.came, shown.report) == (cast.elsewhere, "not_here", "ไม่มีตลาดเช้า")


def test_twins_agree_and_visit_each_other_by_an_activity(cast):
    visit = OfferingFactory(city=cast.elsewhere)
    twin = ask_to_be_twins(city=cast.city, other=cast.elsewhere, about="ผ้า", actor=cast.manager)
    with pytest.raises(TwinsAlready):
        ask_to_be_twins(city=cast.elsewhere, other=cast.city, actor=cast.manager_elsewhere)
    with pytest.raises(OfferingElsewhere):
        link_visit(twin=twin, offering=visit, actor=cast.manager)
    with pytest.raises(PermissionDenied):
        agree_to_twin(twin=twin, actor=cast.manager)
    assert public_twins(cast.city) == []
    for _ in range(2):
        twin = agree_to_twin(twin=twin, actor=cast.manager_elsewhere)
    link_visit(twin=twin, offering=visit, actor=cast.manager_elsewhere)
    assert (public_twins(cast.city), public_twins(cast.elsewhere)) == ([cast.elsewhere], [cast.city])
    assert list(twin.visits.all()) == [visit]
    with pytest.raises(OfferingElsewhere):
        link_visit(twin=twin, offering=OfferingFactory(), actor=cast.manager)
    for city, other, actor, refusal in (
        (cast.city, cast.city, cast.manager, OwnPractice),
        (cast.city, cast.elsewhere, cast.stranger, PermissionDenied),
    ):
        with pytest.raises(refusal):
            ask_to_be_twins(city=city, other=other, actor=actor)
    with pytest.raises(PermissionDenied):
        link_visit(twin=twin, offering=visit, actor=cast.stranger)
