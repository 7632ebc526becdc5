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

__all__ = [
    "DescribeForm",
    "FilterForm",
    "HolderForm",
    "ItemForm",
    "LineageForm",
    "PictureForm",
    "WordsForm",
    "YearField",
    "holder_initial",
    "item_initial",
    "month_choices",
]
