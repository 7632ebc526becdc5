"""Lines over time on a scale whose ends are round, within what a value can be."""

from __future__ import annotations

from datetime import date

from mueang.ui.trends import BOTTOM, TOP, Measure, trend_chart


def year(number: int, value: float, lower: float | None = None, upper: float | None = None) -> Measure:
    return Measure(date(number, 12, 31), str(number), value, lower, upper)


def test_nothing_measured_is_no_chart() -> None:
    assert trend_chart([("city", "City", [])]) is None


def test_the_scale_holds_every_interval_and_ends_where_values_do() -> None:
    chart = trend_chart([("city", "City", [year(2020, 97, 92, 100), year(2021, 99)])], least=0, greatest=100)
    assert chart is not None
    assert chart.top == 100
    assert chart.bottom <= 92
    first, last = chart.lines[0].dots
    assert TOP <= (first.high or 0) < first.y < (first.low or 0) <= BOTTOM
    assert first.x < last.x
    assert last.low is None


def test_one_figure_stands_in_the_middle_and_a_zero_has_room() -> None:
    chart = trend_chart([("city", "City", [year(2020, 0)])], least=0)
    assert chart is not None
    assert chart.bottom == 0 < chart.top
    assert [label for _x, label in chart.ticks] == ["2020"]


def test_labels_never_run_into_each_other_and_the_newest_stays() -> None:
    chart = trend_chart([("city", "City", [year(number, number) for number in range(2000, 2024)])])
    assert chart is not None
    assert chart.ticks[-1][1] == "2023"
    assert all(right - left >= 28 for (left, _a), (right, _b) in zip(chart.ticks, chart.ticks[1:], strict=False))


def test_a_year_is_marked_on_the_same_scale_of_time() -> None:
    chart = trend_chart([("city", "City", [year(2020, 1), year(2024, 2)])], mark=date(2023, 1, 1))
    assert chart is not None
    first, last = chart.lines[0].dots
    assert first.x < (chart.mark or 0) < last.x
