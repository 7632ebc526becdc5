"""Published indices, worked again from their raw tables: every stage, weight and rank."""

from __future__ import annotations

import numpy as np
import pytest

from methods.indicators.tables import asem, rows_of
from mueang.methods.indicators import Index, analytic_hierarchy, composite, dropped
from mueang.methods.indicators.varying import first_and_total

# COINr, vignette "sensitivity": mean absolute shift in rank when one pillar is left out.
DROPPED = {
    "Physical": 1.529412,
    "ConEcFin": 2.627451,
    "Political": 2.901961,
    "Instit": 1.176471,
    "P2P": 1.686275,
    "Environ": 3.098039,
    "Social": 3.960784,
    "SusEcFin": 2.627451,
}


@pytest.fixture(scope="module")
def index() -> Index:
    return composite(**asem())


def published(index: Index, name: str, codes: list[str]) -> np.ndarray:
    rows = {row["UnitCode"]: row for row in rows_of(f"coin06/{name}.csv")}
    return np.array(
        [[float(rows[unit][code].replace("NA", "") or "nan") for code in codes] for unit in index.sheet.units]
    )


@pytest.mark.parametrize(
    ("name", "stage"),
    [("Raw", None), ("Denominated", "denominated"), ("Imputed", "imputed"), ("Normalised", "normalised")],
)
def test_every_stage_of_asem_is_the_published_one(index: Index, name: str, stage: str | None) -> None:
    found = index.sheet.values if stage is None else getattr(index.stages, stage)

    # The published raw table is rounded to ten digits.
    np.testing.assert_allclose(found, published(index, name, index.framework.codes), rtol=1e-8, atol=1e-6)


def test_what_was_treated_in_asem_is_what_was_published(index: Index) -> None:
    treated = np.stack([one.values for one in index.stages.treated], axis=1)
    summary = {
        row["IndCode"]: (int(float(row["Low"])), int(float(row["High"]))) for row in rows_of("coin06/TreatSummary.csv")
    }

    np.testing.assert_allclose(treated, published(index, "Treated", index.framework.codes), rtol=1e-8, atol=1e-6)
    assert {
        code: (len(one.low), len(one.high))
        for code, one in zip(index.framework.codes, index.stages.treated, strict=True)
    } == summary
    assert sum(map(sum, summary.values())) == 35


def test_the_index_and_its_ranks_are_the_published_ones(index: Index) -> None:
    codes = [element.code for element in index.framework.aggregates]
    ranks = {row["UnitCode"]: int(row["Index"]) for row in rows_of("coin06/AggregatesRank.csv")}

    np.testing.assert_allclose(index.aggregates, published(index, "Aggregated", codes), atol=1e-6)
    assert dict(zip(index.sheet.units, index.rank.tolist(), strict=True)) == ranks
    six = sorted(zip(index.rank.tolist(), index.sheet.units, index.score.round(2).tolist(), strict=True))[:6]
    assert [(unit, score) for _rank, unit, score in six] == [
        *(("CHE", 68.38), ("NLD", 64.82), ("DNK", 64.80), ("NOR", 64.47), ("BEL", 63.54), ("SWE", 63.00)),
    ]


def test_leaving_a_pillar_out_moves_the_ranks_as_published(index: Index) -> None:
    assert {code: round(shift, 6) for code, shift in dropped(index).items()} == DROPPED


def test_the_human_development_index_needs_a_table_and_no_code() -> None:
    # UNDP, Human Development Report 2020, technical note 1 and statistical table 1 (of the year 2019).
    found = composite(
        data={
            "uCode": ["NOR", "THA"],
            "life": [82.4, 77.2],
            "expected": [18.1, 15.0],
            "mean": [12.9, 7.9],
            "income": [66_494, 17_781],
        },
        meta={
            "iCode": ["life", "expected", "mean", "income", "Health", "Education", "Living", "HDI"],
            "Level": [1, 1, 1, 1, 2, 2, 2, 3],
            "Parent": ["Health", "Education", "Education", "Living", "HDI", "HDI", "HDI", ""],
            "GoalpostLow": [20, 0, 0, 100, "", "", "", ""],
            "GoalpostHigh": [85, 18, 15, 75_000, "", "", "", ""],
            "Log": ["", "", "", "yes", "", "", "", ""],
            "Clip": ["yes"] * 4 + [""] * 4,
            "Aggregation": [""] * 7 + ["geometric"],
        },
        config={"normalise": {"scale": [0, 1]}},
    )

    assert found.score.round(3).tolist() == [0.957, 0.777]
    assert found.aggregate("Education").round(3).tolist() == [0.930, 0.680]
    assert found.stages.normalised[0, 1] == 1  # 18.1 years expected count as 18


def test_comparisons_of_schools_weigh_as_saaty_printed() -> None:
    # Saaty (1980), The Analytic Hierarchy Process: learning, friends, school life, vocational, college, music.
    above = [[4, 3, 1, 3, 4], [7, 3, 1 / 5, 1], [1 / 5, 1 / 5, 1 / 6], [1, 1 / 3], [3]]
    matrix = np.eye(6)
    for row, cells in enumerate(above):
        for number, cell in enumerate(cells, row + 1):
            matrix[row, number], matrix[number, row] = cell, 1 / cell

    found = analytic_hierarchy(matrix=matrix)

    assert [round(weight, 2) for weight in found.weights] == [0.32, 0.14, 0.03, 0.13, 0.24, 0.14]
    turned = matrix @ np.array(found.weights)
    largest = float(np.mean(turned / found.weights))
    assert found.consistency_ratio == pytest.approx((largest - 6) / 5 / 1.24)
    assert not found.is_consistent


def test_ishigamis_function_has_its_known_effects() -> None:
    # Ishigami and Homma (1990), a = 7, b = 0.1; first and total orders worked by hand from its variances.
    def ishigami(x: np.ndarray) -> np.ndarray:
        return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])

    one, other = np.random.default_rng(4).uniform(-np.pi, np.pi, (2, 60_000, 3))
    found = []
    for place in range(3):
        mixed = one.copy()
        mixed[:, place] = other[:, place]
        found.append(first_and_total(one=ishigami(one), other=ishigami(other), mixed=ishigami(mixed)))

    assert [float(first) for first, _total in found] == pytest.approx([0.3139, 0.4424, 0.0], abs=0.02)
    assert [float(total) for _first, total in found] == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.02)
