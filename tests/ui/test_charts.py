"""Bars for a table."""

from mueang.ui.charts import bars


def test_the_longest_bar_is_full_and_the_others_in_proportion() -> None:
    assert [(bar.label, bar.share) for bar in bars([("ทอผ้า", 40), ("อาหาร", 10), ("ดนตรี", 0)])] == [
        ("ทอผ้า", 100),
        ("อาหาร", 25),
        ("ดนตรี", 0),
    ]


def test_not_measured_is_not_zero() -> None:
    assert [(bar.number, bar.share) for bar in bars([("a", None), ("b", 4)])] == [(None, 0), (4, 100)]


def test_nothing_to_show_and_all_zeros_draw_no_bar() -> None:
    assert bars([]) == []
    assert [bar.share for bar in bars([("a", 0), ("b", None), ("c", -3)])] == [0, 0, 0]
