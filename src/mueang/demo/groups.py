"""Invented figures of the demo city told apart by community, age, sex, income, disability and language of home."""

from __future__ import annotations

import math
from decimal import Decimal
from itertools import product

from mueang.apps.indicators.actions import Part, say_parts
from mueang.apps.indicators.enums import Disability, HomeLanguage, Income, Level, Sex
from mueang.apps.indicators.models import Observation
from mueang.apps.places.models import Neighbourhood
from mueang.apps.planning.enums import AgeGroup
from mueang.demo.city import Demo

INCOMES = {Income.LOWEST: -9, Income.LOWER: -5, Income.MIDDLE: 0, Income.HIGHER: 5, Income.HIGHEST: 11}
SEXES = {Sex.FEMALE: 3, Sex.MALE: -3}
AGES = {AgeGroup.YOUTH: (14, 900), AgeGroup.ADULTS: (0, 2600), AgeGroup.OLDER: (-9, 1100)}
APART = (
    ({"disability": Disability.WITH}, Decimal("9.5"), 610),
    ({"disability": Disability.WITHOUT}, Decimal("27.1"), 13800),
    ({"language": HomeLanguage.THAI}, Decimal("29.0"), 6100),
    ({"language": HomeLanguage.MALAY}, Decimal("23.9"), 8050),
    ({"language": HomeLanguage.OTHER}, Decimal("20.0"), 45),
    ({"language": HomeLanguage.KHMER}, Decimal("25.0"), 4),
)


def tell_apart(demo: Demo) -> None:
    """Adults who learn, in every crossing of community, age, sex and income, and by two things told alone."""
    figure = (
        Observation.objects.standing()
        .filter(city=demo.city, indicator__code="adult-learning", level=Level.CITY)
        .order_by("-period_to")
        .first()
    )
    if figure is None:
        return
    communities = list(Neighbourhood.objects.filter(city=demo.city))[:6]
    crossed = [
        Part(
            value=Decimal(max(1, round(24 + 7 * math.sin(2.3 * number) + AGES[age][0] + INCOMES[income] + SEXES[sex]))),
            people=max(36, round(AGES[age][1] / 9 * (1.3 + math.cos(number)))),
            neighbourhood=community,
            age=age,
            income=income,
            sex=sex,
        )
        for (number, community), age, income, sex in product(enumerate(communities), AGES, INCOMES, SEXES)
    ]
    alone = [Part(value=value, people=people, **group) for group, value, people in APART]
    say_parts(observation=figure, parts=[*crossed, *alone], actor=demo.manager)
