"""What others published is worked out again: a whole city's access, and the textbooks' small cases."""

from __future__ import annotations

import numpy as np
import pytest

from methods.inequality.belo_horizonte import FIVE, City, belo_horizonte
from mueang.methods.inequality import (
    concentration_index,
    fgt,
    gini,
    palma,
    parity,
    shapley_by_group,
    theil,
    weighted_quantile,
)


@pytest.fixture(scope="module")
def city() -> City:
    return belo_horizonte()


def test_access_in_belo_horizonte_is_that_of_the_package(city: City) -> None:
    assert city.jobs_reached[city.at(FIVE)].tolist() == [26774, 22239, 36567, 42372, 55571]


@pytest.mark.parametrize(("cells", "expected"), [(FIVE, 0.1386), (FIVE[:4], 0.1148)])
def test_gini_of_belo_horizonte_is_the_published_one(city: City, cells: tuple[str, ...], expected: float) -> None:
    at = city.at(cells)

    assert round(gini(values=city.jobs_reached[at], weights=city.people[at]), 4) == expected


@pytest.mark.parametrize(("cells", "expected"), [(FIVE, 1.0911), (FIVE[:4], 0.5249)])
def test_palma_of_belo_horizonte_is_the_published_one(city: City, cells: tuple[str, ...], expected: float) -> None:
    lived_in = city.people > 0
    limits = [
        weighted_quantile(values=city.income[lived_in], weights=city.people[lived_in], share=share)
        for share in (0.4, 0.9)
    ]
    at = city.at(cells)

    found = palma(
        values=city.jobs_reached[at], weights=city.people[at], by=city.income[at], limits=(limits[0], limits[1])
    )

    assert round(found, 4) == expected


def test_the_whole_city_is_as_measured(city: City) -> None:
    assert round(gini(values=city.jobs_reached, weights=city.people), 5) == 0.47153
    assert round(gini(values=city.schools_reached, weights=city.people), 5) == 0.30736


def test_cells_where_nobody_lives_need_no_income(city: City) -> None:
    found = concentration_index(values=city.jobs_reached, by=city.income, weights=city.people)
    lived_in = city.people > 0

    assert np.isnan(city.income).sum() == (~lived_in).sum() == 78
    assert found > 0
    assert found == concentration_index(
        values=city.jobs_reached[lived_in], by=city.income[lived_in], weights=city.people[lived_in]
    )


def test_within_and_between_add_up_for_the_whole_city(city: City) -> None:
    lived_in = city.people > 0
    decile = np.searchsorted(
        [
            weighted_quantile(values=city.income[lived_in], weights=city.people[lived_in], share=n / 10)
            for n in range(1, 10)
        ],
        city.income,
    )

    found = theil(values=city.jobs_reached, weights=city.people, groups=decile)

    assert found.within + found.between == pytest.approx(found.total, abs=1e-12)
    assert sum(part.population_share for part in found.groups) == pytest.approx(1)
    shares = shapley_by_group(values=city.jobs_reached, weights=city.people, factors={"decile": decile})
    assert shares["decile"] == pytest.approx(found.between)


def test_gini_of_n_persons_of_whom_one_has_all_is_one_less_one_nth() -> None:
    assert gini(values=[0.0] * 9 + [5.0]) == pytest.approx(0.9)


def test_theil_is_log_n_where_one_has_all() -> None:
    assert theil(values=[0.0, 0.0, 0.0, 8.0]).total == pytest.approx(np.log(4))


def test_yes_and_no_has_the_corrections_of_the_papers() -> None:
    # Wagstaff 2005: of a yes or no the index can reach at most 1 - mean; Erreygers 2009: 4 x mean x the index.
    has, standing = np.array([0, 0, 0, 1.0, 1.0]), np.arange(5.0)
    standard = concentration_index(values=has, by=standing)

    assert standard == pytest.approx(1 - has.mean())
    assert concentration_index(values=has, by=standing, correction="wagstaff", bounds=(0, 1)) == pytest.approx(1)
    assert concentration_index(values=has, by=standing, correction="erreygers", bounds=(0, 1)) == pytest.approx(
        4 * has.mean() * standard
    )


def test_the_squared_gap_parts_by_groups_as_foster_greer_and_thorbecke_prove() -> None:
    income, line = np.array([2.0, 9.0, 4.0, 12.0, 1.0]), 10.0

    whole = fgt(values=income, line=line, alpha=2)

    assert whole == pytest.approx(
        0.4 * fgt(values=income[:2], line=line, alpha=2) + 0.6 * fgt(values=income[2:], line=line, alpha=2)
    )


def test_the_adjusted_index_mirrors_what_is_above_one() -> None:
    assert parity(group=50, reference=40, adjusted=True) - 1 == pytest.approx(1 - parity(group=40, reference=50))
