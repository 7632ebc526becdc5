"""What the demo's holders and their learners sell, since when, and the incomes they state: all invented."""

from __future__ import annotations

from collections.abc import Sequence

from mueang.apps.accounts.models import User
from mueang.apps.heritage.actions.products import add_product, state_income
from mueang.apps.heritage.models import HeritageItem
from mueang.apps.people.models import Person

BAHT = 100


def sell(item: HeritageItem, *, sellers: Sequence[Person], number: int, this_year: int, actor: User) -> None:
    """The holder sells it under their consent to be seen, the learner privately; both state three years."""
    for place, seller in enumerate(sellers):
        product = add_product(
            item=item,
            name_th=item.name_th if place == 0 else f"{item.name_th} (ชุดของฝาก)",
            name_en=item.name_en if place == 0 else f"{item.name_en} (gift set)",
            seller=seller,
            since_year=this_year - 4 + place,
            is_shown=place == 0,
            shows_income=place == 0 and number % 4 == 0,
            actor=actor,
        )
        for back in range(3):
            baht = 18_000 + 4_500 * (number % 5) + 6_000 * (3 - back) - 9_000 * place
            state_income(product=product, year=this_year - back, satang=baht * BAHT, actor=actor)
