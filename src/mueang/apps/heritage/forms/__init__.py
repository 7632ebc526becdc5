"""What may be typed about heritage."""

from mueang.apps.heritage.forms.items import (
    DescribeForm,
    FilterForm,
    HolderForm,
    ItemForm,
    LineageForm,
    PictureForm,
    WordsForm,
    YearField,
    holder_initial,
    item_initial,
    month_choices,
)
from mueang.apps.heritage.forms.mapping import DayForm, DeclineForm, JoinDayForm, PassesForm

__all__ = [
    "DayForm",
    "DeclineForm",
    "DescribeForm",
    "FilterForm",
    "HolderForm",
    "ItemForm",
    "JoinDayForm",
    "LineageForm",
    "PassesForm",
    "PictureForm",
    "WordsForm",
    "YearField",
    "holder_initial",
    "item_initial",
    "month_choices",
]
