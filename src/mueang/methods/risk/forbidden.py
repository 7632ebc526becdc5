"""Religion and ethnicity: never predictors, whatever the column is called."""

from __future__ import annotations

import re

import numpy as np

from mueang.methods.risk.columns import Column, Features, is_words
from mueang.methods.risk.errors import ForbiddenPredictor

NAMES = re.compile(
    r"(?i)(^|[^a-z])(religio\w*|faith|ethnic\w*|eth|race|racial|caste|tribe|creed)([^a-z]|$)|ศาสนา|เชื้อชาติ|ชาติพันธุ์"
)
WORDS = {
    *("muslim", "islam", "buddhist", "buddhism", "christian", "christianity", "hindu", "hinduism", "sikh", "jewish"),
    *("อิสลาม", "มุสลิม", "พุทธ", "คริสต์", "ฮินดู", "ซิกข์", "ศาสนาพุทธ", "ศาสนาอิสลาม", "ศาสนาคริสต์"),
}


def is_forbidden(name: str, values: Column) -> bool:
    """Whether a column tells religion or ethnicity, by its name or by the words it holds.

    Source
    ------
    Personal Data Protection Act B.E. 2562, section 26, names both as sensitive; UNICEF RD4C: protective of rights.

    Examples
    --------
    >>> is_forbidden("Religion", np.array([0, 1])), is_forbidden("grace_days", np.array([0, 1]))
    (True, False)
    >>> is_forbidden("v17", np.array(["Muslim", "Buddhist"]))
    True
    """
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ")
    if NAMES.search(apart):
        return True
    return is_words(values) and any(str(word).strip().lower() in WORDS for word in np.unique(values.astype(str))[:200])


def refuse_forbidden(features: Features) -> None:
    """Raise ForbiddenPredictor where a column tells religion or ethnicity."""
    columns = [name for name, values in features.items() if is_forbidden(name, values)]
    if columns:
        raise ForbiddenPredictor(columns)
