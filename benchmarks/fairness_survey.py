"""The education tables of the fairness survey: what was published, the same recipe today, and the glass box beside it.

Usage: MUEANG_PEERS=/path/to/python python -m benchmarks.fairness_survey [--data ../shared/data]

Le Quy, Roy, Iosifidis, Zhang and Ntoutsi (2022), WIREs Data Mining and Knowledge Discovery 12(3) e1452: logistic
regression on unscaled columns, 70 to 30 of the rows, and how far its errors differ between women and men. The naive
line says "everyone passes"; the school (in OULAD the region) alone stands beside it. Sex is no predictor of ours.
`pip install scikit-learn` in an environment of its own brings the peer.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from benchmarks.glass_box import Table, read
from mueang.methods.risk import fit, score
from mueang.methods.risk.baselines import place_shares

# File, protected column, outcome column, value that is a pass, column that is the place.
SETS = {
    "student-mat": ("student_mat_new.csv", "sex", "class", "High", "school"),
    "student-por": ("student_por_new.csv", "sex", "class", "High", "school"),
    "OULAD": ("oulad_clean.csv.gz", "gender", "final_result", "Pass", "region"),
}
PRINTED = {
    "student-mat": (0.94118, 0.93597, 0.20407, 0.16156, 0.01765),
    "student-por": (0.92821, 0.84467, -0.06824, 0.04902, 0.02851),
    "OULAD": (0.67507, 0.5, 0.0, 0.0, 0.00883),
}
HEADINGS = ("accuracy", "balanced", "parity", "odds", "ABROCA")
GRID = np.linspace(0, 1, 10_000)
SEED = 42
PEER = """
import pickle, sys, json, warnings
warnings.simplefilter("ignore")
from sklearn.linear_model import LogisticRegression
columns, passed, learn, judged = pickle.load(open(sys.argv[1], "rb"))
model = LogisticRegression(random_state=0).fit(columns[learn], passed[learn])
print(json.dumps(model.predict_proba(columns[judged])[:, 1].tolist()))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "data")
    folder = parser.parse_args().data / "fairness-survey-edu"
    if not folder.is_dir():
        sys.exit(f"no data at {folder}: --data names the folder that holds fairness-survey-edu")
    print(f"{'':<34}" + "".join(f"{word:>10}" for word in HEADINGS))
    for name, (file, protected, outcome, good, place) in SETS.items():
        rows = read(folder / file)
        passed = np.array([row[outcome] == good for row in rows])
        women = np.array([row[protected] in {"F", "Female"} for row in rows])
        words = {key: np.array([row[key] for row in rows]) for key in rows[0] if key != outcome}
        learn, judged = halves(len(rows))
        line(f"{name}: published", PRINTED[name])
        chances = {
            "the same recipe today": peer(words, passed, learn=learn, judged=judged),
            "glass box": ours(words, passed, learn=learn, judged=judged, without=protected),
            f"{place} alone": 1 - place_shares(words[place][learn], label=~passed[learn]).chance(words[place][judged]),
            "everyone passes": np.ones(len(judged)),
        }
        for who, chance in chances.items():
            if isinstance(chance, str):
                print(f"  {who:<32} {chance}")
            else:
                line(f"  {who}", audit(passed[judged], chance=chance, women=women[judged]))


def halves(n: int) -> tuple[np.ndarray, np.ndarray]:
    """The 70 and 30 of a hundred rows that scikit-learn's train_test_split draws."""
    order = np.random.RandomState(SEED).permutation(n)
    n_judged = -(-3 * n // 10)
    return order[n_judged:], order[:n_judged]


def ours(words: Table, passed: np.ndarray, *, learn: np.ndarray, judged: np.ndarray, without: str) -> np.ndarray:
    """Chance to pass, of the glass box."""
    table = {key: numbers(values) for key, values in words.items() if key != without}
    box = fit({key: values[learn] for key, values in table.items()}, label=~passed[learn], for_later=False)
    points = score(box, {key: values[judged] for key, values in table.items()}).points
    return 1 - box.probability(points).astype(float)


def numbers(values: np.ndarray) -> np.ndarray:
    """Floats where all are numbers, words as they are."""
    try:
        return values.astype(float)
    except ValueError:
        return values


def peer(words: Table, passed: np.ndarray, *, learn: np.ndarray, judged: np.ndarray) -> np.ndarray | str:
    """Chance to pass, by the survey's recipe in the peer's own interpreter; a sentence where it is absent."""
    typed = [numbers(values) for values in words.values()]
    coded = [values if values.dtype.kind == "f" else np.unique(values, return_inverse=True)[1] for values in typed]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "task.pickle"
        path.write_bytes(pickle.dumps((np.column_stack(coded).astype(float), passed, learn, judged)))
        order = [os.environ.get("MUEANG_PEERS", sys.executable), "-c", PEER, str(path)]
        done = subprocess.run(order, capture_output=True, text=True, check=False, timeout=600)
    if done.returncode:
        return "absent: " + done.stderr.strip().splitlines()[-1]
    return np.array(json.loads(done.stdout))


def audit(passed: np.ndarray, *, chance: np.ndarray, women: np.ndarray) -> tuple[float, ...]:
    """Accuracy, its mean over both outcomes, and how far women's and men's lie apart, as the survey defines them."""
    said = chance >= 0.5
    right = {group: rates(passed[who], said[who]) for group, who in (("women", women), ("men", ~women))}
    parity = float(said[~women].mean() - said[women].mean())
    odds = sum(abs(one - other) for one, other in zip(right["women"], right["men"], strict=True))
    curves = [curve(passed[who], chance[who]) for who in (women, ~women)]
    area = float(np.trapezoid(np.abs(curves[0] - curves[1]), GRID))
    return float((said == passed).mean()), sum(rates(passed, said)) / 2, parity, odds, area


def rates(passed: np.ndarray, said: np.ndarray) -> tuple[float, float]:
    """How many who passed, and who did not, were told so."""
    return float(said[passed].mean()), float((~said[~passed]).mean())


def curve(passed: np.ndarray, chance: np.ndarray) -> np.ndarray:
    """Of those who passed, how many are told so, at each share of those who did not, shape (10000,)."""
    cuts = np.concatenate([[np.inf], np.unique(chance)[::-1]])
    told = chance[None, :] >= cuts[:, None]
    return np.interp(GRID, told[:, ~passed].mean(axis=1), told[:, passed].mean(axis=1))


def line(name: str, found: tuple[float, ...]) -> None:
    print(f"{name:<34}" + "".join(f"{value:>10.5f}" for value in found), flush=True)


if __name__ == "__main__":
    main()
