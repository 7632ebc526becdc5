"""How an index is to be made, as typed or as it stands in an address; what is not said is left at its plain default."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mueang.apps.indicators.enums import UnitsOf

UNITS = [(UnitsOf.COMMUNITIES, UnitsOf.COMMUNITIES.label), (UnitsOf.CITIES, UnitsOf.CITIES.label)]
NORMALISE = [
    ("min-max", _("From lowest to highest")),
    ("z-score", _("Distance from the mean")),
    ("rank", _("Place in the order")),
]
TREAT = [
    ("none", _("Left as they are")),
    ("winsorise", _("Extreme values drawn in")),
    ("log", pgettext_lazy("of figures", "Logarithm")),
]
IMPUTE = [
    ("none", _("Left not measured")),
    ("mean", _("Filled with the mean")),
    ("median", _("Filled with the middle")),
]
WEIGH = [
    ("equal", _("Equal, or as moved above")),
    ("meta", _("As the table says, or as moved above")),
    ("budget", _("Points of experts")),
    ("pca", _("By what varies together")),
    ("benefit-of-the-doubt", _("Each unit's own best weights")),
]
AGGREGATE = [
    ("arithmetic", _("Mean: strong makes up for weak")),
    ("geometric", _("Geometric mean: weak weighs more")),
    ("harmonic", _("Harmonic mean: weak weighs most")),
]
# A mean of products needs values above zero.
ABOVE_ZERO = {"geometric", "harmonic"}

PLAIN: dict[str, Any] = {
    "normalise": "min-max",
    "treat": "none",
    "impute": "none",
    "aggregate": "arithmetic",
    "least_known": 66,
    "spread": 25,
}


class IndexForm(forms.Form):
    """The choices all indicators share; weights and goalposts of single ones stand beside it in the address."""

    of = forms.ChoiceField(label=_("What is set beside each other"), choices=UNITS)
    year = forms.TypedChoiceField(
        label=pgettext_lazy("of figures", "Year"), coerce=int, empty_value=None, required=False
    )
    normalise = forms.ChoiceField(label=_("Put on one scale by"), choices=NORMALISE)
    treat = forms.ChoiceField(label=_("Figures far from the rest"), choices=TREAT)
    impute = forms.ChoiceField(label=_("Where nobody measured"), choices=IMPUTE)
    aggregate = forms.ChoiceField(label=_("Brought together by"), choices=AGGREGATE)
    weigh = forms.ChoiceField(label=_("Weights"), choices=WEIGH)
    least_known = forms.IntegerField(label=_("Least measured for a score (%)"), min_value=1, max_value=100)
    spread = forms.IntegerField(label=_("How far weights may be doubted (%)"), min_value=0, max_value=90)
    points = forms.CharField(
        label=_("Points of experts"),
        help_text=_(
            "One line an expert: a name, a colon, and points in the order of the indicators, such as: Ms A: 50, 30, 20"
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    def __init__(self, address: Mapping[str, Any], *, years: Sequence[tuple[int, str]] = (), weigh: str) -> None:
        """What an address does not say stands at its plain default."""
        said = {key: value for key, value in address.items() if value != ""}
        super().__init__({**PLAIN, "of": UnitsOf.COMMUNITIES, "weigh": weigh, **said})
        self.fields["year"].choices = [("", "–"), *years]  # type: ignore[attr-defined]  # of a choice field


def config_of(
    said: Mapping[str, Any], address: Mapping[str, str], *, codes: Sequence[str], weigh: str
) -> dict[str, Any]:
    """The configuration that methods.indicators reads; numbers that are none are left out. `weigh` is the default."""
    chosen: dict[str, Any] = {
        key: said.get(key) if said.get(key) not in {None, ""} else plain for key, plain in PLAIN.items()
    }
    goalposts = {code: pair for code in codes if (pair := _pair(address, code)) is not None}
    clipped = address.get("clip") == "1"
    weights = {
        key.removeprefix("w-"): weight
        for key, value in address.items()
        if key.startswith("w-") and (weight := number(value)) is not None and weight >= 0
    }
    method = said.get("weigh") or weigh
    weighing: dict[str, Any] = {"method": method}
    if method == "budget":
        weighing["points"] = _points(said.get("points") or "", codes)
    elif method in {"equal", "meta"}:
        weighing["weights"] = weights
    return {
        "normalise": {
            "method": chosen["normalise"],
            "scale": [1, 100] if chosen["aggregate"] in ABOVE_ZERO else [0, 100],
            **({"onto_scale": True} if chosen["aggregate"] in ABOVE_ZERO and chosen["normalise"] == "z-score" else {}),
            "indicators": {
                code: {"method": "goalposts", "goalposts": pair, "clip": clipped} for code, pair in goalposts.items()
            },
        },
        "treat": {
            "method": chosen["treat"],
            "indicators": {code: "log" for code in codes if address.get(f"log-{code}") == "1"},
        },
        "impute": chosen["impute"],
        "weigh": weighing,
        "aggregate": {"method": chosen["aggregate"], "least_known": chosen["least_known"] / 100},
        "uncertainty": {"draws": 1000, "weights_spread": chosen["spread"] / 100},
    }


def number(text: str | None) -> float | None:
    """The number somebody typed; None where it is none."""
    try:
        value = float((text or "").replace(",", ""))
    except ValueError:
        return None
    return value if abs(value) < 1e12 else None


def _pair(address: Mapping[str, str], code: str) -> list[float] | None:
    low, high = number(address.get(f"lo-{code}")), number(address.get(f"hi-{code}"))
    return [low, high] if low is not None and high is not None and low < high else None


def _points(text: str, codes: Sequence[str]) -> dict[str, dict[str, float]]:
    found = {}
    for place, line in enumerate(text.splitlines(), start=1):
        who, _colon, said = line.rpartition(":")
        points = [number(one) or 0.0 for one in said.replace(";", ",").split(",")]
        if said.strip():
            found[who.strip() or str(place)] = dict(zip(codes, points, strict=False))
    return found
