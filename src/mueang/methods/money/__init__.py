"""Money as whole satang: rounding, value added tax, tax withheld, shares of a sum."""

from mueang.methods.money.drawing import draw
from mueang.methods.money.per_outcome import UnitCost, unit_cost
from mueang.methods.money.rounding import half_up, parse_baht
from mueang.methods.money.sharing import share
from mueang.methods.money.vat import VAT_PERCENT, WithVat, vat_added, vat_included, vat_of_lines
from mueang.methods.money.withholding import RATES, Payee, Payer, Service, Withheld, withhold_tax

__all__ = [
    "RATES",
    "VAT_PERCENT",
    "Payee",
    "Payer",
    "Service",
    "UnitCost",
    "WithVat",
    "Withheld",
    "draw",
    "half_up",
    "parse_baht",
    "share",
    "unit_cost",
    "vat_added",
    "vat_included",
    "vat_of_lines",
    "withhold_tax",
]
