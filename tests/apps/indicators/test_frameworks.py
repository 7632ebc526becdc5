"""Frameworks as data: loaded again and again, checked against the printed text, served by indicators."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cast import MEMBERS, Cast
from factories.indicators import figure, indicator
from mueang.apps.audit.models import Event
from mueang.apps.indicators.actions import add_indicator, check_item, load_frameworks, observe
from mueang.apps.indicators.enums import Capture, Level
from mueang.apps.indicators.errors import CodeTaken, NothingSaid, NotOfThisCity
from mueang.apps.indicators.models import Framework, FrameworkItem, Indicator, ItemCheck
from mueang.apps.indicators.queries import framework_cards, framework_page, items_to_serve, register

pytestmark = pytest.mark.django_db
WORDS = {
    "code": "library-visits",
    "name_th": "การเข้าห้องสมุด",
    "definition_th": "จำนวนครั้งที่เข้าห้องสมุดในปี",
    "unit": "count",
    "capture": "data",
    "better": "higher",
}


def feature(code: str) -> FrameworkItem:
    return FrameworkItem.objects.select_related("framework").get(framework__code="key-features", code=code)


def test_loading_twice_changes_nothing_and_keeps_what_a_city_added(cast: Cast) -> None:
    load_frameworks()
    own = add_indicator(city=cast.city, words=WORDS, items=[feature("2.2.1")], actor=cast.officer)
    before = (Framework.objects.count(), FrameworkItem.objects.count(), Indicator.objects.count())

    load_frameworks()

    assert (Framework.objects.count(), FrameworkItem.objects.count(), Indicator.objects.count()) == before
    assert [item.code for item in own.items.all()] == ["2.2.1"]


def test_one_figure_serves_every_framework_its_indicator_serves(cast: Cast) -> None:
    load_frameworks()
    places = Indicator.objects.get(code="learning-places")
    observe(city=cast.city, figure=figure(places), actor=cast.officer)
    observe(city=cast.city, figure=figure(Indicator.objects.get(code="youth-neet"), level=Level.PROVINCE), actor=None)

    measured = {card.framework.code: card.n_measured for card in framework_cards(viewer=cast.manager, city=cast.city)}

    assert measured == {
        "key-features": 1,
        "action-areas": 1,
        "learning-city-award": 1,
        "cittaslow": 0,
        "zero-dropout": 0,
    }


def test_a_framework_shows_its_areas_their_features_and_what_is_not_measured(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    load_frameworks()
    observe(city=cast.city, figure=figure(Indicator.objects.get(code="learning-places")), actor=cast.officer)
    with django_assert_num_queries(7):
        page = framework_page(viewer=cast.manager, city=cast.city, code="key-features")

    assert page is not None
    assert len(page.lines) == 12
    assert page.n_unchecked == 44
    spaces = next(line for line in page.lines if line.item.code == "2.2").features[0]
    assert [row.newest is not None for row in spaces.measured] == [True]
    assert spaces.item.captures == [Capture.DATA]
    assert framework_page(viewer=cast.manager, city=cast.city, code="no-such") is None


def test_a_line_counts_as_compared_for_the_city_that_names_where(cast: Cast) -> None:
    load_frameworks()
    line = feature("3.1.1")
    with pytest.raises(NothingSaid):
        check_item(item=line, city=cast.city, source=" ", actor=cast.officer)
    for source in ("Guidelines 2015, p. 12", "Guidelines 2015, p. 13"):
        check_item(item=line, city=cast.city, source=source, actor=cast.manager)

    here = framework_page(viewer=cast.manager, city=cast.city, code="key-features")
    there = framework_page(viewer=cast.manager_elsewhere, city=cast.elsewhere, code="key-features")
    assert here is not None
    assert there is not None
    assert (here.n_unchecked, there.n_unchecked) == (43, 44)
    assert ItemCheck.objects.get().source.endswith("13")
    assert Event.objects.filter(verb="framework.line_checked").count() == 2


def test_a_city_uses_neither_codes_that_are_taken_nor_lines_of_another_city(cast: Cast) -> None:
    load_frameworks()
    theirs = Framework.objects.create(city=cast.elsewhere, code="own", name_th="x", name_en="x")
    line = FrameworkItem.objects.create(framework=theirs, code="1", name_th="x", name_en="x", position=1)
    with pytest.raises(NotOfThisCity):
        add_indicator(city=cast.city, words=WORDS, items=[line], actor=cast.officer)
    with pytest.raises(NotOfThisCity):
        check_item(item=line, city=cast.city, source="x", actor=cast.officer)
    with pytest.raises(CodeTaken):
        add_indicator(city=cast.city, words=WORDS | {"code": "population"}, actor=cast.officer)
    with pytest.raises(ValidationError):
        add_indicator(city=cast.city, words=WORDS | {"unit": "bananas"}, actor=cast.officer)
    add_indicator(city=cast.city, words=WORDS, actor=cast.officer)
    with pytest.raises(CodeTaken):
        add_indicator(city=cast.city, words=WORDS, actor=cast.officer)
    add_indicator(city=cast.elsewhere, words=WORDS, actor=cast.manager_elsewhere)
    assert line not in items_to_serve(cast.city)
    assert line in items_to_serve(cast.elsewhere)


@pytest.mark.parametrize("name", MEMBERS)
def test_only_the_citys_officers_add_indicators_and_mark_lines(cast: Cast, name: str) -> None:
    load_frameworks()
    member, line = getattr(cast, name), feature("1.1.1")
    for attempt in (
        lambda: add_indicator(city=cast.city, words=WORDS, actor=member),
        lambda: check_item(item=line, city=cast.city, source="x", actor=member),
    ):
        if name in {"officer", "manager", "unit_officer"}:
            attempt()
        else:
            with pytest.raises(PermissionDenied):
                attempt()


def test_a_city_sees_its_own_indicators_beside_everybodys_and_no_other_citys(cast: Cast) -> None:
    shared, own, theirs = indicator(), indicator(cast.city), indicator(cast.elsewhere)
    seen = {line.indicator for line in register(viewer=cast.manager, city=cast.city)}

    assert seen == {shared, own}
    assert theirs not in seen
