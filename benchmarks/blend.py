"""The peers of the glass box: logistic regression, LightGBM, CatBoost and their mean, on tasks from a pickle file."""

from __future__ import annotations

import json
import pickle
import sys
from pathlib import Path


def chances(table, label, past, judged):
    from catboost import CatBoostClassifier
    from lightgbm import LGBMClassifier
    from sklearn.compose import make_column_transformer
    from sklearn.impute import SimpleImputer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    numbers = [name for name in table if table[name].dtype.kind in "fi"]
    words = [name for name in table if name not in numbers]
    prepared = make_column_transformer(
        (make_pipeline(SimpleImputer(add_indicator=True), StandardScaler()), numbers),
        (OneHotEncoder(handle_unknown="ignore"), words),
    )
    logistic = make_pipeline(prepared, LogisticRegression(max_iter=3000, C=0.3))
    yield "logistic", logistic.fit(table.iloc[past], label[past]).predict_proba(table.iloc[judged])[:, 1]
    coded = table.astype(dict.fromkeys(words, "category"))
    small = len(past) < 2000
    light = LGBMClassifier(
        n_estimators=120 if small else 250,
        learning_rate=0.03,
        num_leaves=7 if small else 15,
        min_child_samples=15 if small else 40,
        subsample=0.8,
        subsample_freq=1,
        colsample_bytree=0.7,
        n_jobs=1,
        verbose=-1,
    )
    yield "LightGBM", light.fit(coded.iloc[past], label[past]).predict_proba(coded.iloc[judged])[:, 1]
    named = table.astype(dict.fromkeys(words, str))
    cat = CatBoostClassifier(
        iterations=300 if small else 500,
        learning_rate=0.04,
        depth=4 if small else 6,
        cat_features=words,
        thread_count=1,
        verbose=0,
        allow_writing_files=False,
    )
    yield "CatBoost", cat.fit(named.iloc[past], label[past]).predict_proba(named.iloc[judged])[:, 1]


def main() -> None:
    import numpy as np
    import pandas as pd
    from sklearn.metrics import roc_auc_score

    found = {}
    for name, (columns, label, splits) in pickle.loads(Path(sys.argv[1]).read_bytes()).items():  # noqa: S301 (ours)
        table, aucs, blended = pd.DataFrame(columns), {}, []
        for past, judged in splits:
            by_peer = dict(chances(table, label, past, judged))
            by_peer["blend"] = np.mean(list(by_peer.values()), axis=0)
            blended.append(by_peer["blend"].round(6).tolist())
            for peer, chance in by_peer.items():
                aucs.setdefault(peer, []).append(roc_auc_score(label[judged], chance))
        found[name] = {"chances": blended} | {peer: round(float(np.mean(values)), 4) for peer, values in aucs.items()}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
