"""Taxes proposed for a receipt of a municipality."""

from __future__ import annotations

from typing import NamedTuple

from mueang.methods.money import Payee, Service, vat_included, withhold_tax


class Taxes(NamedTuple):
    """Satang: within the receipt, and to keep back from it."""

    vat: int
    withheld: int


def proposed_taxes(satang: int, *, has_vat: bool, payee: Payee, service: Service) -> Taxes:
    """What the methods of money propose; an accountant decides."""
    vat = vat_included(satang).vat if has_vat else 0
    return Taxes(vat, withhold_tax(satang - vat, payer="government", payee=payee, service=service).tax)
