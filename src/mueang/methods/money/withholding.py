"""Income tax withheld when paying: how much, by who pays whom for what."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from mueang.methods.money.rounding import half_up

Payer = Literal["government", "juristic"]
Payee = Literal["person", "juristic"]
Service = Literal["goods", "hire", "professional", "rent", "advertising", "transport", "prize"]

BAHT = 100
# Percent of the amount without value added tax. A municipality is "government": 1 whatever it buys.
RATES: dict[tuple[Payer, Service], Fraction] = {
    **{
        ("government", service): Fraction(1)
        for service in ("goods", "hire", "professional", "rent", "advertising", "transport", "prize")
    },
    ("juristic", "goods"): Fraction(0),
    ("juristic", "hire"): Fraction(3),
    ("juristic", "professional"): Fraction(3),
    ("juristic", "rent"): Fraction(5),
    ("juristic", "advertising"): Fraction(2),
    ("juristic", "transport"): Fraction(1),
    ("juristic", "prize"): Fraction(5),
}
# Nothing is withheld from less than this, all payments of one contract together.
LEAST_SATANG: dict[tuple[Payer, Payee], int] = {
    ("government", "person"): 10_000 * BAHT,
    ("government", "juristic"): 500 * BAHT,
    ("juristic", "person"): 1_000 * BAHT,
    ("juristic", "juristic"): 1_000 * BAHT,
}


@dataclass(frozen=True, slots=True)
class Withheld:
    """Satang kept back for the Revenue Department, and the rate in percent; zero and zero below the least amount."""

    percent: Fraction
    tax: int


def withhold_tax(
    net: int, *, payer: Payer, payee: Payee, service: Service, contract_total: int | None = None
) -> Withheld:
    """Tax to keep back from one payment.

    Parameters
    ----------
    net : satang without value added tax, zero or more
    payer : "government" (ministries, municipalities and other local government) or "juristic" (companies,
        foundations, associations)
    payee : "person" or "juristic"
    service : what is paid for
    contract_total : satang without value added tax of all payments of the contract; `net` where not given

    Returns
    -------
    Withheld, the tax rounded half up to a satang, once for the document.

    Raises
    ------
    ValueError
        If `net` is negative or more than the contract's total.

    Source
    ------
    Revenue Code (ประมวลรัษฎากร) section 50 (4) (government to a person, from 10,000 baht), section 69 bis (government
    to a juristic person, 1 %); order ท.ป. 4/2528 under section 3 tredecim (juristic payers: hire of work and
    professions 3, rent and prizes 5, advertising 2, transport 1; from 1,000 baht). Assumption: the least amount of 500
    baht for section 69 bis and every rate are as offices apply them today; temporary reductions (e-withholding) are
    not known here. An accountant decides what is withheld; this proposes it.

    Examples
    --------
    >>> withhold_tax(10_000_00, payer="government", payee="person", service="hire").tax
    10000
    >>> withhold_tax(9_999_99, payer="government", payee="person", service="hire").tax
    0
    >>> withhold_tax(2_000_00, payer="juristic", payee="person", service="professional").tax
    6000
    >>> withhold_tax(2_000_00, payer="juristic", payee="juristic", service="rent").tax
    10000
    """
    total = net if contract_total is None else contract_total
    if net < 0 or net > total:
        raise ValueError("net must be from 0 to the contract's total")
    percent = RATES[payer, service] if total >= LEAST_SATANG[payer, payee] else Fraction(0)
    return Withheld(percent, half_up(net * percent / 100))
